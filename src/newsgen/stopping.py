"""The signals that ask newsgen to stop: a Ctrl-C, the end of the terminal, and `kill`."""

import signal
from collections.abc import Callable
from types import FrameType
from typing import Any, Final

STOP_SIGNALS: Final = [
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGBREAK", "SIGHUP")
    if hasattr(signal, name)
]


def on_stop(handler: Callable[[int, FrameType | None], Any]) -> None:
    """Call a handler on each of them.

    A signal that is ignored stays so: a shell that starts newsgen in the background has it ignore
    Ctrl-C, and nohup has it ignore the end of the terminal.
    """
    for number in STOP_SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)
