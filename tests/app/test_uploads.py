"""Pictures are what their bytes say, kept whole, and served as nothing else."""

import io
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from app import uploads
from app.http import media
from app.runtime import Runtime
from app.server import build_server
from app.version import VERSION
from domain.errors import Refused

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
WEBP = b"RIFF\x00\x00\x00\x00WEBPVP8 "
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("content", "suffix"), [(PNG, ".png"), (b"\xff\xd8\xff0", ".jpg"), (WEBP, ".webp")]
)
def test_a_picture_is_kept_under_a_name_of_our_own(
    tmp_path: Path, content: bytes, suffix: str
) -> None:
    name = uploads.keep_image(tmp_path, content)

    assert name == uploads.keep_image(tmp_path, content)
    assert name.endswith(suffix)
    assert (tmp_path / "uploads" / name).read_bytes() == content


@pytest.mark.parametrize("content", [SVG, b"", b"GIF89a", b"MZ", b"RIFF\x00\x00\x00\x00AVI "])
def test_what_is_no_picture_is_refused_whatever_it_is_called(
    tmp_path: Path, content: bytes
) -> None:
    with pytest.raises(Refused) as refused:
        uploads.keep_image(tmp_path, content)

    assert refused.value.fields == {"image": "not_an_image"}
    assert not (tmp_path / "uploads").exists()


def test_a_picture_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        uploads.keep_image(tmp_path, PNG + b"0" * uploads.MOST_BYTES)

    assert refused.value.fields == {"image": "too_large"}


def photograph(size: tuple[int, int], kind: str = "JPEG", mode: str = "RGB") -> bytes:
    """What a phone sends: turned on its side, and saying where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera of Anna"
    exif.get_ifd(0x8825)[1] = "N"
    taken = io.BytesIO()
    Image.new(mode, size).save(taken, kind, exif=exif)
    return taken.getvalue()


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "CMYK"), ("PNG", "P"), ("WEBP", "RGBA")]
)
def test_a_photo_is_painted_anew_without_a_word_of_its_camera(
    tmp_path: Path, kind: str, mode: str
) -> None:
    name = uploads.keep_photo(tmp_path, photograph((2000, 1000), kind, mode))

    kept = tmp_path / "uploads" / name
    with Image.open(kept) as photo:
        assert (photo.format, photo.size) == ("JPEG", (640, 1280))
        assert not photo.getexif()
    assert b"Anna" not in kept.read_bytes()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (PNG, "not_an_image"),
        (SVG, "not_an_image"),
        (photograph((300, 300))[:500], "not_an_image"),
        (photograph((8000, 8000), "PNG", "1"), "too_large"),
        (photograph((20000, 20000), "PNG", "1"), "too_large"),
    ],
    ids=["torn", "svg", "cut off", "too wide", "a bomb"],
)
def test_a_photo_that_cannot_be_painted_is_refused(
    tmp_path: Path, content: bytes, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        uploads.keep_photo(tmp_path, content)

    assert refused.value.fields == {"image": code}
    assert not (tmp_path / "uploads").exists()


def test_a_picture_is_served_as_what_it_is_for_ever(runtime: Runtime) -> None:
    name = uploads.keep_image(runtime.settings.data_dir, PNG)
    visitor = TestClient(build_server(runtime, [media.build(runtime)]))

    answer = visitor.get(f"/media/{name}")

    assert (answer.status_code, answer.content) == (200, PNG)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("name", ["x.png", "..%2Fsecret.key", "a" * 32 + ".png", "secret.key"])
def test_nothing_else_of_the_folder_is_served(runtime: Runtime, name: str) -> None:
    (runtime.settings.data_dir / "uploads").mkdir()
    visitor = TestClient(build_server(runtime, [media.build(runtime)]))

    assert visitor.get(f"/media/{name}").status_code == 404


def test_the_version_is_the_projects() -> None:
    project = (Path(__file__).parents[2] / "pyproject.toml").read_text()

    assert f'\nversion = "{VERSION}"\n' in project


@pytest.mark.parametrize(
    ("kind", "mode", "is_icon", "suffix", "size"),
    [
        ("PNG", "RGBA", False, "png", (800, 1600)),
        ("JPEG", "RGB", False, "jpg", (800, 1600)),
        ("WEBP", "RGBA", True, "png", (180, 180)),
    ],
)
def test_the_sites_pictures_are_drawn_anew_and_keep_what_is_see_through(
    tmp_path: Path, kind: str, mode: str, is_icon: bool, suffix: str, size: tuple[int, int]
) -> None:
    content = photograph((2000, 1000), kind, mode)

    name = uploads.keep_picture(tmp_path, content, is_icon=is_icon)

    kept = Image.open(tmp_path / "uploads" / name)
    assert (name.endswith(suffix), kept.size, len(kept.getexif())) == (True, size, 0)
    assert kept.mode == mode
