"""Whatever is thrown at the doors gets a clear answer, and nothing that was acked is lost."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlmodel import select

from app.limits import UNLIMITED
from app.runtime import Runtime
from app.server import build_server
from domain.leads import Lead
from domain.people import Client
from pages.public.build import build_public
from pages.public.press import Press

GOOD: dict[str, Any] = {"name": "Анна", "phone": "+79990000001", "consent": True}


@pytest.fixture
async def visitor(runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    site = build_server(runtime, build_public(runtime, Press(runtime)), limits=UNLIMITED)
    transport = httpx.ASGITransport(site)
    async with httpx.AsyncClient(transport=transport, base_url="http://us") as client:
        yield client


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": "А" * 121}, "name"),
        ({"name": "А" * 5000}, "name"),
        ({"name": " \u200b\x00 "}, "name"),
        ({"name": 7}, "name"),
        ({"name": ["Анна"]}, "name"),
        ({"phone": "позвоните мне"}, "phone"),
        ({"phone": None}, "contact"),
        ({"email": "anna@example.ru, all@example.ru"}, "email"),
        ({"email": "anna@example.ru\r\nBcc: all@example.ru"}, "email"),
        ({"consent": False}, "consent"),
        ({"consent": "true"}, "consent"),
        ({"message": "я" * 4001}, "message"),
        ({"utm": {"utm_source": "x" * 201}}, "utm.utm_source"),
        ({"stage": "bought"}, "stage"),
    ],
)
async def test_what_is_wrong_with_a_lead_is_named_in_russian(
    visitor: httpx.AsyncClient, given: dict[str, Any], field: str
) -> None:
    answer = await visitor.post("/api/leads", json=GOOD | given)
    assert answer.status_code == 422, answer.text
    fields = answer.json()["error"]["fields"]
    assert any(key == field or key.startswith(field.split(".")[0]) for key in fields), fields
    assert all(any("а" <= letter <= "я" for letter in said) for said in fields.values())


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"name": NaN}', b"\xff\xfe"])
async def test_what_is_no_json_is_no_lead(visitor: httpx.AsyncClient, body: bytes) -> None:
    headers = {"content-type": "application/json"}
    answer = await visitor.post("/api/leads", content=body, headers=headers)
    assert answer.status_code in {400, 422}
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "=2+3", "{{7*7}}", "'; DROP--"])
async def test_a_hostile_text_is_kept_as_it_is_and_does_nothing(
    visitor: httpx.AsyncClient, runtime: Runtime, text: str
) -> None:
    answer = await visitor.post("/api/leads", json=GOOD | {"name": text, "message": text})
    assert answer.status_code == 201
    async with runtime.db.read() as session:
        assert (await session.exec(select(Lead.message))).one() == text


async def test_a_robot_is_thanked_and_leaves_nothing(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    answer = await visitor.post("/api/leads", json=GOOD | {"website": "http://spam.example"})
    assert answer.status_code == 201
    async with runtime.db.read() as session:
        assert (await session.exec(select(Client))).all() == []


async def test_a_full_disk_takes_nothing_in_and_loses_nothing(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    if not runtime.db.is_sqlite:
        pytest.skip("PostgreSQL's disk is its own")
    assert (await visitor.post("/api/leads", json=GOOD)).status_code == 201
    async with runtime.db.begin() as session:
        connection = await session.connection()
        await connection.exec_driver_sql("PRAGMA max_page_count = 1")

    told = [
        (await visitor.post("/api/leads", json=GOOD | {"message": "я" * 4000})).status_code
        for _ in range(30)
    ]
    page = await visitor.get("/")

    assert told[-1] == 503
    assert page.status_code == 200
    async with runtime.db.read() as session:
        assert len((await session.exec(select(Lead))).all()) == 1 + told.count(201)


async def test_the_same_key_is_answered_the_same_and_another_body_refused(
    visitor: httpx.AsyncClient,
) -> None:
    key = {"Idempotency-Key": "k-1"}
    first, again = [await visitor.post("/api/leads", json=GOOD, headers=key) for _ in range(2)]
    other = await visitor.post("/api/leads", json=GOOD | {"name": "Олег"}, headers=key)
    assert first.json() == again.json()
    assert (again.status_code, other.status_code) == (201, 409)
