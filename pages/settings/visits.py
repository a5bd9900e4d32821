"""/settings/visits: how many came to the site, and where they stopped."""

from functools import partial

from nicegui import ui

from app.runtime import Runtime
from app.words import questionnaire, settings
from app.words import visits as words
from components import bits
from components.drop_off import draw_figures, draw_steps
from domain import site, site_blocks, visit_reports
from domain.visit_reports import ENOUGH, SiteReport
from pages.settings.desk import desk

FIRST = 30


def build(runtime: Runtime) -> None:
    @ui.page("/settings/visits")
    async def visits_page() -> None:
        with desk(runtime, settings.PLACES["visits"][1], "visits"):
            await _Screen(runtime).open()


class _Screen:
    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._days = FIRST

    async def open(self) -> None:
        self._region = bits.box("stack")
        await self._draw()

    async def _draw(self) -> None:
        async with self._runtime.db.read() as session:
            blocks = (await site.read_site(session))[site_blocks.SECTION]
            zone = self._runtime.settings.timezone
            report = await visit_reports.report(session, blocks, days=self._days, timezone=zone)
        self._region.clear()
        with self._region:
            self._draw_periods()
            _draw_report(report)
            bits.text(words.NOTE, "soft small")

    def _draw_periods(self) -> None:
        with bits.box("chips"):
            for days, label in words.PERIOD.items():
                chip = bits.Press(label, partial(self._choose, days))
                chip.classes("chip is-on" if days == self._days else "chip").mark(f"days-{days}")
                chip.props["aria-pressed"] = "true" if days == self._days else "false"

    async def _choose(self, days: int) -> None:
        self._days = days
        await self._draw()


def _draw_report(report: SiteReport) -> None:
    if not (report.visits or report.begun or report.leads):
        with bits.sheet():
            bits.empty("people", words.NO_VISITS_TITLE, words.NO_VISITS)
        return
    draw_figures([(label, getattr(report, key)) for key, label in words.FIGURE.items()])
    if report.is_thin:
        with bits.sheet(), bits.box("form"):
            bits.text(words.THIN_TITLE, "case-title").mark("thin")
            bits.text(words.thin(ENOUGH), "soft small")
    draw_steps(words.BLOCKS_TITLE, report.blocks, report.visits, words.block)
    if report.by_steps:
        title = words.QUESTIONS_TITLE
        draw_steps(title, report.questions, report.by_steps, questionnaire.TEXT.__getitem__)
