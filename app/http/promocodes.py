"""Promo codes: a visitor asks what one would do; the trainer's scripts make and change them."""

import json
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app.addresses import client_address
from app.http.forms import Line, VisitorBody
from app.http.paging import Limit, page, read_cursor
from app.limits import Buckets, Rate
from app.runtime import Runtime
from app.throttle import TooManyTries
from app.words import errors as words
from domain import money, promos, tariffs
from domain.errors import Refused
from domain.money import NotMoney
from domain.promos import PromoCode, PromoKind, PromoRefused, Spent, Terms
from domain.promos.making import read_moment

GUESSES = Rate(30, 1 / 20)
"""Wrong codes from one network: a person mistypes a few times, a robot lists thousands."""
NETWORKS = 20_000
MONEY = ("min_amount", "floor")
MOMENTS = {"starts_at": False, "ends_at": True}

Money = Annotated[str, Field(max_length=20)]


class CheckBody(VisitorBody):
    code: Line
    tariff: Line
    client_token: Line | None = None


class TermsBody(BaseModel):
    """A code's terms. Money is text in roubles; a moment is ISO-8601, or the trainer's own day."""

    model_config = ConfigDict(extra="forbid")

    kind: PromoKind = PromoKind.PERCENT
    value: Money | int = "10"
    """Percent, or roubles."""
    starts_at: Line | None = None
    ends_at: Line | None = None
    max_uses: int | None = None
    max_per_person: int | None = None
    tariffs: list[Line] = Field(default_factory=list, max_length=100)
    first_purchase: bool = False
    min_amount: Money | None = None
    floor: Money | None = None
    tag: Line | None = None
    stage_id: UUID | None = None
    source: Line | None = None
    label: Annotated[str, Field(max_length=80)] = ""
    active: bool = True
    default: bool | None = None
    """Offered to every buyer by itself."""


class CodeBody(TermsBody):
    code: Line | None = None
    """Without one it is made up."""
    prefix: Line = ""
    count: int | None = Field(default=None, ge=1, le=1000)
    """So many made-up codes at once, each beginning with `prefix`."""


class Guesses:
    """How often one network may name codes that are none."""

    def __init__(self, runtime: Runtime) -> None:
        self._trusted = runtime.settings.trusted_proxies
        self._buckets = Buckets(GUESSES, NETWORKS)

    def miss(self, request: Request) -> None:
        """Count a wrong code; TooManyTries once there were too many."""
        wait = self._buckets.take(self._network(request))
        if wait:
            raise TooManyTries(wait)

    def are_over(self, request: Request) -> bool:
        """Whether this network has named so many that a link's code is not read for it now."""
        return self._buckets.is_empty(self._network(request))

    def _network(self, request: Request) -> str:
        return str(client_address(request.scope, self._trusted))


def build_public(runtime: Runtime, guesses: Guesses) -> APIRouter:
    router = APIRouter(prefix="/api/promocodes")

    @router.post("/check")
    async def check(body: CheckBody, request: Request) -> dict[str, Any]:
        async with runtime.db.read() as session:
            tariff = await tariffs.get_on_sale(session, body.tariff)
            buyer = await promos.buyer_by_pass(session, body.client_token)
            try:
                quoted = await promos.quote(session, tariff, body.code or " ", buyer)
            except PromoRefused as e:
                guesses.miss(request)
                reason = words.say_field("promo_code", e.fields["promo_code"])
                prices = _spell_prices(tariff.price, tariff.price)
                return {"valid": False, "reason": reason, **prices}
        return {"valid": True, **_spell_prices(quoted.price, quoted.total)}

    return router


def build(runtime: Runtime) -> APIRouter:
    router = APIRouter(prefix="/api/promocodes")
    _build_list(router, runtime)
    _build_one(router, runtime)
    return router


def _build_list(router: APIRouter, runtime: Runtime) -> None:
    zone = runtime.settings.timezone

    @router.get("")
    async def list_codes(
        active: bool | None = None, limit: Limit = 50, cursor: str | None = None
    ) -> dict[str, Any]:
        async with runtime.db.read() as session:
            rows = await promos.list_codes(
                session, is_active=active, before=read_cursor(cursor), limit=limit + 1
            )
            spent = await promos.count_uses(session, [row.id for row in rows])
        return page(rows, limit, [_spell(row, spent.get(row.id)) for row in rows])

    @router.post("", status_code=201)
    async def add(body: CodeBody) -> dict[str, Any]:
        """One code, or `count` of them that begin with `prefix`."""
        terms = Terms(**_read(body.model_dump(exclude={"code", "prefix", "count"}), zone))
        async with runtime.db.begin() as session:
            if body.code is None:
                rows = await promos.add_many(session, body.count or 1, body.prefix, terms)
            else:
                rows = [await promos.add_code(session, body.code, terms)]
            if body.default and len(rows) == 1:
                await session.flush()
                await promos.make_default(session, rows[0].id)
        if body.count is not None:
            return {"items": [_spell(row) for row in rows]}
        return _spell(rows[0])


