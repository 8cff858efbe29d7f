"""The hash that the guide makes of Apache's map, made again after a change."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from newsgen.hosting.configuration import HostOptions
from newsgen.hosting.hosts import write
from newsgen.hosting.write import write_files
from tests.support.paths import REPOSITORY
from tests.support.servers import free_port, readable_folder, started
from tests.support.small import moved_from, page_at, pages, site_of

GUIDE: Final = REPOSITORY / "docs/how-to/host-on-apache.md"
HOME: Final = page_at("/")
MOVED: Final = moved_from("/old/Some-Person.aspx", "/")
ENVIRONMENT: Final = os.environ | {"PATH": f"{os.environ['PATH']}:/usr/sbin"}


@pytest.fixture
def folder() -> Iterator[Path]:
    with readable_folder() as scratch:
        yield scratch


def commands_of_guide(_conf: Path) -> str:
    (block,) = re.findall(r"```sh\n(httxt2dbm.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    return str(block)


def commands_that_newsgen_prints(conf: Path) -> str:
    (note,) = write("apache", site_of(*pages(5_001)), HostOptions(str(conf))).notes
    return note[note.index("httxt2dbm") : note.index(" to make it")]


@pytest.mark.parametrize("commands", [commands_of_guide, commands_that_newsgen_prints])
def test_a_hash_that_is_made_again_has_no_old_address(
    folder: Path, commands: Callable[[Path], str]
) -> None:
    conf, www, port = folder / "conf", folder / "www", free_port()
    www.mkdir()
    for name in ("index.html", "404.html", "410.html"):
        (www / name).write_text(name)
    for number, (entries, status) in enumerate((((HOME, MOVED), 301), ((HOME,), 404))):
        site = replace(site_of(*entries), website=str(www))
        write_files(write("apache", site, HostOptions(str(conf), f"127.0.0.1:{port}")), conf)
        subprocess.run(["sh", "-ec", commands(conf)], cwd=conf, env=ENVIRONMENT, check=True)
        (conf / "site.map.txt").unlink()
        work = folder / str(number)
        work.mkdir()
        with started("apache", work, conf, port) as client:
            assert client.get(MOVED.path, "h.example").status == status
    hashes = b"".join(file.read_bytes() for file in conf.glob("*.dbm.*"))
    assert b"page:" in hashes
    assert b"some-person" not in hashes
