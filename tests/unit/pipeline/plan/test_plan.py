"""What a build would do with each file of the output, and the reason that it gives."""

import os
from pathlib import Path

import pytest

from newsgen.pipeline.result import Action
from tests.support.builds import appeal, built, planned, touch
from tests.support.site import CONFIG, tree, write

SITE = {
    "newsgen.toml": CONFIG,
    "content/fair.md": appeal("fair", "2026-01-05"),
    "content/road.md": appeal("road", "2026-02-05"),
    "content/road-2.md": appeal("road-2", "2026-02-06"),
}
FAIR, ROAD, ROAD_2 = "news/fair.aspx", "news/road.aspx", "news/road-2.aspx"
JANUARY, FEBRUARY = "newsroom/2026/January/index.html", "newsroom/2026/February/index.html"


@pytest.fixture
def output(site: Path) -> Path:
    """Build the site, and return its output."""
    built(site)
    return site / "output"


def test_all_files_of_a_first_build_are_new(site: Path) -> None:
    steps = planned(site)
    assert {FAIR, ROAD, JANUARY, FEBRUARY, "index.html", "feed.atom", "sitemap.xml"} <= {*steps}
    assert {*steps.values()} == {("create", "new")}
    assert not (site / "output").exists()
    assert built(site).counts[Action.CREATE] == len(steps)
    assert {path for path in tree(site / "output") if not path.endswith("/")} == {*steps}


@pytest.mark.usefixtures("output")
def test_after_a_build_there_is_nothing_to_do(site: Path) -> None:
    assert planned(site) == {}
    result = built(site)
    assert {action for action, count in result.counts.items() if count} == {Action.KEEP}


@pytest.mark.usefixtures("output")
def test_an_edit_changes_the_pages_that_show_it(site: Path) -> None:
    write(site / "content/road.md", appeal("road", "2026-02-05", "Officers thank you.").text())
    steps = planned(site)
    assert {action for action, _ in steps.values()} == {"update"}
    assert {reason.partition(":")[0] for _, reason in steps.values()} == {"changed"}
    assert ROAD in steps
    assert "feed.atom" in steps
    assert not {FAIR, JANUARY, ROAD_2, "404.html", "robots.txt"} & {*steps}


@pytest.mark.usefixtures("output")
def test_a_title_is_shown_on_the_pages_around_a_release(site: Path) -> None:
    text = appeal("road", "2026-02-05").text().replace("Appeal road", "Road closed")
    write(site / "content/road.md", text)
    assert {ROAD, ROAD_2, FEBRUARY, "index.html"} <= {*planned(site)}
    assert JANUARY not in planned(site)


@pytest.mark.usefixtures("output")
def test_a_release_that_is_gone_takes_its_page_and_its_month_with_it(site: Path) -> None:
    (site / "content/fair.md").unlink()
    steps = planned(site)
    gone = ("delete", "no longer part of the site")
    assert (steps[FAIR], steps[JANUARY]) == (gone, gone)
    assert steps["newsroom/2026/index.html"][0] == "update"
    assert FEBRUARY not in steps or steps[FEBRUARY][0] == "update"


@pytest.mark.usefixtures("output")
def test_a_release_of_a_new_month_makes_its_page_and_its_month(site: Path) -> None:
    write(site / "content/new.md", appeal("new", "2026-03-05").text())
    steps = planned(site)
    assert steps["news/new.aspx"] == ("create", "new")
    assert steps["newsroom/2026/March/index.html"] == ("create", "new")
    assert steps["sitemap.xml"][0] == "update"
    assert not {"404.html", "robots.txt"} & {*steps}


@pytest.mark.usefixtures("output")
def test_a_release_whose_date_moves_it_to_another_month_keeps_its_page(site: Path) -> None:
    write(site / "content/road.md", appeal("road", "2026-01-06").text())
    steps = planned(site)
    assert steps[ROAD][0] == "update"
    assert {steps[JANUARY][0], steps[FEBRUARY][0]} == {"update"}
    built(site)
    assert (site / "output" / ROAD).is_file()
    assert planned(site) == {}


def test_a_file_that_another_partition_makes_now_stays(site: Path, output: Path) -> None:
    assets = {path for path in tree(output) if path.startswith("assets/") and path[-1] != "/"}
    write(site / "newsgen.toml", CONFIG.replace("[site]", '[site]\nlayout = "per-host"'))
    steps = planned(site)
    assert assets
    assert {steps[path] for path in assets} == {("update", "moved to another part of the site")}
    built(site)
    assert assets <= {*tree(output)}


def test_a_file_that_is_lost_or_altered_is_written_again(site: Path, output: Path) -> None:
    (output / ROAD).unlink()
    before = (output / FAIR).read_bytes()
    (output / FAIR).write_bytes(before[:-1] + b"!")
    assert planned(site) == {
        ROAD: ("update", "missing from the output folder"),
        FAIR: ("update", "altered in the output folder"),
    }
    built(site)
    assert (output / FAIR).read_bytes() == before


def test_a_file_of_another_size_is_written_again_though_its_time_is_the_same(
    site: Path, output: Path
) -> None:
    before, stamp = (output / ROAD).read_bytes(), (output / ROAD).stat()
    (output / ROAD).write_bytes(before[:-1])
    os.utime(output / ROAD, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert planned(site) == {ROAD: ("update", "altered in the output folder")}
    built(site)
    assert (output / ROAD).read_bytes() == before


def test_a_file_with_another_time_is_kept(site: Path, output: Path) -> None:
    touch(output / ROAD)
    assert planned(site) == {}
    assert built(site).counts[Action.UPDATE] == 0


def test_a_file_of_somebody_else_is_no_part_of_the_plan(site: Path, output: Path) -> None:
    write(output / "notes/mine.txt", "mine")
    write(site / "content/new.md", appeal("new", "2026-03-05").text())
    assert not [path for path in planned(site) if "notes" in path]
    built(site)
    assert (output / "notes/mine.txt").read_text() == "mine"


@pytest.mark.usefixtures("output")
def test_a_held_release_has_no_page(site: Path) -> None:
    held = appeal("held", "2026-03-05", embargo="2026-03-20T10:00+00:00")
    write(site / "content/held.md", held.text())
    assert not [path for path in planned(site) if "held" in path or "March" in path]
