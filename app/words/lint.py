"""What lint has found, in words: for every rule a sentence, and for some of its cases their own.

A sentence of CASES speaks for a finding whose data has all the keys it names; else RULES speaks.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from app.words.changes import say_weeks
from app.words.questionnaire import say_answer
from app.words.speech import fill
from app.words.training import MUSCLE, WEEKDAY
from domain.exercises import Catalogue
from domain.programmes.lint import Finding

RULES: Mapping[str, str] = {
    "I01": "По ответам сначала нужен врач: программы быть не должно.",
    "I02": "По ответам программу сначала проверяет тренер.",
    "I03": "Силовых дней не столько, сколько нужно, или за неделю нет дня отдыха.",
    "I04": "Тренировки на всё тело стоят два дня подряд.",
    "I05": "Одни и те же мышцы не успеют восстановиться.",
    "I06": "Крупная мышца нагружена реже двух раз в неделю.",
    "I07": "Подходов за неделю меньше или больше нужного.",
    "I08": "Подходов за неделю больше предела.",
    "I09": "На одной тренировке слишком много подходов.",
    "I10": "Нагрузка растёт слишком быстро.",
    "I11": "Первая неделя тяжелее следующих.",
    "I12": "Разгрузочная неделя не разгружает или стоит слишком поздно.",
    "I13": "Упражнение запрещено по здоровью.",
    "I14": "Для упражнения нет снаряжения или места.",
    "I15": "Упражнение сложнее уровня клиента.",
    "I16": "За неделю не хватает одного из главных движений.",
    "I17": "Тяг меньше, чем жимов: осанка не скажет спасибо.",
    "I18": "Тренировка дольше, чем просили или чем можно.",
    "I19": "Тренировка заметно короче, чем просили.",
    "I20": "Повторы, запас, вес или отдых вне границ для этой цели.",
    "I21": "Слишком близко к пределу для этого клиента.",
    "I22": "Порядок: сначала базовые, потом изолирующие, корпус в конце.",
    "I23": "Упражнение повторяется.",
    "I24": "Стороны нагружены не поровну.",
    "I25": "Шаг веса больше 10 %.",
    "I26": "Кардио за неделю не столько, сколько нужно, или растёт рывком.",
    "I27": "Пульс посчитан не для этого клиента.",
    "I28": "Прыжки и интервалы этому клиенту пока не подходят.",
    "I29": "После шестидесяти нужны равновесие и не больше трёх силовых дней.",
    "I30": "Нет разминки, заминки или разминочных подходов.",
    "I31": "Два самых тяжёлых движения на одной тренировке.",
    "I32": "Мышца, которую клиент хотел выделить, не среди первых по нагрузке.",
    "I33": "Упражнение клиент не любит.",
    "I34": "С теми же ответами вышла бы другая программа.",
    "I35": "Бесплатная неделя отличается от первой недели программы.",
    "I36": "Пределы безопасности зависят от пола, а не должны.",
    "I37": "С новым ограничением работы стало больше.",
    "I38": "С меньшим временем работы стало больше.",
    "I39": "У числа нет объяснения, или оно говорит о другом числе.",
    "I40": "Цель программы не та, что назвал клиент.",
}
CASES: Mapping[str, tuple[tuple[frozenset[str], str], ...]] = {
    "I05": ((frozenset({"muscle"}), "Не успеет восстановиться: {muscle}."),),
    "I06": ((frozenset({"muscle", "days"}), "{muscle}: дней за неделю {days}, нужно два."),),
    "I07": ((frozenset({"muscle", "sets"}), "{muscle}: подходов за неделю {sets}, не в норме."),),
    "I08": (
        (frozenset({"muscle", "sets"}), "{muscle}: подходов за неделю {sets}, больше предела."),
    ),
    "I09": (
        (
            frozenset({"sets", "muscle"}),
            "Подходов за тренировку {sets}, на одну мышцу {muscle}: больше предела.",
        ),
        (frozenset({"exercises"}), "Первые две недели новичка: до 6 упражнений по 2 подхода."),
    ),
    "I10": (
        (frozenset({"muscle", "sets"}), "{muscle}: подходов уже {sets}, рост слишком быстрый."),
        (frozenset({"sets", "block"}), "Подходов {sets} против {block} в начале блока: слишком."),
    ),
    "I11": ((frozenset({"sets", "first"}), "Подходов {sets}, а в первую неделю {first}."),),
    "I12": (
        (
            frozenset({"weeks_without"}),
            "Без разгрузки {weeks_without} [weeks_without|неделя|недели|недель] подряд.",
        ),
        (frozenset({"slug"}), "«{slug}»: на разгрузочной неделе запас должен быть 4 и больше."),
        (frozenset({"sessions"}), "На разгрузочной неделе тренировок столько же, сколько обычно."),
        (frozenset({"share"}), "Разгрузочная неделя: подходов должно быть около половины."),
    ),
    "I13": (
        (frozenset({"slug"}), "«{slug}»: запрещено по здоровью."),
        (frozenset({"alternative"}), "Замена «{alternative}» клиенту не подходит."),
    ),
    "I14": (
        (frozenset({"slug"}), "«{slug}»: нет снаряжения или места."),
        (frozenset({"unknown"}), "Упражнения «{unknown}» больше нет в каталоге."),
    ),
    "I15": ((frozenset({"slug"}), "«{slug}»: сложнее уровня клиента."),),
    "I16": ((frozenset({"family"}), "Не хватает движения: {family}."),),
    "I17": (
        (
            frozenset({"pull", "push"}),
            "Подходов тяг {pull}, жимов {push}: тяг должно быть не меньше.",
        ),
    ),
    "I18": (
        (
            frozenset({"minutes"}),
            "{minutes} [minutes|минута|минуты|минут]: дольше, чем просили или можно.",
        ),
    ),
    "I19": (
        (
            frozenset({"minutes"}),
            "{minutes} [minutes|минута|минуты|минут]: заметно меньше, чем просили.",
        ),
    ),
    "I20": ((frozenset({"slug"}), "«{slug}»: повторы, запас, вес или отдых вне границ."),),
    "I21": ((frozenset({"slug"}), "«{slug}»: слишком близко к пределу для этого клиента."),),
    "I23": ((frozenset({"same"}), "Тренировки недели слишком похожи."),),
    "I24": ((frozenset({"slug"}), "«{slug}»: стороны нагружены не поровну."),),
    "I26": (
        (frozenset({"before", "after"}), "Кардио: было {before} мин, стало {after}, рост рывком."),
        (frozenset({"minutes"}), "Кардио за неделю {minutes} мин: не в норме для цели."),
    ),
    "I32": ((frozenset({"muscle"}), "{muscle}: хотели выделить, но нагрузка не среди первых."),),
    "I33": ((frozenset({"slug"}), "«{slug}»: клиент просил без него."),),
    "I39": ((frozenset({"slug"}), "«{slug}»: число и его объяснение расходятся."),),
    "I40": ((frozenset({"asked", "given"}), "Цель клиента «{asked}», а программа «{given}»."),),
}
FAMILY: Mapping[str, str] = {
    "knee": "приседания и выпады",
    "hip": "наклоны и мосты",
    "push": "жимы",
    "pull": "тяги",
    "core": "корпус",
}
CLEAN = "Замечаний нет"
DANGER = "Безопасность"
ADVICE = "Замечания"
WHOLE = "Вся программа"


def say(finding: Finding, catalogue: Catalogue) -> str:
    """The finding as a sentence."""
    return say_rule(finding.code, finding.data, catalogue)


def say_rule(code: str, data: Mapping[str, object], catalogue: Catalogue) -> str:
    """The sentence for a rule and what was found of it."""
    spoken = {name: _spoken(name, value, catalogue) for name, value in data.items()}
    for needed, template in CASES.get(code, ()):
        if needed <= spoken.keys():
            said = fill(template, spoken)
            return said[:1].upper() + said[1:]
    return RULES[code]


def where(weeks: Sequence[int], day: int | None) -> str:
    """Which weeks and day it is about; without a week, the whole programme."""
    if not weeks:
        return WHOLE
    said = say_weeks(weeks)
    return f"{said}, {WEEKDAY[day - 1].lower()}" if day else said


def _spoken(name: str, value: object, catalogue: Catalogue) -> Any:
    if name in {"slug", "alternative"}:
        slug = str(value)
        return catalogue[slug].name if slug in catalogue else slug
    if name == "muscle" and isinstance(value, str):
        return MUSCLE.get(value, value)
    if name == "family":
        return FAMILY.get(str(value), str(value))
    if name in {"asked", "given"}:
        return say_answer("goal", str(value)).lower()
    return value if isinstance(value, int | float) else str(value)
