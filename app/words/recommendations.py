"""What is suggested to a client and why, in his own words; for the chat and for his cabinet."""

from collections.abc import Mapping

from app.words.speech import roubles
from domain.recommendations import Suggestion, Why

TITLE = "<b>Что дальше</b>"
LINE = "<b>{title}</b>\n{reason}"
FREE = "бесплатно"
BUY = "Подробнее"

NAME: Mapping[Why, str] = {
    Why.DOCTOR: "Сначала врач",
    Why.PAIN: "Сначала разобраться с болью",
    Why.INTAKE: "Бесплатная неделя по анкете",
    Why.WAIT: "Подождать ответа тренера",
    Why.BEGIN: "Первая тренировка",
    Why.MISSED: "Вернуться с одной тренировки",
    Why.NEXT: "Следующая тренировка",
    Why.WAIST: "Измерить талию",
    Why.PROGRESS: "Посмотреть, что изменилось",
    Why.ASK: "Спросить тренера",
}
REASON: Mapping[Why, str] = {
    Why.DOCTOR: (
        "По вашей анкете тренировки лучше начинать с разрешения врача. Если не знаете, к кому "
        "идти и что спросить, напишите тренеру."
    ),
    Why.PAIN: (
        "Вы отметили боль. Через неё не тренируются: напишите тренеру, что и когда болит. "
        "Если боль сильная или не проходит, нужен врач."
    ),
    Why.INTAKE: (
        "Пока я не знаю вашей цели и здоровья, любой совет был бы наугад. Анкета короткая, "
        "а неделя по ней ваша и без оплаты."
    ),
    Why.WAIT: (
        "Тренер смотрит ваши ответы, чтобы программа была безопасной. До этого ничего "
        "покупать не нужно."
    ),
    Why.BEGIN: (
        "Программа у вас, а тренировок в дневнике пока нет. Начните с разминки и первого "
        "упражнения."
    ),
    Why.MISSED: (
        "Часть тренировок пропущена. Навёрстывать не нужно: откройте сегодняшний день или "
        "отметьте то, что сделали и не записали."
    ),
    Why.NEXT: "Вы держите ритм. Следующая тренировка уже посчитана по вашим записям.",
    Why.WAIST: (
        "Вес меняется от воды и еды, а талия показывает перемены честнее. Один замер сейчас, "
        "и будет с чем сравнить."
    ),
    Why.PROGRESS: "Замеры и записи уже складываются в картину. Добавьте свежий замер и сравните.",
    Why.ASK: "Если что-то неясно или неудобно, тренер ответит сам и бесплатно.",
    Why.FIRST_MONTH: (
        "Бесплатная неделя показывает начало. Чтобы нагрузка росла и дальше, нужна программа, "
        "которая меняется вслед за вами."
    ),
    Why.GO_ON: "Программа пройдена. Новая начнётся с тех весов, к которым вы пришли.",
    Why.MEETING: (
        "Если трудно начать или держать ритм, за один разговор тренер поможет найти причину "
        "и подстроить план под вашу жизнь."
    ),
}
BUTTON: Mapping[Why, str] = {
    Why.DOCTOR: "Написать тренеру",
    Why.PAIN: "Написать тренеру",
    Why.INTAKE: "Открыть анкету",
    Why.WAIT: "Связаться с тренером",
    Why.BEGIN: "Открыть тренировку",
    Why.MISSED: "Открыть тренировку",
    Why.NEXT: "Открыть тренировку",
    Why.WAIST: "Записать замер",
    Why.PROGRESS: "Прогресс и замеры",
    Why.ASK: "Спросить тренера",
}


def title(suggestion: Suggestion) -> str:
    """What it is and what it costs."""
    tariff = suggestion.tariff
    if tariff is None:
        return f"{NAME[suggestion.why]}, {FREE}"
    return f"{tariff.title}, {roubles(tariff.price)}"


def button(suggestion: Suggestion) -> str:
    tariff = suggestion.tariff
    return BUTTON[suggestion.why] if tariff is None else f"{tariff.title}, {roubles(tariff.price)}"


OFFER = "Что предложить"
SEND = "Отправить"
SENT = "Отправляется"
SENT_BEFORE = "Сегодня это уже отправляли"
GONE = "Сейчас это предлагать нельзя: обновите карточку"
NO_CONSENT = "Клиент не соглашался на рекламу: платное предложите ему в разговоре"
LETTER = "{title}\n\n{reason}\n\nКак это сделать, показано в вашем кабинете, раздел «Что дальше»."


def letter(suggestion: Suggestion) -> str:
    """What the client reads when the trainer sends a suggestion."""
    return LETTER.format(title=title(suggestion), reason=REASON[suggestion.why])
