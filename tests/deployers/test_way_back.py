"""The way back past a take-down: an older commit, with what is down now."""

from collections.abc import Mapping
from typing import Final

import pytest

from tests.support.command import Outcome
from tests.support.deploying import Deployed, commit
from tests.support.git import commit as git_commit, git
from tests.support.opened import holding
from tests.support.pictures import saying
from tests.support.site import HOSTS, Release, tree, write

pytestmark = [
    pytest.mark.parametrize("place", ["file", "ssh"], indirect=True),
    pytest.mark.rotates(5),
]
FOLDER: Final = "News/News-Articles/2026/March"
WORD: Final = "Zebrawood"
OVER: Final[Mapping[str, Mapping[str, str]]] = {
    "withdrawn": {"status": "withdrawn", "explanation": "This was wrong."},
    "gone": {"status": "gone"},
    "expired": {"expires": "2026-03-14T10:00+00:00"},
}


PICTURE: Final = "![Down](/pictures/down.png)"


def release(name: str, title: str = "", body: str = "Words.", **more: str) -> Release:
    url = f"https://{HOSTS['Cumbria']}/{FOLDER}/{name}.aspx"
    title = title or f"About {name}"
    return Release(title, url=url, date="2026-03-02 10:00", body=body, more=more)


@pytest.fixture
def live(deployed: Deployed) -> Deployed:
    """Return a site with a release about a word in two deployments of it."""
    deployed.configure(most_deletions="100", server='"nginx"')
    write(deployed.site / ".gitignore", "output/\n.newsgen/\n")
    git(deployed.site, "init", "-q")
    deployed.write("down.md", release("Down", f"About {WORD}", PICTURE))
    write(deployed.site / "content/pictures/down.png", saying(WORD))
    deployed.write("other.md", release("Other", "First"))
    commit(deployed)
    deployed.write("other.md", release("Other", "Second"))
    commit(deployed)
    return deployed


def title(deployed: Deployed, name: str) -> str:
    text = (deployed.live / FOLDER / f"{name}.aspx").read_text()
    return text.partition("<h1")[2].partition(">")[2].partition("<")[0].strip()


def roll_back(deployed: Deployed, *steps: str) -> Outcome:
    """Roll back, and wait until what is done afterwards is done too."""
    outcome = deployed.deploy("--rollback", *steps)
    deployed.idle()
    return outcome


@pytest.mark.parametrize("over", OVER)
def test_older_site_is_built_without_what_is_down(live: Deployed, over: str) -> None:
    live.write("down.md", release("Down", f"About {WORD}", PICTURE, **OVER[over]))
    live.write("other.md", release("Other", "Third"))
    commit(live)
    live.idle()
    assert holding(live.folder, (WORD,)) == {}
    for name in ("Second", "First"):
        outcome = roll_back(live)
        assert outcome.code == 0, outcome.err
        assert title(live, "Other") == name
        assert holding(live.folder, (WORD,)) == {}
    assert git(live.site, "worktree", "list").count("\n") == 1
    assert git(live.site, "status", "--porcelain") == ""
    outcome = roll_back(live)
    assert outcome.code == 1
    assert "keeps" in outcome.err
    live.deployed()
    assert title(live, "Other") == "Third"
    assert tree(live.live) == live.built


def test_removed_release_stays_removed(live: Deployed) -> None:
    url = f"https://{HOSTS['Cumbria']}/{FOLDER}/Down.aspx"
    removed = live.newsgen("remove", url, "--reason", "erasure", "--yes")
    assert removed.code == 0, removed.err
    live.write("other.md", release("Other", "Third"))
    commit(live)
    assert roll_back(live, "2").code == 0
    assert title(live, "Other") == "First"
    assert holding(live.folder, (WORD,)) == {}
    conf = "".join(path.read_text() for path in (live.folder / "live/hosting").iterdir())
    assert FOLDER in conf


def test_release_that_was_moved_and_withdrawn_is_known_by_its_address(live: Deployed) -> None:
    (live.site / "content/down.md").unlink()
    down = OVER["withdrawn"]
    live.write("2026/elsewhere.md", release("down", f"About {WORD}", PICTURE, **down))
    commit(live)
    outcome = roll_back(live, "2")
    assert outcome.code == 0, outcome.err
    assert holding(live.folder, (WORD,)) == {}


