"""What was done beside what was prescribed: a programme's log, day after day, only to be read."""

from collections.abc import Sequence

from nicegui import ui

from app.words import card as card_words
from app.words import followed as words
from app.words import sheets
from app.words.progress import name_of
from app.words.training import TITLE
from components import bits
from domain.exercises import Catalogue
from domain.programmes.plan import Day, Plan
from domain.progress.accounts import Account
from domain.progress.rows import SessionLog, SetLog

MOST_DAYS = 40


def draw_done(plan: Plan, account: Account) -> None:
    """The newest day first and open; nothing at all where nothing is logged."""
    if not account.sessions:
        return
    with bits.sheet(words.DONE_TITLE) as sheet:
        sheet.mark("done")
        bits.text(words.say_rate(account), "sheet-body soft")
        for i, session in enumerate(reversed(account.sessions[-MOST_DAYS:])):
            _draw_session(plan, account, session, is_open=i == 0)


def _draw_session(plan: Plan, account: Account, session: SessionLog, *, is_open: bool) -> None:
    day = plan.day(session.week, session.weekday)
    here = (session.week, session.weekday)
    logs = [log for log in account.logs if (log.week, log.weekday) == here]
    with ui.element("details").classes("day") as details:
        if is_open:
            details.props["open"] = True
        with ui.element("summary").classes("line is-apart"):
            week = card_words.WEEK.format(number=session.week)
            bits.text(f"{week}: {TITLE[day.title]}", "strong")
            bits.text(words.say_last(session), "soft small num")
        for said in words.say_words(session):
            bits.text(said, "soft small")
        _draw_rows(day, logs, account.catalogue)


def _draw_rows(day: Day, logs: Sequence[SetLog], catalogue: Catalogue) -> None:
    """Each exercise of the plan, then those that came instead."""
    asked = {item.slug: item for item in day.exercises}
    for slug in dict.fromkeys([*asked, *(log.slug for log in logs)]):
        mine = [log for log in logs if log.slug == slug]
        item = asked.get(slug)
        dose = sheets.amount(item.sets, item.reps, item.unit.value) if item else words.INSTEAD
        name, done = words.say_exercise(slug, mine, catalogue) if mine else ("", words.NOT_DONE)
        with bits.box("line is-apart is-wrap pad-row"):
            with bits.box("grow"):
                bits.text(name or name_of(slug, catalogue), "small")
                bits.text(dose, "soft small num")
            bits.text(done, "small strong num" if mine else "soft small")
