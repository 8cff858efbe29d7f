"""A real Varnish before a real nginx: what was taken down is gone with the first answer."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from newsgen.deployers import caches, purge
from newsgen.deployers.verify import verify
from newsgen.site.addresses import SEARCH_INDEX
from tests.support.canary import WORDS, canary, other
from tests.support.deployed_nginx import LINK, Nginx, running
from tests.support.deploying import Deployed
from tests.support.pictures import saying
from tests.support.servers import free_port
from tests.support.site import CONFIG, HOSTS, Release, write
from tests.support.varnish import Varnish, running as running_varnish

HOST: Final = HOSTS["Cumbria"]
PAGE: Final = "/News/News-Articles/2026/March/Kanaryaddress.aspx"
OLD: Final = "/News/News-Articles/2026/March/Kanaryold.aspx"
QUERY: Final = "/news.aspx?id=5"
SETTINGS: Final = (
    CONFIG.replace('theme = "plain"', 'theme = "plain"\nsearch = true')
    + '\n[taxonomies.topics]\nkey = "tags"\n[media]\ncards = true\n[hosting]\npage_max_age = 3600\n'
)


@pytest.fixture
def cached(deployed: Deployed, tmp_path: Path) -> Iterator[tuple[Deployed, Varnish]]:
    """Return a website that was deployed, behind a cache that has kept all of it."""
    deployed.config = SETTINGS
    nginx = Nginx(tmp_path / "nginx", deployed)
    deployed.configure()
    write(deployed.site / "content/pictures/Kanaryfile.png", saying("Kanarypixels"))
    deployed.write("canary.md", canary())
    deployed.write("query.md", with_query())
    for day in (1, 2, 3):
        deployed.write(f"{day}.md", other(day))
    deployed.deployed_unasked()
    with running(nginx), running_varnish(tmp_path / "varnish", nginx.port) as varnish:
        deployed.configure(
            address=f'"http://127.0.0.1:{varnish.port}"',
            purge=f'"ban:http://127.0.0.1:{varnish.port}"',
        )
        yield deployed, varnish


def with_query(**more: str) -> Release:
    """Return a release whose address has a query."""
    body = "Kanaryquery has not been seen."
    return Release("Query", url=f"https://{HOST}{QUERY}", date="2026-03-04", body=body, more=more)


def fill(varnish: Varnish, host: str) -> dict[str, bytes]:
    """Follow all links as a reader does; return what the cache has kept, by address."""
    kept, waiting = dict[str, bytes](), ["/", "/feed.atom", "/sitemap.xml", PAGE, OLD, QUERY]
    while waiting:
        path = waiting.pop()
        if path in kept:
            continue
        for _ in range(2):
            reply = varnish.get(path, host)
        kept[path] = reply.body
        assert " " in reply.headers["X-Varnish"], f"{path} is not cached"
        if b"<html" in reply.body:
            waiting += [link.partition("#")[0] for link in LINK.findall(reply.body.decode())]
    return kept


@pytest.mark.parametrize("place", ["file"], indirect=True)
@pytest.mark.parametrize("over", ["withdrawn", "removed"])
def test_first_answer_after_a_take_down_is_that_it_is_gone(
    cached: tuple[Deployed, Varnish], over: str
) -> None:
    deployed, varnish = cached
    search = {f"/{path}" for path in deployed.built if path.startswith(SEARCH_INDEX[1:])}
    assert any("/fragment/" in path for path in search)
    for path in sorted(search):
        varnish.get(path, HOST)
    words = tuple(word.encode() for word in (*WORDS, "Kanaryquery"))
    kept = fill(varnish, "news.example") | fill(varnish, HOST)
    before = [path for path, body in kept.items() if any(word in body for word in words)]
    assert {PAGE, QUERY} < {*before}
    if over == "removed":
        for url in (PAGE, QUERY):
            removed = deployed.newsgen(
                "remove", f"https://{HOST}{url}", "--reason", "erasure", "--yes"
            )
            assert removed.code == 0, removed.err
    else:
        down = {"status": "withdrawn", "explanation": "Wrong."}
        deployed.write("canary.md", canary(**down))
        deployed.write("query.md", with_query(**down))
    outcome = deployed.deployed()
    assert re.search(r"^Purged \d+ addresses\.$", outcome.out, re.MULTILINE)
    for path in sorted({*kept, *search}):
        for host in (HOST, "news.example"):
            reply = varnish.get(path, host)
            assert not any(word in reply.body for word in words), path
    assert {path: varnish.get(path, HOST).status for path in (PAGE, OLD, QUERY)} == dict.fromkeys(
        (PAGE, OLD, QUERY), 410
    )
    picture = next(path for path in kept if "Kanaryfile" in path)
    assert varnish.get(picture, HOST).status in (404, 410)
    assert varnish.get(f"{PAGE}?utm_source=post", HOST).status == 410
    assert not (deployed.folder / ".newsgen/to-purge").exists()


@pytest.mark.parametrize("place", ["file"], indirect=True)
def test_cache_that_refuses_is_exit_code_1_and_purged_by_the_next_deployment(
    cached: tuple[Deployed, Varnish], monkeypatch: pytest.MonkeyPatch
) -> None:
    deployed, varnish = cached
    monkeypatch.setattr(caches, "WAITS", ())
    monkeypatch.setitem(verify.__kwdefaults__ or {}, "patience", 0.5)
    fill(varnish, HOST)
    deployed.write("canary.md", canary(status="withdrawn", explanation="Wrong."))
    deployed.configure(purge='"command:echo closed; exit 3"', address=f'"{website(varnish)}"')
    deployed.build()
    outcome = deployed.deploy()
    assert outcome.code == 1
    assert f"May still be cached: {HOST}{PAGE} (" in outcome.err
    assert b"Kanarybody" in varnish.get(PAGE, HOST).body
    assert PAGE in (deployed.folder / ".newsgen/to-purge").read_text()
    deployed.configure(purge=f'"ban:{website(varnish)}"')
    deployed.build()
    outcome = deployed.deploy()
    assert outcome.code == 0
    assert varnish.get(PAGE, HOST).status == 410
    assert not (deployed.folder / ".newsgen/to-purge").exists()


@pytest.mark.parametrize("place", ["file"], indirect=True)
def test_take_downs_are_first_in_lists_that_are_cut(
    deployed: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caches, "WAITS", ())
    monkeypatch.setitem(verify.__kwdefaults__ or {}, "patience", 0.0)
    closed = f"http://127.0.0.1:{free_port()}"
    deployed.write("canary.md", canary())
    for day in range(1, 29):
        deployed.write(f"{day}.md", other(day))
    deployed.deployed()
    deployed.configure(address=f'"{closed}"', purge=f'"ban:{closed}"')
    deployed.write("canary.md", canary(status="withdrawn", explanation="Wrong."))
    for day in range(1, 29):
        deployed.write(f"{day}.md", replace(other(day), body="Another text.\n"))
    deployed.build()
    outcome = deployed.deploy()
    assert outcome.code == 1
    for word in ("Wrong: ", "May still be cached: "):
        lines = [line for line in outcome.err.splitlines() if line.startswith(word)]
        assert len(lines) == 20
        assert PAGE in lines[0]
    assert outcome.err.count("more; --format json lists all.") == 2


@pytest.mark.parametrize("place", ["file"], indirect=True)
def test_roll_back_purges_what_it_changes(cached: tuple[Deployed, Varnish]) -> None:
    deployed, varnish = cached
    page = other(1).url or ""
    path = page.partition(HOST)[2]
    before = fill(varnish, HOST)[path]
    new = other(1)
    new.body = "Other words stand here now."
    deployed.write("1.md", new)
    deployed.deployed()
    assert b"Other words" in varnish.get(path, HOST).body
    assert deployed.deploy("--rollback").code == 0
    assert varnish.get(path, HOST).body == before


def website(varnish: Varnish) -> str:
    return f"http://127.0.0.1:{varnish.port}"


@pytest.mark.parametrize("place", ["file"], indirect=True)
def test_deployment_that_is_killed_before_it_purges_is_purged_by_the_next_one(
    cached: tuple[Deployed, Varnish], monkeypatch: pytest.MonkeyPatch
) -> None:
    deployed, varnish = cached
    fill(varnish, HOST)
    deployed.write("canary.md", canary(status="withdrawn", explanation="Wrong."))
    deployed.build()
    with monkeypatch.context() as patch:
        patch.setattr(purge.Purging, "purge", interrupted)
        assert deployed.deploy().code not in (0, 1)
    assert b"Kanarybody" in varnish.get(PAGE, HOST).body
    assert deployed.deploy().code == 0
    assert varnish.get(PAGE, HOST).status == 410


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt
