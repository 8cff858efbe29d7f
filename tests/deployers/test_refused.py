"""What a deployment is refused for, and that no take-down is held up by it."""

import os
from pathlib import Path
from typing import Final

import pytest

from tests.support.deploying import Deployed
from tests.support.pictures import saying
from tests.support.site import HOSTS, Release, tree, write

HOST: Final = f"https://{HOSTS['Cumbria']}"
FOLDER: Final = "News/News-Articles/2026/March"
DOWN: Final = f"{FOLDER}/Down.aspx"
WORD: Final = "Zebrawood"
WITHDRAWN: Final = {"status": "withdrawn", "explanation": "This was wrong."}

pytestmark = [
    pytest.mark.parametrize("place", ["file", "ssh"], indirect=True),
    pytest.mark.rotates(6),
]


def release(name: str, **more: str) -> Release:
    url, body = f"{HOST}/{FOLDER}/{name}.aspx", f"Officers speak of {name}."
    return Release(f"About {name}", url=url, date="2026-03-02 10:00", body=body, more=more)


def down(**more: str) -> Release:
    url = f"{HOST}/{DOWN}"
    return Release(f"About {WORD}", url=url, date="2026-03-03 10:00", more=more)


@pytest.fixture
def live(deployed: Deployed) -> Deployed:
    """Return a site that is deployed, with a release that is withdrawn since."""
    deployed.write("down.md", down())
    deployed.write("other.md", release("Other"))
    deployed.deployed()
    assert deployed.holding(WORD) != []
    deployed.write("down.md", down(**WITHDRAWN))
    return deployed


def assert_refused(deployed: Deployed, *reasons: str) -> None:
    """See that a deployment is refused with its way out, and changes nothing."""
    before = deployed.idle()
    outcome = deployed.deploy()
    assert outcome.code == 1
    for reason in reasons:
        assert reason in outcome.err
    assert "--take-downs-only" in outcome.err
    assert deployed.idle() == before


def assert_takes_down(deployed: Deployed) -> None:
    outcome = deployed.deploy("--take-downs-only")
    assert outcome.code == 0, outcome.out + outcome.err
    assert deployed.holding(WORD) == []


def test_output_that_is_not_the_last_build(live: Deployed) -> None:
    assert_refused(live, "not that of the last build", "Run newsgen build")
    assert_takes_down(live)


PICTURE: Final = {"images": "[{src: /pictures/down.png, alt: A map}]"}
HELD_BACK: Final = {
    "draft": {"status": "draft"},
    "embargo": {"embargo": "2027-03-16T10:00+00:00"},
    "over before it began": {"expires": "2026-03-02T10:00+00:00"},
}


@pytest.mark.parametrize("pictures", [{}, PICTURE], ids=["words", "picture"])
@pytest.mark.parametrize("how", HELD_BACK)
def test_release_that_nobody_may_see_any_more(
    live: Deployed, how: str, pictures: dict[str, str]
) -> None:
    write(live.site / "content/pictures/down.png", saying(WORD))
    live.write("down.md", down(**pictures))
    live.deployed()
    live.write("down.md", down(**pictures, **HELD_BACK[how]))
    live.build()
    assert_refused(live, "1 address lost")
    assert_takes_down(live)
    assert not (live.live / "pictures/down.png").exists()
    live.deployed()
    assert tree(live.live) == live.built


@pytest.mark.parametrize("pictures", [{}, PICTURE], ids=["words", "picture"])
def test_release_without_a_file_stays_whole_until_somebody_says_that_it_is_gone(
    live: Deployed, pictures: dict[str, str]
) -> None:
    write(live.site / "content/pictures/down.png", saying(WORD))
    live.write("down.md", down(**pictures))
    old = Release("An old one", url=f"{HOST}/old/2001/Old.aspx", date="2001-03-02 10:00")
    live.write("old.md", old)
    live.deployed()
    (live.site / "content/down.md").unlink()
    live.build()
    before, page = live.idle(), (live.live / DOWN).read_bytes()
    outcome = live.deploy("--take-downs-only")
    assert outcome.code == 1
    said = f"/{DOWN}: not taken down, as the content has no release for it any more"
    assert said in outcome.err
    assert "urls.txt" in outcome.err
    assert live.idle() == before
    old.more |= WITHDRAWN
    live.write("old.md", old)
    live.build()
    outcome = live.deploy("--take-downs-only")
    assert outcome.code == 0
    assert f"Warning: {said}" in outcome.err
    assert (live.live / "old/2001/Old.aspx").read_bytes() == live.built["old/2001/Old.aspx"]
    assert (live.live / DOWN).read_bytes() == page
    write(live.site / "urls.txt", f"{HOST}/{DOWN} gone\n")
    live.build()
    assert_takes_down(live)


