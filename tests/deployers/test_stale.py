"""A site folder that is older than the website publishes nothing of what was removed since."""

import shutil
from dataclasses import replace
from typing import Final

import pytest

from tests.support.deploying import Deployed
from tests.support.git import commit, git
from tests.support.site import HOSTS, Release, tree, write

pytestmark = pytest.mark.parametrize("place", ["file", "ssh", "sftp"], indirect=True)
HOST: Final = f"https://{HOSTS['Cumbria']}"
FOLDER: Final = "News/News-Articles/2026/March"
WORD: Final = "Zebrawood"
WITHDRAWN: Final = {"status": "withdrawn", "explanation": "This was wrong."}
EXPIRED: Final = {"expires": "2026-03-03T10:00+00:00"}
TAKEN_DOWN: Final = pytest.mark.parametrize(
    "over", [WITHDRAWN, {"status": "gone"}, EXPIRED], ids=["withdrawn", "gone", "expired"]
)
REFUSAL: Final = (
    "this site folder is not up to date: its tombstones.txt lacks 1 line on removed addresses: "
)


def release(name: str, title: str = "", **more: str) -> Release:
    url = f"{HOST}/{FOLDER}/{name}.aspx"
    return Release(title or f"About {name}", url=url, date="2026-03-02 10:00", more=more)


def remove(deployed: Deployed, name: str) -> None:
    url = f"{HOST}/{FOLDER}/{name}.aspx"
    outcome = deployed.newsgen("remove", url, "--reason", "erasure", "--yes")
    assert outcome.code == 0, outcome.err


def refused(deployed: Deployed, *options: str) -> str:
    """Return what a deployment says that is refused and changes nothing on the host."""
    before = deployed.idle()
    outcome = deployed.deploy(*options)
    assert outcome.code == 1
    assert deployed.idle() == before
    return outcome.err


def cloned(deployed: Deployed) -> Deployed:
    """Return the site as a clone of its repository has it."""
    clone = deployed.site.with_name("clone")
    git(deployed.site, "clone", "--quiet", str(deployed.site), str(clone))
    return replace(deployed, site=clone)


@pytest.fixture
def live(deployed: Deployed) -> Deployed:
    """Return a site in git with a release about a word in two deployments of it."""
    deployed.configure(most_deletions="100")
    write(deployed.site / ".gitignore", "output/\n.newsgen/\n")
    git(deployed.site, "init", "-q")
    deployed.write("down.md", release("Down", f"About {WORD}"))
    for title in ("First", "Second"):
        deployed.write("other.md", release("Other", title))
        commit(deployed.site, title)
        deployed.deployed()
    return deployed


@pytest.fixture
def stale(live: Deployed) -> Deployed:
    """Return a copy of the site from before the release was removed, and that was deployed."""
    folder = live.site.with_name("stale")
    shutil.copytree(live.site, folder)
    remove(live, "Down")
    commit(live.site, "Remove")
    live.deployed()
    assert live.holding(WORD) == []
    return replace(live, site=folder)


@pytest.mark.parametrize(
    "options",
    [(), ("--dry-run",), ("--upload-all",), ("--rollback",), ("--rollback", "2")],
    ids=str,
)
def test_removed_page_is_not_published_by_an_older_site(
    stale: Deployed, options: tuple[str, ...]
) -> None:
    stale.build()
    err = refused(stale, *options)
    assert REFUSAL in err
    assert "Get the newest commit" in err


@pytest.mark.rotates(4)
def test_older_commit_of_the_same_clone_is_refused(live: Deployed, stale: Deployed) -> None:
    git(live.site, "checkout", "--quiet", "HEAD~1")
    live.build()
    assert REFUSAL in live.deploy().err
    assert REFUSAL in live.deploy("--rollback").err
    assert stale.holding(WORD) == []


@pytest.mark.rotates(4)
def test_site_that_knows_the_removals_is_deployed(live: Deployed, stale: Deployed) -> None:
    """Comments and the order of lines, the past of git, and what else was removed do not count."""
    remove(live, "Other")
    live.deployed()
    lines = (live.site / "tombstones.txt").read_text().splitlines()
    lines = ["# Ours", *sorted(lines, reverse=True), ""]
    (stale.site / "content/down.md").unlink()
    (stale.site / "content/other.md").unlink()
    write(stale.site / "tombstones.txt", "\r\n".join(lines))
    shutil.rmtree(stale.site / ".git")
    stale.deployed()
    assert tree(stale.live) == stale.built


