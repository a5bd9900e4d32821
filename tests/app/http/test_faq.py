"""Answers and scenarios for scripts: changed, and carried out and in without losing anything."""

from collections.abc import AsyncIterator

import httpx
import pytest

from app.http import faq as answer_routes
from app.http import sales_scenarios as scenario_routes
from app.runtime import Runtime
from app.server import build_server
from domain import faq, scenarios
from domain.faq import PortableEntry

AWKWARD = {
    "question": "=СУММ(1;2)? «Да»",
    "answer": 'Первая строка;\nвторая, «в кавычках» и "в прямых"',
    "category": "'уже с апострофом",
    "synonyms": ["-минус", "раз; два", "@кто"],
    "priority": -3,
    "active": False,
}


@pytest.fixture
async def script(runtime: Runtime, token: str) -> AsyncIterator[httpx.AsyncClient]:
    private = [answer_routes.build(runtime), scenario_routes.build(runtime)]
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(build_server(runtime, private=private)),
        base_url="http://us",
        headers={"Authorization": f"Bearer {token}"},
    ) as client:
        yield client


async def test_an_answer_is_added_changed_found_and_forgotten(script: httpx.AsyncClient) -> None:
    made = (await script.post("/api/faq", json=AWKWARD)).json()
    one = f"/api/faq/{made['id']}"
    changed = (await script.patch(one, json={"active": True, "category": "Разное"})).json()
    found = (await script.get("/api/faq", params={"q": "кавычки"})).json()["items"]

    assert {key: made[key] for key in AWKWARD} == AWKWARD
    assert (changed["active"], changed["category"]) == (True, "Разное")
    assert [row["id"] for row in found] == [made["id"]]
    assert (await script.post("/api/faq", json=AWKWARD)).status_code == 409
    assert (await script.post("/api/faq", json={**AWKWARD, "sql": 1})).status_code == 422
    assert (await script.delete(one)).status_code == 204
    assert (await script.get(one)).status_code == 404
    assert len((await script.get("/api/faq", params={"limit": 200})).json()["items"]) == 25


@pytest.mark.parametrize("form", ["json", "csv"])
async def test_answers_that_were_carried_out_and_in_are_the_same(
    script: httpx.AsyncClient, runtime: Runtime, form: str
) -> None:
    await script.post("/api/faq", json=AWKWARD)
    sent = (await script.get("/api/faq/export", params={"format": form})).content
    again = (await script.post("/api/faq/import", content=sent)).json()
    async with runtime.db.begin() as session:
        for row in await faq.list_entries(session):
            await faq.remove_entry(session, row.id)
    anew = (await script.post("/api/faq/import", content=sent)).json()

    assert again == {"added": 0, "changed": 0, "same": 26}
    assert anew == {"added": 26, "changed": 0, "same": 0}
    assert (await script.get("/api/faq/export", params={"format": form})).content == sent
    async with runtime.db.read() as session:
        assert (await faq.export_entries(session))[-1] == PortableEntry.model_validate(AWKWARD)


@pytest.mark.parametrize("form", ["json", "csv"])
async def test_scenarios_that_were_carried_out_and_in_are_the_same(
    script: httpx.AsyncClient, runtime: Runtime, form: str
) -> None:
    (first, *_) = (await script.get("/api/sales-scenarios")).json()["items"]
    one = f"/api/sales-scenarios/{first['id']}"
    assert (await script.patch(one, json={"priority": 7})).json()["priority"] == 7
    assert (await script.patch(one, json={"trigger": "moon"})).status_code == 422

    sent = (await script.get("/api/sales-scenarios/export", params={"format": form})).content
    async with runtime.db.begin() as session:
        for row in await scenarios.list_scenarios(session):
            await scenarios.remove_scenario(session, row.id)
    anew = (await script.post("/api/sales-scenarios/import", content=sent)).json()

    assert anew == {"added": 6, "changed": 0, "same": 0}
    again = await script.get("/api/sales-scenarios/export", params={"format": form})
    assert again.content == sent


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b'{"items": [{"question": "?", "answer": "."}]}', "items.1.question"),
        (b'[{"question": "\xd0\x94\xd0\xb0", "answer": "."}, 5]', "items.2"),
        (b"question;answer;prise\r\n1;2;3", "column.prise"),
        (b"question;answer;priority\r\n1;2;many", "items.1.priority"),
        (b"{", ""),
        (b"[" * 50_000, ""),
    ],
)
async def test_a_file_that_cannot_be_taken_changes_nothing(
    script: httpx.AsyncClient, body: bytes, field: str
) -> None:
    answer = await script.post("/api/faq/import", content=body)
    assert (answer.status_code, list(answer.json()["error"]["fields"])) == (422, [field])
    assert len((await script.get("/api/faq", params={"limit": 200})).json()["items"]) == 25
