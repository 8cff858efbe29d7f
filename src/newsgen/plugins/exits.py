"""Code of the site does not end newsgen: by `os._exit` it would, without a word."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn


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
