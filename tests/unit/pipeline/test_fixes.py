"""Applying fixes to a file's text as it is on disk."""

import shutil
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from newsgen.diagnostics import Fix, NewsgenError, Span
from newsgen.files import Stamp
from newsgen.pipeline import fixes, ingest
from newsgen.pipeline._examine import Examined, Examiner
from newsgen.pipeline.central import build, check
from newsgen.pipeline.fixes import FixedFile, apply, write
from newsgen.pipeline.result import EVERYTHING, Result, Selection
from tests.support.builds import request, touch
from tests.support.site import CONFIG, Release, many_releases, tree, write as write_site

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


def test_old_files_that_a_build_did_not_look_at_are_fixed_at_once(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_site(site / "newsgen.toml", CONFIG)
    old = Release("An old one", date="2012-05-03", body="Call 01632 960 001 or 01632960002.")
    file = write_site(site / "content/a.md", old.text())
    assert build(request(site)).diagnostics == []
    (finding,) = check(request(site)).diagnostics
    assert finding.fix
    build(request(site, cache=site / "other"))
    fixes.fix(request(site, cache=site / "other"), EVERYTHING, partial(write, site))
    assert "01632 960002" in file.read_text(encoding="utf-8")


def test_a_file_is_written_with_its_mode_and_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"old\r\n")
    file.chmod(0o640)
    stamp = write(tmp_path, FixedFile("a.md", "old\r\n", "new\r\n", 1))
    assert stamp == Stamp.of(file.stat())
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
    (diagnostics,) = error.value.diagnostics
    assert (diagnostics.code, diagnostics.span.path) == ("NG905", "gone/a.md")
    assert "no such file" in diagnostics.message


def test_a_diff_shows_the_lines_that_change() -> None:
    fixed = FixedFile("content/a.md", "a\nb\nc", "a\nB\nc", 1)
    assert fixed.diff() == (
        "--- a/content/a.md\n+++ b/content/a.md\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"
        "\\ No newline at end of file\n"
    )


WRONG = "Call 01632960123 now."
RIGHT = "Call 01632 960123 now."


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Write seven releases with a number that a fix sets right, and three with nothing to fix."""
    write_site(tmp_path / "newsgen.toml", CONFIG)
    for number, (path, release) in enumerate(many_releases(10).items()):
        call = WRONG if number < 7 else RIGHT
        write_site(tmp_path / "content" / path, f"{release.text()}\n{call}\n")
    return tmp_path


def fix(site: Path, **changes: Any) -> tuple[list[FixedFile], Result]:
    """Fix all of a site, and return the files that were fixed with the result of the check."""
    files: list[FixedFile] = []

    def settle(file: FixedFile) -> Stamp:
        files.append(file)
        return write(site, file)

    return files, fixes.fix(request(site, **changes), EVERYTHING, settle)


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count how often each file is examined."""
    counts: Counter[str] = Counter()
    examine_all = Examiner.examine_all

    def counted(examiner: Examiner, files: Sequence[tuple[str, str]]) -> list[Examined]:
        counts.update(path for _, path in files)
        return examine_all(examiner, files)

    monkeypatch.setattr(Examiner, "examine_all", counted)
    return counts


def test_a_file_is_examined_once_and_once_more_if_a_round_fixes_it(
    site: Path, examined: Counter[str]
) -> None:
    files, result = fix(site)
    assert sorted(examined.values()) == [1] * 3 + [2] * 7
    assert [file.count for file in files] == [1] * 7
    assert all(RIGHT in file.after and WRONG in file.before for file in files)
    assert list(result.diagnostics) == []
    examined.clear()
    assert check(request(site)).work.files_read == 0
    assert fix(site)[0] == []
    assert examined == {}


def test_of_a_site_that_was_checked_only_what_can_be_fixed_is_examined(
    site: Path, examined: Counter[str]
) -> None:
    assert len(check(request(site)).diagnostics) == 7
    examined.clear()
    files, result = fix(site)
    assert list(examined.values()) == [2] * len(files) == [2] * 7
    assert list(result.diagnostics) == []


