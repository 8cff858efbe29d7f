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
from newsgen.diagnostics import NewsgenError
from newsgen.fast.jinja import _bytecode as bytecode, shelf_of
from newsgen.fast.jinja._bytecode import SIZE
from newsgen.theme import environment
from newsgen.theme.asset import Assets
from newsgen.theme.environment import Source, Templates
from newsgen.theme.marks import Marks

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
    monkeypatch.setattr(bytecode, "FOLDER", folder)
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
    """Render a page, and return the names of the templates that were parsed for it."""
    names: list[str] = []
    parse = templates.environment.parse

    def noted(text: str, name: str, file: str) -> Any:
        names.append(name)
        return parse(text, name, file)

    monkeypatch.setattr(templates.environment, "parse", noted)
    assert rendered(templates) == "<pss>"
    return sorted(names)


def test_what_nobody_looked_into_is_kept_too(
    kept: Path, theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cache may know the digests of all templates when newsgen was installed anew."""

    def page() -> str:
        return opened(theme).environment.get_template("page.html").render(page="p", site="s")

    assert page() == "<pss>"
    assert len(list(kept.iterdir())) == 2
    monkeypatch.setattr("jinja2.Environment.compile", None)
    assert page() == "<pss>"
    assert parsed(opened(theme), monkeypatch) == ["base.html", "page.html"]
    assert parsed(opened(theme), monkeypatch) == []
    assert page() == "<pss>"


def test_what_is_kept_is_neither_parsed_nor_compiled_again(
    kept: Path, theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = opened(theme)
    assert parsed(first, monkeypatch) == ["base.html", "page.html"]
    assert len(list(kept.iterdir())) == 2

    again = opened(theme)
    monkeypatch.setattr("jinja2.Environment.compile", None)
    assert parsed(again, monkeypatch) == []
    assert again.closure("page.html") == first.closure("page.html")
    assert again.files("page.html") == first.files("page.html")


@pytest.mark.usefixtures("kept")
def test_a_template_that_nothing_was_looked_for_in_is_not_compiled_again(
    theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that knows the digests of templates from the last one renders some of them."""
    rendered(opened(theme))
    monkeypatch.setattr("jinja2.Environment.compile", None)
    template = opened(theme).environment.get_template("page.html")
    assert template.render(page="p", site="s") == "<pss>"


def test_a_template_that_no_page_needs_is_looked_into_once(
    kept: Path, theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = opened(theme).closure("page.html")
    assert len(list(kept.iterdir())) == 2

    again = opened(theme)
    monkeypatch.setattr(again.environment, "parse", None)
    assert again.closure("page.html") == first
    # A page that needs it after all has it compiled, and that is kept then.
    assert rendered(opened(theme)) == "<pss>"
    monkeypatch.setattr("jinja2.Environment.compile", None)
    assert rendered(opened(theme)) == "<pss>"


@pytest.mark.usefixtures("kept")
def test_a_template_that_is_compiled_before_it_is_looked_into_is_not_taken_for_kept_code(
    theme: Path,
) -> None:
    opened(theme).closure("page.html")
    template = opened(theme).environment.get_template("page.html")
    assert template.render(page="p", site="s") == "<pss>"


def test_a_template_with_two_names_is_read_once(
    kept: Path, theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (theme / "templates/page.html").write_text(PAGE.replace("base", "x/base"))
    (theme / "templates/x.html").write_text('{% include "base.html" %}{% include "page.html" %}')
    both = opened(theme)
    both.prepare(["x.html"])
    assert parsed(both, monkeypatch) == []
    assert len(list(kept.iterdir())) == 3
    again = opened(theme)
    again.closure("x.html")
    monkeypatch.setattr(again.environment, "parse", None)
    again.prepare(["x.html"])


@pytest.mark.usefixtures("kept")
def test_a_template_that_was_changed_is_compiled_anew(
    theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered(opened(theme))
    (theme / "templates/base.html").write_text(BASE.replace("<", "{# new #}<"))
    assert parsed(opened(theme), monkeypatch) == ["base.html"]
    assert parsed(opened(theme), monkeypatch) == []


def test_the_same_text_in_another_file_is_another_template(kept: Path, theme: Path) -> None:
    rendered(opened(theme))
    (file,) = kept.glob("*.base.html.*")
    shutil.copy(file, kept / file.name.replace("base", "copy"))
    shelf = shelf_of(opened(theme).environment)
    assert shelf is not None
    assert shelf.find("newsgen/themes/x/templates/base.html", BASE)
    assert shelf.find("newsgen/themes/x/templates/copy.html", BASE) is None


@pytest.mark.usefixtures("kept")
def test_what_another_newsgen_compiled_is_not_used(
    theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered(opened(theme))
    monkeypatch.setattr(environment, "version", lambda: "another")
    assert parsed(opened(theme), monkeypatch) == ["base.html", "page.html"]


def test_a_template_of_the_sites_own_is_never_kept(kept: Path, theme: Path) -> None:
    assert rendered(opened(theme, "themes/x")) == "<pss>"
    assert list(kept.iterdir()) == []


def empty(_: bytes) -> bytes:
    return b""


def cut_short(kept: bytes) -> bytes:
    return kept[:-20]


def without_code(kept: bytes) -> bytes:
    return kept[:SIZE]


def a_text(kept: bytes) -> bytes:
    return kept[:SIZE] + marshal.dumps("ab")


def no_code(kept: bytes) -> bytes:
    return kept[:SIZE] + marshal.dumps((0, []))


def no_references(kept: bytes) -> bytes:
    code, _ = marshal.loads(kept[SIZE:])
    return kept[:SIZE] + marshal.dumps((code, [0]))


@pytest.mark.parametrize("spoilt", [empty, cut_short, without_code, a_text, no_code, no_references])
def test_a_damaged_file_is_written_anew(
    spoilt: Callable[[bytes], bytes], kept: Path, theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered(opened(theme))
    for file in kept.iterdir():
        file.write_bytes(spoilt(file.read_bytes()))
    assert parsed(opened(theme), monkeypatch) == ["base.html", "page.html"]
    assert parsed(opened(theme), monkeypatch) == []


def test_no_file_is_seen_half_written(
    kept: Path, theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A write that fails leaves what was there, and nothing beside it."""
    rendered(opened(theme))
    before = {file: file.read_bytes() for file in kept.iterdir()}
    write = Path.write_bytes

    def full(file: Path, data: bytes) -> int:
        write(file, data[:10])
        raise OSError("the disk is full")

    monkeypatch.setattr(Path, "write_bytes", full)
    monkeypatch.setattr(environment, "version", lambda: "another")
    assert rendered(opened(theme)) == "<pss>"
    assert {file: file.read_bytes() for file in kept.iterdir()} == before


def test_where_nothing_can_be_written_templates_are_compiled(
    kept: Path, theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (kept / "file").write_text("a file where the folder should be")
    for folder in (kept / "file", None):
        monkeypatch.setattr(bytecode, "FOLDER", folder)
        assert rendered(opened(theme)) == "<pss>"
    assert [file.name for file in kept.iterdir()] == ["file"]


def test_where_python_keeps_nothing_newsgen_does_not(
    kept: Path, theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(opened(theme)) == "<pss>"
    assert list(kept.iterdir()) == []


def test_an_extension_makes_other_code(kept: Path, theme: Path) -> None:
    def marked() -> str:
        marking = opened(theme)
        marking.environment.add_extension(Marks)
        return rendered(marking)

    assert marked().count("newsgen/themes/x/templates/") == 2
    assert list(kept.iterdir()) == []
    assert rendered(opened(theme)) == "<pss>"
    assert marked().count("newsgen/themes/x/templates/") == 2


def test_code_is_the_same_whatever_was_compiled_before() -> None:
    names = [file.name for file in (PLAIN / "templates").iterdir()]
    for name in names:
        alone, after = opened(PLAIN), opened(PLAIN)
        after.prepare(names)
        codes = [
            renderer.environment.compile(
                PLAIN.joinpath("templates", name).read_text(), name, raw=True
            )
            for renderer in (alone, after)
        ]
        assert codes[0] == codes[1]


def test_assets_are_kept_as_the_sandbox_compiles_them(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = tmp_path / "theme"
    (theme / "assets").mkdir(parents=True)
    (theme / "assets/a.css.j2").write_text("{{ options.colour.upper() }}{{ options.x.__class__ }}")

    def rendered(label: str) -> str:
        options = {"colour": "red", "x": 1}
        return Assets((Source("x", theme, label),), options).render("x/a.css.j2")

    for _ in range(2):
        with pytest.raises(NewsgenError, match="is unsafe"):
            rendered("newsgen/themes/x")
        monkeypatch.setattr("jinja2.Environment.compile", None)
    assert len(list(kept.iterdir())) == 1
    monkeypatch.undo()
    with pytest.raises(NewsgenError, match="is unsafe"):
        rendered("themes/x")


def compile_shipped(prefix: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, where compiled files go below `prefix`."""
    variables = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": str(prefix)}
    command = [sys.executable, "-m", "newsgen.theme"]
    return subprocess.run(
        command, env=os.environ | variables, cwd=folder, check=False, capture_output=True, text=True
    )


def test_a_command_compiles_all_that_are_shipped(tmp_path: Path) -> None:
    folder = tmp_path / "site/themes/plain"
    folder.mkdir(parents=True)
    (folder / "theme.toml").write_text("this is no theme of newsgen's")
    done = compile_shipped(tmp_path / "compiled", tmp_path / "site")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    files = [file.name for file in tmp_path.rglob("*.jinja")]
    shipped = [
        f"{file.parents[1].name}.{file.parent.name}.{file.name}.{sys.implementation.cache_tag}.jinja"
        for pattern in ("*/templates/*", "*/assets/*.j2")
        for file in PLAIN.parent.glob(pattern)
    ]
    assert len(shipped) > 2
    assert sorted(files) == sorted(shipped)


def test_the_command_says_if_nothing_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = compile_shipped(tmp_path / "file", tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("The code of newsgen/themes/plain/templates/404.html cannot")
    assert "Traceback" not in done.stderr
