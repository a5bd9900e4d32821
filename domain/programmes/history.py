"""History: what a plan has been while it is being edited, so that any step can be taken back."""

from domain.programmes.plan import Plan

MOST_STEPS = 200
"""Plans share all that an edit has not touched: two hundred of 24 weeks are a few megabytes."""


class History:
    """Steps of one editing; the last one is `current`."""

    def __init__(self, saved: Plan, current: Plan | None = None) -> None:
        self.saved = saved
        self._past: list[Plan] = []
        self._future: list[Plan] = []
        self.current = current or saved

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from what is saved."""
        return self.current is not self.saved and self.current != self.saved

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        return bool(self._future)

    def step(self, plan: Plan) -> bool:
        """One edit further; False where it changes nothing."""
        if plan is self.current or plan == self.current:
            return False
        self._past = [*self._past[-MOST_STEPS + 1 :], self.current]
        self._future.clear()
        self.current = plan
        return True

    def undo(self) -> None:
        """One step back, if there is one."""
        if self._past:
            self._future.append(self.current)
            self.current = self._past.pop()

    def redo(self) -> None:
        """One step forward again."""
        if self._future:
            self._past.append(self.current)
            self.current = self._future.pop()

    def note_saved(self, plan: Plan) -> None:
        """What is current is saved, as `plan`."""
        self.saved = self.current = plan

    def start_from(self, plan: Plan) -> None:
        """Throw every step away."""
        self.saved = self.current = plan
        self._past, self._future = [], []
