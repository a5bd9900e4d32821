"""A model is asked over the wire; what it cannot do is told apart from what it will not."""

from collections.abc import AsyncIterator

import pytest

from app.gateways.chat_model import ChatModel, ModelAddress
from app.standins.chat_model import ChatModelStandIn
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
