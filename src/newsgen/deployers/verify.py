"""Asking the website itself, over HTTP from where readers reach it, whether all is as deployed."""

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import local
from typing import Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from newsgen.config.deploy import DeploySettings
from newsgen.deployers.answers import RootModel
from newsgen.deployers.manifest import FileKind, path_digest
from newsgen.deployers.output import BuiltOutput
from newsgen.deployers.purge import CachedAddress
from newsgen.digest import digest_bytes
from newsgen.hosting.answer import Answer, answer
from newsgen.model.urls import URLError, encode_query, parse_url, quoted

SAMPLE: Final = 50
"""Pages of the rest that are asked for."""
_AT_ONCE: Final = 8
_TIMEOUT: Final = 20
_PAUSE: Final = 0.2
PATIENCE: Final = 10.0
"""Seconds for which a server may take to load its configuration."""
GONE: Final = (404, 410)


class Asked(NamedTuple):
    """An address that is asked for: its host and its path as sent, and the answer that is right.

    `content` is the digest of its bytes, empty if they are not known. A `take_down` must be gone.
    """

    host: str
    path: str
    right: Answer
    content: bytes = b""
    take_down: bool = False


class Verdict(NamedTuple):
    """What an address answered, and what is wrong with that, if anything is.

    `seconds` is when it was right, since the deployment has started.
    """

    asked: Asked
    status: int
    location: str
    wrong: str
    seconds: float


def of_files(
    output: BuiltOutput, settings: DeploySettings, paths: Iterable[str], down: Collection[str] = ()
) -> Iterator[Asked]:
    """Yield what to ask for some files of the output folder, or that were in it."""
    for path in paths:
        model, inner = output.root_of(path)
        if model is None:
            continue
        yield _asked(output, settings, model, model.link(inner), path, take_down=path in down)


def _asked(
    output: BuiltOutput,
    settings: DeploySettings,
    model: RootModel,
    link: str,
    path: str,
    *,
    take_down: bool,
) -> Asked:
    right = answer(link, model)
    if not settings.knows_addresses:  # a server that is not configured knows files only
        is_there = path_digest(path) in output.files
        right = Answer(200, path) if is_there else Answer(404)
    elif right.file:
        right = right._replace(file=f"{model.root.name}/{right.file}".lstrip("/"))
    has_file = right.file and not (settings.key_value_store and right.status == 410)  # but a text
    file = output.files.get(path_digest(right.file)) if has_file else None
    host = _host(model, settings)
    return Asked(host, link, right, file.held.content if file else b"", take_down)


def _host(model: RootModel, settings: DeploySettings) -> str:
    public = urlsplit(settings.address).netloc
    hosts = model.root.hosts
    return public if not hosts or public in hosts else hosts[0]


def of_address(output: BuiltOutput, settings: DeploySettings, url: str) -> Asked:
    """Return what to ask for an address that was removed, of which nothing but a digest is left.

    Raises:
        URLError: it is not a URL.

    """
    address = parse_url(url)
    model = output.roots.get(address.host) or output.roots.get("")
    if model is None:
        hint = "Give an address of the site."
        raise URLError("NG709", f"the site has no host {address.host}", hint)
    link = quoted(address.path) + (f"?{encode_query(address.query)}" if address.query else "")
    file = f"{model.root.name}/{address.path.lstrip('/')}".lstrip("/")
    return _asked(output, settings, model, link, file, take_down=True)


def of_cached(
    output: BuiltOutput, settings: DeploySettings, addresses: Iterable[CachedAddress]
) -> Iterator[Asked]:
    """Yield what to ask for addresses that an earlier deployment has left in caches."""
    for host, path in addresses if settings.knows_addresses else ():
        model = output.roots.get(host) or output.roots.get("")
        if model is not None and host == _host(model, settings):
            is_down = answer(path, model).status in GONE
            yield _asked(output, settings, model, path, "", take_down=is_down)


def sample(output: BuiltOutput, but: Collection[str]) -> list[str]:
    """Return some pages and listings of all the rest, the same of the same website."""
    kinds = (FileKind.PAGE, FileKind.LISTING, FileKind.RETIRED)
    rest = [d for d, f in output.files.items() if f.held.kind in kinds and f.path not in but]
    return [output.files[digest].path for digest in sorted(rest)[:SAMPLE]]


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
    return not verdict.wrong and (not exactly or verdict.status == verdict.asked.right.status)


def _verdict(browser: Browser, asked: Asked, started: float) -> Verdict:
    try:
        status, headers, body = browser.ask(asked.path, {"Host": asked.host})
    except (OSError, HTTPException) as error:
        wrong = f"no answer: {error}"
        return Verdict(asked, 0, "", wrong, time.monotonic() - started)
    location = headers.get("Location", "")
    wrong = _wrong(asked, status, location, body)
    return Verdict(asked, status, location, wrong, time.monotonic() - started)


def _wrong(asked: Asked, status: int, location: str, body: bytes) -> str:
    right = asked.right
    if asked.take_down and status in GONE and right.status in GONE:
        return ""
    if status != right.status:
        return f"status {status}, not {right.status}"
    base = f"http://{asked.host}{asked.path}"
    if right.location:
        is_there = _without_scheme(urljoin(base, location)) == _without_scheme(
            urljoin(base, right.location)
        )
        return "" if is_there else f"leads to {location}, not {right.location}"
    if asked.content and digest_bytes(body) != asked.content:
        return "other bytes than were deployed"
    return ""


def _without_scheme(url: str) -> str:
    return url.partition("://")[2]
