"""What a build reads of the content folder, and what the archive then holds."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from newsgen.diagnostics import NewsgenError
from newsgen.pipeline.central import build, check
from newsgen.pipeline.result import EVERYTHING, Action, Result, Selection
from tests.support.builds import AT, URL, appeal, built, ingested, request, touch
from tests.support.site import CONFIG, tree, write

SITE = {
    "newsgen.toml": CONFIG,
    "content/fair.md": appeal("fair", "2026-01-05"),
    "content/road.md": appeal("road", "2026-02-05"),
    "content/notes.txt": "This is not a release.",
}
FAIR, ROAD = "news/fair.aspx", "news/road.aspx"


@pytest.fixture(autouse=True)
def output(site: Path) -> Path:
    first = built(site)
    assert (first.sources, first.releases, first.work.files_read) == (2, 2, 2)
    return site / "output"


def test_a_file_that_is_as_it_was_is_not_read(site: Path) -> None:
    result = built(site)
    assert result.releases == 2
    assert result.work.files_read == result.work.files_written == result.work.rows_written == 0


def test_a_file_with_another_time_is_read_and_changes_nothing(site: Path, output: Path) -> None:
    before = tree(output)
    touch(site / "content/fair.md")
    result = built(site)
    assert (result.work.files_read, result.work.files_written) == (1, 0)
    assert tree(output) == before
    assert built(site).work.files_read == 0, "its new time is known"


def test_a_file_that_is_edited_is_the_only_one_that_is_read(site: Path, output: Path) -> None:
    write(site / "content/fair.md", appeal("fair", "2026-01-05", "Officers thank you.").text())
    assert built(site).work.files_read == 1
    assert b"Officers thank you." in (output / FAIR).read_bytes()


def test_findings_on_the_archive_are_forgotten_with_what_is_withdrawn(site: Path) -> None:
    """They quote it, and a theme that fails would keep them."""
    twin = appeal("twin", "2026-01-06")
    write(site / "content/twin.md", replace(twin, title="Appeal fair").text())
    built(site)
    over = {"status": "withdrawn", "explanation": "It was wrong."}
    with ingested(site) as session:
        assert session.findings.archive()
    write(site / "content/fair.md", appeal("fair", "2026-01-05", **over).text())
    with ingested(site) as session:
        assert session.findings.archive() == []


def test_a_file_that_is_moved_is_the_same_release(site: Path, output: Path) -> None:
    before = tree(output)
    (site / "content/2026").mkdir()
    (site / "content/fair.md").rename(site / "content/2026/a-fair.md")
    result = built(site)
    assert (result.sources, result.releases) == (2, 2)
    assert tree(output) == before
    assert built(site).work.files_read == 0


def test_two_files_may_change_places(site: Path, output: Path) -> None:
    before = tree(output)
    (site / "content/fair.md").rename(site / "content/kept.md")
    (site / "content/road.md").rename(site / "content/fair.md")
    (site / "content/kept.md").rename(site / "content/road.md")
    assert built(site).releases == 2
    assert tree(output) == before


def test_a_content_folder_that_lost_all_releases_takes_nothing_with_it(
    site: Path, output: Path
) -> None:
    for day in range(10, 18):
        write(site / f"content/{day}.md", appeal(str(day), f"2026-02-{day}").text())
    built(site)
    before, content = tree(output), site / "content"
    content.rename(site / "elsewhere")
    content.mkdir()
    with pytest.raises(NewsgenError) as error:
        built(site)
    (finding,) = error.value.diagnostics
    assert (finding.code, finding.span.path) == ("NG704", "content")
    assert "the last build read 10" in finding.message
    assert tree(output) == before

    content.rmdir()
    (site / "elsewhere").rename(content)
    result = built(site)
    assert (result.work.files_written, result.counts[Action.DELETE]) == (0, 0)
    for day in range(10, 18):
        (content / f"{day}.md").unlink()
    assert built(site).releases == 2


def test_a_content_folder_that_cannot_be_read_says_so(
    site: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Permissions do not bind the user who runs the tests in a container."""
    for day in range(10, 18):
        write(site / f"content/{day}.md", appeal(str(day), f"2026-02-{day}").text())
    built(site)
    before, listdir = tree(output), os.listdir
    content = os.path.realpath(site / "content")

    def refuse(folder: str) -> list[str]:
        if os.path.realpath(folder) == content:
            raise PermissionError(13, "Permission denied", folder)
        return listdir(folder)

    monkeypatch.setattr(os, "listdir", refuse)
    with pytest.raises(NewsgenError) as error:
        built(site)
    monkeypatch.undo()
    (finding,) = error.value.diagnostics
    assert (finding.code, finding.hint) == ("NG704", "Check its permissions.")
    assert finding.message.endswith("this cannot be read")
    assert tree(output) == before


