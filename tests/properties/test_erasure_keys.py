"""What stays of a release that is over: for every key of the front matter, what its row says.

The values are samples from the rows: a distinctive one of each type, where there can be one.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from newsgen.cli import cli
from newsgen.content import keys
from newsgen.content._values import KeyRow, each_key
from newsgen.content.keys import KEYS
from newsgen.model import declared
from tests.support.every_key import (
    NEEDED,
    OVER,
    SEARCHED,
    UNSEARCHED,
    URL,
    Sample,
    make_site,
    text_of,
)
from tests.support.site import tree, write

BEFORE, AFTER = "2026-03-15T12:00Z", "2026-03-21T12:00Z"
SURVIVING: Final = {
    "area": "it decides the address and the site that answers there",
    "url": "its address has to answer that the release was taken down",
    "type": "it decides the address of a page without url",
    "slug": "it is part of the address of a release without url",
    "date": "its address answers from the time of publication on",
    "embargo": "its address answers from the time of publication on",
    "expires": "its address is gone from then on",
    "kind": "the retention of its kind says when the file itself is due for review",
    "status": "it decides what its address answers",
    "explanation": "its page says why it was withdrawn",
    "superseded_by": "its address leads there",
    "redirect_from": "its old addresses answer as its address does",
    "review_by": "the file itself is due for review then",
    "language": "the page that says why it was withdrawn is in it",
    "translation_of": "its other language is taken down with it",
    "accept[].code": "findings about its address stay accepted",
    "article.published.time": "its address answers from the time of publication on",
    "publish.date": "its address answers from the time of publication on",
    "publish.month": "its address answers from the time of publication on",
    "publish.year": "its address answers from the time of publication on",
    "day": "its address answers from the time of publication on",
    "month": "its address answers from the time of publication on",
    "time": "its address answers from the time of publication on",
}

ADDED: Final = (
    KeyRow("contact", declared.text(), "Whom to ask", ("01632 960001",), is_seen=True),
    KeyRow("hearing", declared.moment(), "The day in court", ("2026-04-01",), is_seen=True),
    KeyRow(
        "desk",
        declared.group(
            KeyRow("name", declared.text(), "Its name", ("North",)),
            KeyRow("shifts", declared.list_of(declared.text()), "Its shifts", (["early"],)),
            make=dict,
        ),
        "Who is on duty",
        ({"name": "North"},),
        is_seen=True,
    ),
    KeyRow("urgent", declared.worded_flag(), "Whether it is", ("true",), is_seen=True),
)
"""Keys of four types, each added by its row alone."""
OUTPUTS: Final = ("output", "preview")


def run(*words: str | Path, code: int = 0) -> None:
    """Run a command in this process, so that keys that a test adds count."""
    with pytest.raises(SystemExit) as end:
        cli.main([str(word) for word in words])
    assert end.value.code == code, words


def build(site: Path, as_of: str) -> None:
    """Build into all outputs: the site's own, and one that another server publishes."""
    for output in OUTPUTS:
        words = ("--site", site, "--output", site / output, "--as-of", as_of, "--jobs", "1")
        run("build", *words, "--quiet")


class Built(NamedTuple):
    """A site that was built with the release, all of whose keys were given."""

    site: Path
    sample: Sample
    keys: tuple[KeyRow, ...]


@pytest.fixture(scope="module", params=["declared", "added"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build with the keys that there are, and the search, or with some more."""
    rows, config = KEYS, SEARCHED
    if request.param == "added":
        rows, config = (*KEYS, *ADDED), UNSEARCHED
    sample = Sample(rows)
    site = make_site(tmp_path_factory.mktemp("erasure") / "site", NEEDED | sample.values, config)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "KEYS", rows)
        build(site, BEFORE)
    return Built(site, sample, rows)


@pytest.fixture
def again(built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Built:
    """Return a copy of the site, on which the same keys count."""
    monkeypatch.setattr(keys, "KEYS", built.keys)
    return built._replace(site=shutil.copytree(built.site, tmp_path / "site"))


def retire(site: Path, values: dict[str, Any], how: str) -> None:
    """Make the release be over."""
    if how == "removed":
        run("remove", URL, "--reason", "erasure", "--yes", "--site", site, "--as-of", BEFORE)
        return
    if how != "expired":
        first = {**NEEDED, **OVER[how]}  # with more keys or fewer below, they stay on their lines
        write(site / "content/a.md", text_of(first | values, "Seen at noon."))
    build(site, AFTER if how == "expired" else BEFORE)


def test_what_a_build_keeps_of_a_published_release_is_seen(built: Built) -> None:
    """The other tests could not fail if they did not see it."""
    kept = built.sample.left_in(built.site / ".newsgen")
    assert {"title", "summary", "tags[]", "images[].src", "incident.reference"} <= set(kept)
    assert {"updates[].at", "updates[].note", "og.url", "accept[].text"} <= set(kept)
    added = {"contact", "hearing", "desk.name", "desk.shifts[]"} & built.sample.signs.keys()
    for output in OUTPUTS:
        shown = built.sample.left_in(built.site / output)
        assert {"title", "summary", "tags[]", *added} <= set(shown)
        if not added:
            assert "title" in built.sample.left_in(built.site / output / "pagefind/fragment")


@pytest.mark.parametrize("how", OVER)
def test_nothing_is_left_but_what_survives(how: str, again: Built) -> None:
    site, sample = again.site, again.sample
    retire(site, sample.values, how)
    for folder in (".newsgen", *OUTPUTS):
        assert sample.left_in(site / folder) == []
    if how == "removed":
        assert sample.left_in(site) == []


@pytest.mark.parametrize("how", [how for how in OVER if how != "removed"])
def test_the_store_holds_what_it_would_hold_without_the_other_keys(
    how: str, again: Built, tmp_path: Path
) -> None:
    """So it is of flags and choices too, whose values are nothing that could be looked for."""
    sample = again.sample
    assert {"noindex", "updates[].significant", "images[].decorative"} <= set(sample.indistinct)
    retire(again.site, sample.values, how)
    bare = make_site(tmp_path / "bare", NEEDED, UNSEARCHED)
    retire(bare, {}, how)
    assert rows(again.site) == rows(bare)


def rows(site: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all that the store holds of releases and findings."""
    with closing(sqlite3.connect(site / ".newsgen/cache.sqlite")) as connection:
        return {
            table: sorted(_without_id(connection.execute(f"SELECT * FROM {table}")), key=repr)
            for table in ("release", "body", "link", "redirect", "finding", "archive_finding")
        }


def _without_id(cursor: sqlite3.Cursor) -> Iterator[tuple[Any, ...]]:
    """Leave the numbers of rows out, which tell in what order they were put."""
    skip = int(cursor.description[0][0] == "id")
    return (row[skip:] for row in cursor)


def test_an_expired_release_comes_back_if_time_goes_back(again: Built) -> None:
    site = again.site
    before = tree(site / "output")
    build(site, AFTER)
    assert not (site / "output/News/News-Articles/2026/March/A.aspx").exists()
    build(site, BEFORE)
    assert tree(site / "output") == before


def test_what_survives_is_listed_with_its_reason() -> None:
    assert {name: key.survives for name, key in each_key(KEYS) if key.survives} == SURVIVING
