"""A cache that is damaged, cut short or another's never decides a byte of the site."""

import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from hypothesis import Phase, given, strategies as st

from newsgen.store._database import Seal, SealState
from tests.support.command import AS_OF, Outcome, newsgen_in_fork
from tests.support.draws import DRAW, draws
from tests.support.site import difference, many_releases, new_site, tree, write

EDITIONS: Final = 3
KINDS: Final = ("bytes", "bytes, same time", "zeros", "cut", "earlier", "another's", "not SQLite")
CACHE: Final = "cache.sqlite"
CACHES: Final = 500 if DRAW == "soak" else 250
"""How many are damaged at full length; `make test` draws a fifth of 250."""


class Damaged:
    """A built site, whose cache is damaged before it is built again."""

    def __init__(self, folder: Path) -> None:
        self.site = new_site(folder / "site", many_releases(24))
        self.expected = [self._clean(folder / f"clean{n}", n) for n in range(EDITIONS)]
        self.edit(0)
        assert self.build().code == 0
        self.earlier = self.cache.read_bytes()
        self.earlier_folder = Path(shutil.copytree(self.cache.parent, folder / "earlier"))
        another = new_site(folder / "another", many_releases(30, a_month=3))
        assert _build(another).code == 0
        self.another = (another / ".newsgen" / CACHE).read_bytes()
        self.another_folder = another / ".newsgen"
        self.edit(1)
        assert self.build().code == 0

    @property
    def cache(self) -> Path:
        return self.site / ".newsgen" / CACHE

    def edit(self, edition: int) -> None:
        _edit(self.site, edition)

    def build(self) -> Outcome:
        return _build(self.site)

    def _clean(self, folder: Path, edition: int) -> dict[str, bytes]:
        new_site(folder, many_releases(24))
        _edit(folder, edition)
        assert _build(folder).code == 0
        return tree(folder / "output")

    def damage(self, kind: str, chance: random.Random) -> bool:
        """Damage the cache file in one of the ways. Return whether it is another by that."""
        status, before = self.cache.stat(), self.cache.read_bytes()
        data = bytearray(before)
        if kind.startswith("bytes"):
            for _ in range(chance.choice([1, 1, 8, 64])):
                data[chance.randrange(len(data))] ^= chance.randrange(1, 256)
        elif kind == "zeros":
            start = chance.randrange(len(data))
            data[start : start + 4096] = bytes(len(data[start : start + 4096]))
        elif kind == "cut":
            del data[chance.randrange(len(data)) :]
        else:
            others = {"earlier": self.earlier, "another's": self.another}
            data = bytearray(others.get(kind, chance.randbytes(5_000)))
        self.cache.write_bytes(data)
        if kind.endswith("same time"):
            os.utime(self.cache, ns=(status.st_atime_ns, status.st_mtime_ns))
        return data != before

    def assert_right(self, edition: int) -> Outcome:
        """Build an edition, and compare every byte with those of a clean build."""
        self.edit(edition)
        outcome = self.build()
        assert outcome.code == 0, outcome.err
        assert "Traceback" not in outcome.err
        assert difference(tree(self.site / "output"), self.expected[edition]) == {}
        return outcome


def _edit(site: Path, edition: int) -> None:
    for number, path in enumerate(sorted(many_releases(24))):
        if number % 3 < 2:
            file = site / "content" / path
            line = f"Edition {edition if number % 3 else edition % 2} of this release."
            text = many_releases(24)[path].text() + f"\n{line}\n"
            if not file.exists() or file.read_text() != text:
                write(file, text)


def _build(site: Path) -> Outcome:
    return newsgen_in_fork("build", "--site", site, "--as-of", AS_OF, "-j1")


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Damaged:
    return Damaged(tmp_path_factory.mktemp("damaged"))


# Each example has its own random bytes: none is simpler than another.
@draws(CACHES, phases=[Phase.generate])
@given(kind=st.sampled_from(KINDS), edition=st.integers(0, EDITIONS - 1), seed=st.integers(0))
def test_a_damaged_cache_is_rebuilt_and_every_byte_is_right(
    damaged: Damaged, kind: str, edition: int, seed: int
) -> None:
    is_another = damaged.damage(kind, random.Random(seed))
    outcome = damaged.assert_right(edition)
    assert ("was damaged" in outcome.err) is is_another


@pytest.mark.parametrize("whose", ["earlier", "another's"])
def test_the_whole_cache_folder_of_another_time_or_site_changes_no_byte(
    damaged: Damaged, whose: str
) -> None:
    folders = {"earlier": damaged.earlier_folder, "another's": damaged.another_folder}
    for edition in range(EDITIONS):
        shutil.rmtree(damaged.cache.parent)
        shutil.copytree(folders[whose], damaged.cache.parent)
        damaged.assert_right(edition)


@pytest.mark.parametrize("column", ["body.facts", "source.diagnostics"])
def test_a_row_that_cannot_be_decoded_is_damage_though_the_seal_is_intact(
    damaged: Damaged, column: str, tmp_path: Path
) -> None:
    """So it would be if the disk had changed it by itself. Other rules have all of them read."""
    site, (table, name) = shutil.copytree(damaged.site, tmp_path / "site"), column.split(".")
    cache = site / ".newsgen" / CACHE
    with closing(sqlite3.connect(cache)) as connection:
        assert connection.execute(f"UPDATE {table} SET {name} = '{{'").rowcount > 0
        connection.commit()
    Seal(cache).renew()
    assert Seal(cache).state() is SealState.INTACT
    config = site / "newsgen.toml"
    write(config, config.read_text() + '\n[rules.severity]\nNG525 = "off"\n')
    _edit(site, 2)
    outcome = _build(site)
    assert outcome.code == 0, outcome.err
    assert "was damaged" in outcome.err
    assert difference(tree(site / "output"), damaged.expected[2]) == {}
