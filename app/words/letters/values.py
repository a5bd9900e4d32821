"""What the words of a letter may name in braces, by kind: only such a letter can be reworded.

A letter that speaks of a doctor, of a consent or of the way into the cabinet has none: its words
are not the trainer's to change.
"""

from collections.abc import Callable, Mapping

from app.words.letters.matter import Matter
from app.words.speech import NBSP, plural, roubles

Values = Mapping[str, str]


def _nothing(_: Matter) -> Values:
    return {}


def _week(matter: Matter) -> Values:
    return {"sessions": _sessions(matter)}


def _programme(matter: Matter) -> Values:
    weeks = plural(matter.weeks, "неделю", "недели", "недель")
    return {"weeks": f"{matter.weeks}{NBSP}{weeks}", "sessions": _sessions(matter)}


def _sessions(matter: Matter) -> str:
    if not matter.sessions:
        return ""
    noun = plural(matter.sessions, "тренировка", "тренировки", "тренировок")
    return f"{matter.sessions}{NBSP}{noun}"


def _order(matter: Matter) -> Values:
    return {"title": matter.title, "amount": roubles(matter.amount) if matter.amount else ""}


def _payment(matter: Matter) -> Values:
    amount = roubles(matter.amount)
    paid_on = matter.paid_at.strftime("%d.%m.%Y") if matter.paid_at else ""
    where = "сюда же" if matter.is_chat else "отдельным письмом"
    follows = (
        f"Полную программу пришлю {where}."
        if matter.brings_programme
        else "Напишу вам, чтобы договориться о времени."
    )
    if matter.giver:
        follows = "Это подарок: приглашение получит тот, кому вы его сделали."
    order = f"{matter.title}: {amount}" + (f", {paid_on}" if paid_on else "")
    return {"order": order, "title": matter.title, "amount": amount, "next": follows}


def _answer(matter: Matter) -> Values:
    return {"answer": matter.answer}


def _offer(matter: Matter) -> Values:
    best = matter.offers[0] if matter.offers else None
    return {
        "tariff": best.title if best else "",
        "price": roubles(best.price) if best else "",
    }


VALUES: Mapping[str, Callable[[Matter], Values]] = {
    "free_week_ready": _week,
    "review_started": _nothing,
    "payment_received": _payment,
    "programme_ready": _programme,
    "programme_updated": _nothing,
    "intake_needed": _nothing,
    "answers_outdated": _nothing,
    "ask_again": _nothing,
    "reminder_day_3": _answer,
    "reminder_day_5": _nothing,
    "reminder_day_7": _offer,
    "reminder_unpaid_hour": _order,
    "reminder_unpaid_day": _order,
    "reminder_unpaid_3_days": _order,
}
