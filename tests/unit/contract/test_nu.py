"""What the Nu HTML checker says, by page, without what newsgen says better."""

import json
from pathlib import Path

import pytest

from newsgen.contract._nu import Message, messages
from newsgen.diagnostics import NewsgenError


def java(folder: Path, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    """Put a program in the place of Java that says something, after the names of its files."""
    (folder / "said").write_text(said, encoding="utf-8")
    script = '#!/bin/sh\nfor file; do last=$file; done\nsed "s#LAST#file:$last#g" "$0.said" >&2\n'
    (folder / "java").write_text(script)
    (folder / "java").chmod(0o755)
    (folder / "said").rename(folder / "java.said")
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_messages_are_told_by_page_and_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = "Element “title” must not be empty."
    report = [
        {"url": "LAST", "firstLine": 3, "firstColumn": 7, "message": "Stray “é”."},
        {"url": "LAST", "lastLine": 4, "message": "No column."},
        {"url": "LAST", "lastLine": 5, "message": known},
    ]
    java(tmp_path, monkeypatch, json.dumps({"messages": report}, ensure_ascii=False))
    actual = list(messages(tmp_path / "vnu.jar", ["<p>", "<p>é"]))
    assert actual == [Message(1, 3, 7, "Stray “é”."), Message(1, 4, 1, "No column.")]


def test_without_pages_it_is_not_asked(tmp_path: Path) -> None:
    assert list(messages(tmp_path / "none.jar", [])) == []


@pytest.mark.parametrize("said", ["Unable to access jarfile", "{}", "[]"])
def test_what_is_no_report_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    java(tmp_path, monkeypatch, said)
    with pytest.raises(NewsgenError, match="cannot be run"):
        list(messages(tmp_path / "vnu.jar", ["<p>"]))
