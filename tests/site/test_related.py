"""What pages lead on to: releases of the incident, those that are named, older ones by tag."""

import re
from pathlib import Path
from typing import Any, Final

import pytest

from tests.support.command import build, clean_tree
from tests.support.site import CONFIG, HOSTS, Release, difference, tree, write, write_site

pytestmark = pytest.mark.rotates(7)

AS_OF: Final = "2026-03-15T12:00Z"
PATH: Final = "News/News-Articles/2026/"


def release(title: str, day: str = "03-10", area: str = "Cumbria", **keys: str) -> Release:
    url = f"https://{HOSTS[area]}/{PATH}{title}.html"
    return Release(f"About {title}", area, url, f"2026-{day} 09:00", more=dict(keys))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", {"newsgen.toml": CONFIG})


def save(site: Path, **releases: Release | None) -> None:
    for name, each in releases.items():
        file = site / f"content/{name}.md"
        file.unlink(missing_ok=True) if each is None else write(file, each.text())


def rebuilt(site: Path, as_of: str = AS_OF) -> Any:
    """Build, see that the output is that of a clean build, and return what came of it."""
    outcome = build(site, as_of=as_of)
    assert outcome.code == 0, outcome.out
    assert difference(tree(site / "output"), clean_tree(site, as_of=as_of)) == {}
    return outcome


def shown(site: Path, name: str) -> list[str]:
    """Return the links of the section of related releases."""
    (page,) = (site / "output").rglob(f"{name}.html")
    text = page.read_text(encoding="utf-8")
    section = text.partition('<section aria-labelledby="site-related">')[2]
    return re.findall(r'<h3><a href="([^"]*)"', section.partition("</section>")[0])


def names(site: Path, name: str) -> str:
    return " ".join(Path(href).stem for href in shown(site, name))


def test_incident_comes_before_names_and_names_before_tags(site: Path) -> None:
    case = "{reference: LC-20260301-1}"
    save(
        site,
        crash=release("crash", "03-01", incident=case, tags="[roads]"),
        charged=release("charged", "03-05", incident=case, tags="[roads]", related="safe.md"),
        safe=release("safe", "01-10", tags="[advice]"),
        closed=release("closed", "02-10", tags="[Roads]"),
        later=release("later", "03-09", tags="[roads]"),
        other=release("other", "02-11", tags="[courts]"),
    )
    rebuilt(site)
    assert names(site, "charged") == "crash safe closed"
    assert names(site, "crash") == "charged closed"
    assert names(site, "later") == "charged crash closed"
    assert names(site, "safe") == names(site, "other") == ""


def test_a_page_shows_six_at_most(site: Path) -> None:
    save(site, **{f"r{n}": release(f"r{n}", f"02-{n + 1:02}", tags="[a, b]") for n in range(9)})
    rebuilt(site)
    assert names(site, "r8") == "r7 r6 r5 r4 r3 r2"
    save(site, r8=release("r8", "02-09", tags="[b]", related="[r0.md, r7.md]"))
    rebuilt(site)
    assert names(site, "r8") == "r0 r7 r6 r5 r4 r3"


def test_a_later_release_changes_no_page_before_it(site: Path) -> None:
    save(site, **{f"r{n}": release(f"r{n}", f"02-{n + 1:02}", tags="[a]") for n in range(9)})
    rebuilt(site)
    before = tree(site / "output")
    save(site, new=release("new", "03-12", tags="[a]"))
    rebuilt(site)
    changed = difference(tree(site / "output"), before)
    pages = {name for name in changed if re.search(r"/r\d\.html$", name)}
    assert pages == {f"{PATH}r8.html"}, "the neighbour"
    assert names(site, "r8") == "r7 r6 r5 r4 r3 r2"


def test_tags_look_back_a_year(site: Path) -> None:
    old = release("old", tags="[a]")
    save(site, new=release("new", tags="[a]"), old=old)
    for date, is_shown in {"2025-03-01": True, "2025-02-28": False}.items():
        old.date = f"{date} 09:00"
        save(site, old=old)
        rebuilt(site)
        assert (names(site, "new") == "old") is is_shown, date


