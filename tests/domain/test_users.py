from datetime import timedelta

import pytest

from app.db import Database
from domain import clock, users
from domain.errors import Forbidden, Refused
from domain.users import LastOwner, LoginTaken, NotSignedIn, Role, Viewer


async def add(db: Database, login: str = "anna", role: Role = Role.OWNER) -> users.User:
    async with db.begin() as session:
        return await users.add_user(session, login, "hash", role)


async def enter(db: Database, user: users.User) -> str:
    async with db.begin() as session:
        _, token = await users.open_session(session, user.id, address="203.0.113.7", agent="x")
    return token


async def is_in(db: Database, token: str) -> bool:
    try:
        async with db.read() as session:
            await users.check_session(session, token)
    except NotSignedIn:
        return False
    return True


async def test_a_login_is_one_however_it_is_typed(db: Database) -> None:
    anna = await add(db, " Анна ")

    async with db.read() as session:
        found = await users.find_user(session, "АННА")
    with pytest.raises(LoginTaken):
        await add(db, "анна")
    assert found is not None
    assert found.id == anna.id


@pytest.mark.parametrize("login", ["", "two words", "a\u200bb", "x" * 101])
async def test_a_login_that_cannot_be_typed_is_refused(db: Database, login: str) -> None:
    with pytest.raises(Refused):
        await add(db, login)


@pytest.mark.parametrize("password", ["short", "x" * 201, "aaaaaaaaaaaa", "anna-the-coach"])
def test_a_weak_password_is_refused(password: str) -> None:
    with pytest.raises(Refused):
        users.check_password_strength(password, "anna-the-coach")


async def test_a_session_is_over_when_nobody_used_it_for_twelve_hours(db: Database) -> None:
    token = await enter(db, await add(db))

    with clock.at(clock.now() + users.IDLE + timedelta(minutes=1)):
        assert not await is_in(db, token)


async def test_a_session_in_use_lasts_two_weeks_and_no_longer(db: Database) -> None:
    token = await enter(db, await add(db))
    begun = clock.now()

    for hours in range(0, 14 * 24, 8):
        with clock.at(begun + timedelta(hours=hours)):
            assert await is_in(db, token)
            async with db.begin() as session:
                web, _ = await users.check_session(session, token)
                await users.touch_session(session, web.id)

    with clock.at(begun + users.LIFETIME + timedelta(minutes=1)):
        assert not await is_in(db, token)


async def test_a_new_password_ends_the_other_sessions(db: Database) -> None:
    anna = await add(db)
    here, elsewhere = await enter(db, anna), await enter(db, anna)

    async with db.begin() as session:
        kept, _ = await users.check_session(session, here)
        await users.change_password(session, anna.id, "another hash", keep=kept.id)

    assert await is_in(db, here)
    assert not await is_in(db, elsewhere)


async def test_only_hashes_of_tokens_are_kept(db: Database) -> None:
    token = await enter(db, await add(db))
    async with db.begin() as session:
        kept, secret = await users.create_api_token(session, "a script")
        web, _ = await users.check_session(session, token)

    assert token not in str(web.model_dump())
    assert secret not in str(kept.model_dump())


async def test_a_dismissed_users_sessions_and_tokens_end(db: Database) -> None:
    helper = await add(db, "helper", Role.ASSISTANT)
    token = await enter(db, helper)
    async with db.begin() as session:
        _, secret = await users.create_api_token(session, "his script", helper.id)

        await users.dismiss_user(session, helper.id)

    assert not await is_in(db, token)
    with pytest.raises(NotSignedIn):
        async with db.read() as session:
            await users.check_api_token(session, secret)


async def test_the_last_owner_cannot_be_dismissed(db: Database) -> None:
    owner = await add(db)
    await add(db, "helper", Role.ASSISTANT)

    with pytest.raises(LastOwner):
        async with db.begin() as session:
            await users.dismiss_user(session, owner.id)


def test_an_assistant_is_no_owner() -> None:
    with pytest.raises(Forbidden):
        users.check_owner(Viewer(None, "helper", Role.ASSISTANT))
