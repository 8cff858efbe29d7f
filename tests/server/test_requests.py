"""Every request gets what a web server would give: the built bytes, a redirect, or a refusal."""

import http.client
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pytest

from newsgen.cli import load
from newsgen.config import load as load_config
from newsgen.hosting.headers import header_settings, headers
from tests.support.serving import Served, demo_site, soon, without_snippet

RELEASE = "/newsroom/2024/March/Romance-fraud-six-signs-to-look-for.aspx"
AS_OF = "2026-11-20T10:00"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("requests")
    site = demo_site(folder / "site")
    (site / "content" / "secret.txt").write_text("nobody links to this")
    running = Served.start(site, folder / "log.txt", "--as-of", AS_OF)
    yield running
    assert running.stop() == 0


@pytest.fixture(scope="module")
def built(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the same site at the same time."""
    output = tmp_path_factory.mktemp("built")
    folders = ["--site", str(served.site), "--output", str(output), "--no-cache"]
    assert load("build").main([*folders, "--as-of", AS_OF, "-q"], standalone_mode=False) == 0
    return output


@pytest.mark.rotates(7)
def test_every_file_is_served_as_it_is_built(served: Served, built: Path) -> None:
    files = sorted(path for path in built.rglob("*") if path.is_file())
    assert len(files) > 100
    settings = header_settings(load_config(served.site), ("openstreetmap",), page_max_age=0)
    for file in files:
        path = file.relative_to(built).as_posix()
        name, at, query = path.removesuffix(".html").partition("@")
        target = f"/{quote(name)}?{query}" if at else f"/{quote(path)}"
        answer = served.get(target)
        assert answer.status == 200, target
        body = answer.body
        if answer.headers["content-type"].startswith("text/html"):
            assert body.count(b"/.newsgen/") == 2, target  # the script, and the style of the banner
            body = without_snippet(body)
        assert body == file.read_bytes(), target
        expected = {name.lower(): value for name, value in headers(path, 200, settings).items()}
        connection = {"date": answer.headers["date"], "content-length": str(len(answer.body))}
        expected["cross-origin-resource-policy"] = "same-origin"
        assert answer.headers == expected | connection, target


def test_a_head_request_is_answered_like_get_without_the_body(served: Served) -> None:
    got, asked = served.get(RELEASE), served.get(RELEASE, method="HEAD")
    assert asked.status == 200
    assert asked.body == b""
    assert asked.headers | {"date": ""} == got.headers | {"date": ""}


MOVED = {
    "/NEWSROOM/2024/MARCH/ROMANCE-FRAUD-SIX-SIGNS-TO-LOOK-FOR.ASPX": RELEASE,
    "/newsroom/2024/march/romance-fraud-six-signs-to-look-for.aspx": RELEASE,
    "/newsroom/2024/march/romance-fraud-six-signs-to-look-for.aspx?a=b&c": RELEASE + "?a=b&c",
    "/Newsroom/2024/march/": "/newsroom/2024/March/",
    "/Newsroom/2024/march": "/newsroom/2024/March/",
    f"{RELEASE}/": RELEASE,
    "/AREAS/northshire/": "/areas/northshire/",
}


@pytest.mark.parametrize("target", MOVED)
def test_another_case_is_redirected_once(served: Served, target: str) -> None:
    answer = served.get(target)
    assert answer.status == 301
    assert answer.headers["location"] == MOVED[target]
    assert served.get(MOVED[target]).status == 200


SERVED = {
    "/": "home",
    "/newsroom/2024/March": "a folder without its slash",
    "/newsroom/2024/March/": "a folder",
    "//newsroom//2024/March/": "doubled slashes",
    RELEASE + "?utm_source=x": "a tracking parameter",
    RELEASE + "?newsgen": "the panel",
    RELEASE.replace("-", "%2D"): "escapes that need not be",
}


@pytest.mark.parametrize("target", SERVED)
def test_what_a_web_server_finds_is_found(served: Served, target: str) -> None:
    assert served.get(target).status == 200


HOSTILE = {
    "/../newsgen.toml": 400,
    "/..%2fnewsgen.toml": 400,
    "/%2e%2e/newsgen.toml": 400,
    "/%2e%2e%2fnewsgen.toml": 400,
    "/%252e%252e%252fnewsgen.toml": 404,
    "/..\\newsgen.toml": 400,
    "/..%5cnewsgen.toml": 400,
    "/%c0%ae%c0%ae/newsgen.toml": 400,
    "/%uff0e%uff0e/newsgen.toml": 400,
    "/newsroom/../../newsgen.toml": 400,
    "/newsroom/%2e%2e/%2e%2e/newsgen.toml": 400,
    "/./newsgen.toml": 400,
    "/%00": 400,
    f"{RELEASE}%00.png": 400,
    f"{RELEASE}%0d%0aSet-Cookie:%20a=b": 400,
    "/%ff%fe": 400,
    "/%": 400,
    "/%zz": 400,
    "/C:/Windows/win.ini": 404,
    "/C:%5cWindows%5cwin.ini": 400,
    "//etc/passwd": 404,
    "///etc/passwd": 404,
    "/etc/passwd": 404,
    "/file:///etc/passwd": 404,
    "http://evil.example/": 400,
    "*": 400,
    "/newsgen.toml": 404,
    "/content/": 404,
    "/content/northshire/2024/03-romance-fraud.md": 404,
    "/northshire/2024/03-romance-fraud.md": 404,
    "/secret.txt": 404,
    "/themes/northshire/theme.toml": 404,
    "/output/index.html": 404,
    "/.git/config": 404,
    "/.env": 404,
    "/.newsgen/cache.sqlite": 404,
    "/.newsgen/lock": 404,
    "/.newsgen/../newsgen.toml": 400,
    "/.newsgen/live.js/../../run.py": 400,
    "/.newsgen/explain/../../etc/passwd": 400,
    "/.newsgen/explain/NG999": 404,
    "/.newsgen/": 404,
    "/.well-known/security.txt": 404,
    "/assets/": 404,
    "/images/": 404,
    "/newsroom/2024/March/index.html/x": 404,
    "/" + "a" * 300: 404,
    "/" + "a/" * 2_000: 404,
    "/" + "a" * 9_000: 414,
    "/?" + "a" * 9_000: 414,
    "/;/WEB-INF/web.xml": 404,
    "/cgi-bin/test.cgi": 404,
    "/%7e/": 404,
}


@pytest.mark.parametrize("target", HOSTILE)
def test_a_hostile_address_gets_nothing(served: Served, target: str) -> None:
    answer = served.get(target)
    assert answer.status == HOSTILE[target]
    assert b"[site]" not in answer.body
    assert b"root:" not in answer.body
    assert "set-cookie" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:9", 200),
        ("LOCALHOST", 200),
        ("127.0.0.1", 200),
        ("[::1]:8000", 200),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("evil.localhost", 421),
        ("192.168.1.5", 421),
        ("0.0.0.0", 421),
        ("localhost@evil.example", 421),
        ("localhost:80:80", 421),
        ("localhost/", 421),
        ("[::1", 421),
        ("", 421),
    ],
)
def test_another_host_is_refused(served: Served, host: str, status: int) -> None:
    forwarded = (("X-Forwarded-Host", "localhost"),)
    assert served.get("/", headers=forwarded, host=host or " ").status == status


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get"]
)
def test_pages_can_only_be_read(served: Served, method: str) -> None:
    answer = served.get("/", method=method)
    assert answer.status in (400, 405)
    if answer.status == 405:
        assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    "header",
    [("Content-Length", "5"), ("Content-Length", "99999999999"), ("Transfer-Encoding", "chunked")],
)
def test_a_request_with_content_is_refused(served: Served, header: tuple[str, str]) -> None:
    assert served.get("/", headers=(header,)).status == 413


def exchange(served: Served, sent: bytes, seconds: float = 20) -> bytes:
    """Send bytes, and return all that comes until the server closes the connection."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=seconds) as connection:
        connection.sendall(sent)
        received = b""
        while data := connection.recv(65536):
            received += data
        return received


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTPS/1.1\r\nHost: localhost\r\n\r\n",
        b"GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 70_000,
        b"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused(served: Served, sent: bytes) -> None:
    assert exchange(served, sent).startswith(b"HTTP/1.1 4")


@pytest.mark.parametrize("path", [b"/", b"/.newsgen/events"])
def test_malformed_content_is_refused_without_a_traceback(served: Served, path: bytes) -> None:
    head = b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert exchange(served, head + b"zzz\r\n").startswith(b"HTTP/1.1 400 ")
    assert served.get("/robots.txt").status == 200
    assert "Traceback" not in served.printed


@pytest.mark.rotates(7)
def test_a_slow_request_is_cut_off(served: Served) -> None:
    assert exchange(served, b"GET / HTTP/1.1\r\nHo", 60) == b""


@pytest.mark.rotates(7)
def test_a_slow_second_request_is_cut_off(served: Served) -> None:
    first = b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
    assert exchange(served, first + b"GET / HT", 60).startswith(b"HTTP/1.1 200 ")


def test_many_open_connections_do_no_harm(served: Served) -> None:
    held = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(300)]
    try:
        assert served.get(RELEASE).status == 200
    finally:
        for connection in held:
            connection.close()


