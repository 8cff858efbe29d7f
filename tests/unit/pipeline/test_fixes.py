"""Applying fixes to a file's text as it is on disk."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from newsgen.diagnostics import Fix, NewsgenError, Span
from newsgen.pipeline import fixes
from newsgen.pipeline._examine import Examined, Examiner
from newsgen.pipeline.fixes import FixedFile, apply, fix_files, write
from newsgen.pipeline.selection import EVERYTHING
from tests.support.site import CONFIG, many_releases, write as write_site

ENDS = ("\n", "\r\n", "\r")


@given(
    st.lists(st.tuples(st.text("aé\U0001f600 ", max_size=5), st.sampled_from(ENDS)), max_size=8),
    st.sampled_from(["", "\ufeff"]),
    st.data(),
)
def test_an_edit_changes_its_stretch_and_no_line_end(
    lines: list[tuple[str, str]], bom: str, data: st.DataObject
) -> None:
    """A carriage return before a line feed is one end with it, so such pairs are left out."""
    lines = [
        (text, "\n" if end == "\r" and not (rest and rest[0]) else end)
        for (text, end), rest in zip(lines, [*lines[1:], None], strict=False)
    ] or [("x", "\n")]
    at = data.draw(st.integers(0, len(lines) - 1))
    text, end = lines[at]
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    span = Span("a.md", at + 1, start + 1, at + 1, stop + 1)
    raw = bom + "".join(text + end for text, end in lines)
    changed = [*lines[:at], (text[:start] + "NEW" + text[stop:], end), *lines[at + 1 :]]
    expected = bom + "".join(text + end for text, end in changed)
    assert apply(raw, [Fix(span, "NEW")]) == expected


def test_several_edits_of_a_line_keep_their_places() -> None:
    fixes = [Fix(Span("a", 1, 1, 1, 2), "AAA"), Fix(Span("a", 1, 3, 1, 4), "")]
    assert apply("abcd\n", fixes) == "AAAbd\n"


def test_an_edit_over_several_lines_joins_them() -> None:
    assert apply("a\r\nb\r\nc", [Fix(Span("a", 1, 2, 3, 1), "-")]) == "a-c"


def test_a_file_is_written_with_its_mode_and_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"old\r\n")
    file.chmod(0o640)
    write(tmp_path, FixedFile("a.md", "old\r\n", "new\r\n", 1))
    assert file.read_bytes() == b"new\r\n"
    assert file.stat().st_mode & 0o777 == 0o640
    assert [f.name for f in tmp_path.iterdir()] == ["a.md"]


def test_a_linked_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "a.md").symlink_to("real.md")
    write(tmp_path, FixedFile("a.md", "old", "new", 1))
    assert (tmp_path / "a.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "new"


def test_a_change_made_meanwhile_is_not_lost(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("theirs")
    with pytest.raises(NewsgenError) as error:
        write(tmp_path, FixedFile("a.md", "old", "new", 1))
    assert error.value.diagnostics[0].code == "NG905"
    assert (tmp_path / "a.md").read_text() == "theirs"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(NewsgenError) as error:
        write(tmp_path, FixedFile("gone/a.md", "old", "new", 1))
    (found,) = error.value.diagnostics
    assert (found.code, found.span.path) == ("NG905", "gone/a.md")
    assert "no such file" in found.message


def test_a_diff_shows_the_lines_that_change() -> None:
    mended = FixedFile("content/a.md", "a\nb\nc", "a\nB\nc", 1)
    assert mended.diff() == (
        "--- a/content/a.md\n+++ b/content/a.md\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"
        "\\ No newline at end of file\n"
    )


def wrong_numbers(site: Path, number: int) -> list[str]:
    """Write releases with a telephone number that a fix sets right, and return their paths."""
    write_site(site / "newsgen.toml", CONFIG)
    paths = []
    for path, release in many_releases(number).items():
        write_site(site / "content" / path, f"{release.text()}\nCall 01632960123 now.\n")
        paths.append(f"content/{path}")
    return paths


def test_a_text_is_examined_once_however_many_rounds_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = wrong_numbers(tmp_path, 3)
    seen: list[str] = []
    examine_all = Examiner.examine_all

    def counted(examiner: Examiner, files: Sequence[tuple[str, str]]) -> list[Examined]:
        seen.extend(text for text, _ in files)
        return examine_all(examiner, files)

    monkeypatch.setattr(Examiner, "examine_all", counted)
    fixed = list(fix_files(tmp_path, paths, EVERYTHING))
    assert [(file.path, file.count) for file in fixed] == [(path, 1) for path in paths]
    assert all("01632 960123" in file.after for file in fixed)
    assert len(seen) == len(set(seen)) == 2 * len(paths)


def test_workers_fix_as_this_process_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = wrong_numbers(tmp_path, 7)
    here = list(fix_files(tmp_path, paths, EVERYTHING))
    monkeypatch.setattr(fixes, "SMALL", 2)
    monkeypatch.setattr(fixes, "BATCH", 3)
    assert list(fix_files(tmp_path, paths, EVERYTHING, jobs=2)) == here
    assert len(here) == 7
