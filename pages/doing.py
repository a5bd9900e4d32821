"""The part of a programme's page that tells what was done of it, live."""

from uuid import UUID

from app.runtime import Runtime
from components import bits
from components.programme_done import draw_done
from domain import clock
from domain.programmes import rows as programmes
from domain.progress.accounts import read_account
from domain.progress.reading import read_bare
from domain.progress.rows import PainReported, SessionFinished, SetsLogged
from pages.live import redraw_on


async def show_done(runtime: Runtime, programme_id: UUID) -> None:
    """Draw it here, and anew whenever the client logs something."""
    region = bits.box()

    async def redraw() -> None:
        async with runtime.db.read() as session:
            kept = await programmes.get_programme(session, programme_id)
            shown = await programmes.as_shown(session, kept)
            account = await read_account(session, [shown], clock.now().date())
        region.clear()
        with region:
            draw_done(read_bare(shown), account)

    await redraw()
    redraw_on(runtime, SetsLogged, SessionFinished, PainReported, refresh=redraw)
