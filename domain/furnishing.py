"""What a new house is furnished with: stages, tariffs, answers, scenarios.

Furnishing again adds what is missing and changes nothing that the trainer has touched.
"""

import tomllib
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import site
from domain.faq import furnish_faq
from domain.funnel import Pipeline, Stage, list_pipelines
from domain.scenarios import furnish_scenarios
from domain.tariffs import Tariff, list_tariffs


async def furnish(session: AsyncSession) -> None:
    """Put the default pipeline, catalogue and answers where there are none."""
    if not await list_pipelines(session):
        _furnish_funnel(session)
    if not await list_tariffs(session, on_sale=False):
        for position, row in enumerate(_read("tariffs")["tariffs"]):
            session.add(Tariff.model_validate({**row, "position": position}))
    await furnish_faq(session)
    await furnish_scenarios(session)


def _furnish_funnel(session: AsyncSession) -> None:
    funnel = _read("stages")
    pipeline = Pipeline(title=funnel["title"])
    session.add(pipeline)
    for position, row in enumerate(funnel["stages"]):
        places = {"position": position, "pipeline_id": pipeline.id}
        session.add(Stage.model_validate({**row, **places}))


def _read(name: str) -> dict[str, Any]:
    path = site.CONTENT / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
