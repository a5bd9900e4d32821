"""Programmes: a plan spelled out, every code a sentence with the plan's own numbers.

The templates stand as data; `{name}` takes a number, `[name|день|дня|дней]` the form of a noun
that goes with it. Names of movements, muscles and equipment are in `training`.
"""

import re
from collections.abc import Mapping
from typing import Any

from app.words.speech import NBSP, plural
from app.words.training import EQUIPMENT, MUSCLE, PATTERN, TITLE, WEEKDAY, accusative
from domain.exercises import Catalogue, Exercise, load_catalogue
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
FAMILY_WHY: Mapping[str, str] = {
    "knee": "Нужно ногам, чтобы легко вставать и подниматься",
    "hip": "Нужно ягодицам и задней поверхности бедра, чтобы беречь поясницу",
    "push": "Нужно груди, плечам и рукам, чтобы уверенно толкать и держать",
    "pull": "Нужно спине, чтобы держать осанку",
    "core": "Нужно корпусу, чтобы защищать поясницу",
}
FAMILY: Mapping[str, str] = {
    "knee": "приседаний и выпадов",
    "hip": "наклонов и мостов",
    "push": "жимов",
    "pull": "тяг",
    "core": "упражнений на корпус",
    "cardio": "кардио",
}
_REPS = "[high|повтор|повтора|повторов]"
REASONS: Mapping[str, str] = {
    "for_family": "{why}",
    "for_muscle": "Прорабатывает {muscle}",
    "for_heart": "Укрепляет сердце и помогает восстанавливаться",
    "for_balance": "Учит держать равновесие, стойте рядом с опорой",
    "sets_goal": "{sets} [sets|подход даёт|подхода дают|подходов дают] нужную за неделю работу",
    "sets_intro": "{sets} [sets|подход|подхода|подходов], потому что тело только привыкает",
    "sets_deload": "{sets} [sets|подход|подхода|подходов], потому что эта неделя для отдыха",
    "one_set": "{sets} [sets|подход|подхода|подходов]",
    "reps_weight_loss": f"{{range}} {_REPS} сохраняют мышцы и тратят энергию",
    "reps_muscle_gain": f"{{range}} {_REPS} лучше всего растят мышцы",
    "reps_strength": f"{{range}} {_REPS} с хорошим весом растят силу",
    "reps_endurance": f"{{range}} {_REPS} с лёгким весом растят выносливость",
    "reps_maintenance": f"{{range}} {_REPS} держат мышцы в форме",
    "reps_health": f"{{range}} {_REPS} укрепляют мышцы и берегут суставы",
    "reps_careful": f"{{range}} {_REPS} с небольшим весом берегут суставы и сосуды",
    "reps_minor": f"{{range}} {_REPS} с лёгким весом учат технике",
    "reps_tight": f"{{range}} {_REPS}, чтобы уложиться в ваше время",
    "reps_hold": "{range} [high|секунда|секунды|секунд] без задержки дыхания",
    "rir_first_weeks": "{rir} в запасе, пока вы осваиваете движение",
    "rir_wave": "{rir} в запасе, чтобы подход был трудным, но чистым",
    "rir_deload": "{rir} в запасе, чтобы отдохнуть",
    "rir_careful": "{rir} в запасе ради безопасности",
    "rest": "отдых {rest} с, чтобы следующий подход был не хуже",
    "rest_circuit": "{rest} с до следующего упражнения, пока одни мышцы отдыхают за другими",
    "no_rest": "без пауз",
    "tempo": "темп {tempo}, то есть секунды вниз, паузы, вверх и снова паузы",
    "tempo_slow": "темп {tempo}, вниз не спеша, чтобы чувствовать движение",
    "percent": "около {percent} % от максимума, с таким весом остаётся {rir} в запасе",
    "cardio_minutes": "{minutes} [minutes|минута|минуты|минут] в темпе, в котором можно говорить",
    "pulse": "пульс {range} по вашему возрасту и пульсу в покое",
    "pulse_assumed": "пульс {range} по вашему возрасту",
    "effort": "усилие {range} по шкале до 20, когда дышите чаще, но разговариваете",
}
"""Clauses: strung together they make the sentence beside an exercise."""
SAID_IN_SHORT = ("reps", "rir", "pulse", "effort", "rest_s")
"""What of an exercise's reasons goes into its one sentence, in this order."""
LINES: Mapping[str, str] = {
    "easy_walk": "Лёгкая ходьба или велотренажёр: {minutes} [minutes|минута|минуты|минут]",
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
    "gradual": "нагрузка растёт постепенно",
}
NOTES: Mapping[str, str] = {
    "needs_review": "Программа осторожная: тренер проверяет её перед отправкой.",
    "parent_consent": "Нужны согласие родителей и проверка тренера.",
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
    "walking": (
        "Кроме тренировок, ходите быстрым шагом: в первую неделю {first} "
        "[first|минуту|минуты|минут], в последнюю {last}. Можно по частям."
    ),
}
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
        "weeks": [_week(week, book) for week in plan.weeks],
        "notes": [{"code": note.code, "text": say_note(note)} for note in plan.notes],
        "stop_signs": [STOP_SIGNS[sign] for sign in plan.stop_signs],
        "progression": fill(PROGRESSION[plan.progression.code], plan.progression.data),
        "disclaimer": DISCLAIMER,
    }


