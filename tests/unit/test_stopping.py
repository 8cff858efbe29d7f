"""Signals that ask newsgen to stop, but for those that are ignored."""

import signal
from collections.abc import Iterator
from types import FrameType

import pytest

from newsgen.stopping import on_stop


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    """Set the signals back."""
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    before = {name: signal.getsignal(getattr(signal, name)) for name in names}
    yield
    for name, handler in before.items():
        signal.signal(getattr(signal, name), handler)


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
