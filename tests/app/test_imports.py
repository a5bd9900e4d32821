"""Libraries are brought in briskly, and everything is as it was afterwards."""

import gc
import subprocess
import sys
from pathlib import Path

from app.imports import brisk_imports

ROOT = Path(__file__).parents[2]
DASHBOARD = """
import sys
from app.imports import brisk_imports
with brisk_imports():
    import nicegui
print('aiohttp' in sys.modules)
import aiohttp
print(aiohttp.ClientSession.__name__)
"""


def test_the_collector_rests_only_within_the_block() -> None:
    with brisk_imports():
        rested = not gc.isenabled()

    assert rested
    assert gc.isenabled()


def test_the_dashboard_comes_without_the_client_sides_and_they_can_be_had_later() -> None:
    done = subprocess.run(
        [sys.executable, "-c", DASHBOARD], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["False", "ClientSession"]
