"""Findings for the browser: plain values, made safe, and a link that opens the editor."""

import json
from pathlib import Path

import pytest

from newsgen.diagnostics import Diagnostic, Span
from newsgen.server.findings import EDITORS, BrowserFindings, explanation_link
from tests.support.nasty import FOUND, write_files
from tests.support.site import write


def test_every_finding_is_plain_and_safe_to_show(tmp_path: Path) -> None:
    write_files(tmp_path)
    members = BrowserFindings(tmp_path).members(FOUND)
    text = json.dumps(members, ensure_ascii=False)
    assert len(members) == len(FOUND)
    assert not any(char in text for char in "\x1b\u202e\x9b")
    first = members[0]
    assert (first["code"], first["place"], first["editor"]) == ("NG511", "content/a.md:5:23", "")
    assert "0800 55 111" in first["excerpt"]
    assert first["explanation"] == explanation_link("NG511") == "/.newsgen/explain/NG511"
    assert members[-1]["excerpt"] == "", "the file is gone"


@pytest.mark.parametrize("editor", EDITORS)
def test_a_link_opens_the_place_in_the_editor(tmp_path: Path, editor: str) -> None:
    file = write(tmp_path / "content/Café 100%.md", "a")
    diagnostics = Diagnostic("NG201", "x", Span("content/Café 100%.md", 7, 3))
    (member,) = BrowserFindings(tmp_path, editor).members([diagnostics])
    link = member["editor"]
    assert "Caf%C3%A9%20100%25.md" in link
    assert "{" not in link
    assert str(file.parent) in link
    assert "7" in link
    assert link.isascii()


def test_an_editor_of_ones_choice_has_a_pattern(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "a")
    shown = BrowserFindings(tmp_path, "edit://{path}?at={line},{column}")
    (member,) = shown.members([Diagnostic("NG201", "x", Span("a.md", 7, 3))])
    assert member["editor"] == f"edit://{tmp_path}/a.md?at=7,3"


def test_a_place_that_is_no_file_has_no_link(tmp_path: Path) -> None:
    (member,) = BrowserFindings(tmp_path, "zed").members(
        [Diagnostic("NG201", "x", Span("gone.md"))]
    )
    assert member["editor"] == ""
