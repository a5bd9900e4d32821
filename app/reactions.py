"""What follows what. Read this page to know the life of the business.

Each line: after this fact, under this name, that is done. Names are kept in the database.
"""

from functools import partial

from app import documents, menus, notices, pdf
from app.inbox import KnockKept
from app.outbox import Reactions
from app.outside import Outside
from app.settings import Settings
from domain import (
    accesses,
    bindings,
    books,
    cabinets,
    cards,
    consents,
    followups,
    handing_over,
    handovers,
    intakes,
    leads,
    messages,
    notes,
    payments,
    presents,
    promos,
    purchases,
    questions,
    reminders,
    said,
    site,
    tax_receipts,
)
from domain.programmes import rows as programmes
from domain.programmes import writing
from domain.progress import rows as progress
from domain.progress.recalling import recall


def build_reactions(settings: Settings, outside: Outside, post: messages.Post) -> Reactions:
    after = Reactions()

    after.on(leads.LeadReceived, "advance on lead", followups.advance_on_lead)
    after.on(leads.LeadReceived, "tell owner of lead", followups.tell_owner_of_lead)

    after.on(intakes.IntakeSubmitted, "advance on intake", followups.advance_on_intake)
    after.on(intakes.IntakeSubmitted, "tell of verdict", followups.tell_of_verdict)
    write_owed = partial(writing.write_owed, writer=outside.writer, recall=recall)
    after.on(intakes.IntakeSubmitted, "write owed programme", write_owed)
    after.on(intakes.DoctorAllowed, "write after clearance", write_owed)
    after.on(intakes.DoctorAllowed, "draft cleared week", writing.draft_cleared)

    after.on(programmes.DemoGiven, "hand over free week", followups.hand_over_demo)
    after.on(programmes.DemoGiven, "plan reminders", followups.plan_reminders)

    after.on(
        KnockKept,
        "read notice",
        partial(notices.read_notice, providers=outside.payments),
    )
    check_asked = partial(payments.check_asked, providers=outside.payments)
    after.on(payments.CheckAsked, "check payment", check_asked)
    after.on(payments.PaymentPaid, "advance on payment", followups.advance_on_payment)
    after.on(payments.PaymentPaid, "tell of payment", followups.tell_of_payment)
    after.on(payments.PaymentPaid, "stop reminders", followups.stop_reminders)
    write_programme = partial(writing.write_programme, writer=outside.writer, recall=recall)
    after.on(payments.PaymentPaid, "write programme", write_programme)
    after.on(payments.PaymentPaid, "doubt repeated payment", payments.doubt_repeated)
    after.on(payments.DoubtRaised, "tell of doubt", followups.tell_of_doubt)

    after.on(programmes.IntakeMissing, "ask for intake", followups.ask_for_intake)
    after.on(programmes.ProgrammeWithheld, "tell of withheld", followups.tell_of_withheld)
    after.on(programmes.ProgrammeWritten, "hand over programme", followups.hand_over_programme)
    after.on(programmes.ProgrammeApproved, "hand over approved", followups.hand_over_approved)
    after.on(programmes.SendingAsked, "send programme again", handovers.send_again)
    after.on(messages.MessageQueued, "send messages", partial(messages.send_queued, post=post))
    after.on(messages.MessageFailed, "tell of failure", messages.tell_owner_of_failure)
    after.on(messages.Unsubscribed, "stop reminding", reminders.stop_on_unsubscribing)
    after.on(messages.MessageSent, "mark programme sent", handovers.mark_sent)
    after.on(programmes.ProgrammeSent, "advance on delivery", followups.advance_on_delivery)
    after.on(programmes.ProgrammeSent, "tell of delivery", followups.tell_of_delivery)
    after.on(programmes.ProgrammeOver, "finish", followups.finish)
    after.on(progress.PainReported, "tell of pain", followups.tell_of_pain)

    _keep_house(after, settings, outside)
    _keep_menus(after, outside)
    _keep_talks(after)
    return after


def _keep_talks(after: Reactions) -> None:
    """What people ask for the trainer himself to answer."""
    after.on(handing_over.TrainerCalled, "tell owner of talk", handing_over.tell_owner_of_talk)
    after.on(questions.QuestionAsked, "tell owner of question", questions.tell_owner_of_question)


