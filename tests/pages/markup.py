"""A page taken apart, so that tests can ask what a reader or a browser would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "img", "br", "rect", "circle"}
LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    text: str = ""
    parents: tuple[str, ...] = ()


@dataclass
class Page:
    elements: list[Element] = field(default_factory=list)

    def every(self, *tags: str) -> list[Element]:
        return [e for e in self.elements if e.tag in tags]

    @property
    def ids(self) -> list[str]:
        return [e.attributes["id"] for e in self.elements if "id" in e.attributes]

    @property
    def loads(self) -> list[str]:
        """Addresses the browser fetches by itself; canonical links are only told."""
        return [
            e.attributes[LOADED[e.tag]]
            for e in self.elements
            if LOADED.get(e.tag) in e.attributes and e.attributes.get("rel") != "canonical"
        ]

    @property
    def unlabelled(self) -> list[str]:
        """Fields for a person that no label names."""
        named = {e.attributes.get("for") for e in self.every("label")}
        return [
            e.attributes.get("name", "?")
            for e in self.every("input", "select", "textarea")
            if e.attributes.get("type") != "hidden"
            and e.attributes.get("id") not in named
            and "label" not in e.parents
        ]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {k: v or "" for k, v in attrs})
        made.parents = tuple(e.tag for e in self.open)
        self.page.elements.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.open and tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].tag != tag:
            raise AssertionError(f"</{tag}> closes nothing; open: {[e.tag for e in self.open]}")
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def read(html: str) -> Page:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.open:
        raise AssertionError(f"left open: {[e.tag for e in reader.open]}")
    return reader.page