def _build_one(router: APIRouter, runtime: Runtime) -> None:
    zone = runtime.settings.timezone

    @router.get("/{promo_id}")
    async def read(promo_id: UUID) -> dict[str, Any]:
        async with runtime.db.read() as session:
            promo = await promos.get_code(session, promo_id)
            spent = await promos.count_uses(session, [promo.id])
        return _spell(promo, spent.get(promo.id))

    @router.patch("/{promo_id}")
    async def change(promo_id: UUID, request: Request) -> dict[str, Any]:
        given = await _read_patch(request)
        async with runtime.db.begin() as session:
            promo = await promos.get_code(session, promo_id)
            given.setdefault("kind", promo.kind)
            is_default = given.pop("default", None)
            promo = await promos.change_code(session, promo_id, **_read(given, zone))
            if is_default is not None and is_default != promo.is_default:
                await promos.make_default(session, promo.id if is_default else None)
        return _spell(promo)

    @router.delete("/{promo_id}", status_code=204)
    async def remove(promo_id: UUID) -> Response:
        """Forget a code nobody has used; 409 for any other: switch it off."""
        async with runtime.db.begin() as session:
            await promos.remove_code(session, promo_id)
        return Response(status_code=204)


async def _read_patch(request: Request) -> dict[str, Any]:
    """Only the terms that were given, checked as all of them are."""
    try:
        body = TermsBody.model_validate(json.loads(await request.body()))
    except ValueError as e:
        raise Refused({"": "malformed"}) from e
    return body.model_dump(exclude_unset=True)


def _read(given: dict[str, Any], zone: str) -> dict[str, Any]:
    """The room's terms out of the wire's; Refused names each that is none."""
    wrong: dict[str, str] = {}
    terms = {key: value for key, value in given.items() if key != "default"}
    for key, is_end in MOMENTS.items():
        if terms.get(key):
            try:
                terms[key] = read_moment(terms[key], zone, is_end=is_end)
            except ValueError:
                wrong[key] = "malformed"
    of_money = [*MONEY, *(["value"] if terms["kind"] is not PromoKind.PERCENT else [])]
    for key in of_money:
        if terms.get(key) is not None:
            terms[key] = _read_money(str(terms[key]), key, wrong)
    if "value" in terms and "value" not in of_money:
        terms["value"] = _read_percent(str(terms["value"]), wrong)
    if "floor" in terms:
        terms["floor"] = terms["floor"] or 0
    if wrong:
        raise Refused(wrong)
    names = {"first_purchase": "is_first_purchase", "active": "is_active"}
    return {names.get(key, key): value for key, value in terms.items()}


def _read_money(text: str, key: str, wrong: dict[str, str]) -> int:
    try:
        return money.from_roubles(text)
    except NotMoney:
        wrong[key] = "not_a_number"
        return 0


def _read_percent(text: str, wrong: dict[str, str]) -> int:
    if text.isascii() and text.isdigit() and len(text) < 4:
        return int(text)
    wrong["value"] = "not_whole"
    return 0


def _spell_prices(price: int, total: int) -> dict[str, str]:
    return {
        "price": money.to_roubles(price),
        "discount": money.to_roubles(price - total),
        "total": money.to_roubles(total),
        "currency": "RUB",
    }


def _spell(promo: PromoCode, spent: Spent | None = None) -> dict[str, Any]:
    spent = spent or Spent()
    is_percent = promo.kind is PromoKind.PERCENT
    least = promo.min_amount
    return {
        "id": str(promo.id),
        "code": promo.code,
        "kind": promo.kind,
        "value": promo.value if is_percent else money.to_roubles(promo.value),
        "starts_at": promo.starts_at and promo.starts_at.isoformat(),
        "ends_at": promo.ends_at and promo.ends_at.isoformat(),
        "max_uses": promo.max_uses,
        "max_per_person": promo.max_per_person,
        "tariffs": promo.tariffs,
        "first_purchase": promo.is_first_purchase,
        "min_amount": None if least is None else money.to_roubles(least),
        "floor": money.to_roubles(promo.floor),
        "tag": promo.tag,
        "stage_id": promo.stage_id and str(promo.stage_id),
        "source": promo.source,
        "label": promo.label,
        "active": promo.is_active,
        "default": promo.is_default,
        "used": promo.used,
        "paid": spent.captured,
        "waiting": spent.reserved,
        "people": spent.people,
        "discount": money.to_roubles(spent.discount),
        "income": money.to_roubles(spent.income),
        "created_at": promo.created_at.isoformat(),
    }
