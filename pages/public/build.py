"""Every public page, and the doors of the API that share their work."""

from collections.abc import Sequence

from fastapi import APIRouter

from app.http import intake, leads, promocodes, purchases, visits
from app.http import widget as talking
from app.http.leads import Receptionist
from app.http.purchases import Cashier
from app.runtime import Runtime
from pages.public import (
    buying,
    cabinet,
    documents,
    landing,
    paying,
    preview,
    programme,
    programme_file,
    progress,
    start,
    static_files,
    telegram,
    today,
    unsubscribe,
    widget,
)
from pages.public.press import Press


def build_public(runtime: Runtime, press: Press) -> Sequence[APIRouter]:
    """The routers of the public site, with the visitors' API."""
    guesses = promocodes.Guesses(runtime)
    receptionist, cashier = Receptionist(runtime), Cashier(runtime, guesses)
    return (
        static_files.build(press),
        landing.build(press, receptionist, guesses),
        preview.build(press),
        start.build(press),
        programme_file.build(press),
        programme.build(press),
        today.build(press),
        progress.build(press),
        buying.build(press, cashier),
        paying.build(runtime),
        cabinet.build(press),
        documents.build(press),
        telegram.build(press),
        unsubscribe.build(press),
        leads.build(receptionist),
        visits.build(runtime),
        widget.build(press),
        talking.build(runtime, receptionist),
        intake.build(runtime),
        purchases.build(runtime, cashier),
        promocodes.build_public(runtime, guesses),
    )
