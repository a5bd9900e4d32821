"""/attention: what the house could not do by itself, each with its reason and a button."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from nicegui import ui

from app import outbox, updates
from app.outbox import Errand
from app.runtime import Runtime
from app.updates import BotUpdate
from app.words import attention as words
from app.words import messages as post_words
from app.words import payments as payment_words
from app.words.days import say_moment
from app.words.speech import roubles
from components import bits
from components.cases import case, pair, section
from components.styles import wear
from components.undo import offer_undo
from domain import cards, clock, duplicates, funnel, messages, money_reports, payments, people
from domain.duplicates import Suspicion
from domain.ledger import Fact, FactRow
from domain.messages import Message, State
from domain.money_reports import Dispute
from domain.payments import Doubt, Payment, Refunding
from pages import doubts
from pages.doubts import draw_doubts
from pages.frame import frame
from pages.live import redraw_on
from pages.told import told_in_words

LOOK_EVERY = 20.0
"""Seconds between looks for errands that have died: that is no fact of the business."""
CHANGES: tuple[type[Fact], ...] = (
    messages.MessageFailed,
    messages.MessageInDoubt,
    messages.MessageQueued,
    messages.MessageSent,
    messages.MessageSkipped,
    payments.PaymentDisputed,
    payments.PaymentPaid,
    payments.PaymentCancelled,
    payments.PaymentRefunded,
    payments.MoneyReturned,
    payments.RefundAsked,
    *doubts.CHANGES,
    people.DuplicateSuspected,
    duplicates.DuplicateDismissed,
    cards.ClientsMerged,
    cards.MergeUndone,
    cards.ClientErased,
    funnel.ClientMoved,
)


@dataclass(frozen=True)
class Troubles:
    disputes: Sequence[Dispute]
    refunds: Sequence[Refunding]
    doubts: Sequence[tuple[Doubt, Payment | None]]
    messages: Sequence[Message]
    errands: Sequence[tuple[Errand, FactRow]]
    updates: Sequence[BotUpdate]
    suspicions: Sequence[Suspicion]
    names: dict[UUID | None, str]

    @property
    def are_none(self) -> bool:
        stuck = self.errands or self.updates
        money = self.disputes or self.refunds or self.doubts
        return not (money or self.messages or stuck or self.suspicions)


def build(runtime: Runtime) -> None:
    @ui.page("/attention")
    async def attention_page() -> None:
        with frame(runtime, words.TITLE, "attention"), bits.box("stack"):
            await _Screen(runtime).open()


async def read_troubles(runtime: Runtime) -> Troubles:
    """All that waits for a person."""
    async with runtime.db.read() as session:
        failed = await messages.list_failed(session)
        return Troubles(
            disputes=await money_reports.list_disputes(session),
            refunds=await payments.list_refunds_by_hand(session),
            doubts=await payments.list_doubts(session),
            messages=failed,
            errands=await outbox.list_dead(session),
            updates=await updates.list_dead(session),
            suspicions=await duplicates.list_suspicions(session),
            names=await money_reports.find_names(session, [m.client_id for m in failed]),
        )


class _Screen:
    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def open(self) -> None:
        wear("office")
        self._region = bits.box("stack")
        self._toast = bits.box()
        self._drawn: Troubles | None = None
        await self._draw()
        redraw_on(self._runtime, *CHANGES, refresh=self._draw)
        ui.timer(LOOK_EVERY, self._draw, immediate=False)

    async def _draw(self) -> None:
        troubles = await read_troubles(self._runtime)
        if troubles == self._drawn:
            return
        self._drawn = troubles
        self._region.clear()
        with self._region:
            if troubles.are_none:
                with bits.sheet():
                    bits.empty("check", words.EMPTY_TITLE, words.EMPTY)
            self._draw_disputes(troubles.disputes)
            draw_doubts(self._runtime, troubles.doubts, self._draw, self._when)
            self._draw_refunds(troubles.refunds)
            self._draw_messages(troubles)
            self._draw_errands(troubles.errands)
            self._draw_updates(troubles.updates)
            self._draw_suspicions(troubles.suspicions)

    def _draw_disputes(self, disputes: Sequence[Dispute]) -> None:
        if not disputes:
            return
        with section("disputes"):
            for dispute in disputes:
                said = words.DISPUTE.format(
                    name=dispute.client_name or payment_words.NO_NAME,
                    expected=roubles(dispute.expected),
                    paid=roubles(dispute.paid),
                )
                target = f"/payments/{dispute.payment.id}"
                case(
                    said,
                    [self._when(dispute.told_at)],
                    draw_actions=partial(bits.go, words.OPEN_PAYMENT, target, size="small"),
                )

    def _draw_refunds(self, refunds: Sequence[Refunding]) -> None:
        if not refunds:
            return
        with section("refunds"):
            for asked in refunds:
                self._draw_refund(asked)

    def _draw_refund(self, asked: Refunding) -> None:
        def draw_actions() -> None:
            done = words.RETURNED_DONE
            self._act(words.RETURNED, payments.mark_returned_by_hand, asked.id, done)
            target = f"/payments/{asked.payment_id}"
            bits.go(words.OPEN_PAYMENT, target, look="bare", size="small")

        said = words.REFUND.format(amount=roubles(asked.amount), reason=asked.reason)
        case(said, [self._when(asked.created_at)], draw_actions=draw_actions)

    def _draw_messages(self, troubles: Troubles) -> None:
        if not troubles.messages:
            return
        with section("messages"):
            for message in troubles.messages:
                self._draw_message(message, troubles.names)

    def _draw_message(self, message: Message, names: dict[UUID | None, str]) -> None:
        to = words.TO_OWNER
        if message.client_id is not None:
            to = names.get(message.client_id, payment_words.NO_NAME)
        title = post_words.TITLE.get(message.kind, message.kind)
        why = words.IN_DOUBT if message.state is State.UNKNOWN else words.why_failed(message.reason)
        when = self._when(message.tried_at or message.created_at)

        def draw_actions() -> None:
            self._act(words.AGAIN, messages.retry, message.id, words.DONE_AGAIN)
            self._act(words.LEAVE, messages.cancel, message.id, words.LEFT, is_quiet=True)
            if message.client_id is not None:
                target = f"/clients/{message.client_id}"
                bits.go(words.OPEN_CARD, target, look="bare", size="small")

        case(f"{to}: {title}", [why, when], technical=message.error, draw_actions=draw_actions)

    def _draw_errands(self, errands: Sequence[tuple[Errand, FactRow]]) -> None:
        if not errands:
            return

        def draw_all() -> None:
            if len(errands) > 1:
                bits.press(words.AGAIN_ALL, self._revive_all, look="bare", size="small")

        with section("errands", actions=draw_all):
            for errand, fact in errands:
                self._draw_errand(errand, fact)

    def _draw_updates(self, dead: Sequence[BotUpdate]) -> None:
        if not dead:
            return
        with section("updates"):
            for row in dead:
                self._draw_update(row)

    def _draw_update(self, row: BotUpdate) -> None:
        def draw_actions() -> None:
            self._act(words.AGAIN, updates.revive, row.id, words.DONE_AGAIN)
            if row.client_id is not None:
                bits.go(words.OPEN_CARD, f"/clients/{row.client_id}", look="bare", size="small")

        when = [self._when(row.died_at)] if row.died_at is not None else []
        case(
            words.UPDATE,
            when,
            technical=f"update {row.number}: {row.error}",
            draw_actions=draw_actions,
        )

    def _draw_errand(self, errand: Errand, fact: FactRow) -> None:
        def draw_actions() -> None:
            self._act(words.AGAIN, outbox.revive, errand.id, words.DONE_AGAIN)
            if fact.client_id is not None:
                bits.go(words.OPEN_CARD, f"/clients/{fact.client_id}", look="bare", size="small")

        lines = [words.why_died(errand.error)]
        if errand.died_at is not None:
            lines.append(self._when(errand.died_at))
        case(
            words.errand(errand.reaction),
            lines,
            technical=f"{fact.kind} → {errand.reaction}: {errand.error}",
            draw_actions=draw_actions,
        )

    def _draw_suspicions(self, suspicions: Sequence[Suspicion]) -> None:
        if not suspicions:
            return
        with section("duplicates"):
            for suspicion in suspicions:
                self._draw_suspicion(suspicion.kept.client.id, suspicion)

    def _draw_suspicion(self, kept_id: UUID, suspicion: Suspicion) -> None:
        gone_id = suspicion.other.client.id

        async def merge() -> None:
            with told_in_words():
                async with self._runtime.db.begin() as session:
                    made = await cards.merge(session, kept_id, gone_id)
                self._offer_to_part(made.id)
            await self._draw()

        async def dismiss() -> None:
            with told_in_words():
                async with self._runtime.db.begin() as session:
                    await duplicates.dismiss(session, kept_id, gone_id)
                ui.notify(words.DIFFERENT_DONE)
            await self._draw()

        def draw_actions() -> None:
            bits.press(words.MERGE, merge, size="small")
            bits.press(words.DIFFERENT, dismiss, look="quiet", size="small")

        pair(suspicion, draw_actions=draw_actions)

    def _offer_to_part(self, merge_id: UUID) -> None:
        async def undo() -> None:
            with told_in_words():
                async with self._runtime.db.begin() as session:
                    await cards.undo_merge(session, merge_id)
                ui.notify(words.UNDONE)
            await self._draw()

        offer_undo(self._toast, words.MERGED, undo)

    def _act(
        self,
        label: str,
        change: Callable[..., Awaitable[object]],
        row_id: UUID,
        done: str,
        *,
        is_quiet: bool = False,
    ) -> None:
        """A button that changes one row and says so."""

        async def act() -> None:
            with told_in_words():
                async with self._runtime.db.begin() as session:
                    await change(session, row_id)
                self._runtime.outbox.nudge_all()
                ui.notify(done)
            await self._draw()

        bits.press(label, act, look="quiet" if is_quiet else "main", size="small")

    async def _revive_all(self) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                for errand, _ in await outbox.list_dead(session):
                    await outbox.revive(session, errand.id)
            self._runtime.outbox.nudge_all()
            ui.notify(words.DONE_AGAIN)
        await self._draw()

    def _when(self, moment: datetime) -> str:
        timezone = self._runtime.settings.timezone
        return say_moment(moment, clock.now(), timezone)
