"""E-mail over SMTP; implements `domain.messages.Channel`.

RFC 5321 (replies), 3463 (enhanced codes), 2369 and 8058 (unsubscribing), 3834 (automatic mail).
One connection per letter. Server replies like to repeat addresses: they are cut out of errors.
"""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

import aiosmtplib

from app.signing import DkimKey
from domain import clock
from domain.errors import GatewayError, GatewayRefused, GatewayUnavailable
from domain.messages import AddressRefused, ChannelDown, DeliveryInDoubt, Letter

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
SECONDS_TO_CONNECT = 15
SECONDS_PER_STEP = 10
SECONDS_TO_HAND_OVER = 30
"""All together less than the post waits for a channel."""

NOT_OURS_TO_SIGN = frozenset(
    {
        "bk.ru",
        "gmail.com",
        "googlemail.com",
        "hotmail.com",
        "icloud.com",
        "inbox.ru",
        "internet.ru",
        "list.ru",
        "mail.ru",
        "outlook.com",
        "rambler.ru",
        "vk.com",
        "ya.ru",
        "yandex.com",
        "yandex.ru",
    }
)
"""Nobody but these houses can publish a key for their names; our signature would only fail."""

_NO_SUCH_MAILBOX = re.compile(r"\b5\.(1\.\d+|2\.1)\b")
_ENHANCED = re.compile(r"\b5\.\d+\.\d+\b")
_NO_SUCH_MAILBOX_REPLIES = frozenset({550, 551, 553})
_DOT_ATOM = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_LOOKS_LIKE_ADDRESS = re.compile(r"\S+@\S+")


@dataclass(frozen=True)
class Server:
    """Where letters are handed over, as SMTP_URL says."""

    host: str
    port: int
    username: str | None
    password: str | None
    security: str
    """The scheme of SMTP_URL: smtp, smtps or smtp+starttls."""

    @classmethod
    def from_url(cls, url: str) -> "Server":
        parts = urlsplit(url)
        return cls(
            host=parts.hostname or "",
            port=parts.port or PORTS[parts.scheme],
            username=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            security=parts.scheme,
        )


class Smtp:
    """A mail server that takes our letters."""

    name = "email"

    def __init__(
        self,
        server: Server,
        mail_from: str,
        key: DkimKey | None = None,
        ca_bundle: Path | None = None,
    ) -> None:
        self._server = server
        name, address = parseaddr(mail_from)
        self._sender = read_address(address, name)
        self.domain = self._sender.domain
        self._key = None if self.domain in NOT_OURS_TO_SIGN else key
        self._ca_bundle = ca_bundle

    async def deliver(self, address: str, letter: Letter) -> str:
        recipient = read_address(address)
        raw = compose(self._sender, recipient, letter)
        if self._key is not None:
            raw = await asyncio.to_thread(self._key.sign, raw, self.domain)
        async with self._connected() as server:
            await self._introduce(server, recipient)
            await _hand_over(server, raw)
        return f"<{letter.message_id}@{self.domain}>"

    async def check(self) -> None:
        """Connect and log in, but send nothing; ChannelDown says what is wrong."""
        async with self._connected():
            pass

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[aiosmtplib.SMTP]:
        server = self._client()
        try:
            try:
                async with asyncio.timeout(SECONDS_TO_CONNECT):
                    await server.connect()
            except (aiosmtplib.SMTPException, OSError) as e:
                # A refused login is a mistake in the settings: letters wait until it is mended.
                raise ChannelDown(_say("connecting", e)) from e
            yield server
            with suppress(aiosmtplib.SMTPException, OSError):
                await server.quit(timeout=2)
        finally:
            server.close()

    def _client(self) -> aiosmtplib.SMTP:
        is_secure = self._server.security != "smtp"
        return aiosmtplib.SMTP(
            hostname=self._server.host,
            port=self._server.port,
            username=self._server.username,
            password=self._server.password,
            use_tls=self._server.security == "smtps",
            start_tls=self._server.security == "smtp+starttls",
            tls_context=_trust(self._ca_bundle) if is_secure else None,
            timeout=SECONDS_PER_STEP,
            # The default asks DNS for the machine's own name and blocks the loop meanwhile.
            local_hostname=self.domain,
        )

    async def _introduce(self, server: aiosmtplib.SMTP, recipient: Address) -> None:
        try:
            await server.mail(self._sender.addr_spec)
            await server.rcpt(recipient.addr_spec)
        except aiosmtplib.SMTPRecipientRefused as e:
            raise _of_recipient(e) from e
        except (aiosmtplib.SMTPException, OSError) as e:
            # A sender that is not ours to use is a mistake in the settings, too.
            raise ChannelDown(_say("sender", e)) from e


