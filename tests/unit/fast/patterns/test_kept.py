"""Patterns that were compiled before are those that `re` would compile."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from newsgen.fast import patterns
from newsgen.fast._kept import forget_files
from newsgen.fast.patterns import compile_kept

IS_KNOWN: Final = sys.version_info[:2] in patterns.KNOWN
PATTERNS: Final = (
    (r"(?P<x>a+)|b$", 0),
    (r"^\w(?P<x>\d)?(?P<y>[à-ý]|(?:c))(z)", re.IGNORECASE | re.MULTILINE),
    (r"(?s:.)++(?<!x)\b[^\x00-\x7f\ud800]{2,}?(?(1)a|b)()", re.ASCII),
    ("(?x) a  # a comment", re.VERBOSE),
    ("", 0),
)


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep patterns in a file of the test's, whether Python keeps its code or not."""
    file = tmp_path / "cache" / "patterns.kept"
    monkeypatch.setattr(patterns, "FILE", file)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    forget_files()
    yield file
    forget_files()


def compile_all() -> None:
    """Compile patterns as a process does that has just begun."""
    forget_files()
    for pattern, flags in PATTERNS:
        assert compile_kept(pattern, flags) == re.compile(pattern, flags)
        assert compile_kept(pattern, flags).groupindex == re.compile(pattern, flags).groupindex


def stands_aside(file: Path) -> bool:
    """Tell whether this Python is not known; then nothing is kept."""
    compile_all()
    assert file.exists() is IS_KNOWN
    file.unlink(missing_ok=True)
    return not IS_KNOWN


def never(pattern: str, flags: int) -> patterns.PatternCode:
    raise AssertionError(f"{pattern} {flags} is compiled again")


def test_a_pattern_is_compiled_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if stands_aside(file):
        return
    compile_all()
    assert file.stat().st_size > 0
    monkeypatch.setattr(patterns, "_compiled", never)
    compile_all()


def test_what_another_python_wrote_is_not_used(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if stands_aside(file):
        return
    with monkeypatch.context() as patch:
        patch.setattr(sys, "hexversion", 1)
        compile_all()
    size = file.stat().st_size
    compile_all()
    assert file.stat().st_size > size


def test_a_record_that_is_no_pattern_is_compiled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    no_patterns: tuple[tuple[object, ...], ...] = ((), (None,), (0, [], 0), (None,) * 4)
    for code in no_patterns:
        monkeypatch.setattr(patterns, "kept", lambda *_, code=code: code)
        compile_all()


def test_a_wrong_pattern_is_wrong_as_ever() -> None:
    with pytest.raises(re.error):
        compile_kept("(", 0)
