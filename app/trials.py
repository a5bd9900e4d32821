"""Trying a door by hand: a letter to oneself, to see that mail works.

It goes past the post's gate on purpose: whoever presses the button asks for it and waits for
the answer. No transaction is open meanwhile.
"""

from uuid import uuid4

from domain.messages import Channel, Letter


async def send_trial_letter(channel: Channel, address: str, subject: str, text: str) -> None:
    """Hand a letter over at once.

    Raises:
        GatewayUnavailable: the server did not take it now.
        GatewayRefused: it never will.
    """
    letter = Letter(subject=subject, text=text, message_id=uuid4().hex, is_automatic=False)
    await channel.deliver(address, letter)
