"""A real WordPress: its export, imported and built, answers at every address that it had.

`tests/importers/wordpress` has the export, the uploads and a crawl, and the scripts that made them.
"""

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from newsgen.importers.page_text import text_of
from tests.support.command import newsgen
from tests.support.hosted import as_built
from tests.support.paths import REPOSITORY
from tests.support.servers import Client, running
from tests.support.site import tree

SOURCE: Final = REPOSITORY / "tests/importers/wordpress"
HOST: Final = "www.moorshire.police.example"
POSTS: Final = 60
CANARY: Final = "canary"
CRAWL: Final[list[dict[str, Any]]] = json.loads((SOURCE / "crawl.json").read_text(encoding="utf-8"))
PUBLIC: Final = [answer for answer in CRAWL if CANARY not in json.dumps(answer).lower()]
SETTINGS: Final = f"""\
[site]
title = "Moorshire Police news"
base_url = "https://{HOST}"
timezone = "Europe/London"

[areas.Moorshire]
name = "Moorshire Police"
hosts = ["{HOST}"]
archive = "/news/"
"""
PLAN: Final = f"""\
[source]
kind = "wxr"

[areas.Moorshire]
hosts = ["{HOST}"]

[[addresses]]
match = ["/news/category/*/", "/news/tag/*/", "/news/author/**", "/page/*/"]
fate = "moved"
to = "/news/"
reason = "Lists of releases"

[[addresses]]
match = ["/feed/"]
fate = "moved"
to = "/feed.json"

[[addresses]]
match = ["/**/feed/", "/news/category/*/page/*/"]
fate = "gone"
reason = "Feeds of comments and of categories"

[[addresses]]
match = ["/contact-us/**"]
fate = "moved"
to = "/"

[[addresses]]
match = ["/"]
fate = "not-a-release"
reason = "The home page, which newsgen makes itself"

[[accept]]
problem = "markup"
match = ["/news/2023/09/a-call-to-hear/", "/news/2024/03/**"]
reason = "A poll and a map that are over; the call can be downloaded"

[[accept]]
problem = "no-text"
match = ["/news/2024/05/no-headline/"]
reason = "It had none"

[[accept]]
problem = "dates"
match = ["/news/2023/02/date-of-open-day-changed/"]
reason = "The day was changed later"
"""
WORDPRESS_ALONE: Final = {
    "/news/2023/09/a-document-to-read/": {"2024Download"},  # two links, with nothing between
    "/news/2024/03/a-block-of-others/": {"Patrols", "Thornwick", "Marlow", "Quay", "Langstrand",
                                         "12", "13", "14"},
    "/news/2024/03/a-text-of-two-pages/": {"Pages", "1", "2"},
    "/news/2024/03/a-text-of-two-pages/2/": {"Pages", "1", "2"},
    "/news/2024/03/shortcodes-of-others/": {"poll", "id", "7", "box", "color", "blue", "In"},
}  # fmt: skip
"""Words that only WordPress shows: of what it fills itself, which the report names."""


class Imported(NamedTuple):
    """The site that was made of the export, and what was said."""

    site: Path
    output: str
    report: dict[str, Any]
    code: int


@pytest.fixture(scope="module")
def imported() -> Iterator[Imported]:
    folder = Path(tempfile.mkdtemp(prefix="newsgen-wordpress-"))
    folder.chmod(0o755)
    try:
        site = folder / "site"
        site.mkdir()
        (site / "newsgen.toml").write_text(SETTINGS, encoding="utf-8")
        (site / "import.toml").write_text(PLAN, encoding="utf-8")
        crawl = folder / "crawl.txt"
        crawl.write_text("\n".join(answer["url"] for answer in CRAWL), encoding="utf-8")
        run = newsgen("import", SOURCE, crawl, "--site", site)
        report = json.loads((site / "import-report/report.json").read_bytes())
        yield Imported(site, run.stdout + run.stderr, report, run.returncode)
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def client(imported: Imported) -> Iterator[Client]:
    with running("nginx", as_built(imported.site, imported.site.parent)) as connection:
        yield connection


def test_everything_is_accounted_for(imported: Imported) -> None:
    problems = [
        (row["url"], row["problems"]) for row in imported.report["rows"] if "problems" in row
    ]
    assert (problems, imported.report["unread"]) == ([], [])
    assert imported.code == 0, imported.output
    sums = imported.report["addresses"]
    assert sum(number for name, number in sums.items() if name != "all") == sums["all"]
    assert sums["imported"] == POSTS
    assert imported.report["counts"] == {
        "comment": 2, "custom field subtitle": 1, "draft": 1, "embargo, imported": 1, "pending": 1,
        "private": 2, "trash": 1, "with a password": 1,
    }  # fmt: skip


