"""A letter in the trainer's own words: his sentences, and ours wherever his do not fit."""

from collections.abc import Mapping

import pytest
from sqlmodel import select

from app.letters import write_letter
from app.runtime import Runtime
from app.words import editable, letters
from domain import texts
from domain.messages import Letter, Message, Purpose
from domain.texts import TextVersion
from tests import made

KEY = "letter.reminder_unpaid_hour"
OWN = ("Ждём {title}", "Осталось оплатить <{amount}>.\n\nЕсли передумали, ничего страшного.")


async def write(runtime: Runtime, *, has_price: bool = True) -> Letter:
    """The reminder of an order that waits for its payment, as it goes out."""
    async with runtime.db.begin() as session:
        client = await made.client(session)
        bought = await made.purchase(session, client)
        bought.amount = bought.amount if has_price else 0
        message = Message(
            client_id=client.id,
            kind="reminder_unpaid_hour",
            purpose=Purpose.SERVICE,
            dedupe_key="reminder",
            about={"purchase_id": str(bought.id)},
        )
        return await write_letter(session, message, "https://us")


async def reword(runtime: Runtime, written: tuple[str, str] = OWN) -> None:
    async with runtime.db.begin() as session:
        sample = editable.TEXTS[KEY].sample
        await texts.reword_letter(session, KEY, written, sample, None)


async def test_a_letter_goes_out_in_his_words_with_our_button(runtime: Runtime) -> None:
    await reword(runtime)

    letter = await write(runtime)

    assert letter.subject.startswith("Ждём 1 месяц онлайн")
    assert "Осталось оплатить <14\N{NO-BREAK SPACE}999" in letter.text
    assert "Осталось оплатить &lt;14" in (letter.html or "")
    assert "Если прервались" not in letter.text
    assert letter.button is not None
    assert letter.button[1].startswith("https://us/pay/go/")
    assert letter.unsubscribe_url is not None


async def test_what_he_names_and_is_not_there_gives_way_to_ours_quietly(runtime: Runtime) -> None:
    await reword(runtime)

    letter = await write(runtime, has_price=False)

    assert letter.subject == "Заказ сохранён, осталась оплата"
    async with runtime.db.read() as session:
        assert (await session.exec(select(Message.kind))).all() == []


async def test_a_letter_that_cannot_be_said_gives_way_and_he_is_told_which(
    runtime: Runtime,
) -> None:
    async with runtime.db.begin() as session:
        session.add(TextVersion(key=KEY, subject="Ждём {", body="Текст"))

    letter = await write(runtime)

    async with runtime.db.begin() as session:
        notice = (await session.exec(select(Message))).one()
        told = await write_letter(session, notice, "https://us")
    assert letter.subject == "Заказ сохранён, осталась оплата"
    assert "Заказ не оплачен, через час" in told.text
    assert told.button == ("Поправить", f"https://us/crm/settings/texts/{KEY}")


@pytest.mark.parametrize("key", editable.TEXTS)
def test_our_own_words_can_be_said_and_name_only_what_there_is(key: str) -> None:
    known = editable.TEXTS[key]

    faults: Mapping[str, str] = editable.find_faults(
        key, TextVersion(key=key, subject=known.subject, body=known.ours)
    )

    assert faults == {}


def test_words_of_doctors_consents_and_the_way_in_are_nobody_s_to_change() -> None:
    fixed = {"doctor_first", "health_consent_needed", "cabinet_link"}

    assert fixed & set(letters.VALUES) == set()
    assert fixed <= letters.KINDS