@pytest.mark.parametrize("to", ["", "output", "output/news", "content", "themes/x", ".newsgen"])
def test_target_in_a_folder_of_the_site(live: Deployed, to: str) -> None:
    live.build()
    before = tree(live.site)
    live.urls = [f"file://{live.site}/{to}".rstrip("/")]
    live.configure(most_deletions="100")
    for options in ((), ("--dry-run",), ("--take-downs-only",), ("--rollback",)):
        outcome = live.deploy(*options)
        assert outcome.code == 1
        assert f"{live.urls[0]} is a folder of the site itself" in outcome.err
    after = tree(live.site)
    assert {path for path in after if after[path] != before.get(path)} <= {"newsgen.toml"}


def test_output_with_a_file_that_was_changed(live: Deployed) -> None:
    live.build()
    write(live.site / "output/index.html", b"<html>by hand</html>")
    assert_refused(live, "were changed since the build: index.html", "Run newsgen build")
    assert_takes_down(live)
    assert b"by hand" not in (live.live / "index.html").read_bytes()


def test_output_with_drafts(live: Deployed) -> None:
    live.write("draft.md", release("Draft", status="draft"))
    live.build("--drafts")
    assert_refused(live, "drafts", "without --drafts")
    assert_takes_down(live)
    assert live.holding("Draft.aspx") == []


def test_output_of_a_later_time(live: Deployed) -> None:
    live.write("held.md", release("Held", embargo="2027-03-16T10:00+00:00"))
    now, live.now = live.now, "2027-03-17T10:00Z"
    live.build()
    live.now = now
    assert_refused(live, "was built for a later time", "without --as-of")
    assert_takes_down(live)
    assert live.holding("Held.aspx") == []


def test_published_address_that_would_vanish(live: Deployed) -> None:
    (live.site / "content/other.md").unlink()
    live.configure(most_deletions="100")
    live.build()
    assert_refused(
        live, f"1 address lost: nothing would answer at /{FOLDER}/Other.aspx", "urls.txt"
    )
    assert_takes_down(live)
    write(live.site / "urls.txt", f"{HOST}/{FOLDER}/Other.aspx gone\n")
    live.deployed()
    assert not (live.live / FOLDER / "Other.aspx").exists()


def test_published_address_with_a_query_is_named_by_its_address(live: Deployed) -> None:
    address = f"/{FOLDER}/Item.aspx?id=5"
    live.write("item.md", Release("An item", url=HOST + address))
    live.configure(most_deletions="100")
    live.deployed()
    (live.site / "content/item.md").unlink()
    live.build()
    assert_refused(live, f"nothing would answer at {address}. ", "urls.txt")
    write(live.site / "urls.txt", f"{HOST}{address} gone\n")
    live.deployed()


def test_published_release_that_is_held_back_again(live: Deployed) -> None:
    live.write("other.md", release("Other", embargo="2099-01-01T09:00Z"))
    live.configure(most_deletions="100")
    live.build()
    assert_refused(live, f"nothing would answer at /{FOLDER}/Other.aspx", "status: gone")
    live.write("other.md", release("Other", status="gone"))
    live.build()
    live.deployed()
    assert not (live.live / FOLDER / "Other.aspx").exists()


def test_more_deletions_than_the_settings_allow(deployed: Deployed) -> None:
    for n in range(12):
        deployed.write(f"{n}.md", release(f"Old-{n}"))
    deployed.write("down.md", down())
    deployed.deployed()
    lines = []
    for n in range(12):
        (deployed.site / f"content/{n}.md").unlink()
        lines.append(f"{HOST}/{FOLDER}/Old-{n}.aspx moved {HOST}/{DOWN}\n")
    deployed.build()
    outcome = deployed.deploy()
    assert outcome.code == 1
    assert "12 addresses lost" in outcome.err
    assert "would be deleted, more than 5%" in outcome.err
    assert "raise most_deletions in [deploy.live]" in outcome.err
    write(deployed.site / "urls.txt", "".join(lines))
    deployed.deployed()


def test_take_downs_count_against_no_limit(deployed: Deployed) -> None:
    for n in range(12):
        deployed.write(f"{n}.md", release(f"Old-{n}"))
    deployed.deployed()
    for n in range(12):
        deployed.write(f"{n}.md", release(f"Old-{n}", **WITHDRAWN))
    deployed.deployed()


