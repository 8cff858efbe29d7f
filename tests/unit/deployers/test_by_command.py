"""A target that a command reaches: what it is given, in which order, and what is noted of it."""

from pathlib import Path
from typing import Final

import pytest

from newsgen.deployers.by_command import CommandTarget
from newsgen.deployers.ordered_target import Upload
from newsgen.deployers.switch import CommandFailedError
from newsgen.deployers.target import TargetError
from newsgen.deployers.verify import verify
from tests.support.command import Console
from tests.support.deploying import Deployed
from tests.support.servers import free_port
from tests.support.site import HOSTS, Release, difference, many_releases, new_site, tree, write

PAGE: Final = "News/News-Articles/2026/March/Fair.aspx"
SCRIPT: Final = """\
set -eu
host=$PWD/../host
mkdir -p "$host"
cp "$NEWSGEN_ORDER" "$PWD/../order"
while IFS="$(printf '\\t')" read -r what path type cache; do
    case $what in
    put) mkdir -p "$(dirname "$host/$path")"; cp "$NEWSGEN_NEW/$path" "$host/$path" ;;
    delete) rm "$host/$path" ;;
    esac
done <"$NEWSGEN_ORDER"
"""
"""What a site may have in its folder `ci`, here for a folder beside the site."""


def test_command_gets_what_is_new_and_what_goes_in_their_order(tmp_path: Path) -> None:
    command = (
        f'cp -r "$NEWSGEN_NEW" "$NEWSGEN_GONE" "$NEWSGEN_ORDER" {tmp_path}; pwd > {tmp_path}/in'
    )
    target = CommandTarget(command, tmp_path, tmp_path / "cache")
    headers = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache"}
    target.carry_out([Upload("a b/ü.html", b"1", headers)], ["old\udcff.html"])
    target.carry_out([Upload("c.html", b"2", headers)], [])
    target.end()
    assert (tmp_path / "new/a b/ü.html").read_bytes() == b"1"
    assert (tmp_path / "gone").read_bytes() == b"old\xff.html\n"
    assert (tmp_path / "order").read_bytes().splitlines() == [
        "put\ta b/ü.html\ttext/html; charset=utf-8\tno-cache".encode(),
        b"delete\told\xff.html",
        b"put\tc.html\ttext/html; charset=utf-8\tno-cache",
    ]
    assert (tmp_path / "in").read_text().strip() == str(tmp_path)
    assert [*(tmp_path / "cache").rglob("*")] == []


@pytest.mark.parametrize("name", ["a\tb", "a\ndelete\tindex.html", "a\rb"])
def test_name_that_would_end_its_line_is_left_out(tmp_path: Path, name: str) -> None:
    target = CommandTarget("true", tmp_path, tmp_path / "cache")
    assert not target.can_hold(f"pictures/{name}")
    assert target.can_hold("pictures/a b\udcff\u2028.png")


def test_command_that_fails_is_named(tmp_path: Path) -> None:
    target = CommandTarget("echo no room; exit 3", tmp_path, tmp_path / "cache")
    with pytest.raises(CommandFailedError, match=r"has failed \(exit code 3\): no room"):
        target.end()


def test_two_at_once_are_refused(tmp_path: Path) -> None:
    first, second = (CommandTarget("true", tmp_path, tmp_path / "cache") for _ in range(2))
    with first.locked(), pytest.raises(TargetError, match="another deployment"):
        second.locked().__enter__()
    assert second.paths() == []


@pytest.fixture
def deployed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Deployed:
    site = new_site(tmp_path / "site", many_releases(6, a_month=3))
    write(site / "upload.sh", SCRIPT)
    run = Console(monkeypatch, capsys)
    deployed = Deployed(site, tmp_path / "host", "command:sh upload.sh", run)
    deployed.configure()
    return deployed


def fair(**more: str) -> Release:
    url = f"https://{HOSTS['Cumbria']}/{PAGE}"
    return Release("Fair", url=url, date="2026-03-02 10:00", more=more)


