"""The plan that is guessed: patterns of addresses, and which of them are releases."""

import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

import newsgen
from newsgen.config.load import parse
from newsgen.importers.guess import Guess, guessed, pattern_of
from newsgen.importers.mirror import Mirror
from newsgen.importers.patterns import expression_of
from newsgen.importers.seen import address_of
from newsgen.importers.warc import Warc
from newsgen.model.day_words import WELSH
from newsgen.pipeline.result import no_progress
from tests.support.old_sites import SYSTEMS, Answer, OldSite, old_site

HOST = "https://www.old.example"


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("/", "/"),
        ("/news/2020/March/Road-closed.aspx", "/news/{year}/{month}/*.aspx"),
        ("/2020/03/05/road-closed/", "/{year}/{month}/{day}/*/"),
        ("/newyddion/2020/Mawrth/x", "/newyddion/{year}/{month}/*"),
        ("/news/1234/road-closed", "/news/{number}/*"),
        ("/newsdetail.asp?id=12&lang=en", "/newsdetail.asp?id=*&lang=*"),
        ("/?p=12", "/?p=*"),
        ("/news/2020/", "/news/{year}/"),
        ("/about", "/*"),
    ],
)
def test_patterns_keep_what_pages_of_a_kind_share(path: str, pattern: str) -> None:
    assert pattern_of(address_of(HOST + path)) == pattern


def guess(site: OldSite, folder: Path, config: str = "") -> Guess:
    return guessed([Warc(site.warc(folder / "a.warc.gz"))], parse(config), no_progress)


def plan(guess: Guess) -> dict[str, Any]:
    return tomllib.loads(guess.text)


@pytest.mark.parametrize("name", SYSTEMS)
def test_releases_are_told_from_lists_and_other_pages(name: str, tmp_path: Path) -> None:
    site = old_site(SYSTEMS[name], 30)
    got = plan(guess(site, tmp_path))
    first = site.releases[0].url
    assert got["releases"]["addresses"] == [pattern_of(address_of(first))]
    assert [area["hosts"] for area in got["areas"].values()] == [[site.host]]
    assert got["addresses"][0]["fate"] == "not-a-release"
    assert "/" in got["addresses"][0]["match"]
    assert len(got["addresses"]) == 1  # all else is for a person to decide


def test_what_is_left_is_written_for_a_person_to_decide(tmp_path: Path) -> None:
    got = guess(old_site(SYSTEMS["blog"], 30), tmp_path)
    assert '# match = ["/*/"]\n# fate = "gone"' in got.text
    assert "releases  /{year}/{month}/{day}/*/  (30 pages)" in got.lines
    samples = [line for line in got.lines if line.startswith("    title: ")]
    assert len(samples) == 5


def test_areas_are_those_of_the_site_that_have_the_host(tmp_path: Path) -> None:
    site = old_site(SYSTEMS["blog"], 12)
    config = f'[areas.North]\nhosts = ["{site.host}"]\n'
    assert list(plan(guess(site, tmp_path, config))["areas"]) == ["North"]
    assert list(plan(guess(site, tmp_path))["areas"]) == ["Oldshire"]


def test_a_host_that_only_leads_to_the_other_is_of_its_area(tmp_path: Path) -> None:
    site = old_site(SYSTEMS["blog"], 12)
    bare = site.host.removeprefix("www.")
    site.answers[f"https://{bare}/x"] = Answer(b"", status=301, location=site.releases[0].url)
    site.answers["https://cdn.example/x"] = Answer(b"", status=301, location="/y")
    (area,) = plan(guess(site, tmp_path))["areas"].values()
    assert area["hosts"] == [site.host, bare]


def test_a_folder_that_does_not_say_whose_pages_it_has_is_asked_for_them(tmp_path: Path) -> None:
    site = old_site(SYSTEMS["blog"], 12)
    copy = site.mirror(tmp_path / "copied") / site.host
    for file in copy.rglob("*.html"):
        file.write_bytes(file.read_bytes().replace(b"canonical", b"alternate"))
    text = guessed([Mirror(copy.rename(tmp_path / "pages"))], parse(""), no_progress).text
    assert '# base_url = "https://www.northshire.police.example"' in text
    assert 'hosts = ["unknown.invalid"]' in text
    assert "base_url" not in guess(site, tmp_path).text


