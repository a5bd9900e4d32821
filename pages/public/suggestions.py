"""What a client may do next, as his cabinet shows it: the twin of the bot's /recommend."""

from urllib.parse import urlencode

from app.words import recommendations as words
from domain import people
from domain.cabinets import Cabinet
from domain.ledger import Transaction
from domain.recommendations import Suggestion, Why, recommend
from pages.public.views import SuggestionView

TRAINING = frozenset({Why.BEGIN, Why.MISSED, Why.NEXT})
JOURNAL = frozenset({Why.WAIST, Why.PROGRESS})


async def suggest(session: Transaction, cabinet: Cabinet) -> tuple[SuggestionView, ...]:
    """Only to the card's own bearer: from what is suggested another could tell what is known."""
    if not cabinet.granted.is_proven:
        return ()
    client = await people.get_client(session, cabinet.client_id)
    return tuple(
        SuggestionView(
            title=words.title(one),
            reason=words.REASON[one.why],
            label=words.BUY if one.tariff is not None else words.BUTTON[one.why],
            url=_url(cabinet, one),
        )
        for one in await recommend(session, client)
    )


def _url(cabinet: Cabinet, one: Suggestion) -> str:
    token = cabinet.granted.token
    if one.tariff is not None:
        return f"/buy/{one.tariff.code}?{urlencode({'token': token})}"
    if one.why is Why.INTAKE:
        return f"/start/{token}"
    if one.why in JOURNAL:
        return f"/c/{token}/progress"
    newest = next((row for row in cabinet.programmes if row.may_be_seen), None)
    return f"/p/{newest.token}/today" if newest and one.why in TRAINING else "/#lead"
