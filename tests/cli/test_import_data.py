"""newsgen import of data: tables, JSON and feeds, by a plan that is guessed without a hand."""

import csv
import io
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from tests.cli.test_import import new_site, read, report_of
from tests.support.command import AS_OF, Console, build
from tests.support.old_sites import CONTACT, SYSTEMS, OldRelease, OldSite, old_site
from tests.support.site import tree

Write = Callable[[list[OldRelease]], str | bytes]


@pytest.fixture
def old() -> OldSite:
    return old_site(SYSTEMS["blog"], 40)


def html(release: OldRelease) -> str:
    return "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in release.paragraphs)


def table(
    delimiter: str, end: str = "\r\n", **more: Callable[[OldRelease], str]
) -> Callable[[list[OldRelease]], str]:
    columns: dict[str, Callable[[OldRelease], str]] = {
        "Id": lambda each: str(len(each.url)),
        "Title": lambda each: each.title,
        "Link": lambda each: each.url,
        "Published": lambda each: f"{each.at:%d/%m/%Y %H:%M}",
        "Author": lambda _: "press",
        "Body": html,
    } | more

    def write(releases: list[OldRelease]) -> str:
        file = io.StringIO()
        rows = csv.writer(file, delimiter=delimiter, lineterminator=end)
        rows.writerow(columns)
        rows.writerows([get(each) for get in columns.values()] for each in releases)
        return file.getvalue()

    return write


def records(releases: list[OldRelease]) -> list[dict[str, Any]]:
    return [
        {
            "id": number,
            "fields": {"headline": each.title, "slug": each.url.rpartition("/")[2]},
            "meta": {"publishedAt": each.at.isoformat().replace("+00:00", ".000Z"), "author": None},
            "content": {"html": html(each), "words": len(each.words)},
            "permalink": each.url.partition(".example")[2],
            "tags": [{"name": "Roads"}, {"name": f"Area {len(each.title) % 3}"}],
            "draft": False,
        }
        for number, each in enumerate(releases)
    ]


def rss(releases: list[OldRelease]) -> str:
    items = "".join(
        f"<item><title>{escape(each.title)}</title><link>{each.url}</link>"
        f"<guid isPermaLink='false'>{number}</guid><category>Roads</category>"
        f"<pubDate>{format_datetime(each.at)}</pubDate><description>{each.title}</description>"
        f"<content:encoded><![CDATA[{html(each)}]]></content:encoded></item>"
        for number, each in enumerate(releases)
    )
    head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    start = f"<?xml version='1.0' encoding='utf-8'?>{head}"
    return f"{start}<channel><title>N</title>{items}</channel></rss>"


def atom(releases: list[OldRelease], form: str) -> str:
    def content(each: OldRelease) -> str:
        match form:
            case "xhtml":
                return f'<div xmlns="http://www.w3.org/1999/xhtml">{html(each)}</div>'
            case "html":
                return escape(html(each))
        return "\n\n".join(map(escape, each.paragraphs))

    entries = "".join(
        f'<entry><title type="html">{escape(escape(each.title))}</title>'
        f'<link href="{each.url.partition(".example")[2]}"/><link rel="edit" href="/edit"/>'
        f"<id>urn:{number}</id><published>{each.at.isoformat()}</published>"
        f"<updated>2025-01-01T00:00:00Z</updated>"
        f'<category term="roads" label="Roads"/><content type="{form}">{content(each)}</content>'
        "</entry>"
        for number, each in enumerate(releases)
    )
    base = f"https://{SYSTEMS['blog'].host}/"
    head = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{base}">'
    return f"{head}<title>N</title>{entries}</feed>"


@dataclass(frozen=True)
class Form:
    """A form of data: the name of its file, and what writes it."""

    file: str
    write: Write


