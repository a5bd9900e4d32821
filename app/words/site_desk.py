"""The desk of the site: its draft, its preview, publishing and taking back."""

from collections.abc import Mapping

from app.words.speech import NBSP
from domain.site_blocks import Block

PREVIEW = "Так увидят посетители"
AS_PHONE = "Телефон"
AS_DESK = "Компьютер"
OPEN_DRAFT = "Посмотреть черновик"
OPEN_SITE = "Открыть сайт"

ALL_PUBLISHED = "На сайте всё как здесь"
ALL_PUBLISHED_TEXT = "Меняйте смело: до публикации посетители видят прежнее."
DRAFTED_TITLE = "Есть правки, которых на сайте ещё нет"
PUBLISH = "Опубликовать"
PUBLISHED = "Опубликовано. На сайте уже видно."
DROP = "Забыть правки"
DROP_ASK = "Забыть все неопубликованные правки? Сайт останется как есть."
DROPPED = "Правки забыты."
UNDO = "Вернуть прежнюю версию"
UNDO_ASK = (
    "На сайт вернётся то, что стояло до публикации {when}. "
    "Нынешние слова не пропадут: они останутся черновиком."
)
UNDONE = "Вернули прежнюю версию. Снятое лежит в черновике."
EDITION = "Последняя публикация {when}"
CANCEL = "Отмена"

BLOCKS = "Блоки главной"
BLOCKS_NOTE = "Первый экран всегда сверху. Пустой блок на сайте не виден."
LOOK = "Вид и слова"
SHOW = "Показывать: {title}"
HIDDEN = "скрыт"
UP = "Выше"
EDIT = "Изменить"
BLOCK: Mapping[Block, tuple[str, str]] = {
    Block.FOR_WHOM: ("Кому подойдёт", "/settings/site/for_whom"),
    Block.ABOUT: ("Обо мне", "/settings/site/about"),
    Block.HOW: ("Как это проходит", "/settings/site/how"),
    Block.TARIFFS: ("Тарифы и цены", "/settings/site/tariffs"),
    Block.REVIEWS: ("Отзывы", "/settings/reviews"),
    Block.QUESTIONS: ("Вопросы и ответы", "/settings/site/questions"),
    Block.LEAD: ("Заявка и контакты", "/settings/site/contacts"),
}
"""What a block is called, and where it is edited."""
FIRST_SCREEN = ("Первый экран", "/settings/site/hero")


def changed_in(titles: list[str]) -> str:
    """Which sections wait for publication."""
    return ", ".join(titles).replace(" и ", f"{NBSP}и ") + "."
