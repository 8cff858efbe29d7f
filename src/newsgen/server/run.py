"""Running the preview: its socket, limits, start and clean shutdown."""

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, Final

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from newsgen.diagnostics import fatal
from newsgen.pipeline.live import Changes
from newsgen.plugins.load import at_work
from newsgen.printing import say
from newsgen.server._app import Desk
from newsgen.server._watch import Watcher
from newsgen.server.guard import Hosts
from newsgen.server.hub import Hub, News
from newsgen.server.preview import Preview

PORT: Final = 8000
TRIES: Final = 100
"""Ports that are tried, from the first, until one is free."""
PATIENCE: Final = 10.0
"""Seconds that a browser has to send the head of a request."""
MOST_CONNECTIONS: Final = 512
_end: Final = os._exit
"""That of the system: where code of the site runs, `os._exit` is refused."""


def on_stop(handler: Callable[[int, FrameType | None], Any]) -> None:
    """Call a handler on SIGINT, SIGTERM and SIGHUP.

    A signal that is ignored stays so: a shell that starts newsgen in the background has it ignore
    Ctrl-C, and nohup has it ignore the end of the terminal.
    """
    for name in ("SIGINT", "SIGTERM", "SIGBREAK", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)


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
    """Closes a connection whose next request is not completed."""

    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._bound()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._bound()

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

    work = asyncio.create_task(hub.run(follow))
    try:
        await server.serve([taken])
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        watcher.stop()


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
