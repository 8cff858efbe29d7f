"""A site is deployed, again and again, to each kind of target."""

import json

import pytest

from tests.support.deploying import Deployed
from tests.support.site import HOSTS, Release, difference, write

pytestmark = pytest.mark.rotates(5)
PAGE = "News/News-Articles/2026/March/Fair.aspx"


def fair(**more: str) -> Release:
    url = f"https://{HOSTS['Cumbria']}/{PAGE}"
    return Release("Fair", url=url, date="2026-03-02 10:00", more=more)


def test_what_is_deployed_is_what_was_built(deployed: Deployed) -> None:
    deployed.deployed()
    assert difference(deployed.served, deployed.built) == {}
    assert deployed.releases == ["000001"]


def test_nothing_is_done_if_nothing_has_changed(deployed: Deployed) -> None:
    deployed.deployed()
    assert "Nothing to deploy" in deployed.deployed().out
    assert deployed.releases == ["000001"]


def test_only_what_changed_is_sent(deployed: Deployed) -> None:
    deployed.deployed()
    deployed.write("fair.md", fair())
    deployed.build()
    plan = deployed.plan()
    assert plan["groups"]["new"] == [PAGE]
    assert plan["groups"]["lost"] == plan["groups"]["taken_down"] == []
    assert plan["counts"]["assets"] == 0
    assert deployed.deploy().code == 0
    assert difference(deployed.served, deployed.built) == {}
    old, new = (deployed.folder / f"releases/00000{n}/tree-1/robots.txt" for n in (1, 2))
    assert old.samefile(new)


def test_configuration_that_is_the_same_names_the_new_release(deployed: Deployed) -> None:
    deployed.configure(server='"nginx"')
    deployed.write("fair.md", fair())
    deployed.deployed()
    deployed.write("fair.md", fair(summary="Another summary"))
    deployed.deployed()
    old, new = (deployed.folder / f"releases/00000{n}/hosting" for n in (1, 2))
    for file in old.iterdir():
        text = file.read_text().replace("releases/000001", "releases/000002")
        assert (new / file.name).read_text() == text
    assert difference(deployed.served, deployed.built) == {}


def test_withdrawn_release_is_taken_down(deployed: Deployed) -> None:
    deployed.write("fair.md", fair())
    deployed.deployed()
    deployed.write("fair.md", fair(status="withdrawn", explanation="Wrong."))
    deployed.build()
    assert deployed.plan()["groups"]["taken_down"] == [PAGE]
    assert deployed.deploy().code == 0
    assert difference(deployed.served, deployed.built) == {}
    assert deployed.releases == ["000001", "000002"]
    assert not (deployed.folder / "releases/000001/tree-1").exists()
    assert not (deployed.folder / ".newsgen/000001").exists()


def test_assets_of_the_theme_before_stay_for_pages_that_are_open(deployed: Deployed) -> None:
    deployed.deployed()
    before = {path for path in deployed.built if path.startswith("assets/site.")}
    text = (deployed.site / "newsgen.toml").read_text()
    write(deployed.site / "newsgen.toml", text + '[theme]\noptions = { accent = "#003b49" }\n')
    deployed.deployed()
    assert before <= set(deployed.served) - set(deployed.built)
    kept = set(deployed.served) - set(deployed.built)
    assert all(path.startswith("assets/") for path in kept)


def test_record_has_a_line_for_each_deployment_and_no_address(deployed: Deployed) -> None:
    deployed.deployed()
    deployed.write("fair.md", fair())
    deployed.deployed()
    text = (deployed.folder / ".newsgen/record.jsonl").read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    assert [(line["kind"], line["release"]) for line in lines] == [
        ("deploy", "000001"),
        ("deploy", "000002"),
    ]
    assert lines[1]["counts"]["new"] == 1
    assert "fair" not in text.lower()


def test_releases_beyond_those_to_keep_are_deleted(deployed: Deployed) -> None:
    deployed.configure(keep="2")
    for number in range(5):
        deployed.write("fair.md", fair(summary=f"Summary {number}"))
        deployed.deployed()
    whole = [n for n in deployed.releases if (deployed.folder / f"releases/{n}/hosting").exists()]
    assert [n for n in deployed.releases if (deployed.folder / f".newsgen/{n}").exists()] == [
        "000003",
        "000004",
        "000005",
    ]
    assert not (deployed.folder / "releases/000002/tree-1").exists()
    assert whole in ([], deployed.releases[-3:])


def test_roll_back_shows_the_release_before(deployed: Deployed) -> None:
    deployed.deployed()
    before = dict(deployed.served)
    deployed.write("fair.md", fair())
    deployed.deployed()
    after = dict(deployed.served)
    assert deployed.deploy("--rollback").code == 0
    assert difference(deployed.served, before) == {}
    assert deployed.deploy().code == 0
    assert difference(deployed.served, after) == {}
