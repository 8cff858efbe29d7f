"""Terms: a page for all, for each and for its years, and a feed, with published releases only."""

from pathlib import Path
from typing import Final

import pytest

from newsgen.hosting.answer import answer
from newsgen.hosting.site import AddressKind, hosted_site
from newsgen.pipeline.frame import build_frame, open_theme
from newsgen.pipeline.single import Singles
from newsgen.server.preview import RootAddresses, RootLookup
from newsgen.theme.render import Renderer
from tests.support.builds import ingested
from tests.support.command import AS_OF, build, newsgen_in_fork, rebuilt
from tests.support.site import (
    CONFIG,
    HOSTS,
    UNPUBLISHED,
    Release,
    many_releases,
    named_by_first,
    write,
    write_site,
)

pytestmark = pytest.mark.rotates(5)

SETTINGS: Final = f"""{CONFIG}
[fields.district]
type = "choice"
choices = ["Saltmere", "Ellerdale"]

[taxonomies.kinds]
key = "kind"
title = {{ en = "Kinds of release", cy = "Mathau o ddatganiad" }}

[taxonomies.districts]
key = "district"

[taxonomies.topics]
key = "tags"
"""
MOST_FILES: Final = 14
A_TERM: Final = 3
"""Files of a term that a release is in: its page, that of its year, and its feed."""


def release(title: str, date: str | None = "2026-03-10 09:00", **keys: str) -> Release:
    url = f"https://{HOSTS['Cumbria']}/News/News-Articles/2026/March/{title.replace(' ', '-')}.aspx"
    return Release(title, url=url, date=date, more=keys)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(
        tmp_path / "site",
        {
            "newsgen.toml": SETTINGS,
            "content/a.md": release("Man jailed", kind="court-result", tags="[rural crime]"),
            "content/b.md": release("Zebra seen", tags="[rural crime, zebra]", district="Saltmere"),
            "content/c.md": Release(
                "No date", url=f"https://{HOSTS['Cumbria']}/old", more={"tags": "[rural crime]"}
            ),
            "content/about.md": Release("About us", "", more={"type": "page", "tags": "[about]"}),
        },
    )


def holding(output: dict[str, bytes], word: str) -> set[str]:
    return {path for path, data in output.items() if word.encode() in data}


def test_a_term_has_a_page_its_years_and_a_feed(site: Path) -> None:
    output = rebuilt(site)
    pages = {path for path in output if path.startswith("topics/") and not path.endswith("/")}
    assert pages == {
        "topics/index.html",
        *(f"topics/{path}" for path in ("zebra/index.html", "zebra/feed.atom")),
        "topics/zebra/2026/index.html",
        *(f"topics/rural-crime/{path}" for path in ("index.html", "feed.atom")),
        *(f"topics/rural-crime/{path}/index.html" for path in ("2026", "undated")),
    }
    assert b"Court result" in output["kinds/index.html"]
    assert b"<h1>Court result</h1>" in output["kinds/court-result/index.html"]
    assert b"/topics/rural-crime/undated/" in output["topics/rural-crime/index.html"]
    assert holding(output, "/topics/zebra/</loc>") == {"sitemaps/pages.xml"}


def test_a_release_leads_to_its_terms(site: Path) -> None:
    page = rebuilt(site)["News/News-Articles/2026/March/Zebra-seen.aspx"].decode()
    assert '<li><a href="/topics/zebra/">zebra</a></li>' in page
    assert '<h2><a href="/districts/">Districts</a></h2>' in page
    assert '<li><a href="/kinds/news/">News</a></li>' in page
    write(site / "content/b.md", release("Zebra seen", language="cy", tags="[zebra]").text())
    page = rebuilt(site)["News/News-Articles/2026/March/Zebra-seen.aspx"].decode()
    assert '<a href="/kinds/">Mathau o ddatganiad</a>' in page
    assert '<li><a href="/kinds/news/">Newyddion</a></li>' in page


@pytest.mark.parametrize(
    "keys",
    UNPUBLISHED,
    ids=named_by_first,
)
def test_what_is_not_published_is_in_no_term_and_leaves_none_behind(
    site: Path, keys: dict[str, str]
) -> None:
    rebuilt(site)
    retired = release("Zebra seen", tags="[rural crime, zebra]", district="Saltmere", **keys)
    write(site / "content/b.md", retired.text())
    output = rebuilt(site)
    listing = {path: data for path, data in output.items() if not path.endswith(".aspx")}
    assert holding(listing, "ebra") == set()
    assert not [path for path in output if "zebra" in path or "saltmere" in path]
    assert b"Man jailed" in output["topics/rural-crime/index.html"]


