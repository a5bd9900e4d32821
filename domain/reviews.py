"""Reviews for the landing: what people said, and the proof that they let it be shown.

A person's words, name and photo on an open page are his personal data made public: each needs a
consent of its own to that (152-FZ art. 10.1). Without one kept here a review is never shown, and
one taken back is hidden from that moment.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import Conflict, NotFound, Refused
from domain.ledger import Fact, Moment, Row, record
from domain.site_forms import IMAGE

NAME, TEXT, SOURCE, NOTE = 60, 1500, 60, 300
"""The most characters of each."""


class Review(Row, table=True):
    __table_args__ = (
        CheckConstraint(
            "is_shown = false OR (consent_on IS NOT NULL AND consent_note <> '' "
            "AND withdrawn_at IS NULL)",
            name="ck_review_shown_with_consent",
        ),
    )

    name: str
    text: str
    photo: str = ""
    """A path on this site; empty for none."""
    said_on: date
    source: str = ""
    """Where it was said: a messenger, a map, in person."""
    consent_on: date | None = None
    consent_note: str = ""
    """How he let it be shown, so that it can be proved."""
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)
    is_shown: bool = False


class ReviewChanged(Fact):
    review_id: UUID


class NoConsentKept(Conflict):
    """Nothing proves that the person lets it be shown."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A review as the trainer has typed it; days are ISO dates."""

    name: str
    text: str
    photo: str = ""
    said_on: str
    source: str = ""
    consent_on: str = ""
    consent_note: str = ""


async def list_reviews(session: AsyncSession, *, shown: bool = False) -> Sequence[Review]:
    """The newest first; with `shown` only those that visitors see."""
    wanted = select(Review).order_by(col(Review.said_on).desc(), col(Review.id).desc())
    if shown:
        wanted = wanted.where(
            col(Review.is_shown).is_(True),
            col(Review.consent_on).is_not(None),
            col(Review.withdrawn_at).is_(None),
        )
    return (await session.exec(wanted)).all()


async def get_review(session: AsyncSession, review_id: UUID) -> Review:
    """The review; NotFound."""
    review = await session.get(Review, review_id)
    if review is None:
        raise NotFound("review", review_id)
    return review


def clean(draft: Draft) -> dict[str, object]:
    """The fields as they are kept; Refused by field."""
    wrong: dict[str, str] = {}
    fields: dict[str, object] = {
        "name": _line(draft.name, "name", NAME, wrong, is_needed=True),
        "text": _line(draft.text, "text", TEXT, wrong, is_needed=True),
        "source": _line(draft.source, "source", SOURCE, wrong),
        "consent_note": _line(draft.consent_note, "consent_note", NOTE, wrong),
        "said_on": _day(draft.said_on, "said_on", wrong, is_needed=True),
        "consent_on": _day(draft.consent_on, "consent_on", wrong),
        "photo": draft.photo if IMAGE.fullmatch(draft.photo) else "",
    }
    if wrong:
        raise Refused(wrong)
    return fields


async def keep_review(
    session: AsyncSession, review_id: UUID | None, fields: Mapping[str, object]
) -> Review:
    """Write a new review, hidden, or change one; without its consent it is hidden again."""
    if review_id is None:
        review = Review(name="", text="", said_on=clock.now().date())
    else:
        review = await get_review(session, review_id)
    for key, value in fields.items():
        setattr(review, key, value)
    if not _is_allowed(review):
        review.is_shown = False
    session.add(review)
    record(session, ReviewChanged(review_id=review.id))
    return review


async def show(session: AsyncSession, review_id: UUID, *, is_shown: bool) -> None:
    """Put it on the landing, or take it off.

    Raises:
        NoConsentKept: nothing says that he lets it be shown, or he has taken it back.
    """
    review = await get_review(session, review_id)
    if is_shown and not _is_allowed(review):
        raise NoConsentKept("no consent to show the review")
    review.is_shown = is_shown
    session.add(review)
    record(session, ReviewChanged(review_id=review_id))


async def withdraw(session: AsyncSession, review_id: UUID) -> None:
    """He does not want it shown any more; that he once did stays known."""
    review = await get_review(session, review_id)
    review.withdrawn_at, review.is_shown = clock.now(), False
    session.add(review)
    record(session, ReviewChanged(review_id=review_id))


async def remove(session: AsyncSession, review_id: UUID) -> None:
    """Forget it, words, photo and consent."""
    await session.delete(await get_review(session, review_id))
    record(session, ReviewChanged(review_id=review_id))


def _is_allowed(review: Review) -> bool:
    return bool(review.consent_on and review.consent_note) and review.withdrawn_at is None


def _line(
    value: str, key: str, most: int, wrong: dict[str, str], *, is_needed: bool = False
) -> str:
    text = "".join(c for c in value if c.isprintable() or c == "\n").strip()
    if is_needed and not text:
        wrong[key] = "missing"
    elif len(text) > most:
        wrong[key] = "too_long"
    return text


def _day(value: str, key: str, wrong: dict[str, str], *, is_needed: bool = False) -> date | None:
    if not value:
        if is_needed:
            wrong[key] = "missing"
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        wrong[key] = "malformed"
        return None
    if day > clock.now().date():
        wrong[key] = "in_future"
    return day
