"""The key letters are signed with (DKIM): made once, kept in DATA_DIR, known to the world by DNS.

`app.gateways.smtp` signs with it, the settings screen shows its DNS record.
"""

import base64
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

SELECTOR = "podhod"
SIGNED = (
    b"from",
    b"to",
    b"subject",
    b"date",
    b"message-id",
    b"mime-version",
    b"content-type",
    b"auto-submitted",
    b"list-id",
    b"list-unsubscribe",
    b"list-unsubscribe-post",
)
"""RFC 8058 wants both unsubscribe headers under the signature."""


@dataclass(frozen=True)
class DkimKey:
    """One RSA key as PEM."""

    pem: bytes

    def sign(self, raw: bytes, domain: str) -> bytes:
        """The letter with its signature before it; takes 10 ms, so not on the event loop."""
        header = dkim.sign(
            raw, SELECTOR.encode(), domain.encode(), self.pem, include_headers=list(SIGNED)
        )
        return bytes(header) + raw

    def dns_record(self, domain: str) -> tuple[str, str]:
        """Name and text of the TXT record by which receivers verify the signature."""
        key = serialization.load_pem_private_key(self.pem, password=None)
        der = key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        text = f"v=DKIM1; k=rsa; p={base64.b64encode(der).decode()}"
        return f"{SELECTOR}._domainkey.{domain}", text


def keep_key(data_dir: Path) -> DkimKey:
    """The key of this house; the first time it is made, readable by its owner alone."""
    path = data_dir / "dkim.key"
    if not path.exists():
        _make(path)
    return DkimKey(path.read_bytes())


def _make(path: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    # Whole or not at all, and the first of two makers wins: a half key would sign nothing.
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".dkim")
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)
