"""/analytics/people: the people behind a number, each a link to his card."""

from uuid import UUID

from nicegui import ui
from starlette.requests import Request

from app.runtime import Runtime
from app.words import analytics as words
from app.words import contacts
from app.words.moments import ago
from components import bits
from domain import clock
from domain.analytics import groups
from domain.analytics.groups import Group
from domain.people import Client
from pages import frame
from pages.analytics.wanted import MEMBERS, Wanted


def build(runtime: Runtime) -> None:
    @ui.page(MEMBERS)
    async def members_page(request: Request) -> None:
        query = request.query_params
        wanted, group = Wanted.read(query), _group(query.get("of", ""))
        title = words.GROUP[group]
        with frame.frame(runtime, title, "analytics", back=wanted.address()):
            await _Members(runtime, wanted, group).open()


class _Members:
    def __init__(self, runtime: Runtime, wanted: Wanted, group: Group) -> None:
        self._runtime, self._wanted, self._group = runtime, wanted, group
        self._zone = runtime.settings.timezone
        self._last: UUID | None = None

    async def open(self) -> None:
        span, source = self._wanted.span(self._zone), self._wanted.source
        then = self._wanted.then(self._zone)
        async with self._runtime.db.read() as session:
            count = await groups.count(session, self._group, span, source=source, then=then)
        told = [words.people(count), self._say_when()]
        if source is not None:
            told.append(contacts.source(source))
        with bits.box("stack"):
            bits.text(" · ".join(told), "label").mark("how-many")
            with bits.sheet():
                if not count:
                    bits.empty("people", words.WHO_EMPTY_TITLE, words.WHO_EMPTY)
                self._rows = bits.box("rows")
            self._foot = bits.box()
        await self._show_more()

    def _say_when(self) -> str:
        month = self._wanted.month
        if month is None:
            return words.PERIOD[self._wanted.period]
        then = self._wanted.then(self._zone)
        return words.cohort_of(month, then.first if then else None)

    async def _show_more(self) -> None:
        span, source = self._wanted.span(self._zone), self._wanted.source
        then, limit = self._wanted.then(self._zone), groups.PAGE + 1
        async with self._runtime.db.read() as session:
            found = await groups.list_members(
                session,
                self._group,
                span,
                source=source,
                then=then,
                after=self._last,
                limit=limit,
            )
        shown = found[: groups.PAGE]
        with self._rows:
            for client in shown:
                _draw(client, self._zone)
        self._foot.clear()
        if len(found) > groups.PAGE:
            self._last = shown[-1].id
            with self._foot:
                bits.press(words.MORE, self._show_more, look="quiet", size="wide")


def _draw(client: Client, timezone: str) -> None:
    with bits.link_box(f"/clients/{client.id}", "row has-face").mark(f"client-{client.id}"):
        bits.face(client.name)
        with bits.box("row-main"):
            bits.text(client.name, "row-title")
            bits.text(contacts.source(client.source), "row-sub")
        with bits.box("row-end"):
            bits.text(ago(client.created_at, clock.now(), timezone), "num")


def _group(text: str) -> Group:
    return Group(text) if text in set(Group) else Group.CAME
