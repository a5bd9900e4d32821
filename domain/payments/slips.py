"""Where a cash register's receipt goes, and what stands on that of a part given back."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.contacts import ContactKind
from domain.payments.providers import Slip
from domain.payments.rows import Payment
from domain.people import list_contacts


async def find_receipt_address(session: AsyncSession, client_id: UUID | None) -> str | None:
    """The e-mail he came with, else the phone: the first of each, for a retried body is the same.

    It is not kept with the payment, which outlives its person.
    """
    if client_id is None:
        return None
    known = await list_contacts(session, client_id)
    for kind in (ContactKind.EMAIL, ContactKind.PHONE):
        for contact in known:
            if contact.kind is kind:
                return contact.value
    return None


async def write_slip(session: AsyncSession, payment: Payment, amount: int) -> Slip | None:
    """What to print when `amount` goes back of the payment; None when that is all of it."""
    if amount >= payment.amount:
        return None
    address = await find_receipt_address(session, payment.client_id)
    return Slip(description=payment.description, amount=amount, receipt_to=address)
