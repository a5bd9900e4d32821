"""Changing the answers: one by one, and in what order they stand."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import Conflict, Refused
from domain.faq.filling import find_unknown
from domain.faq.rows import (
    ANSWER,
    CATEGORY,
    QUESTION,
    SYNONYMS,
    FaqChanged,
    FaqEntry,
    FaqUse,
    get_entry,
    list_entries,
)
from domain.faq.stems import key_of, list_stems
from domain.ledger import record

PRIORITIES = range(-1000, 1001)


class QuestionTaken(Conflict):
    """The question is there already, be it in other endings."""

    def __init__(self, question: str) -> None:
        super().__init__(f"the question is there already: {question!r}")


async def add_entry(session: AsyncSession, **fields: Any) -> FaqEntry:
    """A new entry at the end; Refused by field, or QuestionTaken."""
    cleaned = clean({"category": "", "synonyms": [], **fields})
    wrong = {key: "missing" for key in ("question", "answer") if key not in cleaned}
    if wrong:
        raise Refused(wrong)
    await _check_free(session, cleaned["question"])
    if "position" not in cleaned:
        cleaned["position"] = await next_position(session)
    return put_entry(session, cleaned)


def put_entry(session: AsyncSession, cleaned: dict[str, Any]) -> FaqEntry:
    """A new entry of fields that are clean, and a question that is known to be new."""
    return _keep(session, FaqEntry(**cleaned, key=key_of(cleaned["question"])))


async def change_entry(session: AsyncSession, entry_id: UUID, **fields: Any) -> FaqEntry:
    """Change what is given; Refused by field, QuestionTaken, NotFound."""
    entry = await get_entry(session, entry_id)
    cleaned = clean(fields)
    if "question" in cleaned:
        await _check_free(session, cleaned["question"], entry.id)
        entry.key = key_of(cleaned["question"])
    for name, value in cleaned.items():
        setattr(entry, name, value)
    entry.updated_at = clock.now()
    return _keep(session, entry)


async def remove_entry(session: AsyncSession, entry_id: UUID) -> None:
    """Forget the entry, and that it was used; NotFound."""
    entry = await get_entry(session, entry_id)
    await session.exec(delete(FaqUse).where(col(FaqUse.entry_id) == entry.id))
    await session.delete(entry)
    record(session, FaqChanged(entry_id=entry_id))


async def lift_entry(session: AsyncSession, entry_id: UUID, step: int) -> None:
    """Move the entry `step` places down, up when it is negative, as far as there are places."""
    order = list(await list_entries(session))
    at = order.index(await get_entry(session, entry_id))
    order.insert(max(at + step, 0), order.pop(at))
    for position, entry in enumerate(order):
        entry.position = position
        session.add(entry)
    record(session, FaqChanged(entry_id=entry_id))


def clean(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields as they are kept; Refused with a code for each that cannot be."""
    cleaned = dict(fields)
    wrong: dict[str, str] = {}
    for name, most in (("question", QUESTION), ("category", CATEGORY)):
        if name in fields:
            cleaned[name] = " ".join(str(fields[name] or "").split())
            if len(cleaned[name]) > most:
                wrong[name] = "too_long"
    if "question" in fields and not key_of(cleaned["question"]):
        wrong["question"] = "missing"
    if "answer" in fields:
        cleaned["answer"] = "\n".join(str(fields["answer"] or "").split("\r\n")).strip()
        wrong |= _judge_answer(cleaned["answer"])
    if "synonyms" in fields:
        cleaned["synonyms"] = _clean_synonyms(fields["synonyms"] or ())
        wrong |= _judge_synonyms(cleaned["synonyms"])
    if fields.get("priority", 0) not in PRIORITIES:
        wrong["priority"] = "not_whole"
    if wrong:
        raise Refused(wrong)
    return cleaned


def _judge_answer(answer: str) -> dict[str, str]:
    if not answer:
        return {"answer": "missing"}
    if len(answer) > ANSWER:
        return {"answer": "too_long"}
    return {"answer": "unknown_variable"} if find_unknown(answer) else {}


def _clean_synonyms(given: Sequence[str]) -> list[str]:
    """Each once, on one line."""
    lines = (" ".join(str(one).split()) for one in given)
    return list(dict.fromkeys(line for line in lines if line))


def _judge_synonyms(synonyms: Sequence[str]) -> dict[str, str]:
    is_long = len(synonyms) > SYNONYMS or any(len(one) > QUESTION for one in synonyms)
    return {"synonyms": "too_long"} if is_long else {}


async def _check_free(session: AsyncSession, question: str, own: UUID | None = None) -> None:
    same = select(col(FaqEntry.id)).where(FaqEntry.key == key_of(question))
    found = (await session.exec(same)).first()
    if found is not None and found != own:
        raise QuestionTaken(question)


async def next_position(session: AsyncSession) -> int:
    """The place after the last entry."""
    last = (await session.exec(select(func.max(col(FaqEntry.position))))).one()
    return 0 if last is None else last + 1


def _keep(session: AsyncSession, entry: FaqEntry) -> FaqEntry:
    words = " ".join((entry.question, entry.answer, entry.category, *entry.synonyms))
    entry.stems = f" {' '.join(dict.fromkeys(list_stems(words)))} "
    session.add(entry)
    record(session, FaqChanged(entry_id=entry.id))
    return entry
