"""Mistakes elsewhere in the site hold up no take-down, and take nothing else down."""

import textwrap
from collections.abc import Callable
from itertools import islice
from typing import Final

import pytest

from newsgen.cli import deployment
from newsgen.pipeline.central import build
from newsgen.pipeline.result import Request, Result
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


def in_the_tombstones(site: Deployed) -> None:
    file = site.site / "tombstones.txt"
    write(file, (file.read_text() if file.exists() else "") + "<<<<<<< HEAD\n")


MISTAKES: Final[tuple[Callable[[Deployed], None], ...]] = (
    without_a_date,
    with_a_slip_in_a_hold,
    at_the_address_of_another,
    of_no_text,
    in_the_ledger,
    in_the_tombstones,
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


def taken_down(site: Deployed, *target: str) -> Outcome:
    """Deploy take-downs alone; no word may be left of what is down."""
    outcome = site.deploy(*target, "--take-downs-only")
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
    assert "errors, so only take-downs are deployed" in outcome.err
    assert (live.live / KEPT).is_file()
    for name in ("About Kept", "About Other"):
        assert_names(live, name)
    again = live.deploy("--take-downs-only")
    assert (again.code, "No take-downs to deploy" in again.out) == (0, True), again.err


def in_a_template(site: Deployed) -> str:
    write(site.site / "themes/house/templates/base.html", "{{ wrong")
    return "themes/house/templates/base.html:1:"


def in_a_setting(site: Deployed) -> str:
    site.config += "\n[markup]\n"
    return "newsgen.toml:"


def in_the_text_of_settings(site: Deployed) -> str:
    site.config += "\n<<<<<<< HEAD\n"
    return "newsgen.toml:"


def of_a_kind_of_plug_in(site: Deployed, kind: str, code: str) -> str:
    site.config += f'\n[plugins]\n{kind} = ["own"]\n'
    write(site.site / "plugins/own.py", code)
    return "plugins/own.py:"


def in_a_filter(site: Deployed) -> str:
    return of_a_kind_of_plug_in(site, "filters", "import nothing_like_it\n")


def in_a_rule(site: Deployed) -> str:
    return of_a_kind_of_plug_in(site, "rules", "def own(release):\n    raise ValueError\n")


def in_a_markdown_extension(site: Deployed) -> str:
    return of_a_kind_of_plug_in(site, "markdown", "def own(text):\n    raise ValueError\n")


def in_a_kind_of_field(site: Deployed) -> str:
    return of_a_kind_of_plug_in(site, "fields", "import nothing_like_it\n")


ELSEWHERE: Final[tuple[Callable[[Deployed], str], ...]] = (
    in_a_template,
    in_a_setting,
    in_the_text_of_settings,
    in_a_filter,
    in_a_rule,
    in_a_markdown_extension,
    in_a_kind_of_field,
)


@pytest.mark.parametrize("over", OVER)
@pytest.mark.parametrize("mistake", ELSEWHERE)
def test_theme_settings_and_plug_ins_that_fail_hold_up_no_take_down(
    live: Deployed, over: str, mistake: Callable[[Deployed], str]
) -> None:
    live.config = live.config.replace('"plain"', '"house"')
    live.configure()
    write(live.site / "themes/house/theme.toml", THEME)
    write(live.site / "themes/house/templates/base.html", '{% extends "plain/base.html" %}')
    commit(live)
    config = live.config
    take_down(live, over)
    named = mistake(live)
    live.configure()
    live.write("new.md", release("New", 5))
    assert live.deploy().code in (1, 2)
    outcome = taken_down(live)
    assert outcome.code == 0, outcome.out + outcome.err
    assert named in outcome.err
    assert "take-downs are deployed with theme and settings of commit" in outcome.err
    for name in ("About Kept", "About Other"):
        assert_names(live, name)
    is_listed = "About New" in (live.live / "index.html").read_text()
    assert (live.live / f"{FOLDER}/New.aspx").is_file() == is_listed
    assert git(live.site, "worktree", "list").count("\n") == 1
    write(live.site / "themes/house/templates/base.html", '{% extends "plain/base.html" %}')
    live.config = config
    live.configure()
    live.deployed()
    assert live.served == live.built


def with_a_wrong_date(text: str) -> str:
    return text.replace("date: ", "date: 31 ")


def with_a_misspelt_key(text: str) -> str:
    return text.replace("title:", "embargoo: 2030-01-01T10:00Z\ntitle:")


def with_a_value_that_yaml_cannot_read(text: str) -> str:
    return text.replace("title:", "summary: [Wrong\ntitle:")


def with_keys_that_stand_in(text: str) -> str:
    above, keys, body = with_a_wrong_date(text).split("---\n", 2)
    return "---\n".join((above, textwrap.indent(keys, "  "), body))


def with_one_fence(text: str) -> str:
    return text.replace("\n---\n", "\n", 1)


def without_a_fence(text: str) -> str:
    return text.replace("---\n", "", 1)


def with_bytes_of_windows(text: str) -> str:
    return text.replace("title: ", "title: \udc93")


SLIPS: Final[tuple[Callable[[str], str], ...]] = (
    with_a_wrong_date,
    with_a_misspelt_key,
    with_keys_that_stand_in,
    with_a_value_that_yaml_cannot_read,
    with_one_fence,
    with_bytes_of_windows,
)


@pytest.mark.parametrize("over", [over for over in OVER if over != "removed"])
@pytest.mark.parametrize("slip", SLIPS)
def test_mistake_in_what_is_down_itself_holds_it_up_no_more(
    live: Deployed, over: str, slip: Callable[[str], str]
) -> None:
    text = slip(down(**OVER[over]).text()).encode("utf-8", "surrogateescape")
    write(live.site / "content/down.md", text)
    assert live.deploy().code == 1
    outcome = taken_down(live)
    assert outcome.code == 0, outcome.out + outcome.err
    assert "content/down.md has errors, so only take-downs are deployed" in outcome.err
    assert "as deployed before" not in outcome.err
    for name in ("About Kept", "About Other"):
        assert_names(live, name)


@pytest.mark.parametrize("status", ["withdrawnn", "Gone", "drafft", "movd"])
def test_misspelt_status_takes_down_too(live: Deployed, status: str) -> None:
    live.write("down.md", down(status=status))
    assert taken_down(live).code == 0


def test_status_is_found_where_no_front_matter_is(live: Deployed) -> None:
    text = without_a_fence(down(status="gone", date="soon").text())
    write(live.site / "content/down.md", text)
    assert taken_down(live).code == 0


def test_mistake_that_leaves_a_page_as_it_was_is_named(live: Deployed) -> None:
    without_a_date(live)
    outcome = live.deploy("--take-downs-only")
    assert (outcome.code, (live.live / KEPT).is_file()) == (0, True)
    assert "content/kept.md: as deployed before; to take down what it says" in outcome.err


def test_page_that_nobody_knows_to_take_down_is_an_error(live: Deployed) -> None:
    """Without the commit that was deployed, its address is not known."""
    (live.site / ".git").rename(live.site / "not-git")
    write(live.site / "content/down.md", with_a_wrong_date(down(**OVER["gone"]).text()))
    outcome = live.deploy("--take-downs-only")
    assert outcome.code == 1
    assert "content/down.md: not taken down, as the file has errors" in outcome.err


def test_removed_release_stays_away_where_its_tombstone_cannot_be_read(live: Deployed) -> None:
    take_down(live, "removed")
    live.deployed()
    file = live.site / "tombstones.txt"
    *key, stone = file.read_text().splitlines(keepends=True)
    write(file, "".join([*key, "<<<<<<< HEAD\n", stone[1:]]))
    live.write("down.md", down())
    live.write("other.md", release("Other", 4, **OVER["gone"]))
    outcome = taken_down(live)
    assert outcome.code == 1
    assert not (live.live / f"{FOLDER}/Other.aspx").exists()
    assert "tombstones.txt lacks 1 line on removed addresses" in outcome.err


@pytest.mark.parametrize("over", OVER)
def test_files_saved_in_utf_16_hold_up_no_take_down(live: Deployed, over: str) -> None:
    take_down(live, over)
    for name in ("newsgen.toml", "urls.txt", "tombstones.txt"):
        file = live.site / name
        text = file.read_text() if file.exists() else "# none yet\n"
        if not (over == "removed" and name == "tombstones.txt"):
            write(file, text.encode("utf-16"))
    git(live.site, "commit", "--all", "--quiet", "--message", "A change")
    outcome = taken_down(live)
    assert outcome.code == 0, outcome.out + outcome.err
    assert_names(live, "About Kept")


def test_settings_that_were_never_right_deploy_nothing(live: Deployed) -> None:
    (live.site / ".git").rename(live.site / "not-git")
    live.config = "<<<<<<< HEAD\n"
    live.configure()
    take_down(live, "gone")
    outcome = live.deploy("--take-downs-only")
    assert outcome.code == 2
    assert "newsgen.toml:1:1: error" in outcome.err


def test_target_with_a_mistake_is_not_deployed_to(live: Deployed) -> None:
    live.configure(further="1")
    outcome = live.deploy("--take-downs-only")
    assert outcome.code == 2
    assert "further" in outcome.err


@pytest.mark.parametrize("over", OVER)
@pytest.mark.parametrize("table", ['[deploy.other]\ntoo = "file:///x"\n', "[deploy]\nother = 1\n"])
def test_another_target_with_a_mistake_holds_up_no_take_down(
    live: Deployed, over: str, table: str
) -> None:
    take_down(live, over)
    live.config += f"\n{table}"
    live.configure()
    assert live.deploy().code == 2
    outcome = taken_down(live, "live")
    assert outcome.code == 0, outcome.out + outcome.err
    assert_names(live, "About Kept")
    outcome = live.deploy("other", "--take-downs-only")
    assert outcome.code == 2
    assert "deploy.other" in outcome.err


@pytest.mark.parametrize(("times", "code"), [(2, 0), (3, 1)])
def test_file_that_is_saved_during_the_build_holds_up_no_take_down(
    live: Deployed, monkeypatch: pytest.MonkeyPatch, times: int, code: int
) -> None:
    saves = iter(range(times))

    def build_while_somebody_saves(request: Request) -> Result:
        result = build(request)
        for n in islice(saves, 1):
            live.write("other.md", release("Other", 4, description=f"Edition {n}."))
        return result

    take_down(live, "gone")
    monkeypatch.setattr(deployment, "build", build_while_somebody_saves)
    outcome = live.deploy("--take-downs-only")
    assert outcome.code == code, outcome.out + outcome.err
    assert bool(live.holding(WORD)) == bool(code)
    assert ("files of the site were saved while it was built, 3 times" in outcome.err) == bool(code)
    assert "newsgen deploy live --take-downs-only" not in outcome.err


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
