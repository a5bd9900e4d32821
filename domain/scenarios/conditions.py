"""What must be true beside the trigger; what is not known is not true."""

from pydantic import BaseModel, ConfigDict

from domain.scenarios.situations import Situation


class Conditions(BaseModel):
    """Each that is given must be met; a list is met by one of it."""

    model_config = ConfigDict(extra="forbid")

    stages: list[str] = []
    goals: list[str] = []
    levels: list[str] = []
    has_limits: bool | None = None
    has_free_week: bool | None = None
    has_bought: bool | None = None
    hours_in_stage: int | None = None
    """At least so many."""

    def are_met(self, situation: Situation) -> bool:
        one_of = (
            (self.stages, situation.stage),
            (self.goals, situation.goal),
            (self.levels, situation.level),
        )
        if any(wanted and found not in wanted for wanted, found in one_of):
            return False
        limits = None if situation.limits is None else bool(situation.limits)
        exactly = (
            (self.has_limits, limits),
            (self.has_free_week, situation.has_free_week),
            (self.has_bought, situation.has_bought),
        )
        if any(wanted is not None and found is not wanted for wanted, found in exactly):
            return False
        hours = situation.hours_in_stage
        return self.hours_in_stage is None or (hours is not None and hours >= self.hours_in_stage)
