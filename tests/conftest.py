"""What all tests share."""

import pytest

CI_NAMES = (
    "GITHUB_ACTIONS",
    "GITHUB_STEP_SUMMARY",
    "GITHUB_WORKSPACE",
    "TF_BUILD",
    "BUILD_SOURCESDIRECTORY",
    "CI_PROJECT_DIR",
)


@pytest.fixture(autouse=True)
def outside_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let newsgen print as on a desk, wherever the tests run."""
    for name in CI_NAMES:
        monkeypatch.delenv(name, raising=False)
