"""Paths in the repository, and errors before warnings."""

import pytest

from newsgen.report._places import errors_first, in_repository
from tests.support.nasty import FOUND


@pytest.mark.parametrize(
    ("path", "prefix", "expected"),
    [
        ("content/a.md", "", "content/a.md"),
        ("content/a.md", "sites/news", "sites/news/content/a.md"),
        ("/srv/out put", "sites/news", "/srv/out put"),
        ("content/wide, 100%: a|b.md", "news site", "news site/content/wide, 100%: a|b.md"),
    ],
)
def test_a_path_is_that_of_the_repository(path: str, prefix: str, expected: str) -> None:
    assert in_repository(path, prefix) == expected


def test_errors_come_first_and_the_order_of_each_stays() -> None:
    ordered = list(errors_first(FOUND))
    severities = [str(finding.severity) for finding in ordered]
    assert severities == sorted(severities)
    for severity in set(severities):
        of_each = [[f for f in findings if f.severity == severity] for findings in (FOUND, ordered)]
        assert of_each[0] == of_each[1]
