"""The cabinet: the whole card for its proven bearer, what was sent for any other."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import httpx
import pytest
from sqlmodel import SQLModel, select

from app.runtime import Runtime
from domain import belongings, clock, consents, messages, passes, payments, people
from domain.consents import ConsentKind
from domain.errors import NotFound
from domain.ledger import FactRow
from domain.messages import Message, Purpose
from domain.notes import write_note
from domain.people import Client
from domain.programmes.rows import Kind, Status
from tests import made, plans
from tests.visiting import hand_in

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


async def proven(runtime: Runtime) -> tuple[Client, str]:
    """A client with a programme, a payment and a letter in the post; and the card's own link."""
    async with runtime.db.begin() as session:
        client = await made.client(session, "Анна Иванова")
        await plans.programme(session, client)
        await made.payment(session, client)
        await messages.queue(
            session,
            kind="trainer_message",
            purpose=Purpose.TRAINER,
            dedupe_key="one",
            client_id=client.id,
            text="Здравствуйте",
        )
        texts = await consents.current_texts(session)
        consents.give(session, client.id, texts[ConsentKind.MARKETING], "site")
        return client, (await passes.proven_pass(session, client.id)).token


async def press(
    visitor: httpx.AsyncClient, token: str, where: str, **fields: str
) -> httpx.Response:
    return await visitor.post(f"/c/{token}/{where}", data=fields)


async def test_the_cards_own_link_opens_the_card(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    _, token = await proven(runtime)
    page = await visitor.get(f"/c/{token}")

    assert page.headers["cache-control"] == "private, no-store"
    for shown in ("Анна Иванова", "Первая неделя", "1 месяц онлайн", "Сообщение тренера"):
        assert shown in page.text
    assert "Прислать ссылку" not in page.text


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (0, "Осталось 4 недели"),
        (13, "Осталось 3 недели"),
        (27, "Идёт последняя неделя"),
        (28, "Программа пройдена, последний день был"),
    ],
)
async def test_what_is_paid_for_is_shown_with_the_time_it_lasts(
    visitor: httpx.AsyncClient, runtime: Runtime, day: int, said: str
) -> None:
    with clock.at(NOW):
        client, token = await proven(runtime)
        async with runtime.db.begin() as session:
            paid = await made.payment(session, client)
            paid.status, paid.paid_at = payments.Status.PAID, NOW
            session.add(paid)
            course = await plans.programme(session, client, kind=Kind.FULL, weeks=4)
            course.purchase_id, course.sent_at = paid.purchase_id, NOW
            session.add(course)

    with clock.at(NOW + timedelta(days=day)):
        page = (await visitor.get(f"/c/{token}")).text.replace("\N{NO-BREAK SPACE}", " ")

    shown = page.partition('id="c-subscription"')[2].partition("</section>")[0]
    assert "1 месяц онлайн" in shown
    assert said in shown
    assert f"/p/{course.token}" in shown


