"""Code of the site cannot end newsgen by `os._exit`, and all else can."""

import os
import subprocess
import sys

import pytest

from newsgen.plugins.load import contained, refused_exit


def test_it_is_refused_within_and_is_what_it_was_afterwards() -> None:
    before = os._exit
    for _ in range(2):
        with pytest.raises(SystemExit, match=r"os\._exit\(0\)"), refused_exit(), refused_exit():
            os._exit(0)
    assert os._exit is before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not fork")
def test_a_process_that_was_forked_within_ends_by_it() -> None:
    with refused_exit():
        child = os.fork()
        if child == 0:
            os._exit(7)
        _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 7


def test_another_thread_ends_the_process_by_it() -> None:
    """A worker does so when its owner has ended, whatever a plug-in is at."""
    code = (
        "import os, threading\n"
        "from newsgen.plugins.load import refused_exit\n"
        "with refused_exit():\n"
        "    thread = threading.Thread(target=os._exit, args=(7,))\n"
        "    thread.start()\n"
        "    thread.join()\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 7


def test_what_is_printed_within_is_no_result(capsys: pytest.CaptureFixture[str]) -> None:
    with contained():
        sys.stdout.write("within\n")
    sys.stdout.write("after\n")
    assert capsys.readouterr() == ("after\n", "within\n")
