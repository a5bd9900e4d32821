"""/more: what does not fit under the thumb: the other sections, the theme, the way out."""

from nicegui import ui

from app.runtime import Runtime
from app.words import frame as words
from components import bits
from pages import frame


def build(runtime: Runtime) -> None:
    @ui.page("/more")
    async def more_page() -> None:
        with frame.frame(runtime, words.MORE, "more"), bits.box("stack"):
            with bits.sheet(), bits.box("rows"):
                for target, icon_name, label in frame.REST.values():
                    with bits.link_box(target, "row"):
                        bits.icon_face(icon_name)
                        bits.text(label, "row-main row-title")
                        bits.icon("next", "is-small soft")
            with bits.sheet(), bits.box("more-tools"):
                frame.switch_theme()
                frame.log_out()
            if known := frame.viewer():
                bits.text(f"{known.login}, {words.ROLE[known.role]}", "label")