@pytest.mark.rotates(4)
def test_each_host_says_what_it_knows(live: Deployed, stale: Deployed) -> None:
    other = live.site.parent / "other"
    for each in (live, stale):
        each.urls = [f"file://{other}", live.url]
        each.configure()
    stale.build()
    outcome = stale.deploy()
    assert f"{live.url}: {REFUSAL}" in outcome.err
    assert not (other / "live").exists()
    live.deployed()
    outcome = stale.deploy("--rollback")
    assert f"file://{other}: {REFUSAL}" in outcome.err
    assert stale.holding(WORD) == []


@pytest.mark.rotates(4)
def test_target_of_an_older_version_learns_removals_with_the_next_deployment(
    live: Deployed, stale: Deployed
) -> None:
    known = live.folder / ".newsgen/tombstones"
    text = known.read_text()
    known.unlink()
    assert "Nothing to deploy" in live.deployed().out
    assert known.read_text() == text
    stale.build()
    assert REFUSAL in stale.deploy().err


@pytest.mark.rotates(4)
def test_removal_counts_as_soon_as_a_roll_back_took_it_down(live: Deployed) -> None:
    older = replace(live, site=live.site.with_name("older"))
    shutil.copytree(live.site, older.site)
    remove(live, "Down")
    commit(live.site, "Remove")
    assert live.deploy("--rollback").code == 0
    assert live.holding(WORD) == []
    older.build()
    assert REFUSAL in older.deploy().err


@pytest.mark.rotates(4)
def test_removal_that_was_a_mistake_is_undone_in_the_file(live: Deployed, stale: Deployed) -> None:
    remove(live, "Other")
    live.deployed()
    file = live.site / "tombstones.txt"
    text = file.read_text()
    digests = (live.folder / ".newsgen/tombstones").read_text().split()
    restored = next(
        digest for digest in digests if digest in git(live.site, "show", "HEAD:tombstones.txt")
    )
    git(live.site, "checkout", "HEAD~1", "--", "content/down.md")
    write(file, "".join(line for line in text.splitlines(True) if restored not in line))
    live.build()
    assert restored in live.deploy().err
    write(file, text.replace(restored, f"# {restored}"))
    live.deployed()
    assert (live.live / FOLDER / "Down.aspx").is_file()
    assert not (live.live / FOLDER / "Other.aspx").exists()
    assert restored not in (live.folder / ".newsgen/tombstones").read_text()
    stale.build()
    assert stale.deploy().code == 1


@pytest.mark.rotates(4)
def test_take_downs_of_an_older_site_are_deployed_without_its_other_files(
    live: Deployed, stale: Deployed
) -> None:
    live.write("newer.md", release("Newer", "About what is new"))
    live.deployed()
    page = (live.live / FOLDER / "Newer.aspx").read_bytes()
    home = (live.live / "index.html").read_bytes()
    stale.build()
    outcome = stale.deploy("--take-downs-only")
    assert outcome.code == 1
    assert REFUSAL in outcome.err
    assert stale.holding(WORD) == []
    stale.write("other.md", release("Other", **WITHDRAWN))
    outcome = stale.deploy("--take-downs-only")
    assert outcome.code == 1
    assert "other files stay as they are" in outcome.err
    assert stale.holding(WORD) == []
    assert not (live.live / FOLDER / "Other.aspx").exists()
    assert (live.live / FOLDER / "Newer.aspx").read_bytes() == page
    assert (live.live / "index.html").read_bytes() == home
    assert live.deploy().code == 0
    live.write("other.md", release("Other", "Third"))
    live.deployed()
    assert tree(live.live) == live.built


@pytest.mark.rotates(4)
@TAKEN_DOWN
def test_older_commit_brings_no_page_back(live: Deployed, over: dict[str, str]) -> None:
    live.write("down.md", release("Down", f"About {WORD}", **over))
    commit(live.site, "Take down")
    live.deployed()
    was = git(live.site, "rev-parse", "HEAD").strip()
    git(live.site, "checkout", "--quiet", "HEAD~1")
    live.build()
    err = refused(live)
    assert f"is older than {was[:12]}, which is live" in err
    assert f"bring back {FOLDER}/Down.aspx" in err
    git(live.site, "checkout", "--quiet", was)
    live.write("down.md", release("Down", f"About {WORD}"))
    commit(live.site, "Publish it after all")
    live.deployed()
    assert live.holding(WORD) != []


