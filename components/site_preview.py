"""The site's draft beside its settings: the public page in a frame, as wide as a phone or a desk.

The frame runs no scripts of the page and sends no forms.
"""

from functools import partial

from nicegui import ui

from app.words import site_desk as words
from components import bits

ADDRESS = "/crm/preview"
PHONE, DESK = 390, 1280
"""Pixels of the page in the frame."""
FIT = """(() => {{
  const box = document.getElementById('c{id}'), frame = box.querySelector('iframe');
  const fit = () => {{
    const width = +box.dataset.width || {width}, scale = Math.min(1, box.clientWidth / width);
    frame.style.width = width + 'px';
    frame.style.height = box.clientHeight / scale + 'px';
    frame.style.left = Math.max(0, (box.clientWidth - width * scale) / 2) + 'px';
    frame.style.transform = 'scale(' + scale + ')';
  }};
  box.fit = fit;
  new ResizeObserver(fit).observe(box);
}})()"""
"""A page wider than its place is drawn smaller, not narrower."""
WIDEN = (
    "(() => {{ const b = document.getElementById('c{id}'); b.dataset.width = {width}; b.fit() }})()"
)
RELOAD = """(() => {{
  const frame = document.getElementById('c{id}').querySelector('iframe');
  const at = frame.contentWindow.scrollY;
  frame.onload = () => frame.contentWindow.scrollTo(0, at);
  frame.contentWindow.location.reload();
}})()"""


class SitePreview:
    """The draft as visitors would see it."""

    def __init__(self) -> None:
        self._width = PHONE
        self._chips: dict[int, bits.Press] = {}
        with bits.box("preview only-wide"):
            with bits.box("line is-apart"):
                bits.text(words.PREVIEW, "label")
                self._switch()
            self._box = bits.box("preview-box")
            with self._box:
                frame = ui.element("iframe").mark("preview")
                frame.props.update(
                    {"src": ADDRESS, "title": words.PREVIEW, "sandbox": "allow-same-origin"}
                )
        ui.run_javascript(FIT.format(id=self._box.id, width=self._width))

    def reload(self) -> None:
        """The draft has changed; the visitor's place on the page stays."""
        ui.run_javascript(RELOAD.format(id=self._box.id))

    def _switch(self) -> None:
        with bits.box("chips"):
            for width, label in ((PHONE, words.AS_PHONE), (DESK, words.AS_DESK)):
                chip = bits.Press(label, partial(self._widen, width))
                chip.classes("chip").mark(f"preview-{width}")
                self._chips[width] = chip
        self._show()

    def _show(self) -> None:
        for width, chip in self._chips.items():
            is_on = width == self._width
            chip.classes(add="is-on" if is_on else None, remove=None if is_on else "is-on")
            chip.props["aria-pressed"] = "true" if is_on else "false"

    def _widen(self, width: int) -> None:
        self._width = width
        self._show()
        ui.run_javascript(WIDEN.format(id=self._box.id, width=width))
