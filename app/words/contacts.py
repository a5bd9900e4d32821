"""Ways to reach a person, as they are read and dialled."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import phonenumbers

from app.words.speech import NBSP
from domain.contacts import ContactKind
from domain.people import Contact

KIND: Mapping[ContactKind, str] = {
    ContactKind.PHONE: "Телефон",
    ContactKind.EMAIL: "Почта",
    ContactKind.TELEGRAM: "Telegram",
    ContactKind.TELEGRAM_ID: "Номер в Telegram",
}
ORDER = (ContactKind.PHONE, ContactKind.TELEGRAM, ContactKind.EMAIL, ContactKind.TELEGRAM_ID)
SOURCE: Mapping[str, str] = {
    "site": "Сайт",
    "bot": "Бот",
    "purchase": "Покупка",
    "gift": "Подарок",
    "import": "Импорт",
    "hand": "Добавлен вручную",
    "script": "Скрипт",
    "start": "Анкета",
    "demo": "Демо",
    "telegram": "Telegram",
    "vk": "ВКонтакте",
    "instagram": "Соцсети",
    "yandex": "Яндекс",
    "google": "Google",
    "friend": "По совету",
    "friends": "По совету",
}
UNTRUSTED = "не подтверждён"
UNTRUSTED_WHY = (
    "Этот контакт назвал тот, кто знал другой контакт клиента. Мы ничего сюда не отправляем, "
    "пока вы не проверите."
)


def say(contact: Contact) -> str:
    """The contact as people write it."""
    if contact.kind is ContactKind.PHONE:
        return _say_phone(contact.value)
    if contact.kind is ContactKind.TELEGRAM:
        return f"@{contact.value}"
    return contact.value


@lru_cache(4096)
def _say_phone(value: str) -> str:
    number = phonenumbers.parse(value)
    form = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form).replace(" ", NBSP)


def best(contacts: Sequence[Contact]) -> Contact | None:
    """The one to show where there is room for one."""
    usable = sorted(contacts, key=lambda c: (not c.is_trusted, ORDER.index(c.kind)))
    return usable[0] if usable else None


def source(code: str) -> str:
    """Where a client came from."""
    return SOURCE.get(code, code)
