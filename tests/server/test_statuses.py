"""The preview answers for what was taken down or moved as a web server would."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest

from newsgen.cli import load
from newsgen.hosting.answer import answer
from newsgen.hosting.site import hosted_site
from newsgen.pipeline.central import examine
from newsgen.pipeline.result import Request
from newsgen.pipeline.session import open_session
from tests.support.hosted import Website
from tests.support.requests_of import requests_of
from tests.support.serving import Served, soon, without_snippet

HOST: Final = "www.northshire.police.example"
SITE: Final = f"https://{HOST}"
FOLDER: Final = "/newsroom/2026/March/"
AS_OF: Final = "2026-04-01T10:00Z"
SETTINGS: Final = f"""\
[site]
title = "Northshire news"
base_url = "{SITE}"

[areas.Northshire]
hosts = ["{HOST}"]
archive = "/newsroom/"
"""
KEYS: Final = {
    "Open": f"redirect_from: ['{SITE}/Old/Open.asp?ID=7', '{SITE}/Old/Café.aspx']",
    "Withdrawn": "status: withdrawn\nexplanation: This appeal is over.",
    "Gone": "status: gone",
    "Moved": f"status: moved\nsuperseded_by: {SITE}{FOLDER}Open.aspx",
    "Erased": "",
    "Neighbour": "",
    "Draft": "status: draft",
    "Held": "embargo: 2026-05-01T10:00+01:00",
}
IN_GRAVE: Final = ("Erased", "Neighbour", "Draft", "Held")
"""Releases of the folder from which one is removed."""
LEDGER: Final = f"""\
{SITE}/ledger/Gone.aspx gone
{SITE}/ledger/Moved.aspx moved {SITE}{FOLDER}Open.aspx
"""
OPEN: Final = f"{FOLDER}Open.aspx"
ERASED: Final = "/erased/2026/March/Erased.aspx"


def release(site: Path, name: str, keys: str) -> None:
    folder = "/erased/2026/March/" if name in IN_GRAVE else FOLDER
    head = (
        f"title: {name}\narea: Northshire\nurl: {SITE}{folder}{name}.aspx\ndate: 2026-03-05 10:49"
    )
    text = f"---\n{head}\n{keys}\n---\n\nWords of {name}.\n"
    (site / "content" / f"{name}.md").write_text(text)


def newsgen(command: str, site: Path, *more: str) -> int:
    words = [*more, "--site", str(site), "--as-of", AS_OF]
    return int(load(command).main(words, standalone_mode=False) or 0)


def written_site(folder: Path) -> Path:
    """Write a site with a release of each status, one of which is removed permanently.

    It has a neighbour, so that the name of their folder tells nothing of it and is kept.
    """
    (folder / "content").mkdir(parents=True)
    (folder / "newsgen.toml").write_text(SETTINGS)
    for name, keys in KEYS.items():
        release(folder, name, keys)
    (folder / "urls.txt").write_text(LEDGER)
    removing = (f"{SITE}{ERASED}", "--reason", "erasure", "--yes")
    assert newsgen("remove", folder, *removing) == 0
    return folder


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("statuses")
    running = Served.start(written_site(folder / "site"), folder / "log.txt", "--as-of", AS_OF)
    yield running
    assert running.stop() == 0


ANSWERS: Final = {
    OPEN: (200, ""),
    f"{FOLDER}Withdrawn.aspx": (410, ""),
    f"{FOLDER}withdrawn.ASPX?a=1": (410, ""),
    f"{FOLDER}Gone.aspx": (410, ""),
    f"{FOLDER}Moved.aspx": (301, OPEN),
    f"{FOLDER}MOVED.aspx?a=1": (301, f"{OPEN}?a=1"),
    "/Old/Open.asp?ID=7": (301, OPEN),
    "/old/open.asp?id=7": (301, OPEN),
    "/Old/Caf%C3%A9.aspx": (301, OPEN),
    "/Old/Open.asp": (404, ""),
    "/ledger/Gone.aspx": (410, ""),
    "/ledger/Moved.aspx": (301, OPEN),
    ERASED: (410, ""),
    ERASED.upper(): (410, ""),
    "/erased/2026/March/Another.aspx": (410, ""),
    "/newsroom/2026/March/Another.aspx": (404, ""),
}


@pytest.mark.parametrize(
    ("name", "why"), [("Draft", "is a draft"), ("Held", "is held until 2026-05-01 10:00:00 BST")]
)
@pytest.mark.parametrize("spelling", [str, str.lower])
def test_a_source_beside_a_removed_one_says_why_it_is_not_shown(
    served: Served, name: str, why: str, spelling: Callable[[str], str]
) -> None:
    actual = served.get(spelling(f"/erased/2026/March/{name}.aspx"))
    assert actual.status == 404
    assert f"content/{name}.md {why}, so the public gets the answer 410".encode() in actual.body


@pytest.mark.parametrize("target", ANSWERS)
def test_each_status_is_answered(served: Served, target: str) -> None:
    actual = served.get(target)
    assert (actual.status, actual.headers.get("location", "")) == ANSWERS[target]
    assert actual.headers.get("x-robots-tag", "") == ("noindex" if actual.status > 400 else "")


def test_a_withdrawn_page_says_why_and_nothing_else(served: Served) -> None:
    actual = served.get(f"{FOLDER}Withdrawn.aspx").text
    assert "This appeal is over." in actual
    assert "Words of Withdrawn" not in actual
    assert "This appeal is over." not in served.get(f"{FOLDER}Gone.aspx").text


@pytest.fixture(scope="module")
def website(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Website:
    """Build the same site, with what hosts are told of it."""
    folder = tmp_path_factory.mktemp("website")
    output, cache = folder / "www", folder / "cache"
    folders = ("--output", str(output), "--cache", str(cache))
    assert newsgen("build", served.site, *folders, "-q") == 0
    as_of = datetime.fromisoformat(AS_OF)
    request = Request(site=served.site, as_of=as_of, output=output, cache=cache, jobs=1)
    with open_session(request) as session:
        frame = examine(session)
        return Website(folder, hosted_site(session, frame, str(output)))


def test_every_request_is_answered_as_the_model_says(served: Served, website: Website) -> None:
    [root] = website.site.roots
    lookup = website.lookup(root)
    statuses = set()
    for target in dict.fromkeys([*requests_of(root), *ANSWERS]):
        expected, actual = answer(target, lookup), served.get(target)
        statuses.add(actual.status)
        assert (actual.status, actual.headers.get("location", "")) == expected[::2], target
        if expected.file:
            built = (lookup.folder / expected.file).read_bytes()
            assert without_snippet(actual.body) == built, target
    assert statuses == {200, 301, 404, 410}


@pytest.fixture
def mine(serve: Callable[..., Served], tmp_path: Path) -> Served:
    """Serve a site that a test may change."""
    return serve(written_site(tmp_path / "statuses"), "--as-of", AS_OF)


def test_a_saved_ledger_is_noticed(mine: Served) -> None:
    ledger, fallen = mine.site / "urls.txt", "/ledger/Fallen.aspx"
    assert mine.get(fallen).status == 404
    good = ledger.read_text()
    ledger.write_text(f"{good}{SITE}{fallen} gone\n")
    soon(lambda: mine.get(fallen).status == 410)
    ledger.write_text(f"{good}{SITE}{fallen} moved {SITE}{OPEN}\n")
    soon(lambda: mine.get(fallen).headers.get("location") == OPEN)
    ledger.write_text(good)
    soon(lambda: mine.get(fallen).status == 404)


def test_saved_tombstones_are_noticed(mine: Served) -> None:
    tombstones = mine.site / "tombstones.txt"
    good = tombstones.read_text()
    assert mine.get(ERASED).status == 410
    tombstones.unlink()
    soon(lambda: mine.get(ERASED).status == 404)
    tombstones.write_text(good)
    soon(lambda: mine.get(ERASED).status == 410)


def test_a_saved_status_is_noticed(mine: Served) -> None:
    assert mine.get(OPEN).status == 200
    for keys, status in (("status: gone", 410), (KEYS["Withdrawn"], 410), ("", 200)):
        release(mine.site, "Open", keys)
        soon(lambda status=status: mine.get(OPEN).status == status)  # type: ignore[misc]
