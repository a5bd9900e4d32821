"""Hears an update and gathers the answers: aiogram finds the handler, nothing is said meanwhile."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.types import Update
from loguru import logger as log

from app.messenger import Messenger
from app.replies import Reply
from app.seals import Seals
from app.updates import BotUpdate
from app.words import bot as words
from bot import storage
from bot.answers import Answers
from bot.desk import Visitor
from bot.files import Files
from bot.logbook import lines_of
from domain import bindings, conversations, dialogues, messages
from domain.bindings import Account
from domain.conversations import Line
from domain.dialogues import Dialogue
from domain.ledger import Transaction, facts_of
from domain.messages import Purpose
from domain.people import Client

MET = "met"
OLD = "old"
"""What a press is to the routers when its seal is not ours."""


class Mouth:
    """Implements `app.lanes.Mouth` over a dispatcher."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        messenger: Messenger,
        seals: Seals,
        files: Files,
    ) -> None:
        self._dispatcher = dispatcher
        self._messenger = messenger
        self._seals = seals
        self._files = files
        self._bot = Bot("1:silent", session=_Silent())

    async def meet(self, session: Transaction, rows: Sequence[BotUpdate]) -> None:
        heard = [Heard(row.body, self._seals) for row in rows]
        accounts = [one.account.id for one in heard if one.account is not None]
        known = await bindings.find_clients(session, accounts)
        chats = [one.chat_id for one in heard]
        session.info[MET] = Met(known, await dialogues.list_dialogues(session, chats))

    async def hear(self, session: Transaction, row: BotUpdate) -> list[Reply]:
        heard = Heard(row.body, self._seals)
        if heard.account is None:
            return []
        met = _met(session)
        client = met.clients.get(heard.account.id) if met else None
        if met is None:
            client = await bindings.find_client(session, heard.account.id)
        answers, visitor = heard.answers(), Visitor(heard.account, client)
        before = len(facts_of(session))
        update = Update.model_validate(heard.body, context={"bot": self._bot})
        with storage.within(session, met.dialogues if met else None):
            await self._dispatcher.feed_update(
                self._bot, update, session=session, answers=answers, visitor=visitor
            )
        if heard.wants_answer and answers.is_silent and not heard.is_press:
            log.error("update {} was left in silence", row.number)
            answers.say(words.HEARD)
        said = answers.listed()
        if heard.is_private and (whose := await _whose(session, visitor, before)) is not None:
            row.client_id = whose
            conversations.keep(session, whose, heard.lines(said))
        return said

    async def apologise(
        self, session: Transaction, row: BotUpdate, error: Exception
    ) -> list[Reply]:
        await messages.queue(
            session,
            kind="bot_stumbled",
            purpose=Purpose.TRANSACTIONAL,
            dedupe_key=f"bot_stumbled:{row.id}",
        )
        heard = Heard(row.body, self._seals)
        if heard.account is None or not heard.wants_answer:
            return []
        answers = heard.answers()
        answers.say(words.SORRY)
        return answers.listed()

    async def speak(self, reply: Reply) -> None:
        if reply.file is None:
            await self._messenger.say(reply)
        else:
            await self._files.send(reply, reply.file)

    async def note_refusal(self, session: Transaction, reply: Reply, error: str) -> None:
        client = await bindings.find_client(session, reply.chat_id)
        if client is not None:
            address = str(reply.chat_id)
            await messages.block_address(session, client.id, "telegram", address, error)


async def _whose(session: Transaction, visitor: Visitor, before: int) -> UUID | None:
    """Whose card it is after all that was done; None for somebody who has none.

    Args:
        before: how many facts there were before he was heard: cards change with a fact.
    """
    if visitor.is_known and len(facts_of(session)) == before:
        return (await visitor.client(session)).id
    found = await bindings.find_client(session, visitor.account.id)
    return found.id if found is not None else None


class Met(NamedTuple):
    """What was read beforehand for all updates of a transaction."""

    clients: Mapping[int, Client]
    dialogues: dict[tuple[int, int], Dialogue]


def _met(session: Transaction) -> Met | None:
    """None once something has happened in this transaction: what was read may be so no more."""
    met: Met | None = session.info.get(MET)
    return met if not facts_of(session) else None


class Heard:
    """An update before it is parsed: who sent it, from where, and whether he waits."""

    def __init__(self, body: dict[str, Any], seals: Seals) -> None:
        self._seals = seals
        self.kind, self._content = next(
            ((k, v) for k, v in body.items() if isinstance(v, dict)), ("", {})
        )
        self.is_press = self.kind == "callback_query"
        about = self._content.get("message") if self.is_press else self._content
        self._message: dict[str, Any] = about if isinstance(about, dict) else {}
        self.account = _account(self._content.get("from"))
        chat = self._message.get("chat") or {}
        self.chat_id = int(chat.get("id") or (self.account.id if self.account else 0))
        self.is_private = chat.get("type", "private") == "private"
        self.wants_answer = self.is_private and self.kind in {"message", "callback_query"}
        self.body = self._unsealed(body)

    def answers(self) -> Answers:
        """A place for what is said back."""
        pressed = self._message.get("message_id") if self.is_press else None
        query_id = str(self._content.get("id")) if self.is_press else None
        return Answers(self.chat_id, self._seals, message_id=pressed, query_id=query_id)

    def lines(self, said: Sequence[Reply]) -> list[Line]:
        """The talk, as it is read later."""
        return list(lines_of(self._content, said, is_press=self.is_press))

    def _unsealed(self, body: dict[str, Any]) -> dict[str, Any]:
        if not self.is_press:
            return body
        data = self._seals.open(self.chat_id, str(self._content.get("data") or ""))
        return body | {self.kind: self._content | {"data": OLD if data is None else data}}


def _account(user: Any) -> Account | None:
    if not isinstance(user, dict) or user.get("is_bot") or not isinstance(user.get("id"), int):
        return None
    return Account(user["id"], str(user.get("first_name") or ""), user.get("username"))


class _Silent(BaseSession):
    """Handlers do not talk: what they say are rows."""

    async def make_request(self, *_: Any, **__: Any) -> Any:
        raise RuntimeError("say it through `answers`: nothing goes out while a transaction is open")

    async def close(self) -> None:
        """Nothing is open."""

    async def stream_content(self, *_: Any, **__: Any) -> Any:
        raise RuntimeError("handlers fetch nothing")
        yield b""
