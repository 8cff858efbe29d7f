"""Sitemaps, logs and plain lists: each address once, and what cannot be read told of."""

import gzip
import random
from pathlib import Path
from typing import Final

import pytest

from newsgen.importers.capture import Capture
from newsgen.importers.listed import AddressList, is_list

HOST: Final = "https://www.old.example"
URLSET: Final = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://www.old.example/news/a?x=1&amp;y=2</loc><lastmod>2020-03-05</lastmod>
<image:image><image:loc>https://www.old.example/van.png</image:loc></image:image></url>
<url><loc> https://www.old.example/news/b
</loc></url></urlset>"""
LINE: Final = '192.0.2.1 - - [05/Mar/2020:10:30:00 +0000] "{} {} HTTP/1.1" {} 512'


def captures(file: Path, data: str | bytes, base: str | None = None) -> list[Capture]:
    raw = data.encode() if isinstance(data, str) else data
    file.write_bytes(gzip.compress(raw) if file.suffix == ".gz" else raw)
    assert is_list(file)
    items = list(AddressList(file, base).captures())
    assert all(each.is_listed for each in items if each.url)
    assert list(AddressList(file, base).captures({"x"})) == []
    return items


def answers(items: list[Capture]) -> dict[str, int]:
    return {each.url.removeprefix(HOST): each.status for each in items if each.url}


def troubles(items: list[Capture]) -> dict[str, str]:
    return {each.origin: each.trouble for each in items if each.trouble}


@pytest.mark.parametrize("name", ["sitemap.xml", "sitemap.xml.gz"])
def test_a_sitemap(name: str, tmp_path: Path) -> None:
    items = captures(tmp_path / name, URLSET)
    assert answers(items) == {"/news/a?x=1&y=2": 200, "/news/b": 200}
    assert [each.origin for each in items] == [f"{name}, line 4", f"{name}, line 7"]


def test_an_index_of_sitemaps_that_lie_beside_it(tmp_path: Path) -> None:
    (tmp_path / "news.xml.gz").write_bytes(gzip.compress(URLSET.encode()))
    index = f"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>{HOST}/maps/news.xml</loc></sitemap>
<sitemap><loc>{HOST}/sitemap.xml</loc></sitemap>
<sitemap><loc>{HOST}/../../etc/passwd</loc></sitemap>
<sitemap><loc></loc></sitemap>
<sitemap><loc>https://[x/y</loc></sitemap></sitemapindex>"""
    items = captures(tmp_path / "sitemap.xml", index)
    assert answers(items) == {"/news/a?x=1&y=2": 200, "/news/b": 200}
    assert list(troubles(items)) == [f"sitemap.xml, line {n}" for n in (4, 5)]
    assert all("does not lie beside sitemap.xml" in each for each in troubles(items).values())


@pytest.mark.parametrize("base", [None, HOST])
def test_a_plain_list(base: str | None, tmp_path: Path) -> None:
    lines = ["\ufeff# Addresses", f"{HOST}/news/a", "", "/news/b",
             "HTTP://www.old.example/c and more", "what is this", f"{HOST}/news/a", ""]  # fmt: skip
    items = captures(tmp_path / "list.txt", "\r\n".join(lines), base)
    wanted = {"/news/a": 200, "HTTP://www.old.example/c": 200}
    assert answers(items) == (wanted | {"/news/b": 200} if base else wanted)
    said = troubles(items)
    assert said["list.txt, line 6"] == "“what is this” is not an absolute URL"
    assert ("list.txt, line 4" in said) is (base is None)
    assert base or said["list.txt, line 4"].endswith("write base_url into the plan")


