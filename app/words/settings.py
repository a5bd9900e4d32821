"""The settings, in words."""

from collections.abc import Mapping

from app.words.speech import NBSP, plural
from domain.consents import ConsentKind
from domain.funnel import Role as StageRole
from domain.users import Role

TITLE = "Настройки"
PLACES: Mapping[str, tuple[str, str, str]] = {
    "site": ("pencil", "Сайт и обо мне", "Тексты, фото, цвета, реквизиты"),
    "visits": ("eye", "Посещения сайта", "Сколько пришло и где остановились"),
    "tariffs": ("tag", "Тарифы", "Что продаётся и почём"),
    "stages": ("funnel", "Этапы воронки", "Названия, цвета, порядок"),
    "texts": ("chat", "Тексты сообщений", "Бот и письма вашими словами"),
    "consents": ("shield", "Тексты согласий", "Версии документов"),
    "telegram": ("telegram", "Мой Telegram", "Куда приходят уведомления"),
    "access": ("people", "Доступ", "Помощники, сессии, ключи API"),
    "model": ("chat", "Нейросеть", "Кто отвечает, когда нет ответа"),
    "integrations": ("plug", "Подключения", "Почта, оплата, Telegram, нейросеть"),
    "system": ("gear", "Система", "Версия, состояние, резервная копия"),
}
"""Icon, title and what is inside."""
ONLY_OWNER = "Этим управляет владелец."
SAVE = "Сохранить"
SAVED = "Сохранено."
ADD = "Добавить"
EDIT = "Изменить"
REMOVE = "Удалить"
UP = "Выше"
DOWN = "Ниже"
CLOSE = "Закрыть"
CANCEL = "Отмена"

TARIFF_NEW = "Новый тариф"
TARIFF_ADD = "Добавить тариф"
TARIFF_EMPTY_TITLE = "Тарифов пока нет"
TARIFF_EMPTY = "Тариф появится на сайте, в анкете и в чеке сразу, как вы его сохраните."
TARIFF_HIDDEN = "Снят с продажи"
TARIFF_NOTE = "Кто уже купил, остаётся со своей ценой."
TARIFF: Mapping[str, str] = {
    "title": "Название",
    "price": "Цена, ₽",
    "weeks": "Сколько недель (0 для разовой встречи)",
    "description": "Коротко",
    "features": "Что входит, каждое с новой строки",
    "brings_programme": "После оплаты программа составляется сама",
    "is_on_sale": "Продаётся",
}

STAGE_TITLE = "Название"
STAGE_COLOUR = "Цвет"
STAGE_NEW = "Новый этап"
STAGE_ADD = "Добавить этап"
STAGE_NOTE = (
    "Порядок важен: программа двигает людей только вперёд. "
    "Сами вы можете переставить кого угодно куда угодно."
)
STAGE_RULE = "Этот этап нужен программе: {rule}. Его можно переименовать, но не удалить."
STAGE_FULL = "На этапе {people}. Сначала переместите их, потом удаляйте."
STAGE_OWN = "Ваш этап: сюда двигаете только вы"
STAGE_REMOVED = "Этап удалён."
RULE: Mapping[StageRole, str] = {
    StageRole.FIRST_CONTACT: "сюда попадают новые заявки",
    StageRole.CONSULTATION: "сюда переводит заполненная анкета",
    StageRole.DECIDING: "сюда переводит выбор тарифа",
    StageRole.BOUGHT: "сюда переводит оплата",
    StageRole.ACTIVE: "сюда переводит выданная программа",
    StageRole.FINISHED: "сюда переводит завершённая программа",
    StageRole.INACTIVE: "отсюда возвращаются, когда снова пишут",
}

CONSENT: Mapping[ConsentKind, tuple[str, str]] = {
    ConsentKind.PERSONAL_DATA: (
        "Персональные данные",
        "Без него нельзя принять заявку.",
    ),
    ConsentKind.HEALTH: ("Данные о здоровье", "Без него нельзя составить программу."),
    ConsentKind.MARKETING: ("Реклама", "Без него напоминания не продают."),
}
CONSENT_VERSION = "Версия {version}, {when}"
CONSENT_NOTE = (
    "Кто согласился раньше, согласился с той версией, которую видел: она хранится и не меняется. "
    "Новую увидят следующие."
)
CONSENT_EDIT = "Изменить текст"
CONSENT_PUBLISH = "Опубликовать новую версию"
CONSENT_PUBLISHED = "Опубликована версия {version}."
CONSENT_SAME = "Текст не изменился, новая версия не нужна."
CONSENT_OLDER = "Прежние версии"
CONSENT_SHOW = "Прочитать"

