"""What shipped templates compile to is kept; it is used only for what it was made of."""

import marshal
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

import newsgen
from newsgen.contract.places import Marks
from newsgen.digest import SIZE
from newsgen.theme import bytecode
from newsgen.theme.environment import Source, Templates

PLAIN: Final = Path(newsgen.__file__).parent / "themes" / "plain"
PAGE: Final = (
    '{% extends "base.html" %}'
    "{% block a %}{{ page }}{% once %}{{ site }}{% endonce %}{% endblock %}"
)
BASE: Final = "<{% block a %}{% endblock %}{% once %}{{ site }}{% endonce %}>"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which code is kept."""
    folder = tmp_path / "kept"
    folder.mkdir()
    monkeypatch.setattr(bytecode, "_folder", lambda: folder)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return folder


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """Return the folder of a theme with two templates."""
    folder = tmp_path / "theme" / "templates"
    folder.mkdir(parents=True)
    (folder / "base.html").write_text(BASE)
    (folder / "page.html").write_text(PAGE)
    return folder.parent


def opened(theme: Path, label: str = "newsgen/themes/x") -> Templates:
    return Templates((Source("x", theme, label),))


def rendered(templates: Templates) -> str:
    templates.prepare(["page.html"])
    return templates.environment.get_template("page.html").render(page="p", site="s")


def parsed(templates: Templates, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that the names of templates come into when they are parsed."""
    names: list[str] = []
    parse = templates.environment.parse

    def noted(text: str, name: str, file: str) -> Any:
        names.append(name)
        return parse(text, name, file)

    monkeypatch.setattr(templates.environment, "parse", noted)
    return names


def test_what_is_kept_is_neither_parsed_nor_compiled_again(
    kept: Path, theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = opened(theme)
    names = parsed(first, monkeypatch)
    assert rendered(first) == "<pss>"
    assert sorted(names) == ["base.html", "page.html"]
    assert len(list(kept.iterdir())) == 2

    again = opened(theme)
    names = parsed(again, monkeypatch)
    monkeypatch.setattr("jinja2.Environment.compile", None)
    assert rendered(again) == "<pss>"
    assert names == []
    assert again.closure("page.html") == first.closure("page.html")
    assert again.files("page.html") == first.files("page.html")


def test_a_template_that_was_changed_is_compiled_anew(
    kept: Path, theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered(opened(theme))
    (theme / "templates/base.html").write_text(BASE.replace("<", "("))
    changed = opened(theme)
    names = parsed(changed, monkeypatch)
    assert rendered(changed) == "(pss>"
    assert names == ["base.html"]
    assert len(list(kept.iterdir())) == 2


@pytest.mark.usefixtures("kept")
def test_code_of_another_newsgen_python_or_jinja_is_not_used(
    theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered(opened(theme))
    monkeypatch.setattr(bytecode, "_compiler", lambda: b"another")
    again = opened(theme)
    names = parsed(again, monkeypatch)
    assert rendered(again) == "<pss>"
    assert sorted(names) == ["base.html", "page.html"]


@pytest.mark.parametrize("module", bytecode._COMPILER)
def test_all_that_compiles_templates_decides(
    module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(Path(bytecode.__file__).parent, tmp_path / "theme")
    monkeypatch.setattr(bytecode, "__file__", str(tmp_path / "theme/bytecode.py"))
    before = bytecode._compiler.__wrapped__()
    file = tmp_path / "theme" / module
    file.write_text(file.read_text() + "\n")
    assert bytecode._compiler.__wrapped__() != before


def test_a_templates_of_the_sites_own_is_never_kept(kept: Path, theme: Path) -> None:
    assert rendered(opened(theme, "themes/x")) == "<pss>"
    assert list(kept.iterdir()) == []


def test_code_that_a_site_brings_along_is_not_run(kept: Path, theme: Path) -> None:
    rendered(opened(theme))
    for file in kept.iterdir():
        shutil.copy(file, theme / "templates" / file.name)
        shutil.copy(file, kept / file.name.replace("x.", "themes.x.", 1))
    assert bytecode.find("themes/x/templates/page.html", PAGE) is None


def empty(_: bytes) -> bytes:
    return b""


def cut_short(kept: bytes) -> bytes:
    return kept[:-20]


def without_code(kept: bytes) -> bytes:
    return kept[:SIZE]


def other_data(kept: bytes) -> bytes:
    return kept[:SIZE] + marshal.dumps("nothing of the kind")


@pytest.mark.parametrize("spoilt", [empty, cut_short, without_code, other_data])
def test_a_damaged_file_is_written_anew(
    spoilt: Callable[[bytes], bytes], kept: Path, theme: Path
) -> None:
    rendered(opened(theme))
    files = {file: file.read_bytes() for file in kept.iterdir()}
    for file, whole in files.items():
        file.write_bytes(spoilt(whole))
    assert rendered(opened(theme)) == "<pss>"
    for file, whole in files.items():
        assert len(file.read_bytes()) > len(whole) // 2


def test_where_nothing_can_be_written_templates_are_compiled(
    kept: Path, theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bytecode, "_folder", lambda: kept / "file")
    (kept / "file").write_text("a file where the folder should be")
    assert rendered(opened(theme)) == "<pss>"
    monkeypatch.setattr(bytecode, "_folder", lambda: None)
    assert rendered(opened(theme)) == "<pss>"
    assert [file.name for file in kept.iterdir()] == ["file"]


def test_where_python_keeps_nothing_newsgen_does_not(
    kept: Path, theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(opened(theme)) == "<pss>"
    assert list(kept.iterdir()) == []


def test_an_extension_makes_other_code(kept: Path, theme: Path) -> None:
    for _ in range(2):
        marking = opened(theme)
        marking.environment.add_extension(Marks)
        assert rendered(marking).count("newsgen/themes/x/templates/") == 2
        assert list(kept.iterdir()) == []
    assert rendered(opened(theme)) == "<pss>"
    marking = opened(theme)
    marking.environment.add_extension(Marks)
    assert rendered(marking).count("newsgen/themes/x/templates/") == 2


def test_code_is_the_same_whatever_was_compiled_before() -> None:
    names = [file.name for file in (PLAIN / "templates").iterdir()]
    for name in names:
        alone, after = opened(PLAIN), opened(PLAIN)
        after.prepare(names)
        codes = [
            made.environment.compile(PLAIN.joinpath("templates", name).read_text(), name, raw=True)
            for made in (alone, after)
        ]
        assert codes[0] == codes[1]


def test_a_command_compiles_all_that_are_shipped(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPYCACHEPREFIX": str(tmp_path),
    }
    subprocess.run([sys.executable, "-m", "newsgen.theme"], env=environment, check=True)
    found = [file.name for file in tmp_path.rglob("*.jinja")]
    shipped = [file.name for file in (PLAIN / "templates").iterdir()]
    tag = sys.implementation.cache_tag
    assert sorted(found) == sorted(f"plain.templates.{name}.{tag}.jinja" for name in shipped)
