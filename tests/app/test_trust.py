"""TB-16: a provider whose certificate a national authority signed, and what is said of it."""

import asyncio
import ipaddress
import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.checking import check_all
from app.findings import Mark
from app.opening import open_payments, open_provider
from app.settings import Settings, read_settings
from app.tills import look_at
from app.words.commands import finding
from domain import clock
from domain.errors import GatewayUnavailable

KNOWN = b'{"Success": true, "ErrorCode": "0", "Payments": []}'
Key = ec.EllipticCurvePrivateKey


def _sign(name: str, key: Key, issuer: str, by: Key, *, is_ca: bool) -> x509.Certificate:
    now = clock.now()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        .add_extension(here, critical=False)
    )
    return made.sign(by, hashes.SHA256())


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    """A folder with `ca.pem`, known to nobody, and a server's `server.pem` that it has signed."""
    root, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ca = _sign("National Root", root, "National Root", root, is_ca=True)
    leaf = _sign("bank", key, "National Root", root, is_ca=False)
    (tmp_path / "ca.pem").write_bytes(ca.public_bytes(pem))
    (tmp_path / "server.pem").write_bytes(key.private_bytes(pem, *plain) + leaf.public_bytes(pem))
    return tmp_path


@asynccontextmanager
async def bank(authority: Path) -> AsyncIterator[str]:
    """A real TLS server that answers every request as T-Bank would; yields its address."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(authority / "server.pem")

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        writer.write(
            b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(KNOWN)
            + KNOWN
        )
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    async with server:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/v2"


async def test_a_national_authority_is_believed_only_where_it_is_named(
    authority: Path, settings: Settings
) -> None:
    """TB-16: never is verification turned off; health says what to mend, and CA_BUNDLE mends it."""
    async with bank(authority) as url:
        keys = {"tbank_terminal_key": "1DEMO", "tbank_password": "secret", "tbank_api_url": url}
        strict = read_settings(None, data_dir=settings.data_dir, **keys)
        async with open_provider(strict, "tbank") as provider:
            with pytest.raises(GatewayUnavailable, match="CERTIFICATE_VERIFY_FAILED"):
                await provider.check()
            assert (await look_at(provider)).problem == "wrong_ca"
        (found,) = [one for one in await check_all(strict) if one.part == "TBANK_TERMINAL_KEY"]
        assert found.mark is Mark.BAD
        assert "CA_BUNDLE" in finding(found)

        trusting = read_settings(
            None, data_dir=settings.data_dir, ca_bundle=authority / "ca.pem", **keys
        )
        async with open_provider(trusting, "tbank") as provider:
            await provider.check()
            assert (await look_at(provider)).problem is None


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("yookassa", {"yookassa_shop_id": "1", "yookassa_secret_key": "s"}),
        ("tbank", {"tbank_terminal_key": "1DEMO", "tbank_password": "s"}),
        ("yoomoney", {"yoomoney_wallet": "4100", "yoomoney_secret": "s"}),
    ],
)
async def test_every_provider_that_the_settings_take_can_sell(
    tmp_path: Path, name: str, keys: dict[str, str]
) -> None:
    """One that may be named and cannot be opened would sell nothing, and say nothing."""
    settings = read_settings(None, data_dir=tmp_path, payment_provider=name, **keys)
    async with AsyncExitStack() as closing:
        assert list(await open_payments(settings, None, closing)) == [name]
