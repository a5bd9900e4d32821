"""Views in, HTML out. Knows templates, colours and fonts; answers no request."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import ClassVar, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.words import speech
from pages.public import filters, fonts, palette, prose
from pages.public.palette import Colours
from pages.public.structured import structured
from pages.public.views.site import SiteView

HERE = Path(__file__).parent
STATIC = HERE / "static"


class View(Protocol):
    """Anything of `pages.public.views`: it names its template."""

    template: ClassVar[str]

    @property
    def site(self) -> SiteView: ...


def build_templates() -> Environment:
    """The environment every public page is rendered by; make one and keep it."""
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals |= {
        "asset": asset,
        "stylesheet": stylesheet,
        "theme": theme,
        "structured": structured,
    }
    env.filters |= {
        "roubles": speech.roubles,
        "plural": speech.plural,
        "date": filters.date,
        "time": filters.time,
        "rest": filters.rest,
        "number": filters.number,
        "phone": filters.phone,
        "phone_href": filters.phone_href,
        "absolute": filters.absolute,
        "safe_url": filters.safe_url,
        "paragraphs": prose.paragraphs,
        "blocks": prose.blocks,
        "ground": ground,
    }
    return env


def render(templates: Environment, view: View, nonce: str) -> str:
    """The whole page. `nonce` is the response's own, the same as in its CSP header."""
    return templates.get_template(view.template).render(view=view, nonce=nonce)


def asset(name: str) -> str:
    """A static file's address with its own hash, so that it may be cached for a year."""
    return f"/static/{name}?v={_version(name)}"


@lru_cache
def _version(name: str) -> str:
    return sha256((STATIC / name).read_bytes()).hexdigest()[:10]


@lru_cache
def stylesheet() -> Markup:
    """The whole CSS for a page that is most often the first one seen.

    Measured on the landing at slow 4G and a quarter of the CPU: LCP 712 ms inlined, 808 ms linked.
    """
    return Markup((STATIC / "site.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file


def theme(site: SiteView) -> Markup:
    """The page's custom properties: parsed colours and known fonts only, hence safe in <style>."""
    return _theme(site.colours, site.heading_font, site.body_font, site.font_size)


@lru_cache(maxsize=64)
def _theme(colours: Colours, heading: str, body: str, size: int) -> Markup:
    kept = min(max(size, 14), 22)
    type_ = {"heading": fonts.stack(heading), "body": fonts.stack(body), "size": f"{kept / 16}rem"}
    # Made of parsed colours, known stacks and one number: nothing a person typed gets here.
    return Markup(  # noqa: S704
        f":root{{{_properties(type_ | palette.light(colours))}}}"
        f"@media(prefers-color-scheme:dark){{:root{{{_properties(palette.dark(colours))}}}}}"
    )


def ground(colours: Colours, scheme: str) -> str:
    """The background alone, for the browser's own bars."""
    return (palette.dark(colours) if scheme == "dark" else palette.light(colours))["bg"]


def _properties(values: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in values.items())
