"""The captures of several sources."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsgen.config.load import parse as parse_config
from newsgen.importers.mirror import Mirror
from newsgen.importers.order import Order, captures_of, path_in
from newsgen.importers.plan import parse
from newsgen.importers.run import run
from newsgen.pipeline.result import no_progress
from tests.unit.importers.test_run import AREAS, HOST, PLAN, Captures, imported, page


def test_two_sources_may_name_their_places_alike(tmp_path: Path) -> None:
    first, second = page("one", "First."), page("two", "Second.")
    items = [Captures([first]), Captures([replace(second, origin=first.origin)])]
    tmp_path.mkdir(exist_ok=True)
    order = Order(tmp_path, tuple(items), parse(PLAN), parse_config(AREAS))
    report = run(order, no_progress)
    assert report.sums["imported"] == 2
    assert "Second." in (tmp_path / "content/old/2020/03-two.md").read_text(encoding="utf-8")
    assert [row.origin for row in report.rows] == ["source 1: one", "source 2: one"]


def test_a_source_with_nothing_in_it_is_told_of(tmp_path: Path) -> None:
    report = imported(tmp_path, [])
    assert report.unread == [("source 1", "it has nothing that can be read")]


def test_what_a_source_cannot_read_is_given_once(tmp_path: Path) -> None:
    """Whoever wants the captures of some places gets no others, whatever a source may yield."""
    (tmp_path / "copy/www.old.example").mkdir(parents=True)
    (tmp_path / "copy/www.old.example/a.html").write_text("<html>a</html>", encoding="utf-8")
    (tmp_path / "secret.html").write_text("<html>secret</html>", encoding="utf-8")
    (tmp_path / "copy/www.old.example/b.html").symlink_to(tmp_path / "secret.html")
    order = Order(tmp_path, (Mirror(tmp_path / "copy"),), parse(PLAN), parse_config(AREAS))
    first, unread = captures_of(order)
    assert unread.trouble == "the path leads out of the folder"
    assert [each.origin for each in captures_of(order, {first.origin})] == [first.origin]


@pytest.mark.parametrize("path", ["/news/a", "/news/a?b=1", "/a/../../etc/passwd", "/a%00b"])
def test_a_plan_sees_every_address_by_its_path(path: str) -> None:
    """Also one that newsgen cannot have: the plan accepts it by its path too."""
    assert path_in(f"{HOST}{path}") == path
