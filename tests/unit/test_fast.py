"""The devices of `newsgen.fast` are a literal list, and each has a switch of its own."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from newsgen import fast
from tests.support.command import Console
from tests.support.paths import REPOSITORY

FAST: Final = REPOSITORY / "src/newsgen/fast"
DEVICES: Final = (
    "bytecode", "collector", "jinja", "markdown", "methods", "patterns", "yaml",
)  # fmt: skip
SEAMS: Final = {
    "collector.py": {"collector"},
    "jinja/__init__.py": {"bytecode", "jinja"},
    "jinja/_environment.py": {"bytecode", "jinja"},
    "markdown/__init__.py": {"markdown"},
    "methods.py": {"methods"},
    "patterns.py": {"patterns"},
    "yaml.py": {"yaml"},
}
"""The modules that ask whether a device is on."""


def test_the_devices_are_these() -> None:
    assert fast.DEVICES == DEVICES


def _asked(file: Path) -> Iterator[str]:
    yield from re.findall(r'\bis_on\("(\w+)"\)', file.read_text("utf-8"))


def test_each_device_is_asked_for_at_its_seam() -> None:
    files = sorted(FAST.rglob("*.py"))
    asked = {f.relative_to(FAST).as_posix(): set(_asked(f)) for f in files}
    assert {name: devices for name, devices in asked.items() if devices} == SEAMS
    assert set().union(*SEAMS.values()) == set(DEVICES)


def test_everything_in_the_package_belongs_to_a_device() -> None:
    parts = {path.stem for path in FAST.iterdir() if path.name[0] not in "_."}
    assert parts | {"bytecode"} == set(DEVICES)


@pytest.mark.parametrize(
    ("setting", "unknown"),
    [
        ("", []), ("0", []), ("1", []), ("yaml", []), ("yaml,jinja", []),
        ("yes", ["yes"]), ("yaml,jinga,other", ["jinga", "other"]), ("yaml,", [""]),
    ],
)  # fmt: skip
def test_unknown_names_are_named(
    setting: str, unknown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fast, "_SETTING", setting)
    assert fast.unknown_devices() == unknown
    if unknown:  # whoever turns something off gets no less than that
        assert fast._turned_off(setting) == set(DEVICES)


def test_a_command_refuses_an_unknown_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fast, "_SETTING", "yaml,jinga")
    ended = Console(monkeypatch, capsys)("version")
    assert ended.code == 2
    assert ended.out == ""
    assert "NEWSGEN_PLAIN names “jinga”, which is not a device" in ended.err
    assert ", ".join(DEVICES) in ended.err
