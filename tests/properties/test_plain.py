"""With every device of `newsgen.fast` switched off, newsgen writes the same bytes.

So it does with the oldest Jinja and Markdown that it can be installed with, the oldest that the
devices know, and those that are pinned. `.ci/setup-tools` fetches the old ones.
"""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

import pytest

import newsgen
from newsgen.fast import DEVICES
from newsgen.fast.jinja import KNOWN as KNOWN_JINJA
from newsgen.fast.markdown import KNOWN as KNOWN_MARKDOWN
from tests.support.archive_folders import SHAPES, Name, archive_folder, sources_of
from tests.support.paths import REPOSITORY, SUPPORT, TOOLS
from tests.support.publishable import leave_out_errors
from tests.support.site import tree

Libraries = Literal["oldest", "known", "pinned"]
LIBRARIES: Final[tuple[Libraries, ...]] = ("oldest", "known", "pinned")
AS_OF: Final = "2026-11-01T00:00"
SETTINGS: Final = '[site]\ntitle = "Police news"\nlayout = "per-host"\n'
MARKDOWN_DEVICE: Final = "newsgen.fast.markdown.extension"
JINJA_DEVICE: Final = "newsgen.fast.jinja._environment"
PINS: Final = {"oldest": "oldest.txt", "known": "known.txt", "pinned": "run.txt"}


class Run(NamedTuple):
    """What a command printed as JSON, and what it had loaded when it ended."""

    report: dict[str, Any]
    loaded: set[str]


