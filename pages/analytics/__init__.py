"""/analytics: how people come, pay and stay; who is behind each number; the numbers as files."""

from app.runtime import Runtime
from pages.analytics import files, members, screen

__all__ = ["build"]


def build(runtime: Runtime) -> None:
    screen.build(runtime)
    members.build(runtime)
    files.build(runtime)
