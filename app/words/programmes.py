"""Programmes: a plan spelled out, every code a sentence with the plan's own numbers.

The templates stand as data; how they are filled is in `speech`. Names of movements, muscles and
equipment are in `training`, the reason of each number in `reasons`.
"""

from collections.abc import Mapping
from typing import Any

from app.words import reasons
from app.words.speech import fill
from app.words.training import EQUIPMENT, MUSCLE, PATTERN, TITLE, WEEKDAY
from domain.exercises import Catalogue, load_catalogue
from domain.programmes.plan import Day, Item, Phrase, Plan, Week

Json = dict[str, Any]

DISCLAIMER = (
    "Программа составлена по вашим ответам и не заменяет консультацию врача. Если что-то "
    "изменилось в самочувствии, сначала скажите нам."
)
STOP_SIGNS: Mapping[str, str] = {
    "chest": "Боль или давление в груди",
    "breath": "Необычная одышка",
    "dizziness": "Головокружение или потемнение в глазах",
    "rhythm": "Перебои в сердце",
    "joint": "Острая боль в суставе или мышце",
}
PROGRESSION: Mapping[str, str] = {
    "double_progression": (
        "Когда во всех подходах получается верхняя граница повторов с нужным запасом "
        "[sessions|на одной тренировке|{sessions} тренировки подряд|{sessions} тренировок подряд], "
        "добавьте вес: около {upper} % для верха тела и {lower} % для низа, но не больше 10 %. "
        "Повторы вернутся к нижней границе. Без веса берите упражнение посложнее."
    ),
}
FAMILY: Mapping[str, str] = {
    "knee": "приседаний и выпадов",
    "hip": "наклонов и мостов",
    "push": "жимов",
    "pull": "тяг",
    "core": "упражнений на корпус",
    "cardio": "кардио",
}
LINES: Mapping[str, str] = {
    "easy_walk": "Лёгкая ходьба или велотренажёр: {minutes} [minutes|минута|минуты|минут]",
    "easy_stroll": "Ходьба, сначала лёгкая, потом бодрее: {minutes} [minutes|минута|минуты|минут]",
    "easy_march": "Шаги на месте: {minutes} [minutes|минута|минуты|минут]",
    "joints": "Мягкие круги в суставах: {minutes} [minutes|минута|минуты|минут]",
    "drill": "{name}: {amount} [amount|раз|раза|раз]",
    "drill_hold": "{name}: {amount} [amount|секунда|секунды|секунд] на каждую сторону",
    "ramp": "{name}, разминочный подход: {reps} [reps|раз|раза|раз] с {percent} % от максимума",
    "calm_walk": "Спокойный шаг: {minutes} [minutes|минута|минуты|минут]",
    "stretch": "{name}: {seconds} [seconds|секунда|секунды|секунд] на каждую сторону",
    "breathe": "Глубокое дыхание животом: {minutes} [minutes|минута|минуты|минут]",
}
WHY_LOW: Mapping[str, str] = {
    "no_exercise": "нет подходящих упражнений",
    "one_session": "одна тренировка в неделю",
    "short_sessions": "столько помещается в ваше время",
    "spread": "подходы отданы тому, что для вашей цели важнее",
    "gradual": "нагрузка растёт постепенно",
}
NOTES: Mapping[str, str] = {
    "needs_review": "Программа осторожная: сначала её смотрит тренер.",
    "continued": "Продолжаем с того, что вы записали: учли веса, пропуски и всё, что болело.",
    "parent_consent": "Вам нет 18: программа уходит с согласия родителей и после проверки тренера.",
    "pressure": (
        "Меряйте давление перед тренировкой. Если оно {systolic}/{diastolic} или выше, пропустите "
        "день. Не задерживайте дыхание."
    ),
    "pulse_guess": (
        "Пульс в покое вы не назвали, поэтому приняли {pulse}. Если можете говорить короткими "
        "фразами, темп верный."
    ),
    "pulse_by_feel": "Следите за ощущениями, а не за пульсом: лекарство его меняет.",
    "family_missing": "Не нашлось безопасных {family}: тренер решит, чем их заменить.",
    "assumed_equipment": "Мы рассчитывали, что у вас найдётся: {things}.",
    "little_variety": "Тренировки похожи друг на друга: с вашим снаряжением выбор невелик.",
    "minutes_capped": (
        "Вы просили {asked} [asked|минуту|минуты|минут], но дольше {minutes} вам пока не нужно."
    ),
    "circuit": "Чтобы уложиться в ваше время, часть тренировок проходит по кругу.",
    "pairs": (
        "Чтобы уложиться в ваше время, некоторые упражнения идут парами: пока одни мышцы работают, "
        "другие отдыхают."
    ),
    "undulating": (
        "Тяжёлые и лёгкие дни чередуются: в тяжёлые вес больше, в лёгкие повторов больше."
    ),
    "intervals": (
        "Раз в неделю будут интервалы: {work} с сильно, {rest} с спокойно. Не хочется или не "
        "выспались, идите ровно."
    ),
    "tight": (
        "{minutes} [minutes|минута|минуты|минут] на всё: повторов меньше, чем хотелось бы для "
        "цели. Десять лишних минут сильно помогут."
    ),
    "short_session": (
        "Самая короткая силовая займёт {minutes} [minutes|минуту|минуты|минут] из {asked}: "
        "больше подходов вам сейчас не нужно."
    ),
    "short_cardio": (
        "Самое короткое кардио займёт {minutes} [minutes|минуту|минуты|минут] из {asked}: "
        "начинаем с малого."
    ),
    "rest_day": (
        "Вы просили {asked} [asked|день|дня|дней], в программе {days}: "
        "без отдыха не восстановиться."
    ),
    "low_volume": "Подходов за неделю меньше обычного ({muscles}): {why}.",
    "low_frequency": "Реже двух раз в неделю получится нагрузить: {muscles}.",
    "priority_limited": "Хотели выделить, но сильнее нагрузить пока нельзя: {muscles}.",
    "deload_by_effort": "На неделе отдыха подходов почти столько же, зато они легче.",
    "soreness": "Первые дни мышцы могут болеть. Это крепатура, она пройдёт за 2–3 дня.",
    "balance_at_home": (
        "В остальные дни тренируйте равновесие: по {minutes} [minutes|минуте|минуты|минут] "
        "стойте у опоры на одной ноге."
    ),
    "swapped": "Вместо упражнения «{old}» стоит «{new}»: так безопаснее или удобнее для вас.",
    "left_out": "Упражнение «{slug}» убрали: вам оно пока не подходит, а замены нет.",
    "walking": (
        "Кроме тренировок, ходите быстрым шагом: в первую неделю {first} "
        "[first|минуту|минуты|минут], в последнюю {last}. Можно по частям."
    ),
}
WALKING_EVEN = (
    "Кроме тренировок, ходите быстрым шагом: {first} [first|минуту|минуты|минут] в неделю. Можно "
    "по частям."
)
"""The same in every week."""
NAMED = frozenset({"old", "new", "slug"})
"""What of a note's data is an exercise."""
LEVEL: Mapping[str, str] = {
    "beginner": "начальный",
    "intermediate": "средний",
    "advanced": "продвинутый",
}


