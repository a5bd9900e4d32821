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
)
from domain.payments.doubts import (
    Doubt,
    DoubtKind,
    DoubtRaised,
    DoubtSettled,
    doubt_stranger,
    get_doubt,
    list_doubts,
    settle_doubt,
)
<<<<<<< /tmp/lab/money/c
from domain.payments.failover import place_somewhere
=======
from domain.payments.polling import check_due
>>>>>>> /tmp/lab/money/n
from domain.payments.providers import (
    Bill,
    KeyReused,
    ListsPayments,
    Notice,
    NoticeRefused,
    NotOurs,
    NotReached,
    Order,
    PaymentProvider,
    Providers,
    Refund,
    RefundsByHand,
    RefundStatus,
    WrongKeys,
)
from domain.payments.reconciling import list_unreconciled, reconcile
from domain.payments.refund_checks import (
    RefundStuck,
    check_refund,
    list_due_refunds,
    list_refunds_by_hand,
    postpone_refund,
)
from domain.payments.refunding import (
    MoneyReturned,
    NotRefundable,
    RefundAsked,
    Refunding,
    RefundRefused,
    RefundTooBig,
    ask_refund,
    carry_refund,
    get_refunding,
    kept,
    list_refunds,
    mark_returned_by_hand,
    sum_paid,
    sum_refunds,
)
from domain.payments.repeats import doubt_repeated
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
    list_payments,
)

__all__ = [
    "OPEN",
    "RANK",
    "Bill",
    "CheckAsked",
    "Doubt",
    "DoubtKind",
    "DoubtRaised",
    "DoubtSettled",
    "KeyReused",
    "ListsPayments",
    "MoneyReturned",
    "NotOurs",
    "NotReached",
    "NotRefundable",
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
    "RefundAsked",
    "RefundRefused",
    "RefundStatus",
    "RefundStuck",
    "RefundTooBig",
    "Refunding",
    "RefundsByHand",
    "Status",
    "WrongKeys",
    "ask_for",
    "ask_refund",
    "ask_to_check",
    "carry_refund",
    "check",
    "check_asked",
    "check_due",
    "check_notice",
    "check_refund",
    "doubt_repeated",
    "doubt_stranger",
    "find_by_external_id",
    "get_doubt",
    "get_payment",
    "get_refunding",
    "kept",
    "list_doubts",
    "list_due_refunds",
    "list_payments",
    "list_refunds",
    "list_refunds_by_hand",
    "list_unreconciled",
    "mark_returned_by_hand",
    "place",
<<<<<<< /tmp/lab/money/c
    "place_somewhere",
    "postpone_check",
=======
>>>>>>> /tmp/lab/money/n
    "postpone_refund",
    "reconcile",
    "settle_doubt",
    "sum_paid",
    "sum_refunds",
]
