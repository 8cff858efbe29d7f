"""What --verify says of a website that real servers serve: what is gone, and what is not."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Final

import pytest

from tests.support.command import Console
from tests.support.deploying import Deployed, new_deployed
from tests.support.servers import free_port, started
from tests.support.serving import answered_by
from tests.support.site import HOSTS, Release

HOST: Final = HOSTS["Northshire"]
DOWN: Final = {"status": "withdrawn", "explanation": "Wrong."}


def release(name: str, body: str = "Officers are asking for help.", **more: str) -> Release:
    url = f"https://{HOST}/newsroom/{name}"
    return Release(f"About {name[:4]}", "Northshire", url, "2026-03-02 10:00", body, more=more)


@contextmanager
def files_served(folder: Path) -> Iterator[str]:
    """Serve a folder as files, as a bucket does."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with answered_by(partial(Quiet, directory=str(folder))) as address:
        yield address


@pytest.fixture
def deployed(tmp_path: Path, run: Console) -> Iterator[Deployed]:
    """Return a site that is deployed, and that a server serves as files."""
    host = tmp_path / "host/news"
    releases = {"a.md": release("live.aspx"), "b.md": release("down.aspx")}
    site = new_deployed(tmp_path, f"file://{host}", host, run, releases)
    site.deployed()
    with files_served(site.live) as address:
        site.configure(address=f'"{address}"')
        site.build()
        yield site


def verify(site: Deployed, *paths: str) -> tuple[int, str]:
    """Return the exit code of a verification, and what it says of addresses and all else."""
    outcome = site.deploy("--verify", *(f"https://{HOST}{path}" for path in paths))
    return outcome.code, outcome.out + outcome.err


def test_page_that_is_still_published_is_not_gone(deployed: Deployed) -> None:
    for path in ("/newsroom/live.aspx", "/NEWSROOM/live.aspx"):
        code, said = verify(deployed, path)
        assert (code, "Gone" in said) == (1, False), said
        assert f"{path}: still published" in said
    assert "answers 200" in verify(deployed, "/newsroom/live.aspx")[1]


def test_what_is_gone_is_said_to_be_gone(deployed: Deployed) -> None:
    deployed.write("b.md", release("down.aspx", **DOWN))
    deployed.write("c.md", release("folder", **DOWN))
    deployed.write("d.md", release("gone.aspx", status="gone"))
    deployed.deployed()
    paths = [f"/newsroom/{name}" for name in ("down.aspx", "folder", "never.aspx", "gone.aspx")]
    code, said = verify(deployed, *paths)
    assert code == 0, said
    for path, status in zip(paths, (200, 200, 404, 404), strict=True):
        (line,) = (line for line in said.splitlines() if f"{HOST}{path} " in line)
        assert line.startswith("Gone after")
        assert line.endswith(f"({status})")


def test_address_that_is_named_and_known_to_be_gone_is_asked_for_once(deployed: Deployed) -> None:
    settings = deployed.site / "newsgen.toml"
    settings.write_text(settings.read_text().replace("https://news.example", f"https://{HOST}"))
    deployed.write("d.md", release("gone.aspx", status="gone"))
    deployed.deployed()
    code, said = verify(deployed, "/newsroom/gone.aspx")
    assert (code, said.count(f"{HOST}/newsroom/gone.aspx ")) == (0, 1), said


def test_website_that_shows_the_words_again_is_wrong(deployed: Deployed) -> None:
    page = deployed.live / "newsroom/down.aspx"
    words = page.read_bytes()
    deployed.write("b.md", release("down.aspx", **DOWN))
    deployed.deployed()
    (deployed.live / "newsroom/down.aspx").unlink()
    (deployed.live / "newsroom/down.aspx").write_bytes(words)
    code, said = verify(deployed, "/newsroom/down.aspx")
    assert (code, "Gone" in said) == (1, False)
    assert "other bytes than were deployed" in said


EDITED: Final = release("live.aspx", "Officers have found the dog.")


@pytest.mark.parametrize("is_built", [True, False])
def test_website_is_right_where_the_content_is_newer(deployed: Deployed, is_built: bool) -> None:
    deployed.write("a.md", EDITED)
    deployed.write("c.md", release("new.aspx"))
    if is_built:
        deployed.build()
    code, said = verify(deployed)
    assert code == 0, said
    assert "Refused" not in said
    assert ("the output folder is newer than the live release" in said) == is_built
    assert ("have changed since" in said) == (not is_built)
    (deployed.live / "newsroom/live.aspx").unlink()
    (deployed.live / "newsroom/live.aspx").write_bytes(deployed.built["newsroom/live.aspx"] + b"x")
    code, said = verify(deployed)
    assert code == 1
    assert "/newsroom/live.aspx: other bytes than were deployed" in said


def test_website_is_right_after_a_roll_back(deployed: Deployed) -> None:
    assert verify(deployed) == (0, "Verified: 19 of 19 addresses as deployed.\n")
    deployed.write("a.md", EDITED)
    deployed.deployed()
    assert deployed.deploy("--rollback").code == 0
    for more in ((), ("--full",)):
        outcome = deployed.deploy("--verify", *more)
        assert outcome.code == 0, outcome.out + outcome.err
        assert "newer than the live release" in outcome.err
    assert deployed.deploy("--verify", "--format", "json").data["warnings"]


