"""How numbers are said: plurals and roubles."""

NBSP = "\N{NO-BREAK SPACE}"


def plural(n: int, one: str, few: str, many: str) -> str:
    """The form of the noun that goes with `n`, without the number itself."""
    n = abs(n)
    if n % 10 == 1 and n % 100 != 11:
        return one
    if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14):
        return few
    return many


def roubles(kopecks: int) -> str:
    """Thousands parted by a space, kopecks only when there are any."""
    whole, rest = divmod(abs(kopecks), 100)
    sign = "−" if kopecks < 0 else ""
    cents = f",{rest:02d}" if rest else ""
    return f"{sign}{whole:,}".replace(",", NBSP) + f"{cents}{NBSP}₽"
