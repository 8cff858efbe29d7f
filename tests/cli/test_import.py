"""newsgen import: from an old website to a site that builds, with a report of every address."""

import json
import os
import signal
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from newsgen.pipeline._processes import START_METHOD
from tests.support.command import AS_OF, Console, build
from tests.support.crawl import DATA, crawled_site
from tests.support.old_sites import SYSTEMS, Answer, OldRelease, OldSite, old_site
from tests.support.site import tree

FURNITURE: Final = ("Copyright", "cookies", "Share", "Print", "Related", "Recent", "Hawlfraint")
NOT_RELEASES: Final = (
    '[[addresses]]\nmatch = ["/about/"]\nfate = "gone"\nreason = "Nobody read it"\n'
    '[[accept]]\nproblem = "refused-file"\nmatch = ["/files/**"]\nreason = "Not whole"\n'
)


def new_site(folder: Path, old: OldSite) -> Path:
    site = folder / "site"
    site.mkdir()
    settings = f'[site]\nbase_url = "https://{old.host}"\ntimezone = "Europe/London"\n'
    (site / "newsgen.toml").write_text(settings, encoding="utf-8")
    return site


def report_of(site: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((site / "import-report/report.json").read_bytes())
    return data


def is_right(release: OldRelease, row: dict[str, Any], text: str, precision: str) -> bool:
    """Return whether a release has its title, date and words, and nothing of the furniture."""
    local = release.at.astimezone(ZoneInfo("Europe/London"))
    date = f"{local:%Y-%m-%d %H:%M}" if precision == "minute" else f"{release.at:%Y-%m-%d}"
    words = " ".join(release.words) in " ".join(text.split())
    files = all(link in text for link in (release.picture, release.document) if link)
    is_bare = not any(word in text for word in FURNITURE)
    return (row["title"], row["date"][: len(date)]) == (release.title, date) and (
        words and files and is_bare
    )


@pytest.mark.rotates(5)
@pytest.mark.parametrize("name", SYSTEMS)
@pytest.mark.parametrize("form", ["warc", "mirror"])
def test_a_plan_guessed_without_a_hand_is_right(
    name: str, form: str, tmp_path: Path, run: Console
) -> None:
    system = SYSTEMS[name]
    old = old_site(system, 60)
    site = new_site(tmp_path, old)
    source = old.warc(tmp_path / "a.warc.gz") if form == "warc" else old.mirror(tmp_path / "copy")
    looked = run("import", source, "--site", site)
    assert looked.code == 0, looked.err
    assert {file.name for file in site.iterdir()} == {"newsgen.toml", "import.toml"}
    add_to_plan(site, NOT_RELEASES)
    ran = run("import", source, "--site", site)
    report = report_of(site)
    assert ran.code == 0, [row for row in report["rows"] if row.get("problems")]
    rows = {row["url"]: row for row in report["rows"]}
    wrong = [
        release.url
        for release in old.releases
        if not is_right(release, row := rows[release.url], read(site, row), system.precision)
    ]
    assert wrong == []
    assert sum(report["addresses"][key] for key in report["addresses"] if key != "all") == len(rows)
    before = tree(site / "content")
    assert run("import", source, "--site", site).code == 0
    assert tree(site / "content") == before
    assert build(site).code == 0
    pages = {path for path in tree(site / "output") if not path.endswith("/")}
    for release in old.releases:
        assert release.picture[1:] in pages or not release.picture


def read(site: Path, row: dict[str, Any]) -> str:
    text = (site / str(row["file"])).read_text(encoding="utf-8")
    return text.partition("\n```\n")[2]


@pytest.fixture
def old() -> OldSite:
    return old_site(SYSTEMS["blog"], 12)


def add_to_plan(site: Path, text: str) -> None:
    plan = site / "import.toml"
    plan.write_text(plan.read_text(encoding="utf-8") + text, encoding="utf-8")


def planned(old: OldSite, folder: Path, run: Console) -> tuple[Path, Path]:
    """Return a new site with a plan, and the source that it is for."""
    site, source = new_site(folder, old), old.warc(folder / "a.warc.gz")
    assert run("import", source, "--site", site).code == 0
    add_to_plan(site, NOT_RELEASES)
    return site, source


@contextmanager
def killed() -> Iterator[Callable[[object], object]]:
    yield lambda _: os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.skipif(START_METHOD != "fork", reason="a spawned worker knows nothing of the stand-in")
def test_a_worker_that_is_killed_is_told_in_plain_words(
    old: OldSite, tmp_path: Path, run: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, source = planned(old, tmp_path, run)
    monkeypatch.setattr("newsgen.importers.looking._open_looker", lambda *_: killed())
    ran = run("import", source, "--site", site, "--jobs", "2")
    assert ran.code == 2
    assert "error[NG904] a worker process has ended" in ran.err


def test_a_release_that_was_removed_comes_back_from_no_source(
    old: OldSite, tmp_path: Path, run: Console
) -> None:
    site, source = planned(old, tmp_path, run)
    assert run("import", source, "--site", site).code == 0
    url = old.releases[3].url
    removed = run("remove", url, "--site", site, "--reason", "erasure", "--yes")
    assert removed.code == 0, removed.err
    secret = old.releases[3].title.encode()
    assert not [path for path, data in tree(site).items() if secret in data]
    assert run("import", source, "--site", site).code == 0
    report = report_of(site)
    assert report["removed"] == 1 + bool(old.releases[3].picture)
    assert url not in {row["url"] for row in report["rows"]}
    everything = {**tree(site / "content"), **tree(site / "import-report")}
    assert not [path for path, data in everything.items() if secret in data]


def test_a_report_that_cannot_be_deleted_stops_a_removal_before_it_begins(
    old: OldSite, tmp_path: Path, run: Console
) -> None:
    site, source = planned(old, tmp_path, run)
    assert run("import", source, "--site", site).code == 0
    (site / "import-report/locked.html").mkdir()
    before = tree(site / "content")
    removed = run("remove", old.releases[3].url, "--site", site, "--reason", "erasure", "--yes")
    assert "NG905" in removed.out + removed.err
    assert tree(site / "content") == before


def test_what_the_source_cannot_give_is_a_row_and_the_rest_is_imported(
    old: OldSite, tmp_path: Path, run: Console
) -> None:
    site, _ = planned(old, tmp_path, run)
    first, second, third, fourth = (release.url for release in old.releases[:4])
    old.answers[first] = Answer(b"")
    old.answers[second] = Answer(b"<html><title>Page not found</title><h1>Page not found</h1>")
    old.answers[third] = Answer(b"", status=301, location=third)
    old.answers[fourth] = Answer(b"<div>" * 100_000)
    ran = run("import", old.warc(tmp_path / "a.warc.gz"), "--site", site)
    assert ran.code == 1
    rows = {row["url"]: row for row in report_of(site)["rows"]}
    fates = [rows[url]["outcome"] for url in (first, second, third, fourth)]
    assert fates == ["unexplained", "gone", "unexplained", "unexplained"]
    assert report_of(site)["addresses"]["imported"] == 8
    unexplained = [url for url, row in rows.items() if row["outcome"] == "unexplained"]
    document = f"https://{old.host}{old.releases[0].document}"  # nobody uses it any more
    assert sorted(unexplained) == sorted([first, third, fourth, document])
    assert "unexplained: 4 places, such as https://" in ran.out


def test_a_truncated_warc_is_a_problem_until_the_plan_accepts_it(
    old: OldSite, tmp_path: Path, run: Console
) -> None:
    site, source = planned(old, tmp_path, run)
    source.write_bytes(source.read_bytes()[:-30])
    assert run("import", source, "--site", site, "--dry-run").code == 1
    (row,) = (row for row in report_of(site)["rows"] if row.get("problems"))
    assert row["reason"].startswith("the file ends within its gzip")
    accept = '[[accept]]\nproblem = "unexplained"\nmatch = ["/lost-*"]\nreason = "The end."\n'
    add_to_plan(site, accept)
    assert run("import", source, "--site", site, "--dry-run").code == 0


def test_options_for_trying(old: OldSite, tmp_path: Path, run: Console) -> None:
    site, source = planned(old, tmp_path, run)
    assert run("import", source, "--site", site, "--dry-run").code == 0
    assert not (site / "content").exists()
    assert run("import", source, "--site", site, "--limit", "2").code == 0
    assert len(list((site / "content").rglob("*.md"))) == 2
    assert run("import", source, "--site", site, "--only", "/2099/**", "-q").out == ""
    other = tmp_path / "plan.toml"
    (site / "import.toml").rename(other)
    assert run("import", source, "--site", site, "--plan", other).code == 0
    assert len(list((site / "content").rglob("*.md"))) == 12


def test_a_wrong_plan_is_told_with_its_place_and_nothing_is_written(
    old: OldSite, tmp_path: Path, run: Console
) -> None:
    site = new_site(tmp_path, old)
    source = old.warc(tmp_path / "a.warc.gz")
    (site / "import.toml").write_text('[page]\ntitel = ["h1"]\n', encoding="utf-8")
    ran = run("import", source, "--site", site)
    assert ran.code == 2
    assert "import.toml:2:1: error[NG702] there is no setting page.titel" in ran.err
    assert "Did you mean title?" in ran.err
    assert not (site / "import-report").exists()


def test_wrong_arguments_are_refused(old: OldSite, tmp_path: Path, run: Console) -> None:
    site = new_site(tmp_path, old)
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    ran = run("import", tmp_path / "notes.txt", "--site", site)
    assert (ran.code, "is not a source" in ran.err) == (2, True)
    source = old.warc(tmp_path / "a.warc.gz")
    ran = run("import", source, "--site", site, "--only", "news/*")
    assert (ran.code, "should begin with /. Write /news/*" in ran.err) == (2, True)
    ran = run("import", source, "--site", site, "--plan", tmp_path / "none.toml")
    assert (ran.code, "there is no file" in ran.err) == (2, True)
    assert run("import").code == 2


@pytest.mark.parametrize("name", ["folder", "empty.warc", "empty.csv"])
def test_nothing_is_guessed_of_nothing(name: str, tmp_path: Path, run: Console) -> None:
    source, site = tmp_path / name, tmp_path / "site"
    site.mkdir()
    if "." in name:
        source.write_bytes(b"")
    else:
        source.mkdir()
    ran = run("import", source, "--site", site)
    assert (ran.code, "it is empty" in ran.err) == (2, True)
    assert tree(site) == {}


def test_without_its_libraries_the_command_says_what_to_install(
    tmp_path: Path, run: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsgen.cli.options.find_spec", lambda _: None)
    ran = run("import", tmp_path, "--site", tmp_path)
    assert ran.code == 2
    assert 'pip install "newsgen[import]"' in ran.err


PLAN: Final = """\
[areas.Oldshire]
hosts = ["www.oldshire.police.example"]

[releases]
addresses = ["/{year}/{month}/{day}/*/", "/old-address*"]

[page]
title = ["h1.entry-title"]
date = ["time @datetime"]
body = ["div.entry-content"]
remove = [".sharedaddy"]

[[addresses]]
match = ["/", "/page/*/", "/about/", "/item.aspx?id=*"]
fate = "not-a-release"

[[accept]]
problem = "refused-file"
match = ["/files/**"]
reason = "Not whole"
"""
REDIRECT: Final = f"https://{SYSTEMS['blog'].host}/old-address"


@pytest.mark.parametrize("copy", ["wget", "wget-changed", "wget-warc", "httrack"])
def test_what_wget_and_httrack_copied_of_a_site_is_that_site(
    copy: str, tmp_path: Path, run: Console
) -> None:
    crawled = crawled_site()
    site = new_site(tmp_path, crawled)
    (site / "import.toml").write_text(PLAN, encoding="utf-8")
    with zipfile.ZipFile(DATA / f"{copy}.zip") as packed:
        packed.extractall(tmp_path / "copy")
    ran = run("import", tmp_path / "copy", "--site", site)
    report = report_of(site)
    assert ran.code == 0, [row for row in report["rows"] if row.get("problems")]
    rows = {row["url"]: row for row in report["rows"]}
    assert [row["url"] for row in rows.values() if row["outcome"] == "imported"] == sorted(
        release.url for release in crawled.releases
    )
    for release in crawled.releases:
        assert is_right(release, rows[release.url], read(site, rows[release.url]), "minute")
    old_address = REDIRECT + ".html" * (copy == "wget-changed")  # nothing tells that it had none
    assert (rows[old_address]["outcome"], rows[old_address]["target"]) == (
        "redirect", crawled.releases[0].url,
    )  # fmt: skip
    first = read_front_matter(site, rows[crawled.releases[0].url])
    assert f"redirect_from:\n- {old_address.partition('.example')[2]}" in first
    assert rows[f"https://{crawled.host}/item.aspx?id=7"]["outcome"] == "not a release"


def read_front_matter(site: Path, row: dict[str, Any]) -> str:
    return (site / str(row["file"])).read_text(encoding="utf-8").partition("\n```\n")[0]


def test_a_built_site_is_compared_with_its_source(
    old: OldSite, tmp_path: Path, run: Console
) -> None:
    site = new_site(tmp_path, old)
    source = old.warc(tmp_path / "a.warc.gz")
    ran = run("import", source, "--site", site, "--verify")
    assert (ran.code, "there is no plan" in ran.err) == (2, True)
    assert run("import", source, "--site", site, "--verify", "--dry-run").code == 2
    assert run("import", source, "--site", site).code == 0
    add_to_plan(site, NOT_RELEASES)
    assert run("import", source, "--site", site).code == 0
    ran = run("import", source, "--site", site, "--verify", "--as-of", AS_OF)
    assert (ran.code, "the output folder is not that of the last build" in ran.err) == (1, True)
    assert build(site).code == 0
    ran = run("import", source, "--site", site, "--verify", "--as-of", AS_OF)
    lost = [f"https://{old.host}{each.document}" for each in old.releases if each.document]
    assert ran.code == 1  # of what is no PDF nothing is published
    report = json.loads((site / "import-report/verify.json").read_bytes())
    wrong = [row["url"] for row in report["rows"] if row["problems"]]
    assert sorted(wrong) == sorted(lost)
    assert report["compared"] == len(old.releases) + sum(bool(e.picture) for e in old.releases)
    assert all(f"{url}: answer: a file of the source" in ran.out for url in lost)
    accept = '[[accept]]\nproblem = "answer"\nmatch = ["/files/**"]\nreason = "Damaged."\n'
    add_to_plan(site, accept)
    ran = run("import", source, "--site", site, "--verify", "--as-of", AS_OF)
    assert (ran.code, ran.out.split("\n")[1].split()) == (0, ["imported", "12", "0", "0", "0", "0"])
    page = next((site / "output").rglob("index.html"))
    page.write_bytes(page.read_bytes() + b" ")
    ran = run("import", source, "--site", site, "--verify", "--as-of", AS_OF)
    assert (ran.code, "files in the output folder were changed" in ran.err) == (1, True)


def test_a_list_of_addresses_beside_a_source_is_answered_too(
    old: OldSite, tmp_path: Path, run: Console
) -> None:
    site = new_site(tmp_path, old)
    source, addresses = old.warc(tmp_path / "a.warc.gz"), tmp_path / "addresses.txt"
    urls = [old.releases[0].url, f"https://{old.host}/once"]
    addresses.write_text("\n".join(urls), encoding="utf-8")
    ran = run("import", addresses, "--site", site)
    assert (ran.code, "give the source too" in ran.err) == (2, True)
    assert run("import", addresses, source, "--site", site).code == 0
    assert 'kind = "warc"' in (site / "import.toml").read_text(encoding="utf-8")
    add_to_plan(site, NOT_RELEASES)
    ran = run("import", addresses, source, "--site", site)
    assert (ran.code, "unexplained: 1 place" in ran.out) == (1, True)
    (row,) = (row for row in report_of(site)["rows"] if row["outcome"] == "unexplained")
    assert (row["url"], row["origin"]) == (urls[1], "source 1: addresses.txt, line 2")
