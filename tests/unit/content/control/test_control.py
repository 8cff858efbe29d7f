"""Release control that newsgen does not know fails closed."""

from typing import Any, Final

import pytest

from newsgen.config.load import parse
from newsgen.content import keys
from newsgen.content._control import known_names, knows, without_value
from newsgen.content.frontmatter import Located, Parts
from newsgen.diagnostics import Diagnostic
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


PAST: Final = "2020-03-04"
DATE_NAMES = [
    "published", "publish_date", "release_date", "published_at", "publishDate", "date-published",
    "pubDate", "publication_date", "released_on", "posted", "Posted_On", "date_posted",
    "created", "issue_date", "issued", "news_date", "dateline", "timestamp", "postiwyd",
]  # fmt: skip
"""What other systems call the day of publication."""


def findings(front: str) -> list[Diagnostic]:
    address = "https://www.northshire.police.example/news/a.aspx"
    text = f"---\ntitle: T\narea: Northshire\nurl: {address}\n{front}\n---\n\nText.\n"
    examined = EXAMINER.examine(text, "a.md")
    return [d for d in examined.diagnostics if d.code in ("NG207", "NG217", "NG218")]


@pytest.mark.parametrize("name", DATE_NAMES)
def test_the_only_date_is_not_deleted_and_is_called_date(name: str) -> None:
    (finding,) = findings(f"{name}: {PAST}")
    assert (finding.code, finding.hint, finding.fix) == (
        "NG217", f"Did you mean date: {PAST}?", None,
    )  # fmt: skip


@pytest.mark.parametrize("name", DATE_NAMES)
@pytest.mark.parametrize(
    "given", ["date: 2020-03-05", "publish: {date: 05/03/2020}", "type: page\nslug: a"]
)
def test_with_a_date_a_second_one_is_not_asked_for(name: str, given: str) -> None:
    assert not any(
        "Did you mean" in finding.hint for finding in findings(f"{given}\n{name}: {PAST}")
    )


@pytest.mark.parametrize(
    ("front", "is_deleted"),
    [
        (f"date: {PAST}\npublished: {PAST}", True),
        ("published: true", True),
        ("draft: false", True),
        (f"embargo_until: {PAST}", False),
        (f"scheduled: {PAST}", False),
        (f"meta: {{published: {PAST}}}", False),
        (f"publish: {{date: 04/03/2020}}\nrelease_date: {PAST}", True),
    ],
)
def test_what_holds_nothing_is_deleted_unless_it_may_be_the_date(
    front: str, *, is_deleted: bool
) -> None:
    (finding,) = findings(front)
    assert (finding.fix is not None) is is_deleted


@pytest.mark.parametrize(
    "front",
    [f"event_date: {PAST}", f"court_day: {PAST}", "posted: by Jo", "created: x", f"born: {PAST}"],
)
def test_other_days_are_no_day_of_publication(front: str) -> None:
    assert findings(front) == []


@pytest.mark.parametrize("key", ["Date", "dat", "Date "])
def test_a_key_that_would_hold_it_back_is_reported_once(key: str) -> None:
    text = appeal("a", "2026-03-01").text().replace("date:", f"{key}:")
    findings = EXAMINER.examine(text, "a.md").diagnostics
    assert [d.code for d in findings if d.line == 5] == ["NG207"]


@pytest.mark.parametrize("key", ["date", "publishDate"])
def test_the_embargo_of_a_hint_holds_to_the_second(key: str) -> None:
    text = (
        appeal("a", "2026-03-01")
        .text()
        .replace("2026-03-01 10:00", "2026-12-31 23:59:59")
        .replace("date:", f"{key}:")
    )
    (hint,) = [d.hint for d in EXAMINER.examine(text, "a.md").diagnostics if "embargo" in d.hint]
    assert "embargo: 2026-12-31T23:59:59+00:00" in hint
