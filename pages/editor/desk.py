"""The desk of one editing: the plan, its steps, the ground it stands on; it draws nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from app.runtime import Runtime
from domain import intakes, people, users
from domain.exercises import Catalogue, read_catalogue
from domain.programmes import delivery, desks, templates, versions
from domain.programmes import rows as programmes
from domain.programmes.editing import Spot, onwards
from domain.programmes.grounds import Ground, ground_for
from domain.programmes.history import History
from domain.programmes.lint import Finding
from domain.programmes.plan import Plan
from domain.programmes.rows import Programme
from domain.programmes.versions import Told
from domain.questionnaire import Answers

Edit = Callable[[Plan, Spot], Plan]


@dataclass
class Desk:
    """One programme on one user's desk."""

    runtime: Runtime
    programme: Programme
    client_name: str
    user_id: UUID | None
    answers: Answers
    catalogue: Catalogue
    ground: Ground
    history: History
    based_on: int
    marks: Sequence[dict[str, Any]]
    """Of the version it is based on."""
    recovered_at: datetime | None
    """When the unsaved work that was found had been kept."""
    runs_on: bool = False
    """Whether edits are repeated in later weeks."""

    @classmethod
    async def open(cls, runtime: Runtime, programme_id: UUID, user_id: UUID | None) -> Self:
        """Read everything in one look; NotFound for no such programme."""
        async with runtime.db.read() as session:
            programme = await programmes.get_programme(session, programme_id)
            client = await people.get_client(session, programme.client_id)
            answers = (await intakes.get_intake(session, programme.intake_id)).read()
            catalogue = await read_catalogue(session)
            copy = user_id and await desks.find_copy(session, programme_id, user_id)
            based_on = copy.based_on if copy else programme.version
            marks = await versions.read_marks(session, programme_id, based_on)
            saved = (await programmes.as_of(session, programme, based_on)).read()
        return cls(
            runtime=runtime,
            programme=programme,
            client_name=client.name,
            user_id=user_id,
            answers=answers,
            catalogue=catalogue,
            ground=ground_for(saved, answers, catalogue),
            history=History(saved, copy.read() if copy else None),
            based_on=based_on,
            marks=marks,
            recovered_at=copy.kept_at if copy else None,
        )

    @property
    def plan(self) -> Plan:
        return self.history.current

    @property
    def is_behind(self) -> bool:
        """Whether somebody has saved a later version, as far as was read."""
        return self.programme.version != self.based_on

    @property
    def by(self) -> str:
        return str(self.user_id)

    def edit(self, spot: Spot, change: Edit, numbers: Sequence[str] = ()) -> bool:
        """Change here, and in later weeks where the desk is set so; False when nothing changed."""
        if self.runs_on:
            return self.history.step(onwards(self.plan, spot, change, numbers=numbers))
        return self.history.step(change(self.plan, spot))

    async def keep(self) -> None:
        """Keep the unsaved work, or forget it where there is none."""
        if self.user_id is None:
            return
        async with self.runtime.db.begin() as session:
            if self.history.is_changed:
                await desks.keep_copy(
                    session, self.programme, self.user_id, self.plan, based_on=self.based_on
                )
            else:
                await desks.drop_copy(session, self.programme.id, self.user_id)

    async def find(self) -> tuple[Finding, ...]:
        """All that is wrong with the plan as it is now."""
        return (await versions.judge(self.plan, self.answers, self.catalogue)).findings

    async def save(self, reason: str | None = None) -> None:
        """Make it the next version; StaleVersion, UnsafeEdit as `versions.save` says."""
        plan = self.plan
        async with self.runtime.db.begin() as session:
            programme = await versions.save(
                session,
                self.programme.id,
                plan,
                based_on=self.based_on,
                by=self.by,
                reason=reason,
            )
            if self.user_id is not None:
                await desks.drop_copy(session, programme.id, self.user_id)
        await self._stand_on(programme, plan)

    async def restore(self, version: int, reason: str | None = None) -> None:
        """Make an old version the next one."""
        async with self.runtime.db.begin() as session:
            programme = await versions.restore(
                session,
                self.programme.id,
                version,
                based_on=self.based_on,
                by=self.by,
                reason=reason,
            )
        await self._stand_on(programme, None)

    async def take_current(self) -> None:
        """Throw the unsaved work away, and begin from what is saved now."""
        async with self.runtime.db.begin() as session:
            programme = await programmes.get_programme(session, self.programme.id)
            if self.user_id is not None:
                await desks.drop_copy(session, programme.id, self.user_id)
        await self._stand_on(programme, None)

    async def build_on_current(self) -> None:
        """Keep the own plan, but as a change of what is saved now."""
        async with self.runtime.db.read() as session:
            self.programme = await programmes.get_programme(session, self.programme.id)
        self.based_on = self.programme.version

    async def send(self) -> None:
        """Let the saved version go."""
        async with self.runtime.db.begin() as session:
            self.programme = await delivery.approve(
                session, self.programme.id, self.by, version=self.based_on
            )

    async def save_template(self, name: str) -> str:
        """Keep the plan as a template; the name it has."""
        async with self.runtime.db.begin() as session:
            row = await templates.save_template(session, name, self.plan, self.by)
            return row.name

    async def read_versions(self) -> tuple[list[Told], dict[str, str]]:
        """Every version, and the logins of those who made them."""
        async with self.runtime.db.read() as session:
            told = await versions.list_versions(session, self.programme.id)
            logins = {str(user.id): user.login for user in await users.list_users(session)}
            self.programme = await programmes.get_programme(session, self.programme.id)
        return told, logins

    async def read_version(self, version: int) -> Plan:
        """The plan of one version."""
        async with self.runtime.db.read() as session:
            row = await versions.get_version(session, self.programme.id, version)
        return Plan.model_validate(row.plan)

    async def _stand_on(self, programme: Programme, plan: Plan | None) -> None:
        """From now on this version is what edits begin from."""
        self.programme, self.based_on, self.recovered_at = programme, programme.version, None
        if plan is None:
            self.history.start_from(programme.read())
        else:
            self.history.note_saved(plan)
        async with self.runtime.db.read() as session:
            self.marks = await versions.read_marks(session, programme.id, programme.version)
