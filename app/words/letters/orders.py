"""Letters of an order: that it waits for its money, and that it was a present."""

from app.words.letters.matter import Matter, Words
from app.words.speech import roubles


def gift_received(matter: Matter) -> Words:
    follows = (
        "Чтобы программа была именно под вас, ответьте на анкету: это займёт минуты три. "
        "Там же спросим, согласны ли вы, чтобы мы хранили ваши ответы.",
    )
    talk = ("Я напишу вам, чтобы договориться о времени. Или напишите первыми.",)
    questionnaire = ("Ответить на анкету", matter.start_url)
    cabinet = ("Мой кабинет", matter.cabinet_url)
    return Words(
        subject=f"Вам подарок: {matter.title}",
        paragraphs=(
            f"{matter.giver or 'Близкий вам человек'} дарит вам «{matter.title}». "
            "Всё уже оплачено.",
            *(follows if matter.brings_programme else talk),
        ),
        button=questionnaire if matter.brings_programme else cabinet,
        more=(cabinet,) if matter.brings_programme else (),
        closing=(
            f"Если вы не ждали подарка или он вам не нужен, {matter.answer}: "
            "ваш адрес больше не понадобится.",
        ),
    )


def reminder_unpaid_hour(matter: Matter) -> Words:
    return Words(
        subject="Заказ сохранён, осталась оплата",
        paragraphs=(
            "Вы выбрали «{title}», но оплата не дошла. Если прервались на середине, "
            "заказ ждёт по той же ссылке, заполнять ничего не нужно.",
        ),
        button=_pay(matter),
        closing=("Если что-то не получилось, напишите мне, разберёмся.",),
    )


def reminder_unpaid_day(matter: Matter) -> Words:
    return Words(
        subject="Остались вопросы перед оплатой?",
        paragraphs=(
            "Вы выбрали «{title}», но пока не оплатили. Если сомневаетесь, спросите меня: "
            "подскажу, подойдёт ли это вам.",
        ),
        button=_pay(matter),
    )


def reminder_unpaid_3_days(matter: Matter) -> Words:
    return Words(
        subject="Напоминаю о заказе в последний раз",
        paragraphs=(
            "«{title}» всё ещё ждёт оплаты. Больше напоминать не буду: "
            "если передумали, делать ничего не нужно.",
        ),
        button=_pay(matter),
    )


def _pay(matter: Matter) -> tuple[str, str]:
    price = f" {roubles(matter.amount)}" if matter.amount else ""
    return (f"Оплатить{' заново' if matter.is_anew else ''}{price}", matter.pay_url)


LETTERS = (gift_received, reminder_unpaid_hour, reminder_unpaid_day, reminder_unpaid_3_days)
