"""The door in front of the campaigns: pages, media and previews, read-only."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.gateway.files import MEDIA_TYPES, campaign_file, campaign_folder
from astro_pipeline.gateway.pages import index_page, standings
from astro_pipeline.gateway.previews import WIDTHS, preview

_HEADERS = {
    "content-security-policy": (
        "sandbox allow-same-origin allow-downloads allow-popups; default-src 'none'; img-src 'self'; "
        "media-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'"
    ),
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
"""On every answer: a page or picture from a campaign may show things and run nothing."""

_NEVER_STALE = "private, no-cache"
"""Kept by the browser and asked again each time: a file's name outlives its bytes."""


def create_app(home: Path) -> Starlette:
    """The door over the campaigns of that home."""
    file = partial(_file, home)
    return Starlette(
        routes=[
            Route("/", partial(_index, home)),
            Route("/healthz", _healthy),
            Route("/campaigns/{campaign}/", partial(_review, home)),
            Route("/campaigns/{campaign}/delivery", _with_slash),
            Route("/campaigns/{campaign}/delivery/", partial(_delivery, home)),
            Route("/campaigns/{campaign}/{path:path}", file),
            Route("/media/{campaign}/thumb/{path:path}", partial(_thumb, home)),
            Route("/media/{campaign}/{path:path}", file),
        ],
        middleware=[Middleware(_Guard, headers=_HEADERS)],
        exception_handlers={HTTPException: _said},
    )


def serve(home: Path, *, host: str = "127.0.0.1", port: int) -> None:
    """Serve until interrupted."""
    uvicorn.run(create_app(home), host=host, port=port, log_level="warning", server_header=False)


class _Guard:
    """Sets headers on every answer, errors included."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self._app = app
        self._headers = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(h for h in self._headers if h[0] not in own)]
            await send(message)

        await self._app(scope, receive, guarded)


def _index(home: Path, _request: Request) -> Response:
    return HTMLResponse(index_page(standings(home)), headers={"cache-control": "no-store"})


def _healthy(_request: Request) -> Response:
    return PlainTextResponse("ok", headers={"cache-control": "no-store"})


def _with_slash(request: Request) -> Response:
    return RedirectResponse(f"{request.url.path}/")


def _review(home: Path, request: Request) -> Response:
    folder = campaign_folder(home, request.path_params["campaign"])
    if not (folder / "review.html").is_file():
        raise HTTPException(404, f"{folder.name}: nothing waits for a decision yet")
    return _answer(request, campaign_file(home, folder.name, "review.html"))


def _delivery(home: Path, request: Request) -> Response:
    folder = campaign_folder(home, request.path_params["campaign"])
    if not (folder / "delivery" / "index.html").is_file():
        raise HTTPException(404, f"{folder.name}: nothing is delivered yet; approve its release first")
    return _answer(request, campaign_file(home, folder.name, "delivery/index.html"))


def _file(home: Path, request: Request) -> Response:
    return _answer(request, campaign_file(home, request.path_params["campaign"], request.path_params["path"]))


def _thumb(home: Path, request: Request) -> Response:
    picture = campaign_file(home, request.path_params["campaign"], request.path_params["path"])
    width = _width(request.query_params.get("w", "320"))
    moving = picture.suffix.lower() == ".gif"  # small as it is, and a still of it says nothing
    try:
        answer = _answer(request, picture if moving else preview(picture, width, cache=home / "cache"))
    except MediaUnreadable as exc:
        raise HTTPException(415, str(exc)) from exc
    # Dagster's pages show these from another port, which browsers call another site on a numbered host.
    answer.headers["cross-origin-resource-policy"] = "cross-origin"
    return answer


def _width(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) not in WIDTHS:
        raise HTTPException(400, f"w: {text[:20]!r} is no width; ask for {WIDTHS[0]} to {WIDTHS[-1]} px")
    return int(text)


def _answer(request: Request, file: Path) -> Response:
    """The file, a range of it, or 304 where the browser has it already."""
    headers = {"cache-control": _NEVER_STALE}
    kind = MEDIA_TYPES[file.suffix.lower()]
    whole = FileResponse(file, media_type=kind, headers=headers, stat_result=file.stat())
    if request.headers.get("if-none-match") == whole.headers["etag"]:
        return Response(status_code=304, headers={**headers, "etag": whole.headers["etag"]})
    return whole


def _said(_request: Request, exc: Exception) -> Response:
    status = exc.status_code if isinstance(exc, HTTPException) else 500
    detail = exc.detail if isinstance(exc, HTTPException) else "the door failed; see its log"
    return PlainTextResponse(detail, status_code=status, headers={"cache-control": "no-store"})
