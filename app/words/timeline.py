"""A client's history: a sentence for every fact that speaks of him."""

from collections.abc import Callable, Mapping
from typing import Any

from app.words import accesses as access_words
from app.words import consents as consent_words
from app.words import doubts
from app.words import messages as message_words
from app.words import progress as progress_words
from app.words.funnel import why
from app.words.speech import NBSP, plural, roubles
from domain import (
    accesses,
    bindings,
    cabinets,
    cards,
    consents,
    duplicates,
    funnel,
    intakes,
    leads,
    messages,
    notes,
    payments,
    people,
    purchases,
    questions,
    reminders,
    tax_receipts,
    today,
)
from domain.ledger import Fact
from domain.programmes import cleaning
from domain.programmes import rows as programmes
from domain.programmes.rows import Kind
from domain.progress import rows as progress
from domain.screening import Verdict
from domain.timeline import Known

Say = Callable[[Any, Known], str]

VERDICT: Mapping[Verdict, str] = {
    Verdict.GREEN: "можно тренироваться",
    Verdict.YELLOW: "осторожно, нужна ваша проверка",
    Verdict.CONSENT: "нужно согласие родителей",
    Verdict.POSTPONE: "сейчас болеет, начнём позже",
    Verdict.RED: "сначала врач",
}
WITHHELD: Mapping[programmes.Obstacle, str] = {
    programmes.Obstacle.DOCTOR_FIRST: "Оплачено, но по анкете сначала врач",
    programmes.Obstacle.OUTDATED: "Оплачено, но анкете больше года: спросили заново",
    programmes.Obstacle.NO_CONSENT: "Оплачено, но согласие на данные о здоровье отозвано",
}
SHUT: Mapping[str, str] = {
    "email": "Адрес больше не принимает писем",
    "telegram": "Закрыл бота в Telegram: туда больше не пишем",
}
REMINDERS: Mapping[str, str] = {
    "planned": "Запланированы напоминания на 3, 5 и 7 день",
    "unpaid": "Запланированы напоминания об оплате: через час, сутки и три дня",
    "new_purchase": "Напоминания о прежнем заказе остановлены: выбран новый",
    "moved": "Напоминание перенесено",
    "by_hand": "Напоминание отменено вручную",
    "paid": "Напоминания остановлены: уже оплачено",
    "doctor_first": "Напоминания остановлены: сначала врач",
    "stop": "Напоминания остановлены: клиент попросил",
}


def _moved(fact: funnel.ClientMoved, known: Known) -> str:
    stage = known.stages.get(fact.stage_id)
    title = f"Этап «{stage.title}»" if stage else "Новый этап"
    reason = why(fact.why)
    return f"{title}: {reason}" if reason else title


def _bot_opened(fact: bindings.BotOpened, known: Known) -> str:
    is_invited = fact.how is bindings.How.INVITED
    return "Открыл бота по своей ссылке" if is_invited else "Открыл бота"


def _lead(fact: leads.LeadReceived, known: Known) -> str:
    return "Оставил заявку" if fact.is_new_client else "Оставил ещё одну заявку"


def _intake(fact: intakes.IntakeSubmitted, known: Known) -> str:
    return f"Ответил на анкету: {VERDICT[fact.verdict]}"


def _named(template: str) -> Say:
    """A sentence with what the message was about."""

    def say(fact: Any, known: Known) -> str:
        message = known.messages.get(fact.message_id)
        kind = message.kind if message else getattr(fact, "kind", "")
        channel = message_words.CHANNEL.get(getattr(fact, "channel", ""), "")
        title = message_words.TITLE.get(kind, "Сообщение")
        return template.format(title=title, channel=channel)

    return say


def _skipped(fact: messages.MessageSkipped, known: Known) -> str:
    title = message_words.TITLE.get(fact.kind, "Сообщение")
    reason = message_words.REASON.get(fact.reason, "")
    return f"Не отправлено «{title}»" + (f": {reason}" if reason else "")


def _programme(template: str) -> Say:
    def say(fact: Any, known: Known) -> str:
        programme = known.programmes.get(fact.programme_id)
        is_demo = programme is not None and programme.kind is Kind.DEMO
        return template.format(name="Бесплатная неделя" if is_demo else "Программа")

    return say


def _demo(fact: programmes.DemoGiven, known: Known) -> str:
    if fact.needs_review:
        return "Бесплатная неделя составлена, ждёт вашей проверки"
    return "Бесплатная неделя составлена"


