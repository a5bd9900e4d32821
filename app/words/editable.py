"""The texts a trainer may reword: where each is said, ours, and what can be put into it.

Ours stand where they are said (`app.words.bot`, `app.words.letters.clients`); here they are only
named and grouped.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from app.words import bot, bot_questionnaire, letters, messages
from app.words.letters import Matter, Offer
from domain import texts
from domain.texts import TextVersion


@dataclass(frozen=True)
class Editable:
    """A text with its own default; `sample` names its variables, filled for the preview."""

    title: str
    ours: str
    sample: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""
    """Ours; set for a letter."""
    kind: str = ""
    """Of message; set for a letter."""
    buttons: tuple[str, ...] = ()
    """What stands under it in the bot."""

    @property
    def longest(self) -> int:
        return texts.LONGEST_BODY if self.kind else texts.LONGEST


SITE = "https://example.ru"
SAMPLE = Matter(
    site_name="Подход",
    trainer="Иван Петров",
    sender="Иван Петров",
    site_url=SITE,
    client_name="Анна",
    cabinet_url=f"{SITE}/c/anna",
    start_url=f"{SITE}/start/anna",
    programme_url=f"{SITE}/p/anna",
    today_url=f"{SITE}/p/anna/today",
    pdf_url=f"{SITE}/p/anna.pdf",
    pay_url=f"{SITE}/pay/go/anna",
    weeks=4,
    sessions=3,
    title="1 месяц онлайн",
    brings_programme=True,
    amount=1_499_900,
    paid_at=datetime(2026, 11, 24, 9, tzinfo=UTC),
    offers=(Offer("1 месяц онлайн", 1_499_900, f"{SITE}/buy/online-1-month"),),
)
"""Whom the previews are for, until the page puts the house's own name and colour in."""


def sample_at(public_url: str, house: Mapping[str, Any]) -> Matter:
    """The same person, with the house's own name, colour and address."""
    links: dict[str, Any] = {
        name: value.replace(SITE, public_url)
        for name, value in vars(SAMPLE).items()
        if isinstance(value, str) and value.startswith(SITE)
    }
    offers = tuple(replace(o, url=o.url.replace(SITE, public_url)) for o in SAMPLE.offers)
    return replace(SAMPLE, **links, offers=offers, **house)


WHO = {"name": "Анна", "trainer": "Иван Петров"}
BOUGHT = {"title": "1 месяц онлайн", "amount": bot.price(1_499_900)}
WORKOUT = {"workout": bot.workout("Фулбоди A", "около 45 мин"), "day": "Фулбоди A"}
WORKOUT |= {"minutes": "около 45 мин"}


def letter_key(kind: str) -> str:
    """Under which key the words of a letter are kept."""
    return f"letter.{kind}"


def _letter(kind: str) -> tuple[str, Editable]:
    ours = letters.read_ours(kind, SAMPLE)
    sample = letters.VALUES[kind](SAMPLE)
    made = Editable(messages.TITLE[kind], ours.body, sample, subject=ours.subject, kind=kind)
    return letter_key(kind), made


