# ruff: noqa: E501 (pages are written as systems write them)
"""Old websites in the shapes of a few systems, with invented words and known truth.

A site is pages and files by their addresses. It can be written as a mirror folder or as a WARC.
"""

import gzip
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from tests.support.pictures import png

_SYLLABLES: Final = ("bar", "cor", "del", "fen", "gar", "hol", "kel", "lor", "mor", "nar", "pel",
                     "ros", "sel", "tan", "vel", "wen", "ton", "ley", "ick", "oway")  # fmt: skip
CONTACT: Final = "Call 101, or Crimestoppers on 0800 555 111, and quote the reference."
"""A paragraph that most bodies have."""
MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August",
                  "September", "October", "November", "December")  # fmt: skip
WELSH_MONTHS: Final = ("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf",
                       "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr")  # fmt: skip


@dataclass(frozen=True)
class OldRelease:
    """What is known of a release: where it was, and what it said."""

    url: str
    title: str
    at: datetime
    paragraphs: tuple[str, ...]
    picture: str = ""
    document: str = ""

    @property
    def words(self) -> list[str]:
        return " ".join(self.paragraphs).split()


@dataclass(frozen=True)
class Answer:
    """What a server says of an address."""

    body: bytes
    media_type: str = "text/html"
    status: int = 200
    location: str = ""
    at: datetime = datetime(2024, 5, 1, tzinfo=UTC)


