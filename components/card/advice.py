"""What to suggest to this client and why, each sent with one press."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from app.words import recommendations as words
from components import bits
from domain.recommendations import Suggestion

Send = Callable[[Suggestion], Awaitable[None]]


def draw_advice(found: Sequence[Suggestion], on_send: Send) -> None:
    with bits.sheet(words.OFFER), bits.box("rows"):
        for one in found:
            with bits.box("row is-low"):
                with bits.box("row-main"):
                    bits.text(words.title(one), "row-title")
                    bits.text(words.REASON[one.why], "soft")
                button = bits.press(words.SEND, partial(on_send, one), look="quiet", size="small")
                button.mark(f"suggest-{one.why}")
