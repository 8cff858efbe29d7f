"""A new theme is one that loads, extends its parent and overwrites nothing."""

from pathlib import Path

import pytest

from newsgen.contract.start import start
from newsgen.diagnostics import Exit, NewsgenError
from newsgen.theme.load import load_theme
from tests.support.site import tree, write


def test_it_loads_and_extends_its_parent(tmp_path: Path) -> None:
    files = start(tmp_path, "my-force", "plain")
    assert all((tmp_path / file).is_file() for file in files)
    theme = load_theme(tmp_path, "my-force", {})
    assert [source.name for source in theme.chain] == ["my-force", "plain"]
    assert b"--page" in theme.assets["site.css"][1]
    again = start(tmp_path, "ours_2", "my-force")
    assert [f.name for f in again] == [f.name for f in files]
    assert len(load_theme(tmp_path, "ours_2", {}).chain) == 3


@pytest.mark.parametrize("name", ["", "My", "a b", "../x", "a/b", "x" * 65, "é"])
def test_a_name_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(NewsgenError) as error:
        start(tmp_path, name, "plain")
    assert error.value.exit_code is Exit.USAGE
    assert tree(tmp_path) == {}


@pytest.mark.parametrize("name", ["plain", "taken"])
def test_a_name_that_is_taken_is_refused(tmp_path: Path, name: str) -> None:
    write(tmp_path / "themes/taken/note.txt", "mine")
    with pytest.raises(NewsgenError, match="already"):
        start(tmp_path, name, "plain")
    assert tree(tmp_path / "themes/taken") == {"note.txt": b"mine"}


def test_a_parent_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(NewsgenError, match="plian"):
        start(tmp_path, "my-force", "plian")
    assert not (tmp_path / "themes/my-force").exists()
