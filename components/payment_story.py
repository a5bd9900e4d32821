"""One payment's page as it is drawn: how it stands, its money, and all that happened to it."""

from collections.abc import Callable, Sequence
from datetime import date

from nicegui import ui

from app.words import accesses as access_words
from app.words import doubts as doubt_words
from app.words import messages as message_words
from app.words import payment_story as words
from app.words import payments as spoken
from app.words.speech import roubles
from components import bits
from components.card.upcoming import TONE as LETTER_TONES
from components.payment_list import Notice, When, status_mark, step
from domain.books import Account
from domain.payment_stories import WholeStory
from domain.payments import Payment, Status


def draw_story(
    whole: WholeStory,
    notices: Sequence[Notice],
    when: When,
    today: date,
    *,
    draw_actions: Callable[[], None],
) -> None:
    """On a desk in two columns: what it is, and what happened."""
    with bits.box("pay-grid"):
        with bits.box("stack"):
            _head(whole, when, draw_actions)
            _money(whole)
            _refunds(whole, when)
            _rest(whole, today)
            _details(whole.payment, when)
        with bits.box("stack"):
            with bits.sheet(spoken.STORY), bits.box("sheet-body"):
                for fact in whole.story.facts:
                    step(spoken.tell_fact(fact), when.say(fact.created_at))
            _letters(whole, when)
            _notices(whole, notices, when)
            _books(whole, when)


def _head(whole: WholeStory, when: When, draw_actions: Callable[[], None]) -> None:
    payment, story = whole.payment, whole.story
    with bits.sheet(), bits.box("sheet-body pay-head"):
        bits.text(roubles(payment.amount), "pay-sum num")
        with bits.box("line is-wrap"):
            status_mark(payment.status)
            back = _back(whole)
            if payment.status is Status.PAID and back:
                said = words.PARTLY.format(back=roubles(back), amount=roubles(payment.amount))
                bits.mark(said, "warn")
            bits.text(when.say(payment.paid_at or payment.created_at), "soft small")
        bits.text(story.purchase.title if story.purchase else payment.description, "strong")
        if story.client is not None:
            ui.link(story.client.name, f"/clients/{story.client.id}").classes("accent-link")
        else:
            bits.text(spoken.NO_NAME, "soft")
        if whole.receiver is not None:
            said = words.FOR.format(name=whole.receiver.name)
            ui.link(said, f"/clients/{whole.receiver.id}").classes("accent-link")
        with bits.box("line is-wrap pay-acts"):
            draw_actions()


def _money(whole: WholeStory) -> None:
    """From the books: each line is a sum of entries, so the last is what they say is kept."""
    sums = dict.fromkeys(Account, 0)
    for entry in whole.entries:
        sums[entry.account] += entry.amount
    if not whole.entries:
        return
    purchase = whole.story.purchase
    code = purchase.promo_code if purchase else None
    discount = words.DISCOUNT_BY.format(code=code) if code else words.DISCOUNT
    paid = _is_paid(whole.payment)
    lines = {
        words.PRICE: -sums[Account.REVENUE],
        discount: -sums[Account.DISCOUNTS] - sums[Account.GIFTS],
        words.PAID: whole.payment.amount if paid else 0,
        words.FEE: -sums[Account.FEES],
        words.BACK: -sums[Account.REFUNDS],
        words.CHARGED_BACK: -sums[Account.CHARGEBACKS],
    }
    with bits.sheet(words.MONEY), bits.box("sheet-body facts is-sums") as panel:
        panel.mark("money")
        for name, amount in lines.items():
            if amount:
                bits.text(name, "soft")
                bits.text(roubles(amount), "num")
        if paid:
            bits.text(words.KEPT, "strong")
            bits.text(roubles(sums[Account.MONEY]), "num strong").mark("kept")


def _refunds(whole: WholeStory, when: When) -> None:
    if not whole.refunds:
        return
    with bits.sheet(words.REFUNDS), bits.box("sheet-body"):
        for asked in whole.refunds:
            moment = f"{words.say_refund_state(asked)} · {when.say(asked.created_at)}"
            step(words.say_refund(asked), moment)


def _rest(whole: WholeStory, today: date) -> None:
    """What it gave, how it came, its receipt, and what was doubted."""
    rows: list[tuple[str, str]] = []
    if whole.access is not None:
        rows.append((words.ACCESS, access_words.say_state(whole.access, today)))
    if whole.hand is not None:
        rows.append((words.HAND, words.MEANS[whole.hand.means]))
        if whole.hand.note:
            rows.append((words.NOTE, whole.hand.note))
    if whole.receipt is not None:
        rows.append((words.RECEIPT, words.say_receipt(whole.receipt)))
    for doubt in whole.doubts:
        state = words.SETTLED if doubt.settled_at else words.WAITS
        rows.append((words.DOUBT, f"{doubt_words.DOUBT[doubt.kind]}: {state}"))
    if not rows:
        return
    with bits.sheet(words.REST), bits.box("sheet-body facts"):
        for name, value in rows:
            bits.text(name, "soft")
            bits.text(value)
        if whole.receipt is not None and whole.receipt.url:
            ui.label("")
            ui.link(words.OPEN_RECEIPT, whole.receipt.url, new_tab=True).classes("accent-link")


def _details(payment: Payment, when: When) -> None:
    details = {
        "provider": spoken.provider(payment.provider),
        "external_id": payment.external_id or "",
        "created_at": when.say(payment.created_at),
        "paid_at": when.say(payment.paid_at) if payment.paid_at else "",
        "check_at": when.say(payment.check_at) if payment.check_at else "",
        "checks": spoken.times(payment.checks) if payment.checks else "",
    }
    with bits.sheet(spoken.DETAILS), bits.box("sheet-body facts"):
        for name, value in details.items():
            if value:
                bits.text(spoken.FIELDS[name], "soft")
                bits.text(value, "break")


def _letters(whole: WholeStory, when: When) -> None:
    if not whole.letters:
        return
    with bits.sheet(words.LETTERS), bits.box("rows"):
        for letter in whole.letters:
            with bits.box("row"):
                with bits.box("row-main"):
                    title = message_words.TITLE.get(letter.kind, letter.kind)
                    bits.text(title, "row-title")
                    bits.text(when.say(letter.sent_at or letter.created_at), "row-sub")
                bits.mark(message_words.STATE[letter.state], LETTER_TONES[letter.state])


def _notices(whole: WholeStory, notices: Sequence[Notice], when: When) -> None:
    if not notices and whole.payment.external_id is None:
        return
    with bits.sheet(spoken.NOTICES), bits.box("sheet-body"):
        if not notices:
            bits.text(spoken.NO_NOTICES, "soft")
        for notice in notices:
            step(spoken.verdict(notice.verdict), when.say(notice.kept_at))


def _books(whole: WholeStory, when: When) -> None:
    if not whole.entries:
        return
    with bits.sheet(words.BOOKS), bits.box("sheet-body") as panel:
        panel.mark("books")
        for entry in whole.entries:
            with bits.box("step"):
                with bits.box("grow"):
                    bits.text(words.say_entry(entry))
                    bits.text(when.say(entry.happened_at), "soft small")
                bits.text(words.say_sum(entry.amount), "num")


def _back(whole: WholeStory) -> int:
    """Kopecks that have gone back already."""
    return -sum(
        entry.amount
        for entry in whole.entries
        if entry.account is Account.MONEY and entry.cause.startswith("returned:")
    )


def _is_paid(payment: Payment) -> bool:
    return payment.status in {Status.PAID, Status.REFUNDED}
