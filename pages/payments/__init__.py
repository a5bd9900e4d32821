"""/payments: what came in and what waits; /payments/ID: one payment's story."""

from uuid import UUID

from nicegui import ui

from app.runtime import Runtime
from app.words import payments as words
from components import bits
from pages.frame import frame
from pages.payments.listing import Filters, PaymentList
from pages.payments.one import OnePayment


def build(runtime: Runtime) -> None:
    @ui.page("/payments")
    async def payments_page(status: str = "", period: str = "", provider: str = "") -> None:
        filters = Filters.read(status, period, provider)
        with frame(runtime, words.TITLE, "payments"), bits.box("stack"):
            await PaymentList(runtime, filters).open()

    @ui.page("/payments/{payment_id}")
    async def payment_page(payment_id: UUID) -> None:
        with frame(runtime, words.TITLE, "payments", back="/payments"), bits.box("stack"):
            await OnePayment(runtime, payment_id).open()
