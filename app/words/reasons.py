"""Reasons: why each number of an exercise is what it is, in short and at length.

A clause is short: strung together they make the one sentence beside an exercise. A sentence
stands alone, for whoever taps a number or reads the appendix on paper. Both take their numbers
from the plan and have none of their own.
"""

from collections.abc import Mapping
from functools import lru_cache

from app.words.speech import fill
from app.words.training import accusative
from domain.exercises import Unit
from domain.programmes.plan import Datum, Day, Item, Kind, Phrase, Plan, Week

Data = tuple[tuple[str, Datum], ...]

FAMILY_WHY: Mapping[str, str] = {
    "knee": "Нужно ногам, чтобы легко вставать и подниматься",
    "hip": "Нужно ягодицам и задней поверхности бедра, чтобы беречь поясницу",
    "push": "Нужно груди, плечам и рукам, чтобы уверенно толкать и держать",
    "pull": "Нужно спине, чтобы держать осанку",
    "core": "Нужно корпусу, чтобы защищать поясницу",
}
_REPS = "[high|повтор|повтора|повторов]"
_RESERVE = "{rir} [rir|повтор|повтора|повторов] в запасе"
_SETS = "{sets} [sets|подход|подхода|подходов]"
CLAUSES: Mapping[str, str] = {
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
    "reps_day_heavy": f"{{range}} {_REPS}: сегодня тяжёлый день",
    "reps_day_medium": f"{{range}} {_REPS}: сегодня средний день",
    "reps_day_light": f"{{range}} {_REPS}: сегодня лёгкий день",
    "rest_pair": "{rest} с до второго упражнения пары, пока одни мышцы отдыхают за другими",
    "for_intervals": "Учит сердце быстро разгоняться и быстро успокаиваться",
    "interval_hard": "сильно, но ровно до конца отрезка",
    "interval_times": "{sets} [sets|отрезок|отрезка|отрезков]",
    "interval_easy": "{rest} с спокойно между отрезками",
    "run_walk": "{run} [run|минута|минуты|минут] бегом, потом шагом",
    "run_times": "{sets} [sets|раз|раза|раз]",
    "walk_between": "{rest} с шагом между пробежками",
    "own_exercise": "Выбрал ваш тренер",
    "own_sets": "{sets} [sets|подход|подхода|подходов], так решил тренер",
    "own_reps": f"{{range}} {_REPS}, так решил тренер",
    "own_hold": "{range} [high|секунда|секунды|секунд], так решил тренер",
    "own_minutes": "{range} [high|минута|минуты|минут], так решил тренер",
    "own_rir": "{rir} в запасе, так решил тренер",
    "own_rest_s": "отдых {rest_s} с, так решил тренер",
    "own_tempo": "темп {tempo}, так решил тренер",
    "own_percent_1rm": "около {percent_1rm} % от максимума, так решил тренер",
    "own_load_g": "вес выбрал тренер",
    "logged_load": "вес взяли из ваших записей",
}
"""Clauses: strung together they make the sentence beside an exercise."""
SAID_IN_SHORT = ("reps", "rir", "pulse", "effort", "rest_s")
"""What of an exercise's reasons goes into its one sentence, in this order."""
SENTENCES: Mapping[str, str] = {
    "for_family": "{why}. Такое движение есть в программе каждую неделю.",
    "for_muscle": (
        "Прорабатывает {muscle}: так за неделю наберётся нужная этим мышцам работа. Подходит к "
        "вашему снаряжению и опыту."
    ),
    "for_heart": "Укрепляет сердце и помогает восстанавливаться между силовыми.",
    "for_balance": (
        "Учит держать равновесие и бережёт от падений. Стойте рядом с опорой, за которую можно "
        "взяться."
    ),
    "sets_goal": (
        f"{_SETS}: вместе с остальными днями недели это столько, сколько мышцам нужно для вашей "
        "цели, и не больше, чем они успеют восстановить."
    ),
    "sets_intro": (
        f"{_SETS}: первые недели вводные, тело привыкает. Больше работы сейчас прибавило бы "
        "только боль в мышцах."
    ),
    "sets_deload": (
        f"{_SETS}: неделя разгрузочная. Тренировок столько же, подходов меньше: усталость уходит, "
        "а сила остаётся."
    ),
    "one_set": f"{_SETS}: этого достаточно, всё время отдано одному заходу.",
    "reps_weight_loss": (
        f"{{range}} {_REPS}: с таким весом мышцы сохраняются, пока уходит лишнее, а тренировка "
        "получается плотной."
    ),
    "reps_muscle_gain": (
        f"{{range}} {_REPS}: мышцы растут, когда подход труден к концу, а в этих границах до "
        "трудного доходят без лишнего риска для суставов."
    ),
    "reps_strength": (
        f"{{range}} {_REPS}: сила растёт от хорошего веса, а с хорошим весом повторов немного."
    ),
    "reps_endurance": (
        f"{{range}} {_REPS}: вес лёгкий, повторов много, и мышцы учатся работать долго."
    ),
    "reps_maintenance": (
        f"{{range}} {_REPS}: средний вес и средний темп держат форму и не утомляют надолго."
    ),
    "reps_health": (
        f"{{range}} {_REPS}: мышцы и кости крепнут, а суставам с таким весом спокойно."
    ),
    "reps_careful": (
        f"{{range}} {_REPS}: вес небольшой, поэтому суставам и сосудам легче, а сила всё равно "
        "растёт."
    ),
    "reps_minor": (f"{{range}} {_REPS}: пока тело растёт, важнее техника, поэтому вес лёгкий."),
    "reps_tight": (
        f"{{range}} {_REPS}: столько помещается в ваше время. Будет его больше, прибавим."
    ),
    "reps_hold": (
        "{range} [high|секунда|секунды|секунд]: держите, пока поза ровная, и дышите. Дольше "
        "держать незачем, труднее делает не время, а положение тела."
    ),
    "rir_first_weeks": (
        f"{_RESERVE}: пока движение новое, заканчивайте подход задолго до предела. Так запомнится "
        "чистая техника."
    ),
    "rir_wave": (
        f"{_RESERVE}: столько вы смогли бы сделать ещё. От недели к неделе запас становится "
        "меньше, а подходы труднее, но до отказа не доходим."
    ),
    "rir_deload": f"{_RESERVE}: на разгрузочной неделе подходы лёгкие, иначе отдыха не выйдет.",
    "rir_careful": (
        f"{_RESERVE}: ближе к пределу не подходим, там растут давление и риск, а не польза."
    ),
    "rest": (
        "{rest} с отдыха: дыхание и силы успевают вернуться, и следующий подход выйдет не хуже. "
        "Чем тяжелее упражнение, тем дольше пауза."
    ),
    "rest_circuit": (
        "{rest} с до следующего упражнения круга: пока работают одни мышцы, другие отдыхают, "
        "поэтому пауза короткая."
    ),
    "no_rest": "Пауз нет: идите в ровном темпе до конца.",
    "tempo": (
        "Темп {tempo}: секунды вниз, паузы, вверх и снова паузы. Ровное движение нагружает мышцы, "
        "а рывок суставы."
    ),
    "tempo_slow": (
        "Темп {tempo}: секунды вниз, паузы, вверх и снова паузы. Вниз не спеша: так легче "
        "почувствовать движение и поправить себя."
    ),
    "percent": (
        "Около {percent} % от веса, который подняли бы один раз: с ним выходит нижняя граница "
        "повторов и остаётся {rir} в запасе. Если не сходится, верьте запасу."
    ),
    "cardio_minutes": (
        "{minutes} [minutes|минута|минуты|минут]: доля от того, сколько движения в неделю нужно "
        "для вашей цели. Начинаем с посильного и прибавляем понемногу."
    ),
    "pulse": (
        "Пульс {range}: посчитан по вашему возрасту и пульсу в покое. Сердце тренируется, а "
        "говорить фразами ещё можно."
    ),
    "pulse_assumed": (
        "Пульс {range}: посчитан по вашему возрасту, пульс в покое взят средний. Проверяйте "
        "разговором: фразы должны получаться."
    ),
    "effort": (
        "Усилие {range} по шкале Борга: дышите чаще, но разговариваете. Пульсу здесь верить "
        "нельзя, поэтому слушайте себя."
    ),
    "reps_day_heavy": (
        f"{{range}} {_REPS}: сегодня тяжёлый день, вес больше, повторов меньше. В другие дни будет "
        "наоборот: так суставы отдыхают, а мышцы не скучают."
    ),
    "reps_day_medium": (
        f"{{range}} {_REPS}: сегодня средний день, между тяжёлым и лёгким. Разный вес в разные дни "
        "держит интерес и бережёт суставы."
    ),
    "reps_day_light": (
        f"{{range}} {_REPS}: сегодня лёгкий день, вес меньше, повторов больше. Суставы отдыхают "
        "перед следующим тяжёлым."
    ),
    "rest_pair": (
        "{rest} с до второго упражнения пары: мышцы в них противоположные, одни отдыхают, пока "
        "работают другие. Так вы успеваете больше за то же время."
    ),
    "for_intervals": (
        "Учит сердце быстро разгоняться и быстро успокаиваться. Это раз в неделю и только потому, "
        "что здоровье и опыт позволяют."
    ),
    "interval_hard": (
        "Сильно, но ровно: последние секунды отрезка должны выйти такими же, как первые."
    ),
    "interval_times": (
        "{sets} [sets|отрезок|отрезка|отрезков]: столько полезно сейчас, раз в месяц прибавим."
    ),
    "interval_easy": "{rest} с спокойно: дыхание должно почти вернуться, иначе отрезок не выйдет.",
    "run_walk": (
        "{run} [run|минута|минуты|минут] бегом, потом шагом: связки привыкают к бегу медленнее "
        "сердца, поэтому сначала вперемежку."
    ),
    "run_times": "{sets} [sets|раз|раза|раз] подряд: вместе с шагом это всё время пробежки.",
    "walk_between": "{rest} с шагом между пробежками: отдышитесь, пульс опустится.",
    "own_exercise": "Это упражнение для вас выбрал тренер.",
    "own_sets": f"{_SETS}: так для вас решил тренер.",
    "own_reps": f"{{range}} {_REPS}: так для вас решил тренер.",
    "own_hold": "{range} [high|секунда|секунды|секунд]: так для вас решил тренер.",
    "own_minutes": "{range} [high|минута|минуты|минут]: так для вас решил тренер.",
    "own_rir": f"{_RESERVE}: так для вас решил тренер.",
    "own_rest_s": "{rest_s} с отдыха: так для вас решил тренер.",
    "own_tempo": (
        "Темп {tempo}: секунды вниз, паузы, вверх и снова паузы. Так для вас решил тренер."
    ),
    "own_percent_1rm": (
        "Около {percent_1rm} % от веса, который подняли бы один раз: так для вас решил тренер. "
        "Если не сходится, верьте запасу."
    ),
    "logged_load": (
        "С этим весом у вас получилось в прошлый раз, с него и начнём. Если тяжело или легко, "
        "верьте запасу."
    ),
    "own_load_g": "Вес для начала назвал тренер. Если тяжело или легко, верьте запасу.",
}
"""Whole sentences, for a number that was asked about."""
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
DELOAD = (
    "Эта неделя разгрузочная: усталость копится быстрее, чем уходит, и раз в несколько недель ей "
    "дают уйти. Тренировок столько же, подходов меньше, запас больше. После неё прибавлять легче."
)
MINUTES: Mapping[Kind, str] = {
    Kind.STRENGTH: (
        "Около {minutes} [minutes|минуты|минут|минут]: разминка, подходы с отдыхом до верхней "
        "границы повторов и заминка. Вы просили не дольше {asked}."
    ),
    Kind.CARDIO: (
        "Около {minutes} [minutes|минуты|минут|минут] с разминкой и заминкой: столько кардио "
        "нужно сейчас для вашей цели. Вы просили не дольше {asked}."
    ),
}


def explain(item: Item) -> list[tuple[str, str]]:
    """Each prescribed number of an exercise and the choice itself: a label, and why, at length."""
    return [
        (_label(field, item), say_at_length(item.reasons[field]))
        for field in LABELS
        if field in item.reasons and item.reasons[field].code in SENTENCES
    ]


def explain_minutes(day: Day, plan: Plan) -> str:
    """Why a day takes so long; empty for a day of rest."""
    if day.kind not in MINUTES:
        return ""
    return fill(MINUTES[day.kind], {"minutes": day.minutes, "asked": plan.minutes})


def explain_week(week: Week) -> str:
    """Why a week is easy; empty for one that is not."""
    return DELOAD if week.deload else ""


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
    return fill(SENTENCES[code], _spoken(code, data))


def _spoken(code: str, data: Data) -> dict[str, Datum]:
    spoken = dict(data)
    if "low" in spoken:
        low, high = spoken["low"], spoken["high"]
        spoken["range"] = str(low) if low == high else f"{low}–{high}"
    if code == "for_family":
        spoken["why"] = FAMILY_WHY[str(spoken["family"])]
    if code == "for_muscle":
        spoken["muscle"] = accusative(str(spoken["muscle"]))
    return spoken
