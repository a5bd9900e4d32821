"""Every version of the consents' texts, for the trainer to read; giving one is `consents`."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.consents import Consent, ConsentKind, ConsentText
from domain.errors import Refused

SHORTEST, LONGEST = 40, 20_000


@dataclass(frozen=True)
class Version:
    text: ConsentText
    standing: int
    """How many have given their consent to it and not taken it back."""


async def list_versions(session: AsyncSession) -> dict[ConsentKind, Sequence[Version]]:
    """The versions of each kind, newest first."""
    counted = select(Consent.text_id, func.count()).where(col(Consent.withdrawn_at).is_(None))
    given = dict((await session.exec(counted.group_by(col(Consent.text_id)))).all())
    texts = select(ConsentText).order_by(col(ConsentText.version).desc())
    rows = (await session.exec(texts)).all()
    return {
        kind: [Version(row, given.get(row.id, 0)) for row in rows if row.kind is kind]
        for kind in ConsentKind
    }


def clean_body(body: str) -> str:
    """A text that can be published; Refused when nobody could know what he agrees to."""
    text = body.replace("\r\n", "\n").strip() + "\n"
    if not SHORTEST <= len(text) <= LONGEST:
        raise Refused({"body": "too_short" if len(text) < SHORTEST else "too_long"})
    return text