@pytest.mark.parametrize("change", [DOWN, {"status": "gone"}])
def test_take_down_that_is_not_deployed_is_not_there_yet(
    deployed: Deployed, change: dict[str, str]
) -> None:
    deployed.write("b.md", release("down.aspx", **change))
    for build in (None, deployed.build):
        if build:
            build()
        code, said = verify(deployed)
        assert (code, "Gone" in said) == (0, False), said
        code, said = verify(deployed, "/newsroom/down.aspx")
        assert (code, "Gone" in said) == (1, False)
        assert "/newsroom/down.aspx: still published, answers 200" in said


@pytest.mark.parametrize("is_built", [True, False])
def test_page_that_moved_is_not_gone_though_it_is_withdrawn_since(
    deployed: Deployed, is_built: bool
) -> None:
    to = f"https://{HOST}/newsroom/live.aspx"
    deployed.write("b.md", release("down.aspx", status="moved", superseded_by=to))
    deployed.deployed()
    deployed.write("b.md", release("down.aspx", **DOWN))
    if is_built:
        deployed.build()
    code, said = verify(deployed)
    assert (code, "Gone" in said) == (0, False), said
    code, said = verify(deployed, "/newsroom/down.aspx")
    assert (code, "Gone" in said) == (1, False), said


def test_hosts_with_other_releases_are_not_as_deployed(deployed: Deployed) -> None:
    deployed.urls = [deployed.url, f"{deployed.url}-too"]
    deployed.configure()
    deployed.deployed()
    assert verify(deployed)[0] == 0
    deployed.urls = []
    deployed.configure()
    deployed.write("a.md", EDITED)
    deployed.deployed()
    deployed.urls = [deployed.url, f"{deployed.url}-too"]
    deployed.configure()
    code, said = verify(deployed)
    assert code == 1
    assert f"{deployed.url}-too has another release" in said


def test_nothing_is_verified_where_nothing_is_deployed_or_known(deployed: Deployed) -> None:
    shutil.rmtree(deployed.site / ".newsgen")
    code, said = verify(deployed, "/newsroom/never.aspx", "/newsroom/live.aspx")
    assert code == 1
    assert "The cache has no built page" in said
    assert "Gone after" in said
    assert "/newsroom/live.aspx: still published, answers 200" in said
    shutil.rmtree(deployed.folder)
    code, said = verify(deployed)
    assert (code, "has no release yet" in said) == (1, True)


def test_host_of_a_command_may_know_addresses(tmp_path: Path, run: Console) -> None:
    work, port, host = tmp_path / "work", free_port(), tmp_path / "host"
    work.mkdir()
    releases = {
        "a.md": release("live.aspx", redirect_from="/newsroom/before.aspx"),
        "b.md": release("down.aspx", redirect_from="/newsroom/old.aspx", **DOWN),
        "c.md": release("gone.aspx", status="gone"),
        "d.md": release("moved.aspx", status="moved", superseded_by="/newsroom/live.aspx"),
        "e.md": release("later.aspx"),
    }
    host.mkdir()
    sends = f'cp -r "$NEWSGEN_NEW"/. {host}/ && cd {host} && xargs -r rm -f -- < "$NEWSGEN_GONE"'
    site = new_deployed(tmp_path, f"command:{sends}", host, run, releases)
    site.configure(address=f'"http://127.0.0.1:{port}"')
    for keys in ({}, DOWN):
        site.write("e.md", release("later.aspx", **keys))
        site.build()
        at = ("--website", host, "--output", tmp_path / "hosting", "--listen", f"127.0.0.1:{port}")
        assert site.newsgen("hosting", "nginx", *map(str, at)).code == 0
        with started("nginx", work, tmp_path / "hosting", port):
            outcome = site.deploy()
            assert outcome.code == 0, outcome.out + outcome.err
            code, said = verify(site)
            assert code == 0, said
    assert "/newsroom/later.aspx (410)" in said


def test_web_server_with_its_configuration(tmp_path: Path, run: Console) -> None:
    work, port, host = tmp_path / "work", free_port(), tmp_path / "host/news"
    work.mkdir()
    releases = {
        "a.md": release("live.aspx"),
        "b.md": release("down.aspx", redirect_from="/newsroom/old.aspx", **DOWN),
        "c.md": release("gone.aspx", status="gone"),
    }
    site = new_deployed(tmp_path, f"file://{host}", host, run, releases)
    site.configure(
        server='"nginx"',
        listen=f'"127.0.0.1:{port}"',
        address=f'"http://127.0.0.1:{port}"',
        reload='"true"',
    )
    site.deployed_unasked()
    site.build()
    with started("nginx", work, host / "live/hosting", port):
        code, said = verify(site)
        assert (code, said.count("Gone after")) == (0, 3), said
        assert "410.html" not in said
        for name in ("down", "old", "gone"):
            assert f"/newsroom/{name}.aspx (410)" in said
        assert verify(site, "/newsroom/Down.ASPX")[0] == 0
        code, said = verify(site, "/Newsroom/LIVE.aspx")
        assert code == 1
        assert "/Newsroom/LIVE.aspx: still published at /newsroom/live.aspx, answers 200" in said
        site.write("b.md", release("down.aspx"))
        site.write(
            "c.md", release("gone.aspx", status="moved", superseded_by="/newsroom/down.aspx")
        )
        site.write("a.md", release("live.aspx", **DOWN))
        code, said = verify(site)
        assert (code, "Gone after" in said) == (0, False), said
        assert "1 page of what is gone or has moved cannot be compared" in said
        site.build()
        code, said = verify(site)
        assert (code, "Gone after" in said) == (0, False), said
        assert "newer than the live release" in said
