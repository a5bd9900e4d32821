"""The catalogue of exercises, in words: its list, its cards, its form."""

from collections.abc import Mapping

from app.words.speech import NBSP, plural
from app.words.training import EQUIPMENT, MUSCLE, PATTERN
from domain.exercises import Exercise, Level, Unit

TITLE = "Упражнения"
SEARCH = "Название или мышца"
FILTERS = "Фильтры"
APPLY = "Готово"
CLEAR = "Сбросить фильтры"
SHOW_MORE = "Показать ещё"
ADD = "Добавить"
NEW = "Новое упражнение"
OWN = "Мои"
OFF = "Выключенные"
MINE = "своё"
IS_OFF = "выключено"
NOT_FOUND_TITLE = "Ничего не нашли"
NOT_FOUND = "Попробуйте другое слово или сбросьте фильтры. Своё упражнение можно добавить."
ANY: Mapping[str, str] = {
    "pattern": "Любое движение",
    "muscle": "Любая мышца",
    "equipment": "Любое оборудование",
    "level": "Любой",
}
PLACE: Mapping[str, str] = {"gym": "В зале", "home": "Дома", "outdoor": "На улице"}
LEVEL: Mapping[Level, str] = {
    Level.BEGINNER: "Начальный",
    Level.INTERMEDIATE: "Средний",
    Level.ADVANCED: "Продвинутый",
}
UNIT: Mapping[str, str] = {
    Unit.REPS: "Повторы",
    Unit.SECONDS: "Секунды",
    Unit.MINUTES: "Минуты",
}
FATIGUE: Mapping[int, str] = {1: "Легко", 2: "Заметно", 3: "Тяжело"}
NO_EQUIPMENT = "без оборудования"
TAG: Mapping[str, str] = {
    "abdominal_pressure": "давление в животе",
    "balance_risk": "можно потерять равновесие",
    "elbow_stress": "нагрузка на локоть",
    "high_intensity": "очень высокий темп",
    "hip_deep_flexion": "глубокий сгиб в тазобедренном",
    "impact": "прыжки и удары о пол",
    "inversion": "голова ниже таза",
    "isometric_long": "долгое удержание",
    "knee_flexion_deep": "глубокий сгиб колена",
    "knee_impact": "удар на колено",
    "knee_shear": "сдвиг в колене",
    "lumbar_axial": "вес сверху на позвоночник",
    "lumbar_extension": "прогиб в пояснице",
    "lumbar_flexion": "скругление поясницы",
    "lumbar_rotation": "поворот в пояснице",
    "lumbar_shear": "наклон с весом",
    "neck_load": "нагрузка на шею",
    "prone": "лёжа на животе",
    "shoulder_behind_neck": "руки за головой",
    "shoulder_deep_extension": "локти далеко назад",
    "shoulder_horizontal": "жим и сведение перед собой",
    "shoulder_overhead": "руки над головой",
    "shoulder_upright": "тяга к подбородку",
    "supine": "лёжа на спине",
    "valsalva": "задержка дыхания",
    "wrist_extension_load": "опора на кисть",
}
"""What it does to a body."""
HARMLESS = "Ограничений нет"

TECHNIQUE = "Как делать"
MISTAKES = "Частые ошибки"
BREATHING = "Дыхание"
NO_TECHNIQUE = "Подсказок пока нет. Добавьте свои: они помогут и клиенту."
VIDEO = "Смотреть видео"
FACTS = "Что это"
MOVEMENT = "Движение"
PRIMARY = "Основные мышцы"
SECONDARY = "Помогают"
NEEDS = "Нужно"
PLACES = "Где"
FOR_LEVEL = "Уровень"
MEASURE = "Считаем"
LIMITS = "Ограничения"
LIMITS_NOTE = "Если анкета говорит, что это нельзя, программа возьмёт другое упражнение."
CHAIN = "Проще и сложнее"
EASIER = "проще"
HARDER = "сложнее"
NO_CHAIN = "Это упражнение ни с чем не связано."
IN_PROGRAMMES = "В программах"
ON = "Используется в новых программах"
ON_NOTE = "Выключенное не попадёт в новые программы и замены."
EDIT = "Изменить"
DELETE = "Удалить"
DELETE_ASK = "Удалить упражнение «{name}»?"
DELETE_NOTE = "Вернуть его будет нельзя. Если оно есть хоть в одной программе, удалить не выйдет."
DELETED = "Упражнение удалено."
SWITCHED_ON = "Снова попадает в новые программы."
SWITCHED_OFF = "Больше не попадёт в новые программы."
PHOTO = "Фото"
UPLOAD = "Загрузить фото"
REPLACE = "Заменить фото"
REMOVE_PHOTO = "Убрать фото"
PHOTO_NOTE = "JPEG, PNG или WebP до 5 МБ. Место съёмки и другие сведения о снимке сотрём."
CLOSE = "Закрыть"
MISSING = "Такого упражнения нет"
MISSING_TEXT = "Возможно, его удалили. Поищите в каталоге."
BACK_TO_LIST = "Открыть каталог"

