"""Measure the time from `git push` of a withdrawal to the first answer that says so.

The pipeline is that of `newsgen init --ci github`: a clone, the cache of the last run, `build.sh`
and `deploy.sh`, which deploys over SSH to an nginx on loopback and purges by a command.

python benchmarks/withdrawing.py --releases 10000
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parent.parent))

from archive import config, newsgen_text, releases, write
from tests.support.deployed_nginx import Nginx, running
from tests.support.deploying import Deployed, home
from tests.support.git import git
from tests.support.sshd import Sshd, sshd

_SCRIPTS: Final = Path(__file__).parents[1] / "src/newsgen/scaffold/ci"
_before = [0.0]
"""The processor time of all commands before the push."""
_CACHED: Final = (".newsgen", "output", ".last-build")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--releases", type=int, default=10_000)
    size = parser.parse_args().releases
    with (
        tempfile.TemporaryDirectory() as name,
        sshd(Path(name, "sshd")) as server,
        home(server.home),
    ):
        os.environ["NEWSGEN_SSH_KEY"] = (server.home / ".ssh/id_ed25519").read_text()
        os.environ["GIT_CONFIG_GLOBAL"] = os.devnull
        measure(Path(name), server, size)


def measure(folder: Path, server: Sshd, size: int) -> None:
    author, host = folder / "author", folder / "host/news"
    write(author / "content", releases(size), newsgen_text)
    shutil.copytree(_SCRIPTS, author / "ci")
    (author / ".gitignore").write_text("output/\n.newsgen/\n.last-build\n.build-result\n.ci-venv\n")
    deployed = Deployed(author, host, server.url(host), lambda *_: NotImplemented)
    deployed.config = config()
    nginx = Nginx(folder / "nginx", deployed)
    deployed.configure(purge='"command:cat >/dev/null"', most_deletions="100")
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "shared.git")
    git(author, "init", "--quiet", "--initial-branch=main")
    git(author, "remote", "add", "origin", str(folder / "shared.git"))
    publish(author, "Publish")
    pipeline(folder, "run-1", "")
    with running(nginx):
        chosen = sorted((author / "content").rglob("*.md"))[size // 2]
        url = next(
            line.partition(": ")[2].strip("\"' ")
            for line in chosen.read_text().splitlines()
            if line.startswith("url:")
        )
        text = chosen.read_text().replace(
            "\ntitle: ", "\nstatus: withdrawn\nexplanation: This was wrong.\ntitle: ", 1
        )
        chosen.write_text(text)
        _, _, host_name, path = url.split("/", 3)
        assert status(nginx.port, f"/{path}", host_name) == 200
        started = time.perf_counter()
        gone: list[float] = []
        waiting = threading.Thread(
            target=poll, args=(nginx.port, f"/{path}", host_name, started, gone)
        )
        waiting.start()
        show("start", 0)
        publish(author, "Withdraw")
        show("git push", started)
        pipeline(folder, "run-2", "run-1", started)
        waiting.join(60)
    print(f"{'first 410':20} {gone[0]:6.2f} s after the push began")


def publish(author: Path, message: str) -> None:
    git(author, "add", "--all")
    git(author, "commit", "--quiet", "--message", message)
    git(author, "push", "--quiet", "origin", "main")


def pipeline(folder: Path, name: str, last: str, started: float = 0) -> None:
    """Do what the service does: clone, unpack the cache, build and deploy."""
    site = folder / name
    git(folder, "clone", "--quiet", str(folder / "shared.git"), name)
    show("checkout", started)
    if last:
        subprocess.run(["tar", "-xf", str(folder / f"{last}.tar"), "-C", str(site)], check=True)
        show("cache", started)
    (site / ".ci-venv/bin").mkdir(parents=True)
    for command, runs in (("newsgen", "-m newsgen "), ("python", "")):
        program = site / ".ci-venv/bin" / command
        program.write_text(f'#!/bin/sh\nexec {sys.executable} {runs}"$@"\n')
        program.chmod(0o755)
    for script in ("build.sh", "deploy.sh"):
        done = subprocess.run(
            ["sh", f"ci/{script}"], cwd=site, capture_output=True, text=True, check=False
        )
        if done.returncode and last:
            raise SystemExit(done.stdout + done.stderr)
        show(script, started)
    if not last:
        cached = [path for path in _CACHED if (site / path).exists()]
        tar = ["tar", "--posix", "-C", str(site), "-cf", str(folder / f"{name}.tar"), *cached]
        subprocess.run(tar, check=True)


def poll(port: int, path: str, host: str, started: float, gone: list[float]) -> None:
    while not gone:
        if status(port, path, host) == 410:
            gone.append(time.perf_counter() - started)
        time.sleep(0.02)


def status(port: int, path: str, host: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": host, "Connection": "close"})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status


def show(what: str, started: float) -> None:
    """Print when a step is over, and the processor time of the commands so far."""
    if started:
        spent = os.times()
        seconds = time.perf_counter() - started
        processor = spent.children_user + spent.children_system - _before[0]
        print(f"{what:20} {seconds:6.2f} s, of the processor {processor:6.2f} s", flush=True)
    else:
        spent = os.times()
        _before[0] = spent.children_user + spent.children_system


if __name__ == "__main__":
    main()
