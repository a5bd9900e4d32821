"""What went wrong is told to the trainer in words, and never twice thrown away."""

from collections.abc import Iterator
from contextlib import contextmanager

from loguru import logger as log
from nicegui import ui

from app.words import errors
from app.words import frame as words
from domain.errors import DomainError, GatewayError, Refused
from domain.promos import PromoRefused


@contextmanager
def told_in_words() -> Iterator[None]:
    """A rule that forbids is said kindly; anything else is logged and said in general words.

    The block ends either way: what comes after it must not rely on its having succeeded.
    """
    try:
        yield
    except (DomainError, GatewayError) as e:
        ui.notify(say(e))
    except Exception:  # noqa: BLE001 - whatever it is, the page lives on and the log has it
        log.exception("a page's action failed")
        ui.notify(words.BROKEN, color="negative")


def say(error: DomainError | GatewayError) -> str:
    """The sentence for `error`; for refused fields, the first field's own."""
    if type(error) is Refused or isinstance(error, PromoRefused):
        return next(errors.say_field(key, code) for key, code in error.fields.items())
    return errors.say(error)