def spell(plan: Plan, catalogue: Catalogue | None = None) -> Json:
    """The plan as the contract's programme, but for what its row knows."""
    book = catalogue or load_catalogue()
    return {
        "goal": plan.goal.value,
        "level": plan.level,
        "level_text": LEVEL[plan.level],
        "weeks": [_week(plan, week, book) for week in plan.weeks],
        "notes": [{"code": note.code, "text": say_note(note, book)} for note in plan.notes],
        "stop_signs": [STOP_SIGNS[sign] for sign in plan.stop_signs],
        "intro": plan.voice.intro if plan.voice else "",
        "progression": fill(PROGRESSION[plan.progression.code], plan.progression.data),
        "disclaimer": DISCLAIMER,
    }


def say_note(note: Phrase, catalogue: Catalogue | None = None) -> str:
    """A note as its reader sees it."""
    data = dict(note.data)
    for key in NAMED & set(data):
        data[key] = _name(str(data[key]), catalogue or load_catalogue())
    if "muscles" in data:
        data["muscles"] = _list(data["muscles"], MUSCLE)
    if "things" in data:
        data["things"] = _list(data["things"], EQUIPMENT)
    if note.code == "family_missing":
        data["family"] = FAMILY[str(data["family"])]
    if note.code == "low_volume":
        data["why"] = WHY_LOW[str(data["why"])]
    if note.code == "walking" and data["first"] == data["last"]:
        return fill(WALKING_EVEN, data)
    return fill(NOTES[note.code], data)


