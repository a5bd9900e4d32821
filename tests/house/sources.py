"""The house's own source files, for the laws to be read over."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("app", "domain", "pages", "components", "bot", "widget")


def sources(*, with_tests: bool = False) -> list[Path]:
    """Every Python file of ours, migrations left out."""
    folders = (*ROOMS, "tests", "benchmarks") if with_tests else ROOMS
    files = [p for folder in folders for p in (ROOT / folder).rglob("*.py")]
    return [ROOT / "main.py", *(p for p in files if "versions" not in p.parts)]


def name(path: Path) -> str:
    """The path as a person would write it."""
    return str(path.relative_to(ROOT))
