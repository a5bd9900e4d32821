"""Visits of the site, in words for the trainer."""

from collections.abc import Mapping

from app.words.site_desk import BLOCK, FIRST_SCREEN
from app.words.speech import NBSP, fill
from domain.visits import HERO

PERIOD: Mapping[int, str] = {7: "Неделя", 30: "Месяц", 90: "Три месяца"}
NOTE = (
    "Считаем сами, без cookie и без данных о людях: только сколько раз открыли страницу "
    "и до какого блока дошли. Ничего не уходит на сторону."
)
FIGURE: Mapping[str, str] = {
    "visits": "Визиты на главную",
    "forms_begun": "Начали писать заявку",
    "leads": "Оставили заявку",
    "opened": "Открыли анкету",
    "begun": "Начали отвечать",
    "handed_in": "Сдали анкету",
}
BLOCKS_TITLE = "До какого блока доходят"
QUESTIONS_TITLE = "Где останавливаются в анкете"
THIN_TITLE = "Мало данных"
THIN = (
    "Пока меньше {enough} визитов: по такому числу нельзя судить о сайте, один человек "
    "меняет всю картину. Числа показываем, доли появятся позже."
)
NO_VISITS_TITLE = "Визитов пока нет"
NO_VISITS = "Здесь появится, сколько людей открыли сайт и до какого места дочитали."


def block(key: str) -> str:
    """What a block is called."""
    names = {kind.value: title for kind, (title, _) in BLOCK.items()}
    return FIRST_SCREEN[0] if key == HERO else names[key]


def number(count: int) -> str:
    """Thousands parted by a space."""
    return f"{count:,}".replace(",", NBSP)


def lost(count: int) -> str:
    """How many went no further."""
    return fill("дальше не пошли {n}", {"n": count}) if count else ""


def share(value: float | None) -> str:
    """A share in whole percent."""
    return f"{round(value * 100)}{NBSP}%" if value is not None else ""


def thin(enough: int) -> str:
    return THIN.format(enough=enough)
