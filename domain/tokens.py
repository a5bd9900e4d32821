"""Keys that cannot be guessed: links, sessions, API tokens."""

import hashlib
import secrets


def new_token() -> str:
    """A fresh key of 192 bits, 32 characters, safe in a URL."""
    return secrets.token_urlsafe(24)


def hash_token(token: str) -> str:
    """What is kept of a key that only its owner may hold: SHA-256, 64 hex digits."""
    return hashlib.sha256(token.encode()).hexdigest()
