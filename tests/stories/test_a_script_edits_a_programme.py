"""What a script may rely on when it changes a programme: nothing lost, nothing unsafe unsaid."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from app.http import clients, programme_edits, programmes
from app.limits import UNLIMITED
from app.runtime import Runtime
from app.server import build_server
from domain import users
from tests import made

ROOMS = (clients, programmes, programme_edits)


@pytest.fixture
async def script(runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    """A script that bears a token of the owner's."""
    async with runtime.db.begin() as session:
        _, token = await users.create_api_token(session, "script")
    private = [room.build(runtime) for room in ROOMS]
    api = build_server(runtime, [], private=private, limits=UNLIMITED)
    headers = {"Authorization": f"Bearer {token}"}
    transport = httpx.ASGITransport(api)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://us", headers=headers
    ) as http:
        yield http


async def test_what_was_read_can_be_handed_back_as_it_is(script: httpx.AsyncClient) -> None:
    programme = await write(script)

    answer = await script.put(path(programme), json=programme)

    assert answer.status_code == 200, answer.text
    assert answer.json()["version"] == 2
    assert answer.json()["weeks"] == programme["weeks"]


async def test_a_changed_number_is_kept_and_its_reason_is_the_trainers(
    script: httpx.AsyncClient,
) -> None:
    programme = await write(script)
    first(programme)["rest_s"] = 127

    edited = (await script.put(path(programme), json=programme)).json()

    assert first(edited)["rest_s"] == 127
    assert "тренер" in first(edited)["reasons"]["rest_s"]


async def test_exercises_are_added_swapped_and_put_in_order(script: httpx.AsyncClient) -> None:
    programme = await write(script)
    day = training_day(programme)
    slugs = [each["slug"] for each in day["exercises"]]
    wanted = [{"slug": "plank"}, *({"slug": slug} for slug in reversed(slugs[1:]))]
    body = edit(programme, day, wanted)

    edited = (await script.put(path(programme), json={**body, "reason": "Так решено"})).json()

    got = [each["slug"] for each in training_day(edited)["exercises"]]
    assert got == [each["slug"] for each in wanted]


async def test_a_stale_edit_is_refused(script: httpx.AsyncClient) -> None:
    programme = await write(script)
    first(programme)["rest_s"] = 127
    await script.put(path(programme), json=programme)

    again = await script.put(path(programme), json=programme)

    assert (again.status_code, again.json()["error"]["code"]) == (409, "stale_version")


async def test_an_unsafe_edit_is_refused_and_with_a_reason_kept_with_a_note(
    script: httpx.AsyncClient,
) -> None:
    programme = await write(script)
    first(programme)["rest_s"] = 5

    refused = await script.put(path(programme), json=programme)
    kept = await script.put(path(programme), json={**programme, "reason": "Я рядом"})

    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "unsafe_edit")
    assert refused.json()["error"]["findings"][0]["week"] == 1
    notes = [n["text"] for n in kept.json()["notes"] if n["code"] == "unsafe_edit"]
    assert any("Я рядом" in text for text in notes)


async def test_an_old_version_is_brought_back(script: httpx.AsyncClient) -> None:
    programme = await write(script)
    original = first(programme)["rest_s"]
    first(programme)["rest_s"] = 127
    await script.put(path(programme), json=programme)

    restored = await script.post(f"{path(programme)}/versions/1/restore")
    told = (await script.get(f"{path(programme)}/versions")).json()["items"]

    assert first(restored.json())["rest_s"] == original
    assert [each["version"] for each in told] == [3, 2, 1]


@pytest.mark.parametrize(
    ("exercise", "code"),
    [
        ({"slug": "no_such"}, 422),
        ({"slug": "plank", "sets": 1000}, 422),
        ({"slug": "plank", "sets": "много"}, 422),
        ({"slug": "plank", "reps": [1]}, 422),
    ],
)
async def test_what_cannot_be_is_refused_by_its_field(
    script: httpx.AsyncClient, exercise: dict[str, Any], code: int
) -> None:
    programme = await write(script)
    body = edit(programme, training_day(programme), [exercise])

    answer = await script.put(path(programme), json=body)

    assert answer.status_code == code, answer.text


async def write(script: httpx.AsyncClient) -> dict[str, Any]:
    """A programme of two weeks."""
    told = {"name": "Анна", "phone": "8 999 123-45-67"}
    anna = (await script.post("/api/clients", json=told)).json()
    await script.put(f"/api/clients/{anna['id']}/intake", json={"answers": made.ANSWERS})
    wish = {"client_id": anna["id"], "weeks": 2, "seed": 5}
    answer = await script.post("/api/programs/auto-generate", json=wish)
    assert answer.status_code == 201, answer.text
    programme: dict[str, Any] = answer.json()
    return programme


def path(programme: dict[str, Any]) -> str:
    return f"/api/programs/{programme['id']}"


def training_day(programme: dict[str, Any]) -> dict[str, Any]:
    days = programme["weeks"][0]["days"]
    return next(day for day in days if day["kind"] == "strength")


def first(programme: dict[str, Any]) -> dict[str, Any]:
    exercise: dict[str, Any] = training_day(programme)["exercises"][0]
    return exercise


def edit(
    programme: dict[str, Any], day: dict[str, Any], wanted: list[dict[str, Any]]
) -> dict[str, Any]:
    days = [{"weekday": day["weekday"], "exercises": wanted}]
    return {"version": programme["version"], "weeks": [{"number": 1, "days": days}]}
