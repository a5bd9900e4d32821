"""Everything that is opened at the start and closed at the end."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.chosen_model import ChosenModel
from app.db import Database
from app.faq_index import FaqIndex
from app.live import Live
from app.outbox import Outbox
from app.outside import Outside
from app.post import build_post
from app.printing import Printer
from app.reactions import build_reactions
from app.settings import Settings
from domain.ledger import Fact
from domain.messages import Post


@dataclass(frozen=True, kw_only=True)
class Runtime:
    settings: Settings
    db: Database
    outbox: Outbox
    live: Live
    outside: Outside
    post: Post
    printer: Printer
    retriever: FaqIndex
    """Finds what there is an answer to."""
    model: ChosenModel
    """Knows which language model talks now."""


def build_runtime(settings: Settings, outside: Outside) -> Runtime:
    """Wire the parts to each other; nothing is opened yet."""
    db = Database(settings.database_url)
    live = Live()
    printer = Printer(db, settings)
    post = build_post(db, settings, outside, printer)
    outbox = Outbox(db.begin, db.read, build_reactions(settings, outside, post))

    def spread_word(facts: Sequence[Fact]) -> None:
        live.tell(facts)
        outbox.nudge()

    db.on_facts = spread_word
    return Runtime(
        settings=settings,
        db=db,
        outbox=outbox,
        live=live,
        outside=outside,
        post=post,
        printer=printer,
        retriever=FaqIndex(db.read, db.begin, live, outside.encoder),
        model=ChosenModel(settings, db.read, outside.talker),
    )
