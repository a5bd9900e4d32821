"""The dashboard's own icons: strokes on a 24-pixel field, drawn by CSS masks in the text's colour.

No icon font is loaded, and an icon is one empty element.
"""

from urllib.parse import quote

STROKES = {
    "today": "M13 2 4.5 13.5H11L10 22l9-12h-6.5z",
    "people": (
        "M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8M2.5 21c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6"
        "M16 3.3a4 4 0 0 1 0 7.4M18 15.4c2.2.7 3.5 2.7 3.5 5.6"
    ),
    "funnel": "M4 4v16M10 4v11M16 4v7M22 4v3",
    "money": "M3 6.5h18v11H3zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M6.5 12h.01M17.5 12h.01",
    "chart": "M4 3.5v17h17M8.5 16.5v-4M13 16.5v-9M17.5 16.5v-6.5",
    "barbell": "M7 6.5v11M4 9v6M17 6.5v11M20 9v6M7 12h10M1.8 12H4M20 12h2.2",
    "more": "M4 7h16M4 12h16M4 17h10",
    "search": "M10.5 17.5a7 7 0 1 0 0-14 7 7 0 0 0 0 14M15.5 15.5 21 21",
    "bell": "M6 16V10a6 6 0 1 1 12 0v6l1.5 2.5h-15zM10 21.5h4",
    "phone": (
        "M6 3h3l1.8 4.6L8.4 9.3a12 12 0 0 0 6.3 6.3l1.7-2.4L21 15v3a3 3 0 0 1-3 3C10.3 21 3"
        " 13.7 3 6a3 3 0 0 1 3-3z"
    ),
    "telegram": "M21.5 3.5 2.5 11l6 2.2L18 6.5l-7.3 8 6.6 5.2zM8.5 13.2V20l3.2-4",
    "whatsapp": "M3.5 20.5 5 16a8.5 8.5 0 1 1 3.3 3.2zM9 8.5c-.6 2.8 3.6 7 6.4 6.4",
    "mail": "M3 5.5h18v13H3zM3.5 6.5 12 13l8.5-6.5",
    "plus": "M12 4.5v15M4.5 12h15",
    "back": "M15 4.5 7.5 12l7.5 7.5",
    "next": "M9 4.5 16.5 12 9 19.5",
    "down": "M4.5 9l7.5 7.5L19.5 9",
    "up": "M4.5 15l7.5-7.5L19.5 15",
    "check": "M4.5 12.5 10 18 20 6.5",
    "close": "M5.5 5.5l13 13M18.5 5.5l-13 13",
    "moon": "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
    "gear": (
        "M12 15.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4M12 2.5v3M12 18.5v3M2.5 12h3"
        "M18.5 12h3M5.3 5.3l2.1 2.1M16.6 16.6l2.1 2.1M18.7 5.3l-2.1 2.1M7.4 16.6l-2.1 2.1"
    ),
    "warning": "M12 3.5 22 20H2zM12 10v4.5M12 17.3v.01",
    "exit": "M10 4H4.5v16H10M14.5 7.5 19 12l-4.5 4.5M9.5 12h9",
    "note": "M5 3.5h14v11l-6 6H5zM19 14.5h-6v6",
    "sheet": "M6 2.5h9l4 4v15H6zM9.5 11h6M9.5 15h6",
    "heart": "M12 20.5 4 12.6a5 5 0 0 1 8-6 5 5 0 0 1 8 6z",
    "clock": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 7v5.5l3.5 2",
    "filter": "M3 6h18M6.5 12h11M10 18h4",
    "merge": "M5 4v4c0 4 7 4 7 8v4M19 4v4c0 4-7 4-7 8",
    "download": "M12 3.5v12M6.5 10.5 12 16l5.5-5.5M4 20.5h16",
    "trash": "M4 6.5h16M9.5 6V3.5h5V6M6 6.5 7 20.5h10l1-14M10 10.5v6M14 10.5v6",
    "undo": "M8.5 4.5 4 9l4.5 4.5M4.5 9H15a5.5 5.5 0 0 1 0 11H9",
    "redo": "M15.5 4.5 20 9l-4.5 4.5M20 9H9a5.5 5.5 0 0 0 0 11h6",
    "swap": "M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4",
    "pencil": "M4 20l1-4.5L16 4.5l3.5 3.5-11 11zM13.5 7l3.5 3.5",
    "eye": (
        "M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12"
        "M12 14.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6"
    ),
    "shield": (
        "M12 2.5 4 5.5V11c0 5 3.4 8.8 8 10.5 4.6-1.7 8-5.5 8-10.5V5.5zM8.5 11.8l2.5 2.5 4.5-4.7"
    ),
    "move": "M4 12h14M13 6.5l5.5 5.5-5.5 5.5M4 6v12",
    "tag": "M3.5 3.5H12l8.5 8.5-8.5 8.5-8.5-8.5zM8 8v.01",
    "dots": "M5.5 12h.01M12 12h.01M18.5 12h.01",
    "chat": "M3.5 4.5h17v12H11l-4.5 4v-4h-3z",
    "plug": "M8.5 2.5v5M15.5 2.5v5M5.5 7.5h13V12a6.5 6.5 0 0 1-13 0zM12 18.5v3",
}
THICK = {"dots": 3.2}


def css() -> str:
    """A rule for each icon: `.i-phone` and so on."""
    return "".join(f".i-{name}{{--i:url('{_data_url(name)}')}}" for name in STROKES)


def _data_url(name: str) -> str:
    width = THICK.get(name, 1.9)
    drawing = (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='black' "
        f"stroke-width='{width}' stroke-linecap='round' stroke-linejoin='round'>"
        f"<path d='{STROKES[name]}'/></svg>"
    )
    return "data:image/svg+xml," + quote(drawing, safe="/:= ")
