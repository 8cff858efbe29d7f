"""Bodies, read some ahead."""

import pytest

from newsgen.store import Fragments
from newsgen.store._sources import AHEAD
from tests.support.catalogue import Archive, indexed, release


def test_bodies_are_the_same_whether_expected_or_not(archive: Archive) -> None:
    bodies = {f"{number}.md": f"<p>{number}</p>" for number in range(3 * AHEAD)}
    archive.put(*(indexed(release(str(n)), f"<p>{n}</p>") for n in range(3 * AHEAD)))
    fragments = Fragments(archive.database.connection)
    orders: tuple[list[str], ...] = (
        list(bodies),
        list(reversed(bodies)),
        ["7.md", "7.md", "gone.md"],
        [],
    )
    for expected in orders:
        fragments.expect(expected)
        assert {source: fragments.html(source) for source in bodies} == bodies
    fragments.expect(["gone.md"])
    with pytest.raises(KeyError):
        fragments.html("gone.md")
