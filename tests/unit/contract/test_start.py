"""A new theme is one that loads, extends its parent and overwrites nothing."""

import re
from pathlib import Path

import pytest
import tinycss2

from newsgen.config import Config
from newsgen.contract.check import check_theme
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


def test_what_its_style_sheet_shows_is_right_when_it_is_used(tmp_path: Path) -> None:
    files = start(tmp_path, "my-force", "plain")
    sheet = tmp_path / next(file for file in files if file.name == "site.css.j2")
    text, marks = re.subn(
        r"^/\*$(.*?)^\*/$", r"\1", sheet.read_text(), flags=re.DOTALL | re.MULTILINE
    )
    assert marks == 2
    sheet.write_text(text)
    write(sheet.parent / "fonts/our-font.woff2", "a font")
    theme = load_theme(tmp_path, "my-force", {})
    whole, added = theme.assets["site.css"][1].decode(), text.partition("%}")[2]
    rules = tinycss2.parse_stylesheet(added, skip_comments=True, skip_whitespace=True)
    assert [tinycss2.serialize(rule.prelude).strip() for rule in rules] == [
        ":root",
        "screen and (prefers-color-scheme: dark)",
        "",
        "html",
    ]
    assert [rule.at_keyword for rule in rules if rule.type == "at-rule"] == ["media", "font-face"]
    assert f'url("{theme.asset_links["fonts/our-font.woff2"]}")' in whole
    assert whole.count("--page: #fdfcf8") == whole.count("--page: #14171a") == 1
    assert list(check_theme(theme, Config()).diagnostics) == []
