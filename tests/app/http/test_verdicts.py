"""POST /api/intake answers each verdict as the contract says, by buttons and by words alike."""

from typing import Any

import pytest

from app.http import intake
from app.runtime import Runtime
from app.server import build_server
from tests import made
from tests.app.http.conftest import Visit

ANNA: dict[str, Any] = {**made.ANNA, "health_consent": True}


@pytest.mark.parametrize(
    ("changes", "status", "key"),
    [
        ({}, 201, "program_url"),
        (
            {"health_text": "Проблем с сердцем нет, не беременна, давление 120/80"},
            201,
            "program_url",
        ),
        ({"conditions": ["knee"]}, 202, "review"),
        ({"health_text": "сахар скачет", "lifestyle": "active"}, 202, "review"),
        ({"age": 15}, 202, "review"),
        ({"screening": ["fever"]}, 200, "referral"),
        ({"health_text": "у меня ковид"}, 200, "referral"),
        ({"screening": ["chest_pain"]}, 200, "referral"),
        ({"health_text": "жмет в груди"}, 200, "referral"),
        ({"health_text": "колет в боку слева"}, 200, "referral"),
        ({"health_text": "после кесарева"}, 200, "referral"),
        ({"health_text": "жду ребёнка"}, 200, "referral"),
    ],
)
async def test_a_verdict_has_its_answer(
    runtime: Runtime, visit: Visit, changes: dict[str, Any], status: int, key: str
) -> None:
    visitor = visit(server=build_server(runtime, [intake.build(runtime)]))
    body = {**ANNA, "answers": made.ANSWERS | changes}

    answer = await visitor.post("/api/intake", json=body)

    assert answer.status_code == status, answer.text
    assert key in answer.json()
