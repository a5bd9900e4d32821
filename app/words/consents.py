"""Consents on a client's card: what each is for, and through which door it came."""

from collections.abc import Mapping

from domain.consents import ConsentKind

KIND: Mapping[ConsentKind, str] = {
    ConsentKind.PERSONAL_DATA: "персональные данные",
    ConsentKind.HEALTH: "данные о здоровье",
    ConsentKind.MARKETING: "рассылка",
}
TITLE: Mapping[ConsentKind, str] = {
    ConsentKind.PERSONAL_DATA: "Персональные данные",
    ConsentKind.HEALTH: "Данные о здоровье",
    ConsentKind.MARKETING: "Рассылка",
}
CHANNEL: Mapping[str, str] = {
    "site": "на сайте",
    "start": "в анкете",
    "buy": "при покупке",
    "bot": "в боте",
    "hand": "лично",
    "cabinet": "в кабинете",
}
NOT_GIVEN = "не давал"
GIVEN = "дал {when} {where}, версия {version}"
WITHDRAWN = "отозвал {when}, версия {version}"
UNTRUSTED = "дал кто-то, знавший контакт клиента: не действует"
