"""When memory runs out or nothing more can be printed: a message and an exit code, no traceback."""

import json
import resource
import signal
import subprocess
import sys
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from newsgen.__main__ import main
from newsgen.fast.collector import paused_collector
from tests.support.command import AS_OF, Console, command
from tests.support.paths import REPOSITORY
from tests.support.site import CONFIG, many_releases

SITE = {
    "newsgen.toml": CONFIG,
    **{f"content/{path}": release for path, release in many_releases(300).items()},
}
ERRORS: dict[str, Callable[[], Exception]] = {
    "memory": MemoryError,
    "thread": lambda: RuntimeError("can't start new thread"),
    "fork": lambda: OSError(12, "Cannot allocate memory"),
    "library": lambda: ImportError("x.so: failed to map segment from shared object"),
}


@pytest.mark.parametrize("kind", ERRORS)
@pytest.mark.parametrize("form", ["text", "json"])
def test_memory_that_runs_out_ends_with_a_message(
    kind: str, form: str, site: Path, run: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_error = ERRORS[kind]

    def broken(*_: object, **__: object) -> None:
        raise make_error()

    monkeypatch.setattr("newsgen.pipeline.central.ingest", broken)
    code, out, err = run("build", "--site", site, "--format", form)
    assert code == 2
    codes = (
        [diagnostic["code"] for diagnostic in json.loads(out)["diagnostics"]]
        if form == "json"
        else []
    )
    assert codes == ["NG904"] if form == "json" else "NG904" in err
    assert "Traceback" not in err


def test_a_template_that_runs_out_of_memory_is_not_wrong(
    site: Path, run: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("jinja2.environment.Template.render", broken)
    code, _, err = run("build", "--site", site, "--as-of", AS_OF, "--jobs", "1")
    assert code == 2
    assert "NG904" in err
    assert not list((site / "output").rglob("*.aspx"))


@pytest.mark.rotates(5)
def test_a_tiny_memory_limit_is_told(site: Path) -> None:
    """Each needs more than it may have, by a little or a lot; then there is enough."""
    build = command("build", "--site", site, "--as-of", AS_OF, "--jobs", "1")
    refusals = 0
    for megabytes in (36, 40, 44, 48, 52, 56):
        limit = partial(resource.setrlimit, resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        ended = subprocess.run(
            build, capture_output=True, text=True, check=False, timeout=60, preexec_fn=limit
        )
        if "memory allocation of" in ended.stderr:  # a library ended the process by itself
            continue
        if ended.returncode == -signal.SIGSEGV:  # Python did: it does not see all that it lacks
            continue
        assert ended.returncode in (0, 2), ended.stderr
        assert "Traceback" not in ended.stderr
        assert (ended.returncode == 0) is ("NG904" not in ended.stderr)
        refusals += ended.returncode == 2
    assert refusals > 0
    assert subprocess.run(build, capture_output=True, check=False).returncode == 0


def script() -> list[str]:
    """Return the command that an installer makes of the console script."""
    declared = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    module, name = declared["project"]["scripts"]["newsgen"].split(":")
    return [sys.executable, "-c", f"import sys\nfrom {module} import {name}\nsys.exit({name}())"]


@pytest.mark.parametrize("start", [script(), command()], ids=["console script", "module"])
def test_too_little_memory_to_load_newsgen_is_told_in_a_line(start: list[str]) -> None:
    """Python itself needs 14 MB before newsgen's first line; newsgen needs about 20."""
    refusals = 0
    for megabytes in range(15, 28):
        limit = partial(resource.setrlimit, resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        ended = subprocess.run(
            [*start, "version"], capture_output=True, text=True, check=False, preexec_fn=limit
        )
        if "/newsgen/" not in ended.stderr and "Traceback" in ended.stderr:
            continue  # Python could not load what it starts with
        assert "Traceback" not in ended.stderr
        assert ended.returncode in (0, 2), ended
        if ended.returncode == 2:
            assert ended.stderr.startswith("error[NG904] memory ran out")
            refusals += 1
    assert refusals > 0


def test_memory_that_runs_out_while_that_is_told_is_told() -> None:
    """The message itself, or the end of the process, may need more memory than there is."""
    broken = (
        "import newsgen.cli\n"
        "from newsgen.__main__ import main\n"
        "def run(): raise MemoryError\n"
        "newsgen.cli.main = run\n"
        "main()\n"
    )
    ended = subprocess.run([sys.executable, "-c", broken], capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (2, b"error[NG904] memory ran out\n")


def test_another_failure_to_load_newsgen_is_not_taken_for_that(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "newsgen.cli", None)
    with pytest.raises(ImportError), paused_collector():  # as it leaves it off, and goes on here
        main()


@pytest.mark.rotates(8)
@pytest.mark.parametrize("arguments", [("plan",), ("list",), ("build",), ("--help",)])
def test_what_cannot_be_printed_is_told(arguments: tuple[str, ...], site: Path) -> None:
    options = () if arguments == ("--help",) else ("--site", site, "--as-of", AS_OF)
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            command(*arguments, *options), stdout=full, stderr=subprocess.PIPE, check=False
        )
        silent = subprocess.run(
            command(*arguments, *options), stdout=full, stderr=full, check=False
        )
    words = ended.stderr.decode()
    assert "The output cannot be printed: No space left on device." in words
    assert "Traceback" not in words
    assert (ended.returncode, silent.returncode) == (2, 2)


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "One", "--area", "Cumbria", "--site", "site"),
        ("theme", "new", "own", "--site", "site"),
        ("init", "other"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_file_that_cannot_be_written_whole_is_not_there(
    site: Path, arguments: tuple[str, ...]
) -> None:
    """As on a full disk: half of it would stop the next build, and be in the way of the next try.

    Python keeps what the signal of a limit would end.
    """
    before = set(site.parent.rglob("*"))
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (8, 8))
    ended = subprocess.run(
        command(*arguments), cwd=site.parent, capture_output=True, text=True, check=False,
        preexec_fn=limit,
    )  # fmt: skip
    assert ended.returncode == 2, ended.stderr
    assert "cannot be written: File too large" in ended.stderr
    assert not [path for path in {*site.parent.rglob("*")} - before if path.is_file()]