@pytest.mark.rotates(4)
def test_older_commit_that_brings_nothing_back_is_deployed(live: Deployed) -> None:
    git(live.site, "checkout", "--quiet", "HEAD~1")
    live.deployed()
    assert tree(live.live) == live.built


@pytest.mark.rotates(4)
def test_withdrawn_page_of_a_lost_past_is_published_once_the_new_one_is_live(
    live: Deployed,
) -> None:
    live.write("down.md", release("Down", f"About {WORD}", **WITHDRAWN))
    commit(live.site, "Take down")
    live.deployed()
    shutil.rmtree(live.site / ".git")
    git(live.site, "init", "-q")
    for status, code in (({}, 1), (WITHDRAWN, 0), ({}, 0)):
        live.write("down.md", release("Down", f"About {WORD}", **status))
        live.write("other.md", release("Other", f"Then {code}"))
        commit(live.site, "Publish")
        live.build()
        assert live.deploy().code == code


@pytest.mark.rotates(4)
def test_withdrawn_page_is_not_published_by_a_clone_that_lacks_the_live_commit(
    live: Deployed,
) -> None:
    url = f"file://{live.site}"
    stale = replace(live, site=live.site.with_name("shallow"))
    git(live.site, "clone", "--quiet", "--depth", "1", url, str(stale.site))
    live.write("down.md", release("Down", f"About {WORD}", **WITHDRAWN))
    commit(live.site, "Withdraw")
    live.deployed()
    stale.build()
    outcome = stale.deploy()
    assert outcome.code == 1
    assert f": {FOLDER}/Down.aspx was taken down and would be published again" in outcome.err
    assert "git fetch --unshallow" in outcome.err
    assert stale.holding(WORD) == []
    git(stale.site, "fetch", "--quiet", "--unshallow")
    assert "is older than" in stale.deploy().err
    git(stale.site, "merge", "--quiet", "--ff-only", "FETCH_HEAD")
    stale.write("down.md", release("Down", f"About {WORD}"))
    commit(stale.site, "Publish again")
    stale.deployed()
    assert stale.holding(WORD)


@pytest.mark.rotates(4)
@pytest.mark.parametrize("options", [(), ("--take-downs-only",)], ids=str)
@TAKEN_DOWN
def test_page_that_is_down_is_not_published_by_another_branch(
    live: Deployed, over: dict[str, str], options: tuple[str, ...]
) -> None:
    """Such as that of a clone which fetched the withdrawal and did not merge it."""
    git(live.site, "checkout", "--quiet", "-b", "edit")
    live.write("other.md", release("Other", "Third"))
    commit(live.site, "Edit")
    git(live.site, "checkout", "--quiet", "-")
    live.write("down.md", release("Down", f"About {WORD}", **over))
    commit(live.site, "Withdraw")
    live.build()
    assert live.deploy(*options).code == 0
    git(live.site, "checkout", "--quiet", "edit")
    live.build()
    err = refused(live)
    assert f": {FOLDER}/Down.aspx was taken down and would be published again" in err
    assert "the site is not newer than commit" in err
    git(live.site, "merge", "--quiet", "--no-edit", "-")
    live.deployed()
    assert live.holding(WORD) == []


@pytest.mark.rotates(4)
@TAKEN_DOWN
def test_take_downs_of_another_branch_bring_no_page_back(
    live: Deployed, over: dict[str, str]
) -> None:
    """Though listings that are written for them lead to one which that branch still has."""
    git(live.site, "checkout", "--quiet", "-b", "edit")
    live.write("other.md", release("Other", status="gone"))
    commit(live.site, "Take down")
    git(live.site, "checkout", "--quiet", "-")
    live.write("down.md", release("Down", f"About {WORD}", **over))
    commit(live.site, "Withdraw")
    live.deployed()
    git(live.site, "checkout", "--quiet", "edit")
    live.build()
    assert live.deploy("--take-downs-only").code == 0
    assert not (live.live / FOLDER / "Other.aspx").exists()
    assert WORD.encode() not in live.served.get(f"{FOLDER}/Down.aspx", b"")