def _written(fact: programmes.ProgrammeWritten, known: Known) -> str:
    return "Программа составлена" + (", ждёт вашей проверки" if fact.needs_review else "")


def _sent(fact: programmes.ProgrammeSent, known: Known) -> str:
    said = _programme("{name} у клиента")(fact, known)
    channel = message_words.CHANNEL.get(fact.channel, "")
    if fact.version > 1:
        said = f"{said}, версия {fact.version}"
    return f"{said} ({channel})" if channel else f"{said}: открыл сам"


def _consent(template: str) -> Say:
    return lambda fact, known: template.format(what=consent_words.KIND[fact.kind])


def _fixed(sentence: str) -> Say:
    return lambda fact, known: sentence


def _finished(fact: progress.SessionFinished, known: Known) -> str:
    sets = f"{fact.sets}{NBSP}{plural(fact.sets, 'подход', 'подхода', 'подходов')}"
    lifted = f", {progress_words.kilograms(fact.tonnage * 1000)}" if fact.tonnage else ""
    return f"Тренировка сделана: {sets}{lifted}"


def _record(fact: progress.RecordSet, known: Known) -> str:
    return "Рекорд: " + progress_words.say_record(fact)


SENTENCES: Mapping[type[Fact], Say] = {
    people.ClientAdded: _fixed("Карточка создана"),
    people.ClientChanged: _fixed("Данные карточки изменены"),
    people.DuplicateSuspected: _fixed("Похож на другого клиента: общий контакт"),
    duplicates.DuplicateDismissed: _fixed("Вы решили: это разные люди"),
    today.ClientContacted: _fixed("Вы связались с клиентом"),
    cards.ClientsMerged: _fixed("Объединён с другой карточкой"),
    cards.MergeUndone: _fixed("Объединение отменено"),
    cards.ClientErased: _fixed("Данные удалены"),
    cabinets.ErasureAsked: _fixed("Попросил удалить данные"),
    leads.LeadReceived: _lead,
    bindings.BotOpened: _bot_opened,
    questions.QuestionAsked: _fixed("Задал вопрос"),
    questions.QuestionAnswered: _fixed("Вы ответили на вопрос"),
    intakes.IntakeSubmitted: _intake,
    intakes.DoctorAllowed: _fixed("Врач разрешил тренировки, вы отметили"),
    intakes.ParentsAgreed: _fixed("Родители согласны, вы отметили"),
    notes.NoteWritten: _fixed("Заметка"),
    notes.NoteRemoved: _fixed("Заметка удалена"),
    funnel.ClientMoved: _moved,
    consents.ConsentGiven: _consent("Дал согласие: {what}"),
    consents.ConsentWithdrawn: _consent("Отозвал согласие: {what}"),
    purchases.PurchaseBegun: lambda fact, _: f"Выбрал тариф на {roubles(fact.amount)}",
    payments.PaymentCreated: lambda fact, _: f"Счёт на {roubles(fact.amount)}",
    payments.PaymentPaid: lambda fact, _: f"Оплатил {roubles(fact.amount)}",
    payments.PaymentCancelled: _fixed("Платёж не состоялся"),
    payments.PaymentRefunded: _fixed("Деньги возвращены"),
    tax_receipts.TaxReceiptDue: _fixed("Нужен чек"),
    tax_receipts.TaxReceiptIssued: _fixed("Чек пробит и уходит клиенту"),
    tax_receipts.TaxReceiptAnnulled: _fixed("Чек аннулирован"),
    accesses.AccessChanged: lambda fact, _: access_words.say_change(fact.change, fact.ends_on),
    payments.MoneyReturned: lambda fact, _: f"Вернулось {roubles(fact.amount)}",
    payments.RefundRefused: lambda fact, _: f"Возврат {roubles(fact.amount)} не прошёл",
    payments.RefundStuck: lambda fact, _: f"Возврат {roubles(fact.amount)} идёт больше суток",
    payments.PaymentDisputed: lambda fact, _: (
        f"Сумма не сошлась: ждали {roubles(fact.expected)}, пришло {roubles(fact.paid)}"
    ),
    payments.DoubtRaised: lambda fact, _: doubts.DOUBT[fact.kind],
    programmes.DemoGiven: _demo,
    programmes.ProgrammeWritten: _written,
    programmes.ProgrammeDrafted: _fixed("Составлен черновик программы"),
    cleaning.DraftRemoved: _fixed("Старый черновик программы удалён"),
    programmes.ProgrammeApproved: _programme("{name}: вы проверили и одобрили"),
    programmes.ProgrammeEdited: lambda fact, known: (
        _programme("{name}: вы изменили")(fact, known) + f", версия {fact.version}"
    ),
    programmes.ProgrammeSent: _sent,
    programmes.SendingAsked: _programme("{name}: вы попросили отправить ещё раз"),
    programmes.ProgrammeOver: _programme("{name} закончилась"),
    programmes.IntakeMissing: _fixed("Оплачено, но анкеты ещё нет"),
    programmes.ProgrammeWithheld: lambda fact, _: WITHHELD[fact.why],
    progress.SetsLogged: _fixed("Записал подходы"),
    progress.SessionFinished: _finished,
    progress.PainReported: lambda fact, _: f"Больно на тренировке: {fact.pain} из{NBSP}10",
    progress.Measured: _fixed("Записал замеры"),
    progress.RecordSet: _record,
    progress.FreeWeekTried: _fixed("Две тренировки бесплатной недели сделаны"),
    reminders.RemindersChanged: lambda fact, _: REMINDERS.get(fact.why, "Напоминания изменены"),
    messages.MessageQueued: _named("Готовим сообщение «{title}»"),
    messages.MessageSent: _named("Отправлено «{title}»: {channel}"),
    messages.MessageFailed: _named("Не дошло «{title}»"),
    messages.MessageSkipped: _skipped,
    messages.MessageInDoubt: _named("Неизвестно, дошло ли «{title}»"),
    messages.Unsubscribed: _fixed("Отписался от рассылки"),
    messages.AddressBlocked: lambda fact, _: SHUT.get(fact.channel, "Адрес больше не принимает"),
}

