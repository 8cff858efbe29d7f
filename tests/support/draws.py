"""How much the random tests draw, which the environment variable NEWSGEN_DRAW says.

`soak` draws as many examples as a test asks for, and `fixed` (the default) a twelfth, the same ones
every time. What is not fixed has a seed: pytest prints it, and takes it by `--hypothesis-seed`.
"""

import os
import secrets
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, settings

DRAW: Final = os.environ.get("NEWSGEN_DRAW") or "fixed"
_SHARES: Final = {"soak": 1.0, "fixed": 0.08}
_FEWEST: Final = 2


def _share_of(count: int) -> int:
    return max(_FEWEST, round(count * _SHARES[DRAW]))


def load_profile() -> None:
    """Register the profile of the environment and use it; raises `KeyError` for another word."""
    settings.register_profile(
        "newsgen",
        max_examples=_share_of(500),
        derandomize=DRAW == "fixed",
        deadline=None,  # a busy machine is no bug
        database=None,  # no run depends on an earlier one
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    settings.load_profile("newsgen")


def draws(count: int, **options: Any) -> settings:
    """Return the settings of a test that draws `count` examples at full length."""
    return settings(max_examples=_share_of(count), **options)


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
