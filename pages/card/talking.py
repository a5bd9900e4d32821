"""The card's talk: questions are answered, what was said to the bot and by it is read and found."""

from collections.abc import Sequence
from uuid import UUID

from nicegui import ui

from app.runtime import Runtime
from app.words import talk as words
from components import bits
from components.card.questions import draw_questions
from components.card.talk import draw_talk, text_of
from domain import answers, clock, conversations, messages, questions
from domain.conversations import PAGE, Said
from domain.questions import Question
from pages.card.deeds import Deeds
from pages.told import told_in_words

MOST = 400
"""Lines that are searched; further back is the export's business."""


class Talking:
    """Both parts of one open card; fields in which something is typed are not drawn anew."""

    def __init__(self, runtime: Runtime, deeds: Deeds) -> None:
        self._runtime = runtime
        self._deeds = deeds
        self._asked: list[UUID] = []
        self._wanted = ""
        self._shown = PAGE

    def draw_questions(self) -> None:
        """Where the open questions stand."""
        self._questions = bits.box("stack")

    def draw_talk(self) -> None:
        """Where the talk stands; out of sight while there is none."""
        with bits.sheet(words.TITLE) as self._sheet:
            with bits.box("talk-find"):
                field = ui.input(placeholder=words.SEARCH, on_change=lambda e: self._find(e.value))
                field.props("outlined dense debounce=180 clearable type=search autocomplete=off")
                field.mark("talk-search")
            with bits.box("talk-scroll"):
                self._lines = bits.box("talk")
            self._more = bits.box("row-foot")
            with self._more:
                bits.press(words.EARLIER, self._show_earlier, look="quiet", size="wide")

    async def redraw(self) -> None:
        """Read both and draw what has changed."""
        client_id = self._deeds.client_id
        async with self._runtime.db.read() as session:
            asked = await questions.list_open(session, client_id)
            channels = await messages.find_channels(session, client_id)
            limit = MOST if self._wanted else self._shown + 1
            said = await conversations.read(session, client_id, limit)
        self._draw_asked(asked, channels)
        self._draw_said(said)

    def _draw_asked(self, asked: Sequence[Question], channels: Sequence[str]) -> None:
        ids = [question.id for question in asked]
        if ids == self._asked:
            return
        self._asked = ids
        self._questions.clear()
        with self._questions:
            draw_questions(
                asked,
                channels,
                now=clock.now(),
                timezone=self._runtime.settings.timezone,
                on_answer=self._answer,
            )

    def _draw_said(self, said: Sequence[Said]) -> None:
        self._sheet.set_visibility(bool(said))
        self._more.set_visibility(not self._wanted and len(said) > self._shown)
        found = said[-self._shown :]
        if self._wanted:
            found = [one for one in said if self._wanted in text_of(one).casefold()]
        self._lines.clear()
        with self._lines:
            draw_talk(found, now=clock.now(), timezone=self._runtime.settings.timezone)

    async def _answer(self, question: Question, text: str) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await answers.answer(session, question.id, text, f"card:{question.id}")
            ui.notify(words.SENT)
        await self.redraw()

    async def _find(self, wanted: str | None) -> None:
        self._wanted = (wanted or "").strip().casefold()
        await self.redraw()

    async def _show_earlier(self) -> None:
        self._shown = min(self._shown + PAGE, MOST)
        await self.redraw()
