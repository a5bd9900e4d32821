"""`make install` in a fresh clone, with no compiler to be found."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from tests.serving import ROOT

MOST = 120
COMPILERS = ("cc", "gcc", "g++", "c++", "clang", "rustc", "cargo")
NETWORK = {"SSL_CERT_FILE", "SSL_CERT_DIR", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"}
"""How this machine reaches the index of packages."""
TOOLS = (
    "bash sh env make git python3 python3.11 python3.12 python3.13 cut sed grep cat rm mkdir"
    " touch dirname basename uname head tail ls sort tr readlink"
)


def measure() -> Iterator[Figure]:
    """Whether it is done in two minutes."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        environment = {key: value for key, value in os.environ.items() if key in NETWORK}  # noqa: TID251 - none is ours
        environment |= {"PATH": str(_tools(Path(folder) / "bin")), "HOME": folder}
        began = time.perf_counter()
        subprocess.run(["make", "install"], cwd=clone, env=environment, check=True)
        seconds = time.perf_counter() - began
        python = clone / ".venv" / "bin" / "python"
        subprocess.run([python, "main.py", "--help"], cwd=clone, check=True, capture_output=True)
    yield Figure(
        "`make install`, fresh clone, no compiler",
        f"≤ {MOST} s",
        f"{seconds:.0f} s",
        seconds / MOST,
    )


def _tools(folder: Path) -> Path:
    """A PATH with Python and the plainest tools, and no compiler among them."""
    folder.mkdir()
    for name in TOOLS.split():
        if found := shutil.which(name):
            (folder / name).symlink_to(os.path.realpath(found) if "python" in name else found)
    path = os.pathsep.join((str(folder),))
    assert not any(shutil.which(name, path=path) for name in COMPILERS)
    return folder