def test_release_that_the_ledger_has_moved_since_is_back(live: Deployed) -> None:
    (live.site / "content/other.md").unlink()
    live.write("new.md", release("New"))
    old, new = (f"https://{HOSTS['Cumbria']}/{FOLDER}/{name}.aspx" for name in ("Other", "New"))
    write(live.site / "urls.txt", f"{old} moved {new}\n")
    live.write("down.md", release("Down", f"About {WORD}", PICTURE, **OVER["gone"]))
    commit(live)
    outcome = roll_back(live)
    assert outcome.code == 0, outcome.err
    assert title(live, "Other") == "Second"
    assert holding(live.folder, (WORD,)) == {}


@pytest.mark.parametrize("by", ["key", "ledger"])
def test_release_in_whose_place_another_is_stays_away(live: Deployed, by: str) -> None:
    (live.site / "content/down.md").unlink()
    old, new = (f"https://{HOSTS['Cumbria']}/{FOLDER}/{name}.aspx" for name in ("Down", "Other"))
    if by == "key":
        live.write("other.md", release("Other", "Third", redirect_from=old))
    else:
        write(live.site / "urls.txt", f"{old} moved {new}\n")
    commit(live)
    live.idle()
    assert holding(live.folder, (WORD,)) == {}
    outcome = roll_back(live)
    assert outcome.code == 0, outcome.err
    assert title(live, "Other") == "Second"
    assert holding(live.folder, (WORD,)) == {}


@pytest.mark.parametrize("over", [*OVER, "removed"])
def test_what_goes_with_a_roll_back_is_in_no_kept_release(live: Deployed, over: str) -> None:
    live.write("other.md", release("Other", "Third"))
    commit(live)
    if over == "removed":
        url = f"https://{HOSTS['Cumbria']}/{FOLDER}/Down.aspx"
        removed = live.newsgen("remove", url, "--reason", "court-order", "--yes")
        assert removed.code == 0, removed.err
    else:
        live.write("down.md", release("Down", f"About {WORD}", PICTURE, **OVER[over]))
    git_commit(live.site, "Taken down")
    outcome = roll_back(live)
    assert outcome.code == 0, outcome.err
    assert title(live, "Other") == "Second"
    assert holding(live.folder, (WORD,)) == {}


def test_release_beside_which_another_stood_does_not_come_back_by_its_redirect(
    deployed: Deployed,
) -> None:
    deployed.configure(most_deletions="100", server='"nginx"')
    write(deployed.site / ".gitignore", "output/\n.newsgen/\n")
    git(deployed.site, "init", "-q")
    deployed.write("down.md", release("Down", f"About {WORD}"))
    commit(deployed)
    deployed.write("other.md", release("Other", "First"))
    commit(deployed)
    (deployed.site / "content/down.md").unlink()
    old = f"https://{HOSTS['Cumbria']}/{FOLDER}/Down.aspx"
    deployed.write("other.md", release("Other", "Second", redirect_from=old))
    commit(deployed)
    deployed.idle()
    assert holding(deployed.folder, (WORD,)) == {}
    roll_back(deployed)
    assert holding(deployed.folder, (WORD,)) == {}


def test_release_whose_address_another_has_is_in_no_kept_release(live: Deployed) -> None:
    live.write("down.md", release("Down", f"About {WORD}", PICTURE, status="draft"))
    live.write("newer.md", release("Down", "About another"))
    commit(live)
    live.idle()
    assert holding(live.folder, (WORD,)) == {}
    assert roll_back(live).code == 0
    assert holding(live.folder, (WORD,)) == {}


def test_release_that_its_twin_ended_does_not_come_back(live: Deployed) -> None:
    twin = {"language": "cy", "translation_of": "down.md", "expires": "2026-03-14T10:00+00:00"}
    live.write("twin.md", release("Twin", **twin))
    commit(live)
    assert roll_back(live).code == 0
    assert holding(live.folder, (WORD,)) == {}


