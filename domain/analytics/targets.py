"""What the plan wants, against what is: a target is only called met or missed when it is sure."""

from dataclasses import dataclass
from enum import StrEnum

from domain.analytics.intervals import Share

CONVERSION = (0.15, 0.25)
"""Of those who came, how many become clients."""
PROGRAMMES = 50
"""Full programmes sent in a month."""
ANSWER_SECONDS = 2.0
MEAN_SCORE = 8.0
NPS = 40


class Verdict(StrEnum):
    MET = "met"
    MISSED = "missed"
    UNSURE = "unsure"
    """The interval holds the target: more people will tell."""
    THIN = "thin"
    """Too few to say anything."""
    GOING = "going"
    """The month is not over, and there is not enough yet."""


@dataclass(frozen=True)
class Pace:
    """How many in a month that goes on."""

    count: int
    wanted: int
    is_over: bool

    @property
    def verdict(self) -> Verdict:
        if self.count >= self.wanted:
            return Verdict.MET
        return Verdict.MISSED if self.is_over else Verdict.GOING


def judge_share(share: Share, least: float = CONVERSION[0]) -> Verdict:
    """Whether a share is at least so much."""
    if share.is_thin:
        return Verdict.THIN
    return judge(share.interval, least)


def judge(interval: tuple[float, float], least: float) -> Verdict:
    """Whether what lies in the interval is at least so much."""
    low, high = interval
    if low >= least:
        return Verdict.MET
    return Verdict.MISSED if high < least else Verdict.UNSURE
