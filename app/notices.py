"""Reading kept knocks: what each provider's notice asks of us.

A notice names a payment, and the provider is asked about it; only where he cannot be asked is a
signed notice the proof.
"""

from app import inbox
from app.inbox import Knock, KnockKept
from domain import payments
from domain.ledger import Begin
from domain.payments import Notice, Providers


async def read_notice(fact: KnockKept, begin: Begin, providers: Providers) -> None:
    """Ask the provider about the payment that a notice names, and note what became of it."""
    async with begin() as session:
        knock = await session.get_one(Knock, fact.knock_id)
    if knock.judged_at is not None:
        return
    if fact.source not in providers:
        verdict = "not_configured"
    else:
        notice = Notice.model_validate(knock.body)
        verdict = await payments.check_notice(begin, fact.source, notice, providers)
    async with begin() as session:
        await inbox.judge(session, fact.knock_id, verdict)
