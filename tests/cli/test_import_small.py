"""newsgen import of small sources that have something odd, from files to the report."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol

import pytest

from tests.cli.test_import import report_of
from tests.support.command import Console
from tests.support.site import tree

HOST: Final = "https://www.b.police.example"
PLAN: Final = f"""\
[source]
base_url = "{HOST}"
[areas.B]
hosts = ["www.b.police.example"]
[releases]
addresses = ["/news/**"]
[page]
title = ["h1"]
date = [".date"]
body = [".text"]
[fields]
url = ["url"]
title = ["title"]
date = ["published"]
body = ["body"]
"""
PAGE: Final = "<html><h1>{0}</h1><p class=date>{1}</p><div class=text><p>{2}</p></div></html>"


class Imported(NamedTuple):
    """What an import said and wrote."""

    code: int
    rows: dict[str, Any]
    report: dict[str, Any]
    texts: dict[str, str]

    def fates(self) -> dict[str, str]:
        return {path: row["outcome"] for path, row in self.rows.items()}

    def problems(self, path: str) -> dict[str, str]:
        return {each["name"]: each["words"] for each in self.rows[path].get("problems", ())}


class Import(Protocol):
    """Imports files, by a plan that is guessed if none is given."""

    def __call__(self, files: Mapping[str, str | bytes], plan: str = PLAN) -> Imported: ...


@pytest.fixture
def imported(tmp_path: Path, run: Console) -> Import:
    """Return what imports files: those in a folder `copy` as a website, the others as they are."""

    def import_(files: Mapping[str, str | bytes], plan: str = PLAN) -> Imported:
        site = tmp_path / "site"
        site.mkdir(exist_ok=True)
        if plan:
            (site / "import.toml").write_text(plan, encoding="utf-8")
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        sources = sorted({tmp_path / name.partition("/")[0] for name in files})
        if not plan:
            assert run("import", *sources, "--site", site).code == 0
        ran = run("import", *sources, "--site", site)
        report = report_of(site)
        rows = {row["url"].removeprefix(HOST): row for row in report["rows"]}
        texts = {name: data.decode() for name, data in tree(site / "content").items() if data}
        return Imported(ran.code, rows, report, texts)

    return import_


def test_records_whose_addresses_differ_by_case_or_slash_are_not_lost(imported: Import) -> None:
    got = imported(
        {
            "a.csv": "url,title,published,body\n"
            "/news/van.aspx,Van stolen,2019-03-05,A van was stolen.\n"
            "/news/Van.aspx,Van found,2019-03-06,It was found.\n"
            "/news/x,A boat,2019-03-07,A boat was lost.\n"
            "/news/x/,A car,2019-03-08,A car was lost.\n"
            "/news/y,A bus,2019-03-09,A bus was late.\n"
            "/news/y/,A bus,2019-03-09,A bus was late.\n"
        }
    )
    fates = list(got.fates().values())
    assert [fates.count(each) for each in ("imported", "unexplained", "redirect")] == [3, 2, 1]
    assert got.code == 1
    (words,) = got.problems("/news/x/").values()
    assert words.startswith(f"servers answer it with {HOST}/news/x, whose text is another: give")


def test_every_line_of_a_htaccess_is_answered_or_unread(imported: Import) -> None:
    lines = (
        "Redirect gone /p4",
        'Redirect 301 "/old page.html" /news/a.aspx',
        "Redirect 410 /p5",
        "RedirectMatch 301 ^/x(.*) /news$1",
        'Redirect 301 "/a 5" "https://www.b.police.example/news/a.aspx"',
    )
    for at in range(len(lines)):
        text = "\n".join((*lines[at:], *lines[:at]))
        got = imported({"copy/news/a.aspx": PAGE.format("A", "5 March 2019", "B."), "x": text})
        assert got.fates() == {
            "/news/a.aspx": "imported", "/p4": "gone", "/p5": "gone",
            "/old%20page.html": "redirect", "/a%205": "redirect",
        }  # fmt: skip
        (unread,) = got.report["unread"]
        assert unread["reason"] == "the line has no two addresses"


def test_what_the_old_page_hid_is_not_published_and_named(imported: Import) -> None:
    body = (
        "A van was stolen.</p><p style='display:none'>The suspect is N.</p><p hidden>His flat.</p>"
        "<p style='visibility:hidden'>His car.</p><p class=sr-only>Read aloud.</p>"
        "<p aria-hidden=true>Decorated.</p><p hidden=until-found>Found.</p><p>Call 101."
    )
    page = PAGE.format("Stolen <i hidden>by N</i>van", "5 March 2019<b hidden> N</b>", body)
    csv = f'url,title,published,body\n/news/b,B,2019-03-05,"<p>{body}</p>"\n'
    got = imported({"copy/news/a.aspx": page, "b.csv": csv})
    for path, count in (("/news/a.aspx", 5), ("/news/b", 3)):
        words = [each["words"] for each in got.rows[path]["problems"] if each["name"] == "hidden"]
        assert len(words) == count, words
        assert any("“The suspect is N.”" in each for each in words)
        assert {each["name"] for each in got.rows[path]["problems"]} == {"hidden"}
    assert got.rows["/news/a.aspx"]["title"] == "Stolen van"
    for text in got.texts.values():
        assert not any(each in text for each in ("suspect", "flat", "His car", "by N"))
        assert all(each in text for each in ("Read aloud", "Decorated", "Found", "Call 101"))


@pytest.mark.parametrize(
    "classes",
    [
        "hidden", "box hide", "d-none", "d-none d-md-none", "invisible", "is-hidden", "u-hidden",
        "uk-hidden", "element-hidden", "ms-hide", "display-none", "govuk-!-display-none", "Hidden",
        "d-none d-print-block", "hidden md:hidden", "hidden hover:block",
    ],
)  # fmt: skip
def test_what_a_class_hid_is_not_published_and_named(classes: str, imported: Import) -> None:
    body = (
        f"A van was stolen.</p><p class='{classes}'>The suspect is N.</p>"
        f"<p class='{classes}' style='display: block'>His flat.</p>"
        "<p class='d-none d-md-block'>Wide.</p><p class='hidden lg:inline-flex'>Wider.</p>"
        "<p class=visually-hidden>Read aloud.</p><p class=hidden-xs>On desks.</p><p>Call 101."
    )
    title = f"Stolen <i class='{classes}'>by N</i>van"
    got = imported({"copy/news/a.aspx": PAGE.format(title, "5 March 2019", body)})
    assert got.rows["/news/a.aspx"]["title"] == "Stolen van"
    problems = got.rows["/news/a.aspx"]["problems"]
    assert [(each["name"], each["words"]) for each in problems] == [
        ("hidden", f"the page does not show it: “{text}”")
        for text in ("by N", "The suspect is N.", "His flat.")
    ]
    (text,) = got.texts.values()
    assert not any(each in text for each in ("suspect", "flat", "by N"))
    assert all(each in text for each in ("Wide.", "Wider.", "Read aloud", "On desks", "Call 101"))


def test_the_date_of_an_update_or_an_end_is_not_that_of_publication(imported: Import) -> None:
    dates = {
        "/news/a.aspx": "Last updated: 6 March 2019. Published: 5 March 2019",
        "/news/b.aspx": "Expires 1 April 2019, posted 5 March 2019",
        "/news/c.aspx": "Last updated: 6 March 2019",
        "/news/d.aspx": "5 March 2019 | 9 March 2019",
    }
    pages = {f"copy{path}": PAGE.format(path[-6], date, f"Text {path[-6]}.")
             for path, date in dates.items()}  # fmt: skip
    got = imported(pages)
    said = [(got.rows[path].get("date"), got.problems(path)) for path in dates]
    assert said == [
        ("2019-03-05", {}),
        ("2019-03-05", {}),
        (None, {"no-date": f"“{dates['/news/c.aspx']}” has only a date of something else than "
                "publication"}),
        ("2019-03-05", {"dates": f"“{dates['/news/d.aspx']}” does not say which date is that of "
                        "publication"}),
    ]  # fmt: skip


def test_pages_in_utf_16_are_pages(imported: Import) -> None:
    page = PAGE.format("Café", "5 March 2019", "Closed – for a day.")
    page = page.replace("<html>", "<html><head><meta charset=utf-16></head>")
    names = ("utf-16-le", "utf-16-be", "utf-8")
    bodies = {name: f"\ufeff{page.replace('Café', f'Café {name}')}".encode(name) for name in names}
    files = {f"copy/news/{name}.aspx": body for name, body in bodies.items()}
    got = imported({**files, "copy/news/cut.aspx": bodies["utf-16-le"][:-1]})
    for name in names:
        row = got.rows[f"/news/{name}.aspx"]
        assert (row["outcome"], row["title"]) == ("imported", f"Café {name}")
    assert all("Closed – for a day." in text for text in got.texts.values())
    (words,) = got.problems("/news/cut.aspx").values()
    assert "its encoding is wrong: it begins as utf-16-le and is not" in words


def test_tables_of_redirects_are_read_by_their_columns(imported: Import) -> None:
    page = {"copy/news/a.aspx": PAGE.format("A", "5 March 2019", "B.")}
    got = imported(page | {"a.csv": "old,status,new\n/p2,301,/news/a.aspx\n/p3,410,\n"})
    fates = {"/news/a.aspx": "imported", "/p2": "redirect", "/p3": "gone"}
    assert (got.code, got.fates()) == (0, fates)
    assert got.rows["/p2"]["target"] == f"{HOST}/news/a.aspx"
    redirection = (
        "source,target,regex,code,type,hits,title,status\n"
        '"/p2","/news/a.aspx","0","301","url","3","","active"\n'
        '"/p3","","0","410","error","0","","active"\n'
        '"^/x/(.*)","/news/$1","1","301","url","3","","active"\n'
    )
    got = imported(page | {"a.csv": redirection})
    assert got.fates() == fates
    (unread,) = got.report["unread"]
    assert unread["reason"] == "newsgen does not read regular expressions: “^/x/(.*)”"


def test_no_address_of_a_copied_page_is_lost(imported: Import) -> None:
    canonical = "<link rel=canonical href={}><h1>".format
    files = {
        "index.php?p=12": ("/index.php?p=12", ""),
        "index.php?p=13": ("/index.php?p=13", ""),
        "index.php%3Fp=14.html": ("/index.php?p=14", ""),
        "index.html?p=15": ("/?p=15", ""),
        "news/Default.aspx@id=5.html": ("/news/Default.aspx?id=5", ""),
        "news/van/default.aspx": ("/news/van/", "/news/van/default.aspx"),
        "news/car/index.html": ("/news/car/", ""),
        "news/car/default.aspx": ("/news/car/default.aspx", ""),
        "news/bus.aspx": ("/news/bus", "/news/bus.aspx"),
        "index.php?p=16": ("/?p=16", "/index.php?p=16"),
    }
    heads = {"news/bus.aspx": canonical("/news/bus"), "index.php?p=16": canonical("/?p=16")}
    pages = {f"copy/{name}": PAGE.format(name, "5 March 2019", name)
             .replace("<h1>", heads.get(name, "<h1>")) for name in files}  # fmt: skip
    got = imported(pages, PLAN.replace("/news/**", "/**"))
    assert got.fates() == {
        **{path: "imported" for path, _ in files.values()},
        **{other: "redirect" for _, other in files.values() if other},
    }
    texts = "".join(got.texts.values())
    assert all(f"- {other}\n" in texts for _, other in files.values() if other)


# What is guessed


def words(number: int, count: int) -> str:
    return " ".join(f"w{number}of{at}" for at in range(count))


def release(number: int, beside: str = "") -> str:
    """Return a page of a release as a system makes it, with something beside its text."""
    return (
        f"<html><head><title>{title(number)} | B Police</title></head><body>"
        "<ul><li><a href=/news/>News</a><li><a href=/about/>About us</a></ul>"
        f"<h1>{title(number)}</h1><p class=date>{number % 27 + 1} March 2019</p>"
        f"<div class=text><p>{words(number, 60)}</p></div>{beside}"
        "<p>Copyright B Police, who have all rights in this</p></body></html>"
    )


def title(number: int) -> str:
    return f"Van {number} stolen in Fell Road"


def listed(paths: Mapping[int, str], numbers: Iterable[int], summary: int = 0) -> str:
    """Return a list of releases, each with the first words of its text."""
    items = (f"<li><a href={paths[n]}>{title(n)}</a><p>{words(n, summary)}</p>" for n in numbers)
    return f"<ul>{''.join(items)}</ul>"


def site_of(pages: Mapping[str, str]) -> dict[str, str]:
    """Return pages as the files that wget makes of them."""
    folder = HOST.partition("//")[2]
    return {f"copy/{folder}{path}{'index.html' * path.endswith('/')}": page
            for path, page in pages.items()}  # fmt: skip


@pytest.mark.parametrize("summary", [0, 30])
def test_releases_that_lead_to_older_ones_are_not_lists(summary: int, imported: Import) -> None:
    paths = {n: f"/{'press' if n < 20 else 'news/2019/03'}/{n}.html" for n in range(40)}
    pages = {paths[n]: release(n) for n in range(20)}
    for n in range(20, 40):
        pages[paths[n]] = release(n, listed(paths, [n - 20, n * 7 % 20], summary))
    lists = {}
    for at in range(0, 40, 10):
        names = listed(paths, range(at, at + 10), 12)
        lists[f"/list/{at}.html"] = f"<h1>News</h1><p>{words(at + 50, 40)}</p>{names}"
    fates = imported(site_of(pages | lists), "").fates()
    assert {path for path, fate in fates.items() if fate == "imported"} == {*pages}
    assert {fates[path] for path in lists} == {"not a release"}


def test_a_release_with_a_page_below_it_is_not_a_list(imported: Import) -> None:
    paths = {n: f"/news/{n}/" for n in range(12)}
    pages = {path: release(n) for n, path in paths.items()}
    pages["/news/3/"] = release(3, "<p><a href=photo>The van</a></p>")
    beside = {"/news/3/photo": "<h1>The van</h1>", "/news/": listed(paths, paths, 12)}
    fates = imported(site_of(pages | beside), "").fates()
    assert {path for path, fate in fates.items() if fate == "imported"} == {*pages}
    assert fates["/news/"] == "not a release"
