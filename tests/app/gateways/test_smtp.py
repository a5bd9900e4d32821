"""Letters over SMTP: whole, signed, to one person, and every refusal told for what it is."""

import email
import re
import ssl
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.policy import default
from ipaddress import IPv4Address
from pathlib import Path

import dkim
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Handler
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.gateways.smtp import Server, Smtp
from app.signing import DkimKey, keep_key
from app.standins.smtp import SmtpStandIn
from domain.errors import GatewayRefused, GatewayUnavailable
from domain.messages import AddressRefused, Attachment, ChannelDown, DeliveryInDoubt, Letter
from tests.serving import free_port

FROM = "Данила <trainer@podhod.example>"
LEAVE = "https://podhod.example/u/" + "x" * 32


@pytest.fixture
async def server() -> AsyncIterator[SmtpStandIn]:
    async with SmtpStandIn() as standin:
        yield standin


def _smtp(server: SmtpStandIn, key: DkimKey | None = None, mail_from: str = FROM) -> Smtp:
    return Smtp(Server.from_url(server.url), mail_from, key)


def _letter(
    subject: str = "Ваша программа готова",
    unsubscribe_url: str | None = None,
    html: str | None = None,
    *,
    is_automatic: bool = True,
) -> Letter:
    return Letter(
        subject=subject,
        text="Здравствуйте!\n\nПрограмма готова.\n.\nТренер",
        html=html,
        message_id="0123456789abcdef" * 2,
        unsubscribe_url=unsubscribe_url,
        is_automatic=is_automatic,
    )


async def test_a_letter_arrives_whole_in_both_forms(server: SmtpStandIn) -> None:
    letter = _letter(html="<p>Программа готова.</p>")

    external_id = await _smtp(server).deliver("anna@mail.ru", letter)

    (got,) = server.letters_to("anna@mail.ru")
    assert got.message["subject"] == "Ваша программа готова"
    assert got.message["from"] == "Данила <trainer@podhod.example>"
    assert got.text.replace("\r\n", "\n").strip() == letter.text
    assert got.html.strip() == letter.html
    assert got.message["message-id"] == external_id


async def test_the_same_message_keeps_its_id_over_attempts(server: SmtpStandIn) -> None:
    smtp = _smtp(server)

    first = await smtp.deliver("anna@mail.ru", _letter())
    second = await smtp.deliver("anna@mail.ru", _letter())

    assert first == second == "<0123456789abcdef0123456789abcdef@podhod.example>"


async def test_a_machine_says_that_it_is_one_and_the_trainer_does_not(
    server: SmtpStandIn,
) -> None:
    smtp = _smtp(server)

    await smtp.deliver("anna@mail.ru", _letter())
    await smtp.deliver("anna@mail.ru", _letter(is_automatic=False))

    by_machine, by_hand = server.letters
    assert by_machine.message["auto-submitted"] == "auto-generated"
    assert by_hand.message["auto-submitted"] is None


async def test_one_click_unsubscribing_is_offered_and_signed(
    server: SmtpStandIn, tmp_path: Path
) -> None:
    key = keep_key(tmp_path)
    await _smtp(server, key).deliver("anna@mail.ru", _letter(unsubscribe_url=LEAVE))

    raw = server.letters[0].raw

    assert f"\r\nList-Unsubscribe: <{LEAVE}>\r\n".encode() in raw
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
    assert b"\r\nList-Id: " in raw
    assert _verifies(raw, key)
    assert not _verifies(raw.replace(b"/u/xxx", b"/u/yyy"), key)
    assert not _verifies(raw.replace(b"=One-Click", b"=Two-Click"), key)


async def test_what_cannot_be_switched_off_offers_no_unsubscribing(server: SmtpStandIn) -> None:
    await _smtp(server).deliver("anna@mail.ru", _letter())

    assert b"List-" not in server.letters[0].raw


def _verifies(raw: bytes, key: DkimKey) -> bool:
    name, record = key.dns_record("podhod.example")
    published = {f"{name}.".encode(): record.encode()}
    return bool(dkim.verify(raw, dnsfunc=lambda asked, timeout=5: published.get(asked)))


