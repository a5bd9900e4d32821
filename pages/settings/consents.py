"""/settings/consents: the texts people agree to, version by version; a new one is published."""

from collections.abc import Sequence

from nicegui import ui

from app.runtime import Runtime
from app.words import settings as words
from app.words.days import say_moment
from components import bits
from domain import clock, consent_versions, consents
from domain.consent_versions import Version
from domain.consents import ConsentKind
from pages.settings.desk import desk
from pages.told import told_in_words


def build(runtime: Runtime) -> None:
    @ui.page("/settings/consents")
    async def consents_page() -> None:
        with desk(runtime, words.PLACES["consents"][1], "consents"):
            await _Screen(runtime).open()


class _Screen:
    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def open(self) -> None:
        bits.text(words.CONSENT_NOTE, "soft")
        self._region = bits.box("stack")
        self._papers = bits.box()
        await self._draw()

    async def _draw(self) -> None:
        async with self._runtime.db.read() as session:
            versions = await consent_versions.list_versions(session)
        self._region.clear()
        with self._region:
            for kind, known in versions.items():
                self._draw_kind(kind, known)

    def _draw_kind(self, kind: ConsentKind, known: Sequence[Version]) -> None:
        title, why = words.CONSENT[kind]
        with bits.sheet(title):
            bits.text(why, "why")
            with bits.box("rows"):
                for version in known:
                    self._draw_version(title, version)
            with bits.box("case"):
                body = known[0].text.body if known else ""

                def edit() -> None:
                    self._edit(kind, title, body)

                button = bits.press(words.CONSENT_EDIT, edit, look="quiet", size="small")
                button.mark(f"edit-{kind}")

    def _draw_version(self, title: str, version: Version) -> None:
        text = version.text
        made = say_moment(text.created_at, clock.now(), self._runtime.settings.timezone)

        def show() -> None:
            self._papers.clear()
            with self._papers, bits.paper(title, words.CLOSE) as dialog:
                bits.text(text.body, "said")
            dialog.open()

        with bits.box("stage-row"):
            with bits.box("row-main"):
                said = words.CONSENT_VERSION.format(version=text.version, when=made)
                bits.text(said, "row-title")
                bits.text(
                    f"{words.agreed(version.standing)} · SHA-256 {text.sha256[:12]}", "row-sub"
                )
            bits.press(words.CONSENT_SHOW, show, look="bare", size="small")

    def _edit(self, kind: ConsentKind, title: str, body: str) -> None:
        self._papers.clear()
        with self._papers, bits.paper(title, words.CLOSE) as dialog:
            field = bits.field("", body, lines=8).mark("body")

            async def publish() -> None:
                with told_in_words():
                    await self._publish(kind, str(field.value or ""))
                    dialog.close()

            with bits.box("paper-foot"):
                bits.press(words.CONSENT_PUBLISH, publish)
        dialog.open()

    async def _publish(self, kind: ConsentKind, body: str) -> None:
        text = consent_versions.clean_body(body)
        async with self._runtime.db.begin() as session:
            current = (await consents.current_texts(session)).get(kind)
            made = await consents.publish_text(session, kind, text)
        is_same = current is not None and current.id == made.id
        said = words.CONSENT_PUBLISHED.format(version=made.version)
        ui.notify(words.CONSENT_SAME if is_same else said)
        await self._draw()
