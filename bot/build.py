"""The bot put together. To add a subject: its file with `build(desk)`, its line in ROUTERS.

The order is the order in which routers are asked. Commands stand before dialogues, so that a
command is never taken for an answer; `fallback` is the last.
"""

import logging
from collections.abc import Callable

from aiogram import Dispatcher, Router

from app.messenger import Messenger
from app.runtime import Runtime
from app.seals import Seals
from app.throttle import Throttle
from bot import (
    advice,
    codes,
    fallback,
    faq,
    groups,
    measuring,
    members,
    menu,
    offers,
    own_data,
    owner,
    programme,
    progress,
    questionnaire,
    start,
    today,
    typed,
    wishes,
)
from bot.desk import Desk
from bot.files import Files
from bot.mouth import Mouth
from bot.storage import DialogueStorage

__all__ = ["ROUTERS", "build_dispatcher", "build_mouth"]

# One line for each update says nothing that the row does not.
logging.getLogger("aiogram.event").setLevel(logging.WARNING)

ROUTERS: tuple[Callable[[Desk], Router], ...] = (
    members.build,
    groups.build,
    owner.build,
    start.build,
    today.build,
    programme.build,
    progress.build,
    menu.build,
    questionnaire.build,
    offers.build,
    advice.build,
    faq.build,
    wishes.build,
    own_data.build,
    # Dialogues, each with its own states, stand here.
    owner.build_ear,
    questionnaire.build_ear,
    codes.build,
    measuring.build,
    typed.build,
    faq.build_ear,
    fallback.build,
)


def build_dispatcher(desk: Desk) -> Dispatcher:
    """Every router in its order, over dialogues that live in the database."""
    dispatcher = Dispatcher(storage=DialogueStorage())
    dispatcher.message.outer_middleware(questionnaire.Repeat(desk))
    for build in ROUTERS:
        dispatcher.include_router(build(desk))
    return dispatcher


def build_mouth(runtime: Runtime, messenger: Messenger) -> Mouth:
    """What understands updates, over a messenger that says the answers."""
    provider = next(iter(runtime.outside.payments), None)
    desk = Desk(
        settings=runtime.settings,
        guesses=Throttle(),
        retriever=runtime.retriever,
        provider=provider,
    )
    seals = Seals(runtime.settings.secret_key.get_secret_value())
    return Mouth(build_dispatcher(desk), messenger, seals, Files(runtime, messenger))
