"""What the answers need of others: a model that knows what words mean."""

from collections.abc import Sequence
from typing import Protocol


class Encoder(Protocol):
    """Turns texts into vectors that are near where the meanings are.

    Both calls take their time and are made in a thread, always the same one.
    """

    @property
    def model(self) -> str:
        """Its name and version: vectors of another one cannot be compared with its own."""
        ...

    def load(self) -> None:
        """Bring the model in; again it does nothing.

        Raises:
            GatewayRefused: it is not installed, or cannot work here.
        """
        ...

    def encode(self, texts: Sequence[str]) -> Sequence[bytes]:
        """A vector of float32 for each text, of length one, all as wide."""
        ...
