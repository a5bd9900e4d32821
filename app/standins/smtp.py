"""A mail server of our own: takes letters over real SMTP, keeps them, and refuses on demand.

It speaks as much of RFC 5321 as a client that hands letters over needs.
"""

import asyncio
import base64
import email
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default

Reply = str
LONGEST_LETTER = 32 * 1024 * 1024
"""What a stream keeps of it: a letter with a file in it is more than asyncio's 64 kB."""


@dataclass(frozen=True)
class ReceivedLetter:
    sender: str
    recipients: tuple[str, ...]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        parsed = email.message_from_bytes(self.raw, _class=EmailMessage, policy=default)
        return parsed

    @property
    def text(self) -> str:
        part = self.message.get_body(("plain",))
        return str(part.get_content()) if part else ""

    @property
    def html(self) -> str:
        part = self.message.get_body(("html",))
        return str(part.get_content()) if part else ""


@dataclass
class _Envelope:
    sender: str = ""
    recipients: list[str] = field(default_factory=list)


class SmtpStandIn:
    """Opened with `async with`; `url` is then what SMTP_URL should be."""

    def __init__(self, *, password: str | None = None, tls: ssl.SSLContext | None = None) -> None:
        self.letters: list[ReceivedLetter] = []
        self.down = False
        """Answers 421 to whoever comes."""
        self.forgets_to_answer = False
        """Takes the letter, then hangs up without a word."""
        self.rejects_letters: Reply | None = None
        self._refused: dict[str, Reply] = {}
        self._password = password
        self._tls = tls
        self._server: asyncio.Server | None = None

    def refuse(self, address: str, reply: Reply = "550 5.1.1 <{}> user unknown") -> None:
        """From now on answer so to letters for `address`."""
        self._refused[address.lower()] = reply.format(address)

    def accept(self, address: str) -> None:
        """Take letters for `address` again."""
        self._refused.pop(address.lower(), None)

    def letters_to(self, address: str) -> list[ReceivedLetter]:
        return [letter for letter in self.letters if address.lower() in letter.recipients]

    @property
    def port(self) -> int:
        assert self._server is not None, "not open"  # noqa: S101 - a mistake of the caller
        return int(self._server.sockets[0].getsockname()[1])

    @property
    def url(self) -> str:
        login = f"trainer:{self._password}@" if self._password else ""
        return f"{'smtps' if self._tls else 'smtp'}://{login}127.0.0.1:{self.port}"

    async def __aenter__(self) -> "SmtpStandIn":
        self._server = await asyncio.start_server(
            self._serve, "127.0.0.1", 0, ssl=self._tls, limit=LONGEST_LETTER
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = _Talk(reader, writer)
        try:
            if self.down:
                talk.say("421 4.3.2 not now")
                return
            talk.say("220 stand-in ready")
            envelope = _Envelope()
            while (line := await talk.hear()) and await self._answer(talk, envelope, line):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answer(self, talk: "_Talk", envelope: _Envelope, line: str) -> bool:
        """Answer one command; False ends the talk."""
        verb = line.split(" ")[0].upper()
        match verb:
            case "EHLO" | "HELO":
                talk.say("250-stand-in\r\n250-AUTH PLAIN\r\n250 ENHANCEDSTATUSCODES")
            case "AUTH":
                talk.say(self._log_in(line))
            case "MAIL":
                envelope.sender = _mailbox(line)
                envelope.recipients.clear()
                talk.say("250 2.1.0 ok")
            case "RCPT":
                talk.say(self._admit(envelope, _mailbox(line)))
            case "DATA":
                return await self._take(talk, envelope)
            case "QUIT":
                talk.say("221 2.0.0 bye")
                return False
            case _:
                talk.say("250 2.0.0 ok")
        return True

    def _log_in(self, line: str) -> Reply:
        given = base64.b64decode(line.split(" ")[-1]).decode().split("\0")
        is_right = given[1:] == ["trainer", self._password]
        return "235 2.7.0 welcome" if is_right else "535 5.7.8 wrong password"

    def _admit(self, envelope: _Envelope, address: str) -> Reply:
        if reply := self._refused.get(address.lower()):
            return reply
        envelope.recipients.append(address.lower())
        return "250 2.1.5 ok"

    async def _take(self, talk: "_Talk", envelope: _Envelope) -> bool:
        talk.say("354 go on")
        raw = await talk.hear_letter()
        if self.rejects_letters is not None:
            talk.say(self.rejects_letters)
            return True
        self.letters.append(ReceivedLetter(envelope.sender, tuple(envelope.recipients), raw))
        if self.forgets_to_answer:
            return False
        talk.say(f"250 2.0.0 kept as {len(self.letters)}")
        return True


@dataclass
class _Talk:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def say(self, reply: Reply) -> None:
        self.writer.write(f"{reply}\r\n".encode())

    async def hear(self) -> str:
        return (await self.reader.readline()).decode().rstrip("\r\n")

    async def hear_letter(self) -> bytes:
        raw = await self.reader.readuntil(b"\r\n.\r\n")
        return raw[:-3].replace(b"\r\n..", b"\r\n.")


def _mailbox(line: str) -> str:
    return line.partition("<")[2].partition(">")[0]
