"""The months whose releases may be related by tag."""

import pytest

from newsgen.model.release import months_with_tags


@pytest.mark.parametrize(
    ("month", "first"), [("2026-03", "2025-03"), ("2026-01", "2025-01"), ("2025-12", "2024-12")]
)
def test_a_month_and_the_twelve_before_it_count(month: str, first: str) -> None:
    months = months_with_tags(month)
    assert (months[0], months[-1], len(months)) == (first, month, 13)
    assert months == sorted(months)
