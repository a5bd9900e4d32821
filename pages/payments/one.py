"""/payments/ID: one payment's whole story, and what can be done about it."""

from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from nicegui import ui

from app import inbox
from app.runtime import Runtime
from app.words import payment_story as story_words
from app.words import payments as words
from components import bits
from components.payment_list import Notice
from components.payment_story import draw_story
from components.styles import wear
from domain import accesses, books, clock, payment_stories, payments, tax_receipts
from domain.errors import NotFound
from domain.ledger import Fact
from domain.payment_stories import WholeStory
from domain.payments import MANUAL, OPEN, Status
from domain.payments.gifts import GIFT
from pages.live import redraw_on
from pages.payments.changes import CHANGES, when_of
from pages.payments.returning import Returning
from pages.taking import Taking
from pages.told import told_in_words

ABOUT: tuple[type[Fact], ...] = (
    *CHANGES,
    inbox.KnockKept,
    inbox.KnockJudged,
    payments.MoneyReturned,
    payments.RefundAsked,
    payments.RefundRefused,
    payments.DoubtRaised,
    payments.DoubtSettled,
    accesses.AccessChanged,
    books.BooksWritten,
    tax_receipts.TaxReceiptDue,
    tax_receipts.TaxReceiptIssued,
)
NO_PROVIDER = frozenset({MANUAL, GIFT})


class OnePayment:
    """One open payment."""

    def __init__(self, runtime: Runtime, payment_id: UUID) -> None:
        self._runtime = runtime
        self._payment_id = payment_id

    async def open(self) -> None:
        wear("office")
        self._region = bits.box("stack")
        papers = bits.box()
        self._taking = Taking(self._runtime, papers)
        self._returning = Returning(self._runtime, papers, self._draw)
        await self._draw()
        redraw_on(self._runtime, *ABOUT, refresh=self._draw)

    async def _draw(self) -> None:
        async with self._runtime.db.read() as session:
            try:
                whole = await payment_stories.read(session, self._payment_id)
            except NotFound:
                self._draw_gone()
                return
            payment = whole.payment
            knocks = await inbox.list_about(session, payment.provider, payment.external_id)
        notices = [Notice(knock.created_at, knock.verdict) for knock in knocks]
        client = whole.story.client
        zone = ZoneInfo((client and client.timezone) or self._runtime.settings.timezone)
        self._region.clear()
        with self._region:
            draw_story(
                whole,
                notices,
                when_of(self._runtime),
                clock.now().astimezone(zone).date(),
                draw_actions=partial(self._draw_actions, whole),
            )

    def _draw_gone(self) -> None:
        self._region.clear()
        with self._region, bits.sheet():
            bits.empty("money", words.GONE_TITLE, words.GONE)

    def _draw_actions(self, whole: WholeStory) -> None:
        purchase = whole.story.purchase
        self._draw_check(whole)
        if whole.is_awaited and purchase is not None:
            copy = partial(self._copy_link, purchase.token)
            bits.press(story_words.COPY_LINK, copy, look="quiet").mark("copy-link")
            take = partial(self._taking.ask_for_order, purchase.id)
            bits.press(story_words.TAKE, take, look="quiet").mark("take-by-hand")
        if whole.left > 0:
            self._draw_returns(whole)

    def _draw_check(self, whole: WholeStory) -> None:
        """Asking helps where something may still change; where nobody can be asked, it is said."""
        payment = whole.payment
        if payment.provider in NO_PROVIDER:
            return
        if payment.provider in self._runtime.outside.payments:
            look: bits.Look = "main" if payment.status in OPEN else "quiet"
            bits.press(words.CHECK_NOW, self._check, look=look)
        elif payment.status is not Status.REFUNDED:
            bits.text(words.NOT_CONNECTED, "soft small")

    def _draw_returns(self, whole: WholeStory) -> None:
        give = partial(self._returning.ask_refund, whole)
        bits.press(story_words.REFUND, give, look="quiet").mark("refund")
        if whole.payment.provider == MANUAL:
            undo = partial(self._returning.ask_mistake, whole)
            bits.press(story_words.MISTAKE, undo, look="danger-quiet").mark("mistake")
        else:
            note = partial(self._returning.ask_chargeback, whole)
            bits.press(story_words.CHARGEBACK, note, look="danger-quiet").mark("chargeback")

    def _copy_link(self, token: str) -> None:
        ui.clipboard.write(f"{self._runtime.settings.public_url}/pay/go/{token}")
        ui.notify(story_words.COPIED)

    async def _check(self) -> None:
        with told_in_words():
            payment = await payments.check(
                self._runtime.db.begin, self._payment_id, self._runtime.outside.payments
            )
            ui.notify(words.CHECKED.format(status=words.STATUS[payment.status].lower()))
        await self._draw()
