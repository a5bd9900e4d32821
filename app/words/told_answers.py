"""Answers to the questionnaire as people type them: "1,75 м 68,5 кг", "мне 34, рост 175".

Reads only what is said beyond doubt; what is no answer is nobody's to guess. Whether a number is
within bounds is for `domain.questionnaire`.
"""

import math
import re
from collections.abc import Callable, Iterator

from app.words import questionnaire
from app.words.speech import NBSP
from domain.questionnaire import NONE, Question

_N = r"(\d{1,3}(?:[.,]\d{1,2})?)"
_TO = r"\s*[:=–-]?\s*"
_YEARS = r"(?:лет|год(?:а|ик(?:а|ов)?)?)\b"
_Reader = Callable[[re.Match[str]], float]


def _metres(match: re.Match[str]) -> float:
    return float(match[1]) * 100 + float(match[2])


def _height(match: re.Match[str]) -> float:
    number = _number(match[1])
    return number * 100 if number < 3 else number


def _hours(match: re.Match[str]) -> float:
    return _number(match[1]) * 60


def _years(match: re.Match[str]) -> float:
    return _number(match[1]) * 12


def _plain(match: re.Match[str]) -> float:
    return _number(match[1])


_ALWAYS: tuple[tuple[str, str, _Reader], ...] = (
    ("height_cm", rf"(?:рост{_TO})?\b([12])\s*м(?:етр)?\s*(\d\d)\b(?:\s*см\b)?", _metres),
    ("height_cm", rf"(?:рост{_TO})?\b([12][.,]\d\d?)\s*м(?:етра?)?\b", _height),
    ("height_cm", rf"(?:рост{_TO})?\b{_N}\s*(?:см|сантиметр(?:а|ов)?)\b", _height),
    ("height_cm", rf"рост{_TO}{_N}(?!\d|[.,]\d)", _height),
    ("weight_kg", rf"(?:вес|вешу){_TO}{_N}(?!\d|[.,]\d)(?:\s*кг\b)?", _plain),
    ("weight_kg", rf"\b{_N}\s*(?:кг|кило(?:грамм(?:а|ов)?)?)\b", _plain),
    ("age", rf"(?:мне|возраст){_TO}{_N}(?!\d|[.,]\d)(?:\s*{_YEARS})?", _plain),
    ("hr_rest", rf"пульс{_TO}{_N}(?!\d|[.,]\d)", _plain),
    ("days_per_week", r"\b([1-9])\s*(?:раза?|дн(?:я|ей)|день)\s*в\s*неделю", _plain),
    ("minutes", rf"\b{_N}\s*мин(?:ут[аы]?)?\b", _plain),
)
"""Understood at any question: what a number is of is said beside it."""
_HERE: dict[str, tuple[tuple[str, _Reader], ...]] = {
    "age": ((rf"{_N}\s*{_YEARS}", _plain),),
    "train_months": (
        (rf"{_N}\s*мес(?:яц(?:а|ев)?)?\b\.?", _plain),
        (rf"{_N}\s*{_YEARS}", _years),
        (r"полгода", lambda _: 6),
        (r"полтора года", lambda _: 18),
        (r"год\b", lambda _: 12),
        (r"(?:с нуля|не занима\w+|никогда|новичок|ни разу|нисколько)", lambda _: 0),
    ),
    "minutes": (
        (r"полтора часа", lambda _: 90),
        (r"полчаса", lambda _: 30),
        (rf"{_N}\s*ч(?:ас(?:а|ов)?)?\b", _hours),
        (r"час\b", lambda _: 60),
    ),
    "days_per_week": (
        (r"каждый день|ежедневно", lambda _: 7),
        (r"([1-9])\s*(?:раза?|дн(?:я|ей)|день)\b", _plain),
    ),
    "hr_rest": ((rf"{_N}\s*уд\w*", _plain),),
}
"""Understood only when it is what was asked."""
_ALONE = re.compile(r"\D{0,12}?(-?\d{1,6}(?:[.,]\d{1,2})?)\s*[а-я.]{0,12}")
_NAMES: dict[str, dict[str, str]] = {
    "sex": {
        "ж": "f",
        "жен": "f",
        "женский": "f",
        "девушка": "f",
        "м": "m",
        "муж": "m",
        "мужской": "m",
        "парень": "m",
    },
    "location": {"дом": "home", "домашние": "home", "тренажерный зал": "gym", "улица": "outdoor"},
}
_NOTHING = frozenset({"нет", "ничего", "ничего нет", "ничего из этого", "не принимаю", "нету"})
_SKIP = frozenset({"пропустить", "пропуск", "не знаю", "нет", "-", "далее", "дальше"})
_DENIES = re.compile(r"\b(?:не|нет|без)\b")


