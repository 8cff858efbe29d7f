"""The disk of the host is full at any byte: readers have the old site or the new one.

Where there is no room at all, they have the old one without the files of what is down.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from tests.support.command import AS_OF
from tests.support.deploying import home
from tests.support.interrupted import Case, assert_finished, in_fork, prepare

INSTANTS: Final = 25
PARTS: Final = 12
"""Of so many instants `make test` draws one."""
AS_ROOT: Final = () if os.getuid() == 0 else ("sudo", "-n")
NEEDED: Final = 192 * 1024
"""Bytes that are more than enough for the deployment."""


class FullCase(NamedTuple):
    """A deployment to a disk of its own."""

    case: Case
    disk: Path

    def put_back(self) -> None:
        empty(self.disk)
        subprocess.run(["cp", "-a", f"{self.disk.parent}/before/.", self.disk], check=True)

    def free(self) -> int:
        facts = os.statvfs(self.disk)
        return facts.f_bavail * facts.f_frsize


def empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


@contextmanager
def mounted(folder: Path) -> Iterator[None]:
    """Mount a small disk in memory, as root or with sudo; without them no disk can be full."""
    folder.mkdir(parents=True)
    options = f"size=8m,uid={os.getuid()},gid={os.getgid()}"
    command = [*AS_ROOT, "mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"a small disk must be mounted, as root: {done.stderr}"
    try:
        yield
    finally:
        unmount(folder)


def unmount(folder: Path) -> None:
    """Unmount a disk as soon as the processes of the host that have just ended let go of it."""
    command = [*AS_ROOT, "umount", str(folder)]
    for _ in range(100):
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return
        time.sleep(0.1)
    subprocess.run(command, check=True)


@pytest.fixture(scope="module", params=["file", "ssh"])
def full(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[FullCase]:
    folder = tmp_path_factory.mktemp(f"full-{request.param}")
    disk = folder / "host"
    server = request.getfixturevalue("ssh")
    with mounted(disk), home(server.home):
        url = f"file://{disk}/news" if request.param == "file" else server.url(disk / "news")
        case = prepare(folder, url, "nginx")
        yield FullCase(case, disk)


@pytest.mark.parametrize(
    "instant",
    [pytest.param(n, marks=pytest.mark.rotates(PARTS)) for n in range(INSTANTS)],
)
def test_full_disk_leaves_the_old_site_or_the_new_one(full: FullCase, instant: int) -> None:
    full.put_back()
    filler = full.disk / "filler"
    left = NEEDED * instant // INSTANTS
    filler.write_bytes(bytes(max(0, full.free() - left)))
    code, _ = in_fork(["deploy", "--site", str(full.case.deployed.site), "--as-of", AS_OF], 0)
    assert code == 1 or (code == 0 and instant)
    filler.unlink()
    old, new = full.case.old, full.case.new
    served = dict(full.case.deployed.served)
    if served not in (old, new):  # the old site without what is down
        assert all(data in (old.get(path), new.get(path)) for path, data in served.items())
        assert not any(b"Zebrawood" in data for path, data in served.items() if "Down" in path)
    assert_finished(full.case._replace(old=served))
