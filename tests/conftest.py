"""Let newsgen print as on a desk, wherever the tests run."""

import os

from hypothesis import settings

from tests.support.every_test_runs import pytest_runtest_makereport

# A busy machine is no bug: tests whose time matters set a deadline of their own.
settings.register_profile("newsgen", deadline=None)
settings.load_profile("newsgen")

__all__ = ["pytest_runtest_makereport"]

for name in (
    "GITHUB_ACTIONS",
    "GITHUB_STEP_SUMMARY",
    "GITHUB_WORKSPACE",
    "TF_BUILD",
    "BUILD_SOURCESDIRECTORY",
    "CI_PROJECT_DIR",
):
    os.environ.pop(name, None)
