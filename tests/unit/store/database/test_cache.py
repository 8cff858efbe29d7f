"""The cache: disposable, and it keeps nothing that was removed."""

import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsgen.diagnostics import NewsgenError
from newsgen.pipeline.central import build
from newsgen.pipeline.result import Action, Request, Result
from tests.support.site import tree, write as write_file

NOW = datetime(2026, 3, 5, 10, 0, tzinfo=UTC)
SECRET = "Zebulon Quartermain"
RELEASE = """\
```yaml
title: {title}
area: Cumbria
url: https://www.example.police.uk/news/2020/March/{name}.aspx
```

Text of {title}, with a word of {extra}.
"""


def release(name: str, title: str, extra: str) -> str:
    return RELEASE.format(name=name, title=title, extra=extra)


def write(site: Path, name: str, title: str, extra: str = "weather") -> Path:
    return write_file(site / f"content/{name}.md", release(name, title, extra))


def built(site: Path) -> Result:
    return build(Request(site, as_of=NOW, output=site / "output", cache=site / ".newsgen", jobs=1))


def cache_bytes(site: Path) -> bytes:
    return b"".join(f.read_bytes() for f in sorted((site / ".newsgen").rglob("*")) if f.is_file())


SITE = {
    f"content/r{number}.md": release(f"r{number}", f"Release {number}", "filler " * 200)
    for number in range(30)
}


def test_the_cache_holds_what_is_published_so_the_next_test_can_fail(site: Path) -> None:
    write(site, "secret", SECRET)
    built(site)
    assert SECRET.encode() in cache_bytes(site)


def test_a_removed_release_leaves_no_trace_of_its_text(site: Path) -> None:
    file = write(site, "secret", SECRET)
    built(site)
    file.unlink()
    built(site)
    assert SECRET.encode() not in cache_bytes(site)
    assert b"Zebulon" not in cache_bytes(site)
    assert not [path for path, data in tree(site / "output").items() if b"Zebulon" in data]


def test_a_long_text_that_is_taken_out_leaves_no_trace(site: Path) -> None:
    write(site, "long", "Long", f"{SECRET} " * 5000)
    built(site)
    write(site, "long", "Long", "weather")
    built(site)
    assert b"Zebulon" not in cache_bytes(site)


def test_a_release_that_becomes_an_error_leaves_no_trace(site: Path) -> None:
    file = write(site, "secret", SECRET)
    built(site)
    file.write_text("No fence.\n")
    assert built(site).refused
    assert b"Zebulon" not in cache_bytes(site)


def test_a_diagnostic_that_is_fixed_leaves_no_trace(site: Path) -> None:
    file = write(site, "a", "A")
    file.write_text(file.read_text().replace("area:", f"kind: {SECRET}\narea:"))
    assert built(site).refused
    assert b"zebulon" in cache_bytes(site).lower()
    write(site, "a", "A")
    built(site)
    assert b"zebulon" not in cache_bytes(site).lower()


def test_a_cache_of_another_version_starts_afresh(site: Path) -> None:
    built(site)
    with sqlite3.connect(site / ".newsgen" / "cache.sqlite") as connection:
        connection.execute("UPDATE meta SET value = 'old' WHERE name = 'version'")
    connection.close()
    result = built(site)
    assert not result.refused
    assert result.releases == 30


def with_damaged_page(data: bytes, at: float) -> bytes:
    start = int(len(data) * at) // 4096 * 4096
    return data[:start] + b"\xff" * 4096 + data[start + 4096 :]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "text": lambda _: b"not a database",
    "first page": lambda _: b"SQLite format 3\0" + b"\xff" * 4096,
    "cut": lambda data: data[:20_000],
    "page near the start": lambda data: with_damaged_page(data, 0.1),
    "page in the middle": lambda data: with_damaged_page(data, 0.5),
    "page near the end": lambda data: with_damaged_page(data, 0.9),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_cache_starts_afresh(damage: Callable[[bytes], bytes], site: Path) -> None:
    built(site)
    before = tree(site / "output")
    cache = site / ".newsgen" / "cache.sqlite"
    cache.write_bytes(damage(cache.read_bytes()))
    assert built(site).releases == 30
    assert tree(site / "output") == before


def test_an_unchanged_site_keeps_every_file(site: Path) -> None:
    first = built(site).counts
    second = built(site).counts
    assert first[Action.KEEP] == 0
    assert second[Action.KEEP] == first[Action.CREATE] > 30
    assert second[Action.CREATE] == second[Action.UPDATE] == second[Action.DELETE] == 0


def test_a_deleted_cache_gives_the_same_output(site: Path) -> None:
    built(site)
    before = tree(site / "output")
    shutil.rmtree(site / ".newsgen")
    built(site)
    assert tree(site / "output") == before


def test_a_folder_in_the_place_of_the_cache_file_is_reported(site: Path) -> None:
    (site / ".newsgen" / "cache.sqlite").mkdir(parents=True)
    with pytest.raises(NewsgenError) as error:
        built(site)
    assert [d.code for d in error.value.diagnostics] == ["NG903"]
    assert error.value.exit_code == 2
