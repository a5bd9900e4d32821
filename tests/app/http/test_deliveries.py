"""What the trainer's scripts see of the post, and how they hurry the reminders."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import httpx
import pytest

from app.http import deliveries
from app.runtime import Runtime
from app.server import build_server
from domain import clock, reminders
from tests import made
from tests.channels import ChannelStandIn, post, reach, say


@pytest.fixture
async def anna(runtime: Runtime) -> UUID:
    async with runtime.db.begin() as session:
        client = await made.client(session)
        await reach(session, client.id)
    return client.id


@pytest.fixture
async def script(runtime: Runtime, token: str) -> AsyncIterator[httpx.AsyncClient]:
    server = build_server(runtime, private=[deliveries.build(runtime)])
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(server),
        base_url="http://us",
        headers={"Authorization": f"Bearer {token}"},
    ) as client:
        yield client


async def test_a_script_sees_what_went_and_what_waits(
    runtime: Runtime, script: httpx.AsyncClient, anna: UUID
) -> None:
    await say(runtime.db, anna, key="went")
    await post(runtime.db, ChannelStandIn("email")).send_due()
    await say(runtime.db, anna, key="waits")

    answer = await script.get("/api/deliveries", params={"client_id": str(anna)})
    sent = await script.get("/api/deliveries", params={"status": "sent"})

    assert {item["state"] for item in answer.json()["items"]} == {"sent", "queued"}
    assert [item["channel"] for item in sent.json()["items"]] == ["email"]
    assert sent.json()["items"][0]["attempts"] == 1


async def test_deliveries_come_in_pages_without_gaps_or_repeats(
    runtime: Runtime, script: httpx.AsyncClient, anna: UUID
) -> None:
    for n in range(5):
        await say(runtime.db, anna, key=str(n))
    seen: list[str] = []
    params: dict[str, str] = {"limit": "2"}
    for _ in range(3):
        body = (await script.get("/api/deliveries", params=params)).json()
        seen += [item["id"] for item in body["items"]]
        params["cursor"] = body["next_cursor"] or ""

    assert len(seen) == len(set(seen)) == 5
    assert body["next_cursor"] is None


async def test_a_script_has_due_reminders_processed(
    runtime: Runtime, script: httpx.AsyncClient, anna: UUID
) -> None:
    async with runtime.db.begin() as session:
        given_at = clock.now() - timedelta(days=3, hours=20)
        await reminders.plan_demo_reminders(session, anna, anna, given_at)

    answers = [(await script.post("/api/reminders/process")).json() for _ in range(2)]
    done = (await script.get("/api/reminders", params={"status": "done"})).json()["items"]

    assert answers == [{"processed": 1}, {"processed": 0}]
    assert [item["kind"] for item in done] == ["day_3"]


@pytest.mark.parametrize(
    "query", ["limit=201", "limit=0", "cursor=nonsense", "status=lost", "client_id=1"]
)
async def test_a_question_that_makes_no_sense_is_refused(
    script: httpx.AsyncClient, query: str
) -> None:
    assert (await script.get(f"/api/deliveries?{query}")).status_code in {400, 422}


@pytest.mark.parametrize("path", ["/api/deliveries", "/api/reminders"])
async def test_a_stranger_learns_nothing(script: httpx.AsyncClient, path: str) -> None:
    assert (await script.get(path, headers={"Authorization": "Bearer guess"})).status_code == 401
