"""The API's reference: OpenAPI, and a page drawn from it, for whoever may call the API.

The page is ours: the usual ones fetch their scripts from a foreign server.
"""

from typing import Any

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from starlette.responses import HTMLResponse, RedirectResponse

from app.access import access_of, require_api
from app.http.own_pages import render
from app.scopes import find_header, wants_html
from domain.users import NotSignedIn

METHODS = ("get", "post", "put", "patch", "delete")


def build(api: FastAPI) -> APIRouter:
    router = APIRouter(prefix="/api", include_in_schema=False)

    @router.get("/openapi.json", dependencies=[Depends(require_api)])
    async def openapi() -> dict[str, Any]:
        return api.openapi()

    @router.get("/docs")
    async def docs(request: Request) -> Response:
        try:
            await access_of(request).check_api(request.scope)
        except NotSignedIn:
            is_person = find_header(request.scope, b"authorization") is None
            if is_person and wants_html(request.scope):
                return RedirectResponse("/crm/login?next=/api/docs", 303)
            raise
        return HTMLResponse(render("reference.html", request, groups=_groups(api.openapi())))

    return router


def _groups(schema: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The calls by the first word of their path, each with its parameters and its body's fields."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, calls in schema["paths"].items():
        _, api, word, *_ = f"{path}//".split("/")
        for method in METHODS:
            if api == "api" and method in calls:
                groups.setdefault(word, []).append(_call(schema, method, path, calls[method]))
    return groups


def _call(schema: dict[str, Any], method: str, path: str, call: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = call.get("requestBody", {}).get("content", {})
    forms = [form.get("schema", {}) for form in content.values()]
    body = _resolve(schema, forms[0]) if forms else {}
    needed = body.get("required", ())
    fields = [
        {"name": name, "type": _type(schema, field), "is_needed": name in needed}
        for name, field in body.get("properties", {}).items()
    ]
    asked = [
        {
            "name": parameter["name"],
            "type": _type(schema, parameter.get("schema", {})),
            "is_needed": parameter.get("required", False),
        }
        for parameter in call.get("parameters", ())
    ]
    about = call.get("description") or call.get("summary", "")
    return {"method": method, "path": path, "about": about, "asked": asked, "fields": fields}


def _type(schema: dict[str, Any], field: dict[str, Any]) -> str:
    field = _resolve(schema, field)
    kinds = [_type(schema, kind) for kind in field.get("anyOf", ())]
    if kinds:
        return " | ".join(kind for kind in kinds if kind != "null")
    if "enum" in field:
        return " | ".join(map(str, field["enum"]))
    if field.get("type") == "array":
        return f"[{_type(schema, field.get('items', {}))}]"
    return str(field.get("format") or field.get("type", "object"))


def _resolve(schema: dict[str, Any], field: dict[str, Any]) -> dict[str, Any]:
    name = field.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = schema["components"]["schemas"][name] if name else field
    return found