@pytest.mark.parametrize(
    "life",
    [
        {"status": "draft"},
        {"status": "withdrawn", "explanation": "No longer needed."},
        {"status": "gone"},
        {"embargo": "2026-03-20T10:00Z"},
        {"expires": "2026-03-12T10:00Z"},
    ],
)
@pytest.mark.parametrize("by", [{"related": "[other.md]"}, {"tags": "[a]"}])
def test_what_readers_cannot_see_is_not_shown_and_pages_change_at_once(
    site: Path, by: dict[str, str], life: dict[str, str]
) -> None:
    other = release("other", "01-10", tags="[a]")
    save(site, page=release("page", **by), other=other)
    rebuilt(site)
    assert names(site, "page") == "other"
    save(site, other=release("other", "01-10", tags="[a]", **life))
    rebuilt(site)
    (page,) = (site / "output").rglob("page.html")
    assert "other" not in page.read_text(encoding="utf-8").replace("other.md", "")
    save(site, other=other)
    rebuilt(site)
    assert names(site, "page") == "other"
    save(site, other=None)
    rebuilt(site)
    assert names(site, "page") == ""


def test_an_embargo_that_ends_shows_a_named_release(site: Path) -> None:
    save(site, page=release("page", related="[other.md]"))
    save(site, other=release("other", "01-10", embargo="2026-03-20T10:00Z"))
    assert rebuilt(site).data["diagnostics"] == []
    assert names(site, "page") == ""
    rebuilt(site, "2026-03-21T12:00Z")
    assert names(site, "page") == "other"


def test_links_to_another_host_are_absolute(site: Path) -> None:
    settings = CONFIG.replace("[site]\n", '[site]\nlayout = "per-host"\n', 1)
    write(site / "newsgen.toml", settings)
    url = f"https://{HOSTS['Northshire']}/{PATH}other.html"
    save(
        site,
        page=release("page", related=f"[{url}, /{PATH}near.html]", tags="[a]"),
        other=release("other", "01-10", "Northshire", tags="[a]"),
        near=release("near", "01-11"),
    )
    rebuilt(site)
    assert shown(site, "page") == [url, f"/{PATH}near.html"]
    save(site, other=release("other", "01-10", "Northshire", kind="appeal"))
    rebuilt(site)
    (page,) = (site / "output").rglob("page.html")
    assert "tag-appeal" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("named", "message", "hint"),
    [
        ("othr.md", "not a release of this site", "Did you mean other.md?"),
        (f"/{PATH}othr.html", "not a release of this site", f"Did you mean /{PATH}other.html?"),
        (f"/{PATH}Other.html", "not a release of this site", f"Did you mean /{PATH}other.html?"),
        (
            "/was.html",
            "not a release of this site",
            f"It is at https://{HOSTS['Cumbria']}/{PATH}other.html now.",
        ),
        ("page.md", "the release itself", "Take it out of the list."),
        ("about.md", "a page of the site", "Link to it in the text instead."),
        ("gone.md", "was taken down", "Take it out of the list."),
    ],
)
def test_a_wrong_name_is_a_finding_on_its_line(
    site: Path, named: str, message: str, hint: str
) -> None:
    save(
        site,
        page=release("page", related=f"[{named}]"),
        other=release("other", "01-10", redirect_from="/was.html"),
        gone=release("gone", "01-10", status="gone"),
        about=Release("About us", "", more={"type": "page"}),
    )
    (finding,) = rebuilt(site).data["diagnostics"]
    assert (finding["code"], finding["path"], finding["severity"]) == (
        "NG228",
        "content/page.md",
        "warning",
    )
    assert finding["line"] == 6
    assert message in finding["message"]
    assert finding["hint"] == hint
    save(site, page=release("page", related="[other.md]"))
    assert rebuilt(site).data["diagnostics"] == []
