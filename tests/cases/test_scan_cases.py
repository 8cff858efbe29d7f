"""What is wrong with the content folder itself, which no case file can hold."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newsgen.pipeline.central import check
from newsgen.pipeline.result import Request
from newsgen.report import text

NOW = datetime(2026, 3, 5, 10, 0, tzinfo=UTC)
RELEASE = """\
```yaml
title: Witness appeal
area: Cumbria
url: https://www.example.police.uk/news/{name}.aspx
```

Text.
"""


SITE = {"content/a.md": RELEASE.format(name="a")}


def said(site: Path) -> list[str]:
    request = Request(site, as_of=NOW, output=site / "output", cache=None, jobs=1)
    return list(text.lines(check(request).diagnostics, most_warnings=None))


OUTSIDE = [
    "content/b.md:1:1: error[NG105] this link leads out of the content folder",
    "    hint: Copy the file into the content folder instead of linking to it.",
]
NOWHERE = [
    "content/b.md:1:1: error[NG106] this link leads in a circle or nowhere",
    "    hint: Delete the link.",
]


def test_a_link_to_a_file_outside_is_refused(site: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text(RELEASE.format(name="b"))
    (site / "content" / "b.md").symlink_to(secret)
    assert said(site) == OUTSIDE


def test_a_link_out_by_climbing_is_refused(site: Path) -> None:
    (site / "newsgen.toml").write_text("")
    (site / "content" / "b.md").symlink_to("../newsgen.toml")
    assert said(site) == OUTSIDE


def test_a_link_to_a_folder_outside_is_refused(site: Path, tmp_path: Path) -> None:
    other = tmp_path / "content-of-another-site"
    other.mkdir()
    (other / "x.md").write_text(RELEASE.format(name="x"))
    (site / "content" / "b.md").symlink_to(other)
    assert said(site) == OUTSIDE


def test_a_sibling_whose_name_begins_alike_is_outside(site: Path) -> None:
    other = site / "content-old"
    other.mkdir()
    (other / "x.md").write_text(RELEASE.format(name="x"))
    (site / "content" / "b.md").symlink_to(other / "x.md")
    assert said(site) == OUTSIDE


def test_a_link_to_a_file_inside_is_read(site: Path) -> None:
    (site / "content" / "b.md").symlink_to("a.md")
    lines = said(site)
    assert lines[0].startswith("content/b.md:4:6: error[NG410] another release has the same path")


def test_a_link_to_itself_is_a_circle(site: Path) -> None:
    (site / "content" / "b.md").symlink_to("b.md")
    assert said(site) == NOWHERE


def test_two_links_to_each_other_are_a_circle_each(site: Path) -> None:
    (site / "content" / "b.md").symlink_to("c.md")
    (site / "content" / "c.md").symlink_to("b.md")
    assert said(site) == NOWHERE + [line.replace("b.md", "c.md") for line in NOWHERE]


def test_a_link_to_a_folder_above_it_is_a_circle(site: Path) -> None:
    folder = site / "content" / "2020"
    folder.mkdir()
    (folder / "up").symlink_to("..")
    assert said(site) == [line.replace("b.md", "2020/up") for line in NOWHERE]


def test_a_link_to_nothing_is_reported(site: Path) -> None:
    (site / "content" / "b.md").symlink_to("gone.md")
    assert said(site) == NOWHERE


def test_a_link_to_nothing_outside_is_outside(site: Path) -> None:
    (site / "content" / "b.md").symlink_to("/nowhere/gone.md")
    assert said(site) == OUTSIDE


@pytest.mark.skipif(sys.platform == "win32", reason="no pipe has a name there")
def test_a_pipe_with_the_name_of_a_release_is_refused_without_waiting(site: Path) -> None:
    os.mkfifo(site / "content" / "b.md")
    assert said(site) == [
        "content/b.md:1:1: error[NG107] this is not a regular file",
        "    hint: Delete it, or give it another name.",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="no pipe has a name there")
def test_a_pipe_with_another_name_is_left_alone(site: Path) -> None:
    os.mkfifo(site / "content" / "pipe")
    assert said(site) == []


def test_a_folder_with_the_name_of_a_release_is_a_folder(site: Path) -> None:
    folder = site / "content" / "b.md"
    folder.mkdir()
    (folder / "c.md").write_text("No fence.\n")
    assert said(site)[0].startswith("content/b.md/c.md:1:1: error[NG110]")


def test_a_file_name_that_is_not_utf8_is_refused(site: Path) -> None:
    name = os.fsencode(site / "content") + b"/caf\xe9.md"
    Path(os.fsdecode(name)).write_text(RELEASE.format(name="b"))
    assert said(site) == [
        "content/caf\ufffd.md:1:1: error[NG108] the file's name is not UTF-8",
        "    hint: Rename the file.",
    ]


def test_an_unreadable_file_is_reported(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Permissions do not bind the user who runs the tests in a container, so the call fails."""
    (site / "content" / "b.md").write_text(RELEASE.format(name="b"))
    real = os.open

    def refuse(file: Any, *rest: Any, **more: Any) -> Any:
        if str(file).endswith("b.md"):
            raise PermissionError(13, "Permission denied")
        return real(file, *rest, **more)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        lines = said(site)
    assert lines == [
        "content/b.md:1:1: error[NG101] the file cannot be read: permission denied",
        "    hint: Check the file's permissions.",
    ]


