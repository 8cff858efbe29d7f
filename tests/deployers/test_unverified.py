"""A deployment that could not be verified stays wrong until the website answers as deployed."""

import json
import shutil
from pathlib import Path
from typing import Final

import pytest

from newsgen.cli import deployment
from newsgen.deployers import verify
from tests.deployers.test_verified import DOWN, HOST, files_served, release
from tests.support.command import Console
from tests.support.deploying import Deployed, new_deployed
from tests.support.servers import free_port
from tests.support.site import tree

NOTE: Final = ".newsgen/unverified"


@pytest.fixture
def site(tmp_path: Path, run: Console, monkeypatch: pytest.MonkeyPatch) -> Deployed:
    """Return a site whose server does not run."""
    monkeypatch.setitem(verify.verify.__kwdefaults__ or {}, "patience", 0.1)
    host = tmp_path / "host/news"
    releases = {"a.md": release("live.aspx"), "b.md": release("down.aspx")}
    site = new_deployed(tmp_path, f"file://{host}", host, run, releases)
    site.configure(address=f'"http://127.0.0.1:{free_port()}"')
    site.build()
    return site


def test_retry_asks_again_until_the_website_is_right(site: Deployed) -> None:
    assert site.deploy().code == 1
    for _ in range(2):
        outcome = site.deploy()
        assert outcome.code == 1, outcome.out
        assert "is verified again" in outcome.out
        assert "no answer" in outcome.err
        assert (site.folder / NOTE).exists()
    with files_served(site.live) as address:
        site.configure(address=f'"{address}"')
        site.build()
        outcome = site.deploy()
        assert outcome.code == 0, outcome.out + outcome.err
        assert not (site.folder / NOTE).exists()
        assert "Verified" not in site.deploy().out
    assert site.releases == ["000001"]


def test_take_down_that_was_not_gone_is_asked_for_again(site: Deployed, tmp_path: Path) -> None:
    site.deployed_unasked()
    old = tmp_path / "old"
    old.mkdir()
    for path, data in tree(site.live).items():
        (old / path).parent.mkdir(parents=True, exist_ok=True)
        if not path.endswith("/"):
            (old / path).write_bytes(data)
    outcome = site.newsgen(
        "remove", f"https://{HOST}/newsroom/down.aspx", "--reason", "erasure", "--yes"
    )
    assert outcome.code == 0, outcome.err
    with files_served(old) as address:
        site.configure(address=f'"{address}"')
        for options in ((), (), ("--take-downs-only",)):
            site.build()
            outcome = site.deploy(*options)
            assert outcome.code == 1
            assert "Wrong: news.example/newsroom/down.aspx: answers 200" in outcome.err
        (old / "newsroom/down.aspx").unlink()
        assert site.deploy("--take-downs-only").code == 0


def test_take_down_of_a_deployment_that_was_stopped_is_asked_for(
    site: Deployed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was stopped after the switch, and before it asked whether the page is gone."""
    site.deployed_unasked()
    old = tmp_path / "old"
    shutil.copytree(site.live, old)
    site.write("b.md", release("down.aspx", status="gone"))
    with files_served(old) as address:
        site.configure(address=f'"{address}"')
        site.build()
        with monkeypatch.context() as patched:
            patched.setattr(deployment, "verify_all", stopped)
            site.deploy()
        assert not (site.live / "newsroom/down.aspx").exists()
        assert "newsroom/down.aspx" in (site.folder / NOTE).read_text()
        for options in (("--take-downs-only",), ()):
            outcome = site.deploy(*options)
            assert outcome.code == 1
            assert "Wrong: news.example/newsroom/down.aspx: answers 200" in outcome.err
        (old / "newsroom/down.aspx").unlink()
        outcome = site.deploy("--take-downs-only")
        assert outcome.code == 0, outcome.out + outcome.err


def stopped(*_: object) -> None:
    raise KeyboardInterrupt


def test_reload_that_failed_is_run_again(site: Deployed, tmp_path: Path) -> None:
    site.settings.pop("address")
    site.configure(server='"none"', reload='"true"')
    site.deployed()
    outcome = site.newsgen(
        "remove", f"https://{HOST}/newsroom/down.aspx", "--reason", "erasure", "--yes"
    )
    assert outcome.code == 0, outcome.err
    site.configure(reload=f'"test -e {tmp_path}/works && touch {tmp_path}/ran"')
    site.build()
    for _ in range(3):
        outcome = site.deploy()
        assert outcome.code == 1, outcome.out
    (tmp_path / "works").touch()
    assert site.deploy().code == 0
    assert (tmp_path / "ran").exists()
    (tmp_path / "ran").unlink()
    assert site.deploy().code == 0
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("options", [(), ("--take-downs-only",)])
def test_release_that_the_server_may_run_leads_to_what_is_live(
    site: Deployed, options: tuple[str, ...]
) -> None:
    """A server that loads nothing serves what was deployed last all the same."""
    address = site.settings.pop("address")
    site.configure(server='"nginx"', reload='"true"', keep="0")
    site.deployed()
    site.configure(address=address)
    site.build()
    runs = site.folder / "releases/000001/site"
    for day in (1, 2, 3):
        site.write(f"{day}.md", release(f"{day}.aspx"))
        site.build()
        assert site.deploy().code == 1
        assert json.loads((site.folder / NOTE).read_text())["runs"] == "000001"
        assert tree(runs) == site.served
    site.write("b.md", release("down.aspx", **DOWN))
    site.build()
    assert site.deploy(*options).code == 1
    assert tree(runs) == site.served
    assert site.holding("About down") == []
