"""/settings/model: which language model talks, how, and for how much; tried at once."""

import time
from collections.abc import Sequence

from nicegui import ui

from app.runtime import Runtime
from app.words import errors
from app.words import model as words
from app.words.speech import roubles
from components import bits
from components.model_form import ModelForm
from domain.agent import costs
from domain.agent.choosing import ModelChosen, choose, read_choice
from domain.agent.costs import DayOfCosts
from domain.agent.ports import Talker, Turn
from domain.errors import GatewayError, GatewayRefused, Refused
from pages.live import redraw_on
from pages.settings.desk import desk
from pages.told import told_in_words


def build(runtime: Runtime) -> None:
    @ui.page("/settings/model")
    async def model_page() -> None:
        with desk(runtime, words.TITLE, "model"):
            await _Screen(runtime).open()


class _Screen:
    """The model's page in one browser."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def open(self) -> None:
        bits.text(words.NOTE, "soft")
        self._region = bits.box("stack")
        await self._draw()
        redraw_on(self._runtime, ModelChosen, refresh=self._draw)

    async def _draw(self) -> None:
        async with self._runtime.db.read() as session:
            choice = await read_choice(session)
            days, spent = await costs.list_days(session), await costs.read_spent(session)
        model = self._runtime.model
        self._region.clear()
        with self._region:
            with bits.sheet(), bits.box("sheet-body stack"):
                self._draw_environment()
                self._form = ModelForm(
                    choice,
                    is_key_lost=not model.can_open(choice),
                    has_whose=not model.is_of_environment,
                )
                with bits.box("line is-wrap"):
                    bits.press(words.SAVE, self._save).mark("save")
                    bits.press(words.CHECK, self._check, look="quiet").mark("check")
                self._said = bits.text("", "soft small").mark("checked")
            self._draw_costs(
                days, words.TODAY.format(spent=roubles(spent), cap=roubles(choice.cap))
            )

    def _draw_environment(self) -> None:
        name = self._runtime.settings.llm_model
        if name is not None:
            bits.text(words.OF_ENVIRONMENT.format(model=name), "label")

    def _draw_costs(self, days: Sequence[DayOfCosts], today: str) -> None:
        with bits.sheet(words.COSTS), bits.box("sheet-body stack is-tight"):
            bits.text(today, "label")
            if not days:
                bits.text(words.COSTS_EMPTY, "soft")
            for day in days:
                bits.text(words.date(day), "row-title")
                bits.text(words.day(day), "row-sub")

    async def _save(self) -> None:
        with told_in_words():
            await self._keep()
            ui.notify(words.SAVED)

    async def _keep(self) -> None:
        self._form.show_wrong({})
        key = self._form.read_key()
        try:
            async with self._runtime.db.begin() as session:
                sealed = None if key is None else self._runtime.model.seal(key)
                await choose(session, self._form.read(), sealed)
        except Refused as e:
            told = {name: errors.say_field(name, code) for name, code in e.fields.items()}
            self._form.show_wrong(told)
            raise

    async def _check(self) -> None:
        talker = await self._runtime.model.find()
        said = words.NO_MODEL if talker is None else await _try(talker)
        self._said.set_text(said)


async def _try(talker: Talker) -> str:
    """What a word with the model has come to."""
    began, first, heard = time.monotonic(), None, ""
    try:
        async for piece in talker.talk([Turn("user", words.TRIAL)]):
            if isinstance(piece, str):
                first = first or time.monotonic()
                heard += piece
    except GatewayError as e:
        told = words.REFUSED if isinstance(e, GatewayRefused) else words.SILENT
        return told.format(why=e)
    return words.WORKS.format(
        said=heard.strip()[:200],
        first=words.seconds(round(1000 * ((first or began) - began))),
        whole=words.seconds(round(1000 * (time.monotonic() - began))),
    )
