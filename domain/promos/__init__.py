"""Promo codes: what a code takes off a price, for whom, how often, and what became of each use.

A use is reserved with the invoice, captured by its payment, and released when the order falls
through; a place is only ever taken by a conditional update, so there are never more than allowed.
What is sold and for how much is `domain.selling`.
"""

from domain.promos.holding import (
    capture_on_payment,
    hold,
    hold_again,
    release_forgotten,
    release_on_cancel,
    release_on_refund,
)
from domain.promos.judging import (
    Buyer,
    PromoRefused,
    Quote,
    buyer_by_pass,
    find_buyer,
    quote,
    quote_offered,
    quote_with,
)
from domain.promos.making import (
    Terms,
    add_code,
    add_many,
    change_code,
    make_default,
    remove_code,
    stop_all,
)
from domain.promos.rows import (
    CodeInUse,
    CodeTaken,
    PromoChanged,
    PromoCode,
    PromoKind,
    PromoReleased,
    PromoUse,
    UseState,
    find_code,
    find_default,
    get_code,
    list_codes,
)
from domain.promos.statistics import Spent, Used, count_uses, list_uses

__all__ = [
    "Buyer",
    "CodeInUse",
    "CodeTaken",
    "PromoChanged",
    "PromoCode",
    "PromoKind",
    "PromoRefused",
    "PromoReleased",
    "PromoUse",
    "Quote",
    "Spent",
    "Terms",
    "UseState",
    "Used",
    "add_code",
    "add_many",
    "buyer_by_pass",
    "capture_on_payment",
    "change_code",
    "count_uses",
    "find_buyer",
    "find_code",
    "find_default",
    "get_code",
    "hold",
    "hold_again",
    "list_codes",
    "list_uses",
    "make_default",
    "quote",
    "quote_offered",
    "quote_with",
    "release_forgotten",
    "release_on_cancel",
    "release_on_refund",
    "remove_code",
    "stop_all",
]
