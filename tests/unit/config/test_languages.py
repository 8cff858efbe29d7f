"""The languages of a site and of its areas: what tables may hold, and which gates they are."""

from datetime import datetime

import pytest

from newsgen.config.load import parse
from newsgen.diagnostics import NewsgenError
from tests.support.built import LONDON

SETTINGS = """
[rules]
strict_since = 2026-01-01

[languages.cy]
translations = "required"
reasons = ["event-today"]

[areas.Northshire]
hosts = ["www.northshire.police.example"]

[areas.Northshire.languages.cy]
kinds = ["appeal"]
since = 2026-04-01
host = "www.heddlu-northshire.example"
permalink = "/newyddion/{year}/{month_name}/{slug}.aspx"

[areas.Southshire.languages.cy]
translations = "off"
"""


def test_an_area_says_more_than_the_site() -> None:
    config = parse(SETTINGS)
    ((*_, is_required, kinds, since),) = config.gates_of("Northshire")
    assert (is_required, [*kinds], since) == (
        True,
        ["appeal"],
        datetime(2026, 4, 1, tzinfo=LONDON),
    )
    assert config.gates_of("Southshire") == []
    ((area, language, *_, since),) = config.gates_of("Elsewhere")
    assert (area, language, since) == (
        "Elsewhere",
        "cy",
        datetime(2026, 1, 1, tzinfo=LONDON),
    )
    assert config.reasons_apart == ("urgent", "third-party", "taken-down", "event-today")


def test_without_tables_nothing_is_asked() -> None:
    assert parse("").gates_of("Northshire") == []
    assert parse("").reasons_apart == ("urgent", "third-party", "taken-down")


def test_an_area_has_a_place_in_a_language() -> None:
    area = parse(SETTINGS).area("Northshire")
    pattern = "/newyddion/{year}/{month_name}/{slug}.aspx"
    assert area.place_in("cy-GB") == ("cy", pattern, "www.heddlu-northshire.example", "")
    assert area.place_in("en-GB") == ("en", area.permalink, area.hosts[0], "")


def test_without_a_pattern_of_its_own_a_language_keeps_english_months() -> None:
    area = parse("[areas.Northshire.languages.cy]").area("Northshire")
    assert area.place_in("cy") == ("en", area.permalink, "", "")


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("[languages.Welsh]", "language “Welsh” is not a language tag"),
        ('[languages.cy]\ntranslations = "always"', "but it can only be"),
        ('[languages.cy]\nreasons = ["Two words"]', "the reason “Two words” may hold"),
        ('[areas.A.languages.cy]\npermalink = "x"', "should be a path that begins with /"),
        ('[areas.A.languages.cy]\nkinds = ["new"]', "but it can only be"),
        ('[languages.cy]\nhome = "/"', "home “/” should be a folder"),
        ('[languages.cy]\nhome = "cy"', "home “cy” should be a folder"),
        ('[languages.cy]\nhome = "/news/"', "would be among others below /news/"),
        ('[areas.A]\narchive = "/cy/news/"\n[languages.cy]\nhome = "/cy/"', "among others below"),
        ('[taxonomies.tags]\n[languages.cy]\nhome = "/tags/cy/"', "would be among others below"),
        ('[languages.pl]\nhome = "/x/"\n[languages.cy]\nhome = "/x/y/"', "would be among others"),
        ('[languages.en]\nhome = "/en/"', "en has a home of its own, and is the language of the"),
        ('[languages.cy]\nhome = "/a/"\n[languages.cy-GB]\nhome = "/b/"', "is the language of cy"),
    ],
)
def test_what_is_wrong_has_a_place(table: str, words: str) -> None:
    with pytest.raises(NewsgenError) as refused:
        parse(table)
    (diagnostic,) = refused.value.diagnostics
    assert words in diagnostic.message
    assert diagnostic.span.line == len(table.splitlines())


OF_HOME = 'home = "/cy/"\ntitle = "Newyddion"\nreasons'
HOME = SETTINGS.replace("reasons", OF_HOME) + '[site]\ntitle = "News"\n[taxonomies.tags]\n'


def test_a_language_with_a_home_is_a_branch_of_each_root() -> None:
    config = parse(HOME)
    assert config.branch("", "cy-GB") == "(cy)"
    assert config.branch("x.example", "en") == "x.example"
    root = config.root("(cy)", host="x.example", area="Northshire")
    assert (root.folder, root.base, root.language) == ("", "/cy/", "cy")
    assert (root.title, root.home_url) == ("Newyddion", "https://x.example/cy/")
    (tags,) = config.sorted_by_in(root)
    assert tags.term_href("fraud") == "/cy/tags/fraud/"
    assert config.area_in("Northshire", root).archive == "/newyddion/"
    assert config.area_in("Elsewhere", root).archive == "/cy/news/"
    assert config.root("", host="x.example", area="").title == "News"


def test_a_host_of_one_language_is_no_branch() -> None:
    config = parse(HOME.replace("[site]", '[site]\nlayout = "per-host"'))
    host = "www.heddlu-northshire.example"
    assert config.branch(host, "cy") == host
    assert config.branch("www.northshire.police.example", "cy") == (
        "www.northshire.police.example(cy)"
    )
    root = config.root(host, host=host, area="")
    assert (root.base, root.language, root.is_branch) == ("/", "cy", False)
    assert host in config.hosts


def test_without_a_home_nothing_branches() -> None:
    config = parse(SETTINGS)
    assert config.branch("", "cy") == ""
    assert config.root("", host="x.example", area="").language == "en-GB"


def test_the_host_of_a_language_lists_what_another_host_has_in_it() -> None:
    text = SETTINGS.replace(
        "[languages.cy]", '[site]\nlayout = "per-host"\n[languages.cy]\nhome = "/cy/"'
    )
    english, welsh = "www.northshire.police.example", "www.heddlu-northshire.example"
    config = parse(text)
    assert config.lister(english, "cy-GB") == config.lister(welsh, "cy") == welsh
    assert config.lister(welsh, "en") == config.lister(english, "en-GB") == english
    assert config.lister("www.southshire.example", "cy") == "www.southshire.example(cy)"
    single = parse(text.replace("per-host", "single"))
    assert (single.lister("", "cy"), single.lister("", "en")) == ("(cy)", "")
