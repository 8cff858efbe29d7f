"""Measure a first deployment and one of an edit: over SSH beside rsync, and to a bucket.

python benchmarks/deploying.py --releases 10000
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parent.parent))

from archive import config, edited, newsgen_text, releases, write
from tests.support.bucket import Bucket, credentials, running
from tests.support.deploying import home
from tests.support.sshd import Sshd, sshd

_TIMES: Final = 3
"""Runs of each, of which the fastest counts."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--releases", type=int, default=10_000)
    size = parser.parse_args().releases
    with (
        tempfile.TemporaryDirectory() as folder,
        sshd(Path(folder, "sshd")) as server,
        home(server.home),
    ):
        for name, seconds in measured(Path(folder), server, size):
            print(f"{name:44} {seconds:6.2f} s")
        with running() as bucket, credentials(bucket):
            for name, seconds in in_bucket(Path(folder, "site"), bucket):
                print(f"{name:44} {seconds:6.2f} s")


def in_bucket(site: Path, bucket: Bucket) -> Iterator[tuple[str, float]]:
    """Measure what goes to moto's S3, of which there is one: an edit is taken back in between."""
    settings = (site / "newsgen.toml").read_text()
    (site / "newsgen.toml").write_text(f'{settings}[deploy.s3]\nto = "s3://news/web"\n')
    newsgen(site, "build", "--quiet")
    yield "first: newsgen deploy to a bucket", newsgen(site, "deploy", "s3", "--quiet")
    chosen = min((site / "content").rglob("*.md"))
    texts = (edited(chosen.read_text()), chosen.read_text(), edited(chosen.read_text()))
    seconds = []
    for text in texts:
        chosen.write_text(text)
        newsgen(site, "build", "--quiet")
        bucket.asked.clear()
        seconds.append(newsgen(site, "deploy", "s3", "--quiet"))
    lists = sum("list-type" in path for _, path in bucket.asked)
    yield f"one edit: {len(bucket.asked)} requests, {lists} of them lists", min(seconds)


def measured(folder: Path, server: Sshd, size: int) -> Sequence[tuple[str, float]]:
    """Measure each in turn, with a fresh folder for each first deployment."""
    site = folder / "site"
    write(site / "content", releases(size), newsgen_text)
    rows = []
    settings = config()
    for n in range(_TIMES):
        settings += f'[deploy.t{n}]\nto = "{server.url(folder / f"host-{n}")}"\nserver = "nginx"\n'
    (site / "newsgen.toml").write_text(settings)
    newsgen(site, "build", "--quiet")
    ssh = f"ssh -p {server.port} -i {server.home}/.ssh/id_ed25519"
    ssh += f" -o UserKnownHostsFile={server.known_hosts} -o BatchMode=yes"
    output = f"{site}/output/"

    def rsync(n: int, *options: str) -> float:
        to = f"127.0.0.1:{folder}/rsync-{n}/"
        return timed(["rsync", "-a", *options, "-e", ssh, output, to])

    rows.append(("first: rsync -a", min(rsync(n) for n in range(_TIMES))))
    first = [newsgen(site, "deploy", f"t{n}", "--quiet") for n in range(_TIMES)]
    rows.append(("first: newsgen deploy", min(first)))
    chosen = sorted((site / "content").rglob("*.md"))[size // 2]
    chosen.write_text(edited(chosen.read_text()))
    newsgen(site, "build", "--quiet")
    again = [rsync(n, "--checksum", "--delete") for n in range(_TIMES)]
    rows.append(("one edit: rsync -a --checksum --delete", min(again)))
    edit = [newsgen(site, "deploy", f"t{n}", "--quiet") for n in range(_TIMES)]
    rows.append(("one edit: newsgen deploy", min(edit)))
    return rows


def newsgen(site: Path, command: str, *options: str) -> float:
    return timed([sys.executable, "-m", "newsgen", command, *options, "--site", str(site)])


def timed(command: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, env=os.environ)
    return time.perf_counter() - started


if __name__ == "__main__":
    assert shutil.which("rsync"), "rsync is missing"
    main()
