"""What a visitor sees when something did not work out, in the look of the trainer's site."""

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from app.guard import MOUNT
from app.http.errors import DrawError, Problem
from app.http.own_pages import render
from pages.public.press import Press
from pages.public.views import ErrorView


def draw_with(press: Press) -> DrawError:
    """Draws problems of the public site; the trainer's side keeps its own plain page."""

    async def draw(request: Request, problem: Problem) -> Response:
        if request.url.path.startswith(MOUNT):
            return HTMLResponse(render("error.html", request, problem=problem), problem.status)
        view = ErrorView(
            site=await press.site(),
            status=problem.status,
            code=problem.error_id,
            retry_after=problem.retry_after or 0,
        )
        return press.answer(request, view, problem.status)

    return draw
