"""What could not be verified is noted until it is right."""

import pytest

from newsgen.deployers.folder import LocalTarget
from newsgen.deployers.unverified import UNVERIFIED, NotedAddress, Unverified, most_of

PAGE = NotedAddress("www.example", "/a", take_down=False)
DOWN = NotedAddress("www.example", "/b", take_down=True)


def test_note_is_read_as_it_was_written_and_goes_when_nothing_is_left(target: LocalTarget) -> None:
    nothing = Unverified.noted_on(target)
    assert nothing == Unverified()
    left = Unverified((DOWN, PAGE), loads=True, runs="000001")
    nothing.keep(target, left)
    assert Unverified.noted_on(target) == left
    left.keep(target, Unverified(runs="000001"))
    assert target.read(UNVERIFIED) is None


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"addresses": [1]}', b'{"addresses": [["a"]]}'])
def test_damaged_note_says_nothing(target: LocalTarget, data: bytes) -> None:
    target.write(UNVERIFIED, data)
    assert Unverified.noted_on(target) == Unverified()


def test_take_downs_are_noted_first_and_not_too_many() -> None:
    pages = [PAGE._replace(path=f"/{number}") for number in range(2_000)]
    first, *others = most_of([*pages, DOWN, DOWN])
    assert first == DOWN
    assert others == pages[:999]
