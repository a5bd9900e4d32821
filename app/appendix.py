"""The appendix of a paper: for the trainer, why every number of every exercise is what it is.

A reason that holds for several weeks is said once, with the weeks it holds for.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from app.words import reasons
from app.words import sheets as words
from domain.exercises import Catalogue
from domain.programmes.plan import Plan

Key = tuple[str, str, str]
"""Label, text and weeks of a reason."""
SHARED_BY = 3
"""Exercises that have the same reason: from so many it is said once for all of them."""


class Why(BaseModel):
    label: str
    text: str
    weeks: str
    """Which ones, where not all that have the exercise."""
    of: str = ""
    """Which exercises, where many share it and not all do."""


class Explained(BaseModel):
    name: str
    whys: list[Why]


def explain_plan(plan: Plan, spelled: Mapping[str, Any], catalogue: Catalogue) -> list[Explained]:
    """The plan as a whole, then every exercise in the order of its first day.

    Args:
        spelled: the same plan in words.
    """
    return [_whole(plan, spelled), *_exercises(plan, catalogue)]


def _whole(plan: Plan, spelled: Mapping[str, Any]) -> Explained:
    """When to add, when to rest, how much cardio, how long a day."""
    cardio = [w.reasons["cardio"].data["minutes"] for w in plan.weeks if "cardio" in w.reasons]
    longest = max((d for w in plan.weeks for d in w.days), key=lambda day: day.minutes)
    numbers = words.by_week([int(minutes) for minutes in cardio], words.MINUTES)
    of_cardio = f"{reasons.explain_cardio(plan.weeks[0])} {numbers if cardio else ''}".strip()
    whys = [
        Why(label=words.PROGRESSION_LABEL, text=spelled["progression"], weeks=""),
        *_of_deloads(plan),
        Why(label=words.CARDIO_LABEL, text=of_cardio, weeks=""),
        Why(label=words.MINUTES_LABEL, text=reasons.explain_minutes(longest), weeks=""),
    ]
    return Explained(name=words.WHOLE_PLAN, whys=[why for why in whys if why.text])


def _of_deloads(plan: Plan) -> Iterator[Why]:
    found: dict[str, list[int]] = {}
    for week in (week for week in plan.weeks if week.deload):
        found.setdefault(reasons.explain_deload(week), []).append(week.number)
    for text, weeks in found.items():
        yield Why(label=words.DELOAD_LABEL, text=text, weeks=say_weeks(weeks))


def _exercises(plan: Plan, catalogue: Catalogue) -> list[Explained]:
    """What many exercises share, said once with their names; then what is each one's own."""
    whys = {catalogue[slug].name: own for slug, own in _reasons(plan).items()}
    bearers: dict[Key, list[str]] = {}
    for name, own in whys.items():
        for why in own:
            bearers.setdefault(_key(why), []).append(name)
    shared = {key: names for key, names in bearers.items() if len(names) >= SHARED_BY}
    common = [
        Why(label=label, text=text, weeks=weeks, of="" if len(names) == len(whys) else _list(names))
        for (label, text, weeks), names in sorted(shared.items(), key=lambda one: _order(one[0]))
    ]
    each = [
        Explained(name=name, whys=[why for why in own if _key(why) not in shared])
        for name, own in whys.items()
    ]
    return [*([Explained(name=words.IN_COMMON, whys=common)] if common else []), *each]


def _reasons(plan: Plan) -> dict[str, list[Why]]:
    """By exercise, in the order of its first day."""
    told: dict[str, dict[tuple[str, str], set[int]]] = {}
    seen: dict[str, set[int]] = {}
    for week in plan.weeks:
        for item in (item for day in week.days for item in day.exercises):
            seen.setdefault(item.slug, set()).add(week.number)
            for said in reasons.explain(item):
                told.setdefault(item.slug, {}).setdefault(said, set()).add(week.number)
    return {
        slug: [
            Why(label=label, text=text, weeks="" if weeks == seen[slug] else say_weeks(weeks))
            for (label, text), weeks in _in_order(said.items())
        ]
        for slug, said in told.items()
    }


def _key(why: Why) -> Key:
    return why.label, why.text, why.weeks


def _order(key: Key) -> int:
    labels = list(dict.fromkeys((*reasons.LABELS.values(), *reasons.AMOUNT.values())))
    return labels.index(key[0])


def _list(names: Sequence[str]) -> str:
    return "; ".join(names)


Reason = tuple[tuple[str, str], set[int]]


def _in_order(found: Iterable[Reason]) -> list[Reason]:
    """Labels stay together, in the order in which they were first said."""
    found = list(found)
    labels = list(dict.fromkeys(label for (label, _), _ in found))
    return sorted(found, key=lambda reason: (labels.index(reason[0][0]), min(reason[1])))


def say_weeks(weeks: Iterable[int]) -> str:
    """Numbers of weeks with runs drawn together: "1–3, 5"."""
    runs: list[list[int]] = []
    for week in sorted(weeks):
        if runs and week == runs[-1][-1] + 1:
            runs[-1].append(week)
        else:
            runs.append([week])
    return words.weeks_numbered(", ".join(_run(run) for run in runs))


def _run(run: Sequence[int]) -> str:
    return f"{run[0]}" if len(run) == 1 else f"{run[0]}–{run[-1]}"
