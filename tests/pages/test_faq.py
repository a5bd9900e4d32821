"""The answers in the dashboard: changed, moved, proposed, tried; and the scenarios beside them."""

import pytest
from nicegui.testing import User

from app.runtime import Runtime
from domain import faq, scenarios, talks
from domain.talks import Arrival, Source
from pages import faq as pages
from pages import scenarios as scenario_pages
from tests.pages.soon import LONG


async def ask_in_vain(runtime: Runtime, *texts: str) -> None:
    async with runtime.db.begin() as session:
        for text in texts:
            talk = talks.begin_talk(session, Arrival()).talk
            for source, said in ((Source.VISITOR, text), (Source.FALLBACK, "Передам.")):
                talks.say(session, talk.id, source, said, client_message_id="1")


@pytest.mark.usefixtures("user")
async def test_an_answer_is_written_switched_off_and_found(user: User, runtime: Runtime) -> None:
    pages.build(runtime)
    await user.open("/faq")
    await user.should_see("Сколько это стоит?")
    await user.should_see("словами сайта")
    user.find(marker="add").click()
    await user.should_see(marker="question")
    user.find(marker="question").type("Можно с попугаем?")
    user.find(marker="answer").type("Можно, если он не против.")
    user.find(marker="save").click()
    await user.should_see("Сохранили.", retries=LONG)

    user.find(marker="search").type("попугая")
    await user.should_not_see("Сколько это стоит?", retries=LONG)
    user.find(marker="switch").click()

    await user.should_see("выключен", retries=LONG)
    async with runtime.db.read() as session:
        assert [row.is_active for row in await faq.search(session, "попугаем")] == [False]


@pytest.mark.usefixtures("user")
async def test_questions_without_an_answer_stand_together_until_they_are_seen_to(
    user: User, runtime: Runtime
) -> None:
    pages.build(runtime)
    await ask_in_vain(runtime, "Проводите ли йогу?", "Вы проводите йогу?", "Выезжаете на дом?")
    await user.open("/faq/unanswered")
    await user.should_see("2\N{NO-BREAK SPACE}вопроса")
    async with runtime.db.begin() as session:
        await faq.mark_handled(session, ["Проводите ли йогу?", "Вы проводите йогу?"])
        await faq.add_entry(session, question="Есть ли йога?", answer="Нет.")

    await user.should_not_see("Проводите ли йогу?", retries=LONG)
    await user.should_see("Выезжаете на дом?")


@pytest.mark.usefixtures("user")
@pytest.mark.parametrize(
    ("asked", "layer"),
    [
        ("Есть ли рассрочка или оплата частями?", "Ответит готовым ответом"),
        ("ой, не по карману", "Ответит сценарием"),
        ("синхрофазотрон", "Готового ответа нет"),
    ],
)
async def test_the_bench_says_which_layer_would_answer(
    user: User, runtime: Runtime, asked: str, layer: str
) -> None:
    pages.build(runtime)
    await user.open("/faq/try")
    user.find(marker="asked").type(asked)
    user.find(marker="try").click()
    await user.should_see(layer, retries=LONG)


@pytest.mark.usefixtures("user")
async def test_a_scenario_is_switched_off_and_changed(user: User, runtime: Runtime) -> None:
    scenario_pages.build(runtime)
    async with runtime.db.begin() as session:
        for row in (await scenarios.list_scenarios(session))[1:]:
            await scenarios.remove_scenario(session, row.id)
    await user.open("/scenarios")
    user.find(marker="switch").click()
    await user.should_see("выключен", retries=LONG)
    user.find(marker="edit").click()
    await user.should_see(marker="name")
    user.find(marker="name").clear().type("О здоровье")
    user.find(marker="save").click()

    await user.should_see("Сохранили.", retries=LONG)
    async with runtime.db.read() as session:
        (kept,) = await scenarios.list_scenarios(session)
    assert (kept.name, kept.is_active) == ("О здоровье", False)
