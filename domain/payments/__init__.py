"""Payments: asking for money and learning that it came.

A payment row, its key and its body are committed before the provider is called; whatever the
provider or anybody else says later, only what he answers when asked is believed, and a state
only climbs.
"""

from domain.payments.asking import (
    ask_for,
    ask_to_check,
    check,
    check_asked,
    check_notice,
    place,
    postpone_check,
)
from domain.payments.providers import (
    Bill,
    Notice,
    NoticeRefused,
    Order,
    PaymentProvider,
    Providers,
    Refund,
    RefundsByHand,
    RefundStatus,
    WrongKeys,
)
from domain.payments.rows import (
    OPEN,
    RANK,
    CheckAsked,
    NothingToPayWith,
    Payment,
    PaymentCancelled,
    PaymentCreated,
    PaymentDisputed,
    PaymentPaid,
    PaymentRefunded,
    Status,
    find_by_external_id,
    get_payment,
    list_due_checks,
    list_payments,
    sum_paid,
)

__all__ = [
    "OPEN",
    "RANK",
    "Bill",
    "CheckAsked",
    "NothingToPayWith",
    "Notice",
    "NoticeRefused",
    "Order",
    "Payment",
    "PaymentCancelled",
    "PaymentCreated",
    "PaymentDisputed",
    "PaymentPaid",
    "PaymentProvider",
    "PaymentRefunded",
    "Providers",
    "Refund",
    "RefundStatus",
    "RefundsByHand",
    "Status",
    "WrongKeys",
    "ask_for",
    "ask_to_check",
    "check",
    "check_asked",
    "check_notice",
    "find_by_external_id",
    "get_payment",
    "list_due_checks",
    "list_payments",
    "place",
    "postpone_check",
    "sum_paid",
]