FORMS: Final = {
    "commas": Form("a.csv", table(",")),
    "semicolons of Windows": Form("a.csv", lambda r: table(";")(r).encode("cp1252")),
    "tabs with a mark": Form("a.tsv", lambda r: "\ufeff" + table("\t", "\n")(r)),
    "UTF-16": Form("a.csv", lambda r: ("\ufeff" + table(",")(r)).encode("utf-16-le")),
    "text without tags": Form(
        "a.csv", table(",", Body=lambda each: "\r\n\r\n".join(each.paragraphs))
    ),
    "dates of America": Form(
        "a.csv", table(",", Published=lambda each: f"{each.at:%m/%d/%Y %I:%M %p}")
    ),
    "seconds": Form("a.csv", table(",", Published=lambda each: str(int(each.at.timestamp())))),
    "paths": Form("a.csv", table(",", Link=lambda each: each.url.partition(".example")[2])),
    "two digits": Form("a.csv", table(";", Published=lambda each: f"{each.at:%d/%m/%y %H:%M}")),
    "JSON": Form("a.json", lambda r: json.dumps({"count": 3, "data": {"items": records(r)}})),
    "JSON list": Form("export", lambda r: json.dumps(records(r), indent=2)),
    "JSON lines": Form("a.jsonl", lambda r: "\n".join(map(json.dumps, records(r)))),
    "RSS": Form("feed.xml", rss),
    "Atom with XHTML": Form("atom.xml", lambda r: atom(r, "xhtml")),
    "Atom with HTML": Form("atom.xml", lambda r: atom(r, "html")),
    "Atom with text": Form("atom", lambda r: atom(r, "text")),
}  # fmt: skip


def write(folder: Path, form: Form, releases: list[OldRelease]) -> Path:
    data = form.write(releases)
    file = folder / form.file
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


@pytest.mark.rotates(6)
@pytest.mark.parametrize("name", FORMS)
def test_a_plan_guessed_without_a_hand_is_right(
    name: str, old: OldSite, tmp_path: Path, run: Console
) -> None:
    source = write(tmp_path, FORMS[name], old.releases)
    site = new_site(tmp_path, old)
    looked = run("import", source, "--site", site)
    assert looked.code == 0, looked.err
    assert looked.out.count("    title: ") == 5
    ran = run("import", source, "--site", site)
    report = report_of(site)
    assert ran.code == 0, [row for row in report["rows"] if row.get("problems")]
    rows = {row["url"]: row for row in report["rows"]}
    assert rows.keys() == {each.url for each in old.releases}
    wrong = [each.url for each in old.releases if not is_right(each, rows[each.url], site)]
    assert wrong == []
    before = tree(site / "content")
    assert run("import", source, "--site", site).code == 0
    assert tree(site / "content") == before
    assert build(site).code == 0
    assert run("import", source, "--site", site, "--verify", "--as-of", AS_OF).code == 0


def is_right(release: OldRelease, row: dict[str, Any], site: Path) -> bool:
    text = " ".join(read(site, row).split()).replace("\\", "")
    local = release.at.astimezone(ZoneInfo("Europe/London"))
    days = [f"{at:%Y-%m-%d}" for at in (release.at, local)]  # some forms do not say which it is
    return (
        row["title"] == release.title
        and row["date"][:10] in days
        and (" ".join(release.words) in text)
    )


def test_a_source_without_addresses_gets_them_by_a_pattern(
    old: OldSite, tmp_path: Path, run: Console
) -> None:
    form = Form("a.csv", table(",", Link=lambda each: each.url.rstrip("/").rpartition("/")[2]))
    source = write(tmp_path, form, old.releases)
    site = new_site(tmp_path, old)
    source.write_text(source.read_text("utf-8").replace("Link", "Slug", 1), encoding="utf-8")
    assert run("import", source, "--site", site).code == 0
    plan = site / "import.toml"
    text = plan.read_text(encoding="utf-8")
    assert 'url = ["/news/{Slug}"]' in text
    assert f'base_url = "https://{old.host}"' in text
    assert run("import", source, "--site", site).code == 0
    slug = old.releases[0].url.rstrip("/").rpartition("/")[2]
    assert report_of(site)["rows"][0]["url"].startswith(f"https://{old.host}/news/")
    assert f"https://{old.host}/news/{slug}" in {row["url"] for row in report_of(site)["rows"]}


