"""Whoever opens the bot is greeted by what is known of him, and nobody else's card is his."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from app.runtime import Runtime
from app.standins.telegram import TelegramStandIn
from bot.life import BotLife
from domain import bindings, clock, invites, leads, passes, people
from domain.consents import ConsentKind
from domain.contacts import ContactKind
from domain.leads import Knocker, LeadForm
from domain.ledger import FactRow
from domain.people import Client
from tests import made


async def leave_lead(runtime: Runtime, name: str = "Анна", n: int = 1) -> str:
    """Somebody leaves a lead on the site; the token of his invite."""
    async with runtime.db.begin() as session:
        knocker = Knocker(
            name=name,
            contacts={ContactKind.PHONE: made.phone(n)},
            consents=[ConsentKind.PERSONAL_DATA],
        )
        form = LeadForm(knocker=knocker, service="online-1-month", message="Болит <b>спина</b>")
        (receipt,) = await leads.receive_leads(session, [form], has_bot=True)
    assert receipt.invite is not None
    return receipt.invite


async def clients(runtime: Runtime) -> list[Client]:
    """Every card that is not merged away, oldest first."""
    async with runtime.db.read() as session:
        rows = select(Client).where(col(Client.merged_into_id).is_(None))
        return list((await session.exec(rows.order_by(col(Client.created_at)))).all())


async def facts(runtime: Runtime, kind: str) -> int:
    async with runtime.db.read() as session:
        return len((await session.exec(select(FactRow).where(FactRow.kind == kind))).all())


async def test_somebody_new_is_greeted_and_has_a_card(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime
) -> None:
    anna = telegram.person("Анна")

    telegram.say(anna, "/start")

    (greeting,) = await telegram.heard(anna)
    assert greeting.startswith("Здравствуйте, Анна!")
    assert "[Бесплатная неделя]" in greeting
    (card,) = await clients(runtime)
    assert (card.name, card.source, card.stage_id is not None) == ("Анна", "bot", True)


async def test_an_invite_joins_the_account_to_its_card_and_recalls_what_was_asked(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime
) -> None:
    token = await leave_lead(runtime)
    anna = telegram.person("Аня", username="anna_k")

    telegram.say(anna, f"/start {token}")

    (greeting,) = await telegram.heard(anna)
    assert "Здравствуйте, Анна!" in greeting
    assert "«1 месяц" in greeting
    assert "14\N{NO-BREAK SPACE}999" in greeting
    assert "<b>спина</b>" in greeting
    (card,) = await clients(runtime)
    async with runtime.db.read() as session:
        contacts = {c.kind: c.value for c in await people.list_contacts(session, card.id)}
    assert contacts[ContactKind.TELEGRAM_ID] == str(anna.id)
    assert contacts[ContactKind.TELEGRAM] == "anna_k"


async def test_an_invite_works_once(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime
) -> None:
    token = await leave_lead(runtime)
    anna, thief = telegram.person("Аня"), telegram.person("Вор")
    telegram.say(anna, f"/start {token}")
    await telegram.heard(anna)

    telegram.say(thief, f"/start {token}")

    (greeting,) = await telegram.heard(thief)
    assert "Анна" not in greeting
    assert "спина" not in greeting


async def test_an_invite_dies_after_three_days(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime
) -> None:
    with clock.at(clock.now() - timedelta(hours=73)):
        token = await leave_lead(runtime)
    anna = telegram.person("Аня")

    telegram.say(anna, f"/start {token}")

    (greeting,) = await telegram.heard(anna)
    assert "спина" not in greeting


async def test_whoever_merely_knows_a_phone_gets_no_card_of_its_owner(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime
) -> None:
    await leave_lead(runtime, "Анна")
    token = await leave_lead(runtime, "Мошенник")
    stranger = telegram.person("Мошенник")

    telegram.say(stranger, f"/start {token}")

    (greeting,) = await telegram.heard(stranger)
    assert "Анна" not in greeting
    assert "Здравствуйте, Мошенник!" in greeting
    owner, newcomer = await clients(runtime)
    async with runtime.db.read() as session:
        found = await bindings.find_client(session, stranger.id)
    assert found is not None
    assert found.id == newcomer.id != owner.id
    assert await facts(runtime, "DuplicateSuspected") == 1


async def test_a_bare_card_made_by_the_bot_joins_the_invited_one(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime
) -> None:
    anna = telegram.person("Аня")
    telegram.say(anna, "/start")
    await telegram.heard(anna)

    telegram.say(anna, f"/start {await leave_lead(runtime)}")

    assert "Здравствуйте, Анна!" in (await telegram.heard(anna, 2))[-1]
    (card,) = await clients(runtime)
    assert card.name == "Анна"


async def test_a_stranger_s_link_takes_nobody_s_story_away(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime
) -> None:
    anna = telegram.person("Аня")
    telegram.say(anna, f"/start {await leave_lead(runtime)}")
    await telegram.heard(anna)

    telegram.say(anna, f"/start {await leave_lead(runtime, 'Мошенник', 2)}")

    await telegram.heard(anna, 2)
    hers, his = await clients(runtime)
    async with runtime.db.read() as session:
        found = await bindings.find_client(session, anna.id)
    assert found is not None
    assert found.id == hers.id != his.id
    assert await facts(runtime, "DuplicateSuspected") == 1


async def test_who_says_it_is_not_him_leaves_the_card(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime
) -> None:
    boris = telegram.person("Борис")
    telegram.say(boris, f"/start {await leave_lead(runtime)}")
    await telegram.heard(boris)

    telegram.press(boris, "Это не я")

    while len(cards := await clients(runtime)) < 2:
        await telegram.world.wait(0.05)
    async with runtime.db.read() as session:
        found = await bindings.find_client(session, boris.id)
    assert found is not None
    assert found.id == cards[1].id


async def test_guessing_is_held_back(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime
) -> None:
    thief = telegram.person("Вор")
    for guess in range(6):
        telegram.say(thief, f"/start {'x' * 31}{guess}")
    await telegram.heard(thief, 6)

    telegram.say(thief, f"/start {await leave_lead(runtime)}")

    assert "спина" not in (await telegram.heard(thief, 7))[-1]


@pytest.mark.parametrize("is_proven", [True, False])
async def test_an_invite_of_the_card_s_own_pass_joins(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime, *, is_proven: bool
) -> None:
    async with runtime.db.begin() as session:
        client = await made.client(session)
        granted = passes.issue(session, client.id, is_proven=is_proven)
        token = invites.issue(session, client.id, granted.id)
    anna = telegram.person("Аня")

    telegram.say(anna, f"/start {token}")

    await telegram.heard(anna)
    async with runtime.db.read() as session:
        found = await bindings.find_client(session, anna.id)
    assert found is not None
    assert (found.id == client.id) is is_proven
