"""Who talks to the bot of our own Telegram, what was said, and which updates wait."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from app.standins.telegram_rules import Given, Refusal
from domain import clock


@dataclass(frozen=True)
class Person:
    id: int
    first_name: str
    username: str | None = None
    more: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def user(self) -> Given:
        named = {"username": self.username} if self.username else {}
        me = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        return me | named | {"language_code": "ru"} | self.more

    @property
    def chat(self) -> Given:
        named = {"username": self.username} if self.username else {}
        return {"id": self.id, "type": "private", "first_name": self.first_name} | named


class World:
    """State behind the wire."""

    def __init__(self, bot_id: int, username: str) -> None:
        self.me: Given = {
            "id": bot_id,
            "is_bot": True,
            "first_name": "Podhod",
            "username": username,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }
        self.people: dict[int, Person] = {}
        self.blocked: set[int] = set()
        self.messages: dict[int, list[Given]] = {}
        self.files: dict[str, bytes] = {}
        self.webhook: Given = {}
        self.toasts: list[tuple[str, str]] = []
        """Query id and text of every answer to a press."""
        self._updates: list[Given] = []
        self._next_update = 870_000_001
        self._next_message = 1
        self._poller = 0
        self._changed = asyncio.Event()
        self._is_closed = False

    def add_person(self, first_name: str, **known: Any) -> Person:
        # Telegram's ids have outgrown 32 bits.
        number = known.pop("id", None) or 5_000_000_000 + len(self.people)
        person = Person(number, first_name, known.pop("username", None), known)
        self.people[person.id] = person
        return person

    def say(self, person: Person, **content: Any) -> int:
        text = content.get("text", "")
        if text.startswith("/"):
            length = len(text.split()[0])
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        message = self.keep(person.id, {"from": person.user, **content}, person.chat)
        return self.post({"message": message})

    def press(self, person: Person, label: str) -> int:
        for message in reversed(self.messages.get(person.id, ())):
            rows = message.get("reply_markup", {}).get("inline_keyboard", ())
            for button in (b for row in rows for b in row):
                if button["text"].startswith(label) and "callback_data" in button:
                    return self._press(person, message, button["callback_data"])
        raise LookupError(label)

    def press_data(self, person: Person, data: str) -> int:
        mine = [m for m in self.messages.get(person.id, ()) if m["from"]["is_bot"]]
        return self._press(person, mine[-1] if mine else None, data)

    def _press(self, person: Person, message: Given | None, data: str) -> int:
        query = {
            "id": str(4_382_000_000 + self._next_update),
            "from": person.user,
            "chat_instance": "3927018592",
            "data": data,
        }
        return self.post({"callback_query": query | ({"message": message} if message else {})})

    def change_member(self, person: Person, status: str) -> int:
        """The person blocks the bot (`kicked`) or lets it in again (`member`)."""
        (self.blocked.add if status == "kicked" else self.blocked.discard)(person.id)
        was = "member" if status == "kicked" else "kicked"
        changed = {
            "chat": person.chat,
            "from": person.user,
            "date": self.now(),
            "old_chat_member": self._standing(was),
            "new_chat_member": self._standing(status),
        }
        return self.post({"my_chat_member": changed})

    def _standing(self, status: str) -> Given:
        until = {"until_date": 0} if status == "kicked" else {}
        return {"user": self.me, "status": status} | until

    def keep(self, chat_id: int, message: Given, chat: Given) -> Given:
        """A message in its chat, numbered."""
        whole = {"message_id": self._next_message, "date": self.now(), "chat": chat} | message
        self._next_message += 1
        self.messages.setdefault(chat_id, []).append(whole)
        self.tell()
        return whole

    def find(self, chat_id: int, message_id: int) -> Given | None:
        return next(
            (m for m in self.messages.get(chat_id, ()) if m["message_id"] == message_id), None
        )

    def post(self, update: Given) -> int:
        """An update for the bot, numbered."""
        number = self._next_update
        self._next_update += 1
        self._updates.append({"update_id": number, **update})
        self.tell()
        return number

    async def get_updates(self, given: Given) -> list[Given]:
        """Long polling; whoever asked before is turned away."""
        if self.webhook.get("url"):
            raise Refusal(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        self._poller += 1
        mine = self._poller
        self.tell()
        if (offset := int(given.get("offset") or 0)) > 0:
            self.confirm(offset)
        limit = int(given.get("limit") or 100)
        with suppress(TimeoutError):
            async with asyncio.timeout(float(given.get("timeout") or 0)):
                while not self._updates and self._poller == mine and not self._is_closed:
                    await self.wait()
        if self._poller != mine:
            raise Refusal(
                409,
                "Conflict: terminated by other getUpdates request; "
                "make sure that only one bot instance is running",
            )
        return self._updates[:limit]

    def confirm(self, offset: int) -> None:
        self._updates = [u for u in self._updates if u["update_id"] >= offset]

    @property
    def unconfirmed(self) -> list[Given]:
        """What the bot has not confirmed yet."""
        return list(self._updates)

    def next_to_push(self) -> Given | None:
        return self._updates[0] if self._updates and self.webhook.get("url") else None

    def transcript(self, chat_id: int) -> Iterator[str]:
        for message in self.messages.get(chat_id, ()):
            is_ours = message["from"]["is_bot"]
            said = message.get("text") or message.get("caption") or ""
            thing = next((f"({k})" for k in THINGS if k in message), "")
            buttons = message.get("reply_markup", {}).get("inline_keyboard", ())
            under = "".join(f" [{b['text']}]" for row in buttons for b in row)
            yield f"{'<' if is_ours else '>'} {' '.join(p for p in (thing, said) if p)}{under}"

    def tell(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def wait(self, seconds: float | None = None) -> None:
        """Until something happens, at most `seconds`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._changed.wait()

    def close(self) -> None:
        self._is_closed = True
        self.tell()

    def now(self) -> int:
        return int(clock.now().timestamp())


THINGS = ("document", "photo", "sticker", "voice", "video", "contact", "location")
