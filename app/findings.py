"""What `check` may find of a part. How it is found is `app.checking`; its words are elsewhere."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    OK = "ok"
    OFF = "off"
    """Not configured, or not yet needed."""
    UNUSED = "unused"
    """Configured, but this version has no code for it."""
    BAD = "bad"
    """Configured, and does not work."""


@dataclass(frozen=True)
class Finding:
    part: str
    mark: Mark
    code: str = ""
    """A key of `app.words.commands.FINDINGS`, when there is more to say."""
    detail: str = ""

    @property
    def is_bad(self) -> bool:
        return self.mark is Mark.BAD
