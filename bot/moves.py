"""What each button of the questionnaire does: an answer, a step, a consent, the end.

Each says which question it is of; one that is not on the screen any more changes nothing.
"""

from collections.abc import Awaitable, Callable

from app.words import bot_questionnaire as words
from app.words import questionnaire
from bot import asking, handing_in
from bot.answers import press
from bot.standing import Stop
from bot.talks import Talk
from domain import clock, intakes, messages
from domain.consents import ConsentKind
from domain.messages import Purpose
from domain.questionnaire import NONE, AnswersRefused

CONSENTS = {"data": ConsentKind.PERSONAL_DATA, "health": ConsentKind.HEALTH}


async def _choose(talk: Talk, key: str, value: str) -> None:
    if not await _is_asked(talk, key):
        return None
    return await talk.take({key: value})


async def _toggle(talk: Talk, key: str, value: str) -> None:
    if not await _is_asked(talk, key):
        return None
    picked = set(_picked(talk, key)) ^ {value}
    if value in picked:
        picked = {NONE} if value == NONE else picked - {NONE}
    return await talk.show(picked=tuple(sorted(picked)))


async def _done(talk: Talk, key: str, _: str) -> None:
    if not await _is_asked(talk, key):
        return None
    question, picked = talk.question, _picked(talk, key)
    if not picked and question is not None and not question.optional:
        nothing = dict(questionnaire.question(key).options).get(NONE, "")
        talk.answers.toast(words.NOTHING_PICKED, nothing=nothing)
        return await talk.show()
    return await talk.take({key: list(picked)})


async def _skip(talk: Talk, key: str, _: str) -> None:
    if await _is_asked(talk, key):
        await talk.take({key: None})


async def _back(talk: Talk, key: str, _: str) -> None:
    if await _is_asked(talk, key):
        await talk.ask(talk.before(key))


async def _next(talk: Talk, key: str, _: str) -> None:
    if await _is_asked(talk, key):
        await talk.ask(None)


async def _agree(talk: Talk, key: str, _: str) -> None:
    if key in CONSENTS and not talk.standing.is_sent:
        await talk.agree(CONSENTS[key])
    await talk.show()


async def _refuse(talk: Talk, key: str, _: str) -> None:
    """No is an answer, too."""
    if CONSENTS.get(key) in talk.standing.allowed or key not in CONSENTS:
        return await talk.show()
    await talk.leave()
    ways = [[press(words.CHANGED_MIND, asking.GO)], [press(words.CONTACTS, "contacts")]]
    if key == "data":
        return talk.answers.change(words.DATA_REFUSED, ways)
    client_id = talk.standing.client.id
    await messages.queue(
        talk.session,
        kind="health_consent_refused",
        purpose=Purpose.SERVICE,
        dedupe_key=f"owner:health_consent_refused:{client_id}:{clock.now().date()}",
        about={"client_id": str(client_id)},
    )
    return talk.answers.change(words.HEALTH_REFUSED, ways)


async def _edit(talk: Talk, key: str, _: str) -> None:
    if talk.standing.is_sent:
        return await _say_sent(talk)
    if key:
        return await talk.ask(key, is_edit=True)
    shown = asking.draw_edit(talk.standing)
    return talk.answers.change_all(shown.parts, shown.buttons)


async def _sum_up(talk: Talk, *_: str) -> None:
    await talk.ask(None)


async def _tick_news(talk: Talk, *_: str) -> None:
    if talk.standing.is_sent:
        return await _say_sent(talk)
    return await talk.show(asked=None, news=not talk.screen.news)


async def _send(talk: Talk, *_: str) -> None:
    if talk.standing.is_sent:
        return await _say_sent(talk)
    if talk.standing.step() is not Stop.SUMMARY:
        return await talk.ask(None)
    try:
        handed = await handing_in.hand_in(
            talk.session, talk.visitor, talk.standing, news=talk.screen.news
        )
    except AnswersRefused as e:
        return await talk.ask(next(iter(e.fields), None))
    await talk.leave()
    return await handing_in.say_outcome(
        talk.desk, talk.session, talk.standing, handed, talk.answers
    )


async def _anew(talk: Talk, *_: str) -> None:
    """All over again: what was sent stays as it was sent."""
    await intakes.begin_anew(talk.session, talk.standing.granted)
    await talk.session.flush()
    await talk.look()
    await talk.ask(None)


async def _is_asked(talk: Talk, key: str) -> bool:
    """Whether this question is on the screen; if not, he is shown what is."""
    if talk.standing.is_sent:
        await _say_sent(talk)
        return False
    if talk.question is not None and talk.question.key == key:
        return True
    talk.answers.toast(words.PASSED)
    await talk.show()
    return False


async def _say_sent(talk: Talk) -> None:
    talk.answers.toast(words.SENT)


def _picked(talk: Talk, key: str) -> tuple[str, ...]:
    if talk.screen.picked is not None:
        return talk.screen.picked
    return tuple(talk.standing.given.get(key) or ())


ACTS: dict[str, Callable[[Talk, str, str], Awaitable[None]]] = {
    "v": _choose,
    "t": _toggle,
    "d": _done,
    "s": _skip,
    "b": _back,
    "n": _next,
    "y": _agree,
    "x": _refuse,
    "edit": _edit,
    "sum": _sum_up,
    "news": _tick_news,
    "send": _send,
    "new": _anew,
}
"""By the word on the button."""
