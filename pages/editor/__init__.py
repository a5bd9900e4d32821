"""/programmes/ID/edit: a programme as a table one can type in, checked while one types."""

from uuid import UUID

from nicegui import ui

from app.runtime import Runtime
from app.words import card as words
from app.words import editor
from components import bits
from components.styles import wear
from domain.errors import NotFound
from domain.programmes import rows as programmes
from pages.editor.desk import Desk
from pages.editor.screen import Screen
from pages.frame import frame, viewer_id
from pages.live import redraw_on

LEAVING = """<script>
addEventListener('beforeunload', (e) => {
  if (window.unsaved) { e.preventDefault(); e.returnValue = ''; }
});
document.addEventListener('click', (e) => {
  const link = e.target.closest && e.target.closest('a[href]');
  const elsewhere = link && link.target && link.target !== '_self';
  if (!window.unsaved || !link || elsewhere || e.metaKey || e.ctrlKey) return;
  e.preventDefault();
  e.stopPropagation();
  window.wantedPage = link.href;
  document.querySelector('.leaving').dispatchEvent(new Event('leaving'));
}, true);
</script>"""


def build(runtime: Runtime) -> None:
    @ui.page("/programmes/{programme_id}/edit")
    async def editor_page(programme_id: UUID) -> None:
        wear("editor")
        try:
            desk = await Desk.open(runtime, programme_id, viewer_id())
        except NotFound:
            with frame(runtime, words.DRY, "programmes", back="/programmes"), bits.sheet():
                bits.empty("sheet", words.DRY, words.DRY_TEXT)
            return
        ui.add_head_html(LEAVING)
        back = f"/programmes/{programme_id}"
        with frame(runtime, desk.client_name, "programmes", back=back):
            screen = Screen(runtime, desk)
            screen.draw()
        ui.page_title(f"{editor.TITLE} · {desk.client_name}")
        ui.context.client.on_connect(screen.begin)
        redraw_on(
            runtime,
            programmes.ProgrammeEdited,
            programmes.ProgrammeApproved,
            programmes.ProgrammeSent,
            refresh=screen.redraw_versions,
        )
