"""What each device of `newsgen.fast` pays: builds of one site with all on, and with each one off.

The builds take turns, and each ratio is of two from the same round, so whatever slows the machine
for a while slows both. Processor time is compared, that of all processes of a build together: it
depends less than the clock on what else the machine does.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import scenarios
from measure import measure
from newsgen.fast import DEVICES

ALL_ON: Final = "all on"
ALL_OFF: Final = "all off"
STATES: Final[dict[str, str]] = {
    ALL_ON: "",
    **{str(device): device for device in DEVICES},
    ALL_OFF: "1",
}
"""The value of NEWSGEN_PLAIN in each state; that of a device is all on but for it."""
COLD: Final = "cold"
BUILDS: Final = (COLD, "nothing", "edit")
REPEATS: Final = 5
"""How often a short build is repeated in a round; the least counts: others only add to it."""
LEAST: Final = 0.05
"""What a device must pay of a cold build or of an edit."""


@dataclass(frozen=True, slots=True)
class DeviceSample:
    """The processor seconds of one kind of build in one state."""

    state: str
    scenario: str
    run: int
    cpu: float


@dataclass(frozen=True, slots=True)
class Gain:
    """What builds take without a device, and the share of that which it takes off."""

    state: str
    seconds: dict[str, float]
    shares: dict[str, float]
    is_paying: bool


def measure_devices(
    origin: Path, folder: Path, *, runs: int, repeats: int
) -> Iterator[DeviceSample]:
    """Build a site in all states, as often as asked, in a fresh folder."""
    site = folder / "site"
    scenarios.clone(origin, site)
    for run in range(runs):
        for state, plain in STATES.items() if run % 2 == 0 else reversed(STATES.items()):
            with_state = os.environ | {"NEWSGEN_PLAIN": plain}
            # Another state may have left its own code of templates beside newsgen's modules.
            scenarios.warm_up(folder / f"warm-up-{state}-{run}", with_state)
            kept = folder / f"{state}-{run}"
            for scenario, cpu in _builds(site, kept, with_state, repeats):
                yield DeviceSample(state, scenario, run, cpu)


def _builds(
    site: Path, kept: Path, environment: dict[str, str], repeats: int
) -> Iterator[tuple[str, float]]:
    file = scenarios.middle(site)
    text = file.read_bytes()
    for scenario in BUILDS:
        taken = []
        for _ in range(1 if scenario == COLD else repeats):
            if scenario == "edit":
                scenarios.edit(file)
            folders = ("--output", kept / "output", "--cache", kept / "cache")
            command = scenarios.build_command(*folders)
            taken.append(measure(command, folder=site, environment=environment).cpu)
        yield scenario, min(taken)
    file.write_bytes(text)


def gains(samples: Sequence[DeviceSample]) -> Iterator[Gain]:
    """Yield what each device takes off each kind of build, medians over the rounds."""
    cpu = {(s.state, s.scenario, s.run): s.cpu for s in samples}
    rounds = sorted({s.run for s in samples})
    for state in STATES:
        seconds = {b: median(cpu[state, b, n] for n in rounds) for b in BUILDS}
        shares = {
            b: median(1 - cpu[ALL_ON, b, n] / cpu[state, b, n] for n in rounds) for b in BUILDS
        }
        yield Gain(state, seconds, shares, max(shares["cold"], shares["edit"]) >= LEAST)
