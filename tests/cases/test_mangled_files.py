"""Files that are mangled in every way: a check refuses each where it is wrong, in bounded work."""

import random
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Final

import pytest
from hypothesis import given, strategies as st

from newsgen.codes import Severity
from newsgen.content.scan import decode
from newsgen.diagnostics import Diagnostic
from newsgen.pipeline._examine import Examined, Examiner
from newsgen.pipeline.central import check
from newsgen.pipeline.result import Request
from tests.cases.test_bad_input import as_read, assert_inside
from tests.cases.test_mangled_releases import DASHED, EXAMINER, HOSTILE, PIECES, SAMPLE
from tests.support.bodies import UNITS
from tests.support.draws import DRAW, draws

NOW = datetime(2026, 3, 5, 10, 0, tzinfo=UTC)
FILES: Final = 200 if DRAW == "soak" else 50
"""So many in a batch; there are 100 batches at full length."""
MOST_CALLS: Final = 2_000_000
"""Calls of functions for one file: a usual release needs 2,000, what the bounds let pass 1,500,000.

Beside those, a list of short items needs 30 calls a character, however long it is.
"""
CALLS_PER_CHARACTER: Final = 50


def mangled(chance: random.Random) -> bytes:
    """Return a release with one to four mistakes, of text or of bytes."""
    data = chance.choice((SAMPLE, DASHED)).encode()
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + _piece(chance) + data[at + chance.choice((0, 0, 1, 5, 40)) :]
    return data[: chance.randrange(len(data) + 1)] if chance.random() < 0.1 else data


def _piece(chance: random.Random) -> bytes:
    match chance.randrange(5):
        case 0:
            return chance.randbytes(chance.randint(1, 3))
        case 1:
            return "".join(chance.choices(HOSTILE, k=4)).encode()
        case 2:
            unit = chance.choice(UNITS)
            return (unit * (chance.randint(1, 20_000) // len(unit))).encode()
        case 3:
            return b""
        case _:
            return chance.choice(PIECES).encode()


def calls_of(examiner: Examiner, text: str) -> tuple[Examined, int]:
    """Examine a text, and count the functions that it calls."""
    calls = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        return examiner.examine(text, "a.md"), calls
    finally:
        sys.setprofile(None)


@pytest.mark.rotates(7)
@draws(100)
@given(seed=st.integers(0, 2**32))
def test_mangled_files_are_checked_in_bounded_work(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(FILES):
        data = mangled(chance)
        text = decode(data, "content/a.md")
        if isinstance(text, str):
            examined, calls = calls_of(EXAMINER, text)
            assert calls < MOST_CALLS + CALLS_PER_CHARACTER * len(text), text[:200]
            assert examined.entry or _errors(examined.diagnostics)
        else:
            assert_inside(text.span, as_read(data))


@pytest.mark.rotates(5)
@draws(100)
@given(seed=st.integers(0, 2**32))
def test_a_check_of_mangled_files_says_where_each_is_wrong(seed: int) -> None:
    """A failure inside newsgen, which ends a command with 3, is an exception here."""
    chance = random.Random(seed)
    files = {f"content/{number}.md": mangled(chance) for number in range(FILES)}
    with TemporaryDirectory() as folder:
        site = Path(folder)
        (site / "content").mkdir()
        for path, data in files.items():
            (site / path).write_bytes(data)
        result = check(Request(site, as_of=NOW, output=site / "output", cache=None, jobs=1))
    refused = {d.span.path for d in _errors(result.diagnostics)}
    assert result.refused is bool(refused)
    for diagnostic in result.diagnostics:
        assert diagnostic.message
        for span in (diagnostic.span, *(related.span for related in diagnostic.related)):
            # A release in the way of a page of the site is told where that page is decided.
            assert_inside(span, _as_read(files.get(span.path, b"")))
            assert span.path in files or span.path == "newsgen.toml"


def _as_read(data: bytes) -> str:
    """Return a file as the reader has it; one that is no text as an editor shows it."""
    text = decode(data, "content/a.md")
    return text if isinstance(text, str) else as_read(data)


def _errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [d for d in diagnostics if d.severity is Severity.ERROR]