@pytest.mark.parametrize("folder", ["content/2020", "content"])
def test_an_unreadable_folder_is_reported(
    folder: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / "content" / "2020").mkdir()
    real = os.listdir

    def refuse(path: object) -> object:
        if os.path.realpath(str(path)).endswith(folder):
            raise PermissionError(13, "Permission denied")
        return real(path)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "listdir", refuse)
    assert said(site) == [
        f"{folder}:1:1: error[NG101] this cannot be read",
        "    hint: Check its permissions.",
    ]


@pytest.mark.parametrize("has_release", [False, True])
def test_a_folder_too_deep_is_reported(site: Path, *, has_release: bool) -> None:
    folder = site / "content" / ("a/" * 300)
    folder.mkdir(parents=True)
    if has_release:
        (folder / "b.md").write_text(RELEASE.format(name="b"))
    place = f"content/{'/'.join('a' * 101)}"
    assert said(site) == [
        f"{place}:1:1: error[NG101] this is more than 100 folders deep, and cannot be read",
        "    hint: Move it to a folder further up, or delete the folders if nothing is in them.",
    ]


FRAIL = """\
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor


class Frail(Preprocessor):
    def run(self, lines):
        if "deep" in lines:
            raise RecursionError("too deep")
        return lines


class FrailExtension(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Frail(md), "frail", 1)


def makeExtension(**kwargs):
    return FrailExtension(**kwargs)
"""


def test_a_body_that_an_extension_fails_on_is_an_error(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / "frail_extension.py").write_text(FRAIL)
    monkeypatch.syspath_prepend(str(site))
    (site / "newsgen.toml").write_text('[markdown]\nextensions = ["frail_extension"]\n')
    (site / "content" / "b.md").write_text(RELEASE.format(name="b").replace("Text.", "deep"))
    message, hint = said(site)
    assert message == "content/b.md:7:1: error[NG502] the text cannot be converted: too deep"
    assert "can be converted without the Markdown extensions that newsgen.toml adds" in hint


def test_a_hidden_file_is_no_release(site: Path) -> None:
    (site / "content" / ".draft.md").write_text("No fence.\n")
    assert said(site) == []


def test_all_mistakes_of_a_folder_are_reported_in_one_run(site: Path) -> None:
    (site / "content" / "b.md").symlink_to("gone.md")
    (site / "content" / "c.md").write_text("No fence.\n")
    (site / "content" / "d.md").write_bytes(b"\xff")
    codes = [line.split("[")[1][:5] for line in said(site) if "[NG" in line]
    assert codes == ["NG106", "NG110", "NG103"]


def test_a_fresh_process_says_the_same(site: Path) -> None:
    (site / "content" / "b.md").symlink_to("gone.md")
    done = subprocess.run(
        [sys.executable, "-m", "newsgen", "check", "--no-cache", "--site", str(site)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if not line.startswith("Reading")] == NOWHERE
    assert done.stdout == "1 release checked: 1 error.\n"


UNSEEN = (
    "warning[NG109] this file is not read: releases are in files whose names end in .md, and no "
    "release links to it"
)


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("b.md.txt", "b.md"),
        ("b.MD", "b.md"),
        ("2026/b.markdown", "2026/b.md"),
        ("b.Mdown", "b.md"),
        ("b.mkd", "b.md"),
        ("b.md.docx", "b.md"),
    ],
)
def test_a_release_whose_name_ends_wrongly_is_reported(site: Path, name: str, right: str) -> None:
    file = site / "content" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(RELEASE.format(name="b"))
    assert said(site) == [
        f"content/{name}:1:1: {UNSEEN}",
        f"    hint: Rename it to content/{right}.",
    ]