def test_a_source_without_releases_makes_a_plan_all_the_same(tmp_path: Path) -> None:
    site = OldSite("www.old.example", {f"{HOST}/a.png": Answer(b"x", "image/png")})
    got = guess(site, tmp_path)
    assert plan(got)["releases"]["addresses"] == []
    deep = OldSite("www.old.example", {f"{HOST}/news/a": Answer(b"<div>" * 5000)})
    assert plan(guess(deep, tmp_path))["page"]["body"] == []


@pytest.mark.parametrize("printed", ["/print.php?id={}", "/show.php?id={}&print=1", "/print/{}"])
def test_pages_for_printers_are_not_the_releases(printed: str, tmp_path: Path) -> None:
    pages = {}
    for number in range(30):
        text = f"<p>{' '.join(f'word{number}x{at}' for at in range(40))}</p>"
        day = f"Posted: Tues 3rd March {number + 1:02}, 4.15pm"
        show = f"<td><h1>Title {number}</h1><br>{day} by the press office of the force {text}</td>"
        plain = f"<h2>Title {number}</h2><p>{day}</p>{text}"
        pages[f"{HOST}/show.php?id={number}"] = Answer(f"<html>{show}".encode())
        pages[HOST + printed.format(number)] = Answer(f"<html>{plain}".encode())
    got = plan(guess(OldSite("www.old.example", pages), tmp_path))
    assert got["releases"]["addresses"] == ["/show.php?id=*"]


def test_the_menu_of_a_language_with_few_pages_makes_no_lists_of_its_releases(
    tmp_path: Path,
) -> None:
    site = old_site(SYSTEMS["blog"], 30)
    base = f"https://{site.host}"
    menu = "".join(f'<li><a href="/cy/{name}/">{name}</a></li>' for name in ("hafan", "cyswllt"))
    for name in ("hafan", "cyswllt"):
        site.answers[f"{base}/cy/{name}/"] = Answer(f"<h1>{name}</h1>".encode())
    for at, month in enumerate(WELSH.months[:6]):
        text = f"Mae’r ffordd {at} ar gau. " + " ".join(f"gair{at}{n}" for n in range(40))
        page = (f"<ul>{menu}</ul><h1>Ffordd {at} ar gau</h1><time datetime=2021-0{at + 1}-05>5 "
                f"{month[0]} 2021</time><div class=entry-content><p>{text}</p></div>")  # fmt: skip
        site.answers[f"{base}/newyddion/2021/{month[0]}/{at}-x.aspx"] = Answer(page.encode())
    releases = plan(guess(site, tmp_path))["releases"]["addresses"]
    assert releases == ["/{year}/{month}/{day}/*/", "/newyddion/{year}/{month}/*.aspx"]


WORDS: Final = sorted((Path(newsgen.__file__).parent / "themes/plain/words").glob("*.toml"))


@pytest.mark.parametrize("file", WORDS, ids=lambda file: file.stem)
def test_months_of_every_language_of_the_theme_are_months(file: Path) -> None:
    words = tomllib.loads(file.read_text(encoding="utf-8"))
    months = words["months"].split(", ")
    assert len(months) == 12
    for month in months:
        address = address_of(f"{HOST}/news/2021/{month}/slug")
        assert pattern_of(address) == "/news/{year}/{month}/*"
        assert expression_of([pattern_of(address)]).fullmatch(f"/news/2021/{month}/slug")


def test_many_folders_with_one_shape_become_one_pattern(tmp_path: Path) -> None:
    site = old_site(SYSTEMS["blog"], 28)
    for at, release in enumerate(site.releases):
        body = site.answers.pop(release.url)
        site.answers[f"https://{site.host}/town-{'abcdefghijklmnop'[at % 14]}/story-{at}.html"] = (
            body
        )
    assert plan(guess(site, tmp_path))["releases"]["addresses"] == ["/*/*.html"]


def test_a_folder_without_a_page_may_have_data(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id;title\n1;A\n", encoding="utf-8")
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.4")
    lines = guessed([Mirror(tmp_path, HOST)], parse(""), no_progress).lines
    assert lines[1].startswith("If the folder has CSV or JSON, name each of these files")
    assert lines[1].endswith("for Markdown, run newsgen init --from.")
