"""The releases with a date that have tags in common."""

from newsgen.model.month import UNDATED
from newsgen.model.release import Status
from tests.support.catalogue import AS_OF, Archive, indexed, release


def older(archive: Archive, name: str, month: str = "2026-03", limit: int = 9) -> str:
    tags = archive.at().tags
    sources = tags.older("", month, limit).get(f"{name}.md", [])
    assert tags.older("", month, limit, f"{name}.md").get(f"{name}.md", []) == sources
    return " ".join(source.removesuffix(".md") for source in sources)


def fill(archive: Archive) -> None:
    archive.put(
        release("new", "2026-03-05 09:00", tags=("Fraud", "courts", "–")),
        release("same-month", "2026-03-01 09:00", tags=("fraud",)),
        release("both", "2026-02-01 09:00", tags=("fraud", "courts")),
        release("courts", "2026-01-01 09:00", tags=("courts",)),
        release("first", "2025-03-01 00:00", tags=("fraud",)),
        release("too-old", "2025-02-28 09:00", tags=("fraud",)),
        release("newer", "2026-03-06 09:00", tags=("fraud",)),
        release("draft", "2026-01-02 09:00", tags=("fraud",), status=Status.DRAFT),
        release("over", "2026-01-02 09:00", tags=("fraud",), expires=AS_OF),
        release("gone", "2026-01-02 09:00", tags=("fraud",), status=Status.GONE),
        release("undated", None, tags=("fraud",)),
        release("page", tags=("fraud",), template="page.html"),
        release("other", "2026-01-02 09:00", tags=("roads",)),
        indexed(release("elsewhere", "2026-01-02 09:00", tags=("fraud",)), root="x.example"),
    )


def test_they_are_older_and_newest_first_within_a_year(archive: Archive) -> None:
    fill(archive)
    assert older(archive, "new") == "same-month both courts first"
    assert older(archive, "new", limit=2) == "same-month both"
    assert older(archive, "courts", "2026-01") == ""
    assert older(archive, "same-month", "2026-02") == "", "it is not of that month"
    assert older(archive, "undated", "2026-03") == ""
    assert older(archive, "undated", UNDATED) == ""


def test_digests_are_by_tag_and_month(archive: Archive) -> None:
    fill(archive)
    before = {row[:3]: row.digest for row in archive.at().tags.digests()}
    assert [key[1:] for key in before] == [
        ("courts", "2026-01"),
        ("courts", "2026-02"),
        ("courts", "2026-03"),
        ("fraud", "2025-02"),
        ("fraud", "2025-03"),
        ("fraud", "2026-02"),
        ("fraud", "2026-03"),
        ("roads", "2026-01"),
        ("fraud", "2026-01"),
    ]
    archive.put(release("both", "2026-02-01 09:00", tags=("courts",)))
    after = {row[:3]: row.digest for row in archive.at().tags.digests()}
    changed = {key[1:] for key, digest in before.items() if after.get(key) != digest}
    assert changed == {("courts", "2026-02"), ("fraud", "2026-02")}