@pytest.mark.parametrize(
    ("names", "others"),
    [
        (["b.docx", "b.odt"], ", or link to it from a release."),
        (["b.doc", "b.html", "b.htm", "b.rtf", "b.pages"], "."),
    ],
)
def test_a_document_that_no_release_links_to_is_reported(
    site: Path, names: list[str], others: str
) -> None:
    for name in names:
        (site / "content" / name).write_bytes(b"PK")
        assert said(site) == [
            f"content/{name}:1:1: {UNSEEN}",
            f"    hint: Save its text as Markdown in content/b.md{others}",
        ]
        (site / "content" / name).unlink()


def test_a_copy_beside_its_release_is_not_to_take_its_name(site: Path) -> None:
    (site / "content" / "a.docx").write_bytes(b"PK")
    assert said(site) == [
        f"content/a.docx:1:1: {UNSEEN}",
        "    hint: Delete it if content/a.md has its text, or link to it from a release.",
    ]


@pytest.mark.parametrize("hold", ["", "embargo: 2099-01-01T10:00+00:00\n", "status: draft\n"])
def test_a_document_that_a_release_links_to_is_seen(site: Path, hold: str) -> None:
    (site / "content" / "form.docx").write_bytes(b"PK")
    text = RELEASE.format(name="b").replace("Text.", "Fill in [the form](form.docx).")
    text = text.replace("Witness appeal", "Another appeal").replace("area:", f"{hold}area:")
    (site / "content" / "b.md").write_text(text)
    assert "NG109" not in "\n".join(said(site))


@pytest.mark.parametrize("name", ["notes.txt", "b.pdf", "b.md.bak", "md", "map.png", ".b.docx"])
def test_a_file_that_does_not_look_like_a_release_is_left_alone(site: Path, name: str) -> None:
    (site / "content" / name).write_bytes(b"x")
    assert said(site) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("path", ["b\n::error::x.md", "b\x1b[31m.jpg", "b\u202egpj.md", "b\r/c.md"])
def test_a_name_with_a_control_character_is_refused_at_every_check(path: str, site: Path) -> None:
    file = site / "content" / path
    file.parent.mkdir(exist_ok=True)
    file.write_text(RELEASE.format(name="b"))
    request = Request(site, as_of=NOW, output=site / "output", cache=site / ".newsgen", jobs=1)
    for _ in range(2):  # an unchanged folder is looked at again
        result = check(request)
        assert "NG562" in {each.code for each in result.diagnostics}
        assert result.refused


def test_an_asset_of_a_theme_may_not_be_what_a_server_runs(site: Path) -> None:
    theme = site / "themes/own"
    (theme / "assets").mkdir(parents=True)
    (theme / "theme.toml").write_text('[theme]\ntitle = "O"\nextends = "plain"\n')
    (theme / "assets/x.php").write_text("<?php")
    (site / "newsgen.toml").write_text('[site]\ntheme = "own"\n')
    first, hint = said(site)
    assert "x.php:1:1: error[NG562] a web server may run “x." in first
    assert hint == "    hint: Give the file another name, and correct the links to it."


@pytest.mark.parametrize("layout", ["single", "per-host"])
def test_the_top_is_that_of_each_host(layout: str, site: Path) -> None:
    host = 'name = "x"\nhosts = ["www.example.police.uk"]\n'
    (site / "newsgen.toml").write_text(
        f'[site]\nlayout = "{layout}"\n[areas.Cumbria]\n{host}archive = "/_headers/"\n'
        'permalink = "/{slug}"\n'
    )
    (site / "content/b.md").write_text("---\ntitle: CNAME\narea: Cumbria\n---\n\nText.\n")
    places = {line.partition(":")[0] for line in said(site) if "NG429" in line}
    assert places == {"content/b.md", "newsgen.toml"}
