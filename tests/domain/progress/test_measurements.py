"""The journal of a body."""

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import Refused
from domain.progress.measurements import list_measurements, measure
from domain.progress.rows import Kind
from tests import made
from tests.domain.progress.given import MONDAY


async def test_a_point_is_corrected_and_emptied(session: AsyncSession) -> None:
    anna = await made.client(session)
    await measure(session, anna.id, "before", {Kind.WEIGHT: 64_500, Kind.WAIST: 720}, on=MONDAY)
    await measure(session, anna.id, "week_1", {Kind.WEIGHT: 64_000}, on=MONDAY)

    await measure(session, anna.id, "before", {Kind.WEIGHT: 64_600, Kind.WAIST: None}, on=MONDAY)

    found = await list_measurements(session, anna.id)
    assert [(m.point, m.kind, m.value) for m in found] == [
        ("before", Kind.WEIGHT, 64_600),
        ("week_1", Kind.WEIGHT, 64_000),
    ]


async def test_impossible_measures_are_refused_by_field(session: AsyncSession) -> None:
    anna = await made.client(session)

    with pytest.raises(Refused) as refused:
        await measure(session, anna.id, "week_13", {Kind.WEIGHT: 6_450, Kind.ARMS: 5000}, on=MONDAY)

    assert set(refused.value.fields) == {"point", "weight", "arms"}
