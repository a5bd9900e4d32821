"""A talk about the questionnaire: the screen kept with the dialogue, the answers with the draft."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup

from app.words import bot_questionnaire as words
from bot import asking
from bot.answers import Answers, Part
from bot.asking import Screen
from bot.desk import Desk, Visitor
from bot.standing import Standing, Stop, find_asked, find_standing
from domain import consents, intakes
from domain.consents import ConsentKind
from domain.ledger import Transaction
from domain.questionnaire import AnswersRefused, Question, asked, read_answer

KEPT = "intake"
"""In the dialogue: the screen."""
CHANNEL = intakes.CHAT


class Asking(StatesGroup):
    answer = State()
    """Something of the questionnaire is on the screen; what is typed answers it."""


@dataclass
class Talk:
    """One move in it."""

    desk: Desk
    session: Transaction
    visitor: Visitor
    state: FSMContext
    answers: Answers
    standing: Standing
    screen: Screen

    @classmethod
    async def open(
        cls,
        desk: Desk,
        session: Transaction,
        visitor: Visitor,
        state: FSMContext,
        answers: Answers,
    ) -> "Talk":
        client = await visitor.client(session)
        await session.flush()
        standing = await find_standing(session, client)
        kept = dict((await state.get_data()).get(KEPT) or {})
        if kept.get("picked") is not None:
            kept["picked"] = tuple(kept["picked"])
        talk = cls(desk, session, visitor, state, answers, standing, Screen(**kept))
        if talk.question is None or talk.question.key != talk.screen.on:
            # Somebody has answered on the page meanwhile: ticks of another question are none.
            talk.screen = replace(talk.screen, picked=None)
        return talk

    @property
    def question(self) -> Question | None:
        """What is asked now; None where a button decides."""
        step = self.standing.step(self.screen.asked)
        return step if isinstance(step, Question) else None

    async def look(self) -> None:
        """Read the draft again: what was written has moved it on."""
        self.standing = await find_standing(self.session, self.standing.client)

    async def show(self, before: Sequence[Part] = (), *, is_new: bool = False, **kept: Any) -> None:
        """Draw what comes next, and remember it.

        Args:
            before: what is said above it.
            is_new: in a message of its own, whatever was pressed.
            kept: fields of the screen that change.
        """
        self.screen = replace(self.screen, **kept)
        self.screen = replace(self.screen, on=self.question.key if self.question else None)
        await self.state.set_state(Asking.answer)
        await self.state.update_data({KEPT: asdict(self.screen)})
        shown = asking.draw(self.desk, self.standing, self.screen)
        say = self.answers.say_all if is_new else self.answers.change_all
        say([*before, *shown.parts], shown.buttons)

    async def ask(self, key: str | None, *, is_edit: bool = False, is_new: bool = False) -> None:
        """Put this question, or else whatever comes next."""
        await self.show(asked=key, picked=None, is_edit=is_edit, is_new=is_new)

    async def take(
        self, raw: Mapping[str, object], before: Sequence[Part] = (), *, is_told: bool = False
    ) -> None:
        """Keep answers and go on; those that cannot be taken are asked for again.

        Args:
            is_told: in words: he reads how they were understood.
        """
        taken: dict[str, object] = {}
        refused: list[Part] = []
        for key, value in raw.items():
            question = find_asked(self.standing.given, key)
            if question is None:
                continue
            try:
                taken[key] = read_answer(key, value)
            except AnswersRefused as e:
                refused.append(
                    Part(words.TEXT, {"text": words.say_refused(question, e.fields[key])})
                )
        await intakes.answer(self.session, self.standing.granted, _plain(taken))
        await self.session.flush()
        noted = [Part(words.NOTED, {"told": words.say_told(taken)})] if is_told and taken else []
        current, said = self.question, [*before, *noted, *refused]
        await self.look()
        if current is not None and current.key not in taken:
            return await self.show(said)
        return await self.show(said, asked=None, picked=None, is_edit=False)

    def before(self, key: str) -> str:
        """The question before this one."""
        keys = [question.key for question in asked(self.standing.given)]
        return keys[max(keys.index(key) - 1, 0)] if key in keys else keys[0]

    async def agree(self, kind: ConsentKind) -> None:
        """He agrees to the current version of the text; twice is once."""
        if kind not in self.standing.allowed:
            text = (await consents.current_texts(self.session))[kind]
            consents.give(self.session, self.standing.client.id, text, CHANNEL)
            await self.session.flush()
            await self.look()

    async def leave(self) -> None:
        """Nothing is asked any more."""
        await self.state.set_state(None)
        await self.state.update_data({KEPT: None})

    @property
    def stop(self) -> Stop | None:
        step = self.standing.step(self.screen.asked)
        return step if isinstance(step, Stop) else None


def _plain(taken: Mapping[str, object]) -> dict[str, object]:
    """As JSON keeps it."""
    return {key: list(v) if isinstance(v, tuple) else v for key, v in taken.items()}
