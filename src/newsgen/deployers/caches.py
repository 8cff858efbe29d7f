"""Caches between a website and its readers: how each is told to forget addresses."""

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from http.client import HTTPException
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from newsgen.deployers.folder import run_here
from newsgen.deployers.target import CachedAddress, TargetError, loaded
from newsgen.deployers.verify import Browser, Reply

WAITS: Final = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds before each further attempt."""
LONGEST_WAIT: Final = 30.0
"""Seconds that a cache may ask to be left alone for."""
_AT_ONCE: Final = 8
NOT_KEPT: Final = (404, 412)
"""Answers of a cache that has nothing to purge, such as nginx."""
FASTLY_KEY: Final = "FASTLY_API_TOKEN"
CLOUDFLARE_KEY: Final = "CLOUDFLARE_API_TOKEN"
CLOUDFLARE_API: Final = "CLOUDFLARE_BASE_URL"
CLOUDFLARE_MOST: Final = 30
"""Addresses that Cloudflare takes in a call."""
MOST_NAMED: Final = 1_000
"""With more addresses than this, CloudFront and Cloudflare are told to forget all."""


class NotPurgedError(Exception):
    """A cache has not purged addresses; the text says why, and `wait` for how long to wait."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


Purge = Callable[[Sequence[CachedAddress]], None]
"""Purges some addresses. Raises `NotPurgedError`, `OSError` or `HTTPException`."""


class PurgeWay(NamedTuple):
    """How a cache is told: how many addresses at once, and how many calls at the same time."""

    call: Purge
    most: int = 1
    at_once: int = 1


@contextmanager
def way_of(text: str, scheme: str, *, waits: bool) -> Iterator[PurgeWay]:
    """Give how a cache is purged; with `waits`, until all its servers have done it.

    Raises:
        TargetError: a token or a library for it is missing.

    """
    kind, _, where = text.partition(":")
    if kind == "command":
        yield PurgeWay(lambda stale: _by_command(where, scheme, stale), 0)
    elif kind == "cloudfront":
        cloudfront = loaded("cloudfront", f"purge “{text}”", "aws")
        yield PurgeWay(cloudfront.invalidation(where, waits=waits), 0)
    elif kind == "cloudflare":
        if not (token := os.environ.get(CLOUDFLARE_KEY)):
            message = f"purge “{text}” needs the environment variable {CLOUDFLARE_KEY}"
            raise TargetError(message, "Put a token into it that may purge the cache of the zone.")
        api = os.environ.get(CLOUDFLARE_API, "https://api.cloudflare.com/client/v4")
        with closing(Browser(api)) as browser:
            yield PurgeWay(_cloudflare(where, scheme, browser, token), CLOUDFLARE_MOST, 2)
    else:
        with closing(Browser(where)) as browser:
            yield PurgeWay(_by_method(kind.upper(), browser, _fastly(where)), 1, _AT_ONCE)


def _by_method(method: str, browser: Browser, headers: Mapping[str, str]) -> Purge:
    """Return what tells a cache in the way of Varnish, nginx and Fastly."""

    def purge(stale: Sequence[CachedAddress]) -> None:
        for address in stale:
            _taken(browser.ask(address.path, {"Host": address.host, **headers}, method=method))

    return purge


def _taken(reply: Reply) -> None:
    """See that a cache has done what it was told. Raises `NotPurgedError`."""
    if not (200 <= reply.status < 300 or reply.status in NOT_KEPT):
        text = reply.headers.get("Retry-After", "")
        wait = min(float(text), LONGEST_WAIT) if text.isdecimal() else 0.0
        raise NotPurgedError(f"status {reply.status}", wait)


def _fastly(url: str) -> dict[str, str]:
    """Return the token of Fastly, which is sent to nobody who could read it on its way."""
    parts, token = urlsplit(url), os.environ.get(FASTLY_KEY, "")
    is_safe = parts.scheme == "https" or parts.hostname in ("127.0.0.1", "::1")
    return {"Fastly-Key": token} if token and is_safe else {}


def _cloudflare(zone: str, scheme: str, browser: Browser, token: str) -> Purge:
    """Return what purges by URL, or a whole zone where they are too many."""
    path = f"{urlsplit(browser.address).path}/zones/{zone}/purge_cache"
    headers = {
        "Host": urlsplit(browser.address).netloc,
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
    }

    def purge(stale: Sequence[CachedAddress]) -> None:
        files = {"files": [address.url(scheme) for address in stale]}
        body = json.dumps(files if stale else {"purge_everything": True})
        reply = browser.ask(path, headers, method="POST", body=body.encode())
        _taken(reply)
        if not json.loads(reply.body).get("success"):
            raise NotPurgedError("Cloudflare has refused it")

    return purge


def _by_command(command: str, scheme: str, stale: Sequence[CachedAddress]) -> None:
    lines = "".join(f"{address.url(scheme)}\n" for address in stale)
    code, said = run_here(command, given=lines)
    if code:
        last = said.strip().rpartition("\n")[2]
        raise NotPurgedError(f"“{command}” has failed (exit code {code}): {last}")


def purge(way: PurgeWay, stale: Sequence[CachedAddress]) -> dict[CachedAddress, str]:
    """Purge addresses, some again after growing waits; return those that are left, and why."""
    calls = [*_calls(way, stale)]
    left: dict[CachedAddress, str] = {}
    with ThreadPoolExecutor(way.at_once) as threads:
        for pause in (*WAITS, None):
            tried = zip(calls, threads.map(lambda call: _attempt(way, call), calls), strict=True)
            failed = [(call, error) for call, error in tried if error is not None]
            calls = [call for call, _ in failed]
            left = {address: str(e) for call, e in failed for address in call or stale}
            if not calls or pause is None:
                break
            time.sleep(max(pause, *(getattr(error, "wait", 0.0) for _, error in failed)))
    return left


def _calls(way: PurgeWay, stale: Sequence[CachedAddress]) -> Iterator[Sequence[CachedAddress]]:
    """Yield the addresses of each call; none stand for all that a cache has."""
    if way.most > 1 and len(stale) > MOST_NAMED:
        yield ()
        return
    step = way.most or len(stale)
    for at in range(0, len(stale), max(step, 1)):
        yield stale[at : at + step]


def _attempt(way: PurgeWay, stale: Sequence[CachedAddress]) -> Exception | None:
    try:
        way.call(stale)
    except (NotPurgedError, OSError, HTTPException, ValueError) as error:
        return error
    return None
