"""We and YooMoney mean the same: signatures by its own documents, nothing believed without one."""

from urllib.parse import urlencode

import httpx
import pytest

from app.gateways.yoomoney import YooMoney
from app.standins.yoomoney import SECRET, TOKEN, WALLET, YooMoneyStandIn
from domain.errors import GatewayUnavailable
from domain.payments import NobodyToAsk, NoticeRefused, Status
from tests.house.sources import ROOT

PAYLOADS = ROOT / "tests" / "payloads" / "yoomoney"
CARD = (PAYLOADS / "card_incoming.txt").read_bytes()
OLD = (PAYLOADS / "p2p_incoming_old_hash.txt").read_bytes()


def gateway(wallet: YooMoneyStandIn, *, takes_old_hash: bool = False) -> YooMoney:
    transport = httpx.ASGITransport(wallet.app)
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    http = httpx.AsyncClient(transport=transport, base_url="http://yoomoney/", headers=bearer)
    return YooMoney(http, WALLET, SECRET, has_token=True, takes_old_hash=takes_old_hash)


def test_a_signature_is_the_one_of_its_documents() -> None:
    """YM-02, YM-05: what the payer gave is told, not what the fee left of it."""
    notice = gateway(YooMoneyStandIn()).read_notice(CARD)
    assert notice.signed is not None
    told = (notice.external_id, notice.operation_id, notice.signed.status, notice.signed.amount)
    assert told == ("ord_7f3a", "904035776918098009", Status.PAID, 150_000)


def test_the_older_hash_is_believed_only_by_a_setting() -> None:
    """YM-03: it does not cover what the payer gave, so a sum added to it counts for nothing."""
    richer = OLD + b"&withdraw_amount=90000.00"
    with pytest.raises(NoticeRefused, match="forged"):
        gateway(YooMoneyStandIn()).read_notice(OLD)
    signed = gateway(YooMoneyStandIn(), takes_old_hash=True).read_notice(richer).signed
    assert signed is not None
    assert (signed.amount, signed.pays(31_500), signed.pays(32_000)) == (30_000, True, False)


@pytest.mark.parametrize(
    ("raw", "verdict"),
    [
        (b"", "unreadable"),
        (b"\xff", "unreadable"),
        (CARD + b"&label=mine", "unreadable"),
        (CARD.replace(b"1500.00", b"1500.01"), "forged"),
        (CARD + b"&unheard=of", "forged"),
        (CARD[:-64] + "ю".encode(), "forged"),
    ],
)
def test_what_is_changed_or_is_no_notice_is_refused(raw: bytes, verdict: str) -> None:
    """YM-02: a field doubled, a kopeck, a field more, no signature at all."""
    with pytest.raises(NoticeRefused, match=verdict):
        gateway(YooMoneyStandIn()).read_notice(raw)


async def test_a_history_tells_what_came_for_a_label_and_no_other() -> None:
    wallet = YooMoneyStandIn()
    wallet.pay("mine", 150_010)
    wallet.pay("another", 999_900)
    bill = await gateway(wallet).look_up("mine")
    assert (bill.status, bill.pays(150_010), bill.pays(160_000)) == (Status.PAID, True, False)

    wallet.down = True
    with pytest.raises(GatewayUnavailable):
        await gateway(wallet).look_up("mine")


async def test_without_a_token_only_a_notice_tells() -> None:
    """YM-13: what is not known is not said, so nothing that was paid is ever missed."""
    wallet = YooMoneyStandIn()
    deaf = YooMoney(httpx.AsyncClient(), WALLET, SECRET, has_token=False)
    notice = deaf.read_notice(urlencode(wallet.pay("mine", 150_000)).encode())
    assert (await deaf.look_up("mine", notice)).status is Status.PAID
    with pytest.raises(NobodyToAsk):
        await deaf.look_up("mine")
