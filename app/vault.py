"""The vault: secrets that the trainer types in are kept sealed with the house's own key."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken


class Vault:
    """Seals with SECRET_KEY; under another key what was sealed cannot be read any more."""

    def __init__(self, key: str) -> None:
        digest = hashlib.sha256(b"vault " + key.encode()).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(digest))

    def seal(self, secret: str) -> str:
        return self._fernet.encrypt(secret.encode()).decode()

    def open(self, sealed: str) -> str | None:
        """The secret; None when it was sealed with another key."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None
