"""Lists that a site or its theme names: published releases only, and never stale."""

from pathlib import Path
from typing import Final

import pytest

from tests.support.command import AS_OF, build, newsgen_in_fork, rebuilt
from tests.support.site import (
    CONFIG,
    HOSTS,
    UNPUBLISHED,
    Release,
    named_by_first,
    write,
    write_site,
)

pytestmark = pytest.mark.rotates(5)

SETTINGS: Final = f"""{CONFIG}
[fields.district]
type = "choice"
choices = ["Saltmere", "Ellerdale"]

[taxonomies.districts]
key = "district"

[lists.court]
title = {{ en = "Court results", cy = "Canlyniadau llys" }}
where = {{ kind = "court-result", "fields.district" = "Saltmere" }}
age = "10 days"
on = ["home", "area", "courts.md"]

[lists.saltmere]
where = {{ "fields.district" = "Saltmere" }}
limit = 1
"""
HOME: Final = "index.html"
COURTS: Final = "courts/index.html"
AREA: Final = "areas/cumbria/index.html"


def release(title: str, date: str = "2026-03-10 09:00", **keys: str) -> Release:
    url = f"https://{HOSTS['Cumbria']}/News/News-Articles/2026/March/{title.replace(' ', '-')}.aspx"
    return Release(title, url=url, date=date, more={"district": "Saltmere", **keys})


def result(title: str, date: str = "2026-03-10 09:00", **keys: str) -> Release:
    return release(title, date, **{"kind": "court-result", **keys})


@pytest.fixture
def site(tmp_path: Path) -> Path:
    about = {"type": "page", "kind": "court-result", "district": "Saltmere"}
    return write_site(
        tmp_path / "site",
        {
            "newsgen.toml": SETTINGS,
            "content/jailed.md": result("Zebra thief jailed"),
            "content/old.md": result("Yak thief jailed", "2026-03-01 09:00"),
            "content/other.md": result("Xerus thief jailed", district="Ellerdale"),
            "content/news.md": release("Wolf seen"),
            "content/courts.md": Release("Courts", "", more=about | {"language": "cy"}),
            "content/about.md": Release("About us", "", more=about),
        },
    )


def listed(page: bytes, name: str = "court") -> str:
    """Return the HTML of a list on a page; empty if the page does not show it."""
    after = page.decode().partition(f'<h2 id="list-{name}"')[2]
    return after.partition(">")[2].partition("</section>")[0]


def test_a_list_has_what_its_settings_ask_for_on_the_pages_that_they_name(site: Path) -> None:
    output = rebuilt(site)
    for page, title in {HOME: "Court results", AREA: "Court results", COURTS: "Canlyn"}.items():
        court = listed(output[page])
        assert court.startswith(title)
        assert "Zebra" in court
        assert not {word for word in ("Yak", "Xerus", "Wolf", "About") if word in court}
    assert not listed(output["about/index.html"])
    assert not [path for path in output if path.endswith(".aspx") and listed(output[path])]


def test_a_list_that_is_cut_leads_to_its_term(site: Path) -> None:
    home = rebuilt(site)[HOME]
    assert '<a href="/districts/saltmere/">Saltmere</a>' in listed(home, "saltmere")
    assert "/districts/" not in listed(home)


def test_every_list_that_is_cut_ends_with_a_link(site: Path) -> None:
    more = '[lists.both]\nwhere = { "fields.district" = ["Saltmere", "Ellerdale"] }\n'
    kinds = '[lists.kinds]\nwhere = { kind = ["court-result", "appeal"] }\non = ["courts.md"]\n'
    write(site / "newsgen.toml", SETTINGS + more + "limit = 1\n" + kinds + "limit = 1\n")
    for number in range(6):
        write(site / f"content/help{number}.md", release(f"Help {number}", kind="appeal").text())
    output = rebuilt(site)
    both = listed(output[HOME], "both")
    assert both.count("/districts/saltmere/") == both.count("/districts/ellerdale/") == 1
    kinds = listed(output[COURTS], "kinds")
    assert 'class="links"' not in kinds  # the archive has much else
    assert '<h2 id="list-kinds" lang="en-GB">Kinds</h2>' in output[COURTS].decode()
    assert "Help 4" in of_appeals(output)
    assert 'class="links"' not in of_appeals(output)  # the archive has much else
    lists = '[lists.help]\nwhere = { kind = "appeal" }\non = ["courts.md"]\n'
    write(site / "newsgen.toml", SETTINGS + lists)
    assert '<a href="/courts/">Help</a>' in of_appeals(rebuilt(site))