def read_told(text: str, current: Question | None) -> dict[str, object]:
    """Raw answers by key, perhaps to several questions; nothing where there is none.

    Args:
        current: what was asked; None when a button is waited for.
    """
    if current is not None and current.kind == "text":
        return {current.key: None if is_skipping(text) else text}
    plain = _plain_text(text)
    if current is not None and current.kind in {"choice", "many"}:
        picked = _read_picked(plain, current)
        if picked is not None:
            return {current.key: picked}
    found = _read_numbers(plain, current.key if current else "")
    if found or current is None:
        return found
    if current.optional and is_skipping(text):
        return {current.key: None}
    alone = _ALONE.fullmatch(plain) if current.kind in {"number", "decimal"} else None
    return {current.key: _whole(current.key, _unit(current.key, alone[1]))} if alone else {}


def is_skipping(text: str) -> bool:
    return _plain_text(text) in _SKIP


def _read_numbers(text: str, current: str) -> dict[str, object]:
    found: dict[str, object] = {}
    here = [(current, pattern, read) for pattern, read in _HERE.get(current, ())]
    for key, pattern, read in (*_ALWAYS, *here):
        match = None if key in found else re.search(pattern, text)
        if match is not None:
            found[key] = _whole(key, read(match))
            # What was read is read once: "1,75 м" is no second number.
            text = f"{text[: match.start()]} ; {text[match.end() :]}"
    return found


def _read_picked(text: str, question: Question) -> object:
    """A choice, or a list of them; None when anything of it is not understood."""
    if not question.many:
        return _match(text, question)
    if NONE in question.values and text in _NOTHING:
        return [NONE]
    parts = [part for part in re.split(r"\s*[,;\n+]\s*|\s+и\s+", text) if part]
    values = [_match(part, question) for part in parts]
    return values if values and None not in values else None


def _match(text: str, question: Question) -> str | None:
    """The only option that a text can mean."""
    known = _NAMES.get(question.key, {}).get(text)
    options = {v: _plain_text(t) for v, t in questionnaire.OPTIONS.get(question.key, {}).items()}
    if known or (known := next((v for v, t in options.items() if t == text), None)):
        return known
    fit = {value for value, option in options.items() if _may_mean(text, option)}
    return fit.pop() if len(fit) == 1 else None


def _may_mean(text: str, option: str) -> bool:
    if _DENIES.search(text) and not _DENIES.search(option):
        return False
    return (len(text) >= 3 and text in option) or re.search(rf"\b{option}\b", text) is not None


def _unit(key: str, number: str) -> float:
    value = _number(number)
    return value * 100 if key == "height_cm" and 0 < value < 3 else value


def _whole(key: str, value: float) -> float | int:
    """Nobody's height is known to a millimetre; every other half is asked about."""
    value = math.floor(value + 0.5) if key == "height_cm" else value
    return int(value) if float(value).is_integer() else round(value, 2)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _plain_text(text: str) -> str:
    return " ".join(_letters(text.lower().replace("ё", "е"))).strip(" .!")


def _letters(text: str) -> Iterator[str]:
    yield from text.replace(NBSP, " ").split()
