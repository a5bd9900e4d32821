"""Draw every public page to /tmp/preview and photograph it: phone and desk, day and night.

Run: `python -m tests.pages.preview [NAME …]`. Not a test; for eyes.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from pages.public.render import STATIC, build_templates, render
from tests.pages.samples import SAMPLES, view

OUT = Path("/tmp/preview")
WIDTHS = {390: 844, 1440: 900}
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def main(names: list[str]) -> None:
    draw(names)
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        for name in names:
            photograph(browser, name)
        browser.close()


def draw(names: list[str]) -> None:
    """Whole files, with the static ones beside them."""
    OUT.mkdir(exist_ok=True)
    templates = build_templates()
    for name in names:
        html = render(templates, view(name), nonce="n")
        (OUT / f"{name}.html").write_text(html.replace('"/static/', f'"file://{STATIC}/'))


def photograph(browser: Browser, name: str) -> None:
    for width, height in WIDTHS.items():
        for scheme in ("light", "dark"):
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
            )
            page.goto(f"file://{OUT}/{name}.html")
            page.screenshot(path=OUT / f"{name}-{width}-{scheme}.png", full_page=True)
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                sys.stderr.write(f"{name} at {width} scrolls sideways: {wide}\n")
            page.close()


if __name__ == "__main__":
    main(sys.argv[1:] or list(SAMPLES))
