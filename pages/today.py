"""/: what needs the trainer now, his money, who came, and whether everything works."""

from dataclasses import dataclass
from uuid import UUID

from nicegui import ui

from app import outbox, updates
from app.runtime import Runtime
from app.words import today as words
from app.words.speech import roubles
from components import bits, first_steps, matters
from components.client_rows import Shelf, draw_clients
from domain import (
    cards,
    clients_list,
    clock,
    duplicates,
    funnel,
    messages,
    payments,
    people,
    today,
)
from domain import (
    first_steps as steps,
)
from domain.clients_list import Found, Wanted
from domain.intakes import IntakeSubmitted
from domain.leads import LeadReceived
from domain.notes import NoteWritten
from domain.programmes import delivery
from domain.programmes import rows as programmes
from domain.site import SiteChanged
from domain.tariffs import TariffChanged
from pages.connections import list_parts
from pages.frame import frame, viewer_id
from pages.live import redraw_on
from pages.told import told_in_words

NEWEST = 5
CHANGES = (
    LeadReceived,
    IntakeSubmitted,
    NoteWritten,
    today.ClientContacted,
    people.ClientAdded,
    people.ClientChanged,
    people.DuplicateSuspected,
    duplicates.DuplicateDismissed,
    cards.ClientsMerged,
    cards.MergeUndone,
    cards.ClientErased,
    funnel.ClientMoved,
    payments.PaymentCreated,
    payments.PaymentPaid,
    payments.PaymentCancelled,
    payments.PaymentRefunded,
    payments.PaymentDisputed,
    programmes.DemoGiven,
    programmes.ProgrammeWritten,
    programmes.ProgrammeApproved,
    programmes.ProgrammeWithheld,
    programmes.IntakeMissing,
    messages.MessageFailed,
    messages.MessageInDoubt,
    messages.MessageQueued,
    steps.FirstStepsSkipped,
    SiteChanged,
    TariffChanged,
)


@dataclass(frozen=True)
class View:
    """What the screen shows."""

    matters: list[today.Matter]
    money: today.Money
    newest: Found
    shelf: Shelf
    steps: steps.Steps
    errands: int
    failed: int
    suspicions: int


def build(runtime: Runtime) -> None:
    @ui.page("/")
    async def today_page() -> None:
        with frame(runtime, words.TITLE, "today"):
            region = bits.box("stack")
        screen = Screen(runtime, region)
        await screen.redraw()
        redraw_on(runtime, *CHANGES, refresh=screen.redraw)


class Screen:
    """The first screen, drawn anew when something happened."""

    def __init__(self, runtime: Runtime, region: ui.element) -> None:
        self._runtime = runtime
        self._region = region
        self._timezone = runtime.settings.timezone

    async def redraw(self) -> None:
        view = await self._read()
        self._region.clear()
        with self._region:
            bits.text(words.greeting(self._timezone), "label when")
            with bits.box("two"):
                with bits.box("stack"):
                    with bits.box("is-second"):
                        self._draw_waiting(view)
                    with bits.box("is-fourth"):
                        self._draw_newest(view)
                with bits.box("stack"):
                    with bits.box("is-third"):
                        _draw_money(view.money)
                    with bits.box("is-last" if view.matters else "is-first"):
                        self._draw_steps(view)
                    with bits.box("is-last"):
                        _draw_health(self._runtime)

    async def _read(self) -> View:
        async with self._runtime.db.read() as session:
            return View(
                matters=await today.list_matters(session),
                money=await today.read_money(session, self._timezone),
                newest=await clients_list.find(session, Wanted(), limit=NEWEST),
                shelf=Shelf.of(await funnel.list_stages(session)),
                steps=await steps.read_steps(session),
                errands=await outbox.count_dead(session) + await updates.count_dead(session),
                failed=await messages.count_failed(session),
                suspicions=len(await duplicates.list_suspicions(session)),
            )

    def _draw_steps(self, view: View) -> None:
        if view.steps.are_skipped:
            return
        parts = {part.key: part.is_on for part in list_parts(self._runtime)}
        done = {
            "site": view.steps.has_site,
            "tariffs": view.steps.has_tariffs,
            **parts,
            "lead": view.steps.has_lead,
        }
        if not all(done.values()):
            first_steps.draw(done, self._runtime.settings.public_url, on_skip=self._skip)

    def _draw_waiting(self, view: View) -> None:
        troubles = [
            ("warning", words.TROUBLE_ERRANDS, view.errands),
            ("mail", words.TROUBLE_MESSAGES, view.failed),
            ("merge", words.TROUBLE_DUPLICATES, view.suspicions),
        ]
        there = [(name, words.troubles(count, said)) for name, said, count in troubles if count]
        if not view.newest.lines and not there:
            return  # Nobody is here yet: the empty list below says what will come.
        with bits.sheet(words.WAITING if view.matters or there else ""):
            if not view.matters and not there:
                bits.empty("check", words.ALL_DONE_TITLE, words.ALL_DONE)
            with bits.box("rows"):
                for name, said in there:
                    matters.draw_trouble(name, said, "/attention")
                matters.draw_matters(
                    view.matters,
                    now=clock.now(),
                    timezone=self._timezone,
                    on_approve=self._approve,
                    on_contacted=self._note_contact,
                )

    def _draw_newest(self, view: View) -> None:
        with bits.sheet(
            words.NEWEST,
            actions=lambda: bits.go(words.ALL_CLIENTS, "/clients", look="bare", size="small"),
        ):
            if not view.newest.lines:
                bits.empty(
                    "people",
                    words.NOBODY_TITLE,
                    words.NOBODY,
                    draw_action=lambda: bits.go(words.ADD_CLIENT, "/clients?add=1", look="main"),
                )
                return
            with bits.box("rows"):
                draw_clients(
                    view.newest.lines, view.shelf, now=clock.now(), timezone=self._timezone
                )

    async def _approve(self, programme_id: UUID) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                made = await delivery.approve(session, programme_id, str(viewer_id()))
                client = await people.get_client(session, made.client_id)
            ui.notify(words.APPROVED.format(name=client.name))

    async def _note_contact(self, client_id: UUID) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                today.note_contact(session, client_id, str(viewer_id()))
            ui.notify(words.CONTACTED_DONE)

    async def _skip(self) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                steps.skip(session, viewer_id())


def _draw_money(money: today.Money) -> None:
    figures = (
        (money.today, words.MONEY_TODAY, "/payments?status=paid&period=today"),
        (money.week, words.MONEY_WEEK, "/payments?status=paid&period=week"),
        (money.month, words.MONEY_MONTH, "/payments?status=paid&period=month"),
        (money.due, words.MONEY_DUE, "/payments?status=open"),
    )
    with bits.box("figures"):
        for amount, name, target in figures:
            with bits.link_box(target, "figure"):
                bits.text(roubles(amount), "figure-value")
                bits.text(name, "figure-name")


def _draw_health(runtime: Runtime) -> None:
    with bits.sheet(words.HEALTH), bits.box("rows"):
        for part in list_parts(runtime):
            with bits.box("row is-low"):
                bits.box(f"lamp is-{part.tone}")
                with bits.box("row-main"):
                    bits.text(words.PART[part.key], "row-title")
                    bits.text(part.said, "row-sub is-free")
