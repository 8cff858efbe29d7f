"""The public functions: what they are given, what they write, and what they return."""

import dataclasses
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import newsgen
from newsgen import Action, Exit, NewsgenError, Severity
from tests.support.builds import appeal
from tests.support.command import AS_OF, newsgen_in_fork
from tests.support.site import CONFIG, tree, write

SITE = {
    "newsgen.toml": CONFIG,
    "content/fair.md": appeal("fair", "2026-01-05"),
    "content/road.md": appeal("road", "2026-02-05", status="closed"),
    "content/later.md": appeal("later", "2026-12-05"),
    "content/idea.md": appeal("idea", "2026-02-06", status="draft"),
}
AT = datetime.fromisoformat(AS_OF).replace(tzinfo=UTC)
WRONG = appeal("fair", "2026-02-30").text()


def test_a_build_is_that_of_the_command_line(site: Path) -> None:
    result = newsgen.build(site, as_of=AT, jobs=1)
    assert (result.refused, result.sources, result.releases, result.held) == (False, 4, 2, 2)
    ours = tree(site / "output")
    files = [path for path in ours if not path.endswith("/")]
    assert result.files == newsgen.FileCounts(len(files), updated=0, kept=0, deleted=0)
    assert result.seconds > 0
    elsewhere = site / "elsewhere"
    newsgen_in_fork("build", "--site", site, "--as-of", AS_OF, "--output", elsewhere)
    assert tree(elsewhere) == ours


def test_folders_are_given_as_text_or_as_paths(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)
    assert newsgen.check(".", as_of=AT, jobs=1).sources == 4
    loaded = newsgen.load_site(str(site), cache=str(site / "kept"), as_of=AT, jobs=1)
    assert (loaded.folder, len(loaded.releases)) == (site, 4)
    assert (site / "kept").is_dir()
    assert newsgen.plan(str(site), output="www", as_of=AT, jobs=1).files.created
    newsgen.build(".", output="www", as_of=AT, jobs=1)
    assert (site / "www/news/fair.aspx").is_file()


@pytest.mark.parametrize("as_of", ["2026-01-01", date(2026, 1, 1), 0])
def test_a_time_that_is_not_a_datetime_is_refused(site: Path, as_of: Any) -> None:
    words = r"as_of takes a datetime with a time zone, such as datetime\(.*, not "
    for function in (newsgen.build, newsgen.check, newsgen.plan, newsgen.load_site):
        with pytest.raises(TypeError, match=words + re.escape(repr(as_of))):
            function(site, as_of=as_of)


def test_a_build_takes_folders_and_leaves_no_cache_if_it_uses_none(
    site: Path, tmp_path: Path
) -> None:
    output, cache = tmp_path / "www", tmp_path / "cache"
    newsgen.build(site, output=output, cache=cache, as_of=AT, jobs=1)
    assert (output / "news/fair.aspx").is_file()
    assert (cache / "cache.sqlite").is_file()
    result = newsgen.build(site, output=output, use_cache=False, as_of=AT, jobs=1)
    assert not result.refused
    assert {path.name for path in site.iterdir()} == {"newsgen.toml", "content"}


def test_drafts_are_built_if_they_are_asked_for(site: Path) -> None:
    assert newsgen.build(site, as_of=AT, drafts=True, jobs=1).releases == 3
    assert (site / "output/news/idea.aspx").is_file()


def test_an_error_refuses_a_build_and_says_where_it_is(site: Path) -> None:
    write(site / "content/fair.md", WRONG)
    result = newsgen.build(site, as_of=AT, jobs=1)
    assert result.refused
    assert result.files == newsgen.FileCounts(0, 0, 0, 0)
    assert not (site / "output").exists()
    (error,) = [d for d in result.diagnostics if d.severity is Severity.ERROR]
    assert (error.code, error.name) == ("NG302", "no-such-date")
    assert (error.file, error.line, error.column) == ("content/fair.md", 5, 7)
    assert "30 February" in error.message


def test_a_check_writes_no_output_and_may_fail_on_warnings(site: Path) -> None:
    write(site / "content/fair.md", appeal("fair", "2026-01-05", "Ring 101  now now.").text())
    result = newsgen.check(site, as_of=AT, jobs=1)
    assert not result.refused
    assert {d.severity for d in result.diagnostics} == {Severity.WARNING}
    assert not (site / "output").exists()
    assert newsgen.check(site, as_of=AT, jobs=1, fail_on=Severity.WARNING).refused