@pytest.mark.parametrize("change", ["tampered", "truncated", "missing", "older"])
def test_manifest_that_the_last_deployment_did_not_leave(live: Deployed, change: str) -> None:
    live.build()
    manifest = live.folder / ".newsgen/000001"
    data = manifest.read_bytes()
    if change == "missing":
        manifest.unlink()
    elif change == "older":
        live.write("more.md", release("More"))
        live.write("down.md", down())
        live.deployed()
        write(live.folder / ".newsgen/000002", data)
        live.write("down.md", down(**WITHDRAWN))
        live.build()
    else:
        other = data[:-1] if change == "truncated" else data.replace(data[-20:-19], b"\1")
        manifest.write_bytes(other)
    assert_refused(live, f"Refused: {live.url}: the manifest", "--upload-all")
    assert_takes_down(live)
    live.deployed()


def test_deploying_anew_takes_nothing_over(live: Deployed) -> None:
    live.build()
    write(live.live / "robots.txt", b"Disallow: /")
    write(live.live / "planted.html", b"planted")
    full = live.deploy("--verify", "--full")
    assert full.code == 1
    assert "1 file missing or changed, 1 of others" in full.err
    assert "newsgen deploy live --verify --full" in full.err
    assert "Missing or changed:\n  robots.txt\nOf others:\n  planted.html\n" in full.out
    assert live.deploy("--upload-all").code == 0
    assert tree(live.live) == live.built
    assert live.deploy("--verify", "--full").code == 0
    assert live.holding(WORD) == []


def test_configuration_that_fails_its_test_leaves_take_downs_down(live: Deployed) -> None:
    live.configure(server='"nginx"')
    live.write("down.md", down())
    live.deployed()
    live.configure(test='"echo wrong on line 3; exit 3"')
    live.write("down.md", down(**WITHDRAWN))
    live.write("new.md", release("New"))
    live.build()
    outcome = live.deploy()
    assert outcome.code == 1
    assert "has failed (exit code 3): wrong on line 3" in outcome.err
    assert live.holding(WORD) == []
    assert (live.folder / "live").readlink() == Path("releases/000002")
    live.configure(test='"true"')
    live.deployed()
    assert tree(live.live) == live.built


def test_configuration_that_cannot_be_loaded_leaves_take_downs_down(live: Deployed) -> None:
    live.configure(server='"nginx"', reload='"exit 1"')
    live.build()
    assert live.deploy().code == 1
    assert live.holding(WORD) == []
    live.configure(reload='"true"')
    live.deployed()
    assert tree(live.live) == live.built


def test_take_down_of_an_old_release_brings_nothing_new(live: Deployed) -> None:
    """A home page that does not mention it stays as it is."""
    old = Release("An old one", url=f"{HOST}/old/2001/Old.aspx", date="2001-03-02 10:00")
    live.write("down.md", down())
    for n in range(30):
        live.write(f"{n}.md", release(f"Recent-{n}"))
    live.write("old.md", old)
    live.deployed()
    old.more |= WITHDRAWN
    live.write("old.md", old)
    live.write("new.md", release("New"))
    live.build()
    home = (live.live / "index.html").read_bytes()
    assert live.deploy("--take-downs-only").code == 0
    assert (live.live / "old/2001/Old.aspx").read_bytes() == live.built["old/2001/Old.aspx"]
    assert (live.live / "index.html").read_bytes() == home
    assert not (live.live / FOLDER / "New.aspx").exists()
    live.deployed()
    assert tree(live.live) == live.built


def test_first_deployment_that_fails_leaves_no_live_release(deployed: Deployed) -> None:
    deployed.configure(server='"nginx"', test='"exit 1"')
    deployed.build()
    assert deployed.deploy().code == 1
    assert not os.path.lexists(deployed.folder / "live")
    deployed.configure(test='"true"')
    deployed.deployed()
    assert deployed.releases == ["000001"]


def test_release_that_expired_since_the_build_is_taken_down(deployed: Deployed) -> None:
    deployed.write("down.md", down(expires="2026-03-16T10:00+00:00"))
    deployed.deployed()
    assert deployed.holding(WORD) != []
    deployed.now = "2026-03-17T10:00Z"
    outcome = deployed.deploy()
    assert outcome.code == 0, outcome.err
    assert "releases have expired since the build" in outcome.err
    assert deployed.holding(WORD) == []


def test_release_that_came_due_since_the_build_is_a_warning(deployed: Deployed) -> None:
    deployed.write("new.md", release("New", embargo="2026-03-16T10:00+00:00"))
    deployed.build()
    deployed.now = "2026-03-17T10:00Z"
    outcome = deployed.deploy()
    assert outcome.code == 0
    assert "came due since the build" in outcome.err
    assert deployed.holding("New.aspx") == []