async def test_what_may_come_next_leads_to_where_it_is_done(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    _, token = await proven(runtime)
    page = await visitor.get(f"/c/{token}")

    after = page.text.partition("Что дальше")[2].partition("</section>")[0]
    links = [unescape(link) for link in re.findall('href="([^"]+)"', after)]
    assert [link.partition("?")[0].split("/")[1] for link in links] == ["p", "c", "buy"]
    assert "1 месяц онлайн, 14\N{NO-BREAK SPACE}999\N{NO-BREAK SPACE}₽" in after
    assert [(await visitor.get(link)).status_code for link in links] == [200] * 3


async def test_another_link_shows_what_was_sent_with_it(visitor: httpx.AsyncClient) -> None:
    token = (await hand_in(visitor))["client_token"]
    page = await visitor.get(f"/c/{token}")

    for shown in ("Анна", "Первая неделя", "Прислать ссылку на мой кабинет"):
        assert shown in page.text
    assert "Что пришлём" not in page.text
    assert "Что дальше" not in page.text


async def test_a_link_nobody_has_signed_leads_to_the_questionnaire(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        token = passes.issue(session).token
    answer = await visitor.get(f"/c/{token}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/start/{token}")


async def test_what_waits_for_the_trainer_has_no_link(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        client = await made.client(session)
        waiting = await plans.programme(session, client, status=Status.NEEDS_REVIEW)
        draft = await plans.programme(session, client, status=Status.DRAFT, weeks=4)
        token = (await passes.proven_pass(session, client.id)).token
    page = await visitor.get(f"/c/{token}")

    assert "Смотрит тренер" in page.text
    assert waiting.token not in page.text
    assert draft.token not in page.text
    assert "4 недели" not in page.text


async def test_a_consent_is_taken_back_and_given_again(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    client, token = await proven(runtime)

    answer = await press(visitor, token, "consents", kind="marketing", action="withdraw")
    assert answer.headers["location"] == f"/c/{token}?done=withdrawn"
    async with runtime.db.read() as session:
        assert not await consents.has_consent(session, client.id, ConsentKind.MARKETING)
        assert messages.MARKETING in (await messages.read_wishes(session, client.id)).topics_off

    await press(visitor, token, "consents", kind="marketing", action="give")
    async with runtime.db.read() as session:
        assert await consents.has_consent(session, client.id, ConsentKind.MARKETING)
        assert not (await messages.read_wishes(session, client.id)).topics_off


async def test_giving_a_consent_twice_writes_one(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    client, token = await proven(runtime)
    for _ in range(2):
        await press(visitor, token, "consents", kind="health", action="give")
    async with runtime.db.read() as session:
        given = await consents.list_consents(session, client.id)
    assert [c.kind for c in given].count(ConsentKind.HEALTH) == 1


async def test_a_new_client_manages_the_consents_he_has_just_given(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    token = (await hand_in(visitor, marketing_consent=True))["client_token"]
    page = await visitor.get(f"/c/{token}")
    assert page.text.count(">Отозвать<") == 3
    assert "редакция 1" in page.text

    await press(visitor, token, "consents", kind="marketing", action="withdraw")
    again = await press(visitor, token, "consents", kind="marketing", action="withdraw")

    assert again.status_code == 409
    async with runtime.db.read() as session:
        client_id = (await passes.get_pass(session, token)).client_id
        assert client_id
        assert not await consents.has_consent(session, client_id, ConsentKind.MARKETING)


@pytest.mark.parametrize("kind", ["personal_data", "health"])
async def test_the_trainer_hears_what_he_must_delete(
    visitor: httpx.AsyncClient, runtime: Runtime, kind: str
) -> None:
    token = (await hand_in(visitor))["client_token"]
    await runtime.outbox.drain()
    await press(visitor, token, "consents", kind=kind, action="withdraw")
    await runtime.outbox.drain()
    async with runtime.db.read() as session:
        notices = await messages.list_owner_notices(session)
    assert "consent_withdrawn" in {notice.kind for notice in notices}


async def test_a_consent_to_nothing_known_is_refused(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    _, token = await proven(runtime)
    answer = await press(visitor, token, "consents", kind="everything", action="give")
    assert answer.status_code == 422


async def test_the_export_of_a_card_is_all_that_is_kept(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    _, token = await proven(runtime)
    answer = await visitor.get(f"/c/{token}/export")

    told = answer.json()
    assert told["client"][0]["name"] == "Анна Иванова"
    assert told["contact"][0]["value"] == made.phone()
    assert told["intake"][0]["answers"]["goal"] == "muscle_gain"
    assert "filename*=UTF-8''" in answer.headers["content-disposition"]


async def test_another_exports_what_he_has_sent(visitor: httpx.AsyncClient) -> None:
    token = (await hand_in(visitor))["client_token"]
    told = (await visitor.get(f"/c/{token}/export")).json()

    assert told["name"] == "Анна"
    assert [len(told[key]) for key in ("intake", "programme", "consent")] == [1, 1, 2]
    assert "client" not in told


def test_whatever_is_sent_with_a_pass_can_be_exported() -> None:
    tables = SQLModel.metadata.sorted_tables
    assert {t.name for t in tables if "pass_id" in t.c} <= set(belongings.TOLD)


async def test_the_link_is_sent_once_in_ten_minutes(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    token = (await hand_in(visitor))["client_token"]
    for minutes in (0, 1, 9, 10):
        with clock.at(NOW + timedelta(minutes=minutes)):
            answer = await press(visitor, token, "link")
            assert answer.headers["location"] == f"/c/{token}?done=link"

    async with runtime.db.read() as session:
        letters = await session.exec(select(Message).where(Message.kind == "cabinet_link"))
        assert len(letters.all()) == 2


async def test_nothing_is_deleted_by_a_slip(visitor: httpx.AsyncClient, runtime: Runtime) -> None:
    client, token = await proven(runtime)
    answer = await press(visitor, token, "delete", sure="true")
    assert answer.status_code == 422
    async with runtime.db.read() as session:
        assert await people.get_client(session, client.id)


async def test_a_person_deletes_his_card_himself(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    client, token = await proven(runtime)
    page = await press(visitor, token, "delete", sure=" Удалить ")

    assert "Ваши данные удалены" in page.text
    assert (await visitor.get(f"/c/{token}")).status_code == 404
    async with runtime.db.read() as session:
        with pytest.raises(NotFound):
            await people.get_client(session, client.id)


async def test_a_card_that_only_its_maker_has_filled_goes_whole(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    handed = await hand_in(visitor)
    await press(visitor, handed["client_token"], "delete", sure="удалить")

    assert (await visitor.get(handed["program_url"])).status_code == 404
    async with runtime.db.read() as session:
        assert (await session.exec(select(Client))).all() == []


@pytest.mark.parametrize("adder", ["another", "trainer"])
async def test_a_card_that_others_have_filled_too_is_for_the_trainer_to_erase(
    visitor: httpx.AsyncClient, runtime: Runtime, adder: str
) -> None:
    handed = await hand_in(visitor)
    async with runtime.db.begin() as session:
        client = (await session.exec(select(Client))).one()
        if adder == "trainer":
            write_note(session, client.id, "Звонил, договорились")
    if adder == "another":
        await hand_in(visitor, name="Олег")

    await press(visitor, handed["client_token"], "delete", sure="удалить")

    assert (await visitor.get(handed["program_url"])).status_code == 404
    assert (await visitor.get(f"/c/{handed['client_token']}")).status_code == 404
    async with runtime.db.read() as session:
        assert await people.get_client(session, client.id)
        asked = select(FactRow).where(FactRow.kind == "ErasureAsked")
        assert len((await session.exec(asked)).all()) == 1