def test_open_pages_are_bounded(served: Served) -> None:
    held = []
    try:
        for _ in range(120):
            connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
            connection.request("GET", "/.newsgen/events?page=/", headers={"Host": "localhost"})
            held.append((connection, connection.getresponse().status))
    finally:
        for connection, _ in held:
            connection.close()
    statuses = [status for _, status in held]
    assert statuses.count(200) == 100
    assert set(statuses) == {200, 503}
    soon(lambda: served.get("/").status == 200)


def test_asking_for_no_more_than_the_head_of_events_takes_no_place(served: Served) -> None:
    held = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(110)]
    try:
        for connection in held:
            connection.sendall(b"HEAD /.newsgen/events?page=/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        for connection in held:
            connection.settimeout(10)
            assert connection.recv(64).startswith(b"HTTP/1.1 200 ")
        with socket.create_connection(("127.0.0.1", served.port), 10) as page:
            page.sendall(b"GET /.newsgen/events?page=/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert page.recv(64).startswith(b"HTTP/1.1 200 ")
    finally:
        for connection in held:
            connection.close()


BACK: Final = {
    "/a": True,
    "/a?b=//c": True,
    "javascript:alert(1)": False,
    "https://example.com/": False,
    "//example.com/": False,
    "/%5Cexample.com/": False,
    "/%09/example.com/": False,
    "": False,
}


@pytest.mark.parametrize("page", BACK)
def test_the_panel_links_back_to_a_page_of_the_site_only(served: Served, page: str) -> None:
    answer = served.get(f"/.newsgen/panel?page={page.replace('?', '%3F')}")
    assert answer.status == 200
    assert ("Back to the page" in answer.text) is BACK[page]


def test_the_panel_shows_texts_between_quotation_marks(served: Served) -> None:
    answer = served.get(f"/.newsgen/panel?page={RELEASE}")
    assert "<code>&#34;Romance fraud: six signs to look for&#34;</code>" in answer.text


def test_an_unknown_address_gets_the_page_for_it(served: Served, built: Path) -> None:
    answer = served.get("/News/nothing.aspx")
    assert answer.status == 404
    assert without_snippet(answer.body) == (built / "404.html").read_bytes()
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["x-robots-tag"] == "noindex"


def test_a_link_out_of_the_content_is_not_followed(
    serve: Callable[..., Served], site: Path, tmp_path: Path
) -> None:
    (tmp_path / "private.txt").write_text("private")
    picture = next((site / "content").rglob("*.png"))
    picture.unlink()
    picture.symlink_to(tmp_path / "private.txt")
    served = serve(site)
    answer = served.get("/" + picture.relative_to(site / "content").as_posix())
    assert b"private" not in answer.body
    assert answer.status == 404
