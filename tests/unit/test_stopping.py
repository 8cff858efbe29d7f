"""Signals that ask newsgen to stop, but for those that are ignored."""

import signal
from types import FrameType

import pytest

from newsgen.stopping import on_stop

pytestmark = pytest.mark.usefixtures("restored_signals")


def test_signals_are_handled_but_those_that_are_ignored() -> None:
    seen: list[int] = []

    def note(sig: int, _frame: FrameType | None) -> None:
        seen.append(sig)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # nohup has the tests ignore it
    on_stop(note)
    signal.raise_signal(signal.SIGINT)
    signal.raise_signal(signal.SIGHUP)
    signal.raise_signal(signal.SIGTERM)
    assert seen == [signal.SIGHUP, signal.SIGTERM]
