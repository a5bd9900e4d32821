"""The questionnaire's messages and their buttons. Writes nothing, decides nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.replies import Button
from app.words import bot_questionnaire as words
from app.words import questionnaire
from bot.answers import Part, go, press
from bot.cards import Shown
from bot.desk import Desk
from bot.standing import Standing, Stop
from domain.consents import ConsentKind
from domain.questionnaire import Question, asked

SIGN = "i"
GO, ANEW, SUMMARY, SEND, NEWS, EDIT = (
    f"{SIGN}/{act}" for act in ("go", "new", "sum", "send", "news", "edit")
)
NARROW = 16
"""Letters of a label of which two stand side by side."""
IN_ROW = 4
TYPED = frozenset({"number", "decimal"})


@dataclass(frozen=True, kw_only=True)
class Screen:
    """What of the talk is not in the draft."""

    asked: str | None = None
    """The question on the screen, when it is not simply the next."""
    picked: tuple[str, ...] | None = None
    """What is ticked of it so far."""
    on: str | None = None
    """The question that was drawn last: ticks are of it."""
    is_edit: bool = False
    """Whether it was asked again from the summary."""
    news: bool = False
    """Whether the consent to offers is ticked."""


def draw(desk: Desk, standing: Standing, screen: Screen) -> Shown:
    """Whatever comes next."""
    step = standing.step(screen.asked)
    if isinstance(step, Question):
        return _draw_question(standing, screen, step)
    return _STOPS[step](desk, standing, screen)


def draw_edit(standing: Standing) -> Shown:
    """Every answer as a button."""
    buttons = [press(words.NAME[q.key], f"{EDIT}/{q.key}") for q in asked(standing.given)]
    rows = [*_in_rows(buttons, 2), [press(words.TO_SUMMARY, SUMMARY)]]
    return Shown([Part(words.CHANGE_ASK)], rows)


def twin(desk: Desk, standing: Standing) -> Button:
    """The same questions as a page."""
    return go(words.TWIN, f"{desk.public_url}/start/{standing.granted.token}")


def _draw_question(standing: Standing, screen: Screen, question: Question) -> Shown:
    spoken, given = questionnaire.question(question.key), standing.given
    number = asked(given).index(question) + 1
    parts = [
        Part(words.HEAD, {"number": number, "total": standing.total}),
        Part(words.TEXT, {"text": spoken.text}),
    ]
    if spoken.hint:
        parts.append(Part(words.TEXT, {"text": spoken.hint}))
    if question.key in words.PICKS:
        parts.append(Part(words.PRESS_OR_WRITE))
    elif question.kind in TYPED:
        parts.append(Part(words.NUMBER, {"bounds": words.bounds(question)}))
    if question.key == "age":
        parts.append(Part(words.NUMBERS))
    if question.many:
        parts.append(Part(words.MANY))
    elif given.get(question.key) is not None:
        parts.append(
            Part(words.NOW, {"answer": words.say_answer(question.key, given[question.key])})
        )
    picked = screen.picked if screen.picked is not None else _kept(standing, question.key)
    return Shown(parts, [*_options(question, picked), *_ways(standing, screen, question, number)])


def _kept(standing: Standing, key: str) -> Collection[str]:
    value = standing.given.get(key)
    return tuple(value) if isinstance(value, list | tuple) else (str(value),)


def _options(question: Question, picked: Collection[str]) -> list[list[Button]]:
    if question.many:
        act, chosen, other = "t", words.ON, words.OFF
        labels = dict(questionnaire.question(question.key).options)
    else:
        act, chosen, other = "v", words.CHOSEN, words.TEXT
        listed = dict(questionnaire.question(question.key).options)
        labels = listed or dict(words.PICKS.get(question.key, {}))
    buttons = [
        press(
            (chosen if value in picked else other).format(text=text),
            f"{SIGN}/{act}/{question.key}/{value}",
        )
        for value, text in labels.items()
    ]
    if question.kind in TYPED:
        return _in_rows(buttons, IN_ROW)
    return _pair(buttons)


def _ways(
    standing: Standing, screen: Screen, question: Question, number: int
) -> list[list[Button]]:
    """Done, back, over it, on."""
    key, rows = question.key, []
    if question.many:
        rows.append([press(words.READY, f"{SIGN}/d/{key}")])
    ways = [press(words.BACK, f"{SIGN}/b/{key}")] if number > 1 else []
    if screen.is_edit:
        ways = [press(words.TO_SUMMARY, SUMMARY)]
    if question.optional:
        ways.append(press(words.SKIP, f"{SIGN}/s/{key}"))
    elif key in standing.given and not question.many and not screen.is_edit:
        ways.append(press(words.NEXT, f"{SIGN}/n/{key}"))
    return [*rows, ways] if ways else rows


def _ask_data(desk: Desk, standing: Standing, screen: Screen) -> Shown:
    yes, no = press(words.DATA_YES, f"{SIGN}/y/data"), press(words.DATA_NO, f"{SIGN}/x/data")
    return Shown([Part(words.DATA_ASK, _document(desk, ConsentKind.PERSONAL_DATA))], [[yes], [no]])


def _ask_health(desk: Desk, standing: Standing, screen: Screen) -> Shown:
    yes, no = (
        press(words.HEALTH_YES, f"{SIGN}/y/health"),
        press(words.HEALTH_NO, f"{SIGN}/x/health"),
    )
    return Shown([Part(words.HEALTH_ASK, _document(desk, ConsentKind.HEALTH))], [[yes], [no]])


def _draw_summary(desk: Desk, standing: Standing, screen: Screen) -> Shown:
    said = words.list_answers(standing.given)
    lines = "\n".join(f"{{n{n}}}: {{a{n}}}" for n in range(len(said)))
    told = {f"n{n}": name for n, (name, _) in enumerate(said)}
    told |= {f"a{n}": answer for n, (_, answer) in enumerate(said)}
    parts = [Part(words.SUMMARY), Part(lines, told)]
    rows = [[press(words.SEND, SEND)], [press(words.CHANGE, EDIT)]]
    if ConsentKind.MARKETING not in standing.allowed:
        parts.append(Part(words.NEWS_TERMS, _document(desk, ConsentKind.MARKETING)))
        label = (words.ON if screen.news else words.OFF).format(text=words.NEWS)
        rows.append([press(label, NEWS)])
    return Shown([*parts, Part(words.SUMMARY_END)], rows)


def _draw_sent(desk: Desk, standing: Standing, screen: Screen) -> Shown:
    ways = [press(words.TODAY, "today"), press(words.CONTACTS, "contacts")]
    return Shown([Part(words.SENT_ASK)], [[press(words.AGAIN, ANEW)], ways])


_STOPS = {
    Stop.DATA: _ask_data,
    Stop.HEALTH: _ask_health,
    Stop.SUMMARY: _draw_summary,
    Stop.SENT: _draw_sent,
}


def _document(desk: Desk, kind: ConsentKind) -> dict[str, str]:
    return {"url": f"{desk.public_url}/consents/{kind}"}


def _pair(buttons: Sequence[Button]) -> list[list[Button]]:
    """Short labels two by two, long ones alone, all in their order."""
    rows: list[list[Button]] = []
    for button in buttons:
        is_short = len(button.text) <= NARROW
        if is_short and rows and len(rows[-1]) == 1 and len(rows[-1][0].text) <= NARROW:
            rows[-1].append(button)
        else:
            rows.append([button])
    return rows


def _in_rows(buttons: Sequence[Button], size: int) -> list[list[Button]]:
    return [list(buttons[n : n + size]) for n in range(0, len(buttons), size)]
