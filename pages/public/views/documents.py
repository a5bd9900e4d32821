"""Privacy, offer, the three consent texts, and errors."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from pages.public.views.site import SiteView


@dataclass(frozen=True)
class DocumentView:
    """A legal text with its placeholders filled.

    `text` is the plain form `pages.public.prose` reads: `#` and `##` headings, `- ` lists,
    paragraphs; anything else is shown as it stands. `kind` is the last part of its path.
    """

    template: ClassVar[str] = "document.html"

    site: SiteView
    kind: str
    text: str
    version: str = ""
    since: datetime | None = None


@dataclass(frozen=True)
class ErrorView:
    """Any refusal, by `status`. `retry_after` in seconds; `code` is what to tell the trainer."""

    template: ClassVar[str] = "error.html"

    site: SiteView
    status: int
    code: str = ""
    retry_after: int = 0
