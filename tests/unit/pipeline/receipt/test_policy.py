"""What decides a build beside the content, in a form that can be compared."""

from datetime import timedelta
from pathlib import Path

import pytest

from newsgen.pipeline._receipt import is_within, policy_key
from tests.support.builds import AT, appeal, ingested
from tests.support.site import CONFIG, write

SITE = {"newsgen.toml": CONFIG, "content/a.md": appeal("a", "2026-03-01")}


def key(site: Path) -> str:
    with ingested(site) as session:
        return policy_key(session)


def test_severities_and_the_baseline_are_in_the_key_and_no_title_is(site: Path) -> None:
    first = key(site)
    write(site / "newsgen.toml", CONFIG.replace("Property news", "Other news"))
    assert key(site) == first
    write(site / "newsgen.toml", CONFIG + '[rules.severity]\nNG601 = "off"\n')
    assert key(site) != first
    write(site / "newsgen.toml", CONFIG)
    write(
        site / "newsgen-baseline.json",
        '{"version": 1, "findings": {"content/a.md": ["NG531 00"]}}',
    )
    assert key(site) != first


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [(0, None, True), (0, 1, True), (0, 0, False), (1, None, False), (-5, -1, False)],
)
def test_a_time_is_within_a_span_up_to_its_end(
    site: Path, since: int, until: int | None, *, expected: bool
) -> None:
    start = (AT + timedelta(seconds=since)).timestamp()
    end = None if until is None else (AT + timedelta(seconds=until)).timestamp()
    with ingested(site) as session:
        assert is_within(session, start, end) is expected
