"""Asking a web application in this process, with no server between."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.types import ASGIApp, Message


@dataclass
class Response:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def ask(
    app: ASGIApp,
    target: str,
    *,
    method: str = "GET",
    host: str = "localhost:8000",
    headers: tuple[tuple[str, str], ...] = (),
    kind: str = "http",
    seen: Callable[[bytes], None] = lambda _: None,
) -> Response:
    """Send one request to an application, and return its response; `seen` is told of each piece."""
    path, _, query = target.partition("?")
    given = [("host", host), *headers]
    scope: dict[str, Any] = {
        "type": kind,
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode("latin-1"),
        "query_string": query.encode("latin-1"),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in given],
        "server": ("127.0.0.1", 8000),
    }
    response = Response()

    stays = asyncio.Event()
    requests: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        if not requests:
            await stays.wait()  # a browser that waits
        return requests.pop()

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            response.status = message["status"]
            response.headers = {n.decode(): v.decode("latin-1") for n, v in message["headers"]}
        else:
            response.body += message.get("body", b"")
            seen(response.body)

    async def use() -> None:
        await app(scope, receive, send)

    asyncio.run(use())
    return response
