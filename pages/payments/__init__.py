"""/payments: what came in and what waits, also as a spreadsheet; /payments/ID: one's story."""

from uuid import UUID

from fastapi import Request
from nicegui import ui

from app.runtime import Runtime
from app.words import payments as words
from components import bits
from pages.frame import frame
from pages.payments import sheet
from pages.payments.filters import Filters
from pages.payments.listing import PaymentList
from pages.payments.one import OnePayment


def build(runtime: Runtime) -> None:
    @ui.page("/payments")
    async def payments_page(request: Request) -> None:
        filters = Filters.read(request.query_params)
        with frame(runtime, words.TITLE, "payments"), bits.box("stack"):
            await PaymentList(runtime, filters).open()

    sheet.build(runtime)

    @ui.page("/payments/{payment_id}")
    async def payment_page(payment_id: UUID) -> None:
        with frame(runtime, words.TITLE, "payments", back="/payments"), bits.box("stack"):
            await OnePayment(runtime, payment_id).open()