def test_what_cannot_be_read_is_a_row_and_the_rest_is_imported(
    old: OldSite, tmp_path: Path, run: Console
) -> None:
    lines = table(",")(old.releases[:6]).split("\r\n")
    text = (
        "\r\n".join(lines)
        .replace(old.releases[2].url, "")
        .replace(old.releases[4].url, old.releases[3].url)
    )
    source = tmp_path / "a.csv"
    text += 'one,two\r\n9,"A title",https://' + old.host + "/x/,a,b,c,d,e\r\n"
    source.write_text(text, encoding="utf-8")
    site = new_site(tmp_path, old)
    assert run("import", source, "--site", site).code == 0
    ran = run("import", source, "--site", site)
    assert (ran.code, report_of(site)["addresses"]["imported"]) == (1, 4)
    reasons = [each["reason"] for each in report_of(site)["unread"]]
    assert [reason.partition(" ")[2][:24] for reason in reasons] == [
        "record has no address in", reasons[1].partition(" ")[2][:24], "record has no address in",
        "has 8 cells, and the hea",
    ]  # fmt: skip
    assert "is the address of a.csv, line" in reasons[1]


def test_half_of_a_character_costs_its_record_alone(
    old: OldSite, tmp_path: Path, run: Console
) -> None:
    records = [
        {"url": each.url, "title": each.title, "date": f"{each.at:%Y-%m-%d}", "body": html(each)}
        for each in old.releases[:6]
    ]
    records[2]["url"] += "\ud800"
    records[4]["title"] += "\ud800"
    source = tmp_path / "a.json"
    source.write_text(json.dumps(records), encoding="utf-8")
    site = new_site(tmp_path, old)
    assert run("import", source, "--site", site).code == 0
    ran = run("import", source, "--site", site)
    assert (ran.code, report_of(site)["addresses"]["imported"]) == (1, 4)
    (unread,) = report_of(site)["unread"]
    assert unread["place"] == "a.json, record 3"
    assert "holds half of a character" in unread["reason"]
    (reason,) = [row["reason"] for row in report_of(site)["rows"] if row.get("problems")]
    assert reason == "the page cannot be read: it holds half of a character"


def test_files_that_records_use_come_from_a_copy_beside_them(
    old: OldSite, tmp_path: Path, run: Console
) -> None:
    items = [
        {"url": each.url, "title": each.title, "date": each.at.isoformat(), "body": html(each),
         "image": {"src": each.picture, "alt": "A view"} if each.picture else None}
        for each in old.releases
    ]  # fmt: skip
    source = tmp_path / "a.json"
    source.write_text(json.dumps(items), encoding="utf-8")
    site = new_site(tmp_path, old)
    answers = {url: each for url, each in old.answers.items() if each.media_type == "image/png"}
    copy = OldSite(old.host, answers).warc(tmp_path / "files.warc.gz")
    assert run("import", source, copy, "--site", site).code == 0
    assert 'pictures = ["image"]' in (site / "import.toml").read_text(encoding="utf-8")
    ran = run("import", source, copy, "--site", site)
    assert ran.code == 0, report_of(site)["problems"]
    assert report_of(site)["addresses"]["copied"] == len(answers)
    row = next(row for row in report_of(site)["rows"] if row["url"] == old.releases[0].url)
    file = (site / row["file"]).read_text(encoding="utf-8")
    assert f"images:\n- src: {old.releases[0].picture}\n  alt: A view" in file
    assert build(site).code == 0
    assert run("import", source, copy, "--site", site, "--verify", "--as-of", AS_OF).code == 0
    page = next((site / "output").glob("**/" + old.releases[0].url.split("/")[-2] + "/index.html"))
    assert page.exists()


def test_the_order_of_records_and_a_contact_line_change_nothing(
    old: OldSite, tmp_path: Path, run: Console
) -> None:
    site = new_site(tmp_path, old)
    source = write(tmp_path, FORMS["JSON"], old.releases)
    assert run("import", source, "--site", site).code == 0
    assert run("import", source, "--site", site).code == 0
    before = tree(site / "content")
    shuffled = random.Random(1).sample(old.releases, len(old.releases))
    assert run("import", write(tmp_path, FORMS["JSON"], shuffled), "--site", site).code == 0
    assert tree(site / "content") == before
    with_contact = sum(CONTACT in each.paragraphs for each in old.releases)
    assert sum(CONTACT.encode() in data for data in before.values()) == with_contact