GROUPS: Mapping[str, Mapping[str, Editable]] = {
    "Бот здоровается": {
        "bot.new": Editable(
            "Приветствие нового человека", bot.NEW, WHO, buttons=(bot.FREE_WEEK, bot.PRICES)
        ),
        "bot.from_site": Editable("После заявки на сайте", bot.FROM_SITE, WHO),
        "bot.from_site_service": Editable(
            "После заявки: что выбрал",
            bot.FROM_SITE_SERVICE,
            {"service": "1 месяц онлайн", "price": bot.price(1_499_900)},
        ),
        "bot.from_site_message": Editable(
            "После заявки: что написал",
            bot.FROM_SITE_MESSAGE,
            {"message": "Хочу подтянуться 10 раз"},
        ),
        "bot.from_site_next": Editable(
            "После заявки: что дальше", bot.FROM_SITE_NEXT, buttons=(bot.FREE_WEEK,)
        ),
        "bot.from_purchase": Editable("После покупки на сайте", bot.FROM_PURCHASE, WHO),
        "bot.bought": Editable("После покупки: оплачено", bot.BOUGHT, BOUGHT),
        "bot.bought_unasked": Editable(
            "Оплачено, анкеты ещё нет", bot.BOUGHT_UNASKED, buttons=(bot.INTAKE,)
        ),
        "bot.bought_writing": Editable("Оплачено, программа ещё не готова", bot.BOUGHT_WRITING),
        "bot.bought_meeting": Editable("Оплачена встреча", bot.BOUGHT_MEETING),
        "bot.ordered": Editable(
            "После покупки: ещё не оплачено",
            bot.ORDERED,
            BOUGHT,
            buttons=(bot.PAY.format(amount=BOUGHT["amount"]),),
        ),
        "bot.returning": Editable("Приветствие того, кто вернулся", bot.RETURNING, WHO),
        "bot.today": Editable(
            "Вернулся в день тренировки", bot.TODAY, WORKOUT, buttons=(bot.TRAIN,)
        ),
        "bot.rest": Editable(
            "Вернулся в день отдыха", bot.REST, {"next": "среда, 25\N{NO-BREAK SPACE}ноября"}
        ),
        "bot.returning_next": Editable(
            "Вернулся без программы", bot.RETURNING_NEXT, buttons=(bot.FREE_WEEK,)
        ),
        "bot.with_programme": Editable(
            "Вернулся, программа есть", bot.WITH_PROGRAMME, buttons=(bot.PROGRAMME,)
        ),
    },
    "Бот отвечает": {
        "bot.week_given": Editable(
            "Анкета пройдена в боте, неделя готова",
            bot_questionnaire.GREEN,
            buttons=(bot_questionnaire.PROGRAMME, bot_questionnaire.CABINET),
        ),
        "bot.asked": Editable("Ответ на вопрос, пока вас нет", bot.ASKED),
        "bot.sticker": Editable("На стикер", bot.STICKER),
        "bot.voice": Editable("На голосовое", bot.VOICE),
        "bot.picture": Editable("На фото и видео", bot.PICTURE),
        "bot.file": Editable("На файл", bot.FILE),
        "bot.location": Editable("На место на карте", bot.LOCATION),
    },
    "Анкета и программа": dict(
        _letter(kind)
        for kind in (
            "free_week_ready",
            "review_started",
            "ask_again",
            "intake_needed",
            "answers_outdated",
            "programme_ready",
            "programme_updated",
        )
    ),
    "Напоминания": dict(
        _letter(kind) for kind in ("reminder_day_3", "reminder_day_5", "reminder_day_7")
    ),
    "Заказы и оплата": dict(
        _letter(kind)
        for kind in (
            "reminder_unpaid_hour",
            "reminder_unpaid_day",
            "reminder_unpaid_3_days",
            "payment_received",
        )
    ),
}
"""Everything that can be reworded, as the page lists it."""

TEXTS: Mapping[str, Editable] = {
    key: known for group in GROUPS.values() for key, known in group.items()
}

NOTE = (
    "Всё, что люди получают от вас в Telegram и на почту. Перепишите своими словами: "
    "новое уйдёт уже следующему. Кнопки и ссылки в сообщениях остаются всегда."
)
FIXED = "Не меняется"
FIXED_WHY = (
    "Слова о враче и здоровье, о согласиях и личных данных, ссылка на кабинет и подпись "
    "под рекламой: их требуют закон и безопасность."
)
SEARCH = "Найти текст"
NONE_FOUND = "Такого текста нет. Попробуйте другое слово."
SUBJECT, BODY = "Тема письма", "Текст"
CHIPS = "Нажмите, чтобы вставить в текст:"
PREVIEW_BOT, PREVIEW_MAIL = "В Telegram", "На почте"
OWN = "ваш текст"
ALWAYS = "Приветствие, кнопки, ссылки и подпись добавятся сами."
OPEN = "Открыть"
SAVE = "Сохранить"
SAVED = "Сохранили. Следующий получит этот текст."
CHANGED = "Есть несохранённые изменения"
RESTORE = "Вернуть исходный"
RESTORED = "Вернули исходный текст."
OLDER = "Прежние версии"
NOW = "сейчас"
OURS_AGAIN = "Исходный текст"
TAKE = "Подставить"
WRONG: Mapping[str, str] = {
    "missing": "Текст пуст. Напишите что-нибудь или верните исходный.",
    "too_long": "Слишком длинно: не больше {longest} знаков.",
    "brace": "Фигурная скобка без пары. Проверьте { и }.",
    "variable": "Такой переменной здесь нет. Возьмите одну из кнопок под текстом.",
    "repeated": "Переменная повторяется. Оставьте её один раз.",
}
NO_VARIABLES = "Такой переменной здесь нет. В этом тексте переменных не бывает, уберите скобки."


def say_fault(fault: str, longest: int, sample: Mapping[str, str]) -> str:
    """What is said under a field with this fault."""
    if fault == "variable" and not sample:
        return NO_VARIABLES
    return WRONG[fault].replace("{longest}", str(longest))


def find_faults(key: str, version: TextVersion) -> Mapping[str, str]:
    """Why a wording cannot be said, by field; a text that is no more has none of its own."""
    known = TEXTS.get(key)
    if known is None:
        return {"body": "unknown"}
    if known.kind:
        return texts.find_letter_faults(version.subject, version.body, known.sample)
    fault = texts.find_fault(version.body, known.sample)
    return {"body": fault} if fault else {}
