"""The first screen: what waits for the trainer, his money, his first steps, what works."""

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from app.words.public_pages import MONTHS
from app.words.speech import plural
from domain import clock
from domain.today import Why

TITLE = "Сегодня"
WAITING = "Ждут вас"
ALL_DONE_TITLE = "Все при деле"
ALL_DONE = (
    "Заявки разобраны, программы проверены. Новое появится здесь само, страницу обновлять не нужно."
)
NEWEST = "Новые клиенты"
ALL_CLIENTS = "Все"
NOBODY_TITLE = "Первый клиент уже близко"
NOBODY = (
    "Заявки с сайта и анкеты появятся здесь сами. Тех, кто уже с вами, можно добавить за минуту."
)
ADD_CLIENT = "Добавить клиента"
WEEKDAYS = (
    "понедельник",
    "вторник",
    "среда",
    "четверг",
    "пятница",
    "суббота",
    "воскресенье",
)

REASON: Mapping[Why, str] = {
    Why.RED: "По анкете сначала врач",
    Why.ERASURE: "Просит удалить свои данные",
    Why.WITHHELD: "Заплатил, но по анкете сначала врач",
    Why.DISPUTE: "Пришла не та сумма",
    Why.REVIEW: "Проверьте программу",
    Why.NO_INTAKE: "Заплатил, а анкеты нет",
    Why.NOT_WRITTEN: "Заплатил, программа не составлена",
    Why.LEAD: "Заявка без ответа",
}
APPROVE = "Отправить"
APPROVED = "Программа «{name}» уходит клиенту."
CONTACTED = "Связался"
CONTACTED_DONE = "Отметили: вы на связи."
LOOK = "Смотреть"
OPEN = "Открыть"
ANYWAY = "Без имени"

TROUBLE_ERRANDS = "Что-то не получилось само"
TROUBLE_MESSAGES = "Сообщения не дошли"
TROUBLE_DUPLICATES = "Похоже, один человек на двух карточках"

MONEY_TODAY = "сегодня"
MONEY_WEEK = "за 7 дней"
MONEY_MONTH = "за месяц"
MONEY_DUE = "ждут оплаты"

HEALTH = "Что подключено"
PART: Mapping[str, str] = {"mail": "Почта", "bot": "Бот в Telegram", "payments": "Оплаты"}
WORKS: Mapping[str, str] = {
    "mail": "Письма уходят",
    "bot": "Бот на связи",
    "payments": "Деньги принимаются",
}
WORKS_WITHOUT: Mapping[str, str] = {
    "mail": "Без неё письма ждут в исходящих, программы открываются по ссылке",
    "bot": "Без него работают сайт, анкета и кабинет клиента",
    "payments": "Сейчас демо-банк: всё как настоящее, но без денег",
}
DOWN = "Не отвечает. Пробуем снова сами"

STEPS = "Первые шаги"
STEPS_TEXT = "Всё уже работает. Эти шаги сделают страницу вашей."
SKIP = "Скрыть"
ALL_STEPS = "Все шаги"
STEP: Mapping[str, tuple[str, str, str]] = {
    "site": ("Рассказать о себе", "Имя, фото, как вы работаете", "/settings/site"),
    "tariffs": ("Проверить тарифы", "Три готовых, цены ваши", "/settings/tariffs"),
    "mail": ("Подключить почту", "Письма клиентам от вашего имени", "/settings/integrations"),
    "bot": ("Подключить бота", "Программы и напоминания в Telegram", "/settings/integrations"),
    "payments": ("Подключить оплату", "Пока работает демо-банк", "/settings/integrations"),
    "lead": ("Пройти путь клиента", "Оставьте заявку сами на своём сайте", ""),
}


def greeting(timezone: str) -> str:
    """The day of the week and the date."""
    today: date = clock.now().astimezone(ZoneInfo(timezone)).date()
    return f"{WEEKDAYS[today.weekday()]}, {today.day} {MONTHS[today.month - 1]}"


def steps_left(done: int, of: int) -> str:
    """How many first steps are done."""
    return f"{done} из {of}"


def waiting(count: int) -> str:
    """How many matters wait."""
    return f"{count} {plural(count, 'дело', 'дела', 'дел')}"


def troubles(count: int, kind: str) -> str:
    """A trouble with its count."""
    return f"{kind}: {count}"
