"""Mistakes elsewhere in the site hold up no take-down, and take nothing else down."""

from collections.abc import Callable
from typing import Final

import pytest

from tests.support.command import Outcome
from tests.support.deploying import Deployed, commit
from tests.support.git import git
from tests.support.site import HOSTS, Release, write

pytestmark = pytest.mark.parametrize("place", ["file"], indirect=True)
HOST: Final = f"https://{HOSTS['Cumbria']}"
FOLDER: Final = "News/News-Articles/2026/March"
WORD: Final = "Zebrawood"
DOWN: Final = f"{FOLDER}/Down.aspx"
KEPT: Final = f"{FOLDER}/Kept.aspx"
THEME: Final = '[theme]\ntitle = "House"\nextends = "plain"\n'
OVER: Final[dict[str, dict[str, str]]] = {
    "withdrawn": {"status": "withdrawn", "explanation": "This was wrong."},
    "gone": {"status": "gone"},
    "expired": {"expires": "2026-03-14T10:00+00:00"},
    "held again": {"embargo": "2027-03-16T10:00+00:00"},
    "draft": {"status": "draft"},
    "moved": {"status": "moved", "superseded_by": f"/{KEPT}"},
    "removed": {},
}


def release(name: str, day: int = 2, **more: str) -> Release:
    title = more.pop("title", f"About {name}")
    url, date = more.pop("url", f"{HOST}/{FOLDER}/{name}.aspx"), f"2026-03-0{day} 10:00"
    return Release(title, url=url, date=more.pop("date", date), more=more)


def down(**more: str) -> Release:
    return release("Down", 3, title=f"About {WORD}", **more)


def take_down(site: Deployed, over: str) -> None:
    if over == "removed":
        outcome = site.newsgen("remove", f"/{DOWN}", "--reason", "court-order", "--yes")
        assert outcome.code in (0, 1), outcome.err
    else:
        site.write("down.md", down(**OVER[over]))


def without_a_date(site: Deployed) -> None:
    site.write("kept.md", release("Kept", date="2026-13-01"))


def with_a_slip_in_a_hold(site: Deployed) -> None:
    site.write("kept.md", release("Kept", embargoo="2027-01-01T10:00Z"))


def at_the_address_of_another(site: Deployed) -> None:
    site.write("twin.md", release("Kept", 4))


def of_no_text(site: Deployed) -> None:
    write(site.site / "content/kept.md", b"\xff\xfe")


def in_the_ledger(site: Deployed) -> None:
    write(site.site / "urls.txt", "<<<<<<< HEAD\n")


MISTAKES: Final[tuple[Callable[[Deployed], None], ...]] = (
    without_a_date,
    with_a_slip_in_a_hold,
    at_the_address_of_another,
    of_no_text,
    in_the_ledger,
)


@pytest.fixture
def live(deployed: Deployed) -> Deployed:
    """Return a site that is deployed, and that git has as it was then."""
    deployed.configure(most_deletions="100")
    write(deployed.site / ".gitignore", "output/\n.newsgen/\n")
    git(deployed.site, "init", "-q")
    deployed.write("down.md", down())
    deployed.write("kept.md", release("Kept"))
    deployed.write("other.md", release("Other", 4))
    commit(deployed)
    assert deployed.holding(WORD)
    return deployed


def taken_down(site: Deployed) -> Outcome:
    """Deploy take-downs alone; no word may be left of what is down."""
    outcome = site.deploy("--take-downs-only")
    assert site.holding(WORD) == [], outcome.out + outcome.err
    return outcome


def assert_names(site: Deployed, word: str) -> None:
    for page in ("index.html", "News/News-Articles/2026/March/index.html"):
        assert word in (site.live / page).read_text()


@pytest.mark.parametrize("over", OVER)
@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_elsewhere_holds_up_no_take_down(
    live: Deployed, over: str, mistake: Callable[[Deployed], None]
) -> None:
    take_down(live, over)
    mistake(live)
    plain = live.deploy()
    assert plain.code == 1
    assert live.holding(WORD)
    outcome = taken_down(live)
    assert outcome.code == 0, outcome.out + outcome.err
    assert "errors; take-downs are deployed without what is new" in outcome.err
    assert (live.live / KEPT).is_file()
    for name in ("About Kept", "About Other"):
        assert_names(live, name)
    again = live.deploy("--take-downs-only")
    assert (again.code, "No take-downs to deploy" in again.out) == (0, True), again.err


@pytest.mark.parametrize("over", OVER)
def test_theme_that_cannot_be_rendered_holds_up_no_take_down(live: Deployed, over: str) -> None:
    live.config = live.config.replace('"plain"', '"house"')
    live.configure()
    write(live.site / "themes/house/theme.toml", THEME)
    write(live.site / "themes/house/templates/base.html", '{% extends "plain/base.html" %}')
    commit(live)
    take_down(live, over)
    write(live.site / "themes/house/templates/base.html", "{{ wrong")
    live.write("new.md", release("New", 5))
    assert live.deploy().code == 1
    outcome = taken_down(live)
    assert outcome.code == 0, outcome.out + outcome.err
    assert "themes/house/templates/base.html:1:" in outcome.err
    assert "take-downs are deployed with theme and settings of commit" in outcome.err
    assert live.holding("About New") == []
    for name in ("About Kept", "About Other"):
        assert_names(live, name)
    write(live.site / "themes/house/templates/base.html", '{% extends "plain/base.html" %}')
    live.deployed()
    assert live.served == live.built


def test_what_is_down_may_have_mistakes_itself(live: Deployed) -> None:
    live.write("down.md", down(**OVER["withdrawn"], area="Nowhere"))
    live.write("twin.md", release("Down", 4, **OVER["withdrawn"]))
    without_a_date(live)
    assert taken_down(live).code == 0
    assert (live.live / KEPT).is_file()


def test_mistake_of_a_release_that_is_new_does_not_publish_it(live: Deployed) -> None:
    live.write("new.md", release("New", 5, status="publisht"))
    live.write("twin.md", release("Kept", 5, title="About New"))
    live.write("held.md", release("Held", 5, embargoo="2027-01-01"))
    take_down(live, "withdrawn")
    assert taken_down(live).code == 0
    assert live.holding("About New", "About Held") == []


def test_whole_deployment_follows_when_the_mistake_is_fixed(live: Deployed) -> None:
    without_a_date(live)
    take_down(live, "withdrawn")
    taken_down(live)
    live.write("kept.md", release("Kept"))
    live.deployed()
    assert live.served == live.built


def test_release_whose_file_is_gone_stays(live: Deployed) -> None:
    without_a_date(live)
    (live.site / "content/other.md").unlink()
    take_down(live, "removed")
    live.deploy("--take-downs-only")
    assert (live.live / KEPT).is_file()


def test_page_that_nobody_can_write_again_stays_though_it_mentions_what_is_down(
    live: Deployed,
) -> None:
    """Without the commit that was deployed, a release that cannot be read is not known at all."""
    (live.site / ".git").rename(live.site / "not-git")
    without_a_date(live)
    take_down(live, "removed")
    outcome = live.deploy("--take-downs-only")
    assert not (live.live / DOWN).exists()
    assert (live.live / KEPT).is_file()
    assert live.holding(WORD) == [] or outcome.code == 1
    left = {path.rpartition("tree-")[2].partition("/")[2] for path in live.holding(WORD)}
    assert left <= {KEPT}
    if left:
        assert f"{KEPT}: still mentions what was taken down" in outcome.err