def test_a_check_runs_the_code_of_a_site_unless_it_is_asked_not_to(site: Path) -> None:
    with (site / "newsgen.toml").open("a", encoding="utf-8") as file:
        file.write('\n[plugins]\nrules = ["loud"]\n')
    write(site / "plugins/loud.py", "def loud(release): raise RuntimeError('too loud')\n")
    with pytest.raises(NewsgenError, match="too loud"):
        newsgen.check(site, as_of=AT, jobs=1)
    assert newsgen.check(site, as_of=AT, jobs=1, use_plugins=False).releases == 2


def test_a_plan_says_what_the_build_then_does(site: Path) -> None:
    planned = newsgen.plan(site, as_of=AT, jobs=1)
    assert {step.action for step in planned.steps} == {Action.CREATE}
    built = newsgen.build(site, as_of=AT, jobs=1)
    assert (planned.files, planned.refused) == (built.files, False)
    again = newsgen.plan(site, as_of=AT, jobs=1)
    assert (again.steps, again.files.kept) == ((), built.files.created)


def test_a_plan_of_a_refused_build_has_no_steps(site: Path) -> None:
    write(site / "content/fair.md", WRONG)
    planned = newsgen.plan(site, as_of=AT, jobs=1)
    assert (planned.refused, planned.steps, planned.files.created) == (True, (), 0)


def test_a_site_has_its_settings_and_all_its_releases(site: Path) -> None:
    read = newsgen.load_site(site, as_of=AT, jobs=1)
    assert (read.title, read.timezone) == ("Property news", "Europe/London")
    assert read.areas == ("Cumbria", "Northshire")
    assert [(r.source, r.status, r.is_published) for r in read.releases] == [
        ("content/fair.md", "published", True),
        ("content/road.md", "closed", True),
        ("content/idea.md", "draft", False),
        ("content/later.md", "embargoed", False),
    ]
    fair = read.releases[0]
    assert (fair.title, fair.area, fair.kind) == ("Appeal fair", "Northshire", "news")
    assert fair.url.endswith("/news/fair.aspx")
    assert fair.date == datetime(2026, 1, 5, 10, tzinfo=UTC)
    assert (fair.precision, fair.summary) == ("minute", "Officers ask for help.")
    assert not (site / "output").exists()


def test_a_site_says_which_files_cannot_be_read(site: Path) -> None:
    write(site / "content/fair.md", WRONG)
    read = newsgen.load_site(site, as_of=AT, jobs=1)
    assert [(d.code, d.file) for d in read.diagnostics] == [("NG302", "content/fair.md")]
    assert "content/fair.md" not in [release.source for release in read.releases]


def test_results_are_frozen(site: Path) -> None:
    for value in (
        newsgen.build(site, as_of=AT, jobs=1),
        newsgen.plan(site, as_of=AT, jobs=1),
        newsgen.load_site(site, as_of=AT, jobs=1),
    ):
        assert hash(value) == hash(value)
        with pytest.raises(dataclasses.FrozenInstanceError):
            value.seconds = 0.0  # type: ignore[misc]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"as_of": datetime(2026, 3, 5)}, "time zone"),  # noqa: DTZ001 (what is refused)
        ({"jobs": 0}, "at least 1"),
        ({"cache": Path("x"), "use_cache": False}, "cannot be combined"),
    ],
)
def test_wrong_arguments_are_refused(site: Path, options: dict[str, Any], words: str) -> None:
    for function in (newsgen.build, newsgen.check, newsgen.plan, newsgen.load_site):
        with pytest.raises(ValueError, match=words):
            function(site, **options)


def test_a_fatal_problem_is_an_error_with_an_exit_code(site: Path) -> None:
    write(site / "newsgen.toml", "[site]\nlanguag = 'en'\n")
    for function in (newsgen.build, newsgen.check, newsgen.plan, newsgen.load_site):
        with pytest.raises(NewsgenError) as error:
            function(site)
        assert error.value.exit_code is Exit.USAGE
        assert [(d.file, d.line) for d in error.value.diagnostics] == [("newsgen.toml", 2)]


def test_a_damaged_cache_is_logged_and_made_again(
    site: Path, caplog: pytest.LogCaptureFixture
) -> None:
    newsgen.build(site, as_of=AT, jobs=1)
    write(site / ".newsgen/cache.sqlite", "no database" * 1000)
    for function in (newsgen.build, newsgen.plan, newsgen.load_site):
        write(site / ".newsgen/cache.sqlite", "no database" * 1000)
        caplog.clear()
        function(site, as_of=AT, jobs=1)
        assert [(r.name, r.levelname) for r in caplog.records] == [("newsgen", "WARNING")]
