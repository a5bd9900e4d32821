"""Everything that can go wrong by the rules of the house.

* DomainError             a rule forbids this
  - NotFound
  - Conflict              true a moment ago, or true of something else
  - Refused               the answers given cannot be taken, field by field
  - Forbidden             not for this person
* GatewayError            the outside world, as seen through a port
  - GatewayUnavailable    try again later
  - GatewayRefused        trying again will not help

Errors carry facts, not sentences: the Russian for each is in `app.words.errors`. An error that
only one room raises is written in that room.
"""

from collections.abc import Mapping
from datetime import timedelta


class DomainError(Exception):
    """A rule of the house forbids this."""


class NotFound(DomainError):
    def __init__(self, what: str, key: object) -> None:
        super().__init__(f"{what} {key} not found")
        self.what = what
        self.key = key


class Conflict(DomainError):
    """True a moment ago, or true of something else."""


class Forbidden(DomainError):
    """Not for this person."""


class Refused(DomainError):
    """What was given cannot be taken; `fields` says why, a code for each field's key."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{key}: {code}" for key, code in fields.items()))
        self.fields = dict(fields)


class GatewayError(Exception):
    """A door to the outside did not open."""


class GatewayUnavailable(GatewayError):
    """Temporary: the same call may succeed later; not sooner than `after`, where it was told."""

    def __init__(self, *said: object, after: timedelta | None = None) -> None:
        super().__init__(*said)
        self.after = after


class GatewayRefused(GatewayError):
    """Permanent: the same call will be refused again."""
