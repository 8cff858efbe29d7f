"""Release control that newsgen does not know fails closed."""

from typing import Any

import pytest

from newsgen.config.load import parse
from newsgen.content import keys
from newsgen.content._control import known_names, knows, without_value
from newsgen.content.frontmatter import Located, Parts
from newsgen.pipeline._examine import Examiner
from tests.support.builds import AT, appeal
from tests.support.site import CONFIG

EXAMINER = Examiner(parse(CONFIG), as_of=AT)


def is_published(**keys: str) -> bool:
    examined = EXAMINER.examine(appeal("a", "2026-03-01", **keys).text(), "a.md")
    return not any(finding.severity == "error" for finding in examined.diagnostics)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("embargo_until", "2026-04-01"),
        ("draft", "true"),
        ("is_public", "false"),
        ("goLive", "1 April 2026"),
        ("withheld", "yes"),
        ("dat", "2026-04-01"),
        ("expiry", "2026-03-02"),
        ("draft", "[no]"),
        ("embargo_until", "[2026-03-01]"),
    ],
)
def test_what_would_hold_it_back_elsewhere_holds_it_here(key: str, value: str) -> None:
    assert not is_published(**{key: value})


@pytest.mark.parametrize(
    ("values", "all_known"),
    [
        ({"title": "A", "og": {"site": {"name": "B"}}, "tags": ["a"]}, True),
        ({"images": [{"src": "a", "alt": "b"}], "og": ""}, True),
        ({"titel": "A"}, False),
        ({"og": {"site": {"nam": "B"}}}, False),
        ({"images": [{"src": "a"}, {"scr": "b"}]}, False),
        ({"title": {"a": "b"}}, False),
        ({"title": [["a", {"b": "c"}]]}, False),
    ],
)
def test_keys_are_known_at_any_depth(values: dict[str, Any], *, all_known: bool) -> None:
    assert knows(known_names(keys.KEYS), values) is all_known


@pytest.mark.parametrize(
    ("key", "value"), [("draft", "false"), ("is_public", "true"), ("craft", "true")]
)
def test_what_would_not_lets_it_out(key: str, value: str) -> None:
    assert is_published(**{key: value})


def test_a_control_without_a_value_is_told_on_its_line() -> None:
    located = Located(
        Parts("title: T\nembargo:\nstatus: ' '\ndate: 2026-03-01\n", 2, "", 9), "a.md"
    )
    assert [(d.code, d.span.line) for d in without_value(located)] == [("NG206", 3), ("NG206", 4)]
