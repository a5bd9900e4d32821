"""What commands say to whoever types them."""

from collections.abc import Mapping
from typing import Any

from app.words.speech import plural
from domain.errors import NotFound, Refused

HELP = {
    "product": "Подход: продаёт работу фитнес-тренера, пока он тренирует.",
    "serve": "Запустить всё: сайт, панель, задания по расписанию (так же без команды).",
    "user": "Пользователи панели.",
    "user create": "Добавить пользователя панели.",
    "user passwd": "Сменить пароль; открытые сессии закроются.",
    "token": "Ключи для скриптов.",
    "token create": "Выдать ключ API: он показывается один раз.",
    "demo": "Наполнить пустую базу правдоподобной историей за 90 дней.",
    "run-due": "Выполнить всё, чему пришёл срок.",
    "backup": "Сохранить базу, файлы и ключи в один архив.",
    "restore": "Восстановить всё из архива.",
    "check": "Показать, что настроено, что отвечает и чего не хватает.",
    "migrate": "Привести базу к текущей схеме (serve делает это сам).",
    "--password-stdin": "Прочитать пароль из стандартного ввода.",
    "--now": "Момент в ISO-8601, по умолчанию сейчас.",
    "--force": "Заменить данные, которые уже есть (их копия сохранится).",
}

PASSWORD = "Пароль"
PASSWORD_AGAIN = "Ещё раз"


def trouble(error: Exception) -> str:
    """Why a command was not done."""
    from app.words import errors  # noqa: PLC0415 - it knows every room

    if isinstance(error, Refused) and error.fields:
        return " ".join(errors.say_field(key, code) for key, code in error.fields.items())
    if isinstance(error, NotFound) and error.what == "user":
        return f"Пользователя {error.key} нет."
    return errors.say(error)


def serving(url: str) -> str:
    return f"Подход работает: {url}\nПанель тренера: {url}/crm/"


def first_run(url: str, code: str) -> str:
    return f"Первый вход: {url}/crm/setup\nОдноразовый код: {code}"


def user_created(said: Mapping[str, Any]) -> str:
    return f"Пользователь {said['login']} добавлен."


def password_changed(said: Mapping[str, Any]) -> str:
    return f"Пароль пользователя {said['login']} изменён, его сессии закрыты."


def token_created(said: Mapping[str, Any]) -> str:
    return f"Ключ «{said['name']}». Сохраните его: больше он не покажется."


def ran_due(said: Mapping[str, Any]) -> str:
    return f"Сделано всё, чему пришёл срок на {said['now']}."


def backed_up(said: Mapping[str, Any]) -> str:
    rows = said["rows"]
    return f"Сохранено: {said['file']} ({rows} {plural(rows, 'строка', 'строки', 'строк')})."


def restored(file: str, rows: int, made_at: str) -> str:
    word = plural(rows, "строка", "строки", "строк")
    return f"Восстановлено из {file} от {made_at}: {rows} {word}."


def migrated(had: str | None, has: str) -> str:
    return f"Схема уже {has}." if had == has else f"Схема была {had or '—'}, стала {has}."


def demo_made(clients: int, seconds: float) -> str:
    word = plural(clients, "человек", "человека", "человек")
    return f"Готово: {clients} {word} и 90 дней истории за {seconds:.0f} с."


NOT_EMPTY = "В базе уже есть люди: демонстрация наполняет только пустую."
KEY_OUTSIDE = "SECRET_KEY задан настройкой и в архив не входит: храните его отдельно."
