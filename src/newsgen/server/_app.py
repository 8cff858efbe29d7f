"""The web application: the site's pages, and the server's own below `/.newsgen/`."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route, Router, request_response
from starlette.types import ASGIApp

from newsgen.server import _documents as documents
from newsgen.server._page import PageResponse
from newsgen.server.guard import Guard, Hosts
from newsgen.server.hub import MOST_CLIENTS, Client, Hub
from newsgen.server.preview import Preview
from newsgen.server.snippet import PREFIX, SCRIPT, STYLE

ALIVE: Final = 15.0
"""Seconds between keep-alive events to an open page: some proxies drop idle connections."""
_ASSETS: Final = Path(__file__).parent / "assets"
_TEXTS: Final = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
_PATH: Final = re.compile(r"/(?![/\\])[^\\\x00-\x20]*")
"""An address that cannot lead to another server."""
_TYPES: Final = {SCRIPT: "text/javascript; charset=utf-8", STYLE: "text/css; charset=utf-8"}


class Desk:
    """Answers requests; `hosts` says which names are the server's own."""

    def __init__(self, hub: Hub, preview: Preview, hosts: Hosts) -> None:
        self._hub = hub
        self._preview = preview
        self._hosts = hosts

    def app(self) -> ASGIApp:
        routes = [
            Route(SCRIPT, self.asset),
            Route(STYLE, self.asset),
            Route(f"{PREFIX}events", self.events),
            Route(f"{PREFIX}panel", self.panel),
            Route(f"{PREFIX}explain/{{code}}", self.explain),
        ]
        # By default, not by a route: a route knows no address with a line break.
        router = Router(routes, redirect_slashes=False, default=request_response(self.page))
        return Guard(router, self._hosts)

    async def page(self, request: Request) -> Response:
        """Answer with a page of the site."""
        target = _target(request)
        root = self._root(request)
        if root is None:
            return PlainTextResponse("No site of this archive has that name.\n", 421, _TEXTS)
        page = await self._hub.page(root, target)
        if page.status == 400:
            return PlainTextResponse("No browser sends such an address.\n", 400, page.headers)
        return _Exact(page)

    async def asset(self, request: Request) -> Response:
        """Answer with the script or the style of the snippet."""
        path = request.url.path
        data = (_ASSETS / path.removeprefix(PREFIX)).read_bytes()
        return Response(data, headers=_TEXTS | {"Content-Type": _TYPES[path]})

    async def events(self, request: Request) -> Response:
        """Tell an open page, until it is closed, how it stands."""
        root = self._root(request)
        if root is None or len(self._hub.clients) >= MOST_CLIENTS:
            return PlainTextResponse("Too many pages are open.\n", 503, _TEXTS)
        client = Client(root, request.query_params.get("page", "/"))
        headers = _TEXTS | {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        stream = self._stream(client) if request.method == "GET" else _nothing()
        return StreamingResponse(stream, headers=headers, media_type="text/event-stream")

    async def _stream(self, client: Client) -> AsyncIterator[str]:
        try:
            await self._hub.welcome(client)
            while not self._hub.is_closed:
                try:
                    async with asyncio.timeout(ALIVE):
                        await client.waiting.wait()
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                client.waiting.clear()
                news, client.news = client.news, {}
                for event, data in news.items():
                    yield f"event: {event}\ndata: {json.dumps(data)}\n\n"
        finally:
            self._hub.clients.discard(client)

    async def panel(self, request: Request) -> Response:
        """Answer with a description of how a page is made."""
        root, target = self._root(request), request.query_params.get("page", "/")
        if root is None:
            return PlainTextResponse("No site of this archive has that name.\n", 421, _TEXTS)
        page = await self._hub.page(root, target)
        text = await self._hub.owned(self._panel, target, page)
        return HTMLResponse(text, headers=documents.HEADERS)

    def _panel(self, target: str, page: PageResponse) -> str:
        frame, rendered = self._preview.edition.frame, page.rendered
        back = target if _PATH.fullmatch(target) else ""
        if frame is None or rendered is None:
            return documents.panel({"Address": target}, page, None, back)
        facts = {
            "Address": target,
            "Made for": rendered.single.target.subject,
            "Why it was last made": rendered.reason,
            "Time it took": f"{rendered.seconds * 1000:.1f} ms" if rendered.seconds else "",
            "File": rendered.single.target.path,
            "Key": rendered.single.key.hex(),
        }
        return documents.panel(facts, page, frame.theme, back)

    async def explain(self, request: Request) -> Response:
        """Explain a code."""
        text = documents.explanation(str(request.path_params["code"]).upper())
        if text is None:
            return PlainTextResponse("There is no such code.\n", 404, _TEXTS)
        return HTMLResponse(text, headers=documents.HEADERS)

    def _root(self, request: Request) -> str | None:
        """Return the document root of a request's host, if there is one."""
        name = self._hosts.name(request.headers["host"]) or ""
        if not name.endswith(".localhost"):
            return self._preview.main_root()
        return self._preview.roots().get(name.removesuffix(".localhost"))


async def _nothing() -> AsyncIterator[str]:
    return
    yield


class _Exact(Response):
    """A response with only the headers of the hosting model and of the connection."""

    def __init__(self, page: PageResponse) -> None:
        super().__init__(page.body, page.status)
        length = (b"content-length", b"%d" % len(page.body))
        self.raw_headers = [*_encoded(page.headers), length]


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]


def _target(request: Request) -> str:
    """Return a request's target as it was sent."""
    path: bytes = request.scope["raw_path"]
    query: bytes = request.scope["query_string"]
    return (path + b"?" * bool(query) + query).decode("latin-1")
