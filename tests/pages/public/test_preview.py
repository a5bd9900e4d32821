"""The draft is drawn as the site would be, with nothing in it that acts."""

import httpx
from fastapi import FastAPI

from app.runtime import Runtime
from domain import site_drafts
from pages.public import preview
from pages.public.press import Press
from tests.pages.markup import read


async def test_the_preview_has_the_drafts_words_and_blocks_and_nothing_that_acts(
    runtime: Runtime,
) -> None:
    async with runtime.db.begin() as session:
        await site_drafts.keep_draft(session, "hero", {"title": "Черновик"})
        await site_drafts.keep_draft(
            session, "blocks", {"order": ["lead", "about", "how"], "hidden": ["how", "tariffs"]}
        )
    api = FastAPI()
    api.include_router(preview.build(Press(runtime)))

    transport = httpx.ASGITransport(api)
    async with httpx.AsyncClient(transport=transport, base_url="http://us") as trainer:
        text = (await trainer.get("/crm/preview")).text

    page = read(text)
    blocks = [e.attributes["data-block"] for e in page.elements if "data-block" in e.attributes]
    assert [title.text for title in page.every("h1")] == ["Черновик"]
    assert blocks == ["hero", "lead", "about", "for_whom", "questions"]
    assert [e.attributes.get("type") for e in page.every("script")] == ["application/ld+json"]
    assert "inert" in page.every("form")[0].attributes
