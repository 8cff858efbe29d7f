"""The centre of the preview: one thread owns the site, and open pages are notified of changes.

All of it runs in the event loop, but for what is handed to that thread.
"""

import asyncio
import logging
import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic, NewsgenError, of_severity
from newsgen.pipeline.live import Changes, Edition
from newsgen.plugins.load import at_work
from newsgen.server._page import PageResponse
from newsgen.server.findings import BrowserFindings
from newsgen.server.preview import Preview
from newsgen.theme import failure as templates

Result = TypeVar("Result")

_log = logging.getLogger(__name__)

QUIET: Final = 0.02
"""Seconds without a change before changes are processed: a save causes several."""
LONGEST_WAIT: Final = 0.25
"""Seconds after which they are processed even if more keep coming."""
AGAIN: Final = 0.5
"""Seconds until the next try while another newsgen is using the site."""
BREATH: Final = 0.1
"""Seconds between looks for warnings that nobody waits for."""
SLOW: Final = 5.0
"""Seconds after which it is said what code of the site pages wait for."""
MANY: Final = 500
"""With so many changes at once some may be lost: all files are scanned instead."""
MOST_CLIENTS: Final = 100


@dataclass(eq=False, slots=True)
class Client:
    """An open page: its root, its address, and the events that it has not received yet."""

    root: str
    target: str
    news: dict[str, dict[str, Any]] = field(default_factory=dict)
    waiting: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, event: str, data: dict[str, Any]) -> None:
        self.news[event] = data
        self.waiting.set()


