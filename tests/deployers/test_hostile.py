"""Names, links, keys and files that somebody means ill with, or that are only unusual."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.support.command import Console
from tests.support.deploying import Deployed, home, new_deployed
from tests.support.site import HOSTS, Release, many_releases, tree, write
from tests.support.sshd import Sshd, know, make_key, sshd

pytestmark = pytest.mark.rotates(6)
HOST: Final = f"https://{HOSTS['Cumbria']}"


def named(path: str, title: str = "Unusual", **more: str) -> Release:
    return Release(title, url=f"'{HOST}/{path}'", date="2026-03-02 10:00", more=more)


def test_names_with_every_byte_that_a_url_may_have(deployed: Deployed) -> None:
    names = [f"%{number:02X}" for number in range(0x20, 0x7F) if chr(number) not in "/\\#?.%"]
    deployed.write("all.md", named(f"odd/{''.join(names)}.aspx"))
    deployed.write("high.md", named(f"odd/{'%C3%A9%E2%80%93%F0%9F%9A%94'}.aspx", "High"))
    deployed.write("dashed.md", named("odd/-rf%20~%24HOME.aspx", "Dashed"))
    deployed.write("quoted.md", named("odd/a%27%27b%22c%60d.aspx", "Quoted"))
    deployed.write("asked.md", named("odd/Show.aspx?Id=1&x=%27%22", "Asked"))
    deployed.write("signs.md", named("odd/a%23b%25c%2Ed%2520.aspx", "Signs"))
    every = "".join(f"%{number:02X}" for number in range(0x80, 0xC0))
    deployed.write("bytes.md", named(f"odd/Show.aspx?q={every}", "Bytes"))
    deployed.deployed()
    assert tree(deployed.live) == deployed.built
    assert sum("odd/" in path for path in tree(deployed.live)) == 8
    for name in ("all", "high", "dashed", "quoted", "asked", "signs", "bytes"):
        path = deployed.site / f"content/{name}.md"
        text = path.read_text().replace(
            "---\n\n", "status: withdrawn\nexplanation: Wrong.\n---\n\n"
        )
        path.write_text(text)
    deployed.deployed()
    assert tree(deployed.live) == deployed.built


def test_links_in_the_output_are_not_followed(deployed: Deployed, tmp_path: Path) -> None:
    secret = write(tmp_path / "secret/robots.txt", b"a secret")
    deployed.build()
    (deployed.site / "output/extra").symlink_to(secret.parent)
    page = deployed.site / "output/robots.txt"
    page.unlink()
    page.symlink_to(secret)
    outcome = deployed.deploy()
    assert outcome.code == 1
    assert "were changed since the build" in outcome.err
    assert deployed.holding("a secret") == []
    deployed.deployed()
    assert "extra" not in tree(deployed.live)


def test_links_in_the_live_release_are_not_followed(deployed: Deployed, tmp_path: Path) -> None:
    """Somebody puts a link into the website on the host: no later file is written through it."""
    deployed.deployed()
    outside = tmp_path / "outside"
    shutil.copytree(deployed.live / "newsroom", outside)
    before = tree(outside)
    shutil.rmtree(deployed.live / "newsroom")
    (deployed.live / "newsroom").symlink_to(outside)
    deployed.write("new.md", Release("New", area="Northshire", date="2025-08-05 10:00"))
    for file in (deployed.site / "content").rglob("*.md"):
        file.write_text(file.read_text() + "\nOfficers thank everyone.\n")
    deployed.build()
    deployed.deploy("--take-downs-only")
    deployed.deploy()
    assert tree(outside) == before
    assert not (deployed.live / "newsroom").is_symlink()


def test_target_that_is_a_link_is_the_folder_that_it_leads_to(deployed: Deployed) -> None:
    real = deployed.folder.with_name("real")
    real.mkdir(parents=True)
    deployed.folder.symlink_to(real)
    deployed.deployed()
    assert tree(real / "live/site") == deployed.built


@pytest.mark.parametrize("name", ["releases", ".newsgen", "live"])
def test_folders_of_others_are_not_touched(deployed: Deployed, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    write(outside / "file", b"of others")
    deployed.folder.mkdir(parents=True)
    if name == "live":
        shutil.copytree(outside, deployed.folder / "live")
    else:
        (deployed.folder / name).symlink_to(outside)
    deployed.build()
    outcome = deployed.deploy()
    assert outcome.code == 1
    assert f"{name} " in outcome.err
    assert tree(outside) == {"file": b"of others"}
    assert (deployed.folder / name / "file").is_file()


def test_files_of_others_beside_the_releases_stay(deployed: Deployed) -> None:
    write(deployed.folder / "notes.txt", b"of others")
    deployed.configure(keep="1")
    for number in range(4):
        deployed.write("new.md", named("new.aspx", f"New {number}"))
        deployed.deployed()
    assert (deployed.folder / "notes.txt").read_bytes() == b"of others"
    names = {path.name for path in deployed.folder.iterdir()}
    assert names == {".newsgen", "live", "notes.txt", "releases"}


OF_OTHERS: Final = (
    "20250101/index.html",
    "notes.txt",
    "000007/index.html",
    "000008",
    "12/tree-1/a",
)


@pytest.mark.parametrize("path", OF_OTHERS)
def test_first_deployment_beside_releases_of_others_is_refused(
    deployed: Deployed, path: str
) -> None:
    write(deployed.folder / "releases" / path, b"of others")
    deployed.build()
    before = tree(deployed.folder)
    for options in ((), ("--dry-run",), ("--upload-all",), ("--take-downs-only",), ("--rollback",)):
        outcome = deployed.deploy(*options)
        assert outcome.code == 1
        name = path.partition("/")[0]
        assert f"releases/{name} is not a release of newsgen's. Nothing was touched" in outcome.err
        assert tree(deployed.folder) == before


def test_releases_of_others_that_came_later_stay(deployed: Deployed) -> None:
    deployed.configure(keep="1")
    deployed.deployed()
    theirs = [*OF_OTHERS, "000002/index.html", "999999/index.html"]
    for path in theirs:
        write(deployed.folder / "releases" / path, b"of others")
    (deployed.folder / "releases/current").symlink_to("20250101")
    for number in range(4):
        deployed.write("new.md", named("new.aspx", f"New {number}"))
        deployed.deployed()
    assert deployed.deploy("--rollback").code == 0
    deployed.deployed("--upload-all")
    now = deployed.idle()
    assert all(now[f"releases/{path}"] == b"of others" for path in theirs)
    assert (deployed.folder / "releases/current").is_symlink()
    assert tree(deployed.live) == deployed.built


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Sshd]:
    with sshd(tmp_path / "sshd") as server, home(server.home):
        yield server


def new_on(server: Sshd, folder: Path, run: Console) -> Deployed:
    host = folder / "host/news"
    return new_deployed(folder, server.url(host), host, run, many_releases(3, a_month=3))


def test_changed_host_key_stops_everything(server: Sshd, tmp_path: Path, run: Console) -> None:
    deployed = new_on(server, tmp_path, run)
    other = tmp_path / "other/news"
    deployed.urls = [deployed.url, f"file://{other}"]
    deployed.configure()
    deployed.deployed()
    before = tree(other), deployed.idle()
    make_key(tmp_path / "impostor")
    know(server, tmp_path / "impostor.pub")
    for options in ((), ("--take-downs-only",), ("--rollback",), ("--dry-run",)):
        outcome = deployed.deploy(*options)
        assert outcome.code == 1
        assert "host key of 127.0.0.1 is not the one that is known" in outcome.err
    assert (tree(other), deployed.idle()) == before


def test_known_hosts_may_be_a_file_of_the_site(server: Sshd, tmp_path: Path, run: Console) -> None:
    deployed = new_on(server, tmp_path, run)
    write(deployed.site / "deploy/known_hosts", server.known_hosts.read_bytes())
    server.known_hosts.unlink()
    deployed.build()
    assert deployed.deploy().code == 1
    deployed.configure(known_hosts='"deploy/known_hosts"')
    deployed.deployed()


def test_key_in_the_environment_is_used_and_never_printed(
    server: Sshd, tmp_path: Path, run: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    deployed = new_on(server, tmp_path, run)
    key = server.home / ".ssh/id_ed25519"
    text = key.read_text()
    key.unlink()
    deployed.build()
    refused = deployed.deploy()
    assert refused.code == 1
    assert "accepts none of the keys" in refused.err
    monkeypatch.setenv("NEWSGEN_SSH_KEY", text)
    outcome = deployed.deployed()
    secret = text.splitlines()[2]
    assert secret not in outcome.out + outcome.err
    monkeypatch.setenv("NEWSGEN_SSH_KEY", "not a key")
    assert "does not hold a private key" in deployed.deploy().err


def test_two_deployments_at_once_are_one(deployed: Deployed) -> None:
    from newsgen.config import load
    from newsgen.deployers.reach import opened

    deployed.build()
    settings = load(deployed.site).deploy["live"]
    with opened(settings, deployed.site) as (target,), target.locked():
        outcome = deployed.deploy()
        assert outcome.code == 1
        assert "another deployment is using" in outcome.err
    assert deployed.deploy().code == 0


def test_all_hosts_switch_or_none(tmp_path: Path, run: Console) -> None:
    """The second host refuses the new configuration: the first stays as it was too."""
    hosts = [tmp_path / f"host-{n}/news" for n in (1, 2)]
    urls = [f"file://{host}" for host in hosts]
    deployed = new_deployed(tmp_path, urls[0], hosts[0], run, many_releases(3, a_month=3))
    deployed.urls = urls
    deployed.configure(server='"nginx"', test='"case $PWD in *host-2*) test ! -e wrong;; esac"')
    deployed.deployed()
    assert tree(hosts[0] / "live/site") == tree(hosts[1] / "live/site") == deployed.built
    before = deployed.built
    write(hosts[1] / "wrong", b"")
    deployed.write("new.md", named("new.aspx"))
    deployed.build()
    outcome = deployed.deploy()
    assert outcome.code == 1
    assert "host-2" in outcome.err
    assert tree(hosts[0] / "live/site") == tree(hosts[1] / "live/site") == before
    (hosts[1] / "wrong").unlink()
    deployed.deployed()
    assert tree(hosts[0] / "live/site") == tree(hosts[1] / "live/site") == deployed.built
