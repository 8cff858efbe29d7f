"""What a window onto a month shows, and digests that change with every answer."""

from pathlib import Path
from typing import Any

import pytest

from newsgen.model.release import Picture
from newsgen.pipeline._month_lens import month_of
from tests.support.builds import appeal
from tests.support.catalogue import release
from tests.support.lenses import root_lens
from tests.support.pictures import png
from tests.support.site import CONFIG, write

SITE = {
    "newsgen.toml": CONFIG,
    "content/old.md": appeal("old", "2026-02-01"),
    "content/a.md": appeal("a", "2026-03-01", body="![Map](/map.png)"),
    "content/b.md": appeal("b", "2026-03-02"),
    "content/held.md": appeal("held", "2026-03-20"),
    "content/map.png": png(30, 20),
}


def test_a_month_shows_its_releases_oldest_first_and_what_is_beside_it(site: Path) -> None:
    with root_lens(site) as root:
        month: Any = root.month("2026-03")
        assert [r.source for r in month.releases()] == ["a.md", "b.md"]
        assert month.before("/newsroom/").href == "/news/old.aspx"
        assert month.after("/newsroom/") is None
        assert month.picture("/map.png")[:2] == (30, 20)


def test_months_share_what_lists_show_of_a_release_unless_one_may_not_see_its_picture(
    site: Path,
) -> None:
    plain = release("b")
    with_picture = release("a", images=(Picture("/map.png"),))
    with root_lens(site) as root:
        month, other = root.month("2026-03"), root.month("2026-02")
        assert month.item(plain, "") is other.item(plain, "")
        assert month.item(plain, "Northshire Police").area == "Northshire Police"
        seen = [each.item(with_picture, "") for each in (month, other, month)]
        assert [shown.picture and shown.picture.width for shown in seen] == [30, 0, 30]
        assert seen[0] is seen[2]


def digests(site: Path) -> dict[str, bytes]:
    with root_lens(site) as root:
        month = root.month("2026-03")
        names = ("releases", "before", "item", "picture")
        return {name: getattr(month, name).digest() for name in names}


@pytest.mark.parametrize(
    ("path", "text", "changed"),
    [
        ("content/b.md", appeal("b", "2026-03-02", body="Other.").text(), {"releases"}),
        ("content/old.md", appeal("old2", "2026-02-01").text(), {"before"}),
        ("content/map.png", png(31, 20), {"item", "picture"}),
        ("content/held.md", appeal("held", "2026-03-21").text(), set()),
    ],
)
def test_a_digest_changes_with_its_answers_alone(
    site: Path, path: str, text: str | bytes, changed: set[str]
) -> None:
    before = digests(site)
    write(site / path, text)
    after = digests(site)
    assert {name for name in before if before[name] != after[name]} == changed


def test_a_release_is_in_its_month_or_among_the_undated() -> None:
    assert month_of(release("a", "2026-03-01 09:00")) == "2026-03"
    assert month_of(release("a", None)) == "undated"
