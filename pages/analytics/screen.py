"""/analytics: the plan and the fact, the way of a client, money."""

from nicegui import ui
from starlette.requests import Request

from app.runtime import Runtime
from app.words import analytics as words
from app.words.speech import NBSP, roubles
from components import analytics as drawn
from components import bits
from components.analytics import Goal, Number
from components.choices import choices
from components.styles import wear
from domain import clients_list
from domain.analytics import targets
from domain.analytics.answers import Waits
from domain.analytics.groups import Group
from domain.analytics.intervals import Share
from domain.analytics.spans import Period
from domain.analytics.targets import Pace, Verdict
from pages import frame
from pages.analytics.figures import Figures, read_figures
from pages.analytics.wanted import BOOK, PAGE, SHEET, Wanted


def build(runtime: Runtime) -> None:
    @ui.page(PAGE)
    async def analytics_page(request: Request) -> None:
        wear("office")
        wear("analytics")
        with frame.frame(runtime, words.TITLE, "analytics"):
            await _Screen(runtime, Wanted.read(request.query_params)).open()


class _Screen:
    def __init__(self, runtime: Runtime, wanted: Wanted) -> None:
        self._runtime = runtime
        self._wanted = wanted

    async def open(self) -> None:
        async with self._runtime.db.read() as session:
            self._sources = (await clients_list.list_choices(session)).sources
        self._region = bits.box("stack")
        await self._draw()

    async def _draw(self) -> None:
        figures = await read_figures(self._runtime, self._wanted)
        self._region.clear()
        with self._region:
            self._draw_filters()
            drawn.draw_goals(_goals(figures))
            drawn.draw_numbers(_numbers(figures))
            with bits.box("an-two"):
                self._draw_people(figures)
                with bits.box("stack"):
                    drawn.draw_days(figures.sums, figures.span, figures.money_tables())
                    drawn.draw_answers(figures.answer_table())
            drawn.draw_cohorts(figures.cohort_tables())

    def _draw_people(self, figures: Figures) -> None:
        with bits.box("stack"):
            if not figures.funnel.total.reached[Group.CAME]:
                with bits.sheet():
                    bits.empty("people", words.NOTHING_TITLE, words.NOTHING)
                return
            drawn.draw_way(figures.funnel, figures.links, figures.way_table())
            drawn.draw_sources(figures.funnel, figures.source_table())

    def _draw_filters(self) -> None:
        choices(words.PERIOD, self._wanted.period, self._choose_period)
        if len(self._sources) > 1:
            named = {code: words.source(code) for code in self._sources}
            chosen = self._wanted.source
            choices(named, chosen, self._choose_source, everything=words.ANY_SOURCE)
        with bits.box("line is-wrap is-apart"):
            span = self._wanted.span(self._runtime.settings.timezone)
            is_all = self._wanted.period is Period.ALL
            bits.text("" if is_all else words.days(span.first, span.last), "label")
            with bits.box("line is-wrap"):
                for label, page in ((words.XLSX, BOOK), (words.CSV, SHEET)):
                    link = bits.go(label, self._wanted.address(page), size="small")
                    link.props["download"] = ""

    async def _choose_period(self, period: Period | None) -> None:
        await self._use(Wanted(period or self._wanted.period, self._wanted.source))

    async def _choose_source(self, source: str | None) -> None:
        await self._use(Wanted(self._wanted.period, source))

    async def _use(self, wanted: Wanted) -> None:
        self._wanted = wanted
        ui.navigate.history.replace(wanted.address())
        await self._draw()


def _goals(figures: Figures) -> list[Goal]:
    way = figures.funnel.total
    bought = way.share(Group.BOUGHT)
    month = Wanted(Period.MONTH)
    pace = Pace(figures.written, targets.PROGRAMMES, is_over=False)
    return [
        Goal(
            words.CONVERSION,
            words.CONVERSION_PLAN,
            f"{words.share_with_bounds(bought)}, {words.part_of(bought)}",
            targets.judge_share(bought),
            figures.links[Group.BOUGHT],
            words.young(way.young),
        ),
        Goal(
            words.PROGRAMMES,
            words.number(pace.wanted),
            words.number(pace.count),
            pace.verdict,
            month.members(Group.WRITTEN),
        ),
        _goal_of_agent(figures.answers.agent),
    ]


def _goal_of_agent(waits: Waits) -> Goal:
    fact = words.NO_ANSWERS
    if waits.count:
        fact = f"95{NBSP}%: {words.took(waits.most)}, {words.answers(waits.count)}"
    verdict = Verdict.THIN
    if waits.most is not None:
        is_met = waits.most.total_seconds() < targets.ANSWER_SECONDS
        verdict = Verdict.MET if is_met else Verdict.MISSED
    return Goal(words.AGENT_TARGET, words.AGENT_PLAN, fact, verdict)


def _numbers(figures: Figures) -> list[Number]:
    sums, repeat = figures.sums, Share(figures.repeat, figures.payers)
    average = words.THIN if sums.average is None else roubles(sums.average)
    payers = figures.links[Group.PAYERS]
    return [
        Number(words.LEFT_SHORT, roubles(sums.total.left), payers),
        Number(f"{words.AVERAGE}, {words.payments(sums.payments)}", average, payers),
        Number(words.GROUP[Group.PAYERS], words.number(figures.payers), payers),
        Number(
            f"{words.GROUP[Group.REPEAT]}, {words.part_of(repeat)}",
            words.share(repeat),
            figures.links[Group.REPEAT],
        ),
        Number(f"{words.VISITS}, {words.VISITS_NOTE}", words.number(figures.funnel.visits)),
        Number(words.TALKS, words.number(figures.funnel.talks)),
        Number(
            words.GROUP[Group.TALKED],
            words.number(figures.funnel.total.reached[Group.TALKED]),
            figures.links[Group.TALKED],
        ),
        Number(
            words.GROUP[Group.BOUGHT],
            words.number(figures.funnel.total.reached[Group.BOUGHT]),
            figures.links[Group.BOUGHT],
        ),
    ]
