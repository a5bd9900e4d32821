"""Pictures the trainer has uploaded: kept in DATA_DIR/uploads under names of our own.

What a browser says of a file is not believed: size and kind are read from its bytes. SVG is
refused, for it may carry scripts.
"""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from domain.errors import Refused

MOST_BYTES = 5 << 20
NAME = re.compile(r"[0-9a-f]{32}\.(png|jpg|webp)")
TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}


def keep_image(data_dir: Path, content: bytes) -> str:
    """Keep a picture and return its name; the same picture again has the same name.

    Raises:
        Refused: it is too large, or none of the kinds that every browser shows.
    """
    if len(content) > MOST_BYTES:
        raise Refused({"image": "too_large"})
    name = f"{hashlib.sha256(content).hexdigest()[:32]}.{_kind(content)}"
    folder = data_dir / "uploads"
    folder.mkdir(exist_ok=True, mode=0o700)
    if not (folder / name).exists():
        _write(folder, name, content)
    return name


def find_image(data_dir: Path, name: str) -> Path | None:
    """The picture with this name, if there is one."""
    if not NAME.fullmatch(name):
        return None
    path = data_dir / "uploads" / name
    return path if path.is_file() else None


def _kind(content: bytes) -> str:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    raise Refused({"image": "not_an_image"})


def _write(folder: Path, name: str, content: bytes) -> None:
    """Whole or not at all."""
    descriptor, draft = tempfile.mkstemp(dir=folder, prefix=".draft")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, folder / name)
