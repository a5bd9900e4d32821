"""Visits are counted without knowing anybody; where a lead came from is kept with it."""

import asyncio
from datetime import date

import httpx
from sqlmodel import select

from app.runtime import Runtime
from domain import visits
from domain.leads import Lead
from domain.visits import Kind

LONG_AGO = date(2000, 1, 1)
LEAD = {"name": "Анна", "phone": "+79990000001", "consent": True}


async def test_counts_of_a_moment_are_added_up_and_strange_ones_passed_over(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    words = ["visit:landing", "seen:about", "seen:about", "seen:<script>", "paid:all"]

    answers = await asyncio.gather(
        *(visitor.post("/api/visits", json={"counts": words}) for _ in range(5))
    )

    async with runtime.db.read() as session:
        counted = await visits.sum_counts(session, LONG_AGO)
    assert {answer.status_code for answer in answers} == {204}
    assert counted == {(Kind.VISIT, "landing"): 5, (Kind.SEEN, "about"): 5}


async def test_a_visit_leaves_no_cookie_and_may_say_nothing_of_itself(
    visitor: httpx.AsyncClient,
) -> None:
    answer = await visitor.post("/api/visits", json={"counts": []})
    told_more = await visitor.post("/api/visits", json={"counts": [], "visitor": "17"})

    assert "set-cookie" not in answer.headers
    assert told_more.status_code == 422


async def test_the_first_and_the_last_touch_stay_with_the_lead(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    first = '{"on":"2026-11-01","page":"/","referrer":"ya.ru","utm":{"utm_source":"direct"}}'
    last = {"on": "2026-11-20", "page": "/", "referrer": "vk.com", "utm": {"utm_source": "vk"}}

    await visitor.post("/api/leads", json={**LEAD, "first_touch": first, "last_touch": last})

    async with runtime.db.read() as session:
        (lead,) = (await session.exec(select(Lead))).all()
    assert (lead.first_touch or {})["referrer"] == "ya.ru"
    assert (lead.last_touch, lead.utm) == (last, {"utm_source": "vk"})


async def test_a_touch_that_cannot_be_read_costs_no_lead(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    torn = {"first_touch": "{", "last_touch": {"on": "soon", "page": 7}}

    answer = await visitor.post("/api/leads", json=LEAD | torn)

    async with runtime.db.read() as session:
        (lead,) = (await session.exec(select(Lead))).all()
    assert answer.status_code == 201
    assert (lead.first_touch, lead.last_touch) == (None, None)


async def test_a_stranger_does_not_see_the_draft(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/crm/preview")

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/crm/login")