def test_time_alone_gives_a_term_its_releases(site: Path) -> None:
    held = release("Zebra seen", tags="[zebra]", embargo="2026-03-20T10:00+00:00")
    write(site / "content/b.md", held.text())
    assert "topics/zebra/index.html" not in rebuilt(site)
    assert "topics/zebra/index.html" in rebuilt(site, "2026-03-21T12:00Z")


def test_an_edit_reaches_every_page_of_a_term(site: Path) -> None:
    rebuilt(site)
    write(site / "content/b.md", release("Zebra seen", tags="[zebras]").text())
    output = rebuilt(site)
    assert not [path for path in output if path.startswith("topics/zebra/")]
    write(site / "newsgen.toml", f'{SETTINGS}path = "/by/{{term}}/"\n')
    assert holding(rebuilt(site), "/topics/") == set()
    write(site / "newsgen.toml", SETTINGS.partition("[taxonomies.kinds]")[0])
    output = rebuilt(site)
    assert not [path for path in output if path.startswith(("by/", "kinds/", "districts/"))]


def test_no_release_can_have_the_page_of_a_term(site: Path) -> None:
    taken = Release("Taken", url=f"https://{HOSTS['Cumbria']}/topics/zebra/", date="2026-03-10")
    write(site / "content/d.md", taken.text())
    assert errors(site) == [("NG413", "content/d.md")]


def errors(site: Path) -> list[tuple[str, str]]:
    """Return the errors for which a build is refused, with their files."""
    outcome = build(site, as_of=AS_OF)
    assert outcome.code == 1
    diagnostics = (d for d in outcome.data["diagnostics"] if d["severity"] == "error")
    return [(d["code"], d["path"]) for d in diagnostics]


def test_an_area_that_shares_its_archive_has_its_own_by_month(site: Path) -> None:
    shared = CONFIG.replace('archive = "/newsroom/"', 'archive = "/News/News-Articles/"')
    by_area = f'{shared}\n[taxonomies.areas]\nkey = "area"\npath = "/by-area/{{term}}/"\n'
    other = Release("Yak seen", "Northshire", f"https://{HOSTS['Northshire']}/x", "2026-03-09")
    write(site / "content/d.md", other.text())
    write(site / "newsgen.toml", shared)
    output = rebuilt(site)
    assert b"/News/News-Articles/2026/" in output["areas/cumbria/index.html"]
    write(site / "newsgen.toml", by_area)
    output = rebuilt(site)
    page = output["by-area/cumbria/2026/index.html"].decode()
    assert "<h1>Cumbria Constabulary, 2026</h1>" in page
    assert ("Zebra seen" in page, "Yak seen" in page) == (True, False)
    area = output["areas/cumbria/index.html"].decode()
    assert '<a href="/by-area/cumbria/2026/">2026</a>' in area
    assert '<a href="/by-area/cumbria/">All Cumbria Constabulary releases by year</a>' in area
    release_page = output["News/News-Articles/2026/March/Zebra-seen.aspx"].decode()
    assert '<a href="/by-area/cumbria/">Cumbria Constabulary</a>' in release_page
    write(site / "content/b.md", release("Zebra seen", status="gone").text())
    assert holding(rebuilt(site), "ebra") == set()


@pytest.mark.parametrize("other", ["Zebra", "żebra", "ZEBRA!"])
def test_two_spellings_are_reported_once_with_both_places(site: Path, other: str) -> None:
    write(site / "content/d.md", release("Another", tags=f"[{other}]").text())
    write(site / "content/e.md", release("One more", tags="[zebra]").text())
    diagnostics = build(site, as_of=AS_OF).data["diagnostics"]
    (finding,) = (d for d in diagnostics if d["code"] in ("NG418", "NG419"))
    assert (finding["code"], finding["severity"]) == ("NG418", "warning")
    assert (finding["path"], finding["line"]) == ("content/d.md", 6)
    assert [(r["path"], r["line"]) for r in finding["related"]] == [("content/b.md", 6)]


