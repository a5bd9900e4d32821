"""Which parts of the outside are connected, and what works without those that are not."""

from dataclasses import dataclass

from app import health
from app.health import State
from app.runtime import Runtime
from app.words import today as words
from components.bits import Tone

DEMO = "demo"


@dataclass(frozen=True)
class Part:
    key: str
    """A key of `words.PART`."""
    is_on: bool
    said: str
    tone: Tone


def list_parts(runtime: Runtime) -> list[Part]:
    """Mail, bot and payments, as they are now."""
    providers = set(runtime.outside.payments) - {DEMO}
    return [
        _part("mail", is_on="email" in runtime.outside.channels),
        _part("bot", is_on="telegram" in runtime.outside.channels),
        _part("payments", is_on=bool(providers)),
    ]


def _part(key: str, *, is_on: bool) -> Part:
    if not is_on:
        return Part(key, False, words.WORKS_WITHOUT[key], "plain")
    known = health.parts().get(key)
    if known is not None and known.state is State.DOWN:
        return Part(key, True, words.DOWN, "danger")
    return Part(key, True, words.WORKS[key], "good")
