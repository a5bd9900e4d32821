"""What a visitor sees when something did not work out: calm, in the site's own look."""

from collections.abc import AsyncIterator

import httpx
import pytest

from app.limits import UNLIMITED
from app.runtime import Runtime
from app.server import build_server
from pages.public.build import build_public
from pages.public.errors import draw_with
from pages.public.press import Press
from tests.visiting import visit


@pytest.fixture
async def visitor(runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    press = Press(runtime)
    routers = build_public(runtime, press)
    site = build_server(runtime, routers, limits=UNLIMITED, draw_error=draw_with(press))
    async with visit(site) as client:
        yield client


async def test_a_page_that_is_not_there_says_so_in_the_sites_own_look(
    visitor: httpx.AsyncClient,
) -> None:
    page = await visitor.get("/nowhere")
    assert page.status_code == 404
    assert "Такой страницы нет" in page.text
    assert "D&amp;K FitBody" in page.text


async def test_a_link_cut_short_shows_nothing_but_a_calm_word(visitor: httpx.AsyncClient) -> None:
    page = await visitor.get("/p/cut-short")
    assert (page.status_code, "Такой страницы нет" in page.text) == (404, True)


async def test_a_script_is_answered_in_json(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/api/purchases/nothing", headers={"accept": "application/json"})
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not_found"