def of_appeals(output: dict[str, bytes]) -> str:
    """Return the HTML of the appeals on the home page."""
    return output[HOME].decode().partition('id="appeals"')[2].partition("</section>")[0]


@pytest.mark.parametrize(
    "keys",
    [
        *UNPUBLISHED,
        {"kind": "news"},
        {"district": "Ellerdale"},
    ],
    ids=named_by_first,
)
def test_what_is_not_in_a_list_any_more_is_on_no_page(site: Path, keys: dict[str, str]) -> None:
    rebuilt(site)
    write(site / "content/jailed.md", result("Zebra thief jailed", **keys).text())
    output = rebuilt(site)
    assert not {page for page in (HOME, AREA, COURTS) if "Zebra" in listed(output[page])}
    write(site / "content/jailed.md", result("Zebra thief jailed").text())
    assert "Zebra" in listed(rebuilt(site)[HOME])


def test_time_alone_lets_releases_in_and_out(site: Path) -> None:
    write(site / "content/later.md", result("Vole thief jailed", "2026-03-18 09:00").text())
    assert "Vole" not in listed(rebuilt(site)[HOME])
    home = listed(rebuilt(site, "2026-03-18T12:00Z")[HOME])
    assert ("Vole" in home, "Zebra" in home) == (True, True)
    assert "Zebra" in listed(rebuilt(site, "2026-03-20T08:59Z")[HOME])
    home = listed(rebuilt(site, "2026-03-20T09:00Z")[HOME])
    assert ("Vole" in home, "Zebra" in home) == (True, False)
    assert not listed(rebuilt(site, "2026-03-30T09:00Z")[HOME])


def test_a_list_is_cut_no_longer_when_the_first_that_it_leaves_out_is_too_old(site: Path) -> None:
    settings = SETTINGS.replace("limit = 1", 'limit = 1\nage = "10 days"')
    write(site / "newsgen.toml", settings)
    (site / "content/news.md").unlink()
    write(site / "content/first.md", release("Vole seen", "2026-03-08 09:00").text())
    assert "/districts/saltmere/" in listed(rebuilt(site)[HOME], "saltmere")
    assert "/districts/" in listed(rebuilt(site, "2026-03-18T08:59Z")[HOME], "saltmere")
    home = listed(rebuilt(site, "2026-03-18T09:00Z")[HOME], "saltmere")
    assert ("Zebra" in home, "/districts/" in home) == (True, False)


def test_newsgen_next_knows_when_a_release_leaves_a_list(site: Path) -> None:
    rebuilt(site)
    asked = ("next", "--site", site, "--as-of", AS_OF)
    outcome = newsgen_in_fork(*asked)
    assert outcome.out == "2026-03-20 09:00:00 GMT  1 release leaves a list\n"
    (change,) = newsgen_in_fork(*asked, "--format", "json").data["changes"]
    assert (change["at"], change["off_lists"], change["expired"]) == ("2026-03-20T09:00:00Z", 1, 0)
    due = ("next", "--site", site, "--due-since", AS_OF, "--as-of")
    assert newsgen_in_fork(*due, "2026-03-20T08:00Z").out == "not due\n"
    assert newsgen_in_fork(*due, "2026-03-20T10:00Z").out == "due\n"


def test_a_change_of_settings_changes_the_lists(site: Path) -> None:
    rebuilt(site)
    write(site / "newsgen.toml", SETTINGS.replace('"fields.district" = "Saltmere", ', ""))
    write(site / "newsgen.toml", SETTINGS.replace('"10 days"', '"20 days"'))
    assert "Yak" in listed(rebuilt(site)[HOME])
    write(site / "newsgen.toml", SETTINGS.replace('on = ["home", "area", "courts.md"]', ""))
    output = rebuilt(site)
    assert "Zebra" in listed(output[HOME])
    assert not listed(output[AREA]) + listed(output[COURTS])
    write(site / "newsgen.toml", SETTINGS.partition("[lists.court]")[0])
    assert not [path for path, data in rebuilt(site).items() if b'id="list-' in data]