@pytest.mark.parametrize("over", [*OVER, "draft"])
def test_release_that_a_roll_back_left_behind_is_taken_down_there_too(
    live: Deployed, over: str
) -> None:
    live.write("later.md", release("Later", "About Sandalwood"))
    commit(live)
    assert roll_back(live).code == 0
    assert holding(live.folder, ("Sandalwood",)) != {}
    keys = OVER.get(over, {"status": "draft"})
    live.write("later.md", release("Later", "About Sandalwood", **keys))
    live.build()
    assert live.deploy("--take-downs-only").code == 0
    live.idle()
    assert holding(live.folder, ("Sandalwood",)) == {}


def test_redacted_picture_does_not_come_back_with_a_kept_release(live: Deployed) -> None:
    write(live.site / "content/pictures/down.png", saying("Redacted"))
    live.build()
    assert roll_back(live).code == 0
    assert title(live, "Other") == "First"
    picture = live.live / "pictures/down.png"
    assert picture.read_bytes() == live.built["pictures/down.png"]


def test_picture_that_was_replaced_is_as_today(live: Deployed) -> None:
    write(live.site / "content/pictures/down.png", saying("Harmless"))
    commit(live)
    outcome = roll_back(live, "2")
    assert outcome.code == 0, outcome.err
    assert title(live, "Other") == "First"
    picture = live.live / "pictures/down.png"
    assert picture.read_bytes() == (live.site / "output/pictures/down.png").read_bytes()


def test_picture_that_is_used_no_more_takes_its_releases_with_it(live: Deployed) -> None:
    live.write("down.md", release("Down", "About another"))
    commit(live)
    outcome = roll_back(live, "2")
    assert outcome.code == 0, outcome.err
    assert title(live, "Other") == "First"
    assert title(live, "Down") == "About another"
    assert not (live.live / "pictures/down.png").exists()


def test_commit_that_is_not_there_changes_nothing(live: Deployed) -> None:
    live.write("down.md", release("Down", f"About {WORD}", PICTURE, **OVER["gone"]))
    commit(live)
    before = live.idle()
    record = live.folder / ".newsgen/record.jsonl"
    was = git(live.site, "rev-parse", "HEAD~1").strip()
    record.write_text(record.read_text().replace(was, "0" * 40))
    outcome = roll_back(live)
    assert outcome.code == 1
    assert "the commit that was deployed is not there" in outcome.err
    after = live.idle()
    assert {**after, ".newsgen/record.jsonl": b""} == {**before, ".newsgen/record.jsonl": b""}


def test_tampered_page_does_not_come_back_when_all_was_uploaded(live: Deployed) -> None:
    tampered = live.live / FOLDER / "Down.aspx"
    tampered.write_bytes(tampered.read_bytes() + b"planted")
    assert live.deploy("--verify", "--full").code == 1
    assert len(live.releases) == 2
    outcome = live.deployed("--upload-all")
    assert "deleted 2 earlier releases" in outcome.out
    assert live.holding("planted") == []
    assert live.deploy("--verify", "--full").code == 0
    outcome = roll_back(live)
    assert outcome.code == 0, outcome.err
    assert title(live, "Other") == "Second"
    assert live.holding("planted") == []


def test_releases_before_an_upload_of_all_that_fails_stay(live: Deployed) -> None:
    live.configure(test='"exit 1"')
    live.build()
    assert live.deploy("--upload-all").code == 1
    live.configure(test='"true"')
    assert roll_back(live).code == 0
    assert title(live, "Other") == "First"


def test_name_that_was_edited_out_is_in_no_release_after_an_upload_of_all(live: Deployed) -> None:
    (live.site / "content/pictures/down.png").unlink()
    live.write("down.md", release("Down", "About a man"))
    commit(live)
    live.idle()
    assert live.deploy("--upload-all").code == 0
    live.idle()
    assert holding(live.folder, (WORD,)) == {}


def test_text_that_is_published_elsewhere_without_a_name_brings_it_never_back(
    live: Deployed,
) -> None:
    url = f"https://{HOSTS['Cumbria']}/{FOLDER}/Down.aspx"
    assert live.newsgen("remove", url, "--reason", "erasure", "--yes").code == 0
    live.write("again.md", release("Again", "About a man"))
    commit(live)
    for steps in ("1", "1"):
        outcome = roll_back(live, steps)
        assert outcome.code == 0, outcome.err
        assert holding(live.folder, (WORD,)) == {}
