"""Leaving a form that was changed and not saved: the browser asks first."""

from nicegui import ui

ASK_FIRST = "window.onbeforeunload = (e) => { e.preventDefault(); return ''; }"
LEAVE_FREELY = "window.onbeforeunload = null"


def ask_first() -> None:
    """From now on."""
    ui.run_javascript(ASK_FIRST)


def leave_freely() -> None:
    """What was typed is saved."""
    ui.run_javascript(LEAVE_FREELY)
