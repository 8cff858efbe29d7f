"""Patterns that are compiled later: as compiled ones are."""

import importlib
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, strategies as st

import newsgen
from newsgen.fast import patterns
from newsgen.fast.patterns import _Later, later
from tests.support.paths import REPOSITORY


@given(st.text(alphabet="aAb1\n ", max_size=12), st.integers(0, 12))
def test_every_method_gives_what_the_compiled_pattern_gives(text: str, start: int) -> None:
    for pattern, flags in ((r"(?P<x>a+)|b$", 0), (r"^\w(?P<x>\d)?", re.IGNORECASE | re.MULTILINE)):
        lazy, real = later(pattern, flags), re.compile(pattern, flags)
        for _ in range(2):  # the second time, the methods are its own
            for method in ("search", "match", "fullmatch"):
                assert repr(getattr(lazy, method)(text)) == repr(getattr(real, method)(text))
            matches = [(m.span(), m["x"]) for m in lazy.finditer(text, start)]
            assert matches == [(m.span(), m["x"]) for m in real.finditer(text, start)]
            assert lazy.findall(text) == real.findall(text)
            assert lazy.split(text) == real.split(text)
            assert lazy.sub(r"<\g<0>>", text) == real.sub(r"<\g<0>>", text)
            assert (lazy.pattern, lazy.flags) == (real.pattern, real.flags)
            assert lazy.groupindex == real.groupindex


def test_nothing_is_compiled_before_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def compile_kept(pattern: str, flags: int) -> re.Pattern[str]:
        asked.append((pattern, flags))
        return re.compile(pattern, flags)

    monkeypatch.setattr(patterns, "compile_kept", compile_kept)
    lazy = later("a", re.IGNORECASE)
    assert lazy.pattern == "a"
    assert asked == []
    assert lazy.search("A")
    assert lazy.match("A")
    assert lazy.search("A")
    assert asked == [("a", re.IGNORECASE)]


@pytest.mark.parametrize(
    ("module", "code", "is_kept"),
    [
        ("html.parser", "pattern = re.compile('a(?P<x>b)', re.I)", True),
        ("newsgen.x", "pattern = re.compile('a(?P<x>b)', re.I)", True),
        ("plugins", "pattern = re.compile('a(?P<x>b)', re.I)", False),
        ("html.parser", "pattern = re.compile(b'a(?P<x>b)', re.I)", False),
        ("html.parser", "pattern = (lambda: re.compile('a(?P<x>b)', re.I))()", False),
    ],
)
def test_what_shipped_modules_compile_is_kept(
    module: str, code: str, is_kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(re._compiler, "compile", re._compiler.compile)  # type: ignore[attr-defined]
    asked, real_compile = [], patterns.compile_kept

    def compile_kept(pattern: str, flags: int) -> re.Pattern[str]:
        asked.append((pattern, flags))
        return real_compile(pattern, flags)

    monkeypatch.setattr(patterns, "compile_kept", compile_kept)
    patterns.keep_patterns()
    re.purge()
    names: dict[str, Any] = {"__name__": module, "re": re}
    exec(compile(code, f"{module}.py", "exec"), names)
    is_known = sys.version_info[:2] in patterns.KNOWN
    assert asked == ([("a(?P<x>b)", re.IGNORECASE)] if is_kept and is_known else [])
    real = re.compile(names["pattern"].pattern, re.IGNORECASE)
    assert names["pattern"] == real
    assert names["pattern"].groupindex == {"x": 1}


def all_patterns() -> Iterator[_Later]:
    for module in pkgutil.walk_packages(newsgen.__path__, "newsgen."):
        if not module.name.endswith("__main__"):
            for value in vars(importlib.import_module(module.name)).values():
                yield from _within(value)


def _within(value: Any) -> Iterator[_Later]:
    if isinstance(value, _Later):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _within(item)
    elif isinstance(value, dict):
        yield from _within([*value, *value.values()])


def test_all_of_them_can_be_compiled() -> None:
    all_of_them = list(all_patterns())
    assert len(all_of_them) > 80
    for pattern in all_of_them:
        assert re.compile(pattern.pattern, pattern._flags)


LISTED = """
from tests.unit.fast.patterns.test_patterns import all_patterns
print(*sorted({ascii((each.pattern, each._flags)) for each in all_patterns()}), sep="\\n")
"""


def test_they_are_the_same_in_every_process() -> None:
    """A process keeps what it compiles for the others; in a set, letters have another order."""
    command = [sys.executable, "-c", LISTED]
    first, second = (
        subprocess.run(
            command,
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        for seed in "12"
    )
    assert len(first) > 80
    assert sorted({*first} ^ {*second}) == []
