"""How much the random tests draw, which the environment variable NEWSGEN_DRAW says.

`fixed` (the default) draws the same examples every time; `fresh` draws a few others, and `soak`
many; each of these has a seed, which pytest prints and takes by `--hypothesis-seed`.
"""

import os
import secrets
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, settings

DRAW: Final = os.environ.get("NEWSGEN_DRAW") or "fixed"
_SCALES: Final = {"fixed": 1.0, "fresh": 0.05, "soak": 20.0}
_FEWEST: Final = 2


def _scaled(count: int) -> int:
    return max(_FEWEST, round(count * _SCALES[DRAW]))


def load_profile() -> None:
    """Register the profile of the environment and use it; raises `KeyError` for another word."""
    settings.register_profile(
        "newsgen",
        max_examples=_scaled(100),
        derandomize=DRAW == "fixed",
        deadline=None,  # a busy machine is no bug
        database=None,  # no run depends on an earlier one
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    settings.load_profile("newsgen")


def draws(count: int, **options: Any) -> settings:
    """Return the settings of a test that draws `count` examples when `make test` runs it."""
    return settings(max_examples=_scaled(count), **options)


def choose_seed(config: pytest.Config) -> None:
    """Choose a seed, unless one was given or the examples are fixed."""
    if DRAW != "fixed" and config.getoption("hypothesis_seed") is None:
        config.option.hypothesis_seed = secrets.randbelow(2**32)


def how_to_repeat(config: pytest.Config) -> str:
    """Return the command line that draws the same examples; empty for the fixed ones."""
    if DRAW == "fixed":
        return ""
    seed = config.getoption("hypothesis_seed")
    return f"NEWSGEN_DRAW={DRAW} .venv/bin/pytest --hypothesis-seed={seed}"
