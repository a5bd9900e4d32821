"""/promos: codes are made, seen and switched off; a table of them runs no formula."""

import pytest
from nicegui.testing import User

from app.promo_sheet import write_sheet
from app.runtime import Runtime
from domain import promos
from domain.promos import PromoCode, PromoKind, Terms
from pages import promos as promo_pages
from tests.pages.soon import LONG


@pytest.mark.usefixtures("user")
async def test_a_code_is_made_seen_and_switched_off(user: User, runtime: Runtime) -> None:
    """Features H01, H07, H12."""
    promo_pages.build(runtime)
    await user.open("/promos")
    await user.should_see("Промокодов пока нет")

    user.find(marker="add").click()
    await user.should_see(marker="code")
    user.find(marker="code").type("лето20")
    user.find(marker="value").type("20")
    user.find(marker="save").click()
    await user.should_see("ещё никто не купил", retries=LONG)
    user.find("Выключить").click()

    await user.should_see("Включить", retries=LONG)
    async with runtime.db.read() as session:
        (made,) = await promos.list_codes(session)
    assert (made.code, made.value, made.is_active) == ("ЛЕТО20", 20, False)


def test_a_table_of_codes_runs_no_formula() -> None:
    """A label that begins as a formula does is text."""
    terms = Terms(kind=PromoKind.PERCENT, value=10, label='=HYPERLINK("http://evil")')
    promo = PromoCode(code="X10", key="X10", **terms.model_dump())
    line = write_sheet([promo], {}).decode("utf-8-sig").splitlines()[1]
    assert "\"'=HYPERLINK" in line
    assert ";'\N{MINUS SIGN}10" in line
