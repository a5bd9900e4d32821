"""Who may come in: users, open sessions and API keys, as rows."""

from datetime import datetime

from app.words import settings as words
from components import bits
from components.bits import Handler
from components.payment_list import When
from domain.users import ApiToken, User, WebSession


def user_row(user: User, *, is_me: bool, on_dismiss: Handler | None) -> None:
    """A login and what it may do."""
    with bits.box("stage-row").mark("user"):
        bits.face(user.login)
        with bits.box("row-main"):
            bits.text(user.login, "row-title")
            said = [words.ROLE[user.role]]
            if is_me:
                said.append(words.ITS_YOU)
            if not user.is_active:
                said.append(words.USER_GONE)
            bits.text(" · ".join(said), "row-sub")
        if on_dismiss is not None and user.is_active:
            bits.press(words.USER_DISMISS, on_dismiss, look="danger-quiet", size="small")


def session_row(web: WebSession, when: When, *, is_here: bool, on_close: Handler) -> None:
    """A browser, and when it was last seen."""
    with bits.box("stage-row").mark("session"):
        with bits.box("row-main"):
            bits.text(words.browser(web.agent), "row-title")
            seen = words.SESSION_SEEN.format(when=when.say(web.last_seen_at))
            bits.text(f"{seen} · {web.address}", "row-sub")
        if is_here:
            bits.mark(words.SESSION_HERE, "good")
        else:
            bits.press(words.SESSION_CLOSE, on_close, look="quiet", size="small")


def key_row(token: ApiToken, when: When, *, on_revoke: Handler) -> None:
    """An API key by its name; the key itself is not kept."""
    with bits.box("stage-row").mark("key"):
        with bits.box("row-main"):
            bits.text(token.name, "row-title")
            bits.text(_last_used(token.last_used_at, when), "row-sub")
        bits.press(words.KEY_REVOKE, on_revoke, look="danger-quiet", size="small")


def _last_used(used_at: datetime | None, when: When) -> str:
    return words.KEY_USED.format(when=when.say(used_at)) if used_at else words.KEY_NEVER
