"""All hosts of a target are staged, then all are tested, then all switch."""

from typing import Self

import pytest

from newsgen.deployers.run import carry_out
from newsgen.deployers.switch import CommandFailedError


class Noted:
    """A change that notes its steps, and fails at one of them. It is its own target."""

    def __init__(self, name: str, steps: list[str], fails_at: str = "") -> None:
        self._name, self._steps, self._fails_at = name, steps, fails_at

    def _note(self, step: str) -> None:
        self._steps.append(f"{step} {self._name}")
        if step == self._fails_at:
            raise CommandFailedError(step)

    @property
    def target(self) -> Self:
        return self

    def settle(self) -> None:
        self._note("settle")

    def stage(self) -> None:
        self._note("stage")

    def test(self) -> None:
        self._note("test")

    def switch(self) -> None:
        self._note("switch")

    def fall_back(self) -> None:
        self._note("fall back")

    def conclude(self, kind: str, seconds: float) -> None:
        self._note(f"finish {kind} {seconds}")


def test_no_host_switches_before_all_are_tested() -> None:
    steps: list[str] = []
    shown: list[tuple[str, int, int]] = []
    changes = [Noted("a", steps), Noted("b", steps)]
    assert carry_out(changes, lambda *step: shown.append(step)) is None
    assert steps == [
        *("stage a", "settle a", "stage b", "settle b"),
        *("test a", "test b", "switch a", "settle a", "switch b", "settle b"),
    ]
    assert shown[-1] == ("Switching", 2, 2)


def test_all_steps_of_the_only_host_may_go_as_one() -> None:
    steps: list[str] = []
    assert carry_out([Noted("a", steps)], lambda *_: None) is None
    assert steps == ["stage a", "test a", "switch a", "settle a"]
    steps.clear()
    assert carry_out([Noted("a", steps)], lambda *_: None, settles=False) is None
    assert steps == ["stage a", "test a", "switch a"]


@pytest.mark.parametrize("step", ["test", "switch"])
def test_all_fall_back_if_one_fails(step: str) -> None:
    steps: list[str] = []
    changes = [Noted("a", steps), Noted("b", steps, step)]
    assert isinstance(carry_out(changes, lambda *_: None), CommandFailedError)
    assert steps[-2:] == ["fall back a", "fall back b"]
