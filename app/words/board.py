"""The board of the funnel, in words."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.words.public_pages import MONTHS
from app.words.speech import NBSP, plural
from domain.board import Next

TITLE = "Воронка"
EMPTY = "Здесь пока никого. Перетащите карточку сюда."
NOBODY_TITLE = "В воронке ещё никого нет"
NOBODY = (
    "Здесь появятся все, кто оставит заявку на сайте, начнёт анкету или кого вы добавите сами. "
    "Карточки двигаются и сами: анкета, счёт, оплата."
)
ADD_CLIENT = "Добавить клиента"
MOVE = "Переместить →"
MORE = "ещё"
STAGES = "Этапы"
EDIT_STAGES = "Настроить этапы"
TODAY = "сегодня"
MOVED = "{name} → {stage}"
UNDO = "Отменить"
TOTAL = "{people} на {sum}"

NEXT: Mapping[Next, str] = {
    Next.REVIEW: "Проверьте программу",
    Next.PAYMENT: "Ждёт оплаты",
    Next.REMINDER: "Напомним {when}",
    Next.INTAKE: "Анкета не заполнена",
}


def days_here(moved_at: datetime, now: datetime) -> str:
    """How long somebody stands at a stage."""
    days = (now - moved_at) // timedelta(days=1)
    return f"{days}{NBSP}{plural(days, 'день', 'дня', 'дней')}" if days > 0 else TODAY


def hint(next_: Next | None, next_at: datetime | None, timezone: str) -> str:
    """What comes next for a client; empty when nothing does."""
    if next_ is None:
        return ""
    if next_at is None:
        return NEXT[next_]
    day = next_at.astimezone(ZoneInfo(timezone))
    return NEXT[next_].format(when=f"{day.day}{NBSP}{MONTHS[day.month - 1]}")


def people(count: int) -> str:
    """How many people, with the noun."""
    number = f"{count:,}".replace(",", NBSP)
    return f"{number}{NBSP}{plural(count, 'человек', 'человека', 'человек')}"
