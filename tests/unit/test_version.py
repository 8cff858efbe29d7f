"""What a cache is of: the code, Python, and the libraries that decide what is in a page."""

import shutil
import sys
from importlib import metadata
from pathlib import Path

import pytest

from newsgen import version as module
from newsgen.version import LIBRARIES, version, version_of

afresh = version.__wrapped__


def test_the_versions_of_libraries_are_those_that_python_tells() -> None:
    known = dict(module._installed())
    assert {name: known[name] for name in LIBRARIES} == {
        name: metadata.version(name) for name in LIBRARIES
    }


def test_the_version_of_one_library_is_told_wherever_it_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    number = metadata.version("pillow")
    assert version_of("pillow") == number
    monkeypatch.setattr(module, "_installed", lambda: iter(()))
    assert version_of("pillow") == number


def test_another_version_of_a_library_is_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = afresh()
    monkeypatch.syspath_prepend(tmp_path)
    assert afresh() == before
    (tmp_path / "other-1.0.dist-info").mkdir()
    assert afresh() == before
    (tmp_path / "PyYAML-99.0.dist-info").mkdir()
    with_yaml = afresh()
    assert with_yaml != before
    (tmp_path / "pagefind_bin-99.0.dist-info").mkdir()
    assert afresh() not in (before, with_yaml)


def test_pagefind_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    before, installed = (
        afresh(),
        [pair for pair in module._installed() if pair[0] != "pagefind-bin"],
    )
    monkeypatch.setattr(module, "_installed", lambda: iter(installed))
    assert afresh() != before


def test_a_library_without_a_folder_is_asked_of_python(monkeypatch: pytest.MonkeyPatch) -> None:
    before = afresh()
    monkeypatch.setattr(module, "_installed", lambda: iter(()))
    assert afresh() == before
    monkeypatch.setattr(metadata, "version", lambda _: "99.0")
    assert afresh() != before


def test_another_python_is_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = afresh()
    monkeypatch.setattr(sys, "version_info", (*sys.version_info[:2], 99, "final", 0))
    assert afresh() != before


def test_the_bytes_of_the_code_count_and_its_place_and_times_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = Path(module.__file__).parent
    copied = tmp_path / "newsgen"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(package, copied, ignore=ignored, copy_function=shutil.copyfile)
    before = afresh()
    monkeypatch.setattr(module, "__file__", str(copied / "version.py"))
    assert afresh() == before
    changed = copied / "site" / "_feeds.py"
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("author=title", "author=other"), encoding="utf-8")
    assert afresh() != before
    changed.write_text(text, encoding="utf-8")
    assert afresh() == before
    for unused in ("cli", "importers", "scaffold", "server"):
        (copied / unused / "__init__.py").write_text("OTHER = 1\n", encoding="utf-8")
    assert afresh() == before
    changed.rename(changed.with_name("feed.py"))
    assert afresh() != before
