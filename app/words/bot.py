"""What the bot says whoever writes to it. HTML; names in braces are filled in, escaped, later.

What belongs to one subject has a file of its own beside this one: `bot_SUBJECT`.
"""

from collections.abc import Mapping

from app.words.speech import roubles
from domain.menus import Menu

HEARD = "Принял. Если нужен ответ тренера, напишите вопрос словами."
SORRY = (
    "Что-то пошло не так, и это наша ошибка. Мы уже сообщили тренеру.\n\n"
    "Попробуйте ещё раз чуть позже или нажмите /help."
)
OLD_BUTTON = "Эта кнопка устарела. Вот актуальное меню."

NEW = (
    "Здравствуйте, {name}! Это бот тренера: {trainer}.\n\n"
    "Здесь можно получить бесплатную неделю тренировок под вашу цель, здоровье и инвентарь. "
    "Нужно ответить на вопросы анкеты, это 3 минуты."
)
FROM_SITE = "Здравствуйте, {name}! Это бот тренера: {trainer}. Заявка с сайта дошла."
FROM_SITE_SERVICE = "Вас интересует «{service}», {price}."
FROM_SITE_MESSAGE = "Вы написали: «{message}». Тренер ответит сам."
FROM_SITE_NEXT = (
    "А пока можно получить бесплатную неделю тренировок: ответьте на вопросы анкеты, это 3 минуты."
)
FROM_PURCHASE = "Здравствуйте, {name}! Это бот тренера: {trainer}."
BOUGHT = "Оплата дошла, спасибо: «{title}», {amount}."
BOUGHT_UNASKED = (
    "Чтобы составить программу, осталось ответить на вопросы анкеты. Начните прямо здесь."
)
BOUGHT_WRITING = "Программа придёт сюда сама, как только будет готова."
BOUGHT_MEETING = "Напишу вам сюда, чтобы договориться о времени."
ORDERED = "Заказ «{title}» на {amount} ждёт оплаты. Кнопка ниже, заполнять ничего не нужно."
RETURNING = "С возвращением, {name}!"
TODAY = "Сегодня {workout}."
REST = "Сегодня отдых. Следующая тренировка: {next}."
RETURNING_NEXT = "Бесплатная неделя тренировок ждёт: осталось ответить на вопросы анкеты."
WITH_PROGRAMME = "Ваша программа на месте. Откройте её, там расписан каждый день."

TRAIN = "Тренироваться"
INTAKE = "Ответить на анкету"
PAY = "Оплатить {amount}"
FREE_WEEK = "Бесплатная неделя"
WORKOUT = "Тренировка сегодня"
PROGRESS = "Прогресс"
SUBSCRIPTION = "Моя подписка"
PROGRAMME = "Моя программа"
CABINET = "Мой кабинет"
PRICES = "Тарифы и цены"
CONTACTS = "Связаться с тренером"
NOT_ME = "Это не я"
NOT_ME_DONE = (
    "Хорошо, карточка по этой ссылке больше не связана с вашим Telegram. Мы начали с чистого листа."
)

HELP_TITLE = "<b>Что умеет бот</b>"
HELP_END = "Вопрос можно задать просто словами: его увидит тренер."
COMMAND_LINE = "/{name} – {does}"
COMMANDS = {
    "start": "начать сначала",
    "today": "тренировка на сегодня",
    "intake": "анкета и бесплатная неделя",
    "price": "тарифы и цены",
    "progress": "прогресс и замеры",
    "recommend": "что делать дальше и почему",
    "pay": "оплатить, проверить оплату",
    "program": "программа тренировок",
    "my_programs": "все мои программы",
    "contacts": "связаться с тренером",
    "faq": "частые вопросы",
    "settings": "что и когда присылать",
    "stop": "больше не напоминать и не предлагать",
    "export": "выгрузить мои данные",
    "delete": "удалить мои данные",
    "help": "что умеет бот",
}
"""What each command does, as the messenger and /help list it."""
MENUS: Mapping[Menu, tuple[str, ...]] = {
    Menu.STRANGER: ("start", "intake", "price", "faq", "contacts", "help"),
    Menu.FREE_WEEK: ("today", "progress", "program", "price", "contacts", "help"),
    Menu.PAYING: ("today", "program", "progress", "recommend", "settings", "help"),
}
"""What the messenger's own menu lists: six at most. The rest is in /help."""

CONTACTS_TITLE = "<b>Связаться с тренером</b>"
CONTACTS_LINE = "{kind}: {value}"
CONTACTS_HERE = "Можно написать прямо здесь: тренер прочтёт."
KIND = {"phone": "Телефон", "telegram": "Telegram", "email": "Почта", "address": "Адрес"}

ASKED = (
    "Передал тренеру, он ответит здесь сам. Обычно это в тот же день, "
    "а ночью и в выходные может занять дольше. Пока ждёте, вот что есть под рукой."
)
STICKER = "Спасибо! Словами я понимаю лучше: напишите, чем помочь."
VOICE = "Голосовые сообщения я пока не слушаю. Напишите, пожалуйста, текстом."
PICTURE = "Картинку получил, но разобрать её не могу. Напишите словами, что на ней важно."
FILE = "Файл получил, но открыть его не могу. Напишите словами, что в нём важно."
OTHERS_CONTACT = (
    "Это контакт другого человека, сохранять его без спроса я не буду. "
    "Пусть он сам откроет бота или оставит заявку на сайте."
)
OWN_CONTACT = "Спасибо, номер записал."
LOCATION = "Спасибо, но место мне не нужно: тренировки по интернету."
ANYTHING = "Такое я пока не понимаю. Напишите словами, чем помочь."
EDITED = "Исправленное сообщение увидел, но учёл то, что было сначала. Отправьте его ещё раз новым."
GROUP = "Я отвечаю только в личных сообщениях. Откройте мой профиль и нажмите «Начать»."
COMMAND_UNKNOWN = "Такой команды нет. Вот что есть."

STATE_CONFLICT = (
    "Обновления этого бота забирает другая программа. Остановите её: отвечать может только одна."
)
STATE_UNREACHABLE = "Telegram не отвечает. Бот пробует снова, сообщения не теряются."
STATE_TOKEN = "Telegram не принимает токен. Проверьте TELEGRAM_BOT_TOKEN."  # noqa: S105
STATE = {
    "second_poller": STATE_CONFLICT,
    "unreachable": STATE_UNREACHABLE,
    "wrong_token": STATE_TOKEN,
}
"""Why the bot does not work, by what it reports."""


def price(kopecks: int) -> str:
    return roubles(kopecks)


def workout(day: str, minutes: str) -> str:
    """The training of a day in short; how long it takes where that is known."""
    return f"«{day}», {minutes}" if minutes else f"«{day}»"
