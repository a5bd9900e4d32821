"""How the dashboard looks: every colour, gap, radius and type size, and the rules made of them.

Pages and components use the semantic classes of `theme.css`; no utility classes, no colours of
their own. Light and dark follow the system unless the switch says otherwise; the choice is the
browser's own (`localStorage.theme`) and is applied before the first paint.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from components import icons

LIGHT = {
    "ground": "#f2f4f1",
    "sheet": "#ffffff",
    "plate": "#ffffff",
    "sunk": "#e8ebe7",
    "ink": "#12181a",
    "soft": "#566265",
    "edge": "#d9ddd9",
    "accent": "#0a6b4c",
    "on-accent": "#ffffff",
    "accent-soft": "#dcefe6",
    "danger": "#b3261e",
    "danger-soft": "#fbe7e4",
    "warn": "#855500",
    "warn-soft": "#faeed6",
    "toast": "#182024",
    "on-toast": "#eef3f1",
    "toast-accent": "#7fd1ae",
    "veil": "rgb(15 19 22 / .45)",
    "shadow": "0 1px 2px rgb(18 24 26 / .05), 0 6px 20px rgb(18 24 26 / .05)",
    "lifted": "0 12px 40px rgb(18 24 26 / .22)",
}
DARK = {
    "ground": "#0f1316",
    "sheet": "#171d21",
    "plate": "#ffffff",
    "sunk": "#0a0d0f",
    "ink": "#e9eeec",
    "soft": "#9fadab",
    "edge": "#29333a",
    "accent": "#7fd1ae",
    "on-accent": "#0b1a14",
    "accent-soft": "#1b2f28",
    "danger": "#ff9a8f",
    "danger-soft": "#37201e",
    "warn": "#eabb64",
    "warn-soft": "#332914",
    "toast": "#e9eeec",
    "on-toast": "#12181a",
    "toast-accent": "#0a6b4c",
    "veil": "rgb(4 6 7 / .62)",
    "shadow": "0 0 0 1px rgb(255 255 255 / .02)",
    "lifted": "0 16px 48px rgb(0 0 0 / .6)",
}
SIZES = {
    "g1": "4px",
    "g2": "8px",
    "g3": "12px",
    "g4": "16px",
    "g5": "24px",
    "g6": "32px",
    "r1": "8px",
    "r2": "12px",
    "r3": "18px",
    "tiny": "12px",
    "small": "13.5px",
    "text": "16px",
    "lead": "18px",
    "head": "22px",
    "big": "30px",
    "touch": "44px",
    "bar": "60px",
    "rail": "236px",
    "wide": "1080px",
    "font": "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
}

# Before the first paint: the kept choice, else the system's.
EARLY = """<script>
(() => {
  const root = document.documentElement;
  const kept = localStorage.getItem('theme');
  if (kept) root.dataset.theme = kept;
  const isDark = () => (root.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches
    ? 'dark' : 'light')) === 'dark';
  window.switchTheme = () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    localStorage.setItem('theme', root.dataset.theme);
  };
  addEventListener('keydown', (e) => {
    if (e.key !== '/' || e.target.closest('input, textarea, [contenteditable]')) return;
    const seek = document.querySelector('.seek');
    if (seek) { e.preventDefault(); seek.click(); }
  });
})();
</script>"""


@cache
def head() -> str:
    """What every page of the dashboard has in its head."""
    metas = '<meta name="robots" content="noindex, nofollow">'
    for scheme, colours in (("light", LIGHT), ("dark", DARK)):
        media = f"(prefers-color-scheme: {scheme})"
        metas += f'<meta name="theme-color" media="{media}" content="{colours["ground"]}">'
    return f"{metas}{EARLY}<style>{css()}</style>"


@cache
def css() -> str:
    """The whole style sheet."""
    rules = Path(__file__).with_name("theme.css").read_text(encoding="utf-8")
    dark = _variables(DARK)
    return (
        f":root{{color-scheme:light;{_variables(LIGHT)}{_variables(SIZES)}}}"
        f"@media(prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}"
        f":root[data-theme=dark]{{color-scheme:dark;{dark}}}"
        f"{icons.css()}{rules}"
    )


def _variables(values: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in values.items())
