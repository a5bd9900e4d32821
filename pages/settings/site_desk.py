"""/settings/site: the whole site at once: its blocks, its sections, what waits to be published."""

from collections.abc import Awaitable, Callable
from functools import partial

from nicegui import ui

from app.runtime import Runtime
from app.words import settings as settings_words
from app.words import site_desk as words
from app.words import site_forms as form_words
from app.words.days import say_moment
from components import bits
from components.site_map import draw_blocks, draw_findings, draw_sections, draw_state
from components.site_preview import SitePreview
from domain import clock, site_blocks, site_drafts, site_lint
from domain.site import SiteChanged
from domain.site_blocks import Block
from domain.site_drafts import SiteDrafted
from pages.live import redraw_on
from pages.settings.desk import desk
from pages.told import told_in_words

Deed = Callable[[], Awaitable[None]]


def build(runtime: Runtime) -> None:
    @ui.page("/settings/site")
    async def site_page() -> None:
        with desk(runtime, settings_words.PLACES["site"][1], "site"):
            await _Screen(runtime).open()


class _Screen:
    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def open(self) -> None:
        with bits.box("wording"):
            with bits.box("stack"):
                self._region = bits.box("stack")
                with bits.box("line is-wrap"):
                    bits.go(words.OPEN_DRAFT, "/preview").props('target="_blank"')
                    link = bits.go(words.OPEN_SITE, self._runtime.settings.public_url)
                    link.props('target="_blank"')
            self._preview = SitePreview()
        self._papers = bits.box()
        await self._draw()
        redraw_on(self._runtime, SiteChanged, SiteDrafted, refresh=self._hear)

    async def _hear(self) -> None:
        await self._draw()
        self._preview.reload()

    async def _draw(self) -> None:
        async with self._runtime.db.read() as session:
            sections = await site_drafts.read_draft(session)
            drafted = await site_drafts.list_drafted(session)
            edition = await site_drafts.find_edition(session)
            findings = await site_lint.review(session, sections)
        self._blocks = sections[site_blocks.SECTION]
        zone = self._runtime.settings.timezone
        when = say_moment(edition.created_at, clock.now(), zone) if edition else None
        self._region.clear()
        with self._region:
            draw_state(
                [form_words.SECTION[key][0] for key in drafted],
                when,
                on_publish=self._publish,
                on_drop=partial(self._ask, words.DROP_ASK, words.DROP, self._drop),
                on_undo=partial(
                    self._ask, words.UNDO_ASK.format(when=when), words.UNDO, self._undo
                ),
            )
            draw_findings(findings)
            draw_blocks(self._blocks, on_lift=self._lift, on_switch=self._switch)
            draw_sections(sections, drafted)

    async def _lift(self, block: Block) -> None:
        await self._keep(site_blocks.lift(self._blocks, block))

    async def _switch(self, block: Block, is_on: bool) -> None:
        await self._keep(site_blocks.switch(self._blocks, block, is_on=is_on))

    async def _keep(self, blocks: dict[str, object]) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await site_drafts.keep_draft(session, site_blocks.SECTION, blocks)

    async def _publish(self) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await site_drafts.publish(session)
            ui.notify(words.PUBLISHED)

    async def _drop(self) -> None:
        async with self._runtime.db.begin() as session:
            await site_drafts.drop_drafts(session)
        ui.notify(words.DROPPED)

    async def _undo(self) -> None:
        async with self._runtime.db.begin() as session:
            await site_drafts.undo(session)
        ui.notify(words.UNDONE)

    def _ask(self, question: str, label: str, deed: Deed) -> None:
        """What takes words off the site, or out of the draft, is asked about once."""
        self._papers.clear()

        async def do() -> None:
            dialog.close()
            with told_in_words():
                await deed()

        with self._papers, bits.paper(label, words.CANCEL) as dialog:
            bits.text(question)
            with bits.box("paper-foot"):
                bits.press(words.CANCEL, dialog.close, look="quiet")
                bits.press(label, do).mark("sure")
        dialog.open()