@pytest.mark.rotates(4)
@TAKEN_DOWN
def test_page_that_comes_back_is_named(live: Deployed, over: dict[str, str]) -> None:
    """As when a commit is reverted that took more down than its author knew."""
    live.write("down.md", release("Down", f"About {WORD}", **over))
    commit(live.site, "Take down")
    assert "taken down" not in live.deployed().err
    git(live.site, "revert", "--no-edit", "HEAD")
    live.write("new.md", release("New"))
    live.build()
    said = f"Warning: /{FOLDER}/Down.aspx was taken down and is about to be published again.\n"
    for options in (("--dry-run",), ("--quiet",)):
        err = live.deploy(*options).err
        assert said in err
        assert "New.aspx" not in err
    assert live.holding(WORD)
    live.write("new.md", release("New", "Newer"))
    assert "taken down" not in live.deployed().err


@pytest.mark.rotates(4)
def test_withdrawal_that_was_deployed_before_it_was_committed_is_not_undone(
    live: Deployed,
) -> None:
    """By the pipeline, which has the commit that both are at."""
    pipeline = cloned(live)
    live.write("down.md", release("Down", f"About {WORD}", **WITHDRAWN))
    live.deployed()
    pipeline.build()
    outcome = pipeline.deploy()
    assert outcome.code == 1
    assert f": {FOLDER}/Down.aspx was taken down and would be published again" in outcome.err
    assert live.holding(WORD) == []
    commit(live.site, "Withdraw")
    git(pipeline.site, "pull", "--quiet")
    pipeline.deployed()
    assert live.holding(WORD) == []


@pytest.mark.rotates(4)
def test_withdrawn_page_is_not_published_where_git_refuses_to_read_the_site(
    live: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container whose user does not own the checkout."""
    live.write("down.md", release("Down", f"About {WORD}", **WITHDRAWN))
    commit(live.site, "Withdraw")
    live.deployed()
    live.write("down.md", release("Down", f"About {WORD}"))
    commit(live.site, "Publish again")
    live.build()
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        err = refused(live)
    assert f": {FOLDER}/Down.aspx was taken down and would be published again" in err
    assert "safe.directory" in err
    live.deployed()
    assert live.holding(WORD)


@pytest.mark.rotates(4)
@TAKEN_DOWN
def test_clone_without_the_take_down_brings_no_page_back_with_a_roll_back(
    live: Deployed, over: dict[str, str]
) -> None:
    stale = cloned(live)
    live.write("down.md", release("Down", f"About {WORD}", **over))
    commit(live.site, "Take down")
    live.deployed()
    stale.build()
    assert "this site folder is not up to date: it lacks commit" in refused(stale, "--rollback")
    git(stale.site, "pull", "--quiet")
    assert stale.deploy("--rollback").code == 0
    assert live.holding(WORD) == []


@pytest.mark.rotates(4)
@TAKEN_DOWN
def test_take_down_that_is_in_no_commit_outlives_a_roll_back(
    live: Deployed, over: dict[str, str]
) -> None:
    pipeline = cloned(live)
    live.write("down.md", release("Down", f"About {WORD}", **over))
    live.deployed()
    outcome = pipeline.deploy("--rollback")
    assert outcome.code == 0, outcome.err
    assert live.holding(WORD) == []
    pipeline.build()
    assert "was taken down and would be published again" in refused(pipeline)


@pytest.mark.rotates(4)
@pytest.mark.parametrize("name", ["down", "new"])
@TAKEN_DOWN
def test_branch_without_the_take_down_publishes_nothing_of_it_after_a_roll_back(
    live: Deployed, over: dict[str, str], name: str
) -> None:
    """Though it is newer than the commit that is live again, which a target may have kept."""
    live.write("new.md", release("New", f"Also about {WORD}"))
    commit(live.site, "Publish")
    live.deployed()
    git(live.site, "checkout", "--quiet", "-b", "edit")
    live.write("other.md", release("Other", "Third"))
    commit(live.site, "Edit")
    git(live.site, "checkout", "--quiet", "-")
    for each in {"new", name}:
        live.write(f"{each}.md", release(each.title(), f"About {WORD}", **over))
    commit(live.site, "Take down")
    live.deployed()
    outcome = live.deploy("--rollback")
    assert outcome.code == 0, outcome.err
    git(live.site, "checkout", "--quiet", "edit")
    live.build()
    err = refused(live)
    assert f": {FOLDER}/{name.title()}.aspx" in err
    assert "was taken down and would be published again" in err
    git(live.site, "merge", "--quiet", "--no-edit", "-")
    live.deployed()
