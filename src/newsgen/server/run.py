"""Running the preview: its application, socket, limits, start and clean shutdown."""

import asyncio
import json
import logging
import os
import re
import signal
import socket
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from types import FrameType
from typing import Any, Final

import h11
import uvicorn
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route, Router, request_response
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from newsgen.diagnostics import fatal
from newsgen.pipeline.live import Changes
from newsgen.plugins.load import at_work
from newsgen.printing import say
from newsgen.server import _documents as documents
from newsgen.server._page import PageResponse
from newsgen.server._watch import Watcher
from newsgen.server.guard import Guard, Hosts
from newsgen.server.hub import MOST_CLIENTS, Client, Hub, News
from newsgen.server.preview import Preview
from newsgen.server.snippet import PREFIX, SCRIPT, STYLE
from newsgen.stopping import on_stop

ALIVE: Final = 15.0
"""Seconds between keep-alive events to an open page: some proxies drop idle connections."""
_ASSETS: Final = Path(__file__).parent / "assets"
_TEXTS: Final = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
_PATH: Final = re.compile(r"/(?![/\\])[^\\\x00-\x20]*")
"""An address that cannot lead to another server."""
_TYPES: Final = {SCRIPT: "text/javascript; charset=utf-8", STYLE: "text/css; charset=utf-8"}


_Answer = Callable[["Desk", Request], Coroutine[Any, Any, Response]]


def _until_closed(answer: _Answer) -> _Answer:
    """Have a request that waits for the site answered when the preview is stopped."""

    @wraps(answer)
    async def answered(desk: "Desk", request: Request) -> Response:
        try:
            return await answer(desk, request)
        except asyncio.CancelledError:
            if not desk.hub.is_closed:
                raise
            return PlainTextResponse("The preview was stopped.\n", 503, _TEXTS)

    return answered


