"""The application: the site's pages, and the server's own below `/.newsgen/`."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsgen.pipeline.live import EVERYTHING
from newsgen.server.findings import BrowserFindings
from newsgen.server.guard import Hosts
from newsgen.server.hub import MOST_CLIENTS, Client, Hub
from newsgen.server.preview import Preview
from newsgen.server.run import Desk
from newsgen.server.snippet import SCRIPT, STYLE
from tests.support.asgi import Response, ask
from tests.support.builds import AT, appeal
from tests.support.serving import previewed
from tests.support.site import CONFIG, HOSTS, Release

CUMBRIA, NORTHSHIRE = HOSTS["Cumbria"], HOSTS["Northshire"]
SITE = {
    "newsgen.toml": CONFIG.replace("[site]", '[site]\nlayout = "per-host"'),
    "content/a.md": appeal("Café", "2026-03-01", redirect_from="/old.aspx"),
    "content/c.md": Release("C", url=f"https://{CUMBRIA}/news/c.aspx", date="2026-03-01"),
}


class Site:
    """An application on a small site of two hosts."""

    def __init__(self, preview: Preview, hub: Hub) -> None:
        self.hub = hub
        self.app = Desk(hub, preview, Hosts("127.0.0.1", [])).app()

    def get(self, target: str, root: str = NORTHSHIRE, **options: Any) -> Response:
        host = f"{root}.localhost:8000" if root else "localhost:8000"
        return ask(self.app, target, host=host, **options)


@pytest.fixture
def served(site: Path) -> Iterator[Site]:
    with previewed(site, lambda: AT) as preview:
        hub = Hub(preview, BrowserFindings(site), is_fixed=True)
        asyncio.run(hub.owned(preview.refresh, EVERYTHING))
        yield Site(preview, hub)
        asyncio.run(hub.owned(preview.live.close))
        hub.close()


def test_each_host_has_its_own_pages_and_the_portal_is_at_the_servers_own(served: Site) -> None:
    assert served.get("/news/Caf%C3%A9.aspx").status == 200
    assert served.get("/news/Caf%C3%A9.aspx", CUMBRIA).status == 404
    assert served.get("/news/c.aspx", CUMBRIA.upper()).status == 200
    portal = served.get("/", root="")
    assert portal.status == 200
    assert served.get("/", "www.elsewhere.example").status == 421


def test_a_response_has_the_headers_of_the_model_and_no_others(served: Site) -> None:
    response = served.get("/news/Caf%C3%A9.aspx")
    assert response.headers["content-length"] == str(len(response.body))
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    moved = served.get("/old.aspx")
    assert (moved.status, moved.headers["location"]) == (301, "/news/Caf%C3%A9.aspx")


def test_an_address_that_no_browser_sends_is_refused(served: Site) -> None:
    assert served.get("/%2e%2e/newsgen.toml").status == 400
    assert served.get("/../newsgen.toml").status == 400
    assert served.get("/news/\n").status in (400, 404)


@pytest.mark.parametrize(("path", "kind"), [(SCRIPT, "text/javascript"), (STYLE, "text/css")])
def test_script_and_style_are_files_of_the_server(served: Site, path: str, kind: str) -> None:
    response = served.get(path)
    assert response.status == 200
    assert response.headers["content-type"].startswith(kind)
    assert served.get("/.newsgen/../live.js").status != 200


def test_codes_are_explained_in_any_letter_case(served: Site) -> None:
    assert b"NG410" in served.get("/.newsgen/explain/ng410").body
    assert served.get("/.newsgen/explain/NG999").status == 404


def test_the_panel_tells_how_a_page_is_made(served: Site) -> None:
    body = served.get("/.newsgen/panel?page=/news/Caf%25C3%25A9.aspx").body.decode()
    assert "release.html" in body
    assert "content/a.md" in body
    assert served.get("/.newsgen/panel?page=//evil.example/").body.count(b'href="//evil') == 0
    assert served.get("/.newsgen/panel", "www.elsewhere.example").status == 421


def test_the_head_of_events_is_answered_at_once_and_takes_no_place(served: Site) -> None:
    response = served.get("/.newsgen/events?page=/", method="HEAD")
    assert response.headers["content-type"].startswith("text/event-stream")
    assert served.hub.clients == set()


def test_too_many_open_pages_are_refused(served: Site) -> None:
    served.hub.clients.update(Client("", "/") for _ in range(MOST_CLIENTS))
    assert served.get("/.newsgen/events").status == 503


def test_an_open_page_is_told_how_it_stands_until_the_server_stops(served: Site) -> None:
    def stop_when_told(body: bytes) -> None:
        if b"event: state" in body:
            served.hub.close()

    target = "/.newsgen/events?page=/news/Caf%25C3%25A9.aspx"
    text = served.get(target, seen=stop_when_told).body.decode()
    assert text.startswith("event: state\ndata: {")
    assert served.hub.clients == set()
