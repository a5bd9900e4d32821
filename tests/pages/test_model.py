"""/settings/model: the choice is kept with its key sealed, is used, and is tried at once."""

from collections.abc import AsyncIterator, Sequence

import pytest
from nicegui.testing import User

from app.chosen_model import ChosenModel
from app.runtime import Runtime
from domain.agent.choosing import ModelChoice, read_choice
from domain.agent.ports import Turn, Usage
from domain.errors import GatewayRefused
from pages import settings as settings_pages
from tests.pages.soon import LONG
from tests.pages.test_settings import write


class Closed:
    """A model that refuses everybody."""

    async def talk(self, turns: Sequence[Turn]) -> AsyncIterator[str | Usage]:
        if turns:
            raise GatewayRefused("model: AuthenticationError 401")
        yield ""


@pytest.fixture
def _pages(user: User, runtime: Runtime) -> None:
    settings_pages.build(runtime)


async def _choice(runtime: Runtime) -> ModelChoice:
    async with runtime.db.read() as session:
        return await read_choice(session)


@pytest.mark.usefixtures("_pages")
async def test_a_chosen_model_is_kept_with_its_key_sealed_and_really_asked(
    user: User, runtime: Runtime
) -> None:
    await user.open("/settings/model")
    await write(user, "model", "yandexgpt/latest, yandexgpt-lite")
    user.find(marker="save").click()
    await user.should_see("Заполните это поле.", retries=LONG)

    await write(user, "folder", "b1g")
    await write(user, "key", "AQVN-secret")
    user.find(marker="save").click()
    await user.should_see("Сохранено.", retries=LONG)

    choice = await _choice(runtime)
    address = runtime.model.address_of(choice)
    assert "AQVN" not in choice.sealed_key
    assert address is not None
    assert address.api_key == "AQVN-secret"
    assert address.models == (
        "openai/gpt://b1g/yandexgpt/latest",
        "openai/gpt://b1g/yandexgpt-lite",
    )


async def test_the_environment_goes_first_and_another_key_of_the_house_opens_nothing(
    runtime: Runtime,
) -> None:
    sealed = ModelChoice(model="one", sealed_key=runtime.model.seal("mine"), temperature=70)
    named = runtime.settings.model_copy(update={"llm_model": "openai/env"})
    other = ChosenModel(
        runtime.settings.model_copy(
            update={"secret_key": type(runtime.settings.secret_key)("x" * 32)}
        ),
        runtime.db.read,
    )

    first = ChosenModel(named, runtime.db.read).address_of(sealed)

    assert first is not None
    assert (first.models, first.temperature) == (("openai/env",), 0.7)
    assert runtime.model.can_open(sealed)
    assert not other.can_open(sealed)


@pytest.mark.usefixtures("_pages")
async def test_what_keeps_a_model_from_talking_is_told(
    user: User, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime.model, "_given", Closed())
    await user.open("/settings/model")

    user.find(marker="check").click()

    await user.should_see("Модель нам отказала.", retries=LONG)
