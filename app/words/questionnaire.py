"""The questionnaire as people read it: questions, hints, options, units."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.exercises import Catalogue, load_catalogue
from domain.questionnaire import BY_KEY, QUESTIONS, Question

TEXT: Mapping[str, str] = {
    "sex": "Вы женщина или мужчина?",
    "age": "Сколько вам лет?",
    "height_cm": "Какой у вас рост?",
    "weight_kg": "Сколько вы сейчас весите?",
    "goal": "Чего хотите добиться в первую очередь?",
    "train_months": "Сколько месяцев подряд вы уже занимаетесь силовыми?",
    "days_per_week": "Сколько дней в неделю готовы тренироваться?",
    "minutes": "Сколько минут есть на одну тренировку?",
    "location": "Где будете заниматься?",
    "equipment": "Что у вас есть под рукой?",
    "screening": "Бывает ли с вами что-то из этого?",
    "conditions": "Есть ли сейчас что-то из этого списка?",
    "medication": "Принимаете ли лекарства постоянно?",
    "lifestyle": "Как проходит ваш обычный день?",
    "health_text": "Что ещё нам важно знать о вашем здоровье?",
    "nutrition_text": "Есть ли особенности в питании?",
    "priority_muscles": "Чему уделить больше внимания?",
    "disliked": "Какие упражнения вам не подходят?",
    "hr_rest": "Какой у вас пульс в покое?",
}
HINT: Mapping[str, str] = {
    "sex": "Нужно, чтобы точнее подобрать упражнения. На безопасность это не влияет.",
    "weight_kg": "Можно с десятыми: 68,5.",
    "goal": "Выберите одну цель. Остальные подождут или придут сами.",
    "train_months": (
        "Считайте время без долгих перерывов. Если начинаете с нуля или не занимались больше "
        "года, поставьте 0."
    ),
    "days_per_week": "Лучше два дня, которые точно будут, чем пять на бумаге.",
    "minutes": "От 20 до 120, вместе с разминкой. Программа в это время уложится.",
    "equipment": "Отметьте всё, чем можете пользоваться.",
    "screening": (
        "Спрашиваем, чтобы не навредить. Если грудь болит прямо сейчас, звоните 103 или 112."
    ),
    "conditions": "Уберём упражнения, которые вам не подходят.",
    "medication": "Некоторые лекарства меняют пульс и давление: нагрузку считаем иначе.",
    "health_text": "Своими словами: травмы, операции, самочувствие. Можно пропустить.",
    "nutrition_text": "Аллергии, диеты, что не едите. Можно пропустить.",
    "priority_muscles": "Выберите одну-две группы. Можно пропустить.",
    "disliked": "Их в программе не будет. Можно пропустить.",
    "hr_rest": "Посчитайте утром, лёжа, за минуту. Не знаете: пропустите.",
}
UNIT: Mapping[str, str] = {
    "age": "лет",
    "height_cm": "см",
    "weight_kg": "кг",
    "train_months": "мес.",
    "days_per_week": "дн.",
    "minutes": "мин",
    "hr_rest": "уд/мин",
}
NOTHING = "Ничего из этого"
OPTIONS: Mapping[str, Mapping[str, str]] = {
    "sex": {"f": "Женщина", "m": "Мужчина"},
    "goal": {
        "weight_loss": "Похудеть",
        "muscle_gain": "Набрать мышцы",
        "strength": "Стать сильнее",
        "endurance": "Стать выносливее",
        "maintenance": "Держать форму",
        "health": "Чувствовать себя лучше",
    },
    "location": {"home": "Дома", "gym": "В зале", "outdoor": "На улице"},
    "equipment": {
        "mat": "Коврик",
        "chair": "Стул",
        "wall": "Свободная стена",
        "bands": "Резинки или эспандер",
        "dumbbells": "Гантели",
        "kettlebell": "Гиря",
        "pullup_bar": "Турник",
        "parallel_bars": "Брусья",
        "low_bar": "Низкий турник",
        "trx": "Петли TRX",
        "bench": "Скамья",
        "box": "Степ или тумба",
        "fitball": "Фитбол",
        "ab_wheel": "Ролик для пресса",
        "jump_rope": "Скакалка",
        "barbell": "Штанга",
        "rack": "Стойки для штанги",
        "none": NOTHING,
    },
    "screening": {
        "chest_pain": "Боль, жжение или сдавление в груди",
        "fainting": "Обмороки или потеря равновесия за последний год",
        "breathlessness": "Одышка при обычной ходьбе, отёки ног, перебои сердца",
        "supervised_only": "Врач разрешил заниматься только под наблюдением",
        "fever": "Простуда, температура или обострение прямо сейчас",
        "none": NOTHING,
    },
    "conditions": {
        "knee": "Колени",
        "lower_back": "Поясница, протрузия или грыжа диска",
        "shoulder": "Плечо",
        "neck": "Шея",
        "wrist": "Кисть или запястье",
        "elbow": "Локоть",
        "hip": "Тазобедренный сустав",
        "ankle": "Голеностоп",
        "hypertension": "Повышенное давление, под контролем",
        "hernia": "Паховая или пупочная грыжа",
        "diastasis": "Диастаз",
        "osteoporosis": "Остеопороз",
        "varicose": "Варикоз",
        "dizziness": "Головокружения",
        "eyes": "Глаукома или болезнь сетчатки",
        "heart": "Болезнь сердца или сосудов",
        "diabetes": "Диабет",
        "kidney": "Болезнь почек",
        "asthma": "Астма",
        "epilepsy": "Эпилепсия",
        "oncology": "Онкология",
        "surgery_6m": "Операция за последние полгода",
        "pregnancy": "Беременность",
        "postpartum": "Недавние роды (меньше 12 недель)",
        "none": NOTHING,
    },
    "medication": {
        "beta_blocker": "Бета-блокаторы (бисопролол, метопролол и другие)",
        "insulin": "Инсулин",
        "anticoagulant": "Разжижающие кровь",
        "blood_pressure": "От давления",
        "other": "Другие постоянные",
        "none": "Не принимаю",
    },
    "lifestyle": {
        "sedentary": "Больше сижу",
        "moderate": "Двигаюсь: полчаса пешком или на ногах хотя бы три раза в неделю",
        "active": "Много двигаюсь каждый день",
    },
    "priority_muscles": {
        "chest": "Грудь",
        "back": "Спина",
        "shoulders": "Плечи",
        "biceps": "Бицепс",
        "triceps": "Трицепс",
        "abs": "Пресс",
        "glutes": "Ягодицы",
        "quads": "Передняя поверхность бедра",
        "hamstrings": "Задняя поверхность бедра",
        "calves": "Икры",
    },
}


@dataclass(frozen=True)
class Spoken:
    """A question ready to be shown."""

    text: str
    hint: str
    unit: str
    options: tuple[tuple[str, str], ...]
    """Value and text."""


def question(key: str, catalogue: Catalogue | None = None) -> Spoken:
    """The question `key` as people read it; without a catalogue, with the exercises that ship."""
    options = _options(BY_KEY[key], catalogue)
    return Spoken(TEXT[key], HINT.get(key, ""), UNIT.get(key, ""), options)


def as_json(catalogue: Catalogue | None = None) -> list[dict[str, Any]]:
    """The whole questionnaire, in order, as the contract has it."""
    return [_as_json(q, catalogue) for q in QUESTIONS]


def say_answer(key: str, value: object, catalogue: Catalogue | None = None) -> str:
    """An answer as people read it, for cards and letters."""
    texts = dict(_options(BY_KEY[key], catalogue))
    if isinstance(value, list | tuple):
        return ", ".join(texts.get(str(one), str(one)) for one in value)
    said = str(value).replace(".", ",") if isinstance(value, float) else str(value)
    unit = UNIT.get(key, "")
    return texts.get(said, f"{said} {unit}".strip())


def _as_json(q: Question, catalogue: Catalogue | None) -> dict[str, Any]:
    spoken = question(q.key, catalogue)
    told: dict[str, Any] = {"key": q.key, "text": spoken.text, "kind": q.kind}
    if spoken.options:
        told["options"] = [{"value": value, "text": text} for value, text in spoken.options]
    extra = {"hint": spoken.hint, "unit": spoken.unit, "min": q.min, "max": q.max}
    told |= {name: value for name, value in extra.items() if value not in (None, "")}
    return told | ({"optional": True} if q.optional else {})


def _options(q: Question, catalogue: Catalogue | None) -> tuple[tuple[str, str], ...]:
    if not q.is_listed:
        book = catalogue or load_catalogue()
        return tuple((exercise.slug, exercise.name) for exercise in book)
    texts = OPTIONS.get(q.key, {})
    return tuple((value, texts[value]) for value in q.values)
