"""What was given to a client, as the trainer reads it: which version, over what, and when."""

from collections.abc import Mapping

from app.words import messages

TITLE = "Что отправляли"
EMPTY = "Клиенту пока ничего не уходило."
CHANNEL: Mapping[str, str] = {
    **messages.CHANNEL,
    "cabinet": "Личный кабинет",
    "page": "Открыл сам",
}
ANY_CHANNEL = "Почта или бот"
ON_ITS_WAY = "в пути"
NO_ADDRESS = "ждёт, когда у клиента появится адрес"
VERSION = "версия {number}"
PAPER = "PDF"
SUM = "SHA-256 файла: {sum}"
SEND_AGAIN = "Отправить ещё раз"
SENT_AGAIN = "Программа уходит ещё раз по всем каналам клиента."
ALREADY_ASKED = "Уже отправляется: второй раз посылать не будем."
SEND_NEW = "Отправить новую версию"
SENT_NEW = "Новая версия уходит клиенту."
UNRELEASED = "У клиента версия {shown}, у вас уже {current}. Отправьте, когда будете готовы."


def say_when(channel: str | None, had: str) -> str:
    """When he had it, or what it waits for."""
    return had or (ON_ITS_WAY if channel else NO_ADDRESS)


def say(title: str, channel: str | None, version: int) -> str:
    """What, over what, and which version."""
    where = CHANNEL.get(channel, channel) if channel else ANY_CHANNEL
    said = f"{where}, {VERSION.format(number=version)}"
    return f"{title}. {said}" if title else said
