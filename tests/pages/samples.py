"""Believable views for every public template. The words stand in `samples.json` and in content."""

import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pages.public import views
from pages.public.render import View
from pages.public.sections import landing_view, site_view
from pages.public.views import LandingView, LeadForm, SiteView, TariffView

CONTENT = Path(__file__).parents[2] / "domain" / "content"
SAMPLES: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "samples.json").read_text(encoding="utf-8")
)
SECTIONS = tomllib.loads((CONTENT / "site.toml").read_text(encoding="utf-8"))


def site() -> SiteView:
    return site_view(SECTIONS, url="https://fit.example")


def tariffs() -> tuple[TariffView, ...]:
    rows = tomllib.loads((CONTENT / "tariffs.toml").read_text(encoding="utf-8"))["tariffs"]
    fields = TariffView.__annotations__
    return tuple(
        TypeAdapter(TariffView).validate_python({k: v for k, v in row.items() if k in fields})
        for row in rows
    )


def landing(lead: LeadForm | None = None) -> LandingView:
    return landing_view(SECTIONS, site(), tariffs(), lead or LeadForm(form_id="f1"))


def view(name: str) -> View:
    """The sample called `name`, whole."""
    sample = SAMPLES[name]
    if sample["view"] == "LandingView":
        return landing(_make(LeadForm, sample["lead"]) if "lead" in sample else None)
    data = dict(sample["data"], site=site())
    if "document" in sample:
        data["text"] = _document(sample["document"])
    if "tariff" in sample:
        data["tariff"] = tariffs()[sample["tariff"]]
    made: View = _make(getattr(views, sample["view"]), data)
    return made


def with_site(sample: View, **changes: Any) -> View:
    """The same page on a site with other settings."""
    made: View = replace(sample, site=replace(sample.site, **changes))  # type: ignore[type-var]
    return made


def _make(kind: Any, data: dict[str, Any]) -> Any:
    return TypeAdapter(kind).validate_python(data)


def _document(name: str) -> str:
    text = (CONTENT / "documents" / f"{name}.md").read_text(encoding="utf-8")
    return re.sub("{{(\\w+)}}", "________", text)