def test_a_file_that_is_gone_takes_its_release_out_of_the_archive(site: Path, output: Path) -> None:
    (site / "content/fair.md").unlink()
    result = built(site)
    assert (result.sources, result.releases) == (1, 1)
    assert not (output / FAIR).exists()
    assert not [path for path, data in tree(output).items() if b"Appeal fair" in data]


def test_a_file_that_comes_back_is_read_again(site: Path, output: Path) -> None:
    before = tree(output)
    text = (site / "content/fair.md").read_bytes()
    (site / "content/fair.md").unlink()
    built(site)
    write(site / "content/fair.md", text)
    assert built(site).releases == 2
    assert tree(output) == before


def test_a_mistake_is_found_again_until_it_is_corrected(site: Path, output: Path) -> None:
    before = tree(output)
    write(site / "content/fair.md", "---\ntitle: Appeal fair\n---\n\nText.\n")
    for _ in range(2):
        result = build(request(site))
        assert result.refused
        assert [(d.code, d.span.path) for d in result.diagnostics] == [("NG202", "content/fair.md")]
        assert tree(output) == before
    write(site / "content/fair.md", appeal("fair", "2026-01-05").text())
    assert built(site).counts.get(Action.UPDATE, 0) == 0
    assert tree(output) == before


def test_what_is_held_is_in_the_archive_and_not_published(site: Path, output: Path) -> None:
    held = appeal("zebulon", "2026-03-05", embargo="2026-03-20T10:00+00:00")
    write(site / "content/held.md", held.text())
    result = built(site)
    assert (result.sources, result.releases, result.held) == (3, 2, 1)
    assert not [path for path, data in tree(output).items() if b"zebulon" in path.encode() + data]


def test_the_whole_content_may_go_and_come_back(site: Path, output: Path) -> None:
    before = tree(output)
    (site / "content").rename(site / "elsewhere")
    (site / "content").mkdir()
    result = built(site)
    assert (result.sources, result.releases) == (0, 0)
    assert FAIR not in tree(output)
    (site / "content").rmdir()
    (site / "elsewhere").rename(site / "content")
    assert built(site).releases == 2
    assert tree(output) == before


AFTER = AT + timedelta(days=10)
EXPIRING = appeal("zebulon", "2026-03-05", "Zebulon is missing.", expires="2026-03-20T10:00+00:00")


def words_kept(site: Path) -> bool:
    """Return whether the cache holds words of the release, beside its address."""
    data = b"".join(tree(site / ".newsgen").values())
    words = b"Appeal zebulon", b"Zebulon is missing", b"Zebulon ran"
    return any(each in data for each in words)


def test_a_release_that_expires_is_read_once_more_and_its_words_are_dropped(site: Path) -> None:
    write(site / "content/held.md", EXPIRING.text())
    built(site)
    before = tree(site / "output")
    assert words_kept(site)
    assert build(replace(request(site), as_of=AFTER)).work.files_read == 1
    assert not words_kept(site)
    assert build(replace(request(site), as_of=AFTER)).work.files_read == 0
    assert built(site).work.files_read == 1, "time went back"
    assert tree(site / "output") == before


