"""The answers in the dashboard: the list, what has no answer yet, and a bench to try a question."""

from app.runtime import Runtime
from pages.faq import bench, listing, unanswered


def build(runtime: Runtime) -> None:
    """Every page of them."""
    listing.build(runtime)
    unanswered.build(runtime)
    bench.build(runtime)
