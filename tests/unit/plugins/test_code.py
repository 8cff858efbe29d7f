"""The fingerprint of a site's own Markdown extensions: whatever decides a page, and no more."""

from pathlib import Path

import pytest

from newsgen.config.settings import DEFAULT_EXTENSIONS
from newsgen.plugins.code import extensions_fingerprint

Files = dict[str, str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def fingerprint(folder: Path, files: Files, *names: str) -> str:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    extensions_fingerprint.cache_clear()
    return extensions_fingerprint(names)


MODULE: Files = {
    "ours.py": "import html\nimport ours_words\n",
    "ours_words.py": "from ours_deep import WORDS\n",
    "ours_deep.py": "WORDS = []\n",
    "unused.py": "",
}


@pytest.mark.parametrize("file", ["ours.py", "ours_words.py", "ours_deep.py"])
def test_an_edit_in_the_extension_or_in_what_it_imports_shows(folder: Path, file: str) -> None:
    before = fingerprint(folder, MODULE, "ours:Extension")
    after = fingerprint(folder, {file: MODULE[file] + "# edited\n"}, "ours:Extension")
    assert before
    assert after != before


def test_an_edit_beside_the_extension_does_not_show(folder: Path) -> None:
    before = fingerprint(folder, MODULE, "ours")
    assert fingerprint(folder, {"unused.py": "# edited\n"}, "ours") == before


def test_an_edit_anywhere_in_the_package_of_an_extension_shows(folder: Path) -> None:
    files = {"pack/__init__.py": "", "pack/inner/__init__.py": "", "pack/inner/ours.py": ""}
    before = fingerprint(folder, files, "pack.inner.ours")
    for file in files:
        after = fingerprint(folder, {file: f"# edited {file}\n"}, "pack.inner.ours")
        assert after != before
        before = after


def test_an_extension_of_python_markdown_itself_has_no_code_of_the_site(folder: Path) -> None:
    assert fingerprint(folder, {}, "toc", "markdown.extensions.footnotes") == ""
    assert fingerprint(folder, {}, *DEFAULT_EXTENSIONS) == ""


def test_code_that_is_missing_or_is_not_python_is_left_to_the_loading(folder: Path) -> None:
    assert fingerprint(folder, {}, "nowhere") == ""
    assert fingerprint(folder, {"ours.py": "def ("}, "ours")
