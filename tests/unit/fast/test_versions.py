"""The version of a library is known without loading it, or not at all."""

import subprocess
import sys
from importlib.metadata import version

import pytest

from newsgen.fast._versions import installed


@pytest.mark.parametrize("library", ["jinja2", "markdown"])
def test_a_version_is_the_installed_one(library: str) -> None:
    assert installed(library) == version(library)


@pytest.mark.parametrize("library", ["no_such_library", "ntpath", "yaml"])
def test_one_that_is_not_certain_is_none(library: str) -> None:
    assert installed(library) == ""


def test_the_library_is_not_loaded() -> None:
    code = (
        "import sys; from newsgen.fast._versions import installed; installed('markdown');"
        "print('markdown' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
