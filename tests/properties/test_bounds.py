"""No short body keeps newsgen busy for long: what would is refused before the work is done."""

import pytest

from tests.support.bodies import too_much_work

SIZE = 20_000


@pytest.mark.parametrize("plain", [False, True])
def test_no_body_of_20_kb_is_much_work(*, plain: bool) -> None:
    assert too_much_work(SIZE, plain=plain) == {}


def test_work_without_bounds_is_noticed() -> None:
    assert [*too_much_work(2_500, plain=False, bounded=False)] == ["["]