def test_a_theme_has_lists_too(site: Path) -> None:
    theme = '[theme]\ntitle = "Local"\nextends = "plain"\n'
    lists = '[lists.news]\nwhere = { kind = "news" }\n[lists.court]\nwhere = { kind = "news" }\n'
    write(site / "themes/local/theme.toml", theme)
    write(site / "newsgen.toml", SETTINGS.replace('"plain"', '"local"'))
    assert not listed(rebuilt(site)[HOME], "news")
    write(site / "themes/local/theme.toml", theme + lists)
    home = rebuilt(site)[HOME]
    assert "Wolf" in listed(home, "news")
    assert "Zebra" in listed(home)
    write(site / "themes/local/theme.toml", theme)
    assert not listed(rebuilt(site)[HOME], "news")


def test_one_more_release_writes_no_more_files_than_show_the_list(site: Path) -> None:
    rebuilt(site)
    write(site / "content/later.md", result("Vole thief jailed", "2026-03-12 09:00").text())
    with_lists = build(site, as_of=AS_OF).written
    (site / "content/later.md").unlink()
    write(site / "newsgen.toml", SETTINGS.partition("[lists.court]")[0])
    rebuilt(site)
    write(site / "content/later.md", result("Vole thief jailed", "2026-03-12 09:00").text())
    assert with_lists == build(site, as_of=AS_OF).written + len([COURTS])


def test_a_page_that_a_list_names_and_that_is_not_there_stops_a_build(site: Path) -> None:
    write(site / "newsgen.toml", SETTINGS.replace("courts.md", "court.md"))
    (finding,) = build(site, as_of=AS_OF).data["diagnostics"]
    assert (finding["code"], finding["hint"]) == ("NG709", "Did you mean courts.md?")


@pytest.mark.parametrize(
    "status",
    [
        "status: draft",
        "status: withdrawn\nexplanation: It was wrong.",
        "expires: 2026-03-14T09:00+00:00",
    ],
)
def test_a_page_with_a_list_is_taken_down_without_a_change_of_settings(
    site: Path, status: str
) -> None:
    assert COURTS in rebuilt(site)
    page = site / "content/courts.md"
    page.write_text(page.read_text().replace("type: page\n", f"type: page\n{status}\n"))
    output = rebuilt(site)
    assert not [path for path, data in output.items() if b'href="/courts/"' in data]
    assert b'id="list-' not in output.get(COURTS, b"")


def test_a_page_with_a_mistake_gives_no_finding_where_it_is_named(site: Path) -> None:
    menu = '[[menu]]\ntitle = "Courts"\npage = "courts.md"\n'
    write(site / "newsgen.toml", f"{SETTINGS}\n{menu}")
    news = site / "content/news.md"
    news.write_text(news.read_text().replace("---\n\n", "related: [other.md]\n---\n\n"))
    for name in ("courts.md", "other.md"):
        file = site / "content" / name
        file.write_text(file.read_text().replace("title: ", "title: Twice\ntitle: "))
    diagnostics = build(site, as_of=AS_OF).data["diagnostics"]
    assert {each["path"] for each in diagnostics} == {"content/courts.md", "content/other.md"}
    assert {each["code"] for each in diagnostics} == {"NG114"}


def test_a_release_is_taken_down_with_a_field_that_is_wrong_now(site: Path) -> None:
    rebuilt(site)
    other = site / "content/other.md"
    text = other.read_text().replace("Ellerdale", "Elledale")
    write(other, text)
    assert build(site, as_of=AS_OF).data["summary"]["refused"]
    write(other, text.replace("district:", "status: withdrawn\nexplanation: Wrong.\ndistrict:"))
    output = rebuilt(site)
    assert not [path for path, data in output.items() if b"Elledale" in data or b"Xerus" in data]
    assert b"Elledale" not in (site / ".newsgen/cache.sqlite").read_bytes()
