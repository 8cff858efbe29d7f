# ruff: noqa: E501 (pages are written as systems write them)
"""Measure `newsgen import` on a WARC of an invented archive: time, and memory at its peak.

python benchmarks/importing.py --pages 50000
"""

import argparse
import gzip
import sys
import tempfile
from pathlib import Path
from typing import Final

import markdown

from archive import Release, releases
from measure import measure

_HOST: Final = "www.northshire.police.example"
_CONFIG: Final = f'[site]\ntitle = "News"\nbase_url = "https://{_HOST}"\n'
_MENU: Final = "".join(
    f'<li class="menu-item menu-item-{n}"><a href="/section-{n}/">Section {n} of the force</a></li>'
    for n in range(40)
)
_PICTURE: Final = b"\x89PNG\r\n\x1a\n" + bytes(200)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=50_000)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        warc = folder / "old.warc.gz"
        _write(warc, arguments.pages)
        print(f"{arguments.pages:,} pages, {warc.stat().st_size / 1e6:,.0f} MB packed", flush=True)
        site = folder / "site"
        site.mkdir()
        (site / "newsgen.toml").write_text(_CONFIG)
        # Exit code 1 is that the report has problems.
        start: list[str | Path] = ["sh", "-c", '"$@" || [ $? -eq 1 ]', "sh"]
        newsgen = [*start, sys.executable, "-m", "newsgen", "import", warc, "--site", site]
        jobs = ["--jobs", str(arguments.jobs), "--quiet"]
        for title, options in (("plan", []), ("dry run", ["--dry-run", *jobs]), ("import", jobs),
                               ("again", jobs)):  # fmt: skip
            took = measure([*newsgen, *options], folder=folder)
            print(f"{title:8} {took.wall:7.1f} s {took.cpu:7.1f} s of processors {took.mib:6.0f} MiB",
                  flush=True)  # fmt: skip


def _write(file: Path, pages: int) -> None:
    with file.open("wb") as stream:
        urls = []
        for number, release in enumerate(releases(pages)):
            slug = release.title.lower().replace(" ", "-")
            url = f"https://{_HOST}/{release.at:%Y/%m/%d}/{slug}-{number}/"
            urls.append((url, release.title))
            stream.write(_record(url, _page(url, release, number), "text/html; charset=utf-8"))
            if number % 4 == 0:
                stream.write(_record(f"https://{_HOST}/media/{number}.png", _PICTURE, "image/png"))
        for at in range(0, len(urls), 20):
            items = "".join(f'<li><a href="{u}">{t}</a></li>' for u, t in urls[at : at + 20])
            html = f"<html><title>News</title><body><h1>News</h1><ul>{items}</ul></body></html>"
            url = f"https://{_HOST}/news/page/{at // 20 + 1}/"
            stream.write(_record(url, html.encode(), "text/html"))


def _page(url: str, release: Release, number: int) -> bytes:
    body = markdown.markdown(release.body, extensions=["extra"])
    if number % 4 == 0:
        body += f'<p><img src="/media/{number}.png" alt="The place"></p>'
    return f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{release.title} | Northshire</title>
<link rel="canonical" href="{url}"><link rel="stylesheet" href="/style.css"><script>var page = {number};</script></head>
<body class="single postid-{number}"><header><nav><ul>{_MENU}</ul></nav></header><main><article id="post-{number}" class="post">
<h1 class="entry-title">{release.title}</h1><time class="published" datetime="{release.at.isoformat()}">{release.at:%d %B %Y}</time>
<div class="entry-content">{body}<div class="share"><a href="#">Share this</a></div></div></article></main>
<footer><ul>{_MENU}</ul><p>Copyright Northshire Police.</p></footer></body></html>""".encode()


def _record(url: str, body: bytes, media_type: str) -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    block = http.encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2024-05-01T00:00:00Z\r\nContent-Type: application/http\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", 1, mtime=0)


if __name__ == "__main__":
    main()