@dataclass(frozen=True, slots=True)
class News:
    """A new edition, for the terminal: what may have changed, and how long looking at it took.

    `failed` says what keeps pages from being made that are open or were asked for; `warnings` are
    those about the files that were saved.
    """

    edition: Edition
    changes: Changes
    seconds: float
    failed: tuple[Diagnostic, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()


class Hub:
    """Gathers changes, refreshes the site, and notifies the clients."""

    def __init__(self, preview: Preview, shown: BrowserFindings, *, is_fixed: bool) -> None:
        """Take a preview; `is_fixed` says that the site's time stands still."""
        self._preview = preview
        self._shown = shown
        self._is_fixed = is_fixed
        self._thread = ThreadPoolExecutor(1, "site")
        self._since = math.inf
        self._requests: set[asyncio.Future[Any]] = set()
        self._noted = Changes()
        self._many = 0
        self._looked = 0.0
        self._is_busy = False
        self._failed: tuple[Diagnostic, ...] = ()
        self._change = asyncio.Event()
        self.clients: set[Client] = set()
        self.is_closed = False

    async def owned(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """Run a function in the thread that owns the site."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._timed, work, *arguments)

    async def requested(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """Run a function as `owned` does; raises `CancelledError` when the preview is closed."""
        result = asyncio.ensure_future(self.owned(work, *arguments))
        self._requests.add(result)
        try:
            return await result
        finally:
            self._requests.remove(result)

    def _timed(self, work: Callable[..., Result], *arguments: Any) -> Result:
        self._since = time.monotonic()
        try:
            return work(*arguments)
        finally:
            self._since = math.inf

    async def watch(self, report: Callable[[list[str]], None]) -> None:
        """Tell open pages and `report` which code of the site they wait for, once each."""
        last: tuple[float, bool] | None = None
        while True:
            await asyncio.sleep(SLOW / 5)
            state = self._since, self.is_closed
            is_slow = time.monotonic() - self._since > (0 if self.is_closed else SLOW)
            if state != last and is_slow and (lines := [*at_work(), *templates.at_work()]):
                last = state
                for client in self.clients:
                    client.tell("waiting", {"lines": lines})
                report(lines)

    async def page(self, root: str, target: str) -> PageResponse:
        """Return the response to a request; if it cannot be rendered, everyone is told."""
        page = self._preview.known(root, target)
        if page is None:
            page = await self.requested(self._preview.page, root, target)
            await self._look_for_failures([(root, target)])
        return page

    async def welcome(self, client: Client) -> None:
        """Register an opened page; if it cannot be rendered, everyone is told."""
        self.clients.add(client)
        client.tell("state", await self.requested(self.state, client.root, client.target))
        await self._look_for_failures([(client.root, client.target)])

    async def _look_for_failures(self, places: list[tuple[str, str]]) -> None:
        """Have everyone told if more fails than was known, or less."""
        failed = await self.requested(self._preview.failed, places)
        if {(d.code, d.span) for d in failed} != {(d.code, d.span) for d in self._failed}:
            self.note(Changes())

    def note(self, changes: Changes) -> None:
        """Note possible changes, which are processed soon."""
        self._many += 1
        self._noted |= changes if self._many < MANY else Changes(everything=True)
        self._change.set()

    def close(self) -> None:
        """Disconnect all clients, and wait for no page any more."""
        self.is_closed = True
        for result in self._requests:
            result.cancel()
        for client in self.clients:
            client.waiting.set()

    async def run(self, report: Callable[[News], None]) -> None:
        """Refresh the site whenever something changes, forever, and tell `report`."""
        try:
            while True:
                await self._settle()
                changes, self._noted, self._many = self._noted, Changes(), 0
                if changes == Changes():
                    changes = Changes(further=self._preview.edition.is_behind)
                try:
                    await self._refresh(changes, report)
                except Exception:  # noqa: BLE001 (a bug: the preview lives on)
                    _log.exception("This is a bug in newsgen. Please report it.")
        finally:
            self._thread.shutdown(wait=False, cancel_futures=True)
            await asyncio.to_thread(self._thread.shutdown)  # it may never end

    async def _settle(self) -> None:
        """Wait for a change, or for the time to publish or withdraw, and until changes stop."""
        try:
            async with asyncio.timeout(self._at_most()):
                await self._change.wait()
        except TimeoutError:
            return
        longest = time.monotonic() + LONGEST_WAIT
        while self._change.is_set() and time.monotonic() < longest:
            self._change.clear()
            await asyncio.sleep(QUIET)
        self._change.clear()

    def _at_most(self) -> float | None:
        """Return the seconds until the site is refreshed without a change, if any."""
        if self._is_busy:
            return AGAIN
        if self._preview.edition.is_behind:
            return BREATH
        until = self._preview.edition.until
        if until is None or self._is_fixed or until <= self._looked:
            return None  # it was refreshed since then, but the settings are broken
        return max(0, until - time.time())

    async def _refresh(self, changes: Changes, report: Callable[[News], None]) -> None:
        start, self._looked = time.perf_counter(), time.time()
        try:
            edition = await self.owned(self._preview.refresh, changes)
        except NewsgenError:
            self._noted |= changes
            self._is_busy = True  # another newsgen is using the site
            return
        self._is_busy = False
        seconds = time.perf_counter() - start
        places = {(client.root, client.target) for client in self.clients}
        self._failed = await self.owned(self._preview.failed, places)
        await self._tell(changes)
        warnings = await self.owned(self._preview.warnings_in, changes.content)
        report(News(edition, changes, seconds, self._failed, tuple(warnings)))

    async def _tell(self, changes: Changes) -> None:
        """Send each open page its state, and where to go if a release was saved."""
        states: dict[tuple[str, str], dict[str, Any]] = {}
        for client in list(self.clients):
            place = client.root, client.target
            if place not in states:
                states[place] = await self.owned(self.state, *place)
            client.tell("state", states[place])
        sources = [path for path in changes.content if path.endswith(".md")]
        page = await self.owned(self._preview.address, sources[0]) if len(sources) == 1 else None
        for client in self.clients if page else ():
            if page and client.root == page[0]:
                client.tell("navigate", {"href": page[1]})

    def state(self, root: str, target: str) -> dict[str, Any]:
        """Return a page's state: its mark, and what is wrong. Belongs to the site's thread."""
        page, edition = self._preview.page(root, target), self._preview.edition
        about = self._preview.findings_about(page)
        others = [diagnostic for diagnostic in about if diagnostic not in edition.errors]
        failed = self._preview.failed([(root, target)])
        errors = [*edition.trouble, *failed, *edition.errors]
        total = edition.counts.get(Severity.ERROR, 0) + len(errors) - len(edition.errors)
        return {
            "mark": page.mark,
            "errors": self._shown.members(errors),
            "warnings": self._shown.members(of_severity(others, Severity.WARNING)),
            "total": {"error": total, "warning": edition.counts.get(Severity.WARNING, 0)},
        }
