"""No cache that is damaged, lost or restored undoes a take-down: it holds, or the build is refused.

A site was built with releases that say distinctive words. Then its cache is changed, all of them
are taken down, and it is built again.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from newsgen.store._database import Seal
from tests.support.command import AS_OF, Outcome, build, clean_tree, newsgen_in_fork
from tests.support.pictures import saying
from tests.support.site import HOSTS, Release, difference, new_site, tree, write

CACHE: Final = "cache.sqlite"
LIST: Final = "written-*"
FOLDER: Final = f"https://{HOSTS['Cumbria']}/News/News-Articles/2026/March/"
PLACES: Final = 20
"""Places of the cache file at each of which one byte is changed, or at which it is cut."""
PAGE: Final = "Mossgate"
"""A word of a page in no list, feed or sitemap: no other file changes with it."""
REMOVED: Final = "Gillhampton"
"""The word of the release that `newsgen remove` takes down."""
EMBARGO: Final = {"embargo": "2026-12-01T10:00+00:00"}
TAKE_DOWNS: Final[dict[str, dict[str, str] | None]] = {
    "Brindlewick": {"status": "closed"},
    "Quernmore": {"status": "withdrawn", "explanation": "Wrong."},
    "Thistleford": {"status": "gone"},
    "Oxenhurst": {"status": "moved", "superseded_by": f"{FOLDER}Stays.aspx"},
    "Larkbarrow": {"expires": "2026-03-14T10:00+00:00"},
    "Wexcombe": None,
    "Yarrowdale": {"status": "draft"},
    "Farthinghoe": EMBARGO,
    PAGE: None,
}
"""The words of releases with the keys that take them down, None for a file that is deleted."""


def _release(number: int, word: str, keys: dict[str, str] | None = None) -> Release:
    """Make a release that says a word: only where it asks for help if it is closed later.

    What stays at an address says no word.
    """
    is_closed, is_page = word == "Brindlewick", word == PAGE
    picture = "" if is_closed else f"\n\n![Road](R{number}.png)"
    more = {"type": "page", "slug": f"R{number}", "noindex": "true"} if is_page else {}
    return Release(
        f"{'Somebody' if is_closed else word} is missing",
        url=None if is_page else f"{FOLDER}R{number}.aspx",
        date=None if is_page else "2026-03-10 10:00",
        body=f"An officer spoke.\n\nIf you have seen {word}, call 101.{picture}",
        more=more | (keys or {}),
    )


def _publish(site: Path) -> None:
    for number, word in enumerate((*TAKE_DOWNS, REMOVED)):
        write(site / f"content/{number}.md", _release(number, word).text())
        write(site / f"content/R{number}.png", saying(f"Pixels of {word}"))


def _take_down(site: Path) -> None:
    for number, (word, keys) in enumerate(TAKE_DOWNS.items()):
        file = site / f"content/{number}.md"
        if keys is None:
            file.unlink()
        else:
            write(file, _release(number, word, keys).text())


def _told(output: Path, words: tuple[str, ...] = (*TAKE_DOWNS,)) -> set[str]:
    """Return the words that the output has, in a path or in what a file says."""
    said = b"\n".join(path.encode() + b"\n" + data for path, data in tree(output).items())
    return {word for word in words if word.encode() in said}


class Lost(NamedTuple):
    """A built site, its cache from before its releases, and what a clean build gives at the end."""

    site: Path
    before: Path
    clean: dict[str, bytes]


@pytest.fixture(scope="module")
def lost(tmp_path_factory: pytest.TempPathFactory) -> Lost:
    folder = tmp_path_factory.mktemp("lost")
    stays = Release("Stays", url=f"{FOLDER}Stays.aspx", date="2026-03-09 10:00")
    site = new_site(folder / "site", {"stays.md": stays})
    assert build(site).code == 0
    before = Path(shutil.copytree(site / ".newsgen", folder / "before"))
    _publish(site)
    outcome = build(site)
    assert outcome.code == 0, outcome.out
    assert _told(site / "output", (*TAKE_DOWNS, REMOVED)) == {*TAKE_DOWNS, REMOVED}
    after = Path(shutil.copytree(site, folder / "after"))
    _take_down(after)
    return Lost(site, before, clean_tree(after))


Change = Callable[[Lost, Path], None]
"""Changes a cache folder, of the site of a test."""


def _alter(names: str, where: float, _: Lost, cache: Path) -> None:
    """Change one byte of each file of some names, so far into it."""
    for file in cache.glob(names):
        data = bytearray(file.read_bytes())
        data[int(where * (len(data) - 1))] ^= 0x41
        file.write_bytes(data)


def _cut(names: str, where: float, _: Lost, cache: Path) -> None:
    for file in cache.glob(names):
        os.truncate(file, int(where * file.stat().st_size))


def _lose(names: str, _: Lost, cache: Path) -> None:
    for file in cache.glob(names):
        shutil.rmtree(file) if file.is_dir() else file.unlink()


def _restore(names: str, lost: Lost, cache: Path) -> None:
    """Put files back as they were before the releases; those that were not there yet are gone."""
    _lose(names, lost, cache)
    for file in lost.before.glob(names):
        shutil.copy2(file, cache)


def _of_another_version(_: Lost, cache: Path) -> None:
    with closing(sqlite3.connect(cache / CACHE)) as connection:
        assert connection.execute("UPDATE meta SET value = 'x' WHERE name = 'version'").rowcount
        connection.commit()
    Seal(cache / CACHE).renew()


def _each(*changes: Change) -> Change:
    def change(lost: Lost, cache: Path) -> None:
        for each in changes:
            each(lost, cache)

    return change


ALL: Final = "*"
DATABASE: Final = f"{CACHE}*"
CHANGES: Final[dict[str, Change]] = {
    **{f"byte {n}": partial(_alter, CACHE, n / PLACES) for n in range(PLACES)},
    **{f"cut {n}": partial(_cut, CACHE, n / PLACES) for n in range(0, PLACES, 4)},
    "lost": partial(_lose, DATABASE),
    "all lost": partial(_lose, ALL),
    "list lost": partial(_lose, LIST),
    "list altered": partial(_alter, LIST, 0.5),
    "list altered at its end": partial(_alter, LIST, 1),
    "list cut": partial(_cut, LIST, 0.5),
    "list emptied": partial(_cut, LIST, 0),
    "lost, list altered": _each(partial(_lose, DATABASE), partial(_alter, LIST, 0.5)),
    "lost, list cut": _each(partial(_lose, DATABASE), partial(_cut, LIST, 0.5)),
    "altered, list altered": _each(partial(_alter, CACHE, 0.5), partial(_alter, LIST, 0.5)),
    "another version": _of_another_version,
    "another version, list lost": _each(_of_another_version, partial(_lose, LIST)),
    "restored": partial(_restore, ALL),
    "database restored": partial(_restore, DATABASE),
    "list restored": partial(_restore, LIST),
    "restored, database lost": _each(partial(_restore, ALL), partial(_lose, DATABASE)),
    "restored, list lost": _each(partial(_restore, ALL), partial(_lose, LIST)),
    "database restored, list altered": _each(
        partial(_restore, DATABASE), partial(_alter, LIST, 0.5)
    ),
    "restored, of another version": _each(partial(_restore, ALL), _of_another_version),
}
REFUSED: Final = {
    "all lost",
    "lost, list altered",
    "lost, list cut",
    "altered, list altered",
    "restored",
    "restored, database lost",
    "restored, list lost",
    "database restored, list altered",
    "restored, of another version",
}
"""Where nothing is left that would say which files are newsgen's."""


