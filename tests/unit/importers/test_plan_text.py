"""A plan that was guessed, as a file."""

from collections import Counter

from newsgen.config.load import parse as parse_config
from newsgen.importers.names import ChosenSelector
from newsgen.importers.part_settings import DateSettings
from newsgen.importers.plan import Fate, parse
from newsgen.importers.plan_text import PagesOfPattern, plan_text
from newsgen.importers.selectors import Selectors

HOSTS = Counter({"www.old.example": 3, "new.example": 2})
PATTERNS = {
    "/news/*": PagesOfPattern(5, HOSTS),
    "/news/": PagesOfPattern(1, HOSTS),
    "/about": PagesOfPattern(1, Counter({"old.example": 1})),
}
CHOSEN = Selectors(
    (ChosenSelector("h1", 5),), (), (ChosenSelector('div[id="a"]', 4),), (), DateSettings()
)


def text(releases: list[str], chosen: Selectors = CHOSEN, config: str = "") -> str:
    return plan_text("warc", parse_config(config), PATTERNS, releases, {"/news/"}, chosen, 5)


def test_a_plan_reads_as_it_was_guessed() -> None:
    plan = parse(text(["/news/*"]))
    assert plan.source.kind == "warc"
    assert plan.releases.addresses == ("/news/*",)
    assert plan.area_of_host == {
        "www.old.example": "Old",
        "new.example": "New",
        "old.example": "Old",
    }
    assert (plan.page.title, plan.page.date, plan.page.body) == (("h1",), (), ('div[id="a"]',))
    assert [(rule.match, rule.fate) for rule in plan.addresses] == [
        (("/news/",), Fate.NOT_A_RELEASE)
    ]


def test_a_plan_says_how_many_pages_each_guess_fits() -> None:
    written = text(["/news/*"])
    assert '"/news/*",  # 5 pages' in written
    assert "# 4 of 5 pages" in written
    assert "date = []  # newsgen found none" in written
    assert '# match = ["/about"]\n# fate = "gone"' in written


def test_hosts_of_the_site_are_in_its_own_areas() -> None:
    written = text(["/news/*"], config='[areas.North]\nhosts = ["www.old.example"]\n')
    assert parse(written).area_of_host["www.old.example"] == "North"


def test_without_releases_the_plan_says_so() -> None:
    assert parse(text([])).releases.addresses == ()
    assert parse(text([])).area_of_host == parse(text(["/news/*"])).area_of_host != {}
    assert "found no pages that look like releases" in text([])