def say_note(note: Phrase) -> str:
    """A note as its reader sees it."""
    data = dict(note.data)
    if "muscles" in data:
        data["muscles"] = _list(data["muscles"], MUSCLE)
    if "things" in data:
        data["things"] = _list(data["things"], EQUIPMENT)
    if note.code == "family_missing":
        data["family"] = FAMILY[str(data["family"])]
    if note.code == "low_volume":
        data["why"] = WHY_LOW[str(data["why"])]
    return fill(NOTES[note.code], data)


def say_reason(reason: Phrase) -> str:
    """One number's reason as a clause."""
    data = dict(reason.data)
    if "low" in data:
        data["range"] = _range(data["low"], data["high"])
    if reason.code == "for_family":
        data["why"] = FAMILY_WHY[str(data["family"])]
    if reason.code == "for_muscle":
        data["muscle"] = accusative(str(data["muscle"]))
    return fill(REASONS[reason.code], data)


def fill(template: str, data: Mapping[str, Any]) -> str:
    """The template with its numbers, and its nouns in the forms that go with them."""

    def noun(match: re.Match[str]) -> str:
        name, one, few, many = match.group(1).split("|")
        return plural(int(data[name]), one, few, many)

    spoken = {
        key: f"{value:g}".replace(".", ",") if isinstance(value, float) else value
        for key, value in data.items()
    }
    filled = re.sub(r"\[([^\]]+)\]", noun, template).format_map(spoken)
    return re.sub(r"(\d) (?=[^\W\d_]|%)", rf"\1{NBSP}", filled)


def _week(week: Week, catalogue: Catalogue) -> Json:
    return {
        "number": week.number,
        "deload": week.deload,
        "walking_minutes": week.walking_minutes,
        "days": [_day(day, catalogue) for day in week.days],
    }


def _day(day: Day, catalogue: Catalogue) -> Json:
    return {
        "weekday": day.weekday,
        "weekday_text": WEEKDAY[day.weekday - 1],
        "title": TITLE[day.title],
        "kind": day.kind.value,
        "minutes": day.minutes,
        "warmup": [_line(line, catalogue) for line in day.warmup],
        "exercises": [_item(item, catalogue[item.slug]) for item in day.exercises],
        "cooldown": [_line(line, catalogue) for line in day.cooldown],
    }


def _line(line: Phrase, catalogue: Catalogue) -> str:
    slug = line.data.get("slug")
    name = {"name": catalogue[str(slug)].name} if slug else {}
    return fill(LINES[line.code], line.data | name)


def _item(item: Item, exercise: Exercise) -> Json:
    reasons = {name: say_reason(reason) for name, reason in item.reasons.items()}
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
        "reason": _sentence(reasons),
        "reasons": reasons,
        "alternatives": list(item.alternatives),
    }
    optional = {
        "percent_1rm": item.percent_1rm,
        "rir": item.rir,
        "tempo": item.tempo,
        "pulse": item.pulse and list(item.pulse),
        "effort": item.effort and list(item.effort),
    }
    return told | {name: value for name, value in optional.items() if value is not None}


def _sentence(reasons: Mapping[str, str]) -> str:
    """Why this exercise, and why so: one sentence."""
    short = [reasons[name] for name in SAID_IN_SHORT if name in reasons]
    return f"{reasons['exercise']}: {'; '.join(short)}."


def _either(group: frozenset[str]) -> str:
    return " или ".join(EQUIPMENT[thing] for thing in sorted(group))


def _list(names: object, words: Mapping[str, str]) -> str:
    return ", ".join(words[name] for name in str(names).split(";"))


def _range(low: object, high: object) -> str:
    return str(low) if low == high else f"{low}–{high}"
