"""Every door to the outside has a stand-in that speaks its wire."""

from tests.house.sources import ROOT


def test_every_gateway_has_a_twin() -> None:
    gateways = {p.stem for p in (ROOT / "app" / "gateways").glob("*.py")}
    twins = {p.stem for p in (ROOT / "app" / "standins").glob("*.py")}
    assert gateways <= twins
