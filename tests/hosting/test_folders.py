"""Folders whose names have spaces and other signs, at real servers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsgen.hosting.hosts import PLACED
from tests.hosting.test_command import RELEASE, SETTINGS
from tests.support.command import newsgen
from tests.support.servers import BINARIES, free_port, readable_folder, started

PAGE = "/News/2026/March/Fair.aspx"


@pytest.fixture
def folder() -> Iterator[Path]:
    with readable_folder() as scratch:
        yield scratch


@pytest.mark.parametrize("server", [host for host in PLACED if host in BINARIES])
def test_a_folder_may_have_spaces_and_signs_in_its_name(folder: Path, server: str) -> None:
    site, odd, work = folder / "site", folder / "a b; c'd #é %20 <x> & (y)", folder / "work"
    for missing in (site / "content", odd, work):
        missing.mkdir(parents=True)
    (site / "newsgen.toml").write_text(SETTINGS)
    (site / "content" / "fair.md").write_text(RELEASE.format(title="Fair", day=2, more=""))
    assert newsgen("build", "--site", site, "--output", odd / "www").returncode == 0
    port = free_port()
    options = ("--website", odd / "www", "--output", odd / "c", "--listen", f"127.0.0.1:{port}")
    run = newsgen("hosting", server, "--site", site, *options)
    assert run.returncode == 0, run.stderr
    main = "Caddyfile" if server == "caddy" else "newsgen.conf"
    assert f'"{odd}/c/{main}"' in run.stdout
    with started(server, work, odd / "c", port) as client:
        assert client.get(PAGE, "www.northshire.police.example").status == 200
        assert client.get(PAGE.lower(), "www.northshire.police.example").status == 301
        assert client.get("/no-such-page", "www.northshire.police.example").status == 404
