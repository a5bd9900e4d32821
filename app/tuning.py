"""Choosing the thresholds of answers anew, on questions whose answers are known."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.runtime import Runtime
from domain import faq
from domain.errors import Refused
from domain.faq import Label, Quality

FEWEST = 20
"""Labelled questions: fewer say nothing."""


async def tune(runtime: Runtime, given: Mapping[str, Any]) -> dict[str, Any]:
    """Choose and keep thresholds; `labels` are the file's, without them those of talks."""
    await runtime.retriever.learn()
    labels = await _read(runtime, given.get("labels"))
    known = await _list_questions(runtime)
    unknown = [one.question for one in labels if one.question and one.question not in known]
    if unknown:
        raise Refused({f"asked.{unknown[0]}"[:120]: "unknown"})
    if len(labels) < FEWEST:
        raise Refused({"asked": "too_few"})
    judged = [await runtime.retriever.judge(one.text, one.question) for one in labels]
    async with runtime.db.begin() as session:
        before = await faq.read_thresholds(session)
        chosen = faq.choose(judged)
        if chosen is not None:
            faq.set_thresholds(session, chosen)
    after = chosen or before
    return {
        "count": len(labels),
        "is_by_meaning": runtime.retriever.is_by_meaning,
        "is_chosen": chosen is not None,
        "before": {"sure": before.sure, **_spell(faq.measure(judged, before.sure))},
        "after": {**after._asdict(), **_spell(faq.measure(judged, after.sure))},
    }


def read_labelled(labelled: Mapping[str, Any]) -> list[list[str | None]]:
    """A labelled file as it travels to the server: [text, question] each."""
    pairs: list[list[str | None]] = []
    for question, texts in labelled.get("asked", {}).items():
        pairs += [[str(text), str(question)] for text in texts]
    return pairs + [[str(text), None] for text in labelled.get("off_topic", ())]


async def _read(runtime: Runtime, pairs: Sequence[Sequence[Any]] | None) -> list[Label]:
    if pairs is not None:
        return [Label(text, question) for text, question in pairs]
    async with runtime.db.read() as session:
        return await faq.read_labels(session, await faq.list_answered(session))


async def _list_questions(runtime: Runtime) -> set[str]:
    async with runtime.db.read() as session:
        return {one.question for one in await faq.list_answered(session)}


def _spell(quality: Quality) -> dict[str, float]:
    return {name: round(value, 3) for name, value in quality._asdict().items()}
