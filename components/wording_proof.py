"""How a text will look to whoever gets it: a bubble of the messenger, and a page of mail."""

from collections.abc import Sequence

from nicegui import ui

from app.words import editable
from components import bits


class WordingProof:
    """Drawn once, shown anew with every letter that is typed."""

    def __init__(self, *, has_mail: bool) -> None:
        with bits.box("proofs"):
            bits.text(editable.PREVIEW_BOT, "soft small")
            with bits.box("chat-ground"):
                self._bubble = bits.text("", "bubble").mark("bubble")
                self._presses = bits.box()
            self._mail: ui.element | None = None
            if has_mail:
                bits.text(editable.PREVIEW_MAIL, "soft small")
                self._mail = bits.box("mail-proof", tag="iframe").mark("mail")
                # Nothing in it may run, and a link in it leads nowhere.
                self._mail.props["sandbox"] = ""
                self._mail.props["title"] = editable.PREVIEW_MAIL

    def show(self, said: str, buttons: Sequence[str], mail: str = "") -> None:
        """Show these words with these buttons, and the letter as `mail` draws it."""
        self._bubble.text = said
        self._presses.clear()
        with self._presses:
            for label in buttons:
                bits.text(label, "bubble-press")
        if self._mail is not None:
            self._mail.props["srcdoc"] = mail
            self._mail.update()
