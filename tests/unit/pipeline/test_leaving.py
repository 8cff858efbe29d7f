"""When releases leave lists by their age."""

from datetime import UTC, datetime
from pathlib import Path

from newsgen.pipeline.frame import next_change
from newsgen.pipeline.leaving import leaving, scheduled
from tests.support.builds import appeal, ingested
from tests.support.site import CONFIG

SITE = {
    "newsgen.toml": f"""{CONFIG}
[lists.help]
where = {{ tags = "help" }}
limit = 2
age = "1 month"
on = ["home", "area"]

[lists.any]
on = ["home"]
""",
    "content/a.md": appeal("a", "2026-03-01", tags="[help]"),
    "content/b.md": appeal("b", "2026-03-05", tags="[help]"),
    "content/c.md": appeal("c", "2026-03-09", tags="[help]"),
    "content/old.md": appeal("old", "2026-01-09", tags="[help]"),
    "content/held.md": appeal("held", "2026-04-09", tags="[help]"),
}
A_LEAVES = datetime(2026, 3, 31, 20, tzinfo=UTC)
B_LEAVES = datetime(2026, 4, 4, 20, tzinfo=UTC)


def test_what_a_list_shows_leaves_it_as_does_the_first_that_it_leads_on_to(site: Path) -> None:
    with ingested(site) as session:
        leaves = {source: at for at, source in leaving(session)}
    assert leaves == {
        "a.md": A_LEAVES,
        "b.md": B_LEAVES,
        "c.md": datetime(2026, 4, 8, 20, tzinfo=UTC),
    }


def test_a_release_is_counted_once_however_many_pages_it_leaves(site: Path) -> None:
    with ingested(site) as session:
        changes = scheduled(session, 9)
        assert scheduled(session, 1) == changes[:1]
        assert next_change(session) == A_LEAVES.timestamp()
    assert [(c.at.day, c.begin, c.leave) for c in changes] == [
        (31, 0, 1),
        (4, 0, 1),
        (8, 0, 1),
        (9, 1, 0),
    ]
