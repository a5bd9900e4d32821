"""Obstacles: what keeps a programme from being written out of answers that are there.

Asked each time anew: a doctor comes first, the answers are a year old, or the consent to use them
was taken back since.
"""

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import consents
from domain.consents import ConsentKind
from domain.intakes import Intake
from domain.programmes.rows import (
    AnswersOutdated,
    DoctorFirst,
    HealthConsentWithdrawn,
    Obstacle,
)
from domain.screening import Verdict

STOPS = frozenset({Verdict.RED, Verdict.POSTPONE})
"""Verdicts out of which no programme is made."""


async def find_obstacle(session: AsyncSession, intake: Intake) -> Obstacle | None:
    """What stands in the way, the gravest first; None when nothing does."""
    if intake.verdict in STOPS:
        return Obstacle.DOCTOR_FIRST
    if intake.is_outdated:
        return Obstacle.OUTDATED
    health = ConsentKind.HEALTH
    if await consents.is_withdrawn(session, intake.client_id, health, pass_id=intake.pass_id):
        return Obstacle.NO_CONSENT
    return None


def refuse_obstacle(intake: Intake, obstacle: Obstacle | None) -> None:
    """Say to the trainer what stands in the way, as an error of its own."""
    if obstacle is Obstacle.DOCTOR_FIRST:
        raise DoctorFirst(intake.verdict, intake.reasons)
    if obstacle is Obstacle.OUTDATED:
        raise AnswersOutdated
    if obstacle is Obstacle.NO_CONSENT:
        raise HealthConsentWithdrawn
