"""The landing as schema.org data: who trains, where, for how much. Invents nothing."""

from typing import Any

from pages.public.filters import absolute
from pages.public.views.landing import LandingView, TariffView

Node = dict[str, Any]


def structured(view: LandingView) -> Node:
    """One JSON-LD graph: the business with its offers, and the questions."""
    graph = [_business(view)]
    if view.questions:
        graph.append(_questions(view))
    return {"@context": "https://schema.org", "@graph": graph}


def _business(view: LandingView) -> Node:
    site = view.site
    node: Node = {
        "@type": "HealthAndBeautyBusiness",
        "@id": f"{site.url}/#business",
        "name": site.name,
        "url": f"{site.url}/",
        "description": view.seo_description,
    }
    told = {
        "telephone": site.contacts.phone,
        "email": site.contacts.email,
        "address": site.contacts.address,
        "image": site.images.photo and absolute(site.images.photo, site.url),
        "logo": site.images.logo and absolute(site.images.logo, site.url),
    }
    node |= {key: value for key, value in told.items() if value}
    if site.trainer_name:
        node["founder"] = {"@type": "Person", "name": site.trainer_name}
    if view.tariffs:
        node["makesOffer"] = [_offer(tariff, site.url) for tariff in view.tariffs]
    return node


def _offer(tariff: TariffView, url: str) -> Node:
    return {
        "@type": "Offer",
        "name": tariff.title,
        "description": tariff.description,
        "price": f"{tariff.price // 100}.{tariff.price % 100:02d}",
        "priceCurrency": "RUB",
        "url": f"{url}/buy/{tariff.code}",
    }


def _questions(view: LandingView) -> Node:
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": item.question,
                "acceptedAnswer": {"@type": "Answer", "text": item.answer},
            }
            for item in view.questions
        ],
    }
