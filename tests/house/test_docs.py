"""The documents keep step: each setting, command, job, reaction and route is named in them."""

import re
from functools import cache

import pytest

from app import jobs
from app.reactions import build_reactions
from app.runtime import Runtime
from app.settings import Settings
from tests.house.sources import ROOT


@cache
def docs() -> str:
    files = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("setting", [key.upper() for key in Settings.model_fields])
def test_every_setting_is_described_and_offered(setting: str) -> None:
    assert f"`{setting}`" in docs()
    assert re.search(rf"^#?\s*{setting}=", (ROOT / ".env.example").read_text(), re.MULTILINE)


@pytest.mark.parametrize("job", [job.name for job in jobs.all_jobs()])
def test_every_job_is_described(job: str) -> None:
    assert job in docs()


def test_every_reaction_is_described(runtime: Runtime) -> None:
    reactions = build_reactions(runtime.settings, runtime.outside, runtime.post)
    missing = [lane for lane in reactions.lanes() if lane not in docs()]
    assert missing == []
