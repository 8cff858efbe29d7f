"""Deployments that are interrupted: a site with a change that is yet to be deployed."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from newsgen import cli
from newsgen.deployers import folder as folders
from newsgen.deployers.openssh import OpenSsh
from tests.support.command import AS_OF, Outcome
from tests.support.deploying import Deployed, new_deployed
from tests.support.site import HOSTS, Release, many_releases, tree

WORD: Final = "Zebrawood"
PATIENCE: Final = 120
"""Seconds for which a deployment may run."""
URL: Final = f"https://{HOSTS['Cumbria']}/News/News-Articles/2026/March/Down.aspx"


class Case(NamedTuple):
    """A site with a change that is not deployed yet; how many steps its deployment takes."""

    deployed: Deployed
    old: Mapping[str, bytes]
    new: Mapping[str, bytes]
    steps: int


def down(**more: str) -> Release:
    return Release(f"About {WORD}", url=URL, date="2026-03-03 10:00", more=more)


def prepare(folder: Path, url: str, server: str, command: str = "true") -> Case:
    host = folder / "host/news"
    deployed = new_deployed(folder, url, host, newsgen_in_process, many_releases(4, a_month=2))
    deployed.configure(server=f'"{server}"', keep="3")
    deployed.configure(test=f'"{command}"', reload=f'"{command}"')
    deployed.write("down.md", down())
    deployed.deployed()
    deployed.write(
        "other.md", Release("Other", url=URL.replace("Down", "Other"), date="2026-03-01")
    )
    deployed.deployed()
    old = dict(deployed.served)
    deployed.write("down.md", down(status="withdrawn", explanation="Wrong."))
    deployed.build()
    before = shutil.copytree(folder / "host", folder / "before", symlinks=True)
    _, steps = in_fork(["deploy", "--site", str(deployed.site), "--as-of", AS_OF], 0)
    new = dict(deployed.served)
    assert new == deployed.built
    assert before.is_dir()
    return Case(deployed, old, new, steps)


def newsgen_in_process(*arguments: str | Path) -> Outcome:
    """Run newsgen in a process of its own, which has the environment of this one."""
    code, _ = in_fork([str(argument) for argument in arguments], 0)
    return Outcome(code, "", "")


def in_fork(arguments: list[str], number: int) -> tuple[int, int]:
    """Run newsgen in a fork that kills itself before one of its steps on the target.

    Return its exit code and how many steps it took, if it lived.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        devnull = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(devnull, descriptor)
        taken = count_steps(number)
        code = 3
        try:
            code = int(cli.cli.main(arguments, standalone_mode=False) or 0)
        finally:
            os.write(writer, str(taken["steps"]).encode())
            os._exit(code)
    os.close(writer)
    status = end_of(child)
    with os.fdopen(reader) as said:
        steps = int(said.read() or 0)
    return os.waitstatus_to_exitcode(status), steps


def end_of(child: int) -> int:
    """Return the status of a process that has ended; one that hangs is killed, and fails."""
    for _ in range(PATIENCE * 50):
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    raise TimeoutError(f"newsgen has not ended after {PATIENCE} seconds")


def count_steps(number: int) -> dict[str, int]:
    """Have each step on a target counted, and this process killed before one of them."""
    taken = {"steps": 0}

    def counted(step: Any) -> Any:
        def wrapped(*arguments: Any, **named: Any) -> Any:
            taken["steps"] += 1
            if taken["steps"] == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return step(*arguments, **named)

        return wrapped

    def in_part(run: Any) -> Any:
        """Count the lines of a script, of which those before the instant are still run."""

        def wrapped(connection: OpenSsh, script: str, chunks: Iterable[bytes] = ()) -> Any:
            lines = script.split("\n")
            before = taken["steps"]
            taken["steps"] += len(lines)
            if before < number <= taken["steps"]:
                is_given = script == connection._ahead
                part = script if is_given else "\n".join(lines[: number - before - 1])
                run(connection, part, chunks)
                os.kill(os.getpid(), signal.SIGKILL)
            return run(connection, script, chunks)

        return wrapped

    for name in ("write", "hard_link", "symlink", "rename", "delete", "delete_folder"):
        setattr(folders.LocalDisk, name, staticmethod(counted(getattr(folders.LocalDisk(), name))))
    OpenSsh.run = in_part(OpenSsh.run)  # type: ignore[method-assign]
    return taken


def put_back(case: Case) -> None:
    """Have the host as it was before the change."""
    root = case.deployed.folder.parent
    shutil.rmtree(root)
    subprocess.run(["cp", "-a", root.parent / "before", root], check=True)  # with its hard links


def assert_finished(case: Case) -> None:
    """See that readers have the old site or the new one, and that the next deployment finishes."""
    deployed = case.deployed
    # A server without a configuration goes by `live`, another one by the release that it runs.
    has_server = deployed.settings["server"] != '"none"'
    for site in (deployed.live, deployed.folder / "releases/000002/site"):
        if site.exists() and (has_server or site == deployed.live):
            assert tree(site) in (case.old, case.new)
    lease = deployed.folder / ".newsgen/locked"
    if lease.exists():  # over SFTP alone nothing says that whoever held it is dead but time
        assert deployed.deploy().code == 1
        then = time.time() - 601
        os.utime(lease, (then, then))
    assert deployed.deploy().code == 0
    assert not lease.exists()
    assert deployed.served == case.new
    assert deployed.holding(WORD) == []
    assert [path for path in deployed.idle() if path.endswith((".staged", ".new", ".part"))] == []
