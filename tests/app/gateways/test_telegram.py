"""The gateway to Telegram: what goes, what is refused for ever, what may go later."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from app.gateways.telegram import Telegram
from app.gateways.telegram_wire import cut
from app.messenger import Said, WrongToken
from app.pacing import BURST_IN_CHAT, Pacer
from app.replies import Button, Kind, Reply, fill
from app.settings import Settings
from app.standins.telegram import TOKEN, TelegramStandIn
from app.standins.telegram_world import Person
from domain.errors import GatewayRefused
from domain.messages import AddressRefused, ChannelDown, DeliveryInDoubt, Letter

LETTER = Letter(
    subject="Программа готова",
    text="Здравствуйте!\n\nПрограмма <готова> & ждёт.\n\nОткрыть:\nhttps://us.example/p/1\n\nДанила\n",
    chat="Здравствуйте!\n\nПрограмма <готова> & ждёт.\n\nДанила",
    button=("Открыть", "https://us.example/p/1"),
    message_id="a" * 32,
)


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramStandIn]:
    async with TelegramStandIn() as standin:
        yield standin


@pytest.fixture
async def line(settings: Settings, telegram: TelegramStandIn) -> AsyncIterator[Telegram]:
    gateway = Telegram(bound(settings, telegram.url))
    yield gateway
    await gateway.close()


@pytest.fixture
def anna(telegram: TelegramStandIn) -> Person:
    person = telegram.person("Анна")
    telegram.say(person, "/start")
    return person


def bound(settings: Settings, url: str, token: str = TOKEN) -> Settings:
    told = {"telegram_bot_token": SecretStr(token), "telegram_api_url": url}
    return settings.model_copy(update=told)


def say(person: Person, text: str, **more: object) -> Reply:
    return Reply(kind=Kind.SAY, chat_id=person.id, text=text, **more)  # type: ignore[arg-type]  # of a test


async def test_a_letter_arrives_with_its_button_and_its_signs(
    telegram: TelegramStandIn, line: Telegram, anna: Person
) -> None:
    await line.deliver(str(anna.id), LETTER)

    (read,) = telegram.answers(anna)
    assert read == "Здравствуйте!\n\nПрограмма <готова> & ждёт.\n\nДанила [Открыть]"


async def test_a_long_letter_comes_in_parts(
    telegram: TelegramStandIn, line: Telegram, anna: Person
) -> None:
    paragraphs = "\n\n".join(f"{n}. " + "слово " * 60 for n in range(20))
    await line.deliver(str(anna.id), Letter(subject="", text=paragraphs, message_id="b" * 32))

    parts = telegram.answers(anna)
    assert len(parts) == 2
    assert parts[0].startswith("0. ")
    assert "19. " in parts[1]


async def test_whoever_shut_the_bot_out_is_an_address_no_more(
    telegram: TelegramStandIn, line: Telegram, anna: Person
) -> None:
    telegram.blocks(anna)
    with pytest.raises(AddressRefused):
        await line.deliver(str(anna.id), LETTER)


async def test_whoever_never_came_is_no_address(line: Telegram) -> None:
    with pytest.raises(AddressRefused):
        await line.deliver("5900000000", LETTER)


async def test_a_line_that_is_down_carried_nothing(
    telegram: TelegramStandIn, line: Telegram, anna: Person
) -> None:
    telegram.down = True
    with pytest.raises(ChannelDown):
        await line.deliver(str(anna.id), LETTER)


async def test_a_port_that_nobody_listens_on_carried_nothing(settings: Settings) -> None:
    line = Telegram(bound(settings, "http://127.0.0.1:9"))
    with pytest.raises(ChannelDown):
        await line.deliver("5000000000", LETTER)
    await line.close()


async def test_an_answer_that_is_lost_leaves_doubt(
    telegram: TelegramStandIn, line: Telegram, anna: Person
) -> None:
    telegram.drops_answers = True
    with pytest.raises(DeliveryInDoubt):
        await line.deliver(str(anna.id), LETTER)


async def test_a_campaign_that_is_held_back_rests_as_long_as_it_is_asked_to(
    telegram: TelegramStandIn, line: Telegram, anna: Person
) -> None:
    telegram.hold_back(7)
    with pytest.raises(ChannelDown) as told:
        await line.deliver(str(anna.id), LETTER)
    assert told.value.pause is not None
    assert told.value.pause.total_seconds() == 7


async def test_an_answer_that_is_held_back_is_said_once_the_time_is_over(
    telegram: TelegramStandIn, line: Telegram, anna: Person
) -> None:
    telegram.hold_back(1)
    began = asyncio.get_running_loop().time()
    await line.say(say(anna, "Привет"))
    assert telegram.answers(anna) == ["Привет"]
    assert asyncio.get_running_loop().time() - began >= 1


async def test_a_wrong_token_is_named(settings: Settings, telegram: TelegramStandIn) -> None:
    line = Telegram(bound(settings, telegram.url, "1:wrong-token-of-somebody-else"))
    with pytest.raises(WrongToken):
        await line.introduce()
    await line.close()


async def test_what_is_no_token_is_named_too(settings: Settings) -> None:
    with pytest.raises(WrongToken):
        await Telegram(bound(settings, "http://127.0.0.1:9", "no token")).introduce()


async def test_html_of_ours_that_is_none_is_said_as_plain_text(
    telegram: TelegramStandIn, line: Telegram, anna: Person
) -> None:
    await line.say(say(anna, "<b>Жирно"))
    assert telegram.answers(anna) == ["Жирно"]


async def test_a_message_that_is_gone_is_said_anew(
    telegram: TelegramStandIn, line: Telegram, anna: Person
) -> None:
    await line.say(Reply(kind=Kind.EDIT, chat_id=anna.id, text="Дальше", message_id=999))
    assert telegram.answers(anna) == ["Дальше"]


async def test_an_edit_that_changes_nothing_and_a_late_toast_are_no_trouble(
    telegram: TelegramStandIn, line: Telegram, anna: Person
) -> None:
    sent = await line.say(say(anna, "Раз"))
    same = Reply(kind=Kind.EDIT, chat_id=anna.id, text="Раз", message_id=int(sent.number))
    late = Reply(kind=Kind.TOAST, chat_id=anna.id, query_id="old")

    assert [await line.say(same), await line.say(late)] == [Said(), Said()]
    assert telegram.answers(anna) == ["Раз"]


async def test_too_much_on_a_button_is_refused(line: Telegram, anna: Person) -> None:
    rows = ((Button(text="Кнопка", data="ж" * 40),),)
    with pytest.raises(GatewayRefused):
        await line.say(say(anna, "Меню", buttons=rows))


async def test_a_page_of_a_laptop_is_a_line_of_the_text_not_a_button(
    telegram: TelegramStandIn, line: Telegram, anna: Person
) -> None:
    rows = ((Button(text="Кабинет", url="http://127.0.0.1:8080/c/1"),),)
    await line.say(say(anna, "Меню", buttons=rows))
    assert telegram.answers(anna) == ["Меню\n\nКабинет: http://127.0.0.1:8080/c/1"]


def test_values_cannot_be_html() -> None:
    assert fill("<b>{name}</b>", {"name": "<i>&"}) == "<b>&lt;i&gt;&amp;</b>"


def test_a_text_is_cut_between_paragraphs() -> None:
    assert list(cut("раз два\n\nтри", 10)) == ["раз два", "три"]
    assert list(cut("о" * 25, 10)) == ["о" * 10, "о" * 10, "о" * 5]


async def test_people_go_before_what_can_wait() -> None:
    now, slept = 0.0, []

    async def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds
        slept.append(seconds)

    pacer = Pacer(10, monotonic=lambda: now, sleep=sleep)
    for chat in range(6):
        await pacer.take(chat, can_wait=True)
    assert slept == []
    await pacer.take(100)
    assert slept == []
    await pacer.take(7, can_wait=True)
    assert now > 0


async def test_one_chat_gets_a_message_a_second_after_a_burst() -> None:
    now = 0.0

    async def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    pacer = Pacer(25, monotonic=lambda: now, sleep=sleep)
    for _ in range(int(BURST_IN_CHAT) + 3):
        await pacer.take(1)
    assert 2.9 < now < 3.1
