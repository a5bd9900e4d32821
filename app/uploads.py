"""Pictures the trainer has uploaded: kept in DATA_DIR/uploads under names of our own.

What a browser says of a file is not believed: size and kind are read from its bytes. SVG is
refused, for it may carry scripts. Photos and the site's pictures are painted anew: what a camera or
somebody else wrote into the file, the place where it was taken among other things, is left behind.
"""

import hashlib
import io
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import Refused

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MOST_BYTES = 5 << 20
NAME = re.compile(r"[0-9a-f]{32}\.(png|jpg|webp)")
PHOTO_SIDE, PHOTO_PIXELS, PHOTO_QUALITY = 1280, 40_000_000, 82
"""The longer side a photo is kept at; what is larger unpacked than any camera's is not opened."""
PICTURE_SIDE, ICON_SIDE = 1600, 180
"""A logo or the site's photo at most; the tab's icon exactly, as Apple's phones want it."""
TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}


def keep_image(data_dir: Path, content: bytes) -> str:
    """Keep a picture and return its name; the same picture again has the same name.

    Raises:
        Refused: it is too large, or none of the kinds that every browser shows.
    """
    _weigh(content)
    return _keep(data_dir, content, _kind(content))


def keep_picture(data_dir: Path, content: bytes, *, is_icon: bool = False) -> str:
    """Keep a logo or a picture of the site, painted anew; what is see-through stays so.

    Args:
        is_icon: cut its middle square out, as small as a tab's icon is.

    Raises:
        Refused: as in `keep_image`.
    """
    _weigh(content)
    _kind(content)
    return keep_image(data_dir, _draw_anew(content, is_icon=is_icon))


def keep_photo(data_dir: Path, content: bytes) -> str:
    """Keep a photo, turned upright, made smaller and without anything but its pixels.

    Raises:
        Refused: as in `keep_image`.
    """
    _weigh(content)
    _kind(content)
    return _keep(data_dir, _paint_anew(content), "jpg")


def _weigh(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise Refused({"image": "too_large"})


def _paint_anew(content: bytes) -> bytes:
    from PIL import Image

    upright = _upright(content, PHOTO_SIDE)
    ground = Image.new("RGB", upright.size, "white")
    ground.paste(upright, mask=upright)
    return _as_jpeg(ground)


def _draw_anew(content: bytes, *, is_icon: bool) -> bytes:
    from PIL import ImageOps

    upright = _upright(content, PICTURE_SIDE)
    if is_icon:
        upright = ImageOps.fit(upright, (ICON_SIDE, ICON_SIDE))
    elif upright.getchannel("A").getextrema() == (255, 255) and content[:1] != b"\x89":
        return _as_jpeg(upright.convert("RGB"))
    drawn = io.BytesIO()
    upright.save(drawn, "PNG", optimize=True)
    return drawn.getvalue()


def _upright(content: bytes, side: int) -> "Picture":
    """The pixels alone, turned as they were seen, their longer side no more than `side`."""
    # Pillow takes a tenth of a second to import: only who uploads a photo waits for it.
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as photo:
            if photo.width * photo.height > PHOTO_PIXELS:
                raise Refused({"image": "too_large"})
            photo.draft("RGB", (side, side))
            photo.thumbnail((side, side))
            return ImageOps.exif_transpose(photo).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as e:
        raise Refused({"image": "not_an_image"}) from e
    except Image.DecompressionBombError as e:
        raise Refused({"image": "too_large"}) from e


def _as_jpeg(picture: "Picture") -> bytes:
    painted = io.BytesIO()
    picture.save(painted, "JPEG", quality=PHOTO_QUALITY, optimize=True, progressive=True)
    return painted.getvalue()


def _keep(data_dir: Path, content: bytes, kind: str) -> str:
    name = f"{hashlib.sha256(content).hexdigest()[:32]}.{kind}"
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
