"""What a notice to the owner carries beside its words: the buttons to answer and to call."""

from app.seals import ANSWER
from app.words import letters
from app.words.letters import Matter, Words
from domain.messages import Message

Buttons = tuple[tuple[str, str], ...]


def presses_of(message: Message) -> Buttons:
    """A notice that speaks of somebody can be answered where it is read."""
    is_about_somebody = message.client_id is None and "client_id" in message.about
    return ((letters.ANSWER, f"{ANSWER}/{message.id.hex}"),) if is_about_somebody else ()


def copies_of(message: Message, matter: Matter) -> Buttons:
    """The owner's way to call: a messenger makes no button of a telephone number."""
    phones = [contact for contact in matter.contacts if contact.startswith("+")]
    if message.client_id is not None or not phones:
        return ()
    return ((letters.COPY_PHONE, phones[0]),)


def press_further(words: Words, matter: Matter) -> Buttons:
    """Every offer but the letter's own button, taken in the chat."""
    taken = words.button[1] if words.button else ""
    further = [offer for offer in words.offers if offer.press and offer.url != taken]
    return tuple((letters.choose(offer)[0], offer.press) for offer in further)


def press_instead(words: Words, matter: Matter) -> str | None:
    """What the bot does where a letter's button leads to a page: offers are taken in the chat."""
    if words.button is None:
        return None
    return next((offer.press for offer in matter.offers if offer.url == words.button[1]), None)
