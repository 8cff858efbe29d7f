"""Plug-ins are files of the site or entry points, and finding them runs none of their code."""

import sys
from pathlib import Path

import pytest

from newsgen.config.plugins import PluginSettings
from newsgen.diagnostics import Diagnostic, NewsgenError, Span
from newsgen.plugins.find import Plugin, find_plugins, of_role
from newsgen.plugins.roles import FILTER, RULE
from tests.support.site import write
from tests.unit.plugins.conftest import Install

SETTINGS = '[plugins]\nfilters = ["miles"]\n'


def find(site: Path, name: str = "miles") -> Plugin:
    (plugin,) = find_plugins(site, PluginSettings(filters=(name,)), SETTINGS)
    return plugin


def refused(site: Path, name: str = "miles") -> Diagnostic:
    with pytest.raises(NewsgenError) as error:
        find(site, name)
    (diagnostic,) = error.value.diagnostics
    return diagnostic


def test_a_file_is_found_and_not_run(tmp_path: Path) -> None:
    write(tmp_path / "plugins/miles.py", "raise SystemExit\n")
    plugin = find(tmp_path)
    assert (plugin.role, plugin.place) == (FILTER, "plugins/miles.py")
    assert (plugin.source, plugin.words) == ("raise SystemExit\n", "the filter miles")


def test_the_digest_is_of_the_code_and_of_what_it_imports(tmp_path: Path, install: Install) -> None:
    install("northshire_tools", "KM = 1.6\n", "")
    write(tmp_path / "plugins/miles.py", "import northshire_tools, re\n")
    first = find(tmp_path).digest
    assert find(tmp_path).digest == first
    install("northshire_tools", "KM = 1.609\n", "")
    second = find(tmp_path).digest
    write(tmp_path / "plugins/miles.py", "import northshire_tools, os\n")
    assert len({first, second, find(tmp_path).digest}) == 3


def test_an_entry_point_is_found_and_not_loaded(tmp_path: Path, install: Install) -> None:
    install(
        "northshire_tools", "raise SystemExit\n", "[newsgen.filters]\nmiles = northshire_tools:f\n"
    )
    plugin = find(tmp_path)
    assert (plugin.place, plugin.source) == ("northshire_tools:f", None)
    assert plugin.digest
    assert "northshire_tools" not in sys.modules


def test_a_file_comes_before_an_entry_point(tmp_path: Path, install: Install) -> None:
    install("northshire_tools", "", "[newsgen.filters]\nmiles = northshire_tools:f\n")
    write(tmp_path / "plugins/miles.py", "")
    assert find(tmp_path).place == "plugins/miles.py"


def test_without_a_name_nothing_is_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "is_file", None)
    assert find_plugins(tmp_path, PluginSettings()) == ()


def test_plugins_are_chosen_by_role(tmp_path: Path) -> None:
    write(tmp_path / "plugins/miles.py", "")
    plugins = find_plugins(tmp_path, PluginSettings(filters=("miles",), rules=("miles",)))
    assert [plugin.role for plugin in of_role(plugins, RULE)] == [RULE]


def test_a_misspelt_name_is_refused_with_the_one_that_is_meant(tmp_path: Path) -> None:
    write(tmp_path / "plugins/miles.py", "")
    assert refused(tmp_path, "mile") == Diagnostic(
        "NG721",
        "there is no filter mile",
        Span("newsgen.toml", 2, 1, 2, 20),
        "Did you mean miles?",
    )


def test_a_name_without_a_file_is_refused_with_what_to_write(tmp_path: Path) -> None:
    hint = refused(tmp_path).hint
    assert hint == "Write plugins/miles.py with def miles(value), or install its package."


def test_an_entry_point_of_another_role_is_refused_with_that_role(
    tmp_path: Path, install: Install
) -> None:
    install("northshire_tools", "", "[newsgen.rules]\nmiles = northshire_tools:f\n")
    assert refused(tmp_path).hint == "It is a rule: name it under rules."


def test_two_packages_with_one_name_are_refused(tmp_path: Path, install: Install) -> None:
    for name in ("northshire_tools", "other_tools"):
        install(name, "", f"[newsgen.filters]\nmiles = {name}:f\n")
    diagnostic = refused(tmp_path)
    assert diagnostic.code == "NG722"
    assert "twice: northshire_tools:f and other_tools:f" in diagnostic.message


@pytest.mark.parametrize("target", ["outside.py", "nowhere.py", "content/miles.py"])
def test_a_link_out_of_the_folder_is_refused(target: str, tmp_path: Path) -> None:
    write(tmp_path / "outside.py", "")
    write(tmp_path / "site/content/miles.py", "")
    (tmp_path / "site/plugins").mkdir()
    (tmp_path / "site/plugins/miles.py").symlink_to(tmp_path / target)
    (tmp_path / "site/plugins/near.py").symlink_to("here.py")
    write(tmp_path / "site/plugins/here.py", "")
    assert find(tmp_path / "site", "near").source == ""
    diagnostic = refused(tmp_path / "site")
    assert (diagnostic.code, diagnostic.span.path) == ("NG722", "newsgen.toml")
    assert "leads out of plugins/" in diagnostic.message


def test_a_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere/miles.py", "")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/plugins").symlink_to(tmp_path / "elsewhere")
    assert refused(tmp_path / "site").code == "NG722"


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "plugins/miles.py", b"\xff")
    diagnostic = refused(tmp_path)
    assert (diagnostic.code, diagnostic.span.path) == ("NG722", "plugins/miles.py")


@pytest.mark.parametrize("file", ["plugins/words.py", "plugins/words/__init__.py", "words.py"])
def test_a_module_of_the_sites_folder_is_refused_at_the_import(file: str, tmp_path: Path) -> None:
    write(tmp_path / file, "")
    write(tmp_path / "plugins/miles.py", "import re\n\ndef miles(km):\n    import words.long\n")
    diagnostic = refused(tmp_path)
    assert (diagnostic.code, diagnostic.span.path, diagnostic.span.line) == (
        "NG722", "plugins/miles.py", 4,
    )  # fmt: skip
    assert "this one imports words from the site's folder" in diagnostic.message


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("from . import words", ".words"),
        ("from .words import long", ".words"),
        ("from ..words import long", "..words"),
        ("from plugins.words import long", "plugins"),
        ("import plugins.words", "plugins"),
    ],
)
def test_a_module_of_the_plugins_folder_is_refused_at_the_import(
    line: str, name: str, tmp_path: Path
) -> None:
    write(tmp_path / "plugins/words.py", "long = 1\n")
    write(tmp_path / "plugins/miles.py", f"import re\n{line}\ndef miles(km): ...\n")
    diagnostic = refused(tmp_path)
    assert (diagnostic.code, diagnostic.span.line) == ("NG722", 2)
    assert f"this one imports {name} from the site's folder" in diagnostic.message


def test_a_module_that_python_finds_elsewhere_is_not_the_sites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "plugins/json.py", "")
    write(tmp_path / "words.py", "")
    write(tmp_path / "plugins/miles.py", "import json, words\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert find(tmp_path, "miles").source == "import json, words\n"
