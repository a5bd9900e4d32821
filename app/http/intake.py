"""The questionnaire over JSON: what is asked, and handing the answers in."""

from typing import Any

from fastapi import APIRouter, Header, Request
from fastapi.responses import JSONResponse

from app import idempotency
from app.http.forms import IntakeBody
from app.runtime import Runtime
from app.words import questionnaire as words
from app.words import screening as verdicts
from domain import intakes, selling
from domain.consents import ConsentKind
from domain.errors import Refused
from domain.exercises import read_catalogue
from domain.leads import Knocker
from domain.programmes import writing
from domain.questionnaire import read_answers
from domain.screening import Verdict
from domain.selling import HandedIn


def build(runtime: Runtime) -> APIRouter:
    router = APIRouter(prefix="/api")

    @router.get("/intake")
    async def ask() -> list[dict[str, Any]]:
        async with runtime.db.read() as session:
            return words.as_json(await read_catalogue(session))

    @router.post("/intake", status_code=201)
    async def hand_in(
        body: IntakeBody, request: Request, idempotency_key: str | None = Header(None)
    ) -> JSONResponse:
        raw = await request.body()
        if idempotency_key is not None:
            async with runtime.db.begin() as session:
                kept = await idempotency.find_answer(session, "intake", idempotency_key, raw)
            if kept is not None:
                return JSONResponse(kept.body, kept.status)
        knocker, submission = read_body(body)
        async with runtime.db.read() as session:
            catalogue = await read_catalogue(session)
        plan = await writing.plan_demo(submission, catalogue)
        async with runtime.db.begin() as session:
            handed = await selling.hand_in(
                session,
                knocker=knocker,
                token=body.client_token,
                submission=submission,
                plan=plan,
            )
            status, answer = answer_to(handed, runtime.settings.public_url)
            if idempotency_key is not None:
                await idempotency.keep_answer(
                    session, "intake", idempotency_key, raw, status, answer
                )
        return JSONResponse(answer, status)

    return router


def read_body(body: IntakeBody) -> tuple[Knocker, intakes.Submission]:
    """Everything that is wrong with the body at once."""
    wrong: dict[str, str] = {}
    knocker = answers = None
    try:
        knocker = body.knocker("start", ConsentKind.HEALTH, source="start")
    except Refused as e:
        wrong |= e.fields
    if not body.health_consent:
        wrong["health_consent"] = "needed"
    try:
        answers = read_answers(body.answers)
    except Refused as e:
        wrong |= {f"answers.{key}": code for key, code in e.fields.items()}
    if wrong or knocker is None or answers is None:
        raise Refused(wrong)
    return knocker, intakes.prepare(answers)


def answer_to(handed: HandedIn, public_url: str) -> tuple[int, dict[str, Any]]:
    """Status and body: the free week, a review by the trainer, or a doctor first."""
    answer: dict[str, Any] = {"client_token": handed.granted.token}
    intake, programme = handed.intake, handed.programme
    if programme is None:
        return 200, answer | {"referral": verdicts.explain(intake.verdict, intake.reasons)}
    if intake.verdict is not Verdict.GREEN:
        return 202, answer | {"review": verdicts.explain(intake.verdict, intake.reasons)}
    url = f"{public_url}/p/{programme.token}"
    return 201, answer | {"program_url": url, "pdf_url": f"{url}.pdf"}
