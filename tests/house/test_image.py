"""The image, as far as it can be tested without an engine: what is copied in is enough to live."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import ROOT
from tests.serving import Server

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
FINAL = DOCKERFILE.rpartition("\nFROM ")[2]


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """The folder that the last stage copies together."""
    folder = tmp_path / "image"
    folder.mkdir()
    for source, target in re.findall(r"^COPY (?!--)(\S+) (\S+)$", FINAL, re.MULTILINE):
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, folder / target)
        else:
            shutil.copy(ROOT / source, folder / target)
    return folder


@pytest.fixture
def served(image: Path, tmp_path: Path) -> Iterator[Server]:
    data = tmp_path / "data"
    data.mkdir()
    server = Server(data)
    server.main = image / "main.py"
    server.start()
    yield server
    server.stop()


def test_what_is_copied_in_serves_and_is_found_healthy(served: Server) -> None:
    words = json.loads(re.findall(r"CMD (\[.*\])$", FINAL, re.MULTILINE)[0])
    checked = subprocess.run(
        [sys.executable, *words[1:]], env={"PORT": str(served.port)}, timeout=20, check=False
    )
    assert checked.returncode == 0


def test_it_is_nobodys_root_and_one_process() -> None:
    assert re.findall(r"^USER (\S+)$", FINAL, re.MULTILINE) == ["podhod"]
    assert 'ENTRYPOINT ["python", "main.py"]' in FINAL


def test_only_what_is_copied_is_sent_to_the_engine() -> None:
    allowed = {
        line[1:].strip() for line in (ROOT / ".dockerignore").read_text().split() if line[0] == "!"
    }
    copied = {
        source
        for line in re.findall(r"^COPY (?!--)(.+) \S+$", DOCKERFILE, re.MULTILINE)
        for source in line.split()
    }
    assert copied == allowed
