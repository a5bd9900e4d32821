"""`python -m benchmarks [NAME …]`: measures the figures of docs/BENCHMARKS.md here and now."""

import sys

from benchmarks import (
    board,
    bot,
    clients,
    dashboards,
    editor,
    faq,
    install,
    landing,
    leads,
    papers,
    passwords,
    payments,
    programmes,
    routes,
    start,
    talk,
)
from benchmarks.figures import take_precedence

ALL = {
    "start": start,
    "leads": leads,
    "landing": landing,
    "clients": clients,
    "board": board,
    "dashboards": dashboards,
    "editor": editor,
    "faq": faq,
    "routes": routes,
    "passwords": passwords,
    "programmes": programmes,
    "papers": papers,
    "payments": payments,
    "talk": talk,
    "bot": bot,
    "install": install,
}


def main(names: list[str]) -> int:
    """Measure those named, or all; how many figures were missed."""
    unknown = set(names) - set(ALL)
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(ALL)}")
        return 2
    take_precedence()
    missed = 0
    print("figure | must | measured | ratio | ")
    for name in names or ALL:
        for figure in ALL[name].measure():
            print(figure.line(), flush=True)
            missed += not figure.holds
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
