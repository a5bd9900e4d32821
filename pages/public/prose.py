"""Plain text with headings and lists, as blocks a template can draw. Makes no HTML itself."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Block:
    """`lines` has one line for headings and paragraphs, one per item for a list."""

    kind: Literal["h1", "h2", "p", "ul"]
    lines: tuple[str, ...]


def paragraphs(text: str) -> list[str]:
    """Parted by empty lines; single line breaks are only wrapping."""
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def blocks(text: str) -> list[Block]:
    """In reading order."""
    found: list[Block] = []
    for part in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.strip() for line in part.strip().splitlines() if line.strip()]
        while lines and lines[0].startswith("#"):
            found.append(_heading(lines.pop(0)))
        if lines:
            found.append(_body(lines))
    return found


def _heading(line: str) -> Block:
    return Block("h2" if line.startswith("##") else "h1", (line.lstrip("#").strip(),))


def _body(lines: list[str]) -> Block:
    if all(line.startswith("- ") for line in lines):
        return Block("ul", tuple(line[2:].strip() for line in lines))
    return Block("p", (" ".join(lines),))
