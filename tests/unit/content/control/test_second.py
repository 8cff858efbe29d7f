"""A second front matter at the top of the body is reported, with the keys that hold on their lines.

Its many forms are in `tests/cases/holds.toml`.
"""

import pytest

from newsgen.config import Config
from newsgen.content.release import SourceReader
from tests.support.manuscripts import source

READER = SourceReader(Config())


def findings(body: str, **values: str) -> list[tuple[str, int, int, str]]:
    parsed = READER.parse(source(body, **values), "a.md")
    return [(d.code, d.span.line, d.span.column, d.hint) for d in parsed.diagnostics]


def test_each_key_that_holds_is_reported_on_its_line() -> None:
    hint = "Write {} in the first front matter, and delete the second."
    assert findings("---\ntags: [a]\nstatus: Draft\n  hold_until: 2099-01-01\n---\nText.") == [
        ("NG207", 9, 1, hint.format("status: draft")),
        ("NG207", 10, 3, hint.format("embargo: 2099-01-01T00:00+00:00")),
    ]


def test_without_such_a_key_it_is_reported_once() -> None:
    hint = "Write its keys in the first front matter, and delete the second."
    assert findings("---\ntags: [a]\narea: B\n---\nText.") == [("NG560", 8, 1, hint)]


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_a_release_that_is_not_public_is_not_stopped(status: str) -> None:
    assert findings("---\nstatus: draft\n---\nText.", status=status, explanation="Wrong.") == []


@pytest.mark.parametrize(
    "body", ["---\n" + "a: b\n" * 200_000, "#" + " " * 900_000, "---\n" + "{," * 400_000]
)
def test_a_long_one_takes_no_time(body: str) -> None:
    assert len(findings(body)) <= 3