SAVE = "Сохранить"
SAVED = "Сохранено."
ADDED = "Упражнение добавлено."
FIELD: Mapping[str, str] = {
    "title": "Название",
    "aliases": "Как ещё его называют",
    "pattern": "Движение",
    "primary": "Основные мышцы",
    "secondary": "Помогают",
    "needs_all": "Нужно всё это",
    "needs_one": "И что-то одно из этого",
    "locations": "Где можно делать",
    "level": "С какого уровня",
    "unit": "Чем считаем",
    "fatigue": "Насколько утомляет",
    "is_unilateral": "Делается на каждую сторону отдельно",
    "tags": "Ограничения",
    "regress_to": "Что проще",
    "progress_to": "Что сложнее",
    "cues": "Как делать, по одной подсказке в строке",
    "mistakes": "Частые ошибки, по одной в строке",
    "breathing": "Дыхание",
    "video_url": "Ссылка на видео",
}
TAGS_NOTE = (
    "Отметьте всё, что есть в движении: по этому упражнение не достанется тем, кому оно вредно. "
    "Если ничего такого нет, скажите об этом прямо."
)
VIDEO_HINT = "Например, https://rutube.ru/…"
ALIASES_HINT = "По одному в строке: по ним находит поиск"
PART: Mapping[str, str] = {
    "what": "Что это",
    "where": "Где и с чем",
    "who": "Кому подходит",
    "chain": "Проще и сложнее",
    "how": "Как делать",
}
NOBODY = "не выбрано"


def count(number: int) -> str:
    """How many were found."""
    return f"{number}{NBSP}{plural(number, 'упражнение', 'упражнения', 'упражнений')}"


def filters(number: int) -> str:
    """The button of the filters, with how many are on."""
    return f"{FILTERS}: {number}" if number else FILTERS


def in_programmes(number: int) -> str:
    """In how many programmes of today it stands."""
    if not number:
        return "Сейчас ни в одной"
    return f"Сейчас в {number}{NBSP}{plural(number, 'программе', 'программах', 'программах')}"


def off_but_used(number: int) -> str:
    """What is said of an exercise that is off while programmes have it."""
    said = plural(number, "программа", "программы", "программ")
    keep = plural(number, "оставит", "оставят", "оставят")
    return f"{number}{NBSP}{said} с ним {keep} его: в редакторе будет предупреждение."


def summary(exercise: Exercise) -> str:
    """The movement and the muscles, in a line."""
    muscles = ", ".join(MUSCLE[muscle] for muscle in exercise.primary)
    return f"{PATTERN[exercise.pattern]} · {muscles}"


def muscles(exercise: Exercise) -> str:
    """The muscles it is for."""
    return capital(", ".join(MUSCLE[muscle] for muscle in exercise.primary))


def works(exercise: Exercise) -> str:
    """What the drawing of muscles shows, for who cannot see it."""
    return f"Работают: {', '.join(MUSCLE[muscle] for muscle in exercise.load)}"


def needs(exercise: Exercise) -> str:
    """What equipment it needs."""
    if not exercise.equipment:
        return NO_EQUIPMENT
    groups = (sorted(EQUIPMENT[thing] for thing in group) for group in exercise.equipment)
    return ", ".join(" или ".join(group) for group in groups)


def capital(text: str) -> str:
    """With a capital letter, as an option of a list has it."""
    return text[:1].upper() + text[1:]
