"""Documents: what readers are facts of each before they open it, and when it is published."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import html

from tests.media import read
from tests.support.command import build, clean_tree
from tests.support.site import CONFIG, HOSTS, STATEMENT, Release, tree, write, write_site

URL: Final = f"https://{HOSTS['Cumbria']}/News/News-Articles/2026/March/A.aspx"
PATH: Final = "News/News-Articles/2026/March/A.aspx"
CONTACT: Final = "https://www.northshire.police.example/contact/"
LEAFLET: Final = {"file": "/files/leaflet.pdf", "title": "Lock your door"}
BODY: Final = "See [the leaflet](/files/leaflet.pdf) and [the dates (CSV)](/files/dates.csv)."


def release(attachments: Sequence[dict[str, Any]] = (LEAFLET,), **more: Any) -> Release:
    keys = {"attachments": json.dumps(list(attachments)), **more}
    return Release("How to lock a door", url=URL, date="2026-03-10 09:00", body=BODY, more=keys)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(
        tmp_path / "site",
        {
            "newsgen.toml": CONFIG + STATEMENT,
            "content/a.md": release(),
            "content/files/leaflet.pdf": read("leaflet.pdf"),
            "content/files/dates.csv": b"day,place\n" * 300,
        },
    )


def page(site: Path) -> Any:
    return html.fromstring((site / "output" / PATH).read_bytes())


def documents(site: Path) -> list[str]:
    return [
        " ".join(item.text_content().split())
        for item in page(site).xpath("//*[@class='documents']//li")
    ]


def body(site: Path) -> str:
    return str(page(site).xpath("//*[@class='body']")[0].text_content()).strip()


def size(site: Path) -> str:
    return f"{(site / 'output/files/leaflet.pdf').stat().st_size / 1000:.0f} KB"


def test_a_document_says_what_it_is_and_how_large(site: Path) -> None:
    assert build(site).codes == ["NG552"]
    facts = f"(PDF, {size(site)}, 2 pages)"
    ask = "It may not work with a screen reader. Ask for another format"
    assert documents(site) == [f"Lock your door {facts} {ask}"]
    assert body(site) == f"See the leaflet {facts} and the dates (CSV, 3.0 KB)."
    (contact,) = page(site).xpath("//*[@class='documents']//p/a")
    assert contact.get("href") == CONTACT


def test_it_says_so_in_the_language_of_the_page(site: Path) -> None:
    write(site / "content/a.md", release(language="cy").text())
    assert build(site).code == 0
    assert "2 o dudalennau" in documents(site)[0]
    assert "2 o dudalennau" in body(site)


def test_nobody_is_sent_elsewhere_from_what_is_accessible(site: Path) -> None:
    forms = (LEAFLET | {"accessible": True}, LEAFLET | {"alternative": "/doors/"})
    write(site / "content/a.md", release(forms).text())
    assert build(site).code == 0
    facts = f"(PDF, {size(site)}, 2 pages)"
    assert documents(site) == [
        f"Lock your door {facts}",
        f"Lock your door {facts} Lock your door (in a form for everyone)",
    ]


def test_without_a_contact_nothing_is_asked_for(site: Path) -> None:
    write(site / "newsgen.toml", CONFIG)
    assert build(site).code == 0
    assert documents(site) == [f"Lock your door (PDF, {size(site)}, 2 pages)"]


@pytest.mark.parametrize(
    "over",
    [
        {"status": "withdrawn", "explanation": "It is old."},
        {"embargo": "2026-09-01T10:00Z"},
        {"status": "draft"},
    ],
)
def test_it_is_published_with_its_release_alone(site: Path, over: dict[str, str]) -> None:
    assert build(site).code == 0
    assert (site / "output/files/leaflet.pdf").is_file()
    write(site / "content/a.md", release([LEAFLET], **over).text())
    assert build(site).code == 0
    assert not (site / "output/files").exists()
    assert not [path for path, data in tree(site / "output").items() if b"leaflet" in data]


def test_a_page_of_the_site_may_have_some(site: Path) -> None:
    about = {"type": "page", "attachments": json.dumps([LEAFLET])}
    write(site / "content/about.md", Release("About us", "", more=about, body="Text.").text())
    assert build(site).code == 0
    shown = html.fromstring((site / "output/about/index.html").read_bytes())
    assert "Lock your door" in shown.xpath("//*[@class='documents']//li//a")[0].text_content()


def test_a_file_that_changes_changes_its_page(site: Path) -> None:
    assert build(site).code == 0
    write(site / "content/files/dates.csv", b"day,place\n" * 5)
    write(site / "content/files/leaflet.pdf", read("notice.pdf"))
    assert build(site).codes == []
    assert "1 page)" in documents(site)[0]
    assert body(site).endswith("the dates (CSV, 50 bytes).")
    assert tree(site / "output") == clean_tree(site)


def test_what_cannot_be_published_is_not_shown(site: Path) -> None:
    write(site / "content/files/leaflet.pdf", b"%PDF-1.4\nnothing")
    assert build(site).codes == ["NG551"]
    assert documents(site) == []
    assert body(site).startswith("See the leaflet and")