ALL = "Всё"
GROUPS: Mapping[str, tuple[str, tuple[type[Fact], ...]]] = {
    "notes": ("Заметки", (notes.NoteWritten, today.ClientContacted)),
    "money": (
        "Деньги",
        (
            purchases.PurchaseBegun,
            payments.PaymentCreated,
            payments.PaymentPaid,
            payments.PaymentCancelled,
            payments.PaymentRefunded,
            payments.MoneyReturned,
            accesses.AccessChanged,
            tax_receipts.TaxReceiptIssued,
            tax_receipts.TaxReceiptAnnulled,
            payments.RefundRefused,
            payments.PaymentDisputed,
            payments.DoubtRaised,
        ),
    ),
    "programmes": (
        "Программы",
        (
            intakes.IntakeSubmitted,
            intakes.DoctorAllowed,
            intakes.ParentsAgreed,
            programmes.DemoGiven,
            programmes.ProgrammeWritten,
            programmes.ProgrammeDrafted,
            programmes.ProgrammeApproved,
            programmes.ProgrammeEdited,
            programmes.ProgrammeSent,
            programmes.SendingAsked,
            programmes.ProgrammeOver,
            programmes.IntakeMissing,
            programmes.ProgrammeWithheld,
        ),
    ),
    "training": (
        "Тренировки",
        (
            progress.SessionFinished,
            progress.FreeWeekTried,
            progress.RecordSet,
            progress.PainReported,
            progress.Measured,
        ),
    ),
    "messages": (
        "Сообщения",
        (
            messages.MessageSent,
            messages.MessageFailed,
            messages.MessageSkipped,
            messages.MessageInDoubt,
            messages.Unsubscribed,
            messages.AddressBlocked,
        ),
    ),
    "moves": ("Этапы", (funnel.ClientMoved, leads.LeadReceived)),
}
"""The filters of the history."""

QUIET = frozenset(
    {
        notes.NoteRemoved,
        messages.MessageQueued,
        progress.SetsLogged,
        payments.PaymentCreated,
        people.ClientChanged,
        consents.ConsentGiven,
    }
)
"""Said only when nothing more telling follows: left out of "everything"."""
EMPTY = "Пока ничего не произошло."
MORE = "Раньше"
NOTE_GONE = "Заметка удалена"
BY_RULE = "само"


def kinds(group: str | None) -> tuple[type[Fact], ...]:
    """Which facts a filter shows."""
    if group is not None and group in GROUPS:
        return GROUPS[group][1]
    return tuple(kind for kind in SENTENCES if kind not in QUIET)


def say(fact: Fact, known: Known) -> str:
    """The fact as a sentence."""
    return SENTENCES[type(fact)](fact, known)