def order(deployed: Deployed) -> list[str]:
    lines = (deployed.site.parent / "order").read_text().splitlines()
    return ["\t".join(line.split("\t")[:2]) for line in lines]


def test_site_is_deployed_by_a_command(deployed: Deployed) -> None:
    deployed.write("fair.md", fair())
    assert "all files are new" in deployed.deployed().err
    assert difference(tree(deployed.folder), deployed.built) == {}
    assert "Nothing to deploy" in deployed.deployed().out
    deployed.write("fair.md", fair(status="withdrawn", explanation="Wrong."))
    outcome = deployed.deployed()
    assert "All that was taken down was gone from every host after" in outcome.out
    assert "all files are new" not in outcome.err
    assert order(deployed)[0] == f"put\t{PAGE}"
    assert len(order(deployed)) < len(deployed.built)
    assert difference(tree(deployed.folder), deployed.built) == {}
    assert deployed.deploy("--verify", "--full").code == 1


def test_what_a_command_has_not_done_it_is_given_again(deployed: Deployed) -> None:
    deployed.write("fair.md", fair())
    deployed.deployed()
    write(deployed.site / "upload.sh", "exit 1\n")
    deployed.write("fair.md", fair(status="withdrawn", explanation="Wrong."))
    deployed.build()
    outcome = deployed.deploy()
    assert outcome.code == 1
    assert "exit code 1" in outcome.err
    assert "aken down after" not in outcome.out
    assert "gone from every host after" not in outcome.out
    write(deployed.site / "upload.sh", SCRIPT)
    outcome = deployed.deploy()
    assert outcome.code == 0
    assert "Taken down after" in outcome.out
    assert order(deployed)[0] == f"put\t{PAGE}"
    assert difference(tree(deployed.folder), deployed.built) == {}


def test_take_downs_alone_are_deployed_by_a_command(deployed: Deployed) -> None:
    deployed.write("fair.md", fair())
    deployed.deployed()
    deployed.write("fair.md", fair(status="withdrawn", explanation="Wrong."))
    deployed.write("drafts.md", Release("Draft", date="2026-03-02", more={"status": "draft"}))
    deployed.build("--drafts")
    assert deployed.deploy().code == 1
    outcome = deployed.deploy("--take-downs-only")
    assert outcome.code == 0
    assert "Deployed the take-downs only to 1 host" in outcome.out
    assert "No take-downs to deploy" in deployed.deploy("--take-downs-only").out
    assert tree(deployed.folder)[PAGE] == deployed.built[PAGE]
    assert b"Fair" not in tree(deployed.folder)["index.html"]


def test_caches_forget_what_is_taken_down_when_the_command_is_done(
    deployed: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader who asked before would have the old page kept."""
    monkeypatch.setitem(verify.__kwdefaults__ or {}, "patience", 0.0)
    deployed.write("fair.md", fair())
    deployed.deployed()
    events = deployed.site.parent / "events"
    write(deployed.site / "upload.sh", f"echo done >>{events}\n{SCRIPT}")
    purge = f'"command:cat >>{events}"'
    deployed.configure(address=f'"http://127.0.0.1:{free_port()}"', purge=purge)
    deployed.write("fair.md", fair(status="withdrawn", explanation="Wrong."))
    deployed.build()
    deployed.deploy()
    first, *others = events.read_text().splitlines()
    assert first == "done"
    assert any(url.endswith(PAGE) for url in others)


def test_older_site_with_the_same_cache_is_not_given_to_a_command(deployed: Deployed) -> None:
    deployed.write("fair.md", fair())
    text = (deployed.site / "content/fair.md").read_text()
    deployed.deployed()
    url = f"https://{HOSTS['Cumbria']}/{PAGE}"
    assert deployed.newsgen("remove", url, "--reason", "erasure", "--yes").code == 0
    deployed.deployed()
    (deployed.site / "tombstones.txt").unlink()
    write(deployed.site / "content/fair.md", text)
    deployed.build()
    outcome = deployed.deploy()
    assert outcome.code == 1
    assert "tombstones.txt lacks 1 line on removed addresses: " in outcome.err
    assert PAGE not in tree(deployed.folder)
