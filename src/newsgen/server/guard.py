"""Checks of every request before it is handled."""

import ipaddress
import re
from collections.abc import Iterable
from typing import Final

from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_TARGET: Final = 8_000
"""Bytes of a request's target."""
_HOST: Final = re.compile(r"(?P<name>[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?", re.IGNORECASE)
LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")
_PLAIN: Final = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}


_OURS: Final = (b"cross-origin-resource-policy", b"same-origin")
"""No page of another site may take in what it is not allowed to read, such as held pictures."""


class Hosts:
    """The host names of this server.

    A web page could point its own host name at this machine to read unpublished content (DNS
    rebinding), so a request for any other name is refused.
    """

    def __init__(self, address: str, names: Iterable[str]) -> None:
        """Take the address that the server listens on, and further names that the user allows."""
        self._names = {*LOOPBACK, address.lower(), *(name.lower() for name in names)}
        self._takes_numbers = not ipaddress.ip_address(address).is_loopback

    def name(self, host: str) -> str | None:
        """Return the name in a Host header, without its port, or None if it is not ours.

        A name below `.localhost` is: browsers lead it to their own machine, whatever it is.
        """
        match = _HOST.fullmatch(host)
        name = match["name"].lower().rstrip(".") if match else ""
        is_ours = name in self._names or name.endswith(".localhost")
        return name if is_ours or (self._takes_numbers and _is_number(name)) else None


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


class Guard:
    """Refuses requests that no reader's browser sends, and keeps responses from other sites."""

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {n.decode("latin-1"): value.decode("latin-1") for n, value in scope["headers"]}
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            refusal.headers.update(_PLAIN)

        async def send_ours(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], _OURS]
            await send(message)

        await (refusal or self._app)(scope, receive, send_ours)

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> Response | None:
        if self._hosts.name(headers.get("host", "")) is None:
            words = "This server is not known by that name. Allow it with --allow-host.\n"
            return PlainTextResponse(words, 421)
        if scope["method"] not in ("GET", "HEAD"):
            words = "Pages can only be read here.\n"
            return PlainTextResponse(words, 405, {"Allow": "GET, HEAD", "Connection": "close"})
        is_foreign = headers.get("sec-fetch-site") == "cross-site"
        if is_foreign and headers.get("sec-fetch-mode") != "navigate":
            return PlainTextResponse("Pages of other sites take nothing in from here.\n", 403)
        if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
            words = "A request to read has no content.\n"
            return PlainTextResponse(words, 413, {"Connection": "close"})
        if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_TARGET:
            return PlainTextResponse("The address is too long.\n", 414, {"Connection": "close"})
        return None
