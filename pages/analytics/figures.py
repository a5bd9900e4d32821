"""Everything the page and its files say, read in one transaction."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from app import analytics_tables as tables
from app.analytics_tables import Table
from app.runtime import Runtime
from domain.analytics import answers, cohorts, groups, sums, ways
from domain.analytics.answers import Answers
from domain.analytics.cohorts import Cohort
from domain.analytics.groups import Group
from domain.analytics.spans import Period, Span, month_of, span_of
from domain.analytics.sums import Sums
from domain.analytics.ways import Funnel
from pages.analytics.wanted import Wanted

PAYMENTS = "/payments"


@dataclass(frozen=True)
class Figures:
    wanted: Wanted
    span: Span
    funnel: Funnel
    sums: Sums
    payers: int
    repeat: int
    written: int
    """Whoever got a full programme this month."""
    cohorts: list[Cohort]
    """Of all time and all sources."""
    answers: Answers

    @property
    def links(self) -> dict[Group, str]:
        return {group: self.wanted.members(group) for group in Group}

    def way_table(self) -> Table:
        return tables.way_table(self.funnel, self.links)

    def source_table(self) -> Table:
        named = {name: self.wanted.members(Group.CAME, name) for name in self.funnel.by_source}
        return tables.source_table(self.funnel, named)

    def money_tables(self) -> list[Table]:
        by_tariff = tables.tariff_table(self.sums, self._tariff_links())
        payers = {
            name: self.wanted.members(Group.PAYERS, name) if name else PAYMENTS
            for name in self.sums.by_source
        }
        by_source = tables.payer_source_table(self.sums, payers)
        return [tables.day_table(self.sums, self.span, self._day_links()), by_tariff, by_source]

    def _tariff_links(self) -> dict[str | None, str]:
        codes = self.sums.codes.items()
        return {None: PAYMENTS} | {
            title: _payments(self.span, tariff=code) for title, code in codes
        }

    def _day_links(self) -> dict[date, str]:
        zone = self.span.timezone
        return {
            day: _payments(month_of(day, zone) if self.span.by_month else Span(day, day, zone))
            for day in self.sums.by_day
        }

    def cohort_tables(self) -> list[Table]:
        links = {
            one.month: [self.wanted.cohort(one.month, later) for later in range(len(one.people))]
            for one in self.cohorts
            if one.month is not None
        }
        return tables.cohort_tables(self.cohorts, links)

    def answer_table(self) -> Table:
        return tables.answer_table(self.answers)

    def all_tables(self) -> list[Table]:
        people = [self.way_table(), self.source_table(), *self.money_tables()]
        return [*people, *self.cohort_tables(), self.answer_table()]


def _payments(span: Span, **more: str) -> str:
    told = {"status": "paid", "from": span.first.isoformat(), "to": span.last.isoformat(), **more}
    return f"{PAYMENTS}?{urlencode(told)}"


async def read_figures(runtime: Runtime, wanted: Wanted) -> Figures:
    """What is wanted, as of now."""
    timezone = runtime.settings.timezone
    span, source = wanted.span(timezone), wanted.source
    month = span_of(Period.MONTH, timezone)
    async with runtime.db.read() as session:
        return Figures(
            wanted=wanted,
            span=span,
            funnel=await ways.read_funnel(session, span, source=source),
            sums=await sums.read_sums(session, span, source=source),
            payers=await groups.count(session, Group.PAYERS, span, source=source),
            repeat=await groups.count(session, Group.REPEAT, span, source=source),
            cohorts=await cohorts.read_cohorts(session, timezone),
            answers=await answers.read_answers(session, span),
            written=await groups.count(session, Group.WRITTEN, month),
        )
