"""What commands say to whoever types them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.words.speech import plural
from domain.errors import NotFound, Refused

if TYPE_CHECKING:
    from app.findings import Finding

HELP = {
    "product": "Подход: продаёт работу фитнес-тренера, пока он тренирует.",
    "serve": "Запустить всё: сайт, панель, задания по расписанию (так же без команды).",
    "user": "Пользователи панели.",
    "user create": "Добавить пользователя панели.",
    "user passwd": "Сменить пароль; открытые сессии закроются.",
    "token": "Ключи для скриптов.",
    "token create": "Выдать ключ API: он показывается один раз.",
    "faq": "Ответы на вопросы.",
    "faq tune": "Подобрать, с какой близости ответ считается верным.",
    "faq file": "TOML: off_topic со списком чужих вопросов и asked с нашими.",
    "--from-talks": "Учиться на настоящих разговорах.",
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

ASK = "Пароль"
FAQ_WHICH = "Назовите файл с размеченными вопросами или --from-talks."
ASK_AGAIN = "Ещё раз"


def trouble(error: Exception) -> str:
    """Why a command was not done."""
    from app.words import errors

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

MARKS = {"ok": "✓", "off": "–", "unused": "!", "bad": "✗"}

PARTS = {
    "DATA_DIR": "Папка данных",
    "DATABASE_URL": "База",
    "users": "Пользователи панели",
    "PUBLIC_URL": "Адрес снаружи",
    "SMTP_URL": "Почта",
    "YOOKASSA_SHOP_ID": "ЮKassa",
    "TELEGRAM_BOT_TOKEN": "Бот Telegram",
    "LLM_MODEL": "Языковая модель",
    "TBANK_TERMINAL_KEY": "Т-Банк",
    "YOOMONEY_WALLET": "ЮMoney",
}

FINDINGS = {
    "not_writable": "в неё нельзя писать",
    "free": "свободно, МБ",
    "disk_low": "мало места, свободно МБ",
    "no_model": "не настроена: тексты пишут правила, всё остальное работает",
    "no_database": "ещё нет, появится при первом запуске",
    "unreachable": "не отвечает как надо",
    "foreign": "в ней чужие таблицы",
    "behind": "схема обновится при запуске",
    "schema": "отвечает, схема",
    "no_users": "ещё никого: войдите по коду, который покажет запуск",
    "not_running": "сервер не запущен, проверить нечем",
    "mail_waits": "не настроена: письма ждут в исходящих",
    "logged_in": "вход выполнен, письма уходят от",
    "no_payments": "не настроена: продавать нечем",
    "demo_payments": "не настроена: покупки идут через учебный банк без денег",
    "wrong_token": "Telegram не принимает токен",
    "wrong_keys": "магазин или ключ не подходят",
    "wrong_ca": (
        "её сертификат подписан не теми, кому мы верим: скачайте «Russian Trusted Root CA» "
        "и укажите файл в CA_BUNDLE"
    ),
}


def faq_tuned(said: Mapping[str, Any]) -> str:
    """What tuning has found: before and after."""
    lines = [f"Вопросов с известным ответом: {said['count']}."]
    if not said["is_by_meaning"]:
        lines.append("Модель смысла не загрузилась: пороги подобраны для поиска по словам.")
    lines.append(f"Было:  {_quality(said['before'])}")
    if said["is_chosen"]:
        lines.append(f"Стало: {_quality(said['after'])}")
        lines.append(f"Варианты на выбор предлагаются с {said['after']['perhaps']:.2f}.")
    else:
        lines.append("Ни один порог не даёт нужной точности: допишите ответы или их варианты.")
    return "\n".join(lines)


def _quality(measured: Mapping[str, float]) -> str:
    return (
        f"порог {measured['sure']:.2f}, верных {measured['precision']:.0%}, "
        f"отвечено {measured['coverage']:.0%}, на чужое {measured['false']:.0%}"
    )


def finding(found: "Finding") -> str:
    """One line of `check`."""
    said = {
        "unused": "настроено, но эта версия ещё не умеет этим пользоваться",
        "off": "не настроено",
        "ok": "работает",
        "bad": "не работает",
    }[found.mark]
    said = FINDINGS.get(found.code, said)
    line = f"{MARKS[found.mark]} {PARTS[found.part]} ({found.part}): {said}"
    return f"{line}: {found.detail}" if found.detail else line