async def test_a_changed_text_breaks_the_signature(server: SmtpStandIn, tmp_path: Path) -> None:
    key = keep_key(tmp_path)
    await _smtp(server, key).deliver("anna@mail.ru", _letter())
    raw = server.letters[0].raw

    assert _verifies(raw, key)
    assert not _verifies(raw + b"PS\r\n", key)


async def test_nothing_is_signed_for_a_house_that_publishes_its_own_keys(
    server: SmtpStandIn, tmp_path: Path
) -> None:
    smtp = _smtp(server, keep_key(tmp_path), mail_from="trainer@yandex.ru")

    await smtp.deliver("anna@mail.ru", _letter())

    assert b"DKIM-Signature" not in server.letters[0].raw


def test_the_key_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    first, second = keep_key(tmp_path), keep_key(tmp_path)

    assert first == second
    assert (tmp_path / "dkim.key").stat().st_mode & 0o777 == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["dkim.key"]


@pytest.mark.parametrize(
    "subject", ["Привет\r\nBcc: all@mail.ru", "Привет\nX-Evil: 1", "a\r\n\r\nbody"]
)
async def test_a_subject_cannot_smuggle_headers(server: SmtpStandIn, subject: str) -> None:
    await _smtp(server).deliver("anna@mail.ru", _letter(subject))

    message = server.letters[0].message
    assert message["bcc"] is None
    assert message["x-evil"] is None
    assert server.letters[0].recipients == ("anna@mail.ru",)


@pytest.mark.parametrize(
    "address",
    ["anna@mail.ru, all@mail.ru", "anna@mail.ru\r\nRCPT TO:<all@mail.ru>", "anna", "@a.ru"],
)
async def test_an_address_is_exactly_one_person(server: SmtpStandIn, address: str) -> None:
    with pytest.raises(AddressRefused):
        await _smtp(server).deliver(address, _letter())

    assert server.letters == []


@pytest.mark.parametrize("url", ["https://a.ru/u/x\r\nBcc: all@mail.ru", "javascript:alert(1)"])
async def test_an_unsubscribe_link_cannot_smuggle_headers(server: SmtpStandIn, url: str) -> None:
    await _smtp(server).deliver("anna@mail.ru", _letter(unsubscribe_url=url))

    assert server.letters[0].message["bcc"] is None
    assert server.letters[0].message["list-unsubscribe"] is None


async def test_a_cyrillic_domain_is_reached(server: SmtpStandIn) -> None:
    await _smtp(server).deliver("anna@почта.рф", _letter())

    assert server.letters[0].recipients == ("anna@xn--80a1acny.xn--p1ai",)


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        ("550 5.1.1 <{}> user unknown", AddressRefused),
        ("550 no such user", AddressRefused),
        ("550 5.2.1 mailbox disabled", AddressRefused),
        ("550 5.7.1 relaying denied", GatewayRefused),
        ("552 5.2.2 mailbox full", GatewayRefused),
        ("450 4.2.0 greylisted", GatewayUnavailable),
        ("452 4.5.3 too many", GatewayUnavailable),
    ],
)
async def test_a_refused_recipient_is_told_for_what_it_is(
    server: SmtpStandIn, reply: str, error: type[Exception]
) -> None:
    server.refuse("anna@mail.ru", reply)

    with pytest.raises(error) as caught:
        await _smtp(server).deliver("anna@mail.ru", _letter())

    assert caught.type is error
    assert "anna@mail.ru" not in str(caught.value)


@pytest.mark.parametrize(
    ("reply", "error"),
    [("554 5.7.1 spam", GatewayRefused), ("451 4.3.0 later", GatewayUnavailable)],
)
async def test_a_refused_letter_blames_the_letter(
    server: SmtpStandIn, reply: str, error: type[Exception]
) -> None:
    server.rejects_letters = reply

    with pytest.raises(error) as caught:
        await _smtp(server).deliver("anna@mail.ru", _letter())

    assert caught.type is error


async def test_a_server_that_is_down_is_asked_later(server: SmtpStandIn) -> None:
    server.down = True

    with pytest.raises(GatewayUnavailable) as caught:
        await _smtp(server).deliver("anna@mail.ru", _letter())

    assert caught.type is ChannelDown


