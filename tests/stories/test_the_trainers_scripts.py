"""What the trainer's own scripts may rely on: clients, stages, programmes, payments, over HTTP."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from app.http import clients, funnel, payments, programmes
from app.limits import UNLIMITED
from app.runtime import Runtime
from app.server import build_server
from domain import clock, users
from domain import payments as payments_room
from tests import made

ROOMS = (clients, funnel, payments, programmes)


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


async def add(script: httpx.AsyncClient, **given: Any) -> dict[str, Any]:
    body = {"name": "Анна", "phone": "8 999 123-45-67"} | given
    answer = await script.post("/api/clients", json=body)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def test_a_client_added_is_found_by_any_form_of_his_phone(
    script: httpx.AsyncClient,
) -> None:
    anna = await add(script, tags=["зал"])
    for written in ("+79991234567", "89991234567", "4567", "анн"):
        found = (await script.get("/api/clients", params={"q": written})).json()
        assert [item["id"] for item in found["items"]] == [anna["id"]], written


async def test_a_second_client_with_the_same_phone_is_refused(script: httpx.AsyncClient) -> None:
    await add(script)
    again = await script.post("/api/clients", json={"name": "Аня", "phone": "+79991234567"})
    assert (again.status_code, again.json()["error"]["code"]) == (409, "contact_taken")


async def test_what_is_wrong_with_a_client_is_named(script: httpx.AsyncClient) -> None:
    wrong = {"name": "Анна", "phone": "12", "email": "anna"}
    answer = await script.post("/api/clients", json=wrong)
    assert answer.status_code == 422
    assert set(answer.json()["error"]["fields"]) == {"phone", "email"}


async def test_a_client_is_changed_only_where_told(script: httpx.AsyncClient) -> None:
    anna = await add(script, email="anna@example.ru", source="import")
    path = f"/api/clients/{anna['id']}"
    changed = (await script.patch(path, json={"name": "Анна К.", "email": None})).json()
    assert (changed["name"], changed["email"]) == ("Анна К.", None)
    assert (changed["phone"], changed["source"]) == ("+79991234567", "import")


async def test_a_list_is_read_page_by_page(script: httpx.AsyncClient) -> None:
    added = [await add(script, phone=made.phone(n)) for n in range(5)]
    seen, cursor = [], None
    while True:
        given = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await script.get("/api/clients", params=given)).json()
        seen += [item["id"] for item in page["items"]]
        if (cursor := page["next_cursor"]) is None:
            break
    assert sorted(seen) == sorted(client["id"] for client in added)


async def test_a_client_is_moved_by_a_stages_role_and_title(script: httpx.AsyncClient) -> None:
    anna = await add(script)
    path = f"/api/clients/{anna['id']}/stage"
    by_role = (await script.post(path, json={"stage": "deciding"})).json()
    by_title = (await script.post(path, json={"stage": "Консультация"})).json()
    nowhere = await script.post(path, json={"stage": "Луна"})
    assert (by_role["stage"]["role"], by_title["stage"]["role"]) == ("deciding", "consultation")
    assert nowhere.status_code == 422


async def test_the_funnel_counts_who_stands_and_who_went_on(script: httpx.AsyncClient) -> None:
    for n in range(4):
        client = await add(script, phone=made.phone(n))
        if n:
            path = f"/api/clients/{client['id']}/stage"
            await script.post(path, json={"stage": "consultation"})
    first, second, *_ = (await script.get("/api/funnel")).json()
    assert (first["count"], first["reached"], first["conversion"]) == (1, 4, 0.75)
    assert (second["count"], second["median_days"]) == (3, None)


async def test_a_programme_is_written_from_what_was_asked_in_person(
    script: httpx.AsyncClient,
) -> None:
    anna = await add(script)
    path = f"/api/clients/{anna['id']}/intake"
    told = (await script.put(path, json={"answers": made.ANSWERS})).json()
    wish = {"client_id": anna["id"], "weeks": 4, "location": "home", "days_per_week": 2}
    written = await script.post("/api/programs/auto-generate", json=wish)
    programme = written.json()
    assert (told["verdict"], written.status_code) == ("green", 201)
    assert (len(programme["weeks"]), programme["goal"]) == (4, "muscle_gain")
    read = (await script.get(f"/api/programs/{programme['id']}")).json()
    assert read == programme


async def test_a_programme_without_answers_or_against_a_doctor_is_refused(
    script: httpx.AsyncClient,
) -> None:
    anna = await add(script)
    wish = {"client_id": anna["id"], "weeks": 4}
    unasked = await script.post("/api/programs/auto-generate", json=wish)
    path = f"/api/clients/{anna['id']}/intake"
    await script.put(path, json={"answers": made.ANSWERS | {"screening": ["chest_pain"]}})
    doctor = await script.post("/api/programs/auto-generate", json=wish)
    assert (unasked.status_code, doctor.status_code) == (409, 409)
    assert "103" in doctor.json()["referral"]["text"]


async def test_a_programme_is_sent_once(script: httpx.AsyncClient) -> None:
    anna = await add(script)
    await script.put(f"/api/clients/{anna['id']}/intake", json={"answers": made.ANSWERS})
    wish = {"client_id": anna["id"], "weeks": 1}
    programme = (await script.post("/api/programs/auto-generate", json=wish)).json()
    path = f"/api/programs/{programme['id']}/send"
    assert (await script.post(path)).json()["status"] == "ready"
    assert (await script.post(path)).status_code == 409


async def test_payments_are_listed_and_asked_about(
    script: httpx.AsyncClient, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        payment = await made.payment(session, await made.client(session))
        payment.external_id = None
    listed = (await script.get("/api/payments")).json()["items"]
    asked = await script.post("/api/payments/check-status", json={"payment_id": str(payment.id)})
    assert [item["amount"] for item in listed] == ["14999.00"]
    assert asked.json()["status"] == "pending"
    assert (await script.get("/api/payments/webhooks/logs")).json()["items"] == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("group=paid&period=today", 1),
        ("group=open", 0),
        ("period=last_month", 0),
        ("provider=another", 0),
        ("status=paid", 1),
        ("status=pending", 0),
        ("client_id=00000000-0000-4000-8000-000000000000", 0),
    ],
)
async def test_a_script_sees_the_payments_that_the_page_would_show(
    script: httpx.AsyncClient, runtime: Runtime, query: str, found: int
) -> None:
    async with runtime.db.begin() as session:
        payment = await made.payment(session, await made.client(session))
        payment.status, payment.paid_at = payments_room.Status.PAID, clock.now()

    listed = (await script.get(f"/api/payments?{query}")).json()["items"]

    assert len(listed) == found


async def test_an_erased_client_is_gone_and_an_unknown_one_never_was(
    script: httpx.AsyncClient,
) -> None:
    anna = await add(script)
    path = f"/api/clients/{anna['id']}"
    exported = (await script.get(f"{path}/export")).json()
    assert exported["client"][0]["name"] == "Анна"
    assert (await script.delete(path)).status_code == 204
    assert (await script.get(path)).status_code == 404
    assert (await script.get(f"/api/clients/{uuid4()}")).status_code == 404
