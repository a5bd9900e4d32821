"""The frame of every page: the bell, the strip, the sections, and what is said of failures."""

from dataclasses import replace

import pytest
from nicegui import ui
from nicegui.testing import User

from app.runtime import Runtime
from app.words import frame as words
from domain import messages, users
from domain.errors import GatewayUnavailable, Refused
from domain.messages import Purpose
from pages.build import build_pages
from pages.frame import frame
from pages.told import told_in_words

SOON = 40


async def tell_owner(runtime: Runtime, n: int) -> None:
    async with runtime.db.begin() as session:
        await messages.queue(
            session, kind="new_lead", purpose=Purpose.SERVICE, dedupe_key=f"owner:{n}"
        )


async def test_the_bell_counts_what_was_not_read_and_forgets_it_once_read(
    trainer: User, runtime: Runtime
) -> None:
    await tell_owner(runtime, 1)
    await trainer.open("/more")
    await trainer.should_see(kind=ui.label, content="1", retries=SOON)

    await trainer.open("/notices")

    await trainer.should_see("Новая заявка")
    async with runtime.db.read() as session:
        assert await messages.count_unread_notices(session) == 0


async def test_a_notice_rings_on_a_page_that_is_open(trainer: User, runtime: Runtime) -> None:
    await trainer.open("/more")

    await tell_owner(runtime, 1)
    await tell_owner(runtime, 2)

    await trainer.should_see(kind=ui.label, content="2", retries=SOON)


async def test_demo_money_is_marked_on_every_page(user: User, runtime: Runtime) -> None:
    banks = {"demo": runtime.outside.payments["yookassa"]}
    outside = replace(runtime.outside, payments=banks)
    build_pages(replace(runtime, outside=outside))

    await user.open("/clients")

    await user.should_see(words.DEMO_MODE)


async def test_real_money_is_not(trainer: User) -> None:
    await trainer.open("/clients")

    await trainer.should_not_see(words.DEMO_MODE)


async def test_who_is_logged_in_is_named(trainer: User) -> None:
    await trainer.open("/more")

    await trainer.should_see("trener, владелец")


async def test_no_notices_is_a_good_sign(trainer: User) -> None:
    await trainer.open("/notices")

    await trainer.should_see(words.NO_NOTICES_TITLE)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (users.LoginTaken("anna"), "Такой логин уже есть."),
        (Refused({"phone": "not_a_phone"}), "Такого номера не бывает. Пример: +7 999 123-45-67."),
        (GatewayUnavailable("bank"), "Внешний сервис сейчас недоступен. Попробуйте через минуту."),
        (RuntimeError("secret"), words.BROKEN),
    ],
)
async def test_what_went_wrong_is_said_in_words(
    user: User, runtime: Runtime, error: Exception, said: str
) -> None:
    @ui.page("/broken")
    def broken() -> None:
        with frame(runtime, "?", "more"), told_in_words():
            raise error

    await user.open("/broken")

    await user.should_see(said, retries=SOON)
