"""What a handler says: gathered while it works, kept with its effects, said after the commit.

Templates are HTML from `app.words.bot`; every value put into one is escaped.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.replies import Button, File, Kind, Reply, fill
from app.seals import Seals

Rows = Sequence[Sequence[Button]]
"""Buttons, row by row."""


def press(text: str, data: str) -> Button:
    """A button that comes back to us as `data`: a router's own word and ids, 48 bytes at most."""
    return Button(text=text, data=data)


def go(text: str, url: str) -> Button:
    """A button that leads to a page."""
    return Button(text=text, url=url)


@dataclass(frozen=True)
class Part:
    """A paragraph of an answer."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)


class Answers:
    """The replies to one update."""

    def __init__(
        self,
        chat_id: int,
        seals: Seals,
        *,
        message_id: int | None = None,
        query_id: str | None = None,
    ) -> None:
        self._chat_id = chat_id
        self._seals = seals
        self._message_id = message_id
        self._query_id = query_id
        self._said: list[Reply] = []

    def say(self, template: str, buttons: Rows = (), **values: object) -> None:
        """A new message."""
        self._add(Kind.SAY, fill(template, values), buttons)

    def say_all(self, parts: Iterable[Part], buttons: Rows = ()) -> None:
        """A new message of several paragraphs."""
        text = "\n\n".join(fill(part.template, part.values) for part in parts)
        self._add(Kind.SAY, text, buttons)

    def change(self, template: str, buttons: Rows = (), **values: object) -> None:
        """The message whose button was pressed says this now; where there is none, a new one."""
        if self._message_id is None:
            return self.say(template, buttons, **values)
        self._add(Kind.EDIT, fill(template, values), buttons)
        return None

    def change_all(self, parts: Iterable[Part], buttons: Rows = ()) -> None:
        """The same as `change`, in several paragraphs."""
        if self._message_id is None:
            return self.say_all(parts, buttons)
        text = "\n\n".join(fill(part.template, part.values) for part in parts)
        self._add(Kind.EDIT, text, buttons)
        return None

    def toast(self, template: str, **values: object) -> None:
        """A short line over the chat, only in answer to a press; elsewhere a message."""
        if self._query_id is None:
            return self.say(template, (), **values)
        self._toast(fill(template, values))
        return None

    def document(
        self, maker: str, about: dict[str, str], template: str = "", **values: object
    ) -> None:
        """A file that is made when it is sent (`bot.files`), with a caption."""
        self._add_file(Kind.DOCUMENT, File(maker=maker, about=about), fill(template, values))

    def photo(
        self, maker: str, about: dict[str, str], template: str = "", **values: object
    ) -> None:
        """The same for a picture."""
        self._add_file(Kind.PHOTO, File(maker=maker, about=about), fill(template, values))

    def busy(self) -> None:
        """The bot is seen typing."""
        self._said.append(Reply(kind=Kind.BUSY, chat_id=self._chat_id))

    def listed(self) -> list[Reply]:
        """Everything in its order; a press is always answered, and first of all."""
        toasts = [reply for reply in self._said if reply.kind is Kind.TOAST][:1]
        if self._query_id is not None and not toasts:
            toasts = [Reply(kind=Kind.TOAST, chat_id=self._chat_id, query_id=self._query_id)]
        return [*toasts, *(reply for reply in self._said if reply.kind is not Kind.TOAST)]

    @property
    def is_silent(self) -> bool:
        """Whether the person would see nothing."""
        return not any(reply.text or reply.file for reply in self._said)

    @property
    def has_file(self) -> bool:
        """Whether a file or a picture was said."""
        return any(reply.file for reply in self._said)

    def _toast(self, text: str) -> None:
        self._said.append(
            Reply(kind=Kind.TOAST, chat_id=self._chat_id, text=text, query_id=self._query_id)
        )

    def _add(self, kind: Kind, text: str, buttons: Rows) -> None:
        self._said.append(
            Reply(
                kind=kind,
                chat_id=self._chat_id,
                text=text,
                buttons=tuple(tuple(self._seal(b) for b in row) for row in buttons),
                message_id=self._message_id if kind is Kind.EDIT else None,
            )
        )

    def _add_file(self, kind: Kind, file: File, caption: str) -> None:
        self._said.append(Reply(kind=kind, chat_id=self._chat_id, text=caption, file=file))

    def _seal(self, button: Button) -> Button:
        if button.data is None:
            return button
        return Button(text=button.text, data=self._seals.seal(self._chat_id, button.data))
