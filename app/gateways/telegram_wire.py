"""How Telegram spells things: calls through aiogram, its errors as ours.

Only `telegram.Telegram` brings this in: aiogram is heavy.
"""

import re
from collections.abc import Awaitable, Iterator, Sequence
from datetime import timedelta
from html import escape
from typing import Any, TypeVar

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ChatAction, ParseMode
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)
from aiogram.utils.token import TokenValidationError
from aiohttp import ClientConnectorError

from app.messenger import Content, Said, SecondPoller, SlowDown, WrongToken
from app.replies import Button, Kind, Reply, bare
from app.seals import Seals
from domain.errors import GatewayError, GatewayRefused, GatewayUnavailable
from domain.messages import AddressRefused, ChannelDown, DeliveryInDoubt, Letter

T = TypeVar("T")

SECONDS = 20
LONGEST = 4096
NEVER_MIND = ("message is not modified", "query is too old", "message to delete not found")
"""What was wanted is so already, or nobody waits for it any more."""
IS_GONE = ("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID")
NOBODY = ("chat not found", "user not found", "PEER_ID_INVALID")
HEARS = ["message", "edited_message", "callback_query", "my_chat_member"]


class FetchRaw(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates, but as it came: one update that is not understood must not hide the others."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    timeout: int
    allowed_updates: list[str]


class Wire:
    """Calls to one bot's API."""

    def __init__(self, token: str, api_url: str, proxy: str | None) -> None:
        session = AiohttpSession(
            api=TelegramAPIServer.from_base(api_url.rstrip("/")), proxy=proxy, timeout=SECONDS
        )
        look = DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True)
        try:
            self._bot = Bot(token, session=session, default=look)
        except TokenValidationError as e:
            raise WrongToken("telegram: this is no token") from e

    async def close(self) -> None:
        await self._bot.session.close()

    async def ask_name(self) -> str:
        return (await _asked(self._bot.get_me())).username or ""

    async def fetch(self, offset: int | None, seconds: int) -> list[dict[str, Any]]:
        method = FetchRaw(offset=offset, timeout=seconds, allowed_updates=HEARS)
        return await _asked(self._bot(method, request_timeout=seconds + 10))

    async def hang_hook(self, url: str, secret: str) -> None:
        await _asked(self._bot.set_webhook(url, secret_token=secret, allowed_updates=HEARS))

    async def take_hook(self) -> None:
        await _asked(self._bot.delete_webhook(drop_pending_updates=False))

    async def offer_commands(
        self, commands: Sequence[tuple[str, str]], chat_id: int | None = None
    ) -> None:
        listed = [BotCommand(command=name, description=does) for name, does in commands]
        scope = BotCommandScopeChat(chat_id=chat_id) if chat_id is not None else None
        await _asked(self._bot.set_my_commands(listed, scope=scope))

    async def say(self, reply: Reply, content: Content | None) -> Said:
        try:
            sent = await _asked(self._spell(reply, content))
        except _Gone:
            return await self.say(_anew(reply), content)
        except _NeverMind:
            return Said()
        except _Unreadable:
            plain = self._spell(reply, content, parse_mode=None)
            sent = await _asked(plain)
        return Said(str(sent.message_id), _file_id(sent)) if isinstance(sent, Message) else Said()

    def letter_in_parts(self, chat_id: int, letter: Letter, seals: Seals) -> Iterator[Reply]:
        """A letter as messages; what leads on is a button under the last."""
        press, button = letter.button_press, letter.button
        parts = list(cut(escape((letter.chat or letter.text).strip(), quote=False)))
        sealed = seals.seal(chat_id, press) if press is not None else None
        url = button[1] if button is not None and sealed is None else None
        rows = [(Button(text=button[0], data=sealed, url=url),)] if button else []
        rows += [(Button(text=t, data=seals.seal(chat_id, data)),) for t, data in letter.presses]
        rows += [(Button(text=t, url=page),) for t, page in letter.pages]
        rows += [(Button(text=t, copy=value),) for t, value in letter.copies]
        for part in parts:
            under = tuple(rows) if part is parts[-1] else ()
            yield Reply(kind=Kind.SAY, chat_id=chat_id, text=part, buttons=under)

    def resting(self, seconds: float) -> ChannelDown:
        return ChannelDown("telegram: asked to slow down", timedelta(seconds=seconds))

    def _spell(self, reply: Reply, content: Content | None, **look: Any) -> Awaitable[Any]:
        bot, chat_id = self._bot, reply.chat_id
        keys = _keyboard(reply)
        text = reply.text + _links_below(reply)
        text = bare(text) if "parse_mode" in look else text
        match reply.kind:
            case Kind.EDIT:
                whole = {"chat_id": chat_id, "message_id": reply.message_id, **look}
                if not text:
                    return bot.edit_message_reply_markup(
                        chat_id=chat_id, message_id=reply.message_id, reply_markup=keys
                    )
                return bot.edit_message_text(text, reply_markup=keys, **whole)
            case Kind.TOAST:
                return bot.answer_callback_query(reply.query_id or "", text=text[:200] or None)
            case Kind.FORGET:
                return bot.delete_message(chat_id, reply.message_id or 0)
            case Kind.BUSY:
                return bot.send_chat_action(chat_id, ChatAction.TYPING)
            case Kind.DOCUMENT | Kind.PHOTO:
                name, raw = content or ("", b"")
                file = raw if isinstance(raw, str) else BufferedInputFile(raw, name)
                send = bot.send_photo if reply.kind is Kind.PHOTO else bot.send_document
                return send(chat_id, file, caption=text or None, reply_markup=keys, **look)
            case _:
                return bot.send_message(chat_id, text, reply_markup=keys, **look)


