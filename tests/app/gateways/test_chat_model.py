"""A model is asked over the wire; what it cannot do is told apart from what it will not."""

from collections.abc import AsyncIterator

import pytest

from app.gateways.chat_model import ChatModel, ModelAddress
from app.standins.chat_model import ChatModelStandIn, Mood
from domain.agent.ports import Turn, Usage
from domain.errors import GatewayRefused, GatewayUnavailable
from tests.wire import on_the_wire


@pytest.fixture
def model() -> ChatModelStandIn:
    return ChatModelStandIn()


@pytest.fixture
async def base(model: ChatModelStandIn) -> AsyncIterator[str]:
    async with on_the_wire(model.app) as url:
        yield f"{url}/v1"


def _gateway(base: str, *models: str, timeout: float = 10) -> ChatModel:
    return ChatModel(
        ModelAddress(
            models=models or ("openai/first",), api_key="key-1", api_base=base, timeout=timeout
        )
    )


async def test_a_model_is_told_its_rules_and_its_task(model: ChatModelStandIn, base: str) -> None:
    model.says("Готово")

    said = await _gateway(base).write("правила", "задача")

    assert said == "Готово"
    assert [m["role"] for m in model.heard[0]] == ["system", "user"]
    assert model.keys == ["Bearer key-1"]


async def test_a_dead_model_is_replaced_by_the_next(model: ChatModelStandIn, base: str) -> None:
    model.says("Запасной")
    model.fails(500)

    assert await _gateway(base, "openai/first", "openai/second").write("", "x") == "Запасной"


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_what_may_pass_is_unavailable(
    model: ChatModelStandIn, base: str, status: int
) -> None:
    model.fails(status)

    with pytest.raises(GatewayUnavailable):
        await _gateway(base).write("", "x")


@pytest.mark.parametrize("status", [400, 401, 403, 404])
async def test_what_will_not_pass_is_refused(
    model: ChatModelStandIn, base: str, status: int
) -> None:
    model.fails(status)

    with pytest.raises(GatewayRefused) as refused:
        await _gateway(base).write("", "secret words")

    assert "secret" not in str(refused.value)


async def test_a_model_that_says_nothing_is_unavailable(model: ChatModelStandIn, base: str) -> None:
    model.says("")

    with pytest.raises(GatewayUnavailable):
        await _gateway(base).write("", "x")


async def test_a_slow_model_is_not_waited_for(model: ChatModelStandIn, base: str) -> None:
    model.is_silent = True

    with pytest.raises(GatewayUnavailable):
        await _gateway(base, timeout=0.5).write("", "x")


ASKED = (Turn("system", "правила"), Turn("user", "вопрос"))


async def _hear(gateway: ChatModel) -> list[str | Usage]:
    heard: list[str | Usage] = []
    try:
        async for piece in gateway.talk(ASKED):
            heard.append(piece)
    except GatewayUnavailable:
        heard.append("broken")
    await gateway.close()
    return heard


async def test_words_come_as_they_are_said_and_then_their_cost(
    model: ChatModelStandIn, base: str
) -> None:
    model.says("Начните с простого")

    heard = await _hear(_gateway(base, "openai/gpt://b1g/yandexgpt/latest"))

    assert heard[:-1] == ["Начните ", "с ", "простого"]
    assert heard[-1] == Usage("openai/gpt://b1g/yandexgpt/latest", 10, 3)
    assert model.headers[0]["openai-project"] == "b1g"
    assert model.headers[0]["x-data-logging-enabled"] == "false"


async def test_a_model_that_fails_before_its_first_word_is_replaced(
    model: ChatModelStandIn, base: str
) -> None:
    model.says("Запасной")
    model.fails(500)

    heard = await _hear(_gateway(base, "openai/first", "openai/second"))

    assert heard == ["Запасной", Usage("openai/second", 10, 1)]


@pytest.mark.parametrize("mood", [Mood.STALLING, Mood.TRUNCATING, Mood.GARBLING])
async def test_an_answer_that_breaks_off_is_no_answer(
    model: ChatModelStandIn, base: str, mood: Mood
) -> None:
    model.says("Раз два три")
    model.mood = mood
    address = ModelAddress(models=("openai/first", "openai/second"), api_base=base)

    heard = await _hear(ChatModel(address, idle=0.2))

    assert heard == ["Раз ", "два ", "broken"]
    assert len(model.heard) == 1


@pytest.mark.parametrize("mood", [Mood.CALLING, Mood.DRESSED])
async def test_what_is_no_word_is_no_answer(model: ChatModelStandIn, base: str, mood: Mood) -> None:
    model.says("Раз")
    model.mood = mood
    address = ModelAddress(models=("openai/first",), api_base=base)

    assert await _hear(ChatModel(address, first=0.3)) == ["broken"]


async def test_a_model_that_drips_is_cut_off_in_all(model: ChatModelStandIn, base: str) -> None:
    model.says("слово " * 50)
    model.drip = 0.05

    heard = await _hear(_gateway(base, timeout=0.3))

    assert heard[0] == "слово "
    assert heard[-1] == "broken"


async def test_sber_is_called_with_a_token_and_not_with_the_key(
    model: ChatModelStandIn, base: str
) -> None:
    model.says("Здравствуйте")
    door = base.replace("/v1", "/oauth")
    address = ModelAddress(
        models=("gigachat/GigaChat-2",), api_key="key-1", api_base=base, sber_door=door
    )

    heard = await _hear(ChatModel(address))

    assert heard[0] == "Здравствуйте"
    assert model.keys == ["Bearer token-1"]
