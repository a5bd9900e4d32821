"""Whom we believe to be who he says he is, on every connection outward."""

import ssl

import certifi

from app.settings import Settings


def trust(settings: Settings) -> ssl.SSLContext:
    """Whom we believe: what the system does, what certifi does, and CA_BUNDLE's own."""
    context = ssl.create_default_context()
    # A slim image may have no certificates of its own.
    context.load_verify_locations(certifi.where())
    if settings.ca_bundle is not None:
        context.load_verify_locations(settings.ca_bundle)
    return context
