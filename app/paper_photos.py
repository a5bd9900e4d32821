"""Photos for paper: what the trainer took of an exercise, small enough to be printed and sent."""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from app.uploads import find_image

SIDES = (360, 240, 160, 96)
"""The longer side in points: 300 to the inch where 3 cm are printed; less where there are many."""
QUALITY = 62
MOST_BYTES = 36_000
"""Of all photos on one paper: 12 weeks weigh up to 264 kB without, and 300 kB is the most."""


def read_photos(data_dir: Path, names: Iterable[str]) -> Mapping[str, bytes]:
    """Each photo as a JPEG, all of them light together; one that cannot be read is left out."""
    paths = {name: find_image(data_dir, name) for name in dict.fromkeys(names)}
    found = {name: path for name, path in paths.items() if path is not None}
    small: dict[str, bytes] = {}
    for side in SIDES:
        drawn = {name: _shrink(path, side) for name, path in found.items()}
        small = {name: photo for name, photo in drawn.items() if photo}
        if sum(map(len, small.values())) <= MOST_BYTES:
            break
    return small


def _shrink(path: Path, side: int) -> bytes:
    try:
        with Image.open(path) as photo:
            photo.draft("RGB", (side, side))
            photo.thumbnail((side, side))
            drawn = io.BytesIO()
            photo.convert("RGB").save(drawn, "JPEG", quality=QUALITY, optimize=True)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return b""
    return drawn.getvalue()
