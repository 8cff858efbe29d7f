"""Sites with plug-ins, and installed packages that have some."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from newsgen.plugins import code
from tests.support.site import write

Install = Callable[[str, str, str], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Give a function that installs a module with entry points: name, code, entry points."""
    folder = tmp_path / "installed"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))

    def add(module: str, source: str, entry_points: str) -> None:
        write(folder / f"{module}.py", source)
        write(folder / f"{module}-1.0.dist-info/METADATA", f"Name: {module}\nVersion: 1.0\n")
        write(folder / f"{module}-1.0.dist-info/entry_points.txt", entry_points)
        sys.modules.pop(module, None)
        code.code_of_module.cache_clear()

    return add