def test_terms_that_share_a_page_by_chance_stop_a_build(site: Path) -> None:
    write(site / "content/d.md", release("Another", tags="[Łowicz]").text())
    write(site / "content/e.md", release("One more", tags="[owicz]").text())
    assert errors(site) == [("NG419", "content/d.md")]


@pytest.mark.parametrize("size", [200, 2_000])
def test_an_added_release_writes_three_files_a_term_at_any_size(tmp_path: Path, size: int) -> None:
    releases = {f"content/{path}": each for path, each in many_releases(size).items()}
    for number, each in enumerate(releases.values()):
        each.more |= {"tags": f"[topic {number % 7}, topic {number % 5}]", "district": "Saltmere"}
        each.more |= {"kind": ("news", "charge", "court-result")[number % 3]}
    site = write_site(tmp_path / "site", {"newsgen.toml": SETTINGS, **releases})
    assert build(site, as_of=AS_OF, jobs=2).code == 0
    added = release("Added", "2025-10-28 12:00", kind="charge", district="Saltmere")
    added.more["tags"] = "[topic 1, topic 2]"
    write(site / "content/added.md", added.text())
    written = build(site, as_of=AS_OF).written
    assert A_TERM * 4 < written <= MOST_FILES + A_TERM * 4
    write(site / "content/added.md", added.text().replace("for help", "for much help"))
    assert build(site, as_of=AS_OF).written <= MOST_FILES + A_TERM * 4


def test_the_addresses_of_terms_are_in_the_ledger_and_gone_when_a_term_is_empty(
    site: Path,
) -> None:
    rebuilt(site)
    assert newsgen_in_fork("urls", "--site", site, "--as-of", AS_OF).code == 0
    ledger = (site / "urls.txt").read_text()
    assert "https://news.example/topics/zebra/\n" in ledger
    assert "https://news.example/topics/zebra/2026/\n" in ledger
    rebuilt(site)
    write(site / "content/b.md", release("Zebra seen", status="gone").text())
    assert "topics/zebra/index.html" not in rebuilt(site)
    assert gone(site) >= {"/topics/zebra/", "/topics/zebra/2026/", "/districts/saltmere/"}
    assert not {path for path in gone(site) if "rural" in path}
    asked = ("/topics/zebra/", "/topics/never/", "/topics/rural-crime/")
    assert previewed(site, *asked) == [410, 404, 200]


def gone(site: Path) -> set[str]:
    """Return the paths that web servers are told are gone."""
    with ingested(site) as session:
        hosted = hosted_site(session, build_frame(session, open_theme(session)), "/srv/www")
    return {entry.path for root in hosted.roots for entry in root.some(AddressKind.GONE)}


def previewed(site: Path, *targets: str) -> list[int]:
    """Return what a preview answers."""
    with ingested(site) as session:
        theme = open_theme(session)
        renderer = Renderer(theme, lambda _: "")
        singles = Singles(build_frame(session, theme), session.catalogue, renderer)
        addresses = RootAddresses.of("", singles, session.catalogue)
        lookup = RootLookup("", singles, session.catalogue, addresses)
        return [answer(target, lookup).status for target in targets]


def test_an_address_that_is_no_terms_is_still_lost(site: Path) -> None:
    host = "https://news.example"
    write(
        site / "urls.txt", f"{host}/topics/zebra/more/\n{host}/topics/Was.aspx\n{host}/topics/x/\n"
    )
    outcome = build(site, as_of=AS_OF)
    lost = [d["message"] for d in outcome.data["diagnostics"] if d["code"] == "NG430"]
    assert len(lost) == 2, lost


def test_what_was_removed_leaves_no_address_of_its_own_terms(site: Path) -> None:
    rebuilt(site)
    assert newsgen_in_fork("urls", "--site", site, "--as-of", AS_OF).code == 0
    url = release("Zebra seen").url
    assert url is not None
    removing = ("remove", url, "--reason", "erasure", "--yes", "--site", site, "--as-of", AS_OF)
    assert newsgen_in_fork(*removing).code == 0
    assert "zebra" not in (site / "urls.txt").read_text()
    assert "/topics/rural-crime/" in (site / "urls.txt").read_text()
    assert "zebra" not in (site / "tombstones.txt").read_text()
    assert not [path for path in rebuilt(site) if "zebra" in path]
    assert previewed(site, "/topics/zebra/", "/topics/rural-crime/") == [410, 200]
