"""What all tests share: the environment of a desk, signals, random draws, and no skips."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import draws, rotation
from tests.support.archive_folders import GIVEN
from tests.support.every_test_runs import pytest_runtest_makereport
from tests.support.in_memory import keep_files_in_memory
from tests.support.longest import longest_first
from tests.support.site import write_site
from tests.support.stays_inside import stays_inside

__all__ = ["pytest_runtest_makereport", "stays_inside"]

for name in (
    "GITHUB_ACTIONS",
    "GITHUB_STEP_SUMMARY",
    "GITHUB_WORKSPACE",
    "TF_BUILD",
    "BUILD_SOURCESDIRECTORY",
    "CI_PROJECT_DIR",
):
    os.environ.pop(name, None)

# What a shell starts in the background ignores Ctrl-C, and so would all that a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
# So does what nohup starts with the end of its terminal; a handler is not handed on, as that is.
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, lambda *_: None)

draws.load_profile()
keep_files_in_memory()


@pytest.fixture
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Write the files that the test's module has as `SITE`, by their path in the site."""
    return write_site(tmp_path / "site", request.module.SITE)


@pytest.fixture
def restored_signals() -> Iterator[None]:
    """Set the signals back that a test handles."""
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    before = {name: signal.getsignal(getattr(signal, name)) for name in names}
    yield
    for name, handler in before.items():
        signal.signal(getattr(signal, name), handler)


@pytest.hookimpl(tryfirst=True)  # before Hypothesis looks at its option
def pytest_configure(config: pytest.Config) -> None:
    draws.choose_seed(config)
    if name := rotation.name_to_draw_by():
        config.pluginmanager.register(rotation.Rotation(name))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if command := draws.how_to_repeat(config):
        terminalreporter.write_line(f"To draw the same examples again: {command}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run the longest first; of real archives, only the tests that look at one of their shapes."""
    longest_first(items)
    if GIVEN:
        markers = {item: item.get_closest_marker("archive") for item in items}
        fit = [item for item, m in markers.items() if m and (not m.args or m.args[0] in GIVEN)]
        config.hook.pytest_deselected(items=[item for item in items if item not in fit])
        items[:] = fit
