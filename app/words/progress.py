"""Progress in words: weights, records, and why the next load is what it is."""

from collections.abc import Mapping
from datetime import date

from app.words.speech import NBSP, fill
from domain.exercises import Catalogue, load_catalogue
from domain.programmes.plan import Datum, Phrase
from domain.progress.rows import Measure, RecordSet

UNNAMED = "Упражнение"
REASONS: Mapping[str, str] = {
    "load_up": "+{kg}: {sets} из {sets} [sets|подхода|подходов|подходов], запас не меньше {rir},"
    " {day}",
    "load_same": "Вес прежний: добавьте повторы, пока во всех подходах не будет {high}",
    "load_carried": "Начните с {kg}: с этим весом у вас получилось на бесплатной неделе",
    "load_by_feel": "Возьмите вес, с которым могли бы сделать ещё {rir}"
    " [rir|повтор|повтора|повторов]",
    "load_unknown_up": "Возьмите чуть больше прежнего: вес, с которым остаётся {rir} в запасе",
    "load_pain": "Было больно, поэтому не тяжелее прежнего",
    "load_break": "Перерыв {weeks} [weeks|неделя|недели|недель]: на десятую часть легче",
    "load_long_break": "Перерыв {weeks} [weeks|неделя|недели|недель]: легче,"
    " а подходов как в начале",
    "load_setback": "−{kg}: две тренировки подряд не хватило повторов",
    "load_deload": "Неделя для отдыха: чуть легче и с большим запасом",
    "reps_first": "Следующий вес был бы слишком большим шагом: сначала дойдите до {high} повторов",
    "reps_are_full": "{high} повторов во всех подходах: если есть вес между этим и следующим,"
    " возьмите его, если нет, опускайте медленнее",
    "next_band": "Возьмите ленту потуже, повторы с начала диапазона",
    "own_weight": "С собственным весом",
    "harder": "Пора усложнить: «{name}»",
}
"""By the code of a prescription's reason."""

MEASURES: Mapping[Measure, str] = {
    Measure.MAX: "расчётный максимум {said}",
    Measure.REPS: "{n} [n|повтор|повтора|повторов]",
    Measure.SECONDS: "{n} [n|секунда|секунды|секунд]",
}


def kilograms(grams: int) -> str:
    """Thousands parted, no more decimals than there are: "1 250 кг", "62,5 кг"."""
    whole, rest = divmod(grams, 1000)
    said = f"{whole:,}".replace(",", NBSP)
    tail = f",{rest:03d}".rstrip("0") if rest else ""
    return f"{said}{tail}{NBSP}кг"


def say_reason(reason: Phrase, catalogue: Catalogue | None = None) -> str:
    """Why this load, in a sentence a client understands; "" for a code nobody knows."""
    template = REASONS.get(reason.code)
    if template is None:
        return ""
    said: dict[str, Datum] = dict(reason.data)
    if "grams" in said:
        said["kg"] = kilograms(int(said["grams"]))
    if "on" in said:
        on = date.fromisoformat(str(said["on"]))
        said["day"] = f"{on.day:02d}.{on.month:02d}"
    if "slug" in said:
        said["name"] = name_of(str(said["slug"]), catalogue)
    return fill(template, said)


def say_record(fact: RecordSet, catalogue: Catalogue | None = None) -> str:
    """What is better than ever, and what it was before."""
    return f"{name_of(fact.slug, catalogue)}, {say_gain(fact)}"


def say_gain(fact: RecordSet) -> str:
    """By how much it is better than ever."""
    return f"{say_best(fact.measure, fact.value)}, было {_amount(fact.measure, fact.before)}"


def say_best(measure: Measure, value: int) -> str:
    """What was reached at best."""
    return fill(MEASURES[measure], {"n": value, "said": _amount(measure, value)})


def name_of(slug: str, catalogue: Catalogue | None = None) -> str:
    """The exercise's name; a word for one that is no more."""
    book = catalogue or load_catalogue()
    return book[slug].name if slug in book else UNNAMED


def _amount(measure: Measure, value: int) -> str:
    # An estimate to the half kilogram: more would pretend to be a measurement.
    return kilograms(round(value / 500) * 500) if measure is Measure.MAX else str(value)
