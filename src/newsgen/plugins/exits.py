"""What code of the site may not do: end newsgen, and write among its results."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from typing import NoReturn


@contextmanager
def contained() -> Iterator[None]:
    """Refuse `os._exit` in a `with` block, and have what is printed there go to standard error."""
    with refused_exit(), redirect_stdout(sys.stderr):
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