USERS = "Кто может войти"
USER_ADD = "Добавить помощника"
USER_LOGIN = "Логин"
USER_ADDED = "Помощник добавлен. Передайте ему логин и пароль."
USER_DISMISS = "Закрыть доступ"
USER_DISMISSED = "Доступ закрыт, сессии завершены."
USER_GONE = "доступ закрыт"
USER_NOTE = "Помощник видит клиентов и воронку, но не управляет доступом."
ROLE: Mapping[Role, str] = {Role.OWNER: "владелец", Role.ASSISTANT: "помощник"}
ITS_YOU = "это вы"
PASSWORD: Mapping[str, str] = {
    "change": "Сменить пароль",
    "first": "Пароль, не меньше 10 символов",
    "old": "Нынешний пароль",
    "new": "Новый пароль, не меньше 10 символов",
    "changed": "Пароль изменён, другие сессии закрыты.",
}
SESSIONS = "Где вы вошли"
SESSION_HERE = "это устройство"
SESSION_SEEN = "был здесь {when}"
SESSION_CLOSE = "Выйти"
SESSION_CLOSED = "Сессия закрыта."
SESSIONS_CLOSE_OTHERS = "Выйти на остальных"
BROWSER_UNKNOWN = "Браузер"
KEYS = "Ключи API"
KEY_NOTE = "Для ваших скриптов. Описание запросов: /api/docs."
KEY_NAME = "Для чего ключ"
KEY_ADD = "Создать ключ"
KEY_MADE = "Скопируйте ключ сейчас: больше мы его не покажем."
KEY_COPY = "Скопировать"
KEY_COPIED = "Скопировано."
KEY_REVOKE = "Отозвать"
KEY_REVOKED = "Ключ больше не работает."
KEY_EMPTY = "Ключей нет. Они нужны только для своих скриптов."
KEY_USED = "работал {when}"
KEY_NEVER = "ещё не использовался"

ON = "Подключено"
OFF = "Не подключено"
DEMO = "Демо-режим"
SET_UP = "Как подключить"
VARIABLES = "Впишите в файл .env рядом с программой и перезапустите её:"
MAIL_TRY = "Отправить себе тестовое письмо"
MAIL_SENT = "Отправили на {address}. Проверьте и папку «Спам»."
MAIL_NOWHERE = "Сначала укажите свою почту в разделе «Контакты» сайта."
MAIL_SUBJECT = "Проверка почты"
MAIL_TEXT = "Это письмо вы отправили себе сами из настроек. Раз оно дошло, почта работает."
DKIM_TITLE = "Подпись писем (DKIM)"
DKIM_NOTE = "Добавьте эту TXT-запись у регистратора домена, и письма перестанут попадать в «Спам»."
DKIM_NAME = "Имя записи"
DKIM_VALUE = "Значение"
DKIM_FREE_MAIL = "Вы отправляете с адреса общей почты: подпись ставит она сама, настраивать нечего."

MAIL = "Почта"
PAYMENTS = "Приём оплат"
TELEGRAM = "Telegram"
MODEL = "Нейросеть"
WITHOUT: Mapping[str, str] = {
    "mail": (
        "Без почты письма ждут в «Исходящих», а клиенты видят программу на своей странице "
        "и в кабинете."
    ),
    "payments": "Без кассы сайт принимает заявки, а счёт вы выставляете сами.",
    "payments_demo": "Сейчас оплата ненастоящая: пройдите путь клиента сами, деньги не спишутся.",
    "telegram": "Без бота работает всё остальное: анкета, программа и кабинет есть на сайте.",
    "model": (
        "Без нейросети ответы берутся из ваших вопросов и сценариев. Программы составляет не она."
    ),
}
WITH: Mapping[str, str] = {
    "mail": "Письма уходят от {sender}.",
    "payments": "Деньги принимает {provider}.",
    "telegram": "Бот отвечает: @{username}.",
    "telegram_starting": "Токен указан, бот запускается.",
    "model": "Отвечает модель {model}.",
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    "mail": ("SMTP_URL=smtps://логин:пароль@smtp.example.ru:465", "MAIL_FROM=Имя <вы@example.ru>"),
    "payments": ("YOOKASSA_SHOP_ID=…", "YOOKASSA_SECRET_KEY=…"),
    "telegram": ("TELEGRAM_BOT_TOKEN=…",),
    "model": ("LLM_MODEL=openai/gpt-4o-mini", "LLM_API_KEY=…"),
}

VERSION = "Версия {version}"
PARTS = "Состояние частей"
PARTS_UNKNOWN = "Части ещё не отчитались."
STATE: Mapping[str, str] = {
    "up": "работает",
    "down": "не работает",
    "starting": "запускается",
    "off": "выключено",
}
PART: Mapping[str, str] = {
    "database": "База данных",
    "migrations": "Схема базы",
    "outbox": "Очередь дел",
    "scheduler": "Расписание",
    "jobs": "Расписание",
    "bot": "Бот",
    "mail": "Почта",
    "web": "Сайт",
}
BACKUP = "Резервная копия"
BACKUP_NOTE = (
    "Одна команда сохраняет базу, картинки и ключи в один файл. Программу останавливать не нужно. "
    "Держите копию на другом диске."
)
BACKUP_COMMAND = "python main.py backup podhod.zip"
DATA_AT = "Все данные лежат здесь"
DATABASE = "База данных"
DATABASE_KIND: Mapping[bool, str] = {True: "SQLite, один файл", False: "PostgreSQL"}


def people(count: int) -> str:
    return f"{count}{NBSP}{plural(count, 'человек', 'человека', 'человек')}"


def agreed(count: int) -> str:
    """How many stand by a version."""
    return f"согласий: {count}"


def weeks(count: int) -> str:
    """How long a tariff lasts."""
    if not count:
        return "разовая встреча"
    return f"{count}{NBSP}{plural(count, 'неделя', 'недели', 'недель')}"


def part(name: str) -> str:
    return PART.get(name, name)


def browser(agent: str) -> str:
    """A browser and a system out of a user agent, as far as they can be told."""
    names = {"YaBrowser": "Яндекс Браузер", "Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox"}
    names |= {"Chrome": "Chrome", "Safari": "Safari"}
    systems = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows"}
    systems |= {"Mac OS": "macOS", "Linux": "Linux"}
    name = next((said for key, said in names.items() if key in agent), BROWSER_UNKNOWN)
    system = next((said for key, said in systems.items() if key in agent), "")
    return f"{name}, {system}" if system else name