async def _hand_over(server: aiosmtplib.SMTP, raw: bytes) -> None:
    try:
        async with asyncio.timeout(SECONDS_TO_HAND_OVER):
            await server.data(raw)
    except aiosmtplib.SMTPResponseException as e:
        kind = GatewayUnavailable if e.code < 500 else GatewayRefused
        raise kind(_say("letter", e)) from e
    except (aiosmtplib.SMTPException, OSError) as e:
        raise DeliveryInDoubt(_say("answer", e)) from e


def _of_recipient(error: aiosmtplib.SMTPRecipientRefused) -> GatewayError:
    """What a refusal at RCPT means: try later, no such mailbox, or not this letter."""
    told = _say("recipient", error)
    if error.code < 500:
        return GatewayUnavailable(told)
    if enhanced := _ENHANCED.search(error.message):
        is_dead = bool(_NO_SUCH_MAILBOX.search(enhanced[0]))
    else:
        is_dead = error.code in _NO_SUCH_MAILBOX_REPLIES
    return AddressRefused(told) if is_dead else GatewayRefused(told)


def _say(step: str, error: Exception) -> str:
    told = _LOOKS_LIKE_ADDRESS.sub("***", str(error))
    return f"smtp, {step}: {type(error).__name__}: {told}"[:400]


def read_address(text: str, name: str = "") -> Address:
    """One mailbox; its domain as DNS knows it.

    Raises:
        AddressRefused: it is none, or needs an extension that few servers have (SMTPUTF8).
    """
    username, _, domain = text.strip().rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode()
        if not _DOT_ATOM.fullmatch(username) or not ascii_domain:
            raise ValueError("not one plain mailbox")
        return Address(display_name=name, username=username, domain=ascii_domain)
    except ValueError as e:
        raise AddressRefused(f"not a mailbox: {type(e).__name__}") from e


def compose(sender: Address, recipient: Address, letter: Letter) -> bytes:
    """The letter as it goes over the wire, from one person to one person."""
    message = EmailMessage(policy=WIRE)
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = clock.now()
    message["Message-ID"] = f"<{letter.message_id}@{sender.domain}>"
    if letter.is_automatic:
        message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe_url is not None:
        message["List-Id"] = f"<podhod.{sender.domain}>"
        message["Precedence"] = "bulk"
    # Base64 passes every relay unchanged, so the signature stays true.
    message.set_content(letter.text, cte="base64")
    if letter.html is not None:
        message.add_alternative(letter.html, subtype="html", cte="base64")
    for file in letter.attachments:
        kind, _, subtype = file.kind.partition("/")
        message.add_attachment(file.content, kind, subtype, filename=file.name)
    return _unsubscribe_headers(letter) + message.as_bytes()


def _unsubscribe_headers(letter: Letter) -> bytes:
    # By hand: the email package would fold or encode a long address, and a folded one breaks
    # signatures at some relays.
    url = letter.unsubscribe_url
    if url is None or not re.fullmatch(r"https?://[!-~]{1,900}", url):
        return b""
    one_click = "List-Unsubscribe-Post: List-Unsubscribe=One-Click"
    return f"List-Unsubscribe: <{url}>\r\n{one_click}\r\n".encode()


def _trust(ca_bundle: Path | None) -> ssl.SSLContext:
    trusted = ssl.create_default_context()
    if ca_bundle is not None:
        trusted.load_verify_locations(ca_bundle)
    return trusted
