"""How a plan reaches the output folder: everything is made first, then placed, then deleted."""

from pathlib import Path
from shutil import rmtree

import pytest

from newsgen.diagnostics import Exit, NewsgenError
from newsgen.files import OutputFolder
from newsgen.pipeline.central import build
from newsgen.pipeline.leftovers import folder_stamp
from newsgen.pipeline.result import Action
from newsgen.store import list_file, listed
from tests.support.builds import appeal, built, planned, request
from tests.support.site import CONFIG, tree, write

SITE = {
    "newsgen.toml": CONFIG,
    "content/fair.md": appeal("fair", "2026-01-05"),
    "content/road.md": appeal("road", "2026-02-05"),
}
FAIR, ROAD = "news/fair.aspx", "news/road.aspx"
BROKEN = (
    '{% extends "plain/release.html" %}'
    "{% block contact %}{{ page.release.nothing.at_all }}{% endblock %}"
)


def use_theme(site: Path, template: str) -> None:
    write(site / "themes/harbour/theme.toml", '[theme]\ntitle = "Harbour"\nextends = "plain"\n')
    write(site / "themes/harbour/templates/release.html", template)
    write(site / "newsgen.toml", CONFIG.replace('"plain"', '"harbour"'))


def test_a_page_that_fails_leaves_the_output_as_it_was(site: Path) -> None:
    built(site)
    before = tree(site / "output")
    use_theme(site, BROKEN)
    write(site / "content/new.md", appeal("new", "2026-03-05").text())
    with pytest.raises(NewsgenError) as failed:
        build(request(site))
    assert failed.value.exit_code is Exit.FINDINGS
    assert tree(site / "output") == before


def test_a_page_that_fails_in_a_first_build_leaves_no_output(site: Path) -> None:
    use_theme(site, BROKEN)
    with pytest.raises(NewsgenError):
        build(request(site))
    assert not (site / "output").exists()


def test_nothing_is_placed_before_everything_is_made(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(site)
    write(site / "newsgen.toml", CONFIG.replace("Property news", "Renamed news"))
    usual, stages = OutputFolder._move, list[str]()

    def move(folder: OutputFolder, source: str, path: str) -> None:
        stages.append("Placing")
        usual(folder, source, path)

    monkeypatch.setattr(OutputFolder, "_move", move)
    built(site, progress=lambda stage, _done, _total: stages.append(stage))
    first = stages.index("Placing")
    assert "Making pages" in stages[:first]
    assert "Making pages" not in stages[first:]


def test_the_folder_has_another_time_when_a_file_deep_in_it_has_changed(site: Path) -> None:
    """By that a cache which is restored from before sees that it is older."""
    built(site)
    before = folder_stamp(site / "output")
    write(site / "output" / FAIR, "altered")
    assert built(site).counts[Action.UPDATE] == 1
    assert folder_stamp(site / "output") > before


def test_a_deleted_file_is_not_listed_as_written_any_more(site: Path) -> None:
    built(site)
    (site / "content/fair.md").unlink()
    built(site)
    assert [*listed(list_file(site / ".newsgen", "output"), [FAIR, ROAD])] == [ROAD]


def test_packed_copies_of_what_changes_go_and_others_stay(site: Path) -> None:
    """Servers send them in the place of the files."""
    built(site)
    for file in (FAIR, ROAD):
        write(site / f"output/{file}.gz", "packed by the host")
    write(site / "content/fair.md", appeal("fair", "2026-01-05", "Officers thank you.").text())
    built(site)
    assert not (site / f"output/{FAIR}.gz").exists()
    assert (site / f"output/{ROAD}.gz").exists()


def test_a_month_that_comes_back_as_it_was_is_made_again(site: Path) -> None:
    built(site)
    before = tree(site / "output")
    (site / "content/fair.md").rename(site / "fair.md")
    built(site)
    assert not (site / "output" / FAIR).exists()
    (site / "fair.md").rename(site / "content/fair.md")
    built(site)
    assert tree(site / "output") == before


def test_deletions_come_last(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(site)
    (site / "content/fair.md").unlink()
    write(site / "content/new.md", appeal("new", "2026-03-05").text())
    usual, trees = OutputFolder.remove, list[dict[str, bytes]]()

    def remove(folder: OutputFolder, path: str) -> None:
        trees.append(tree(site / "output"))
        usual(folder, path)

    monkeypatch.setattr(OutputFolder, "remove", remove)
    result = built(site)
    assert len(trees) == result.counts[Action.DELETE] > 0
    after = tree(site / "output")
    for before in trees:
        assert {path: before[path] for path in after if not path.endswith("/")} == {
            path: data for path, data in after.items() if not path.endswith("/")
        }


def test_a_build_that_is_stopped_before_it_deletes_is_completed_by_the_next(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(site)
    (site / "content/fair.md").unlink()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(OutputFolder, "remove", fail)
        with pytest.raises(NewsgenError):
            build(request(site))
    assert (site / "output" / FAIR).exists()
    built(site)
    assert not (site / "output" / FAIR).exists()
    assert planned(site) == {}


def test_a_folder_that_is_emptied_is_removed(site: Path) -> None:
    built(site)
    january = site / "output/newsroom/2026/January"
    assert january.is_dir()
    (site / "content/fair.md").unlink()
    built(site)
    assert not january.exists()


@pytest.mark.parametrize("is_first", [True, False])
def test_a_folder_of_somebody_else_in_the_way_stops_the_build(site: Path, is_first: bool) -> None:
    if not is_first:
        built(site)
    write(site / "content/new.md", appeal("new", "2026-03-05").text())
    write(site / "output/news/new.aspx/mine.txt", "mine, where a page must be")
    before = tree(site / "output")
    with pytest.raises(NewsgenError) as failed:
        build(request(site))
    assert failed.value.exit_code is Exit.USAGE
    assert "news/new.aspx" in str(failed.value.diagnostics)
    assert tree(site / "output") == before


def test_an_output_folder_that_leads_elsewhere_is_not_written_through(
    site: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (site / "output").mkdir()
    (site / "output/news").symlink_to(outside)
    with pytest.raises(NewsgenError):
        build(request(site))
    assert tree(outside) == {}


def test_files_of_somebody_else_are_counted_and_left(site: Path) -> None:
    write(site / "output/notes/mine.txt", "mine")
    result = built(site)
    assert result.unknown == 1
    assert (site / "output/notes/mine.txt").read_text() == "mine"


def test_what_is_in_the_output_is_what_the_manifest_says(site: Path) -> None:
    built(site)
    (site / "content/fair.md").unlink()
    result = built(site)
    files = {path for path in tree(site / "output") if not path.endswith("/")}
    kept = sum(result.counts[action] for action in (Action.CREATE, Action.UPDATE, Action.KEEP))
    assert len(files) == kept


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_output_that_is_deleted_is_written_whole(site: Path, jobs: int) -> None:
    built(site)
    before = tree(site / "output")
    rmtree(site / "output")
    built(site, jobs=jobs)
    assert tree(site / "output") == before
