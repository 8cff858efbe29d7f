"""Running newsgen: in this process, in a fork or in a process of its own."""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

import newsgen as package
from newsgen import cli
from tests.support.paths import SUPPORT
from tests.support.site import difference, tree

AS_OF: Final = "2026-03-15T12:00Z"
_ENVIRONMENT: Final = {**os.environ, "PYTHONPATH": str(Path(package.__file__).parent.parent)}


class Outcome(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.out)
        return document

    @property
    def codes(self) -> list[str]:
        return [diagnostic["code"] for diagnostic in self.data["diagnostics"]]

    @property
    def written(self) -> int:
        summary = self.data["summary"]
        return int(summary["created"]) + int(summary["updated"])


@cache
def _server() -> subprocess.Popen[str]:
    server = subprocess.Popen(
        [sys.executable, str(SUPPORT / "each_in_a_fork.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=_ENVIRONMENT,
    )
    atexit.register(_stop, server)
    return server


def _stop(server: subprocess.Popen[str]) -> None:
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.close()
    server.stdout.close()
    server.wait()


def newsgen_in_fork(*arguments: str | Path) -> Outcome:
    """Run a command line in a fork of a fresh process. It must not be a bug, whatever it says."""
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(json.dumps([str(a) for a in arguments]) + "\n")
    server.stdin.flush()
    outcome = Outcome(*json.loads(server.stdout.readline()))
    assert outcome.code in (0, 1, 2), outcome.err
    return outcome


class Console:
    """Runs newsgen as its console script does, in this process."""

    def __init__(self, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self._patch, self._capture = patch, capture

    def __call__(self, *arguments: str | Path) -> Outcome:
        self._patch.setattr(sys, "argv", ["newsgen", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = self._capture.readouterr()
        assert isinstance(ended.value.code, int)
        return Outcome(ended.value.code, printed.out, printed.err)


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "newsgen", *map(str, arguments)]


def newsgen(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run newsgen in a process of its own."""
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, timeout=300, check=False
    )


def environment(changes: Mapping[str, str]) -> dict[str, str]:
    return {**_ENVIRONMENT, **changes}


def build(
    site: Path,
    *,
    output: Path | None = None,
    cache_folder: Path | None = None,
    as_of: str = AS_OF,
    drafts: bool = False,
    jobs: int = 1,
    more: tuple[str, ...] = (),
) -> Outcome:
    """Build a site by the command line."""
    return newsgen_in_fork(
        *build_arguments(
            site, output=output, cache_folder=cache_folder, as_of=as_of, drafts=drafts, jobs=jobs
        ),
        *more,
    )


def build_arguments(
    site: Path,
    *,
    output: Path | None = None,
    cache_folder: Path | None = None,
    as_of: str = AS_OF,
    drafts: bool = False,
    jobs: int = 1,
) -> list[str]:
    options = {
        "--site": site,
        "--output": output or site / "output",
        "--cache": cache_folder or site / ".newsgen",
        "--as-of": as_of,
        "--jobs": jobs,
        "--format": "json",
    }
    words = [str(word) for pair in options.items() for word in pair]
    return ["build", *words, *(["--drafts"] if drafts else [])]


@contextmanager
def clean_build(
    site: Path, *, as_of: str = AS_OF, drafts: bool = False
) -> Iterator[tuple[Outcome, Path]]:
    """Build a site into a fresh folder with a fresh cache."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "output")
        outcome = build(
            site, output=output, cache_folder=Path(folder, "cache"), as_of=as_of, drafts=drafts
        )
        yield outcome, output


def clean_tree(site: Path, *, as_of: str = AS_OF, drafts: bool = False) -> dict[str, bytes]:
    with clean_build(site, as_of=as_of, drafts=drafts) as (outcome, output):
        assert outcome.code == 0, outcome.out + outcome.err
        return tree(output)


def rebuilt(site: Path, as_of: str = AS_OF) -> dict[str, bytes]:
    """Build, and return the output, which is that of a clean build."""
    outcome = build(site, as_of=as_of)
    assert outcome.code == 0, outcome.out
    output = tree(site / "output")
    assert difference(output, clean_tree(site, as_of=as_of)) == {}
    return output
