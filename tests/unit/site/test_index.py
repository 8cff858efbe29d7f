"""The search index: its files by digest, the same whenever the releases are."""

from pathlib import Path
from typing import Any

import pytest

from newsgen.diagnostics import NewsgenError
from newsgen.model.dates import MONTH_NAMES
from newsgen.site import index
from newsgen.site.index import make_index, require_pagefind
from newsgen.site.search import FACETS
from tests.support.builds import appeal, ingested
from tests.support.site import CONFIG, write

SITE = {
    "newsgen.toml": CONFIG,
    "content/a.md": appeal("a", "2026-03-01", body="Apêl am dystion – “brys”."),
    "content/held.md": appeal("held", "2026-03-20"),
}


def made(site: Path, folder: Path) -> list[tuple[str, str]]:
    with ingested(site) as session:
        areas: dict[str, Any] = {"Northshire": session.config.area("Northshire")}
        return make_index(
            session.catalogue, "", folder, area_of=areas, language="en-GB", months=MONTH_NAMES
        )


def test_every_file_is_named_with_its_digest_and_is_the_same_again(
    site: Path, tmp_path: Path
) -> None:
    write(tmp_path / "index/left-over", "x")
    first = made(site, tmp_path / "index")
    assert {name for name, _ in first} == {
        path.relative_to(tmp_path / "index").as_posix()
        for path in (tmp_path / "index").rglob("*")
        if path.is_file()
    }
    assert FACETS in dict(first)
    assert "left-over" not in dict(first)
    assert made(site, tmp_path / "other") == first


def test_a_program_that_is_not_there_is_told_in_the_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(index, "PACKAGE", "no_such_package")
    with pytest.raises(NewsgenError) as error:
        require_pagefind("[site]\nsearch = true\n")
    (diagnostic,) = error.value.diagnostics
    assert (diagnostic.code, diagnostic.span.path, diagnostic.span.line) == (
        "NG706",
        "newsgen.toml",
        2,
    )


def test_one_that_is_there_is_enough() -> None:
    require_pagefind("")
