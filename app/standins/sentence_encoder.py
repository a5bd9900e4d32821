"""A sentence encoder for tests: texts are as near as the stems they share; nothing is loaded."""

import hashlib
import math
import struct
from collections.abc import Sequence

from domain.errors import GatewayRefused
from domain.faq.stems import list_stems

WIDTH = 64


class SentenceEncoderStandIn:
    """Implements `domain.faq.ports.Encoder`."""

    def __init__(self) -> None:
        self.is_missing = False
        """As where the package cannot be installed."""
        self.encoded: list[str] = []
        self.model = "stand-in/1"

    def load(self) -> None:
        if self.is_missing:
            raise GatewayRefused("sentence encoder: not here")

    def encode(self, texts: Sequence[str]) -> Sequence[bytes]:
        self.load()
        self.encoded += texts
        return [_encode(text) for text in texts]


def _encode(text: str) -> bytes:
    vector = [0.0] * WIDTH
    for stem in list_stems(text):
        vector[hashlib.sha256(stem.encode()).digest()[0] % WIDTH] += 1.0
    length = math.sqrt(sum(part * part for part in vector)) or 1.0
    return struct.pack(f"<{WIDTH}f", *(part / length for part in vector))