class Desk:
    """Answers requests; `hosts` says which names are the server's own."""

    def __init__(self, hub: Hub, preview: Preview, hosts: Hosts) -> None:
        self.hub = hub
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

    @_until_closed
    async def page(self, request: Request) -> Response:
        """Answer with a page of the site."""
        target = _target(request)
        root = self._root(request)
        if root is None:
            return PlainTextResponse("No site of this archive has that name.\n", 421, _TEXTS)
        page = await self.hub.page(root, target)
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
        if root is None or len(self.hub.clients) >= MOST_CLIENTS:
            return PlainTextResponse("Too many pages are open.\n", 503, _TEXTS)
        client = Client(root, request.query_params.get("page", "/"))
        headers = _TEXTS | {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        stream = self._stream(client) if request.method == "GET" else _nothing()
        return StreamingResponse(stream, headers=headers, media_type="text/event-stream")

    async def _stream(self, client: Client) -> AsyncIterator[str]:
        try:
            await self.hub.welcome(client)
            while not self.hub.is_closed:
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
        except asyncio.CancelledError:
            if not self.hub.is_closed:
                raise
        finally:
            self.hub.clients.discard(client)

    @_until_closed
    async def panel(self, request: Request) -> Response:
        """Answer with a description of how a page is made."""
        root, target = self._root(request), request.query_params.get("page", "/")
        if root is None:
            return PlainTextResponse("No site of this archive has that name.\n", 421, _TEXTS)
        page = await self.hub.page(root, target)
        text = await self.hub.requested(self._panel, target, page)
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


PORT: Final = 8000
TRIES: Final = 100
"""Ports that are tried, from the first, until one is free."""
PATIENCE: Final = 10.0
"""Seconds that a browser has to send the head of a request."""
MOST_CONNECTIONS: Final = 512
_end: Final = os._exit
"""That of the system: where code of the site runs, `os._exit` is refused."""


def interrupt(_sig: int, _frame: FrameType | None) -> None:
    """Stop what runs before the server is up; raises `KeyboardInterrupt`."""
    on_stop(_end_if_asked_again)
    raise KeyboardInterrupt


def _end_if_asked_again(sig: int, _frame: FrameType | None) -> None:
    """Exit at once on a second Ctrl-C: the first waits for work that may never end."""
    if sig == signal.SIGINT:
        with suppress(OSError):  # the terminal is closed
            say(*at_work(), err=True)
        _end(128 + sig)


def listen(address: str, port: int | None) -> socket.socket:
    """Take a port of an address: the one given, or the first free one from 8000.

    Raises:
        NewsgenError: it is taken, or the address is not this machine's.

    """
    for candidate in [port] if port is not None else range(PORT, PORT + TRIES):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        taken = socket.socket(family, socket.SOCK_STREAM)
        # On Windows SO_REUSEADDR would let two programs have one port.
        option = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
        taken.setsockopt(socket.SOL_SOCKET, option, 1)
        try:
            taken.bind((address, candidate))
            taken.listen()
        except OSError as error:
            taken.close()
            why = error
            continue
        return taken
    named = f"the port {port}" if port is not None else f"ports {PORT} to {PORT + TRIES - 1}"
    message = f"{named} of {address} cannot be used: {(why.strerror or str(why)).lower()}"
    hint = "Choose another with --port, or leave it out and the next free one is taken."
    raise fatal("NG906", message, "newsgen", hint)


class _Bounded(H11Protocol):
    """Closes a connection whose next request is not completed, or whose content is malformed."""

    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._bound()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._bound()

    def send_400_response(self, msg: str) -> None:
        """Refuse a malformed request; the application may have its head, and must not answer."""
        if self.cycle is not None:
            self.cycle.disconnected = True
        super().send_400_response(msg)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self._limit:
            self._limit.cancel()

    def _bound(self) -> None:
        is_waiting = self.conn.their_state is h11.IDLE and not self.transport.is_closing()
        if is_waiting and self._limit is None:
            self._limit = self.loop.call_later(PATIENCE, self.transport.close)
        elif not is_waiting and self._limit is not None:
            self._limit.cancel()
            self._limit = None


class _Server(uvicorn.Server):
    """Disconnects open pages when it is asked to stop, and ends without an error."""

    def __init__(
        self, config: uvicorn.Config, loop: asyncio.AbstractEventLoop, stop: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._loop = loop
        self._stop = stop

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Handle signals until the process ends."""
        on_stop(self.handle_exit)
        yield

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002
        on_stop(_end_if_asked_again)
        self.should_exit = True
        self._loop.call_soon_threadsafe(self._stop)


async def serve(
    taken: socket.socket, hub: Hub, preview: Preview, hosts: Hosts, report: Callable[[News], None]
) -> None:
    """Serve a preview at a socket until a signal comes; `report` is told of each edition."""
    loop = asyncio.get_running_loop()
    watcher = Watcher(
        preview.live.request.site, lambda changes: loop.call_soon_threadsafe(hub.note, changes)
    )
    server = _Server(_config(Desk(hub, preview, hosts)), loop, hub.close)
    watcher.watch(preview.theme_folders())
    hub.note(Changes(everything=True))  # changes since the first scan

    def follow(news: News) -> None:
        watcher.watch(preview.theme_folders())
        report(news)

    def wait(lines: list[str]) -> None:
        with suppress(OSError):  # the terminal is closed
            say(*lines, _WAITS_TO_STOP if hub.is_closed else _WAITS, err=True)

    work, watch = asyncio.create_task(hub.run(follow)), asyncio.create_task(hub.watch(wait))
    try:
        await server.serve([taken])
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        watch.cancel()
        watcher.stop()


_WAITS: Final = "The preview waits for this. If it never ends, press Ctrl-C twice and correct it."
_WAITS_TO_STOP: Final = "The preview waits for this to stop. Ctrl-C stops it at once."


def _config(desk: Desk) -> uvicorn.Config:
    return uvicorn.Config(
        desk.app(),
        http=_Bounded,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level=logging.ERROR,  # a client's mistakes do not matter
        access_log=False,
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=16_384,
    )
