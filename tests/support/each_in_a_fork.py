"""Runs command lines of newsgen, each in a fork of a process that has only imported it.

A fork is as good as a new process, and ten times as quick: every module is imported before, as that
takes longer than a small build. A site's own Python is in its folder `code`. Reads one JSON list of
arguments a line from standard input, and answers each with one line: exit code, standard output,
standard error.
"""

import gc
import json
import os
import sys
import tempfile
from importlib import import_module
from pkgutil import walk_packages
from typing import IO, NoReturn

import newsgen
from newsgen import cli


def _import_all() -> None:
    for module in walk_packages(newsgen.__path__, "newsgen."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    gc.freeze()  # a fork does not go through what it shares


def _become(arguments: list[str], out: IO[bytes], err: IO[bytes]) -> NoReturn:
    os.dup2(out.fileno(), 1)
    os.dup2(err.fileno(), 2)
    sys.argv = ["newsgen", *arguments]
    if "--site" in arguments:
        sys.path.insert(0, os.path.join(arguments[arguments.index("--site") + 1], "code"))  # noqa: PTH118 (few imports)
    code = 70
    try:
        cli.main()
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


def answer(arguments: list[str]) -> tuple[int, str, str]:
    """Run one command line."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            _become(arguments, out, err)
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status), _text(out), _text(err)


if __name__ == "__main__":
    _import_all()
    for request in sys.stdin:
        sys.stdout.write(json.dumps(answer(json.loads(request))) + "\n")
        sys.stdout.flush()