def run(libraries: Libraries, work: Path, *arguments: object, plain: bool) -> Run:
    """Run newsgen in a process of its own, with some libraries."""
    path = [str(Path(newsgen.__file__).parents[1])]
    if libraries != "pinned":
        folder = TOOLS / libraries
        assert folder.is_dir(), f"{folder} is expected: run `.ci/setup-tools .tools`"
        path.insert(0, str(folder))
    setting = {"NEWSGEN_PLAIN": "1" if plain else "", "PYTHONPATH": os.pathsep.join(path)}
    noted = work / "noted.json"
    given = [*map(str, arguments), "--jobs", "1", "--as-of", AS_OF, "--format", "json"]
    done = subprocess.run(
        [sys.executable, str(SUPPORT / "noting.py"), str(noted), *given],
        env=os.environ | setting,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    facts = json.loads(noted.read_text("utf-8"))
    assert facts["versions"] == pinned(PINS[libraries])
    report = json.loads(done.stdout)
    report["summary"].pop("seconds", None)
    return Run(report, set(facts["loaded"]))


@cache
def pinned(name: str) -> Mapping[str, str]:
    """Return the versions of Jinja and Markdown that a file of requirements has."""
    text = (REPOSITORY / "requirements" / name).read_text("utf-8")
    return dict(re.findall(r"^(jinja2|markdown)==([0-9.]+)", text, re.MULTILINE))


def check_both_ways(libraries: Libraries, work: Path, site: Path) -> dict[str, Any]:
    """Check a site with the devices and without, which must report the same; return that."""
    check = ("check", "--site", site, "--no-cache")
    quick = run(libraries, work, *check, plain=False)
    plain = run(libraries, work, *check, plain=True)
    assert quick.report == plain.report
    versions = pinned(PINS[libraries])
    assert (MARKDOWN_DEVICE in quick.loaded) is (versions["markdown"] in KNOWN_MARKDOWN)
    assert MARKDOWN_DEVICE not in plain.loaded
    return quick.report


def site_of(name: Name, libraries: Libraries, work: Path) -> tuple[Path, int]:
    """Return a site that has all releases of an archive that can be published, and how many."""
    if name == "demo":
        return REPOSITORY, len(sources_of(name))
    folder, site = archive_folder(name).folder, work / "site"
    site.mkdir()
    (site / "newsgen.toml").write_text(SETTINGS, encoding="utf-8")
    (site / "content").symlink_to(folder)
    publishable = leave_out_errors(site, lambda: check_both_ways(libraries, work, site))
    return site, len(publishable)


ALWAYS: Final[list[tuple[Name, Libraries]]] = [
    ("demo", "pinned"), ("demo", "oldest"), ("small", "pinned"),
]  # fmt: skip
OTHERS: Final = [
    pair for pair in product(["demo", *SHAPES], LIBRARIES)
    if pair not in ALWAYS
]  # fmt: skip


@pytest.mark.parametrize(("name", "libraries"), ALWAYS)
def test_plain_newsgen_writes_the_same_bytes(
    name: Name, libraries: Libraries, tmp_path: Path
) -> None:
    assert_plain_is_the_same(name, libraries, tmp_path)


@pytest.mark.rotates(10)
@pytest.mark.archive
@pytest.mark.parametrize(("name", "libraries"), OTHERS)
def test_plain_newsgen_writes_the_same_bytes_of_large_archives(
    name: Name, libraries: Libraries, tmp_path: Path
) -> None:
    assert_plain_is_the_same(name, libraries, tmp_path)


def assert_plain_is_the_same(name: Name, libraries: Libraries, work: Path) -> None:
    site, count = site_of(name, libraries, work)
    assert count >= 0.9 * len(sources_of(name))
    outputs = [work / "quick", work / "plain"]
    reports = []
    for output, plain in zip(outputs, (False, True), strict=True):
        places = ("--site", site, "--output", output, "--cache", work / f"{output.name}-cache")
        built = run(libraries, work, "build", *places, plain=plain)
        versions = pinned(PINS[libraries])
        may_load = not plain and versions["jinja2"] in KNOWN_JINJA
        assert (JINJA_DEVICE in built.loaded) is may_load
        reports.append(built.report)
    assert reports[0] == reports[1]
    written = tree(outputs[0])
    assert len(written) > 0.7 * count
    assert written == tree(outputs[1])


def build_without(device: str, output: Path) -> dict[str, bytes]:
    """Build the demo without a device, or with all of them."""
    command = (sys.executable, "-m", "newsgen", "build", "--quiet", "--no-cache", "--as-of", AS_OF)
    subprocess.run(
        [*command, "--site", str(REPOSITORY), "--output", str(output)],
        env=os.environ | {"NEWSGEN_PLAIN": device},
        check=True,
    )
    return tree(output)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return build_without("", tmp_path_factory.mktemp("usual") / "output")


@pytest.mark.rotates(8)
@pytest.mark.parametrize("device", DEVICES)
def test_each_device_can_be_turned_off_alone(
    device: str, usual: dict[str, bytes], tmp_path: Path
) -> None:
    assert build_without(device, tmp_path / "output") == usual


def test_the_oldest_libraries_are_the_oldest_that_can_be_installed() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    for name, version in pinned(PINS["oldest"]).items():
        (allowed,) = (d for d in project["dependencies"] if re.match(rf"{name}\b", d))
        assert allowed.startswith(f"{name}>={version}")
        assert "<" not in allowed  # no device needs an upper bound


def test_the_devices_know_the_versions_that_are_tested_and_no_others() -> None:
    """`known` is their oldest, and `pinned` what a new installation gets."""
    for name, known in (("jinja2", KNOWN_JINJA), ("markdown", KNOWN_MARKDOWN)):
        assert known == {pinned(PINS["known"])[name], pinned(PINS["pinned"])[name]}


@pytest.mark.parametrize(
    ("setting", "off"),
    [
        ("", []), ("0", []), ("1", DEVICES), ("yes", DEVICES), ("yaml", ["yaml"]),
        ("yaml,jinja", ["yaml", "jinja"]), ("yaml,other", DEVICES),
    ],
)  # fmt: skip
def test_one_variable_turns_devices_off(setting: str, off: list[str]) -> None:
    command = "from newsgen import fast; print(*[d for d in fast.DEVICES if not fast.is_on(d)])"
    done = subprocess.run(
        [sys.executable, "-c", command],
        env=os.environ | {"NEWSGEN_PLAIN": setting},
        capture_output=True,
        text=True,
        check=True,
    )
    assert sorted(done.stdout.split()) == sorted(off)