@dataclass
class OldSite:
    """All answers of a site, and its releases."""

    host: str
    answers: dict[str, Answer] = field(default_factory=dict)
    releases: list[OldRelease] = field(default_factory=list)

    def mirror(self, folder: Path) -> Path:
        """Write what wget would; returns the folder."""
        for url, answer in self.answers.items():
            if answer.status == 200:
                path = url.partition("://")[2]
                file = folder / (f"{path}index.html" if path.endswith("/") else path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(answer.body)
        return folder

    def warc(self, file: Path) -> Path:
        """Write a WARC of it; returns the file."""
        file.write_bytes(warc(self.answers, is_packed=file.name.endswith(".gz")))
        return file


def warc(answers: Mapping[str, Answer], *, is_packed: bool = True) -> bytes:
    """Return answers as the responses of a WARC, each packed by itself."""
    return b"".join(
        warc_record("response", url, http(answer), at=answer.at, is_packed=is_packed)
        for url, answer in answers.items()
    )


def http(answer: Answer, **more: str) -> bytes:
    """Return an answer as a server sends it, with further headers."""
    headers = {"Content-Type": answer.media_type, "Content-Length": str(len(answer.body))}
    headers |= {"Location": answer.location} if answer.location else {}
    headers |= {name.replace("_", "-"): value for name, value in more.items()}
    lines = [f"HTTP/1.1 {answer.status} Said", *(f"{k}: {v}" for k, v in headers.items() if v)]
    return "\r\n".join([*lines, "", ""]).encode() + answer.body


def warc_record(
    kind: str,
    url: str,
    block: bytes,
    *,
    at: datetime = Answer.at,
    is_packed: bool = True,
    **more: str,
) -> bytes:
    """Return a record of a WARC, with further headers."""
    content = "text/plain" if kind in ("resource", "warcinfo") else "application/http"
    headers = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "Content-Type": content,
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    head = "\r\n".join(["WARC/1.0", *(f"{k}: {v}" for k, v in headers.items() if v), "", ""])
    data = head.encode() + block + b"\r\n\r\n"
    return gzip.compress(data, 1, mtime=0) if is_packed else data


# Words


def word(random_: random.Random) -> str:
    return "".join(random_.choices(_SYLLABLES, k=random_.randint(1, 3)))


def sentence(random_: random.Random, least: int = 8, most: int = 24) -> str:
    words = [word(random_) for _ in range(random_.randint(least, most))]
    return f"{words[0].title()} {' '.join(words[1:])}."


def _body(random_: random.Random) -> tuple[str, ...]:
    paragraphs = [
        " ".join(sentence(random_) for _ in range(random_.randint(1, 4)))
        for _ in range(random_.randint(2, 6))
    ]
    if random_.random() < 0.9:
        paragraphs.insert(random_.randint(1, len(paragraphs)), CONTACT)
    return tuple(paragraphs)


def day(at: datetime) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(at.day % 10, "th") if not 10 < at.day < 20 else "th"
    return f"{at.day}{ending} {MONTHS[at.month - 1]} {at.year}"


_MENU: Final = "".join(
    f'<li><a href="/{name}/">{name.title()}</a></li>'
    for name in ("news", "about", "contact", "careers", "recruitment", "advice")
)
_HOURS: Final = 8 * 365 * 24
"""A site is of about eight years, however many releases it has."""
_Shape = Callable[[OldRelease, random.Random, "list[OldRelease]"], str]


@dataclass(frozen=True)
class System:
    """The shape of a system: addresses of releases, their pages, and the lists of them."""

    name: str
    host: str
    path: Callable[[datetime, str, int], str]
    page: _Shape
    list_path: Callable[[int], str]
    encoding: str = "utf-8"
    precision: str = "minute"


def _paragraphs(release: OldRelease) -> str:
    return "\n".join(f"<p>{text}</p>" for text in release.paragraphs)


def _extras(release: OldRelease) -> str:
    picture = f'<p><img src="{release.picture}" alt="A view of the place"></p>'
    document = f'<p><a href="{release.document}">The plan in full</a></p>'
    return (picture if release.picture else "") + (document if release.document else "")


def _related(random_: random.Random, releases: "list[OldRelease]") -> str:
    others = random_.sample(releases, min(3, len(releases)))
    return "".join(f'<li><a href="{each.url}">{each.title}</a></li>' for each in others)


def _blog(release: OldRelease, random_: random.Random, others: list[OldRelease]) -> str:
    """Return a page as a blog's theme makes it: classes, `time`, a share bar within the text."""
    return f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{release.title} | Oldshire Police</title>
<link rel="canonical" href="{release.url}">
<meta property="og:title" content="{release.title}"></head>
<body class="single postid-{random_.randint(1, 9999)}"><header><nav><ul>{_MENU}</ul></nav></header>
<div id="content"><article id="post-{random_.randint(1, 9999)}" class="post type-post">
<h1 class="entry-title">{release.title}</h1>
<div class="entry-meta"><time class="entry-date" datetime="{release.at.isoformat()}">{day(release.at)}</time> by <a href="/author/press/">press</a></div>
<div class="entry-content">{_paragraphs(release)}{_extras(release)}
<div class="sharedaddy"><h3>Share this:</h3><ul><li><a href="#">Facebook</a></li><li><a href="#">X</a></li></ul></div></div>
<footer class="entry-footer">Posted in <a href="/category/news/">News</a></footer></article>
<aside><h2>Recent posts</h2><ul>{_related(random_, others)}</ul></aside></div>
<footer><p>Copyright Oldshire Police. All rights reserved by the office of the clerk.</p></footer></body></html>"""


def _tables(release: OldRelease, _: random.Random, __: list[OldRelease]) -> str:
    """Return a page laid out by tables, in Windows-1252, with `h2` and no classes."""
    return f"""<html><head><title>Tableshire Constabulary - {release.title}</title>
<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"></head>
<body bgcolor="#ffffff"><table width="760"><tr><td colspan="2"><img src="/images/banner.gif" alt="Tableshire"></td></tr>
<tr><td width="160" valign="top"><ul>{_MENU}</ul><p>We use cookies to make this site better for you.</p></td>
<td valign="top"><h2>{release.title}</h2><p><font size="1">{release.at:%d/%m/%Y}</font></p>
<table><tr><td><font face="Arial">{_paragraphs(release)}{_extras(release)}</font></td></tr></table>
<p><a href="javascript:print()">Print this page</a></p></td></tr>
<tr><td colspan="2"><font size="1">Copyright Tableshire Constabulary. Last updated by the web team of the force.</font></td></tr>
</table></body></html>"""


def _dotnet(release: OldRelease, random_: random.Random, others: list[OldRelease]) -> str:
    """Return a page of ASP.NET: view state, `div` soup, a body in two parts, Welsh dates."""
    state = "".join(random_.choices("abcdefghijklmnopqrstuvwxyz0123456789+/", k=900))
    first, *rest = release.paragraphs
    date = f"{release.at.day} {WELSH_MONTHS[release.at.month - 1]} {release.at.year}"
    return f"""<!DOCTYPE html><html lang="en"><head><title>Heddlu Dyffryn: {release.title}</title></head><body>
<form id="aspnetForm" method="post" action="x.aspx"><div><input type="hidden" name="__VIEWSTATE" value="{state}"></div>
<div id="wrap"><div id="top"><div><ul>{_MENU}</ul></div></div><div><div id="left"><div><a href="/news/">Newyddion</a></div></div>
<div id="main"><div><div><h1><span id="ctl{random_.randint(10, 99)}_title">{release.title}</span></h1></div>
<div><div>Cyhoeddwyd: {date}</div></div></div>
<div class="intro"><div><p>{first}</p></div></div>
<div class="tools"><div>Share this page with a friend, or have it read aloud by our reader.</div></div>
<div class="text"><div>{"".join(f"<p>{text}</p>" for text in rest)}{_extras(release)}</div></div>
<div class="more"><div>Related</div><ul>{_related(random_, others)}</ul></div></div></div>
<div id="foot"><div>Hawlfraint Heddlu Dyffryn. Terms and conditions of the site apply to all of it.</div></div></div></form></body></html>"""


SYSTEMS: Final = {
    system.name: system
    for system in (
        System("blog", "www.oldshire.police.example",
               lambda at, slug, _: f"/{at:%Y/%m/%d}/{slug}/", _blog, lambda n: f"/page/{n}/"),
        System("tables", "www.tableshire.police.example",
               lambda _, __, n: f"/newsdetail.asp?id={n}", _tables,
               lambda n: f"/newslist.asp?page={n}", encoding="cp1252", precision="day"),
        System("dotnet", "www.dyffryn.police.example",
               lambda at, slug, _: f"/News/{at.year}/{MONTHS[at.month - 1]}/{slug}.aspx", _dotnet,
               lambda n: f"/News/Archive-{n}.aspx", precision="day"),
    )
}  # fmt: skip


def old_site(system: System, number: int, *, seed: int = 1) -> OldSite:
    """Return a site of a system with so many releases, lists of them, and pages beside."""
    random_ = random.Random(f"{system.name} {seed}")
    site = OldSite(system.host)
    base = f"https://{system.host}"
    at = datetime(2016, 3, 1, 9, 30, tzinfo=UTC)
    for n in range(number):
        at += timedelta(hours=random_.randint(1, 2 * _HOURS // number))
        title = sentence(random_, 4, 9).rstrip(".")
        if n % 4 == 1:
            title += " – “it’s £500”"
        slug = title.partition(" –")[0].replace(" ", "-") + f"-{n}"
        picture = f"/media/{n}/place.png" if n % 3 == 0 else ""
        document = f"/files/plan-{n}.pdf" if n % 7 == 0 else ""
        release = OldRelease(base + system.path(at, slug, n), title, at, _body(random_),
                             picture, document)  # fmt: skip
        site.releases.append(release)
    for release in site.releases:
        page = system.page(release, random_, site.releases)
        site.answers[release.url] = Answer(page.encode(system.encoding, "xmlcharrefreplace"))
        if release.picture:
            site.answers[base + release.picture] = Answer(png(4, 3), "image/png")
        if release.document:
            site.answers[base + release.document] = Answer(b"%PDF-1.4 x", "application/pdf")
    _add_lists(site, system, base)
    return site


def _add_lists(site: OldSite, system: System, base: str) -> None:
    """Add the home page, lists with ten releases each, other pages, and what is not there."""
    for n in range(0, len(site.releases), 10):
        items = "".join(
            f'<li><h3><a href="{each.url}">{each.title}</a></h3>'
            f"<p>{day(each.at)}</p><p>{' '.join(each.words[:12])}</p></li>"
            for each in site.releases[n : n + 10]
        )
        page = f"<html><head><title>News</title></head><body><ul>{_MENU}</ul><h1>News</h1><ul>{items}</ul></body></html>"
        where = system.list_path(n // 10 + 1)
        site.answers[base + where] = Answer(page.encode(system.encoding, "xmlcharrefreplace"))
    home = f"<html><head><title>Home</title></head><body><ul>{_MENU}</ul><h1>Welcome</h1></body></html>"
    site.answers[f"{base}/"] = Answer(home.encode())
    about = (f"<html><head><title>About us</title></head><body><ul>{_MENU}</ul><h1>About us</h1>"
             f"<p>{sentence(random.Random(3), 30, 60)}</p></body></html>")  # fmt: skip
    site.answers[f"{base}/about/"] = Answer(about.encode())
    site.answers[f"{base}/style.css"] = Answer(b"body{}", "text/css")
    lost = "<html><head><title>Page not found</title></head><body><h1>Page not found</h1></body></html>"
    site.answers[f"{base}/lost-page.aspx"] = Answer(lost.encode())
