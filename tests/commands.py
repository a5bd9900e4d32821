"""Commands as a person types them, each a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.serving import ROOT


def command(
    data: Path, *words: str, typed: str = "", **settings: str
) -> subprocess.CompletedProcess[str]:
    """`main.py WORDS` on a folder of data, its output and exit code."""
    environment = {key: os.environ[key] for key in ("PATH", "HOME")}  # noqa: TID251
    environment |= {"DATA_DIR": str(data), "PYTHONIOENCODING": "utf-8", **settings}
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *words],
        env=environment,
        cwd=data,
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
