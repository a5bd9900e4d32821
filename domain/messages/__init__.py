"""Messages: one gate for everything that is said to a person, or to the owner.

A cause queues a message in its own transaction (`queue`); it is put into words and carried later
(`Post`), after the gate was asked again. What the words are is `app.words.letters`; the channels
are gateways.
"""

from domain.messages.queueing import queue
from domain.messages.rows import (
    AddressBlocked,
    Addresses,
    AddressRefused,
    Block,
    Channel,
    DeliveryInDoubt,
    Letter,
    Message,
    MessageFailed,
    MessageQueued,
    MessageSent,
    MessageSkipped,
    Preference,
    Purpose,
    Reason,
    State,
    UnsubscribeKey,
    Unsubscribed,
)

__all__ = [
    "AddressBlocked",
    "AddressRefused",
    "Addresses",
    "Block",
    "Channel",
    "DeliveryInDoubt",
    "Letter",
    "Message",
    "MessageFailed",
    "MessageQueued",
    "MessageSent",
    "MessageSkipped",
    "Preference",
    "Purpose",
    "Reason",
    "State",
    "UnsubscribeKey",
    "Unsubscribed",
    "queue",
]
