"""Requests are refused before anything is looked at: other names, writing, content, long ones."""

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from newsgen.server.guard import LONGEST_TARGET, Guard, Hosts
from tests.support.asgi import Response, ask

LOCAL = Hosts("127.0.0.1", ["Desk.Example"])
CROSS_SITE = (("sec-fetch-site", "cross-site"),)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("localhost:8000", "localhost"),
        ("LOCALHOST.", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("[::1]:8000", "[::1]"),
        ("desk.example:80", "desk.example"),
        ("www.northshire.police.example.localhost:8000", "www.northshire.police.example.localhost"),
        ("evil.example", None),
        ("evil.example/localhost", None),
        ("localhost.evil.example", None),
        ("localhost:8000:8000", None),
        ("user@localhost", None),
        ("10.0.0.7", None),
        ("", None),
        ("localhost\n", None),
    ],
)
def test_a_host_is_ours_or_nobodys(host: str, name: str | None) -> None:
    assert LOCAL.name(host) == name


@pytest.mark.parametrize(
    ("host", "is_known"),
    [("10.0.0.7:8000", True), ("[fe80::1]", True), ("999.1.1.1", False), ("evil.example", False)],
)
def test_a_server_for_the_network_is_known_by_any_number(host: str, *, is_known: bool) -> None:
    assert (Hosts("0.0.0.0", []).name(host) is not None) is is_known


async def hello(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("hello")(scope, receive, send)


def asked(target: str = "/", **options: object) -> Response:
    return ask(Guard(hello, LOCAL), target, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reading_is_let_through(method: str) -> None:
    response = asked(method=method)
    assert response.status == 200
    assert response.headers["cross-origin-resource-policy"] == "same-origin"
    assert asked("/a?b=c", headers=(("content-length", "0"),)).body == b"hello"
    followed = (*CROSS_SITE, ("sec-fetch-mode", "navigate"))
    assert asked(headers=followed).body == b"hello", "a link on another site leads here"


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"host": "evil.example"}, 421),
        ({"method": "POST"}, 405),
        ({"method": "DELETE", "host": "evil.example"}, 421),
        ({"headers": (("content-length", "5"),)}, 413),
        ({"headers": (("transfer-encoding", "chunked"),)}, 413),
        ({"headers": CROSS_SITE}, 403),
        ({"headers": (*CROSS_SITE, ("sec-fetch-mode", "cors"))}, 403),
        ({"target": "/" + "a" * LONGEST_TARGET}, 414),
        ({"target": "/?" + "a" * LONGEST_TARGET}, 414),
    ],
)
def test_all_else_is_refused_with_headers_that_keep_it_harmless(
    options: dict[str, object], status: int
) -> None:
    response = asked(**options)  # type: ignore[arg-type]
    assert response.status == status
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["cross-origin-resource-policy"] == "same-origin"
    assert b"hello" not in response.body


def test_the_longest_target_is_let_through() -> None:
    assert asked("/" + "a" * (LONGEST_TARGET - 1)).status == 200


def test_what_is_no_request_is_passed_on() -> None:
    seen: list[str] = []

    async def note(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope["type"])

    ask(Guard(note, LOCAL), "/", kind="lifespan", host="evil.example")
    assert seen == ["lifespan"]
