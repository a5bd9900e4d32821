"""Two keyboards: what was typed with the wrong layout on."""

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN = (
    "\u0439\u0446\u0443\u043a\u0435\u043d\u0433\u0448\u0449\u0437\u0445\u044a"
    "\u0444\u044b\u0432\u0430\u043f\u0440\u043e\u043b\u0434\u0436\u044d"
    "\u044f\u0447\u0441\u043c\u0438\u0442\u044c\u0431\u044e\u0451"
)
_TO_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)
_TO_LATIN = str.maketrans(_RUSSIAN, _LATIN)


def other_layout(text: str) -> str:
    """The keys of `text` pressed on the other layout; a Russian text becomes Latin."""
    lowered = text.lower()
    is_russian = any(letter in _RUSSIAN for letter in lowered)
    return lowered.translate(_TO_LATIN if is_russian else _TO_RUSSIAN)