def test_each_further_round_examines_what_it_changed(site: Path, examined: Counter[str]) -> None:
    release = Release("Man &amp;amp; dog", url="https://www.cumbria.police.uk/News/two.aspx")
    write_site(site / "content/twice.md", release.text())
    (file,) = (file for file in fix(site)[0] if file.path == "content/twice.md")
    assert "title: 'Man & dog'" in file.after
    assert file.count == 2
    assert examined["twice.md"] == 3


def test_a_file_that_is_not_written_is_taken_in_as_it_is(site: Path) -> None:
    shown: list[FixedFile] = []
    before = tree(site / "content")
    result = fixes.fix(request(site), EVERYTHING, shown.append)
    assert len(shown) == len(result.diagnostics) == 7
    assert tree(site / "content") == before
    again = check(request(site))
    assert (again.work.files_read, len(again.diagnostics)) == (0, 7)


def edit(site: Path, file: FixedFile) -> None:
    """Change a file as somebody else would, and keep its size."""
    path = site / file.path
    path.write_text(path.read_text().replace("now.", "on 5"))


def test_what_is_edited_before_a_file_is_written_is_kept_and_read_next(site: Path) -> None:
    def settle(file: FixedFile) -> None:
        edit(site, file)
        with pytest.raises(NewsgenError, match="changed by someone else"):
            write(site, file)

    fixes.fix(request(site), EVERYTHING, settle)
    edited = [file for file in (site / "content").rglob("*.md") if "on 5" in file.read_text()]
    assert len(edited) == 7
    assert all("01632960123" in file.read_text() for file in edited)
    assert check(request(site)).work.files_read == 7


def test_what_is_edited_after_a_file_is_written_is_read_next(site: Path) -> None:
    def settle(file: FixedFile) -> Stamp:
        stamp = write(site, file)
        edit(site, file)
        return stamp

    fixes.fix(request(site), EVERYTHING, settle)
    assert check(request(site)).work.files_read == 7


def test_only_selected_files_and_codes_are_fixed(site: Path) -> None:
    shown: list[FixedFile] = []
    path = next((site / "content").rglob("*-00003.md")).relative_to(site / "content").as_posix()
    fixes.fix(request(site), Selection((path,)), shown.append)
    assert [file.path for file in shown] == [f"content/{path}"]
    shown.clear()
    fixes.fix(request(site), Selection(codes=frozenset({"NG211"})), shown.append)
    assert shown == []


@pytest.mark.parametrize("date", ["2012-05-03", "2026-03-05"])
@pytest.mark.parametrize("is_known", [True, False])
def test_a_half_that_is_over_with_its_twin_is_left_alone(
    tmp_path: Path, date: str, is_known: bool
) -> None:
    """Nobody may read it any more, and what is shown of a fix are its words."""
    site = tmp_path / "site"
    write_site(site / "newsgen.toml", CONFIG)
    half = write_site(site / "content/half.md", Release("A half", date=date, body=WRONG).text())
    over = {"language": "cy", "translation_of": "half.md", "expires": "2026-03-10T10:00+00:00"}
    twin = write_site(site / "content/twin.md", Release("Hanner", date=date, more=over).text())
    if is_known:
        build(request(site))
    for selection in (EVERYTHING, Selection(("half.md",))):
        shown: list[FixedFile] = []
        assert list(fixes.fix(request(site), selection, shown.append).diagnostics) == []
        assert shown == []
    write_site(twin, Release("Hanner", date=date, more=over | {"expires": "''"}).text())
    assert check(request(site)).diagnostics
    assert [file.path for file in fix(site)[0]] == ["content/half.md"]
    assert RIGHT in half.read_text(encoding="utf-8")


def test_what_only_has_another_stamp_is_not_examined(site: Path, examined: Counter[str]) -> None:
    fix(site)
    examined.clear()
    touch(next((site / "content").rglob("*.md")))
    assert fix(site)[1].work.files_read == 1
    assert examined == {}


def test_workers_fix_as_this_process_does(
    site: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path_factory.mktemp("other") / "site"
    shutil.copytree(site, other)
    here = fix(site)
    monkeypatch.setattr(ingest, "SMALL", 2)
    monkeypatch.setattr(ingest, "BATCH", 3)
    assert fix(other, jobs=2) == here
    assert len(here[0]) == 7
