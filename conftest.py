"""Let newsgen print as on a desk, wherever the tests run."""

import os

pytest_plugins = ["preview_fixtures"]

for name in (
    "GITHUB_ACTIONS",
    "GITHUB_STEP_SUMMARY",
    "GITHUB_WORKSPACE",
    "TF_BUILD",
    "BUILD_SOURCESDIRECTORY",
    "CI_PROJECT_DIR",
):
    os.environ.pop(name, None)
