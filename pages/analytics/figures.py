"""Everything the page and its files say, read in one transaction."""

from dataclasses import dataclass

from app import analytics_tables as tables
from app.analytics_tables import Table
from app.runtime import Runtime
from domain.analytics import groups, sums, ways
from domain.analytics.groups import Group
from domain.analytics.spans import Period, Span, span_of
from domain.analytics.sums import Sums
from domain.analytics.ways import Funnel
from pages.analytics.wanted import Wanted


@dataclass(frozen=True)
class Figures:
    wanted: Wanted
    span: Span
    funnel: Funnel
    sums: Sums
    payers: int
    repeat: int
    written: int
    """Full programmes' people of this month."""

    @property
    def links(self) -> dict[Group, str]:
        return {group: self.wanted.members(group) for group in Group}

    def way_table(self) -> Table:
        return tables.way_table(self.funnel, self.links)

    def source_table(self) -> Table:
        named = {name: self.wanted.members(Group.CAME, name) for name in self.funnel.by_source}
        return tables.source_table(self.funnel, named)

    def money_tables(self) -> list[Table]:
        by_tariff = tables.tariff_table(self.sums)
        by_source = tables.payer_source_table(self.sums)
        return [tables.day_table(self.sums, self.span), by_tariff, by_source]

    def all_tables(self) -> list[Table]:
        return [self.way_table(), self.source_table(), *self.money_tables()]


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
            written=await groups.count(session, Group.WRITTEN, month),
        )
