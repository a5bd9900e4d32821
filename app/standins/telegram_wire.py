"""The methods of the Bot API, as far as a bot like ours calls them."""

import json
from collections.abc import Callable
from typing import Any

from app.standins.telegram_rules import (
    CAPTION_LENGTH,
    TEXT_LENGTH,
    Given,
    Pace,
    Refusal,
    bad,
    read_markup,
    read_text,
)
from app.standins.telegram_world import World

BURST_IN_CHAT = 20
"""Short bursts pass in one chat; then one message a second."""
A_SECOND = 30
FILE_LIMIT = 50 << 20
QUERIES = 1000


class Methods:
    """Each public name is a method of the wire in lower case."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.in_chat = Pace(BURST_IN_CHAT, 1)
        self.overall = Pace(A_SECOND, A_SECOND)
        self._commands: dict[int | None, list[Given]] = {}
        """By the chat they are for; None: all that have none of their own."""
        self._methods: dict[str, Callable[[Given], Any]] = {
            "getme": lambda _: self._world.me,
            "sendmessage": self._send_message,
            "sendphoto": lambda given: self._send_file(given, "photo"),
            "senddocument": lambda given: self._send_file(given, "document"),
            "editmessagetext": self._edit_text,
            "editmessagereplymarkup": self._edit_markup,
            "deletemessage": self._delete,
            "answercallbackquery": self._answer_query,
            "sendchataction": self._act,
            "setmycommands": self._set_commands,
            "getmycommands": lambda given: self._commands.get(self._scope(given), []),
            "setchatmenubutton": lambda _: True,
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": self._tell_webhook,
            "getfile": self._get_file,
        }

    def call(self, method: str, given: Given) -> Any:
        """The result; Refusal for what is not ok."""
        known = self._methods.get(method.lower())
        if known is None:
            raise Refusal(404, "Not Found: method not found")
        return known(given)

    def _chat(self, given: Given) -> Given:
        chat_id = str(given.get("chat_id") or "")
        if not chat_id.lstrip("-").isdigit():
            raise bad("chat not found")
        number = int(chat_id)
        if number in self._world.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        person = self._world.people.get(number)
        if person is not None and number in self._world.messages:
            return person.chat
        if number in self._world.messages:
            chat: Given = self._world.messages[number][0]["chat"]
            return chat
        raise bad("chat not found")

    def _post(self, given: Given, message: Given) -> Given:
        chat = self._chat(given)
        self.overall.take("all")
        self.in_chat.take(chat["id"])
        markup = read_markup(given)
        if markup and "inline_keyboard" in markup:
            message["reply_markup"] = markup
        return self._world.keep(chat["id"], {"from": self._world.me, **message}, chat)

    def _send_message(self, given: Given) -> Given:
        return self._post(given, {"text": read_text(given, "text", TEXT_LENGTH)})

    def _send_file(self, given: Given, kind: str) -> Given:
        body = given.get(kind)
        if isinstance(body, str) and body.startswith("attach://"):
            body = given.get(body.removeprefix("attach://"))
        if not body:
            raise bad(f"there is no {kind} in the request")
        if isinstance(body, bytes) and len(body) > FILE_LIMIT:
            raise Refusal(413, "Request Entity Too Large")
        caption = read_text(given, "caption", CAPTION_LENGTH) if given.get("caption") else ""
        file_id = body if isinstance(body, str) else f"file-{len(self._world.files) + 1}"
        if isinstance(body, bytes):
            self._world.files[file_id] = body
        elif file_id not in self._world.files:
            raise bad("wrong file identifier/HTTP URL specified")
        size = len(self._world.files[file_id])
        file = {"file_id": file_id, "file_unique_id": file_id, "file_size": size}
        shown = [file | {"width": 800, "height": 600}] if kind == "photo" else file
        return self._post(given, {kind: shown} | ({"caption": caption} if caption else {}))

    def _edited(self, given: Given) -> Given:
        chat = self._chat(given)
        message = self._world.find(chat["id"], int(given.get("message_id") or 0))
        if message is None:
            raise bad("message to edit not found")
        if not message["from"]["is_bot"]:
            raise bad("message can't be edited")
        return message

    def _edit_text(self, given: Given) -> Given:
        message, text = self._edited(given), read_text(given, "text", TEXT_LENGTH)
        return self._change(message, {"text": text, "reply_markup": read_markup(given)})

    def _edit_markup(self, given: Given) -> Given:
        return self._change(self._edited(given), {"reply_markup": read_markup(given)})

    def _change(self, message: Given, changes: Given) -> Given:
        changed = {k: v for k, v in (message | changes).items() if v is not None}
        if changed == message:
            raise bad(
                "message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message"
            )
        message.clear()
        message.update(changed)
        self._world.tell()
        return message

    def _delete(self, given: Given) -> bool:
        chat = self._chat(given)
        message = self._world.find(chat["id"], int(given.get("message_id") or 0))
        if message is None:
            raise bad("message to delete not found")
        self._world.messages[chat["id"]].remove(message)
        return True

    def _answer_query(self, given: Given) -> bool:
        query_id = str(given.get("callback_query_id") or "")
        if not query_id.isdigit() or query_id in {known for known, _ in self._world.toasts}:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if len(str(given.get("text") or "")) > 200:
            raise bad("MESSAGE_TOO_LONG")
        self._world.toasts.append((query_id, str(given.get("text") or "")))
        self._world.tell()
        return True

    def _act(self, given: Given) -> bool:
        self._chat(given)
        return True

    def _set_commands(self, given: Given) -> bool:
        raw = given.get("commands") or "[]"
        commands: list[Given] = json.loads(raw) if isinstance(raw, str) else raw
        if len(commands) > 100 or any(not 1 <= len(c["description"]) <= 256 for c in commands):
            raise bad("BOT_COMMAND_INVALID")
        self._commands[self._scope(given)] = commands
        self._world.tell()
        return True

    def commands_in(self, chat_id: int) -> list[str]:
        """The names that this chat lists."""
        shown = self._commands.get(chat_id) or self._commands.get(None, [])
        return [str(command["command"]) for command in shown]

    def _scope(self, given: Given) -> int | None:
        raw = given.get("scope") or "{}"
        scope: Given = json.loads(raw) if isinstance(raw, str) else raw
        chat_id = scope.get("chat_id") if scope.get("type") == "chat" else None
        return int(self._chat({"chat_id": chat_id})["id"]) if chat_id is not None else None

    def _set_webhook(self, given: Given) -> bool:
        url = str(given.get("url") or "")
        if url and not url.startswith(("https://", "http://127.0.0.1")):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        self._world.webhook = {k: v for k, v in given.items() if k in {"url", "secret_token"}}
        self._world.tell()
        return True

    def _delete_webhook(self, _: Given) -> bool:
        self._world.webhook = {}
        self._world.tell()
        return True

    def _tell_webhook(self, _: Given) -> Given:
        waiting = len(self._world.unconfirmed)
        url = self._world.webhook.get("url", "")
        return {"url": url, "has_custom_certificate": False, "pending_update_count": waiting}

    def _get_file(self, given: Given) -> Given:
        file_id = str(given.get("file_id") or "")
        if file_id not in self._world.files:
            raise bad("invalid file_id")
        size = len(self._world.files[file_id])
        return {
            "file_id": file_id,
            "file_unique_id": file_id,
            "file_size": size,
            "file_path": file_id,
        }
