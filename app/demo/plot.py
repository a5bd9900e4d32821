"""What each of them does: comes, answers, thinks, pays; and what the trainer does about it."""

import random
from functools import partial
from uuid import UUID

from app.demo.cast import SEED, Person, Way
from app.demo.stage import Stage
from app.words import demo as words
from domain import funnel, intakes, leads, notes, payments, people, selling
from domain.consents import ConsentKind
from domain.exercises import read_catalogue
from domain.funnel import Role
from domain.leads import Knocker, LeadForm
from domain.programmes import delivery, writing
from domain.questionnaire import read_answers
from domain.selling import Bought

BY = "script"
TARIFF = {
    Way.CONSULTED: "online-consultation",
    Way.REFUNDED: "online-consultation",
    Way.OFFLINE: "offline-10-block",
    Way.QUARTER: "online-3-month",
}
BUYERS = frozenset(
    {Way.MONTH_OVER, Way.MONTH, Way.QUARTER, Way.DISPUTED, Way.PAYING, Way.CHANGED_MIND}
)
"""Those who have the free week first."""
AT_ONCE = frozenset({Way.CONSULTED, Way.REFUNDED, Way.OFFLINE, Way.NO_INTAKE})
"""Those who buy without it."""
ONLY_LEADS = frozenset({Way.LEAD, Way.CALLED, Way.GAVE_UP})