@pytest.fixture
def site(lost: Lost, tmp_path: Path) -> Iterator[Path]:
    yield Path(shutil.copytree(lost.site, tmp_path / "site"))
    shutil.rmtree(tmp_path / "site")


@pytest.mark.rotates(7)
@pytest.mark.parametrize("name", CHANGES)
def test_a_take_down_holds_or_the_build_is_refused(lost: Lost, site: Path, name: str) -> None:
    output = site / "output"
    CHANGES[name](lost, site / ".newsgen")
    _take_down(site)
    before = tree(output)
    outcome = build(site)
    assert outcome.code == (1 if name in REFUSED else 0), outcome.out + outcome.err
    if name in REFUSED:
        _assert_refused(outcome, site, before, lost.clean)
        _assert_refused(build(site), site, before, lost.clean)  # nothing makes it forget
        outcome = build(site, more=("--adopt-output",))
        assert outcome.code == 0, outcome.out + outcome.err
    assert _told(output) == set()
    assert difference(tree(output), lost.clean) == {}
    assert build(site).written == 0


def _assert_refused(
    outcome: Outcome, site: Path, before: dict[str, bytes], clean: dict[str, bytes]
) -> None:
    assert (outcome.code, outcome.codes) == (1, ["NG908"]), outcome.out + outcome.err
    assert difference(tree(site / "output"), before) == {}
    [diagnostic] = outcome.data["diagnostics"]
    named = {each["path"].removeprefix("output/") for each in diagnostic["related"]}
    files = {path for path in before if not path.endswith("/")}
    assert named == files - {*clean}


@pytest.mark.parametrize("name", ["byte 10", "lost", "all lost", "restored", "list lost"])
def test_a_removal_holds_or_its_build_is_refused(lost: Lost, site: Path, name: str) -> None:
    CHANGES[name](lost, site / ".newsgen")
    words = (
        "remove",
        f"{FOLDER}R{len(TAKE_DOWNS)}.aspx",
        "--reason",
        "found",
        "--yes",
        "--format",
        "json",
    )
    outcome = newsgen_in_fork(*words, "--site", site, "--as-of", AS_OF)
    assert outcome.code == 0, outcome.out + outcome.err
    assert _told(site / "output", (REMOVED,)) == set()
    assert difference(tree(site / "output"), clean_tree(site)) == {}
