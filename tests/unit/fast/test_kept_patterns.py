"""Patterns that were compiled before are those that `re` would compile."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from newsgen.fast import _kept_patterns as kept
from newsgen.fast._kept_patterns import compile_kept

IS_KNOWN: Final = sys.version_info[:2] in kept.KNOWN
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
    monkeypatch.setattr(kept, "FILE", file)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    kept._kept.cache_clear()
    yield file
    kept._kept.cache_clear()


def compile_all() -> None:
    """Compile patterns as a process does that has just begun."""
    kept._kept.cache_clear()
    for pattern, flags in PATTERNS:
        assert compile_kept(pattern, flags) == re.compile(pattern, flags)
        assert compile_kept(pattern, flags).groupindex == re.compile(pattern, flags).groupindex


def stands_aside(file: Path) -> bool:
    """Tell whether this Python is not known; then nothing is kept."""
    compile_all()
    assert file.exists() is IS_KNOWN
    file.unlink(missing_ok=True)
    return not IS_KNOWN


def never(pattern: str, flags: int) -> kept.PatternCode:
    raise AssertionError(f"{pattern} {flags} is compiled once more")


def test_a_pattern_is_compiled_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if stands_aside(file):
        return
    compile_all()
    assert file.stat().st_size > 0
    monkeypatch.setattr(kept, "_compiled", never)
    compile_all()


@pytest.mark.parametrize("cut", [1, 5, 30, 200])
def test_a_damaged_file_starts_afresh(
    file: Path, cut: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if stands_aside(file):
        return
    compile_all()
    whole = file.read_bytes()
    for damaged in (whole[:-cut], whole[:-cut] + b"\xff" * cut, b"\xff" * cut + whole[cut:]):
        file.write_bytes(damaged)
        compile_all()
        with monkeypatch.context() as patch:
            patch.setattr(kept, "_compiled", never)
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


def test_a_record_that_is_no_pattern_is_compiled_again(file: Path) -> None:
    if stands_aside(file):
        return
    (pattern, flags), *_ = PATTERNS
    for data in (b"", b"N", b"(\x01\x00\x00\x00N"):
        file.unlink(missing_ok=True)
        kept._keep(file, kept._digest(pattern, flags), data)
        compile_all()


def test_nothing_is_written_if_python_writes_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compile_all()
    monkeypatch.setattr(kept, "FILE", None)
    compile_all()
    assert not file.exists()


def test_where_nothing_can_be_written_patterns_are_compiled(file: Path) -> None:
    file.parent.write_text("a file stands where the folder should be")
    compile_all()


def test_a_wrong_pattern_is_wrong_as_ever() -> None:
    with pytest.raises(re.error):
        compile_kept("(", 0)
