"""Asking the website itself, over HTTP from where readers reach it, whether all is as deployed."""

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import local
from typing import Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from newsgen.deployers.asked import GONE, Asked
from newsgen.digest import digest_bytes
from newsgen.hosting.answer import Answer

_AT_ONCE: Final = 8
_TIMEOUT: Final = 20
_PAUSE: Final = 0.2
PATIENCE: Final = 10.0
"""Seconds for which a server may take to load its configuration."""
_MOST_REDIRECTS: Final = 5
_REDIRECTS: Final = (301, 302, 303, 307, 308)


class Verdict(NamedTuple):
    """What an address answered, and what is wrong with that, if anything is.

    `seconds` is when it was right, since the deployment has started.
    """

    asked: Asked
    status: int
    location: str
    wrong: str
    seconds: float


class Reply(NamedTuple):
    """What a server has answered."""

    status: int
    headers: Message
    body: bytes


class Browser:
    """Asks one website or one cache, over a connection for each thread."""

    def __init__(self, address: str) -> None:
        self.address, self._parts = address, urlsplit(address)
        self._kept = local()
        self._connections: list[HTTPConnection] = []

    def close(self) -> None:
        for connection in self._connections:
            connection.close()

    def ask(
        self,
        path: str,
        headers: Mapping[str, str],
        *,
        method: str = "GET",
        body: bytes | None = None,
    ) -> Reply:
        """Return the answer to a request. Raises `OSError` or `HTTPException`."""
        for again in (True, False):
            connection = getattr(self._kept, "connection", None) or self._connect()
            self._kept.connection = connection
            try:
                connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
                connection.putheader("User-Agent", "newsgen-deploy")
                for name, value in headers.items():
                    connection.putheader(name, value)
                if body is not None:
                    connection.putheader("Content-Length", str(len(body)))
                connection.endheaders(body)
                response = connection.getresponse()
                return Reply(response.status, response.headers, response.read())
            except (OSError, HTTPException):
                connection.close()
                self._kept.connection = None
                if not again:
                    raise
        raise AssertionError

    def _connect(self) -> HTTPConnection:
        kind = HTTPSConnection if self._parts.scheme == "https" else HTTPConnection
        connection = kind(self._parts.netloc, timeout=_TIMEOUT)
        self._connections.append(connection)
        return connection


def verify(
    address: str,
    asked: Iterable[Asked],
    *,
    started: float,
    patience: float = PATIENCE,
    loads: bool = False,
    again: Callable[[], None] = lambda: None,
) -> list[Verdict]:
    """Ask for addresses until all answers are right, or patience is at its end.

    A server that `loads` its configuration has done so when a take-down has the very status of it.
    What it has answered before may be in a cache: `again` has that forgotten.
    """
    verdicts = dict[Asked, Verdict]()
    waiting, is_late = [*dict.fromkeys(asked)], False
    deadline = time.monotonic() + patience
    with closing(Browser(address)) as browser, ThreadPoolExecutor(_AT_ONCE) as threads:
        while waiting:
            for verdict in threads.map(lambda each: _verdict(browser, each, started), waiting):
                before = verdicts.get(verdict.asked, verdict)
                since = verdict.seconds if before.wrong else before.seconds
                verdicts[verdict.asked] = verdict._replace(seconds=since)
            waiting = [each for each in waiting if not _is_right(verdicts[each], exactly=loads)]
            if not (waiting or is_late):
                break
            is_late = True
            time.sleep(_PAUSE)
            again()
            if time.monotonic() > deadline:
                break
    return [*verdicts.values()]


def _is_right(verdict: Verdict, *, exactly: bool) -> bool:
    asked = verdict.asked
    statuses = [answer.status for answer in (asked.right, asked.may_be) if answer]
    return not verdict.wrong and (not exactly or verdict.status in statuses)


def _verdict(browser: Browser, asked: Asked, started: float) -> Verdict:
    try:
        reply, location = _reply(browser, asked)
    except (OSError, HTTPException) as error:
        reply, location, wrong = Reply(0, Message(), b""), "", f"no answer: {error}"
    else:
        wrong = _wrong(asked, reply, location)
    return Verdict(asked, reply.status, location, wrong, time.monotonic() - started)


def _reply(browser: Browser, asked: Asked) -> tuple[Reply, str]:
    """Return the answer at an address, and where that leads or the last redirect has led.

    What is to be gone may be a redirect away, as a server adds a slash: that is followed on its
    host.
    """
    path, location = asked.path, ""
    for _ in range(_MOST_REDIRECTS):
        reply = browser.ask(path, {"Host": asked.host})
        location = reply.headers.get("Location", "") or location
        if not asked.take_down or asked.right.location or reply.status not in _REDIRECTS:
            break
        if asked.may_be and _is_answer(asked, asked.may_be, reply, location):
            break
        to = urlsplit(urljoin(f"//{asked.host}{path}", location))
        if to.hostname != urlsplit(f"//{asked.host}").hostname:
            break
        path = f"{to.path or '/'}?{to.query}" if to.query else to.path or "/"
    return reply, location


def _wrong(asked: Asked, reply: Reply, location: str) -> str:
    right = asked.right
    if asked.still_at:
        at = "" if asked.still_at == asked.path else f" at {asked.still_at}"
        return f"still published{at}, answers {reply.status}"
    is_gone = asked.take_down and reply.status in GONE and right.status in GONE
    if is_gone or (asked.may_be and _is_answer(asked, asked.may_be, reply, location)):
        return ""
    if reply.status != right.status:
        leads = f"leads to {location}, " if asked.take_down and location else ""
        other = f" or {asked.may_be.status}" if asked.may_be else ""
        return f"{leads}answers {reply.status}, not {right.status}{other}"
    if right.location:
        is_there = _is_answer(asked, right, reply, location)
        return "" if is_there else f"leads to {location}, not {right.location}"
    if asked.content and digest_bytes(reply.body) != asked.content:
        return "other bytes than were deployed"
    return ""


def _is_answer(asked: Asked, right: Answer, reply: Reply, location: str) -> bool:
    """Return whether a server has redirected as it should, or has said that a page is gone."""
    if right.status in GONE:
        return reply.status in GONE
    base = f"http://{asked.host}{asked.path}"
    to, there = (urljoin(base, each).partition("://")[2] for each in (location, right.location))
    return reply.status == right.status and to == there
