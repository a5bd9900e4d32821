"""Which model talks, how, and for how much: the trainer's choice; the last row rules.

Its key is kept sealed (`app.vault`): here it is a string that says nothing.
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import Refused
from domain.ledger import Fact, Row, record

LONGEST_PROMPT = 2000
MOST_TURNS = 30
HOTTEST = 100
DEAREST, RICHEST = 100_000, 10_000_000


class Provider(StrEnum):
    YANDEX = "yandex"
    GIGACHAT = "gigachat"
    PROXYAPI = "proxyapi"
    OPENAI = "openai"
    OTHER = "other"
    """Any that speaks as OpenAI does."""


class ModelChoice(Row, table=True):
    provider: Provider = Provider.YANDEX
    model: str = Field(default="", max_length=200)
    """As its provider calls it; empty: no model."""
    folder: str = Field(default="", max_length=100)
    """Of Yandex Cloud."""
    base: str = Field(default="", max_length=300)
    sealed_key: str = ""
    temperature: int = 30
    """In hundredths."""
    prompt: str = ""
    """What the trainer adds to our own rules."""
    turns: int = 10
    """How many lines of a talk are told whole; those before them in short."""
    cap: int = 10_000
    """Kopecks a day."""
    price: int = 120
    """Kopecks per 1000 tokens."""


class ModelChosen(Fact):
    pass


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What is given of a choice; the key apart, as it is seldom given anew."""

    provider: Provider
    model: str
    folder: str
    base: str
    temperature: int
    prompt: str
    turns: int
    cap: int
    price: int


async def read_choice(session: AsyncSession) -> ModelChoice:
    """The choice that rules now; what a new house has, before there is one."""
    newest = select(ModelChoice).order_by(col(ModelChoice.id).desc()).limit(1)
    return (await session.exec(newest)).first() or ModelChoice()


async def choose(session: AsyncSession, chosen: Chosen, sealed_key: str | None = None) -> None:
    """From now on it is this; without a new key the one there was stays with its provider.

    Raises:
        Refused: a field cannot be so.
    """
    _check(chosen)
    had = await read_choice(session)
    stays = (had.provider, had.base) == (chosen.provider, chosen.base.strip())
    kept = had.sealed_key if stays else ""
    given = vars(chosen) | {
        name: getattr(chosen, name).strip() for name in ("model", "folder", "base", "prompt")
    }
    session.add(ModelChoice(**given, sealed_key=kept if sealed_key is None else sealed_key))
    record(session, ModelChosen())


def _check(chosen: Chosen) -> None:
    bounds = {
        "temperature": HOTTEST,
        "turns": MOST_TURNS,
        "cap": RICHEST,
        "price": DEAREST,
    }
    wrong = {
        name: "out_of_range"
        for name, most in bounds.items()
        if not (1 if name == "turns" else 0) <= getattr(chosen, name) <= most
    }
    if len(chosen.prompt) > LONGEST_PROMPT:
        wrong["prompt"] = "too_long"
    base = chosen.base.strip()
    if base and not base.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        wrong["base"] = "malformed"
    if chosen.model.strip() and chosen.provider is Provider.OTHER and not base:
        wrong["base"] = "missing"
    if chosen.model.strip() and chosen.provider is Provider.YANDEX and not chosen.folder.strip():
        wrong["folder"] = "missing"
    if wrong:
        raise Refused(wrong)
