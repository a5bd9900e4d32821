"""Rules: for a number that was asked about, the bounds it had to stay in, and whose they are.

Said after the sentence of the same code, where the plan keeps the bounds: plans of earlier days,
and numbers the trainer chose himself, have none.
"""

from collections.abc import Mapping

WHOM: Mapping[str, str] = {
    "intro": "первых двух недель",
    "beginner": "начинающих",
    "beginner_muscle_gain": "начинающих, которые растят мышцы",
    "muscle_gain_advanced": "опытных, которые растят мышцы",
    "careful": "бережной нагрузки",
    "minor": "подростков",
    "weight_loss": "похудения",
    "muscle_gain": "роста мышц",
    "strength": "силы",
    "endurance": "выносливости",
    "maintenance": "поддержания формы",
    "health": "здоровья",
}
"""Whose rule it is, in the genitive: a rule is for them."""

WEEKLY = (
    "Правило для {whom}: на {muscle} от {least} до {most} подходов в неделю. Где мышца только "
    "помогает, подход считается за половину. За тренировку всех подходов не больше {session}."
)
REPS = "Правило для {whom}: от {least} до {most} повторов."
RESERVE = "Правило: в запасе от {least} до {most}."
CARDIO = (
    "Правило для {whom}: постепенно прийти к {least}–{most} минутам в неделю вместе с ходьбой и "
    "прибавлять за неделю не больше {rise} %."
)
PULSE = "Правило: {least}–{most} % пути от пульса в покое, {rest}, до наибольшего, {top}."

RULES: Mapping[str, str] = {
    "sets_goal": WEEKLY,
    "sets_intro": WEEKLY,
    "sets_deload": "Правило разгрузки: {least}–{most} % подходов прошлой недели.",
    "reps_weight_loss": REPS,
    "reps_muscle_gain": REPS,
    "reps_strength": REPS,
    "reps_endurance": REPS,
    "reps_maintenance": REPS,
    "reps_health": REPS,
    "reps_careful": REPS,
    "reps_minor": REPS,
    "reps_tight": "Обычно для {whom} от {least} до {most} повторов.",
    "reps_hold": "Правило: держать от {least} до {most} секунд.",
    "reps_day_heavy": REPS,
    "reps_day_medium": REPS,
    "reps_day_light": REPS,
    "rir_first_weeks": RESERVE,
    "rir_wave": RESERVE,
    "rir_careful": RESERVE,
    "rir_deload": "Правило разгрузки: в запасе не меньше {least}.",
    "rest": "Правило: отдыхать от {least} до {most} с.",
    "rest_circuit": "Правило: до того же упражнения проходит не меньше {least} с.",
    "rest_pair": "Правило: до того же упражнения проходит не меньше {least} с.",
    "tempo": "Правило: от {least} секунд на повтор; пока движение новое, {most}.",
    "tempo_slow": "Правило: от {least} секунд на повтор; пока движение новое, {most}.",
    "percent": "Правило: от {least} до {most} % от максимума.",
    "cardio_minutes": CARDIO,
    "run_walk": CARDIO,
    "interval_times": "Правило: от {least} до {most} отрезков за тренировку.",
    "pulse": PULSE,
    "pulse_assumed": PULSE,
    "week_cardio": CARDIO,
    "week_deload": (
        "Правило: отдыхать каждую {every}-ю неделю, оставлять {least}–{most} % подходов прошлой "
        "недели."
    ),
}
"""The bounds, as whole sentences."""
NO_LESS: Mapping[str, str] = {
    WEEKLY: (
        "Правило для {whom}: на {muscle} не больше {most} подходов в неделю. Где мышца только "
        "помогает, подход считается за половину. За тренировку всех подходов не больше {session}."
    ),
}
"""The same where the lower bound is nothing."""
EVEN: Mapping[str, str] = {RESERVE: "Правило: в запасе {least}, не меньше."}
"""The same where both bounds are one number."""