def test_nothing_private_is_anywhere_and_the_future_is_in_the_folder_alone(
    imported: Imported, client: Client
) -> None:
    named = [path for path in tree(imported.site) if CANARY in path.lower()]
    holding = [
        path for path in tree(imported.site)
        if not path.endswith("/") and CANARY in _text(imported.site / path)
    ]  # fmt: skip
    release = "content/moorshire/2037/06-canaryfuture.md"
    assert [each for each in holding if not each.startswith(".newsgen")] == [release]
    assert named == [release, "content/wp-content/uploads/2024/03/canaryfuture.jpg"]
    text = (imported.site / release).read_text(encoding="utf-8")
    assert "embargo: 2037-06-01T10:00+01:00" in text
    assert f"url: https://{HOST}/news/2037/06/canaryfuture/" in text
    assert "canaryfuture" not in text.replace("canaryfuture.jpg", "").replace("/canaryfuture/", "")
    assert CANARY not in imported.output.lower()
    website = imported.site.parent / "www"
    assert [path for path in tree(website) if CANARY in path.lower()] == []
    assert [f for f in website.rglob("*") if f.is_file() and CANARY in _text(f)] == []
    secret = {answer["url"] for answer in CRAWL} - {answer["url"] for answer in PUBLIC}
    secret |= {f"https://{HOST}/news/2037/06/canaryfuture/", f"https://{HOST}/?p=80"}
    home = client.get("/", HOST).body
    for url in secret:
        status, _, body = _ask(client, url)
        assert status == 404 or (body == home and "?p=" in url)
        assert CANARY.encode() not in body


def test_every_public_address_is_answered_by_the_right_page(
    imported: Imported, client: Client
) -> None:
    posts = [answer["url"] for answer in PUBLIC if _is_post(answer)]
    assert len({url.rstrip("/").removesuffix("/2") for url in posts}) == POSTS
    wrong = [
        f"{answer['url']}: {trouble}"
        for answer in PUBLIC
        if (trouble := _difference(answer, client, imported))
    ]
    assert not wrong, f"{len(wrong)} of {len(PUBLIC)}:\n" + "\n".join(wrong[:25])


def test_the_proof_to_the_end_agrees(imported: Imported, client: Client) -> None:
    assert client  # the site was built
    place = imported.site.parent
    run = newsgen(
        "import", SOURCE, place / "crawl.txt", "--site", imported.site, "--verify",
        "--output", place / "www", "--cache", place / "cache", "--as-of", "2026-11-01T00:00+00:00",
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    assert CANARY not in (run.stdout + run.stderr).lower()


def test_a_second_run_changes_nothing(imported: Imported) -> None:
    before = tree(imported.site / "content")
    run = newsgen("import", SOURCE, imported.site.parent / "crawl.txt", "--site", imported.site)
    assert (run.returncode, tree(imported.site / "content")) == (0, before)
    assert "0 files written" in run.stdout


def _is_post(answer: dict[str, Any]) -> bool:
    """Return whether an answer is a page of a post; one may have a second page."""
    return "words" in answer and "attached-" not in answer["url"]


def _text(file: Path) -> str:
    return file.read_bytes().decode("utf-8", "replace").lower()


def _ask(client: Client, url: str) -> tuple[int, str, bytes]:
    """Return what a reader gets in the end, and where."""
    for _ in range(4):
        parts = urlsplit(url)
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
        reply = client.get(path + (f"?{parts.query}" if parts.query else ""), HOST)
        if reply.status not in (301, 302, 308):
            return reply.status, url, reply.body
        url = urljoin(url, reply.headers["Location"].replace("http://", "https://"))
    raise AssertionError(f"{url} does not end")


def _difference(answer: dict[str, Any], client: Client, imported: Imported) -> str:
    """Return in what an answer differs from what WordPress gave."""
    status, url, body = _ask(client, answer["url"])
    if "location" in answer:
        expected = _ask(client, answer["location"])[1]
        is_right = (status, unquote(url)) == (200, unquote(expected))
        return "" if is_right else f"{status} at {url}, not {expected}"
    if _is_post(answer):
        return _of_page(answer, status, body)
    if "sha256" in answer or "words" in answer:  # a file, or the page of one
        return _of_file(answer, status, url, imported)
    if answer["status"] != 200:
        return "" if status in (404, 410) else f"{status}, not {answer['status']}"
    rows = imported.report["rows"]
    row: dict[str, Any] = next((r for r in rows if unquote(r["url"]) == unquote(answer["url"])), {})
    is_right = status == (410 if row.get("outcome") == "gone" else 200)
    is_ours = row.get("outcome") == "not a release" and status == 404 and "xml" in answer["type"]
    return "" if is_right or is_ours else f"{status}: {row}"


def _of_page(answer: dict[str, Any], status: int, body: bytes) -> str:
    page = LexborHTMLParser(body.decode())
    heading, main = page.css_first("h1"), page.css_first("main")
    if status != 200 or not heading or not main:
        return f"{status}"
    title = " ".join(heading.text().split())
    if answer["title"] and title != unescape(answer["title"]):
        return f"the title is {title}"
    shown = set(_words(text_of(main.html or "")))
    missing = set(_words(answer["words"])) - shown
    missing -= WORDPRESS_ALONE.get(urlsplit(answer["url"]).path, set())
    return f"missing: {missing}" if missing else ""


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"https?://\S+", "", text))


def _of_file(answer: dict[str, Any], status: int, url: str, imported: Imported) -> str:
    """Return whether a file is there, or for a smaller copy or the page of a picture that."""
    asked, shown = (PurePosixPath(unquote(urlsplit(each).path)) for each in (answer["url"], url))
    file = imported.site / "content" / shown.relative_to("/")
    if status != 200 or not file.is_file() or not asked.stem.startswith(shown.stem):
        return f"{status} at {url}"
    is_same = hashlib.sha256(file.read_bytes()).hexdigest() == answer.get("sha256")
    return "" if is_same or asked != shown else "the file differs"