async def test_nobody_listening_is_asked_later(server: SmtpStandIn) -> None:
    smtp = _smtp(server)
    await server.__aexit__()

    with pytest.raises(GatewayUnavailable):
        await smtp.deliver("anna@mail.ru", _letter())


async def test_a_lost_answer_leaves_the_letter_in_doubt(server: SmtpStandIn) -> None:
    server.forgets_to_answer = True

    with pytest.raises(DeliveryInDoubt):
        await _smtp(server).deliver("anna@mail.ru", _letter())

    assert len(server.letters) == 1


async def test_a_wrong_password_keeps_letters_waiting() -> None:
    async with SmtpStandIn(password="right") as server:
        right = Smtp(Server.from_url(server.url), FROM)
        wrong = Smtp(Server.from_url(server.url.replace("right", "wrong")), FROM)

        await right.check()
        with pytest.raises(GatewayUnavailable):
            await wrong.check()
        with pytest.raises(GatewayUnavailable):
            await wrong.deliver("anna@mail.ru", _letter())


async def test_a_server_with_an_unknown_certificate_is_not_trusted(tmp_path: Path) -> None:
    certificate, tls = _own_authority(tmp_path)
    async with SmtpStandIn(tls=tls) as server:
        trusting = Smtp(Server.from_url(server.url), FROM, ca_bundle=certificate)
        await trusting.deliver("anna@mail.ru", _letter())
        with pytest.raises(GatewayUnavailable):
            await _smtp(server).deliver("anna@mail.ru", _letter())

        assert len(server.letters) == 1


def _own_authority(folder: Path) -> tuple[Path, ssl.SSLContext]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)  # noqa: TID251 - TLS asks the real clock
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem = folder / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = certificate.public_bytes(serialization.Encoding.PEM)
    pem.write_bytes(private + public)
    (folder / "ca.pem").write_bytes(public)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(pem)
    return folder / "ca.pem", tls


class _Keeping(Handler):
    """An independent server's idea of what arrived."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[str] = []

    def handle_message(self, message: object) -> None:
        self.kept.append(str(message))


async def test_an_independent_server_takes_our_letters(tmp_path: Path) -> None:
    keeping = _Keeping()
    port = free_port()
    independent = Controller(keeping, hostname="127.0.0.1", port=port)
    independent.start()
    smtp = Smtp(Server.from_url(f"smtp://127.0.0.1:{port}"), FROM, keep_key(tmp_path))

    await smtp.deliver("anna@mail.ru", _letter(unsubscribe_url=LEAVE))
    independent.stop()

    (got,) = keeping.kept
    assert re.search(r"^X-RcptTo: anna@mail.ru$", got, re.MULTILINE)
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in got


async def test_a_file_goes_along_whole_and_signed(tmp_path: Path) -> None:
    keeping = _Keeping()
    port = free_port()
    independent = Controller(keeping, hostname="127.0.0.1", port=port)
    independent.start()
    smtp = Smtp(Server.from_url(f"smtp://127.0.0.1:{port}"), FROM, keep_key(tmp_path))
    paper = b"%PDF-1.7\r\n.\r\n" + bytes(range(256)) * 1000

    attachment = Attachment("Программа, Анна.pdf", "application/pdf", paper)
    await smtp.deliver("anna@mail.ru", replace(_letter(html="<p>.</p>"), attachments=(attachment,)))
    independent.stop()

    got = email.message_from_string(keeping.kept[0], policy=default)
    (file,) = got.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == (attachment.name, attachment.kind)
    assert file.get_content() == paper
    assert got.get_body(("html",)) is not None


def test_a_url_is_read_with_its_default_port_and_decoded_login() -> None:
    server = Server.from_url("smtps://anna%40mail.ru:p%3Aw%2F1@smtp.mail.ru")

    assert (server.username, server.password) == ("anna@mail.ru", "p:w/1")
    assert (server.host, server.port) == ("smtp.mail.ru", 465)
    assert Server.from_url("smtp+starttls://a.ru").port == 587