def _file_id(sent: Message) -> str:
    """Of the document, or of the picture in its full size."""
    if sent.document is not None:
        return sent.document.file_id
    return sent.photo[-1].file_id if sent.photo else ""


class _Gone(GatewayRefused):
    """The message to change is no more."""


class _NeverMind(GatewayRefused):
    """Nothing is to be done any more."""


class _Unreadable(GatewayRefused):
    """Our HTML is none."""


async def _asked(call: Awaitable[T]) -> T:
    try:
        return await call
    except AiogramError as e:
        raise _ours(e) from e
    except OSError as e:
        raise ChannelDown(f"telegram: {type(e).__name__}") from e


def _ours(error: AiogramError) -> GatewayError:
    told = f"telegram: {getattr(error, 'message', type(error).__name__)}"[:400]
    match error:
        case TelegramRetryAfter():
            return SlowDown(error.retry_after)
        case TelegramForbiddenError():
            return AddressRefused(told)
        case TelegramUnauthorizedError() | TelegramNotFound():
            return WrongToken(told)
        case TelegramConflictError():
            return SecondPoller(told)
        case TelegramBadRequest():
            return _of_bad_request(told)
        case TelegramNetworkError():
            cause = error.__cause__
            # Only a line that was never made is certain to have carried nothing.
            is_certain = isinstance(cause, ClientConnectorError)
            kind = ChannelDown if is_certain else DeliveryInDoubt
            return kind(f"telegram: {type(cause).__name__}")
        case TelegramServerError() | ClientDecodeError():
            return ChannelDown(f"telegram: {type(error).__name__}")
    return GatewayUnavailable(told)


def _of_bad_request(told: str) -> GatewayRefused:
    for texts, kind in (
        (NEVER_MIND, _NeverMind),
        (IS_GONE, _Gone),
        (NOBODY, AddressRefused),
        (("can't parse entities",), _Unreadable),
    ):
        if any(text in told for text in texts):
            return kind(told)
    return GatewayRefused(told)


def _anew(reply: Reply) -> Reply:
    return Reply(kind=Kind.SAY, chat_id=reply.chat_id, text=reply.text, buttons=reply.buttons)


def _keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    if not reply.buttons:
        return None
    rows = [[_button(b) for b in row if not b.url or _is_public(b.url)] for row in reply.buttons]
    return InlineKeyboardMarkup(inline_keyboard=[row for row in rows if row])


def _links_below(reply: Reply) -> str:
    """Pages that are no buttons to Telegram, so that nobody is left without the way."""
    pages = [b for row in reply.buttons for b in row if b.url and not _is_public(b.url)]
    return "".join(f"\n\n{escape(b.text, quote=False)}: {b.url}" for b in pages)


def _button(button: Button) -> InlineKeyboardButton:
    copied = CopyTextButton(text=button.copy) if button.copy else None
    return InlineKeyboardButton(
        text=button.text, callback_data=button.data, url=button.url, copy_text=copied
    )


def _is_public(url: str) -> bool:
    """Whether Telegram takes it for a button: it refuses a laptop's own addresses."""
    return re.match(r"https?://[^/\s:]+\.[^/\s:\d][^/\s]*", url) is not None


def cut(text: str, longest: int = LONGEST) -> Iterator[str]:
    """The text in parts that fit, cut between paragraphs, lines or words; tags cross no blank
    line."""
    while len(text) > longest:
        head = text[:longest]
        at = max(head.rfind("\n\n"), 0) or max(head.rfind("\n"), head.rfind(" "), 0) or longest
        yield text[:at]
        text = text[at:].strip()
    yield text