def _name(slug: str, catalogue: Catalogue) -> str:
    return catalogue[slug].name if slug in catalogue else slug


def _week(plan: Plan, week: Week, catalogue: Catalogue) -> Json:
    return {
        "number": week.number,
        "deload": week.deload,
        "why": reasons.explain_week(week),
        "note": _note_of(plan, week),
        "walking_minutes": week.walking_minutes,
        "days": [_day(plan, day, catalogue) for day in week.days],
    }


def _note_of(plan: Plan, week: Week) -> str:
    """What a model has said of the week, if it has."""
    notes = plan.voice.week_notes if plan.voice else ()
    return notes[week.number - 1] if week.number <= len(notes) else ""


def _day(plan: Plan, day: Day, catalogue: Catalogue) -> Json:
    return {
        "weekday": day.weekday,
        "weekday_text": WEEKDAY[day.weekday - 1],
        "title": TITLE[day.title],
        "kind": day.kind.value,
        "minutes": day.minutes,
        "why_minutes": reasons.explain_minutes(day),
        "warmup": [_line(line, catalogue) for line in day.warmup],
        "exercises": [_item(item, catalogue) | _cue_of(plan, item) for item in day.exercises],
        "cooldown": [_line(line, catalogue) for line in day.cooldown],
    }


def _cue_of(plan: Plan, item: Item) -> Json:
    cue = plan.voice.cues.get(item.slug, "") if plan.voice else ""
    return {"cue": cue} if cue else {}


def _line(line: Phrase, catalogue: Catalogue) -> str:
    slug = line.data.get("slug")
    name = {"name": catalogue[str(slug)].name} if slug else {}
    return fill(LINES[line.code], line.data | name)


def _item(item: Item, catalogue: Catalogue) -> Json:
    exercise = catalogue[item.slug]
    swaps = [slug for slug in item.alternatives if slug in catalogue and catalogue[slug].is_on]
    told: Json = {
        "slug": item.slug,
        "name": exercise.name,
        "pattern": exercise.pattern,
        "pattern_text": PATTERN[exercise.pattern],
        "primary": list(exercise.primary),
        "primary_text": [MUSCLE[muscle] for muscle in exercise.primary],
        "secondary": list(exercise.secondary),
        "secondary_text": [MUSCLE[muscle] for muscle in exercise.secondary],
        "equipment": ["/".join(sorted(group)) for group in exercise.equipment],
        "equipment_text": [_either(group) for group in exercise.equipment],
        "sets": item.sets,
        "reps": list(item.reps),
        "unit": item.unit.value,
        "per_side": item.per_side,
        "circuit": item.circuit,
        "rest_s": item.rest_s,
        "reason": reasons.say_together(item),
        "reasons": reasons.in_short(item),
        "why": [{"label": label, "text": text} for label, text in reasons.explain(item)],
        "alternatives": swaps,
        "alternatives_text": [catalogue[slug].name for slug in swaps],
    }
    optional = {
        "pair": item.pair,
        "percent_1rm": item.percent_1rm,
        "load_kg": None if item.load_g is None else item.load_g / 1000,
        "rir": item.rir,
        "tempo": item.tempo,
        "pulse": item.pulse and list(item.pulse),
        "effort": item.effort and list(item.effort),
    }
    return told | {name: value for name, value in optional.items() if value is not None}


def _either(group: frozenset[str]) -> str:
    return " или ".join(EQUIPMENT[thing] for thing in sorted(group))


def _list(names: object, words: Mapping[str, str]) -> str:
    return ", ".join(words[name] for name in str(names).split(";"))