def _keep_menus(after: Reactions, outside: Outside) -> None:
    """What gives a client's chat another list of commands."""
    change_menu = partial(menus.change_menu, line=outside.channels.get("telegram"))
    after.on(bindings.BotOpened, "change menu", change_menu)
    after.on(programmes.DemoGiven, "change menu", change_menu)
    after.on(programmes.ProgrammeSent, "change menu", change_menu)
    after.on(payments.PaymentPaid, "change menu", change_menu)
    after.on(payments.PaymentRefunded, "change menu", change_menu)


def _keep_orders(after: Reactions) -> None:
    """What follows an order before its money, and a present once it is paid."""
    after.on(purchases.PurchaseBegun, "advance on purchase", followups.advance_on_purchase)
    after.on(purchases.PurchaseBegun, "chase unpaid", followups.chase_unpaid)
    after.on(payments.PaymentPaid, "invite receiver", presents.invite_receiver)


def _keep_refunds(after: Reactions, outside: Outside) -> None:
    """What follows money that is in dispute or on its way back."""
    carry_refund = partial(payments.carry_refund, providers=outside.payments)
    after.on(payments.RefundAsked, "carry refund", carry_refund)
    after.on(payments.PaymentDisputed, "tell of dispute", followups.tell_of_dispute)
    after.on(payments.RefundRefused, "tell of refused refund", followups.tell_of_refused_refund)
    after.on(payments.RefundStuck, "tell of stuck refund", followups.tell_of_stuck_refund)


def _keep_books(after: Reactions) -> None:
    """What the books write of money."""
    after.on(payments.PaymentCreated, "write bill", books.keep_books)
    after.on(payments.PaymentPaid, "write payment", books.keep_books)
    after.on(payments.PaymentCancelled, "write cancellation", books.keep_books)
    after.on(payments.PaymentRefunded, "write refund", books.keep_books)
    after.on(payments.MoneyReturned, "write return", books.keep_books)


def _keep_receipts(after: Reactions, settings: Settings) -> None:
    """What the self-employed trainer owes the tax office for each payment."""
    after.on(tax_receipts.TaxReceiptIssued, "send tax receipt", followups.send_tax_receipt)
    if settings.tax_mode != "npd":
        return
    follow = partial(tax_receipts.follow_payment, timezone=settings.timezone)
    after.on(payments.PaymentPaid, "ask for tax receipt", follow)
    after.on(payments.MoneyReturned, "mend tax receipt", follow)
    after.on(payments.PaymentRefunded, "annul tax receipt", follow)


def _keep_accesses(after: Reactions) -> None:
    """What was paid for by the week."""
    after.on(payments.PaymentPaid, "open access", accesses.open_access)
    after.on(programmes.ProgrammeSent, "begin access", accesses.begin_access)
    after.on(payments.MoneyReturned, "take back access", accesses.take_back)
    after.on(payments.PaymentRefunded, "take back all access", accesses.take_back)
    after.on(accesses.AccessChanged, "tell of access", followups.tell_of_access)


def _keep_promos(after: Reactions) -> None:
    """What payments make of a promo code's places."""
    after.on(payments.PaymentPaid, "capture promo", promos.capture_on_payment)
    after.on(payments.PaymentCancelled, "release promo", promos.release_on_cancel)
    after.on(payments.PaymentRefunded, "release refunded promo", promos.release_on_refund)


def _keep_house(after: Reactions, settings: Settings, outside: Outside) -> None:
    """What follows from what people withdraw, and from what the trainer changes."""
    _keep_orders(after)
    _keep_promos(after)
    _keep_accesses(after)
    _keep_receipts(after, settings)
    _keep_books(after)
    _keep_refunds(after, outside)
    write_consented = partial(writing.write_after_consent, writer=outside.writer, recall=recall)
    after.on(consents.ConsentGiven, "write after consent", write_consented)
    after.on(consents.ConsentWithdrawn, "tell of withdrawal", cabinets.tell_of_withdrawal)
    after.on(cabinets.ErasureAsked, "tell of erasure asked", cabinets.tell_of_erasure_asked)
    papers = pdf.folder_of(settings)
    after.on(cards.ClientErased, "forget papers", partial(pdf.forget_erased, folder=papers))
    forget_merged = partial(pdf.forget_merged, folder=papers)
    after.on(cards.ClientsMerged, "forget papers of merged", forget_merged)
    after.on(cards.ClientsMerged, "index merged words", said.follow_merge)
    after.on(cards.MergeUndone, "index parted words", said.follow_merge)
    after.on(notes.NoteRemoved, "forget words of note", said.follow_note)
    after.on(
        site.SiteChanged,
        "publish consents",
        partial(documents.republish, settings=settings, outside=outside),
    )
