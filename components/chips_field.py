"""A field of a form that is answered by chips: one of them, or as many as one likes."""

from collections.abc import Awaitable, Collection, Mapping

from components import bits
from components.bits import Press


class ChipsField:
    """Chips under a label; what is wrong is said below them."""

    def __init__(
        self,
        key: str,
        label: str,
        options: Mapping[str, str],
        chosen: Collection[str],
        *,
        many: bool = False,
        alone: str | None = None,
        on_change: bits.Handler | None = None,
    ) -> None:
        """Draw it.

        Args:
            key: the field's name in its form.
            alone: the option that goes with no other, where `many` may be chosen.
        """
        self._key = key
        self._options = options
        self._many, self._alone = many, alone
        self._on_change = on_change
        self.chosen = [key for key in chosen if key in options]
        with bits.box("stack is-tight"):
            bits.text(label, "label")
            self._row = bits.box("chips is-wrap")
            self._said = bits.text("", "danger-text small")
        self._said.set_visibility(False)
        self._draw()

    @property
    def first(self) -> str | None:
        """The one that is chosen, where only one may be."""
        return self.chosen[0] if self.chosen else None

    def on_change(self, told: bits.Handler) -> None:
        """Call it whenever another option is chosen."""
        self._on_change = told

    def offer(self, options: Mapping[str, str]) -> None:
        """Other options; what was chosen and is no longer among them is not chosen."""
        self._options = options
        self.chosen = [key for key in self.chosen if key in options]
        if len(options) == 1 and not self._many:
            self.chosen = [*options]
        self._draw()

    def show_wrong(self, said: str | None) -> None:
        self._said.set_text(said or "")
        self._said.set_visibility(bool(said))

    def _draw(self) -> None:
        self._row.clear()
        with self._row:
            self._chips = {key: self._chip(key) for key in self._options}
        self._colour()

    def _chip(self, key: str) -> Press:
        chip = Press(self._options[key], self._picking(key))
        return chip.classes("chip").mark(f"{self._key}-{key}")

    def _colour(self) -> None:
        for key, chip in self._chips.items():
            is_on = key in self.chosen
            chip.classes(add="is-on" if is_on else None, remove=None if is_on else "is-on")
            chip.props["aria-pressed"] = "true" if is_on else "false"

    def _picking(self, key: str) -> bits.Handler:
        async def pick() -> None:
            self.chosen = self._after(key)
            self.show_wrong(None)
            self._colour()
            if self._on_change is not None:
                done = self._on_change()
                if isinstance(done, Awaitable):
                    await done

        return pick

    def _after(self, key: str) -> list[str]:
        if not self._many:
            return [key]
        if key in self.chosen:
            return [other for other in self.chosen if other != key]
        if key == self._alone:
            return [key]
        return [*(other for other in self.chosen if other != self._alone), key]
