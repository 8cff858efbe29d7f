"""The digests that stand for what is related to the releases of a month."""

from pathlib import Path

import pytest

from newsgen.site.opened import RelatedDigests, ReleaseDigests
from tests.support.builds import appeal, ingested
from tests.support.site import CONFIG, Release, write, write_site

SITE: dict[str, str | bytes | Release] = {
    "newsgen.toml": CONFIG,
    "content/a.md": appeal("a", "2026-03-01", tags="[fraud]", related="[named.md]"),
    "content/b.md": appeal("b", "2025-03-01", tags="[fraud, courts]"),
    "content/old.md": appeal("old", "2025-02-01", tags="[fraud]"),
    "content/courts.md": appeal("courts", "2026-02-01", tags="[courts]"),
    "content/named.md": appeal("named", "2020-02-01"),
}
MONTHS = ("2020-02", "2025-02", "2025-03", "2026-02", "2026-03", "undated")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", SITE)


def digests(site: Path) -> dict[str, tuple[bytes, bytes]]:
    with ingested(site) as session:
        of = RelatedDigests(session.catalogue)
        return {month: (of.named("", month), of.tagged("", month)) for month in MONTHS}


def test_few_months_name_any(site: Path) -> None:
    with ingested(site) as session:
        of = RelatedDigests(session.catalogue)
        assert [month for month in MONTHS if of.names_any("", month)] == ["2026-03"]


def changed_by(site: Path, name: str, release: Release) -> list[str]:
    """Save a release, and return the months that show something else now, and by what."""
    before = digests(site)
    write(site / f"content/{name}.md", release.text())
    after = digests(site)
    return [
        f"{month} {by}"
        for month in MONTHS
        for by, old, new in zip(("named", "tagged"), before[month], after[month], strict=True)
        if old != new
    ]


def test_a_named_release_changes_the_month_that_names_it(site: Path) -> None:
    assert changed_by(site, "named", appeal("named", "2020-02-01", body="More.")) == [
        "2026-03 named"
    ]


def test_a_tagged_release_changes_its_month_and_those_of_the_tag_in_a_year(site: Path) -> None:
    assert changed_by(site, "b", appeal("b", "2025-03-01", tags="[fraud]")) == [
        "2025-03 tagged",
        "2026-02 tagged",
        "2026-03 tagged",
    ]
    assert changed_by(site, "old", appeal("old", "2025-02-01", body="More.", tags="[fraud]")) == [
        "2025-02 tagged",
        "2025-03 tagged",
    ]
    assert changed_by(site, "a", appeal("a", "2026-03-01", tags="[fraud]")) == ["2026-03 named"]


def edges(site: Path) -> tuple[bytes, bytes]:
    with ingested(site) as session:
        return ReleaseDigests(session.catalogue).edges["", "/newsroom/", "2026-03"]


def test_the_first_and_the_last_release_of_a_month_are_its_edges(site: Path) -> None:
    write(site / "content/last.md", appeal("last", "2026-03-09").text())
    first, last = edges(site)
    write(site / "content/last.md", appeal("last", "2026-03-09", body="More.").text())
    write(site / "content/between.md", appeal("between", "2026-03-05").text())
    now = edges(site)
    assert now[0] == first
    assert now[1] != last
