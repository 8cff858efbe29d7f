"""A month's releases in order, and their neighbours."""

from tests.support.catalogue import Archive, indexed, release


def test_a_month_is_in_order_of_archive_then_time_and_holds_what_is_published(
    archive: Archive,
) -> None:
    archive.put(
        release("late", "2026-03-02 09:00"),
        release("early", "2026-03-01 09:00"),
        release("february", "2026-02-28 09:00"),
        release("to-come", "2026-03-20 09:00"),
        indexed(release("other", "2026-03-03 09:00"), archive="/a/"),
        indexed(release("elsewhere", "2026-03-03 09:00"), root="there"),
    )
    months = archive.at().months
    assert [r.source for r in months.releases("", "2026-03")] == ["other.md", "early.md", "late.md"]
    rows = months.rows("", "2026-03")
    assert [position[:8] for _, position in rows] == ["20260303", "20260301", "20260302"]
    assert len({row for row, _ in rows}) == 3
    digests = list(months.digests())
    assert [(d.root, d.month, d.archive) for d in digests] == [
        ("", "2026-02", "/news/"),
        ("", "2026-03", "/a/"),
        ("", "2026-03", "/news/"),
        ("there", "2026-03", "/news/"),
    ]
    every = [digest for d in digests for digest in d.digests.split()]
    assert len(set(every)) == len(every) == 5


def test_the_digests_of_a_month_are_in_the_order_of_its_releases(archive: Archive) -> None:
    late, early = release("late", "2026-03-02 09:00"), release("early", "2026-03-01 09:00")
    archive.put(late)
    (alone,) = archive.at().months.digests()
    archive.put(late, early)
    (both,) = archive.at().months.digests()
    assert both.digests.split()[1] == alone.digests


def test_neighbours_are_those_of_the_archive_that_are_published(archive: Archive) -> None:
    archive.put(
        release("a", "2026-03-01 09:00"),
        release("b", "2026-03-02 09:00"),
        release("c", "2026-03-03 09:00"),
        release("to-come", "2026-03-20 09:00"),
        indexed(release("other", "2026-03-02 10:00"), archive="/a/"),
    )
    months = archive.at().months
    first, last = months.after("", "/news/", "2026-03"), months.before("", "/news/", "2026-03")
    assert first == ("Title of a", "/news/a", "en-GB")
    assert last == ("Title of c", "/news/c", "en-GB")
    before = months.before("", "/news/", "2026-03", "b.md")
    after = months.after("", "/news/", "2026-03", "b.md")
    assert (before, after) == (first, last)
    assert months.before("", "/news/", "2026-03", "a.md") is None
    assert months.after("", "/news/", "2026-03", "c.md") is None
    assert months.after("", "/news/", "2025-03") is None
    assert months.before("", "/news/", "2025-03") is None


def test_same_titles_are_those_of_one_month_and_archive(archive: Archive) -> None:
    archive.put(
        release("b", "2026-03-02 09:00", title="Appeal"),
        release("a", "2026-03-01 09:00", title="Appeal"),
        release("other-title", "2026-03-01 10:00"),
        release("other-month", "2026-02-01 09:00", title="Appeal"),
        indexed(release("other-archive", "2026-03-02 10:00", title="Appeal"), archive="/a/"),
    )
    same = archive.at().months.with_title_of("b.md")
    assert [r.source for r in same] == ["a.md", "b.md"]
