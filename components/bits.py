"""The smallest pieces the screens are made of: texts, buttons, links, faces, sheets, dialogs.

Each is one light element with a class of `theme.css`. Untrusted text only ever goes into a label.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal, TypeVar

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

E = TypeVar("E", bound=ui.element)
Handler = Callable[[], Awaitable[None] | None]
Look = Literal["main", "quiet", "soft", "bare", "danger", "danger-quiet"]
Tone = Literal["plain", "good", "warn", "danger"]


class Press(TextElement):
    """A button; while its handler works it takes no second press."""

    def __init__(self, text: str, on_press: Handler) -> None:
        super().__init__(tag="button", text=text)
        self._is_busy = False
        self._on_press = on_press
        self.props["type"] = "button"
        self.on("click", self._press, args=[])

    async def _press(self) -> None:
        if self._is_busy:
            return
        self._is_busy = True
        self.classes(add="is-busy")
        try:
            done = self._on_press()
            if isinstance(done, Awaitable):
                await done
        finally:
            self._is_busy = False
            if not self.is_deleted:
                self.classes(remove="is-busy")


def _dressed(drawn: E, classes: str) -> E:
    """`classes` for an element nobody has seen yet: there is no change to tell anybody of.

    Measured: telling takes a quarter of the drawing of a list.
    """
    list.extend(drawn.classes, classes.split())
    return drawn


def text(content: str, classes: str = "") -> ui.label:
    """A line of text."""
    return _dressed(ui.label(content), classes)


def box(classes: str = "", tag: str = "div") -> ui.element:
    """An element that holds others."""
    return _dressed(ui.element(tag), classes)


def icon(name: str, classes: str = "") -> ui.element:
    """One of `components.icons`."""
    drawn = _dressed(ui.element("i"), f"i i-{name} {classes}")
    drawn.props["aria-hidden"] = "true"
    return drawn


def press(
    label: str,
    on_press: Handler,
    *,
    look: Look = "main",
    icon_name: str | None = None,
    size: str = "",
) -> Press:
    """A button; `size` is "", "small", "wide" or "float"."""
    classes = f"press is-{look}" + (f" is-{size}" if size else "")
    button = Press(label if icon_name is None else "", on_press)
    button.classes(classes)
    if icon_name is not None:
        with button:
            icon(icon_name)
            text(label)
    return button


def tool(name: str, title: str, on_press: Handler) -> Press:
    """A square button with only an icon; `title` is read aloud."""
    button = Press("", on_press)
    button.classes("tool")
    button.props["aria-label"] = title
    button.props["title"] = title
    with button:
        icon(name)
    return button


def tool_link(name: str, title: str, target: str) -> ui.link:
    """A square link with only an icon; `title` is read aloud."""
    link = ui.link("", target).classes("tool", remove="nicegui-link")
    link.props["aria-label"] = title
    link.props["title"] = title
    with link:
        icon(name)
    return link


def go(label: str, target: str, *, look: Look = "quiet", size: str = "") -> ui.link:
    """A link that looks like a button."""
    classes = f"press is-{look}" + (f" is-{size}" if size else "")
    return ui.link(label, target).classes(classes, remove="nicegui-link")


def link_box(target: str, classes: str) -> ui.link:
    """A link that holds other elements, such as a whole row."""
    drawn = ui.link("", target)
    list.clear(drawn.classes)
    return _dressed(drawn, classes)


def mark(label: str, tone: Tone = "plain") -> ui.label:
    """A small label on a tinted ground."""
    return text(label, f"mark is-{tone}")


def face(name: str, colour: str | None = None) -> ui.label:
    """A round with a person's initials, in his stage's colour."""
    drawn = text(initials(name), "face")
    if colour is not None:
        dict.update(drawn.style, {"--c": safe_colour(colour)})
    return drawn


def icon_face(name: str, tone: Tone = "plain") -> None:
    """A tile with an icon, for rows that are not about a person."""
    with box(f"face is-icon is-{tone}"):
        icon(name)


def plates(at: int, of: int, colour: str) -> None:
    """How far along: plates on a bar."""
    given = {"--at": str(at), "--of": str(of), "--c": safe_colour(colour)}
    dict.update(box("plates").style, given)


def initials(name: str) -> str:
    """The first letters of the first two words."""
    return "".join(word[0] for word in name.split()[:2]).upper()


def safe_colour(colour: str) -> str:
    """The colour if it is `#rrggbb`, else the text's own: it goes into a style."""
    digits = colour.removeprefix("#")
    is_hex = len(digits) == 6 and all(c in "0123456789abcdefABCDEF" for c in digits)
    return f"#{digits}" if is_hex else "currentColor"


@contextmanager
def sheet(title: str = "", *, actions: Callable[[], Any] | None = None) -> Iterator[ui.element]:
    """A panel; its head has a title and, at its right, what `actions` draws."""
    with box("sheet", tag="section") as panel:
        if title or actions:
            with box("sheet-head"):
                text(title, "sheet-title")
                if actions is not None:
                    actions()
        yield panel


def empty(
    icon_name: str, title: str, explanation: str, *, draw_action: Callable[[], Any] | None = None
) -> None:
    """What appears here, why it is useful, and one button."""
    with box("empty"):
        icon(icon_name)
        text(title, "empty-title")
        if explanation:
            text(explanation, "empty-text")
        if draw_action is not None:
            draw_action()


def bones() -> None:
    """What is being read."""
    box("bones").props["aria-busy"] = "true"


@contextmanager
def paper(title: str, close_title: str) -> Iterator[ui.dialog]:
    """A dialog with a title and a cross; it is opened by whoever made it."""
    with ui.dialog() as dialog, box("paper"):
        with box("paper-head"):
            text(title, "paper-title")
            tool("close", close_title, dialog.close)
        yield dialog


def field(label: str, value: str = "", *, hint: str = "", lines: int = 1) -> ui.input | ui.textarea:
    """A text field of one or more lines."""
    if lines > 1:
        made: ui.input | ui.textarea = ui.textarea(label or None, value=value)
        made.props("outlined autogrow")
    else:
        made = ui.input(label or None, value=value)
        made.props("outlined")
    if hint:
        made.props["hint"] = hint
    return made.classes("field")
