"""What the shell of a server is told, run by the shell of this machine."""

import os
import subprocess
from pathlib import Path

from newsgen.deployers.scripts import PROBE, SAYS, first_look, sh_command
from tests.support.site import write


def said(script: str) -> str:
    command = ["sh", "-c", sh_command(script)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def listed(folder: Path) -> list[str]:
    """Return the paths that a look lists, with the letter of each before it."""
    real, _, rest = said(first_look(str(folder))).partition("\n\n")
    assert real == os.path.realpath(folder)
    fields = rest.split("\0")
    rows = zip(fields[::3], fields[1::3], strict=False)
    return sorted(f"{kind} {path}" for kind, path in rows if path)


def test_this_machine_has_what_is_needed() -> None:
    assert said(PROBE).strip() == SAYS


def test_quotes_reach_the_shell() -> None:
    assert said('printf %s "it\'s"') == "it's"


def test_look_at_what_is_not_there_says_nothing(tmp_path: Path) -> None:
    assert said(first_look(str(tmp_path / "missing"))) == ""


def test_look_goes_into_folders_of_newsgen_but_not_into_websites(tmp_path: Path) -> None:
    for path in (
        ".newsgen/000001",
        ".newsgen/spare-000001-tree-1/index.html",
        "releases/000001/hosting/newsgen.conf",
        "releases/000001/tree-1/index.html",
        "releases-of-others/index.html",
    ):
        write(tmp_path / path, "text")
    (tmp_path / "live").symlink_to("releases/000001")
    assert listed(tmp_path) == [
        "d .newsgen",
        "d .newsgen/spare-000001-tree-1",
        "d releases",
        "d releases-of-others",
        "d releases/000001",
        "d releases/000001/hosting",
        "d releases/000001/tree-1",
        "f .newsgen/000001",
        "f releases/000001/hosting/newsgen.conf",
        "l live",
    ]
