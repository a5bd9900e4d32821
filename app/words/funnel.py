"""The funnel: why somebody was moved, in words."""

from collections.abc import Mapping

WHY: Mapping[str, str] = {
    "came": "пришёл впервые",
    "lead": "оставил новую заявку",
    "by_hand": "вручную",
    "intake": "ответил на анкету",
    "purchase": "выбрал тариф",
    "payment": "оплатил",
    "programme_sent": "получил программу",
    "programme_over": "программа закончилась",
    "day_7": "прошла неделя после пробной программы",
}
"""By the code of `domain.funnel.ClientMoved`."""
MOVE = "Переместить"
NO_STAGE = "Не в воронке"
MOVED = "{name}: теперь «{stage}»."


def why(code: str) -> str:
    """Why somebody was moved; a code of nobody's says nothing."""
    return WHY.get(code, "")
