"""Runs pytest and scripts in copies of the repository, each in a fork that has imported no newsgen.

A fork is as good as a new process, and quicker: the libraries are imported before. Reads one JSON
object a line from standard input: the copy's folder, the environment and the command, `pytest` or a
script with its arguments. Answers each with one line: exit code, and all that was printed.
"""

import json
import os
import runpy
import sys
import tempfile
from typing import IO, Any, NoReturn

os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"

import _hypothesis_pytestplugin  # type: ignore[import-untyped]
import ahocorasick_rs
import click
import hypothesis.strategies
import jinja2
import markdown
import msgspec
import nh3
import pytest
import pytest_timeout  # type: ignore[import-untyped]
import rich.console
import xxhash
import yaml

LIBRARIES = (
    *(ahocorasick_rs, click, hypothesis.strategies, jinja2, markdown, msgspec, nh3),
    *(rich.console, xxhash, yaml),
)
"""What most tests import."""


def _become(folder: str, command: list[str], printed: IO[bytes]) -> NoReturn:
    for descriptor in (1, 2):
        os.dup2(printed.fileno(), descriptor)
    os.chdir(folder)
    sys.path[:0] = [folder, f"{folder}/src"]
    sys.dont_write_bytecode = True  # a file that is edited twice in a second would look the same
    code: Any = 70
    try:
        program, *arguments = command
        if program == "pytest":
            code = pytest.main(
                ["-q", "-p", "no:cacheprovider", "--tb=short", *arguments],
                plugins=[_hypothesis_pytestplugin, pytest_timeout],
            )
        else:
            sys.argv = command
            sys.path.insert(0, os.path.join(folder, os.path.dirname(program)))  # noqa: PTH118, PTH120 (few imports)
            runpy.run_path(program, run_name="__main__")
            code = 0
    except SystemExit as end:
        code = end.code
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(int(code or 0))


def answer(folder: str, environment: dict[str, str], command: list[str]) -> tuple[int, str]:
    """Run one command in a copy."""
    with tempfile.TemporaryFile() as printed:
        child = os.fork()
        if child == 0:
            os.environ.update(
                environment, PYTHONPATH=f"{folder}/src:{folder}", NEWSGEN_ROTATION="all"
            )
            _become(folder, command, printed)
        _, status = os.waitpid(child, 0)
        printed.seek(0)
        return os.waitstatus_to_exitcode(status), printed.read().decode()


if __name__ == "__main__":
    sys.path[:] = [entry for entry in sys.path if entry != os.path.dirname(__file__)]  # noqa: PTH120
    for request in sys.stdin:
        sys.stdout.write(json.dumps(answer(**json.loads(request))) + "\n")
        sys.stdout.flush()
