"""Runs a command line of newsgen that kills itself: `killed_build.py WHERE NUMBER ARGUMENTS...`.

WHERE is `place`, just before file or folder NUMBER is moved into the output; `commit`, just
before commit NUMBER of the cache; `remove`, just before removal NUMBER; or `list`, just before the
list of written files is written for time NUMBER.
"""

import os
import signal
import sys
from typing import Any

from newsgen import cli
from newsgen.files import OutputFolder
from newsgen.store import Database, WrittenList

PLACES = {
    "place": (OutputFolder, "_move"),
    "remove": (OutputFolder, "remove"),
    "commit": (Database, "commit"),
    "list": (WrittenList, "_write"),
}


def kill_at(where: str, number: int) -> None:
    """Replace a method by one that kills the process at a certain call."""
    owner, name = PLACES[where]
    method: Any = getattr(owner, name)
    calls = 0

    def counted(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return method(*arguments)

    setattr(owner, name, counted)


if __name__ == "__main__":
    kill_at(sys.argv[1], int(sys.argv[2]))
    sys.argv[1:3] = []
    cli.main()
