"""What the pages of payments share: which facts change them, and on whose clock they speak."""

from app.runtime import Runtime
from components.payment_list import When
from domain import cards, clock, payments
from domain.ledger import Fact

CHANGES: tuple[type[Fact], ...] = (
    payments.PaymentCreated,
    payments.PaymentPaid,
    payments.PaymentCancelled,
    payments.PaymentRefunded,
    payments.PaymentDisputed,
    payments.MoneyReturned,
    cards.ClientsMerged,
    cards.ClientErased,
)


def when_of(runtime: Runtime) -> When:
    """Now, on the business's own clock."""
    return When(clock.now(), runtime.settings.timezone)