LOG: Final = [
    (LINE.format("GET", "/news/a", 200), 200),
    (LINE.format("GET", "/news/a?utm_source=x", 301) + ' "https://x.example/" "Browser [x]"', 301),
    (LINE.format("HEAD", "/news/b", 304), 200),
    (LINE.format("GET", "/film.mp4", 206), 200),
    (LINE.format("GET", "/never", 404), 404),
    (LINE.format("GET", "/secret", 403), 403),
    (LINE.format("POST", "/form", 200), None),
    (LINE.format("GET", "/bad", 400), None),
    (LINE.format("GET", "/slow", 499), None),
    ('192.0.2.1 - - [05/Mar/2020:10:30:00 +0000] "-" 408 0', None),
    ('192.0.2.1 - - [05/Mar/2020:10:30:00 +0000] "\\x16\\x03 \\"x\\"" 400 0', None),
    ('2001:db8::1 - Alex Rowan [05/Mar/2020:10:30:00 +0000] "GET /named HTTP/2.0" 200 -', 200),
]  # fmt: skip


def test_a_log(tmp_path: Path) -> None:
    items = captures(tmp_path / "access.log", "\n".join(line for line, _ in LOG), HOST)
    assert [each.status for each in items] == [status for _, status in LOG if status]
    assert troubles(items) == {}


def test_the_last_answer_of_a_log_counts_but_for_a_bad_moment(tmp_path: Path) -> None:
    lines = [
        LINE.format("GET", path, status)
        for path, status in (
            ("/a", 404), ("/a", 200), ("/b", 200), ("/b", 503), ("/c", 500), ("/c", 502),
            ("/d", 200), ("/d", 410), ("/e", 500), ("/e", 200),
        )
    ]  # fmt: skip
    items = captures(tmp_path / "access.log.gz", "\n".join(lines), HOST)
    assert answers(items) == {"/a": 200, "/b": 200, "/c": 502, "/d": 410, "/e": 200}
    assert len(items) == 5


def test_a_log_of_several_hosts_and_of_a_proxy(tmp_path: Path) -> None:
    lines = [f"news.old.example:443 {LINE.format('GET', '/a', 200)}",
             LINE.format("GET", "http://www.old.example/b", 200)]  # fmt: skip
    items = captures(tmp_path / "access.log", "\n".join([*lines, lines[0]]))
    assert answers(items) == {
        "https://news.old.example/a": 200,
        "http://www.old.example/b": 200,
    }


def test_a_log_without_a_host_needs_one_from_the_plan(tmp_path: Path) -> None:
    (said,) = troubles(captures(tmp_path / "a.log", LINE.format("GET", "/a", 200))).values()
    assert said.endswith("write base_url into the plan")


def test_damage_costs_what_is_damaged(tmp_path: Path) -> None:
    whole = "\n".join(f"{HOST}/{random.Random(n).random()}" for n in range(5_000))
    packed = gzip.compress(whole.encode())
    file = tmp_path / "list.txt.gz"
    file.write_bytes(packed[: len(packed) // 2])
    items = list(AddressList(file).captures())
    assert list(troubles(items)) == ["list.txt.gz"]
    cut = captures(tmp_path / "sitemap.xml", URLSET[:-120])
    assert answers(cut) == {"/news/a?x=1&y=2": 200}
    assert list(troubles(cut)) == ["sitemap.xml"]


def test_entities_and_endless_lines_cost_no_memory(tmp_path: Path) -> None:
    bomb = (
        '<!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        + URLSET.replace('<?xml version="1.0" encoding="UTF-8"?>', "").replace("/news/b", "/&b;")
    )
    assert "declares entities" in troubles(captures(tmp_path / "sitemap.xml", bomb))["sitemap.xml"]
    long = f"{HOST}/a\n{HOST}/{'x' * 3_000_000}\n{HOST}/b\n"
    items = captures(tmp_path / "list.txt.gz", long)
    assert len(items) == 3
    assert max(len(each.url) for each in items) < 5_000


@pytest.mark.parametrize(
    "text",
    ["", "# nothing\n", "title,url\nA,https://www.old.example/a\n", '{"a": 1}', "<rss/>", "words",
     f"{HOST}/a\nwords\n"],
)  # fmt: skip
def test_other_files_are_not_lists(text: str, tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_text(text, encoding="utf-8")
    assert not is_list(file)
    file.write_bytes(b"\x1f\x8b\x08 no gzip")
    assert not is_list(file)
