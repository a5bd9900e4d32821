"""GET /start: the questionnaire, one question a screen, resumable, with scripts off too."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import ValidationError
from starlette.datastructures import FormData

from app.http.forms import IntakeBody
from app.http.intake import answer_to, read_body
from app.words import errors as error_words
from app.words import questionnaire as words
from domain import intakes, passes, selling
from domain.errors import Refused
from domain.exercises import read_catalogue
from domain.programmes import writing
from domain.questionnaire import (
    AnswersRefused,
    Question,
    asked,
    next_asked,
    read_answer,
)
from domain.selling import HandedIn
from pages.public.press import Press, new_form_id, person_of, texts
from pages.public.refusals import told
from pages.public.telegram import invite_url
from pages.public.views import (
    FinishView,
    OptionView,
    QuestionView,
    ReferralView,
    ReviewView,
    StartView,
)

KINDS = {"choice": "one", "many": "many", "number": "number", "decimal": "number", "text": "text"}


def build(press: Press) -> APIRouter:
    router = APIRouter(prefix="/start", default_response_class=HTMLResponse)
    _build_entrance(router, press)
    _build_questions(router, press)
    _build_finish(router, press)
    return router


def _build_entrance(router: APIRouter, press: Press) -> None:
    begin = press.runtime.db.begin

    @router.get("")
    async def intro(request: Request) -> Response:
        total = len(asked({}))
        view = StartView(site=await press.site(), form_id=new_form_id(), total=total)
        return press.answer(request, view)

    @router.post("")
    async def enter() -> Response:
        async with begin() as session:
            token = passes.issue(session).token
        return RedirectResponse(f"/start/{token}", 303)


def _build_questions(router: APIRouter, press: Press) -> None:
    begin = press.runtime.db.begin

    @router.get("/{token}")
    async def ask(request: Request, token: str, q: str | None = None) -> Response:
        async with press.runtime.db.read() as session:
            granted = await passes.get_pass(session, token)
            given = await intakes.read_draft(session, granted)
        question = _named(given, q) or next_asked(given)
        if question is None:
            return await _finish_page(press, request, token)
        return await _question_page(press, request, token, question, given)

    @router.post("/{token}")
    async def answer(request: Request, token: str) -> Response:
        form = await request.form()
        question = _named({}, texts(form).get("key"))
        async with begin() as session:
            granted = await passes.get_pass(session, token)
            given = await intakes.read_draft(session, granted)
            if question is None:
                return RedirectResponse(f"/start/{token}", 303)
            action = form.get("action")
            if action == "back":
                return RedirectResponse(_before(token, given, question), 303)
            raw = None if action == "skip" else _posted(question, form)
            try:
                value = read_answer(question.key, raw)
            except AnswersRefused as e:
                error = error_words.say_field(question.key, e.fields[question.key])
                page = _question_page(press, request, token, question, given, raw, error)
                return await page
            await intakes.answer(session, granted, {question.key: value})
        return RedirectResponse(_after(token, given | {question.key: value}, question), 303)


def _build_finish(router: APIRouter, press: Press) -> None:
    @router.post("/{token}/finish")
    async def finish(request: Request, token: str) -> Response:
        fields = texts(await request.form())
        async with press.runtime.db.read() as session:
            granted = await passes.get_pass(session, token)
            given = await intakes.read_draft(session, granted)
            done = await intakes.find_by_pass(session, granted.id)
        if fields.get("action") == "back":
            return RedirectResponse(f"/start/{token}?q={asked(given)[-1].key}", 303)
        if done is not None and done.says(given):
            return RedirectResponse(f"/c/{token}", 303)
        if next_asked(given) is not None:
            return RedirectResponse(f"/start/{token}", 303)
        answers = {key: value for key, value in given.items() if value is not None}
        try:
            body = IntakeBody.model_validate(
                person_of(fields) | {"answers": answers, "client_token": token}
            )
            handed = await hand_in(press, body)
        except (Refused, ValidationError) as e:
            return await _finish_page(press, request, token, fields, told(e), status=422)
        return await _outcome(press, request, handed)


async def hand_in(press: Press, body: IntakeBody) -> HandedIn:
    """Take the finished questionnaire in, with the free week made from it."""
    knocker, submission = read_body(body)
    async with press.runtime.db.read() as session:
        catalogue = await read_catalogue(session)
    plan = await writing.plan_demo(submission, catalogue)
    async with press.runtime.db.begin() as session:
        return await selling.hand_in(
            session,
            knocker=knocker,
            token=body.client_token,
            submission=submission,
            plan=plan,
        )


async def _outcome(press: Press, request: Request, handed: HandedIn) -> Response:
    status, answer = answer_to(handed, press.runtime.settings.public_url)
    if status == 201:
        return RedirectResponse(answer["program_url"], 303)
    site = await press.site()
    if status == 202:
        cabinet = f"/c/{handed.granted.token}"
        review = ReviewView(
            site=site,
            text=answer["review"]["text"],
            cabinet_url=cabinet,
            telegram_invite_url=invite_url(press, handed.granted.token),
        )
        return press.answer(request, review)
    said = answer["referral"]
    is_urgent = said["reason"] in URGENT
    return press.answer(request, ReferralView(site=site, text=said["text"], is_urgent=is_urgent))


URGENT = frozenset({"chest_pain"})


async def _question_page(
    press: Press,
    request: Request,
    token: str,
    question: Question,
    given: Mapping[str, Any],
    raw: object = None,
    error: str = "",
) -> Response:
    questions = asked(given)
    number = questions.index(question) + 1
    spoken = words.question(question.key)
    view = QuestionView(
        site=await press.site(),
        token=token,
        form_id=new_form_id(),
        number=number,
        total=len(questions),
        key=question.key,
        text=spoken.text,
        hint=spoken.hint,
        unit=spoken.unit,
        kind=KINDS[question.kind],  # type: ignore[arg-type]  # the same four words
        options=tuple(OptionView(*option) for option in spoken.options),
        values=_values(raw if error else given.get(question.key)),
        min=question.min if question.kind != "text" else None,
        max=question.max if question.kind != "text" else None,
        is_decimal=question.kind == "decimal",
        is_optional=question.optional,
        has_back=number > 1,
        error=error,
    )
    return press.answer(request, view, 422 if error else 200)


async def _finish_page(
    press: Press,
    request: Request,
    token: str,
    values: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    view = FinishView(
        site=await press.site(),
        token=token,
        form_id=new_form_id(),
        total=len(asked({})),
        values=values or {},
        errors=errors or {},
    )
    return press.answer(request, view, status)


def _named(given: Mapping[str, Any], key: str | None) -> Question | None:
    return next((question for question in asked(given) if question.key == key), None)


def _before(token: str, given: Mapping[str, Any], question: Question) -> str:
    questions = asked(given)
    place = questions.index(question) if question in questions else 0
    return f"/start/{token}?q={questions[max(place - 1, 0)].key}"


def _after(token: str, given: Mapping[str, Any], question: Question) -> str:
    """On to the next question: seen again after a step back, so that one can walk through."""
    questions = asked(given)
    place = questions.index(question) + 1 if question in questions else len(questions)
    if place == len(questions) or questions[place].key not in given:
        return f"/start/{token}"
    return f"/start/{token}?q={questions[place].key}"


def _posted(question: Question, form: FormData) -> object:
    values = [value for value in form.getlist("value") if isinstance(value, str)]
    if question.many:
        return values
    return values[0] if values else None


def _values(kept: object) -> tuple[str, ...]:
    if kept is None:
        return ()
    if isinstance(kept, list | tuple):
        return tuple(str(value) for value in kept)
    text = str(kept)
    return (text.removesuffix(".0").replace(".", ","),) if isinstance(kept, float) else (text,)
