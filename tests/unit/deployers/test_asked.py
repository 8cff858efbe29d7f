"""What a website is asked for, and which answers are right."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from newsgen.config.deploy import DeploySettings
from newsgen.deployers.asked import (
    LiveWebsite,
    of_address,
    of_cached,
    of_files,
    of_gone,
    sample,
)
from newsgen.deployers.manifest import FileKind, HeldFile, path_digest
from newsgen.deployers.output import open_output
from newsgen.deployers.target import CachedAddress
from newsgen.digest import digest_bytes
from newsgen.hosting.answer import Answer
from newsgen.model.tombstones import Tombstone, Tombstones, new_key
from newsgen.model.urls import Address, URLError, output_path
from newsgen.pipeline.central import build
from tests.support.builds import request
from tests.support.site import HOSTS, Release, new_site, write

HOST = HOSTS["Northshire"]
FILES = DeploySettings((), address=f"https://{HOST}")
SERVED = replace(FILES, server="nginx")


def release(name: str, **more: str) -> Release:
    return Release("A", "Northshire", f"https://{HOST}/{name}", "2026-03-01", more=more)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[LiveWebsite]:
    down = {"status": "withdrawn", "explanation": "Wrong."}
    releases = {
        "a.md": release("a/A B.aspx", redirect_from="/old/a"),
        "b.md": release("b/B.aspx", redirect_from="/old/b", **down),
        "c.md": release("c/C.aspx", status="gone"),
        "d.md": release("d/", **down),
        "e.md": release("e/E.aspx", status="moved", superseded_by="https://www.gov.example/e"),
        "q.md": release("q/Show.aspx?id=1"),
    }
    site = new_site(tmp_path / "site", releases)
    build(request(site))
    with open_output(request(site)) as output:
        yield LiveWebsite.of(output, SERVED)


def test_files_are_asked_for_at_their_addresses(served: LiveWebsite) -> None:
    page, down = of_files(served, ["a/A B.aspx", "b/B.aspx"], ["b/B.aspx"])
    assert (page.host, page.path, page.right.status) == (HOST, "/a/A%20B.aspx", 200)
    assert page.content == digest_bytes(served.output.read("a/A B.aspx"))
    assert (down.right, down.take_down) == (Answer(410, "b/B.aspx"), True)


def test_server_without_a_configuration_knows_files_only(served: LiveWebsite) -> None:
    paths = ["b/B.aspx", "x/Y.aspx"]
    answers = [asked.right for asked in of_files(served._replace(settings=FILES), paths)]
    assert answers == [Answer(200, "b/B.aspx"), Answer(404)]


def test_server_that_newsgen_does_not_configure_may_know_addresses(served: LiveWebsite) -> None:
    unknown = served._replace(settings=FILES)
    assert [each.may_be for each in of_files(served, ["b/B.aspx", "e/E.aspx"])] == [None, None]
    page, down, moved, old = of_files(unknown, ["a/A B.aspx", "b/B.aspx", "e/E.aspx", "old/a"])
    assert page.may_be is None
    assert (down.right.status, down.may_be and down.may_be.status) == (200, 410)
    assert moved.may_be == Answer(301, "", "https://www.gov.example/e")
    assert old.may_be == Answer(301, "", "/a/A%20B.aspx")
    files = {each.path: each.may_be and each.may_be.status for each in of_gone(unknown)}
    assert files == {"/b/B.aspx": 410, "/c/C.aspx": 410, "/d/": 410, "/old/b": 410}
    later = dict(served.held)
    later[path_digest("b/B.aspx")] = HeldFile(FileKind.RETIRED, b"as it was before")
    (older,) = of_files(unknown._replace(held=later), ["b/B.aspx"])
    assert older.may_be is None


def test_what_is_gone_is_asked_for_at_its_own_addresses(served: LiveWebsite) -> None:
    asked = {each.path: each for each in of_gone(served)}
    assert asked.keys() == {"/b/B.aspx", "/c/C.aspx", "/d/", "/old/b"}
    assert {each.right.status for each in asked.values()} == {410}
    assert all(each.take_down for each in asked.values())
    files = {each.path: each.right for each in of_gone(served._replace(settings=FILES))}
    assert files["/b/B.aspx"] == Answer(200, "b/B.aspx")
    assert files["/c/C.aspx"] == Answer(404)


@pytest.mark.parametrize("settings", [FILES, SERVED])
@pytest.mark.parametrize(
    ("address", "at"),
    [
        ("/a/A B.aspx", "/a/A%20B.aspx"),
        ("/a/A%20B.aspx?x=1", "/a/A%20B.aspx?x=1"),
        ("/A/a B.ASPX", "/a/A%20B.aspx"),
        ("/a/A B.aspx/", "/a/A%20B.aspx"),
        ("/old/a", "/a/A%20B.aspx"),
        ("/e/E.aspx", "https://www.gov.example/e"),
        ("/q/Show.aspx?id=1", "/q/Show.aspx?id=1"),
        ("/q/show.aspx?ID=1", "/q/Show.aspx?id=1"),
        ("/", "/"),
        ("/410.html", "/410.html"),
    ],
)
def test_address_that_the_website_still_has_is_not_gone(
    served: LiveWebsite, settings: DeploySettings, address: str, at: str
) -> None:
    asked = of_address(served._replace(settings=settings), f"https://{HOST}{address}")
    assert (asked.still_at, asked.take_down) == (at, True)
    assert asked.right.status in (404, 410)


def test_address_that_is_gone_is_so_as_its_server_can_say_it(served: LiveWebsite) -> None:
    files = served._replace(settings=FILES)
    expected = {
        "/b/B.aspx": (410, 200),
        "/old/b": (410, 410),
        "/d/": (410, 200),
        "/d": (410, 200),
        "/c/C.aspx": (410, 410),
        "/q/Show.aspx?id=2": (404, 404),
        "/removed/a b.aspx?x=1": (404, 404),
    }
    for path, statuses in expected.items():
        asked = [of_address(each, f"https://{HOST}{path}") for each in (served, files)]
        assert (tuple(each.right.status for each in asked), path) == (statuses, path)
        assert all(each.take_down and not each.still_at for each in asked)
    assert asked[0].path == "/removed/a%20b.aspx?x=1"
    for wrong in ("removed", "https://elsewhere.example/b/B.aspx"):
        with pytest.raises(URLError):
            of_address(served, wrong)


def test_removed_query_shows_the_page_of_the_path(tmp_path: Path) -> None:
    releases = {"a.md": release("Show.aspx"), "b.md": release("Show.aspx?id=1")}
    site = new_site(tmp_path / "site", releases)
    build(request(site))
    stones = replace(Tombstones(), key=new_key())
    digest = stones.digest(HOST, output_path(Address("https", HOST, "/Show.aspx", "id=26")))
    stone = Tombstone(digest, "erasure", "2026-03-02", f"https://{HOST}/Show.aspx?")
    write(site / "tombstones.txt", replace(stones, stones=(stone,)).write())
    build(request(site))
    with open_output(request(site)) as output:
        website = LiveWebsite.of(output, SERVED)
        removed = of_address(website, f"https://{HOST}/Show.aspx?id=26")
        assert removed.right == Answer(200, "Show.aspx")
        assert removed.content == digest_bytes(output.read("Show.aspx"))
        assert (removed.take_down, removed.still_at) == (False, "")
        for query in ("?id=1", "?id=27", ""):
            still = of_address(website, f"https://{HOST}/Show.aspx{query}")
            assert still.still_at == f"/Show.aspx{query}"


def test_address_is_asked_for_at_its_own_host(served: LiveWebsite) -> None:
    elsewhere = served._replace(settings=replace(FILES, address="http://127.0.0.1:8080"))
    for host in (HOST, HOSTS["Cumbria"], "news.example"):
        for path in ("/a/A B.aspx", "/b/B.aspx", "/never"):
            assert of_address(elsewhere, f"https://{host}{path}").host == host
    assert of_address(elsewhere, "http://127.0.0.1/never").host == "news.example"


def test_what_an_earlier_deployment_left_in_caches_is_asked_for(served: LiveWebsite) -> None:
    left = [CachedAddress(HOST, "/b/B.aspx"), CachedAddress("elsewhere.example", "/b/B.aspx")]
    (asked,) = of_cached(served, left)
    assert (asked.host, asked.path, asked.right.status) == (HOST, "/b/B.aspx", 410)
    assert asked.take_down
    assert not [*of_cached(served._replace(settings=FILES), left)]


def test_sample_is_the_same_of_the_same_site(served: LiveWebsite) -> None:
    chosen = sample(served, ["index.html"])
    assert chosen == sample(served, ["index.html"])
    assert "index.html" not in chosen
    assert not any(path.startswith("assets/") for path in chosen)
