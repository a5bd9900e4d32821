"""A stranger knows Anna's phone. Whatever he does with it, he learns nothing, and changes nothing.

The same steps are walked with Anna's phone and with one that nobody has: every answer must be the
same to the letter, but for the random parts. Then Anna's card is looked at.
"""

import json
import re
import secrets
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from app.gateways.yookassa import YooKassa
from app.outside import Outside
from app.runtime import Runtime, build_runtime
from app.settings import Settings
from app.standins.yookassa import YooKassaStandIn
from domain import cabinets, consents, intakes, messages, passes, people, purchases
from domain.consents import ConsentKind
from domain.contacts import ContactKind
from domain.people import Client
from domain.programmes import delivery
from domain.programmes import rows as programmes
from domain.programmes.rows import Kind
from domain.questionnaire import read_answers
from tests import made, plans
from tests.channels import ChannelStandIn
from tests.made import ANSWERS
from tests.visiting import build_site, hand_in, visit

ANNAS = "+79990000001"
NOBODYS = "+79990000002"
SECRETS = ("Анна", "Секретова", "anna@mail.ru", "болит")
NAME = "Пётр"

Told = list[tuple[int, str]]


@pytest.fixture
async def runtime(settings: Settings, yookassa: YooKassaStandIn) -> AsyncIterator[Runtime]:
    """With a working post: what has reached Anna's address must not be seen elsewhere either."""
    transport = httpx.ASGITransport(yookassa.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://yookassa/v3/") as http:
        doors = Outside(payments={"yookassa": YooKassa(http)}, channels={"email": ChannelStandIn()})
        runtime = build_runtime(settings, doors)
        yield runtime
        await runtime.db.close()


@pytest.fixture(autouse=True)
def dice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same seed for every programme, so that two can be compared."""
    monkeypatch.setattr(secrets, "randbelow", lambda _: 5)


@pytest.fixture
async def stranger(runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    async with visit(build_site(runtime)) as browser:
        yield browser


@pytest.fixture
async def anna(runtime: Runtime) -> Client:
    """A client with a name, two contacts, health answers, a programme, a purchase, a consent."""
    async with runtime.db.begin() as session:
        client = await made.client(session, "Анна Секретова", source="site")
        people.add_contact(session, client.id, ContactKind.EMAIL, "anna@mail.ru", is_trusted=True)
        granted = passes.issue(session, client.id, is_proven=True)
        await plans.programme(session, client, granted=granted, kind=Kind.FULL, weeks=4)
        answers = read_answers({**ANSWERS, "conditions": ["knee"], "health_text": "болит колено"})
        await intakes.submit(session, client.id, granted, intakes.prepare(answers))
        await made.payment(session, client)
        texts = await consents.current_texts(session)
        for kind in (ConsentKind.MARKETING, ConsentKind.HEALTH):
            consents.give(session, client.id, texts[kind], "site")
    return client


def told(answer: httpx.Response) -> tuple[int, str]:
    """An answer without its random parts: tokens, ids, nonces, moments, phones."""
    text = answer.text + json.dumps(
        {k: v for k, v in answer.headers.items() if k != "content-length"}
    )
    for random in (
        r"nonce[-=]\"?[\w-]+\"?",
        r"[0-9a-f]{8}-[0-9a-f-]{27}",
        r"(?<![\w-])[\w-]{32}(?![\w-])",
        r"\"form_id\" value=\"[\w-]+",
        r"\d{4}-\d\d-\d\d[T ][\d:.+]+",
        r"\+7999\d{7}",
        r"\"seed\": \d+",
    ):
        text = re.sub(random, "*", text)
    return answer.status_code, text


async def ask(visitor: httpx.AsyncClient, token: str, paths: str = "/c/{}") -> httpx.Response:
    return await visitor.get(paths.format(token))


async def leave_lead(visitor: httpx.AsyncClient, phone: str) -> tuple[str, httpx.Response]:
    body = {"name": NAME, "phone": phone, "consent": True, "marketing_consent": True}
    answer = await visitor.post("/api/leads", json=body)
    return answer.json()["start_url"].rpartition("/")[2], answer


async def buy(visitor: httpx.AsyncClient, phone: str, **given: Any) -> httpx.Response:
    body = {"tariff": "online-1-month", "name": NAME, "phone": phone, "consent": True}
    return await visitor.post("/api/purchases", json=body | given)


async def walk(visitor: httpx.AsyncClient, phone: str) -> Told:
    """Everything a stranger can do with a phone, and all that he is told."""
    seen: Told = []
    token, answer = await leave_lead(visitor, phone)
    seen.append(told(answer))
    seen += await look_around(visitor, token)
    handed = await hand_in(visitor, name=NAME, phone=phone)
    seen.append((0, " ".join(handed)))
    token = handed["client_token"]
    seen += await look_around(visitor, token)
    seen.append(told(await visitor.get(handed["program_url"])))
    bought = await buy(visitor, phone)
    seen.append(told(bought))
    purchase = bought.json()["purchase_token"]
    seen.append(told(await visitor.get(f"/api/purchases/{purchase}")))
    seen.append(told(await visitor.get(f"/pay/return?purchase={purchase}")))
    seen += await act(visitor, token)
    seen.append(told(await visitor.get(handed["program_url"])))
    return seen


async def look_around(visitor: httpx.AsyncClient, token: str) -> Told:
    paths = ("/c/{}", "/c/{}/export", "/start/{}", "/buy/online-1-month?token={}")
    return [told(await ask(visitor, token, path)) for path in paths]


async def act(visitor: httpx.AsyncClient, token: str) -> Told:
    """Press every button of the cabinet; the last one deletes."""
    presses: tuple[tuple[str, dict[str, str]], ...] = (
        ("consents", {"kind": "health", "action": "withdraw"}),
        ("consents", {"kind": "marketing", "action": "withdraw"}),
        ("consents", {"kind": "marketing", "action": "give"}),
        ("link", {}),
        ("link", {}),
        ("delete", {"sure": "да"}),
        ("delete", {"sure": "Удалить"}),
    )
    seen = []
    for where, fields in presses:
        seen.append(told(await visitor.post(f"/c/{token}/{where}", data=fields)))
        seen += await look_around(visitor, token)
    return seen


async def test_every_answer_is_the_same_as_for_a_phone_nobody_has(
    stranger: httpx.AsyncClient, anna: Client, runtime: Runtime
) -> None:
    with_annas = await walk(stranger, ANNAS)
    with_nobodys = await walk(stranger, NOBODYS)

    assert with_annas == with_nobodys
    assert not [word for word in SECRETS for _, text in with_annas if word in text]


async def test_so_it_is_after_the_house_has_done_its_work(
    stranger: httpx.AsyncClient, anna: Client, runtime: Runtime
) -> None:
    seen = []
    for phone in (ANNAS, NOBODYS):
        token, _ = await leave_lead(stranger, phone)
        handed = await hand_in(stranger, name=NAME, phone=phone, client_token=token)
        await runtime.outbox.drain()
        seen.append([*await look_around(stranger, token), *await look_around(stranger, token)])
        seen[-1].append(told(await stranger.get(handed["program_url"])))

    assert seen[0] == seen[1]


async def test_no_answer_names_her_card(stranger: httpx.AsyncClient, anna: Client) -> None:
    token, lead = await leave_lead(stranger, ANNAS)
    handed = await hand_in(stranger, name=NAME, phone=ANNAS, client_token=token)
    answers = [lead, await buy(stranger, ANNAS, client_token=token)]
    answers += [await ask(stranger, token, path) for path in ("/c/{}", "/c/{}/export")]
    answers.append(await stranger.get(handed["program_url"]))

    assert not [answer for answer in answers if str(anna.id) in answer.text]


async def read_card(session: AsyncSession, client_id: UUID) -> dict[str, Any]:
    """What of Anna's must not be touched."""
    current = await intakes.find_current(session, client_id)
    contacts = await people.list_contacts(session, client_id)
    return {
        "answers": current and (current.id, current.answers),
        "contacts": sorted(c.value for c in contacts if c.is_trusted),
        "may_be_sold_to": await consents.has_consent(session, client_id, ConsentKind.MARKETING),
        "name": (await people.get_client(session, client_id)).name,
        "programme": [
            p.id
            for p in await programmes.list_programmes(session, client_id)
            if p.kind is Kind.FULL
        ],
        "wishes": await messages.read_wishes(session, client_id),
    }


async def test_nothing_of_annas_card_is_changed(
    stranger: httpx.AsyncClient, anna: Client, runtime: Runtime
) -> None:
    async with runtime.db.read() as session:
        before = await read_card(session, anna.id)

    await walk(stranger, ANNAS)
    await runtime.outbox.drain()

    async with runtime.db.read() as session:
        assert await read_card(session, anna.id) == before
        assert await purchases.list_purchases(session, anna.id)


async def test_a_consent_to_be_sold_to_cannot_be_given_in_her_name(
    stranger: httpx.AsyncClient, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        client = await made.client(session)

    token, _ = await leave_lead(stranger, ANNAS)
    await stranger.post(f"/c/{token}/consents", data={"kind": "marketing", "action": "give"})

    async with runtime.db.read() as session:
        assert not await consents.has_consent(session, client.id, ConsentKind.MARKETING)


async def test_the_programme_he_pays_for_from_her_answers_goes_to_her_alone(
    stranger: httpx.AsyncClient, anna: Client, runtime: Runtime, yookassa: YooKassaStandIn
) -> None:
    bought = (await buy(stranger, ANNAS)).json()
    for payment_id in list(yookassa.payments):
        notice = yookassa.succeed(payment_id)
    assert notice
    await stranger.get(f"/pay/return?purchase={bought['purchase_token']}")
    await runtime.outbox.drain()
    async with runtime.db.begin() as session:
        found = await programmes.list_programmes(session, anna.id)
        written = next(p for p in found if p.purchase_id is not None)
        await delivery.approve(session, written.id, by="trainer")

    answer = (await stranger.get(f"/api/purchases/{bought['purchase_token']}")).json()
    page = await stranger.get(f"/pay/return?purchase={bought['purchase_token']}")
    assert answer["status"] == "paid"
    assert "program_url" not in answer
    assert written.token not in page.text


async def test_the_link_he_asks_for_is_sent_to_her_once_and_to_nobody_else(
    stranger: httpx.AsyncClient, anna: Client, runtime: Runtime
) -> None:
    token, _ = await leave_lead(stranger, ANNAS)
    for _ in range(3):
        answer = await stranger.post(f"/c/{token}/link")
    assert answer.headers["location"] == f"/c/{token}?done=link"

    async with runtime.db.read() as session:
        sent = await messages.list_for_client(session, anna.id)
    assert [m.kind for m in sent] == ["cabinet_link"]


async def test_his_wish_to_delete_her_reaches_the_trainer_and_not_her_card(
    stranger: httpx.AsyncClient, anna: Client, runtime: Runtime
) -> None:
    token, _ = await leave_lead(stranger, ANNAS)
    page = await stranger.post(f"/c/{token}/delete", data={"sure": "удалить"})
    await runtime.outbox.drain()

    assert "Отправленное удалено" in page.text
    async with runtime.db.read() as session:
        assert (await people.get_client(session, anna.id)).name == "Анна Секретова"
        notices = await messages.list_owner_notices(session)
        assert "erasure_asked" in {notice.kind for notice in notices}
        assert len((await cabinets.open_cabinet(session, await key_of(session, anna))).programmes)


async def key_of(session: AsyncSession, client: Client) -> str:
    return (await passes.proven_pass(session, client.id)).token
