"""What code of the site may not do: end newsgen, and write among its results."""

import os
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from typing import NoReturn

from newsgen.printing import SafeLines


@contextmanager
def contained() -> Iterator[None]:
    """Refuse `os._exit` in a `with` block, and have what is printed there go to standard error.

    It may print texts of releases: none of its lines is a command for a runner.
    """
    with refused_exit(), closing(SafeLines()) as out, redirect_stdout(out), redirect_stderr(out):
        yield


@contextmanager
def refused_exit() -> Iterator[None]:
    """Let `os._exit` raise `SystemExit` in a `with` block.

    Other threads, and processes that are forked in the block, end by it as ever.
    """
    end, here = os._exit, (os.getpid(), threading.get_ident())

    def refuse(status: int) -> NoReturn:
        if here == (os.getpid(), threading.get_ident()):
            raise SystemExit(f"os._exit({status})")
        end(status)

    os._exit = refuse
    try:
        yield
    finally:
        os._exit = end
