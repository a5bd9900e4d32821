"""What is read from an ASGI scope before anything is parsed. Decides nothing."""

from starlette.types import Scope


def find_header(scope: Scope, name: bytes) -> str | None:
    """The header's first value; `name` in lower case."""
    for key, value in scope["headers"]:
        if key == name:
            return str(value, "latin-1")
    return None


def wants_html(scope: Scope) -> bool:
    """Whether a person looks, and not a script."""
    path: str = scope["path"]
    if path.startswith("/api/") and path != "/api/docs":
        return False
    accept = find_header(scope, b"accept") or ""
    return "text/html" in accept or ("application/json" not in accept)