class Actor:
    """One person on the stage."""

    def __init__(self, stage: Stage, person: Person) -> None:
        self._stage = stage
        self._person = person
        self._begin = stage.runtime.db.begin
        self._providers = stage.runtime.outside.payments
        self._chance = random.Random(SEED + person.number)  # noqa: S311 - a play, not a lock
        self._client_id: UUID | None = None
        self._token: str | None = None
        self._bought: Bought | None = None

    async def enter(self) -> None:
        """The first thing the person does, and what he does next."""
        way = self._person.way
        if way not in ONLY_LEADS | AT_ONCE and self._chance.random() < 0.5:
            return await self._answer()
        await self._leave_lead()
        if way in ONLY_LEADS:
            self._after_lead(way)
        elif way in AT_ONCE:
            self._stage.later(self._buy, hours=self._hours(1, 30))
        else:
            self._stage.later(self._answer, hours=self._hours(0.1, 2.5))
        return None

    def _after_lead(self, way: Way) -> None:
        if way is Way.CALLED:
            move = partial(self._move, Role.CONSULTATION, words.CALLED)
            self._stage.later(move, hours=self._hours(3, 30))
        if way is Way.GAVE_UP:
            move = partial(self._move, Role.INACTIVE, words.GAVE_UP)
            self._stage.later(move, days=self._hours(20, 24))

    async def _leave_lead(self) -> None:
        utm = {"utm_source": self._person.source} if self._person.source != "site" else {}
        said = self._chance.random() < 0.6
        form = LeadForm(
            knocker=self._knocker("site"),
            message=self._chance.choice(words.MESSAGES) if said else None,
            utm=utm,
        )
        async with self._begin() as session:
            receipt = (await leads.receive_leads(session, [form]))[0]
        self._token = receipt.token
        await self._find_myself()

    async def _answer(self) -> None:
        """The questionnaire, and the free week or what comes instead."""
        submission = intakes.Submission(
            **{
                **vars(intakes.prepare(read_answers(self._person.answers))),
                "seed": SEED + self._person.number,
            }
        )
        async with self._begin() as session:
            catalogue = await read_catalogue(session)
        plan = await writing.plan_demo(submission, catalogue)
        async with self._begin() as session:
            handed = await selling.hand_in(
                session,
                knocker=self._knocker("start", ConsentKind.HEALTH),
                token=self._token,
                submission=submission,
                plan=plan,
            )
            self._token, self._client_id = handed.granted.token, handed.intake.client_id
        self._after_answer(handed.programme.id if handed.programme else None)

    def _after_answer(self, programme_id: UUID | None) -> None:
        way = self._person.way
        if way is Way.DOCTOR:
            self._stage.later(partial(self._note, words.SAW_DOCTOR), hours=self._hours(1, 20))
        if way is Way.REVIEWED and programme_id is not None:
            self._stage.later(partial(self._approve, programme_id), hours=self._hours(2, 20))
        if way is Way.PAYING:
            self._stage.later(self._buy, hours=self._hours(2, 12))
        elif way in BUYERS:
            self._stage.later(self._buy, days=self._hours(0.3, 4))
        elif self._chance.random() < 0.4:
            note = self._chance.choice(words.NOTES)
            self._stage.later(partial(self._note, note), days=self._hours(1, 5))

    async def _buy(self) -> None:
        tariff = TARIFF.get(self._person.way, "online-1-month")
        async with self._begin() as session:
            self._bought = await selling.buy(
                session,
                knocker=self._knocker("buy"),
                token=self._token,
                tariff_code=tariff,
                key=f"demo:{self._person.number}",
                provider="demo",
                return_url=f"{self._stage.runtime.settings.public_url}/pay/return?purchase={{token}}",
            )
            self._client_id = self._bought.purchase.client_id
        payment = await payments.place(self._begin, self._bought.payment.id, self._providers)
        if self._person.way is not Way.PAYING:
            settle = partial(self._settle, payment.external_id or "")
            self._stage.later(settle, minutes=self._hours(1, 9))

    async def _settle(self, external_id: str) -> None:
        """A button at the bank, and what it makes of the payment."""
        assert self._bought is not None  # noqa: S101 - he has just bought
        way, payment = self._person.way, self._bought.payment
        if way is Way.CHANGED_MIND:
            self._stage.bank.cancel(external_id)
        else:
            wrong = payment.amount - 100_000 if way is Way.DISPUTED else None
            self._stage.bank.succeed(external_id, wrong)
        await payments.check(self._begin, payment.id, self._providers)
        if way is Way.DISPUTED:
            self._stage.later(partial(self._note, words.ANOTHER_SUM), hours=2)
        if way is Way.REFUNDED:
            self._stage.later(partial(self._take_back, external_id), days=self._hours(2, 4))
        if way is Way.OFFLINE:
            self._stage.later(partial(self._move, Role.ACTIVE, None), days=1)
        if way in {Way.MONTH, Way.QUARTER, Way.MONTH_OVER}:
            note = self._chance.choice(words.NOTES)
            self._stage.later(partial(self._note, note), days=self._hours(1, 6))
            self._stage.later(self._tag, hours=3)

    async def _take_back(self, external_id: str) -> None:
        assert self._bought is not None  # noqa: S101 - he has bought
        self._stage.bank.refund(external_id)
        await payments.check(self._begin, self._bought.payment.id, self._providers)

    async def _approve(self, programme_id: UUID) -> None:
        async with self._begin() as session:
            await delivery.approve(session, programme_id, BY)
        await self._note(words.CHECKED_PLAN)

    async def _move(self, role: Role, note: str | None) -> None:
        async with self._begin() as session:
            stage = await funnel.find_stage_by_role(session, role)
            if stage is not None and self._client_id is not None:
                await funnel.move_client(session, self._client_id, stage.id, by=BY)
        if note is not None:
            await self._note(note)

    async def _note(self, text: str) -> None:
        if self._client_id is not None:
            async with self._begin() as session:
                notes.write_note(session, self._client_id, text)

    async def _tag(self) -> None:
        if self._client_id is not None:
            tags = self._chance.sample(words.TAGS, 2)
            async with self._begin() as session:
                await people.change_client(session, self._client_id, tags=tags)

    async def _find_myself(self) -> None:
        pairs = list(self._knocker("site").contacts.items())
        async with self._begin() as session:
            self._client_id = next(iter((await people.find_by_contacts(session, pairs)).values()))

    def _knocker(self, channel: str, *extra: ConsentKind) -> Knocker:
        given = [ConsentKind.PERSONAL_DATA, *extra]
        if self._person.takes_offers:
            given.append(ConsentKind.MARKETING)
        return Knocker(
            name=self._person.name,
            contacts=people.read_contacts(self._person.contacts),
            consents=given,
            channel=channel,
            source=self._person.source,
        )

    def _hours(self, least: float, most: float) -> float:
        return self._chance.uniform(least, most)
