"""Reasons: why each number of an exercise is what it is, in short and at length.

A clause is short: strung together they make the one sentence beside an exercise. A sentence
stands alone, for whoever taps a number or reads the appendix on paper, and names the bounds of the
rule. Both take their numbers from the plan and have none of their own.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from app.words.reasons.clauses import CLAUSES
from app.words.reasons.rules import EVEN, NO_LESS, RULES, WHOM
from app.words.reasons.sentences import OF_DAY, OF_WEEK, SENTENCES
from app.words.speech import fill
from app.words.training import accusative
from domain.exercises import Unit
from domain.programmes.plan import Datum, Day, Item, Phrase, Week

Data = tuple[tuple[str, Datum], ...]

FAMILY_WHY: Mapping[str, str] = {
    "knee": "Нужно ногам, чтобы легко вставать и подниматься",
    "hip": "Нужно ягодицам и задней поверхности бедра, чтобы беречь поясницу",
    "push": "Нужно груди, плечам и рукам, чтобы уверенно толкать и держать",
    "pull": "Нужно спине, чтобы держать осанку",
    "core": "Нужно корпусу, чтобы защищать поясницу",
}
SAID_IN_SHORT = ("reps", "rir", "pulse", "effort", "rest_s")
"""What of an exercise's reasons goes into its one sentence, in this order."""
LABELS: Mapping[str, str] = {
    "exercise": "Упражнение",
    "sets": "Подходы",
    "reps": "Повторы",
    "load_g": "Вес",
    "percent_1rm": "Вес",
    "rir": "Запас",
    "rest_s": "Отдых",
    "tempo": "Темп",
    "pulse": "Пульс",
    "effort": "Усилие",
}
"""What is explained of an exercise, in the order it is read."""
AMOUNT: Mapping[Unit, str] = {Unit.SECONDS: "Время", Unit.MINUTES: "Время"}
"""What repetitions are called where they are none."""


def explain(item: Item) -> list[tuple[str, str]]:
    """Each prescribed number of an exercise and the choice itself: a label, and why, at length."""
    return [
        (_label(field, item), say_at_length(item.reasons[field]))
        for field in LABELS
        if field in item.reasons and item.reasons[field].code in SENTENCES
    ]


def explain_minutes(day: Day) -> str:
    """Why a day takes so long; empty for a day of rest."""
    return _say_all(OF_DAY, day.reasons)


def explain_week(week: Week) -> str:
    """Why a week is easy, and why so much cardio."""
    return _say_all(OF_WEEK, week.reasons)


def explain_deload(week: Week) -> str:
    """Why a week is easy; empty where it is not."""
    return _say_all(OF_WEEK, {name: why for name, why in week.reasons.items() if name == "deload"})


def explain_cardio(week: Week) -> str:
    """Why a week has so much cardio."""
    return _say_all(OF_WEEK, {name: why for name, why in week.reasons.items() if name == "cardio"})


def _say_all(texts: Mapping[str, str], reasons: Mapping[str, Phrase]) -> str:
    given = {r.code: _spoken(r.code, r.data.items()) for r in reasons.values()}
    return " ".join(
        fill(f"{text} {_rule(code, given[code])}".rstrip(), given[code])
        for code, text in texts.items()
        if code in given
    )


def say_in_short(reason: Phrase) -> str:
    """One number's reason as a clause."""
    return _clause(reason.code, tuple(reason.data.items()))


def say_at_length(reason: Phrase) -> str:
    """One number's reason as a sentence of its own."""
    return _sentence(reason.code, tuple(reason.data.items()))


def in_short(item: Item) -> dict[str, str]:
    """Each prescribed field's reason as a clause."""
    known = {field: why for field, why in item.reasons.items() if why.code in CLAUSES}
    return {field: say_in_short(why) for field, why in known.items()}


def say_together(item: Item) -> str:
    """Why this exercise, and why so: one sentence."""
    said = in_short(item)
    short = [said[field] for field in SAID_IN_SHORT if field in said]
    return f"{said['exercise']}: {'; '.join(short)}."


def _label(field: str, item: Item) -> str:
    return AMOUNT.get(item.unit, LABELS[field]) if field == "reps" else LABELS[field]


# A plan of 24 weeks says a few dozen different reasons five thousand times.
@lru_cache(maxsize=1024)
def _clause(code: str, data: Data) -> str:
    return fill(CLAUSES[code], _spoken(code, data))


@lru_cache(maxsize=1024)
def _sentence(code: str, data: Data) -> str:
    spoken = _spoken(code, data)
    return fill(f"{SENTENCES[code]} {_rule(code, spoken)}".rstrip(), spoken)


def _rule(code: str, given: Mapping[str, Datum]) -> str:
    """The template of the rule's bounds, where the plan has kept them."""
    if "least" not in given:
        return ""
    rule = RULES.get(code, "")
    if given["least"] == 0:
        return NO_LESS.get(rule, rule)
    return EVEN.get(rule, rule) if given["least"] == given.get("most") else rule


def _spoken(code: str, data: Iterable[tuple[str, Datum]]) -> dict[str, Datum]:
    spoken = dict(data)
    if "whom" in spoken:
        spoken["whom"] = WHOM[str(spoken["whom"])]
    if "low" in spoken:
        low, high = spoken["low"], spoken["high"]
        spoken["range"] = str(low) if low == high else f"{low}–{high}"
    if code == "for_family":
        spoken["why"] = FAMILY_WHY[str(spoken["family"])]
    if "muscle" in spoken:
        spoken["muscle"] = accusative(str(spoken["muscle"]))
    return spoken
