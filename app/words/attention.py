"""What needs the trainer: each trouble with its reason and what to press."""

from collections.abc import Mapping

from app.words.messages import REASON

TITLE = "Требует внимания"
EMPTY_TITLE = "Всё в порядке"
EMPTY = (
    "Здесь появится то, с чем программа не справилась сама: письмо не дошло, сумма не сошлась, "
    "один человек завёл две карточки."
)
AGAIN = "Ещё раз"
AGAIN_ALL = "Повторить все"
DONE_AGAIN = "Пробуем ещё раз."
OPEN_CARD = "Карточка"
OPEN_PAYMENT = "Открыть платёж"
LEAVE = "Не отправлять"
LEFT = "Больше не отправляем."
MERGE = "Это один человек"
MERGED = "Карточки объединены."
UNDO = "Отменить"
UNDONE = "Карточки снова разные."
DIFFERENT = "Разные люди"
DIFFERENT_DONE = "Больше не спросим."
TECHNICAL = "Для разработчика"
TO_OWNER = "вам"

SECTION: Mapping[str, str] = {
    "disputes": "Сумма не сошлась",
    "refunds": "Верните деньги сами",
    "doubts": "Посмотрите на эти деньги",
    "messages": "Сообщения, которые не дошли",
    "errands": "Дела, которые не получились",
    "updates": "Сообщения боту, с которыми он не справился",
    "duplicates": "Похоже, это один человек",
}
WHY: Mapping[str, str] = {
    "disputes": (
        "Провайдер взял не ту сумму, которую мы просили. Доступ не выдан. "
        "Посмотрите платёж в кабинете провайдера и свяжитесь с клиентом."
    ),
    "refunds": (
        "Этот способ оплаты не умеет возвращать из программы. Переведите деньги сами "
        "и отметьте здесь, чтобы суммы сошлись."
    ),
    "doubts": "Сама программа здесь ничего не вернёт и не выдаст: решаете вы.",
    "messages": "Попробуйте ещё раз или напишите человеку сами.",
    "errands": "Программа пробовала несколько раз и остановилась. Данные целы.",
    "updates": (
        "Человек получил извинение. Если ошибка исправлена, сообщение можно разобрать ещё раз, "
        "иначе ответьте ему сами."
    ),
    "duplicates": "Кто-то оставил контакты сразу двух карточек. Объединение можно отменить.",
}
UPDATE = "Сообщение осталось без ответа по делу"
DISPUTE = "{name}: просили {expected}, пришло {paid}"
REFUND = "Вернуть {amount}: {reason}"
RETURNED = "Деньги отправлены"
RETURNED_DONE = "Отметили возврат."
IN_DOUBT = "Связь оборвалась на середине. Возможно, письмо уже дошло, второе будет лишним."

ERRAND: Mapping[str, str] = {
    "tell owner of lead": "Сообщить вам о заявке",
    "tell owner of question": "Сообщить вам о вопросе",
    "advance on intake": "Передвинуть клиента после анкеты",
    "tell of verdict": "Ответить на анкету",
    "write owed programme": "Составить оплаченную программу после анкеты",
    "hand over free week": "Отдать бесплатную неделю",
    "plan reminders": "Запланировать напоминания",
    "advance on purchase": "Передвинуть клиента после выбора тарифа",
    "read notice": "Разобрать уведомление об оплате",
    "advance on payment": "Передвинуть клиента после оплаты",
    "tell of payment": "Сообщить об оплате",
    "stop reminders": "Остановить напоминания",
    "write programme": "Составить программу после оплаты",
    "carry refund": "Вернуть деньги клиенту",
    "tell of refused refund": "Сообщить вам, что возврат не прошёл",
    "tell of stuck refund": "Сообщить вам, что возврат задержался",
    "write bill": "Записать счёт в книги",
    "write payment": "Записать оплату в книги",
    "write cancellation": "Записать отмену в книги",
    "write refund": "Записать возврат в книги",
    "write return": "Записать возвращённое в книги",
    "ask for tax receipt": "Напомнить вам о чеке",
    "mend tax receipt": "Поправить чек после возврата",
    "annul tax receipt": "Напомнить вам отменить чек",
    "send tax receipt": "Отправить клиенту чек",
    "open access": "Открыть оплаченный доступ",
    "begin access": "Начать отсчёт недель",
    "take back access": "Сократить доступ после возврата",
    "take back all access": "Закрыть доступ после возврата",
    "tell of access": "Сообщить, что доступ заканчивается",
    "tell of dispute": "Сообщить вам о чужой сумме",
    "doubt repeated payment": "Проверить, не оплачено ли дважды",
    "tell of doubt": "Сообщить вам о странных деньгах",
    "ask for intake": "Попросить клиента ответить на анкету",
    "tell of withheld": "Сообщить вам, что сначала врач",
    "hand over programme": "Отдать программу",
    "hand over approved": "Отдать проверенную программу",
    "send messages": "Отправить сообщение",
    "tell of failure": "Сообщить вам о недоставке",
    "stop reminding": "Остановить напоминания после отписки",
    "mark programme sent": "Отметить, что программа дошла",
    "advance on delivery": "Передвинуть клиента после выдачи программы",
    "tell of delivery": "Сообщить вам, что программа дошла",
    "finish": "Завершить программу",
    "change menu": "Обновить меню команд в Telegram",
}
"""What each reaction was about to do (`app.reactions`)."""
ERRAND_UNKNOWN = "Выполнить шаг «{name}»"

REFUSED = "Внешний сервис отказал. Повтор поможет, только если что-то исправлено."
UNAVAILABLE = "Внешний сервис долго не отвечал."
NOT_FOUND = "Запись, о которой речь, уже удалена. Можно оставить как есть."
FAULT = "Ошибка в программе. Если повторится, покажите текст ниже разработчику."


def errand(reaction: str) -> str:
    """What was about to be done."""
    return ERRAND.get(reaction) or ERRAND_UNKNOWN.format(name=reaction)


def why_died(error: str | None) -> str:
    """Why an errand stopped, from the error as it was kept: its class comes first."""
    name = (error or "").partition("(")[0]
    known = {
        "GatewayRefused": REFUSED,
        "AddressRefused": REFUSED,
        "GatewayUnavailable": UNAVAILABLE,
        "DeliveryInDoubt": UNAVAILABLE,
        "NotFound": NOT_FOUND,
    }
    return known.get(name, FAULT)


def why_failed(reason: str | None) -> str:
    """Why a message did not arrive, as a sentence."""
    said = REASON.get(reason or "", reason or "")
    return f"{said[:1].upper()}{said[1:]}."
