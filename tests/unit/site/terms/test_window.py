"""What the parts of terms are shown, and the digests of that."""

from pathlib import Path

import pytest

from newsgen.site._month_window import open_month
from newsgen.site._terms import TAXONOMIES, TERM_YEARS, TERMS, TermWindow, TermYearWindow
from newsgen.site.opened import OpenRoot
from tests.support.builds import appeal
from tests.support.opened_site import open_root
from tests.support.pictures import png
from tests.support.site import CONFIG, Release, write, write_site

SITE: dict[str, str | bytes | Release] = {
    "newsgen.toml": CONFIG + '[taxonomies.topics]\nkey = "tags"\n',
    "content/old.md": appeal("old", "2025-02-01", tags="[fraud]"),
    "content/a.md": appeal("a", "2026-03-01", body="![Map](/map.png)", tags="[fraud, courts]"),
    "content/b.md": appeal("b", "2026-03-02", tags="[courts]"),
    "content/w.md": appeal(
        "w", "2026-03-01", status="withdrawn", explanation="Wrong.", tags="[fraud, only]"
    ),
    "content/map.png": png(30, 20),
}
OF_TERMS = ("topics/courts", "topics/fraud")
YEARS = ("topics/courts/2026", "topics/fraud/2025", "topics/fraud/2026")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", SITE)


def term(root: OpenRoot, name: str) -> TermWindow:
    return TERMS.opens(root, name, "")


def term_year(root: OpenRoot, name: str) -> TermYearWindow:
    return TERM_YEARS.opens(root, name, "")


def changed_by(site: Path, path: str, data: str | bytes) -> set[str]:
    """Write a file, and return the terms and years that show something else now."""
    before = _digests(site)
    write(site / path, data)
    return {name for name, digests in _digests(site).items() if digests != before[name]}


def _digests(site: Path) -> dict[str, list[bytes]]:
    with open_root(site) as root:
        terms = {name: term(root, name) for name in OF_TERMS}
        years = {name: term_year(root, name) for name in YEARS}
        return {
            **{name: [shown.term_latest.digest()] for name, shown in terms.items()},
            **{name: [shown.of_year.digest()] for name, shown in years.items()},
        }


def test_a_term_shows_its_published_releases(site: Path) -> None:
    with open_root(site) as root:
        latest = term(root, "topics/fraud").term_latest(9)
        assert [shown.href for shown, _ in latest] == ["/news/a.aspx", "/news/old.aspx"]
        assert [entry.id for _, entry in latest] == [entry.url for _, entry in latest]
        (shown,) = term_year(root, "topics/fraud/2025").of_year()
        assert shown.href == "/news/old.aspx"
        assert [each.name for each in TAXONOMIES.opens(root, "", "").taxonomies[0].terms] == [
            "courts",
            "fraud",
        ]
        assert term(root, "topics/fraud").language == root.language


def test_a_release_is_read_once_for_the_terms_that_it_has_of_a_year(site: Path) -> None:
    with open_root(site) as root:
        (first,) = term_year(root, "topics/fraud/2025").of_year()
        assert term_year(root, "topics/fraud/2025").of_year()[0] is first
        term_year(root, "topics/fraud/2026").of_year()
        assert term_year(root, "topics/fraud/2025").of_year() == [first]
        assert term_year(root, "topics/fraud/2025").of_year()[0] is not first


def test_a_release_of_a_month_that_was_read_is_not_read_for_its_terms(site: Path) -> None:
    shown = appeal("a", "2026-03-01", tags="[fraud]", images="[{src: /map.png, alt: Map}]")
    write(site / "content/a.md", shown.text())
    with open_root(site) as root:
        expected = term_year(root, "topics/fraud/2026").of_year()
    with open_root(site) as root:
        month = open_month(root, "2026-03")
        (release,) = [release for release in month.releases() if release.source == "a.md"]
        (of_term,) = term_year(root, "topics/fraud/2026").of_year()
        assert of_term is month.item(release, of_term.area)
        assert [of_term] == expected
        assert term_year(root, "topics/fraud/2025").of_year()[0].href == "/news/old.aspx"


def test_a_latest_release_is_read_once_for_the_terms_that_it_has(site: Path) -> None:
    with open_root(site) as root:
        of_fraud, _ = term(root, "topics/fraud").term_latest(9)
        _, of_courts = term(root, "topics/courts").term_latest(9)
        assert of_fraud is of_courts


def test_a_picture_has_a_size_where_a_release_of_the_term_shows_it(site: Path) -> None:
    shown = appeal("a", "2026-03-01", tags="[fraud]", images="[{src: /map.png, alt: Map}]")
    write(site / "content/a.md", shown.text())
    with open_root(site) as root:
        listed, entry = term(root, "topics/fraud").term_latest(1)[0]
        (of_year,) = term_year(root, "topics/fraud/2026").of_year()
        assert [shown.picture and shown.picture.width for shown in (listed, of_year)] == [30, 30]
        assert entry.image.endswith("/map.png")


def test_a_changed_release_changes_its_terms_and_their_years(site: Path) -> None:
    text = appeal("old", "2025-02-01", tags="[fraud]", summary="New.").text()
    assert changed_by(site, "content/old.md", text) == {"topics/fraud", "topics/fraud/2025"}


def test_a_changed_picture_changes_the_terms_of_its_releases(site: Path) -> None:
    assert changed_by(site, "content/map.png", png(300, 20)) == {
        *OF_TERMS,
        "topics/courts/2026",
        "topics/fraud/2026",
    }
