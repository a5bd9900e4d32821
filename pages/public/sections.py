"""The trainer's sections, as `domain.site` keeps them, become views. Reads no rows itself."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from domain import site_blocks
from pages.public.palette import Colours
from pages.public.views.landing import LandingView, LeadForm, QuoteView, TariffView
from pages.public.views.site import (
    AboutView,
    ContactsView,
    EdgesView,
    FactView,
    HeroView,
    ImagesView,
    QuestionAnswerView,
    RequisitesView,
    SectionView,
    SiteView,
    TitledText,
)

Sections = Mapping[str, Any]


def site_view(
    sections: Sections,
    *,
    url: str,
    timezone: str = "Europe/Moscow",
    has_widget: bool = False,
    is_preview: bool = False,
) -> SiteView:
    """What every page needs of the sections; keys no view knows are passed over."""
    general, fonts = sections["general"], sections["fonts"]
    return SiteView(
        name=general["name"],
        url=url.rstrip("/"),
        trainer_name=general["trainer_name"],
        trainer_role=general["trainer_role"],
        city=general["city"],
        timezone=timezone,
        colours=Colours(**_texts(sections["colours"], Colours)),
        heading_font=fonts["heading"],
        body_font=fonts["body"],
        font_size=int(fonts["size"]),
        images=ImagesView(**_texts(sections["images"], ImagesView)),
        contacts=ContactsView(**_texts(sections["contacts"], ContactsView)),
        requisites=RequisitesView(**_texts(sections["requisites"], RequisitesView)),
        edges=EdgesView(**_texts(sections["edges"], EdgesView)),
        has_widget=has_widget,
        is_preview=is_preview,
    )


def landing_view(
    sections: Sections,
    site: SiteView,
    tariffs: Sequence[TariffView],
    lead: LeadForm,
    *,
    promo_text: str = "",
    reviews: Sequence[QuoteView] = (),
) -> LandingView:
    """The whole landing; `tariffs` are those on sale, in order."""
    questions = sections["questions"]
    return LandingView(
        site=site,
        seo_title=sections["seo"]["title"] or site.name,
        seo_description=sections["seo"]["description"],
        hero=_hero(sections["hero"]),
        lead=lead,
        for_whom=_titled(sections["for_whom"]["title"], sections["for_whom"]["items"]),
        about=AboutView(**_texts(sections["about"], AboutView)),
        how=_titled(sections["how"]["title"], sections["how"]["steps"]),
        tariffs_title=sections["tariffs"]["title"],
        tariffs=tuple(tariffs),
        promo_text=promo_text,
        reviews_title=sections["reviews"]["title"],
        reviews=tuple(reviews),
        questions_title=questions["title"],
        questions=tuple(
            QuestionAnswerView(item["question"], item["answer"]) for item in questions["items"]
        ),
        blocks=tuple(block.value for block in site_blocks.shown(sections["blocks"])),
    )


def _hero(hero: Sections) -> HeroView:
    facts = tuple(FactView(fact["value"], fact["label"]) for fact in hero.get("facts", ()))
    texts = {key: value for key, value in _texts(hero, HeroView).items() if key != "facts"}
    return HeroView(facts=facts, **texts)


def _titled(title: str, items: Iterable[Sections]) -> SectionView:
    return SectionView(title, tuple(TitledText(item["title"], item["text"]) for item in items))


def _texts(values: Sections, view: type) -> dict[str, str]:
    """The fields that `view` has, of those that are given."""
    return {key: values[key] for key in view.__annotations__ if key in values}