def test_a_check_brings_back_no_word_of_a_half_that_is_over_with_its_twin(site: Path) -> None:
    """It looks for more in old releases than the build did that dropped the words."""
    more = {"accept": "[{code: NG601, text: Zebulon is missing, reason: It is right.}]"}
    half = appeal("zebulon", "2024-03-05", "Zebulon is missing. Zebulon ran the the road.", **more)
    write(site / "content/half.md", half.text())
    over = {"language": "cy", "translation_of": "half.md", "expires": "2026-03-20T10:00+00:00"}
    write(site / "content/hanner.md", appeal("hanner", "2024-03-05", **over).text())
    build(replace(request(site), as_of=AFTER))
    assert not words_kept(site)
    for selection in (EVERYTHING, Selection(("half.md",))):
        findings = check(replace(request(site), as_of=AFTER), selection).diagnostics
        assert [d for d in findings if d.span.path == "content/half.md"] == []
        assert not words_kept(site)
    assert "NG543" in codes_of(check(request(site)))


REMEMBERS: Final = """
from newsgen.plugins import CheckedRelease, Finding
SEEN = []
def remembers(release: CheckedRelease):
    SEEN.append(release.body)
    yield Finding(" / ".join(SEEN), "Cut it.", key="title")
"""


@pytest.fixture
def with_rule(site: Path) -> Path:
    """Give the site a rule that finds something in each release, and quotes those before it."""
    write(site / "newsgen.toml", CONFIG + '[plugins]\nrules = ["remembers"]\n')
    write(site / "plugins/remembers.py", REMEMBERS)
    return site


def test_a_half_that_a_rule_of_the_site_reads_again_waits_for_its_twin(with_rule: Path) -> None:
    write(with_rule / "content/half.md", appeal("zebulon", "2026-03-05").text())
    held = {"language": "cy", "translation_of": "half.md", "embargo": "2026-03-20T10:00+00:00"}
    write(with_rule / "content/hanner.md", appeal("hanner", "2026-03-05", **held).text())
    before = built(with_rule)
    over = {"status": "withdrawn", "explanation": "It was wrong."}
    write(with_rule / "content/fair.md", appeal("fair", "2026-01-05", **over).text())
    result = built(with_rule)
    assert (before.held, result.held) == (2, 2)
    assert not (with_rule / "output/news/zebulon.aspx").exists()


def test_no_rule_of_the_site_quotes_a_half_that_is_over_with_its_twin(with_rule: Path) -> None:
    half = appeal("zebulon", "2026-01-01", "Zebulon is missing.")
    write(with_rule / "content/a-half.md", half.text())
    over = {"language": "cy", "translation_of": "a-half.md", "expires": "2026-03-10T10:00+00:00"}
    write(with_rule / "content/hanner.md", appeal("hanner", "2026-01-01", **over).text())
    result = built(with_rule)
    assert codes_of(result) == {"SITE-remembers"}
    assert not [d for d in result.diagnostics if "Zebulon" in d.message]
    assert not words_kept(with_rule)


def test_what_is_kept_of_a_broken_file_is_dropped_when_it_expires(site: Path) -> None:
    write(site / "content/held.md", EXPIRING.text())
    built(site, keep_last_good=True)
    write(site / "content/held.md", "---\narea: Northshire\n---\n\nBroken.\n")
    build(request(site, keep_last_good=True))
    assert words_kept(site)
    build(replace(request(site, keep_last_good=True), as_of=AFTER))
    assert not words_kept(site)


def test_a_check_beside_a_preview_knows_nothing_of_the_last_good_release(site: Path) -> None:
    """A link to what was at the address of a file that is broken now leads nowhere."""
    fair = replace(appeal("fair", "2026-01-05"), url=f"{URL}/newsroom/fair.aspx")
    write(site / "content/fair.md", fair.text())
    write(site / "content/road.md", appeal("r", "2026-02-05", "[F](/newsroom/fair.aspx)").text())
    build(request(site, keep_last_good=True))
    write(site / "content/fair.md", "---\narea: Nowhere\n---\n\nBroken.\n")
    assert "NG525" not in codes_of(check(request(site, keep_last_good=True)))
    assert "NG525" in codes_of(check(request(site)))


def codes_of(result: Result) -> set[str]:
    return {diagnostic.code for diagnostic in result.diagnostics}
