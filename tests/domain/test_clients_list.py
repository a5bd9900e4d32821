"""The list of clients as a question: filters that combine, and words that were only said."""

from datetime import timedelta
from typing import Any

from app.db import Database
from domain import cards, clients_list, clock, consents, conversations, notes, passes, said
from domain.clients_list import Wanted
from domain.consents import Consent, ConsentKind
from domain.conversations import Direction
from domain.intakes import Intake
from domain.narrowing import Activity, Allowed, Money, Reach
from domain.payments import RANK, Status
from domain.questionnaire import Goal
from domain.screening import Verdict
from tests import made


async def _names(db: Database, **wanted: Any) -> list[str]:
    async with db.read() as session:
        found = await clients_list.find(session, Wanted(**wanted))
    return sorted(line.client.name for line in found.lines)


async def _people(db: Database) -> None:
    """Anna has paid and allows letters; Boris has a bill and was heard today; Vera is silent."""
    async with db.begin() as session:
        anna = await made.client(session, "Анна", 1)
        payment = await made.payment(session, anna)
        payment.status, payment.rank, payment.paid_at = Status.PAID, RANK[Status.PAID], clock.now()
        text = await consents.publish_text(session, ConsentKind.MARKETING, "Пишите.")
        session.add(Consent(client_id=anna.id, kind=text.kind, text_id=text.id, channel="hand"))
        boris = await made.client(session, "Борис", 2)
        await made.payment(session, boris)
        conversations.keep(session, boris.id, [conversations.Line(Direction.IN, "Здравствуйте")])
        await made.client(session, "Вера", 3)


ASKED: list[tuple[dict[str, Any], list[str]]] = [
    ({"money": Money.PAID}, ["Анна"]),
    ({"money": Money.WAITS}, ["Борис"]),
    ({"money": Money.NEVER}, ["Борис", "Вера"]),
    ({"money": Money.REPEAT}, []),
    ({"consent": Allowed.MARKETING}, ["Анна"]),
    ({"consent": Allowed.NO_MARKETING, "money": Money.NEVER}, ["Борис", "Вера"]),
    ({"activity": Activity.WEEK}, ["Борис"]),
    ({"activity": Activity.SILENT_QUARTER}, ["Анна", "Вера"]),
    ({"channel": Reach.PHONE, "text": "вер"}, ["Вера"]),
    ({"channel": Reach.NOWHERE}, []),
]


async def test_filters_combine(db: Database) -> None:
    await _people(db)

    found = [(wanted, await _names(db, **wanted)) for wanted, _ in ASKED]

    assert found == ASKED


async def test_a_goal_and_a_tariff_narrow(db: Database) -> None:
    await _people(db)
    async with db.begin() as session:
        vera = (await clients_list.find(session, Wanted(text="вера"))).lines[0].client
        bought = await made.purchase(session, vera)
        session.add(
            Intake(
                client_id=vera.id,
                pass_id=passes.issue(session, vera.id).id,
                answers=dict(made.ANSWERS),
                verdict=Verdict.GREEN,
                reasons=[],
                seed=1,
            )
        )

    assert await _names(db, goal=Goal.MUSCLE_GAIN) == ["Вера"]
    assert await _names(db, goal=Goal.HEALTH) == []
    assert await _names(db, tariff_id=bought.tariff_id) == ["Анна"]


async def test_what_was_said_finds_its_person_until_it_is_gone(db: Database) -> None:
    await _people(db)
    async with db.begin() as session:
        anna = (await clients_list.find(session, Wanted(text="анна"))).lines[0].client
        vera = (await clients_list.find(session, Wanted(text="вера"))).lines[0].client
        note = notes.write_note(session, anna.id, "Болела поясница после становой")
        conversations.keep(session, vera.id, [conversations.Line(Direction.IN, "колено ноет")])

    await said.index_new(db.begin, settled=timedelta(seconds=-1))

    assert await _names(db, text="поясницу") == ["Анна"]
    assert await _names(db, text="анна стан") == ["Анна"]
    assert await _names(db, text="rjktyj") == ["Вера"]

    async with db.begin() as session:
        await notes.remove_note(session, note.id)
        merge = await cards.merge(session, anna.id, vera.id)
    removed = notes.NoteRemoved(note_id=note.id, client_id=anna.id)
    await said.follow_note(removed, db.begin)
    merged = cards.ClientsMerged(client_id=anna.id, gone_id=vera.id, merge_id=merge.id)
    await said.follow_merge(merged, db.begin)

    assert await _names(db, text="поясница") == []
    assert await _names(db, text="колено") == ["Анна"]
