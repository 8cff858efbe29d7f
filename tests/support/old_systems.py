# ruff: noqa: E501 (pages are written as systems write them)
"""Archives in the shapes of systems that forces had, as pages were over ten years, with known truth.

Each has what such archives have: two eras of pages, furniture within and around the text, lists with
pages, a print page, a date of change beside that of the release, and errors with the answer 200.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from html import escape
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from tests.support.old_sites import (
    CONTACT,
    MONTHS,
    WELSH_MONTHS,
    Answer,
    OldSite,
    day,
    sentence,
    word,
)
from tests.support.pictures import png

FRENCH: Final = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
                 "septembre", "octobre", "novembre", "décembre")  # fmt: skip
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FURNITURE: Final = (
    "Share this", "Print this page", "Back to news", "We use cookies", "Copyright",
    "Recent posts", "Related", "Read aloud", "Partager", "Last updated", "Text size",
    "Leave a comment", "Email to a friend", "You are here", "Terms and conditions",
)  # fmt: skip
"""What none of the texts says: on a page of a release it is what was left of the old site."""


class Block(NamedTuple):
    """A piece of a text: as HTML, and as its words."""

    html: str
    text: str


@dataclass(frozen=True)
class Truth:
    """What is known of a release."""

    url: str
    title: str
    at: datetime
    blocks: tuple[Block, ...]
    number: int
    changed: datetime | None = None

    @property
    def words(self) -> list[str]:
        return " ".join(block.text for block in self.blocks).split()

    @property
    def html(self) -> str:
        return "\n".join(block.html for block in self.blocks)


# Texts


def _text(random_: random.Random, least: int = 1, most: int = 4) -> str:
    words = " ".join(sentence(random_) for _ in range(random_.randint(least, most)))
    return random_.choice(
        ("{}", "{}", "“{}” said PC Rowan.", "{} It cost £5,000 – “a lot”.")
    ).format(words)


def _paragraph(random_: random.Random) -> Block:
    text = _text(random_)
    if random_.random() < 0.3:
        first, *rest = text.split()
        html = f'<a href="/{word(random_)}/">{escape(first)}</a> {escape(" ".join(rest))}'
        return Block(f"<p>{html}</p>", text)
    return Block(f"<p>{escape(text)}</p>", text)


def _list(random_: random.Random) -> Block:
    items = [sentence(random_, 3, 9) for _ in range(random_.randint(2, 5))]
    html = "".join(f"<li>{item}</li>" for item in items)
    return Block(f"<ul>{html}</ul>", " ".join(items))


def _table(random_: random.Random) -> Block:
    rows = [(word(random_).title(), str(random_.randint(1, 900))) for _ in range(3)]
    html = "".join(f"<tr><td>{name}</td><td>{number}</td></tr>" for name, number in rows)
    head = "<tr><th>Ward</th><th>Calls</th></tr>"
    return Block(f"<table>{head}{html}</table>", f"Ward Calls {' '.join(map(' '.join, rows))}")


def _quotation(random_: random.Random) -> Block:
    text = _text(random_)
    return Block(f"<blockquote><p>{escape(text)}</p></blockquote>", text)


def _subheading(random_: random.Random) -> Block:
    text = sentence(random_, 2, 5).rstrip(".")
    return Block(f"<h3>{text}</h3>", text)


def _blocks(random_: random.Random, number: int) -> tuple[Block, ...]:
    kinds = (_paragraph,) * 8 + (_list, _quotation, _table, _subheading)
    first = [_paragraph(random_)]
    blocks = [
        *first,
        *(random_.choice(kinds)(random_) for _ in range(random_.randint(1, 7))),
        _paragraph(random_),
    ]
    if random_.random() < 0.9:
        blocks.insert(random_.randint(1, len(blocks)), Block(f"<p>{CONTACT}</p>", CONTACT))
    if number % 3 == 0:
        picture = f'<p><img src="/media/{number}.png" alt="A view of the place"></p>'
        blocks.insert(1, Block(picture, ""))
    if number % 7 == 0:
        blocks.append(
            Block(f'<p><a href="/files/{number}.pdf">The plan in full</a></p>', "The plan in full")
        )
    return tuple(blocks)


# Pages

_MENU: Final = "".join(
    f'<li><a href="/{name}/">{name.title()}</a></li>'
    for name in ("news", "about", "contact", "careers", "recruitment", "advice")
)


class Page(NamedTuple):
    """What a shape is asked to write: a release, with what it may draw from and lead to."""

    release: Truth
    random: random.Random
    others: Sequence[Truth]

    @property
    def related(self) -> str:
        others = self.random.sample(self.others, min(3, len(self.others)))
        return "".join(f'<li><a href="{each.url}">{each.title}</a></li>' for each in others)

    @property
    def is_old(self) -> bool:
        """Return whether it was written before the website looked otherwise."""
        return self.release.number < 0.3 * len(self.others)


def _blog(page: Page) -> str:
    """Return a page of a blog: stable classes and numbers beside them, `time`, sharing in the text."""
    release, number = page.release, page.random.randint(1, 9999)
    changed = (
        f'<time class="updated" datetime="{release.changed.isoformat()}">Last updated {day(release.changed)}</time>'
        if release.changed
        else ""
    )
    share = '<div class="sharedaddy sd-block"><h3>Share this:</h3><ul><li><a href="#">Facebook</a></li><li><a href="#">X</a></li></ul></div>'
    widget = f'<section id="recent-posts-2" class="widget"><h2>Recent posts</h2><ul>{page.related}</ul></section>'
    comment = (
        f'<li id="comment-{number}"><p>{_text(page.random)}</p></li>' if number % 5 == 0 else ""
    )
    gallery = f'<div id="gallery-{number}" class="gallery"></div>'
    return f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{release.title} &#8211; Oldshire Police</title>
<link rel="canonical" href="{release.url}"><meta property="og:title" content="{release.title}"></head>
<body class="single postid-{number}"><div class="cookie-bar">We use cookies. <a href="/cookies/">More</a></div><header><nav><ul>{_MENU}</ul></nav></header>
<div id="primary"><main id="main"><article id="post-{number}" class="post-{number} post type-post category-news">
<header class="entry-header"><h1 class="entry-title">{release.title}</h1><div class="entry-meta">{changed}<span class="posted-on">Posted on <time class="entry-date published" datetime="{release.at.isoformat()}">{day(release.at)}</time></span> <span class="byline">by <a href="/author/press/">press</a></span></div></header>
<div class="entry-content">{release.html}{gallery}{share}</div>
<footer class="entry-footer">Posted in <a href="/category/news/">News</a></footer></article>
<div id="comments" class="comments-area"><h2>Leave a comment</h2><ol>{comment}</ol></div></main></div><aside id="secondary">{widget}</aside>
<footer><p>Copyright Oldshire Police. All rights reserved by the office of the clerk.</p></footer></body></html>"""


def _tables(page: Page) -> str:
    """Return a page laid out by tables, in Windows-1252: `h2`, `font`, no names, breaks for paragraphs."""
    release = page.release
    html = (
        release.html
        if page.release.number % 2
        else release.html.replace("<p>", "").replace("</p>", "<br><br>")
    )
    text = f'<font face="Arial" size="2">{html}</font>'
    date = f"{release.at:%d/%m/%Y}"
    head = f'<tr><td colspan="2"><h2>{release.title}</h2></td></tr><tr><td><font size="1"><i>{date}</i></font></td><td align="right"><a href="/print.asp?id={release.number}">Print this page</a></td></tr>'
    inside = f'<table width="100%">{head}<tr><td colspan="2">{text}</td></tr></table>'
    if page.is_old:
        inside = f'<table width="100%">{head}<tr><td colspan="2">{text}</td></tr><tr><td colspan="2"><font size="1"><a href="/newslist.asp">Back to news</a></font></td></tr></table>'
    return f"""<html><head><title>Tableshire Constabulary - News</title>
<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"></head>
<body bgcolor="#ffffff"><center><table width="760"><tr><td colspan="3"><img src="/images/banner.gif" alt="Tableshire"><h1>Tableshire Constabulary</h1></td></tr>
<tr><td width="160" valign="top"><ul>{_MENU}</ul><p>We use cookies to make this site better for you.</p></td>
<td valign="top">{inside}</td><td width="120"><b>Related</b><ul>{page.related}</ul></td></tr>
<tr><td colspan="3"><font size="1">Copyright Tableshire Constabulary. Last updated {page.random.choice(("1 May 2023", "2 May 2023"))} by the web team of the force.</font></td></tr>
</table></center></body></html>"""


def _dotnet(page: Page) -> str:
    """Return a page of ASP.NET: view state, `div` soup, numbered ids, a body in two parts, Welsh dates."""
    release, ids = page.release, page.random.randint(10, 99)
    state = "".join(page.random.choices("abcdefghijklmnopqrstuvwxyz0123456789+/", k=900))
    first, *rest = release.blocks
    date = f"{release.at.day} {WELSH_MONTHS[release.at.month - 1]} {release.at.year}"
    text = "".join(block.html for block in rest)
    return f"""<!DOCTYPE html><html lang="en"><head><title>
	{release.title} | Heddlu Dyffryn
</title></head><body>
<form id="aspnetForm" method="post" action="x.aspx?id={release.number}"><div class="aspNetHidden"><input type="hidden" name="__VIEWSTATE" value="{state}"></div>
<div id="wrap"><div id="top"><div><ul>{_MENU}</ul></div><div class="crumbs">You are here: <a href="/">Home</a> &gt; <a href="/News/">News</a> &gt; {release.title}</div></div><div><div id="left"><div><a href="/News/">Newyddion</a></div></div>
<div id="ctl00_main"><div><div><h1><span id="ctl00_c{ids}_lblTitle">{release.title}</span></h1></div>
<div><div>Cyhoeddwyd: {date}</div></div></div>
<div class="intro"><div><strong>{first.html}</strong></div></div>
<div class="tools"><div>Text size: <a href="#">A</a> <a href="#">AA</a> Read aloud by our reader, and share it with a friend.</div></div>
<div class="text"><div id="ctl00_c{ids}_body"><div>{text}</div></div></div>
<div class="more"><div>Related</div><ul>{page.related}</ul></div></div></div>
<div id="foot"><div>Copyright Heddlu Dyffryn. Terms and conditions of the site apply to all of it.</div></div></div></form></body></html>"""


def _components(page: Page) -> str:
    """Return a page of components with generated classes, a `meta` date, `h2`, and two eras."""
    release, random_ = page.release, page.random
    mark = f"c{random_.randint(1000, 9999)}"
    old = f'<div class="story"><h2 class="story__headline">{release.title}</h2><p class="story__date">{DAYS[release.at.weekday()]}, {release.at.day} {MONTHS[release.at.month - 1]} {release.at.year}, {release.at:%H:%M}</p><div class="story__copy">{release.html}</div></div>'
    new = f'<div class="component {mark}"><h2 class="headline {mark}">{release.title}</h2></div><div class="component date {mark}"><p>{release.at:%H:%M} {release.at:%d/%m/%Y}</p></div><div class="component rich-text {mark}"><div class="component-content">{release.html}</div></div><div class="component share {mark}"><div class="component-content"><p>Share this page</p></div></div>'
    meta = (
        ""
        if page.is_old
        else f'<meta property="article:published_time" content="{release.at.isoformat()}"><meta property="article:modified_time" content="{(release.changed or release.at).isoformat()}">'
    )
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{release.title} | Northmoor Police</title>{meta}</head>
<body class="{mark}"><div id="header"><h1>Northmoor Police</h1><ul>{_MENU}</ul></div><div id="content"><div class="row">{old if page.is_old else new}</div>
<div class="row"><div class="component promo"><h3>Related</h3><ul>{page.related}</ul></div></div></div>
<div id="footer"><p>Copyright Northmoor Police, who keep you safe by day and by night.</p></div></body></html>"""


def _nodes(page: Page) -> str:
    """Return a page of nodes and fields, in French, with a byline that has the date."""
    release, number = page.release, page.release.number
    date = f"{release.at.day} {FRENCH[release.at.month - 1]} {release.at.year} - {release.at:%H:%M}"
    changed = (
        f"<p class=revision>Last updated {release.changed:%d/%m/%Y}</p>" if release.changed else ""
    )
    return f"""<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{release.title} | Police de Port-Ancre</title>
<link rel="shortlink" href="/node/{number}"></head><body class="page-node-{number} node-type-article"><div id="page"><div id="navigation"><ul>{_MENU}</ul></div>
<div id="main"><div class="region region-content"><div id="block-system-main" class="block"><div class="content">
<div id="node-{number}" class="node node-article clearfix"><h2 property="dc:title">{release.title}</h2><div class="submitted">Soumis par presse le {date}</div>
<div class="content clearfix"><div class="field field-name-body field-type-text-with-summary"><div class="field-items"><div class="field-item even">{release.html}</div></div></div>
<div class="field field-name-field-tags"><div class="field-label">Sujets:</div><div class="field-item"><a href="/sujets/vols">vols</a></div></div></div>
<div class="link-wrapper"><ul class="links inline"><li class="print_html"><a href="/print/{number}">Print this page</a></li></ul></div>{changed}</div></div></div></div>
<div class="sidebar"><div class="block"><h2>Related</h2><ul>{page.related}</ul></div></div></div>
<div id="footer"><p>Copyright. Les conditions du site valent pour toutes les pages.</p></div></div></body></html>"""


def _static(page: Page) -> str:
    """Return a page that was written by hand, in Windows-1252 that nothing says: all in one element."""
    release = page.release
    at = release.at
    date = (
        f"{at.day} {MONTHS[at.month - 1]} {at.year}"
        if release.number % 3
        else f"{at.day}.{at.month}.{at.year}"
    )
    text = "".join(block.html for block in release.blocks)
    back = '<p><a href="index.htm">Back to news</a> | <a href="javascript:print()">Print this page</a></p>'
    head = f"<H2>{release.title}</H2><P><B>{date}</B></P>"
    if release.number % 30 == 7:  # somebody else wrote it
        head = f"<H3>{release.title}</H3><H4>{date}</H4>"
    return f"""<HTML><HEAD><TITLE>{release.title}</TITLE></HEAD><BODY><H1>Fenland Police</H1><DIV ID="menu"><UL>{_MENU}</UL></DIV>
<DIV ID="body">{head}{text}{back}</DIV>
<HR><P><I>Copyright Fenland Police. Terms and conditions apply to what stands here.</I></P></BODY></HTML>"""


def _portal(page: Page) -> str:
    """Return a page of a portal: tables with classes, icons to print, numbers in names, American dates."""
    release, number = page.release, page.release.number
    at = release.at
    date = f"{DAYS[at.weekday()]}, {at.day:02} {MONTHS[at.month - 1]} {at.year} {at:%H:%M}"
    changed = (
        f'<tr><td class="modifydate">Last Updated on {release.changed:%A, %d %B %Y %H:%M}</td></tr>'
        if release.changed
        else ""
    )
    return f"""<!DOCTYPE html><html lang="en-gb"><head><meta charset="utf-8"><title>{release.title if number % 2 else "News from Westmarsh Police"}</title></head>
<body id="bd" class="fs{number % 5}"><div id="ja-wrapper"><div id="ja-topnav"><ul>{_MENU}</ul></div><div id="ja-pathway">You are here: <a href="/">Home</a> {release.title}</div><div id="ja-main"><div id="ja-current-content">
<table class="contentpaneopen"><tr><td class="contentheading" width="100%">{release.title}</td><td class="buttonheading"><a href="/index.php?view=article&amp;id={number}&amp;print=1">Print this page</a></td><td class="buttonheading"><a href="/mailto/">Email to a friend</a></td></tr></table>
<table class="contentpaneopen"><tr><td class="author">Written by Press Office</td></tr><tr><td class="createdate">{date}</td></tr><tr><td valign="top" colspan="2">{release.html}</td></tr>{changed}</table>
<span class="article_separator">&nbsp;</span></div><div id="ja-right"><div class="moduletable"><h3>Related</h3><ul>{page.related}</ul></div></div></div><div id="ja-footer"><small>Copyright Westmarsh Police. All rights are reserved here.</small></div></div></body></html>"""


_PROMOS: Final = tuple(
    f"{name} is a thing that our officers do for all of you in the county, so look at it today."
    for name in ("Alert", "Watch", "Patrol", "Cadets", "Museum", "Tours", "Choir", "Rescue")
)


def _teasers(page: Page) -> str:
    """Return the beginnings of other releases, as boxes beside the text have them."""
    others = page.random.sample(page.others, min(3, len(page.others)))
    return "".join(
        f'<div class="teaser"><h3><a href="{each.url}">{each.title}</a></h3>'
        f"<p>{escape(' '.join(each.words[:25]))} ...</p><p>{day(each.at)}</p></div>"
        for each in others
    )


def _office(page: Page) -> str:
    """Return a page of an office system: long ids, American dates with AM and PM, promotions by turns."""
    release, at = page.release, page.release.at
    date = f"{at.month}/{at.day}/{at.year} {at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < 12 else 'PM'}"
    promo = page.random.choice(_PROMOS)
    place = "ctl00_PlaceHolderMain"
    return f"""<html lang="en-GB"><head><title>
	{release.title}
</title></head><body><form id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="{page.random.random()}"><div id="s4-workspace"><div class="ms-cui"><ul>{_MENU}</ul></div>
<div id="s4-ribbon"><h1>Newsroom</h1></div><div id="MSO_ContentTable"><div id="{place}_ctl00__ControlWrapper_TitleField" class="ms-rtestate-field"><div class="article-title">{release.title}</div></div>
<div class="article-byline"><span id="{place}_ctl01_date">{date}</span></div>
<div id="{place}_ctl02__ControlWrapper_RichHtmlField" class="ms-rtestate-content" style="display:inline"><div class="ExternalClass{page.random.randint(10**8, 10**9)}">{release.html}</div></div>
<div class="right-zone"><div class="promo"><p>{promo}</p></div>{_teasers(page)}</div></div></div>
<div id="s4-footer"><p>Copyright Southwold Police and Crime Office. Terms and conditions of use are elsewhere.</p></div></form></body></html>"""


def _modern(page: Page) -> str:
    """Return a page with elements that mean something and generated classes only; a text in sections."""
    release, random_ = page.release, page.random
    mark = "".join(random_.choices("abcdef0123456789", k=4)) + "7"
    half = max(1, len(release.blocks) // 2)
    parts = (
        "".join(block.html for block in part)
        for part in (release.blocks[:half], release.blocks[half:])
    )
    sections = "".join(f'<section class="s-{mark}">{part}</section>' for part in parts if part)
    at = release.at
    changed = (
        f"<p>Last updated {release.changed:%H:%M} {day(release.changed)}</p>"
        if release.changed
        else ""
    )
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{release.title} - Kingsmere Constabulary</title></head><body class="p-{mark}"><a href="#main">Skip to main content</a><header><nav><ul>{_MENU}</ul></nav></header>
<main><article class="a-{mark}"><header class="h-{mark}"><h1>{release.title}</h1><p>Published: {at:%H:%M} {at:%d/%m/%Y}</p>{changed}</header>{sections}<footer><ul><li><a href="#">Share on Facebook</a></li></ul></footer></article><aside><p>{random_.choice(_PROMOS)}</p>{_teasers(page)}</aside></main>
<footer><p>Copyright Kingsmere Constabulary, with all rights.</p></footer></body></html>"""


_BY_HAND: Final = """\
title = ["h2", "#body > h3:first-child"]
date = ["#body > p:nth-of-type(1)", "#body > h4"]
"""
"""Of the pages that were written by hand."""


@dataclass(frozen=True)
class OldSystem:
    """A shape of pages, with where they are; `by_hand` are lines of the plan, ten at most."""

    name: str
    host: str
    path: Callable[[datetime, str, int], str]
    page: Callable[[Page], str]
    list_path: Callable[[int], str]
    encoding: str = "utf-8"
    has_time: bool = True
    by_hand: str = ""


SHAPES: Final = {
    system.name: system
    for system in (
        OldSystem("blog", "www.oldshire.police.example", lambda at, slug, _: f"/{at:%Y/%m/%d}/{slug}/",
                  _blog, lambda n: f"/news/page/{n}/"),
        OldSystem("tables", "www.tableshire.police.example", lambda _, __, n: f"/newsdetail.asp?id={n}",
                  _tables, lambda n: f"/newslist.asp?page={n}", "cp1252", has_time=False),
        OldSystem("dotnet", "www.dyffryn.police.example",
                  lambda at, slug, _: f"/News/{at.year}/{MONTHS[at.month - 1]}/{slug}.aspx",
                  _dotnet, lambda n: f"/News/Archive-{n}.aspx", has_time=False),
        OldSystem("components", "www.northmoor.police.example",
                  lambda at, slug, _: f"/news/northmoor/{at.year}/{at:%B}/{slug}".lower(), _components,
                  lambda n: f"/news/?page={n}"),
        OldSystem("nodes", "www.port-ancre.police.example", lambda _, slug, __: f"/communiques/{slug}",
                  _nodes, lambda n: f"/communiques?page={n}"),
        OldSystem("static", "www.fenland.police.example",
                  lambda at, _, n: f"/press/{at.year}/pr{n:04}.htm", _static,
                  lambda n: f"/press/index{n}.htm", "cp1252", has_time=False, by_hand=_BY_HAND),
        OldSystem("portal", "www.westmarsh.police.example", lambda _, slug, n: f"/index.php/news/{n}-{slug}",
                  _portal, lambda n: f"/index.php/news?start={n}"),
        OldSystem("office", "www.southwold.police.example", lambda at, slug, _: f"/Newsroom/{at.year}/Pages/{slug}.aspx",
                  _office, lambda n: f"/Newsroom/Pages/Archive.aspx?p={n}"),
        OldSystem("modern", "www.kingsmere.police.example", lambda at, slug, _: f"/news/{at.year}/{at:%B}/{slug}/".lower(),
                  _modern, lambda n: f"/news/page-{n}/"),
    )
}  # fmt: skip


@dataclass
class OldArchive:
    """A site and the truth of its releases; `lost` are addresses that answer an error with 200."""

    site: OldSite
    releases: list[Truth] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def old_archive(system: OldSystem, number: int, *, seed: int = 1) -> OldArchive:
    """Return an archive of a shape with so many releases, and what else such a site has."""
    random_ = random.Random(f"{system.name} {seed}")
    archive = OldArchive(OldSite(system.host))
    base = f"https://{system.host}"
    at = datetime(2012, 3, 1, 9, 30, tzinfo=UTC)
    for n in range(number):
        at += timedelta(minutes=random_.randint(60, 2 * 8 * 365 * 24 * 60 // number))
        title = sentence(random_, 4, 9).rstrip(".") + random_.choice(
            ("", "", "", " – “it’s £500”", " & more")
        )
        slug = (
            "".join(c if c.isalnum() else "-" for c in title.partition(" –")[0]).lower() + f"-{n}"
        )
        local = at.astimezone(ZoneInfo("Europe/London"))
        changed = local + timedelta(days=random_.randint(2, 90)) if random_.random() < 0.2 else None
        blocks = _blocks(random_, n)
        archive.releases.append(
            Truth(base + system.path(local, slug, n), title, local, blocks, n, changed)
        )
    encoded = partial(_encoded, encoding=system.encoding)
    answers = archive.site.answers
    for release in archive.releases:
        answers[release.url] = encoded(system.page(Page(release, random_, archive.releases)))
        if release.number % 3 == 0:
            answers[f"{base}/media/{release.number}.png"] = Answer(png(4, 3), "image/png")
        if release.number % 7 == 0:
            answers[f"{base}/files/{release.number}.pdf"] = Answer(b"%PDF-1.4 x", "application/pdf")
    answers |= {base + path: encoded(page) for path, page in _beside(system, archive, random_)}
    return archive


def _encoded(page: str, encoding: str) -> Answer:
    return Answer(page.encode(encoding, "xmlcharrefreplace"))


def _beside(
    system: OldSystem, archive: OldArchive, random_: random.Random
) -> Iterator[tuple[str, str]]:
    """Yield lists with beginnings of releases, other pages, and errors at addresses of releases."""
    for n in range(0, len(archive.releases), 10):
        items = "".join(
            f'<li><h3><a href="{each.url}">{each.title}</a></h3><p>{day(each.at)}</p>'
            f"<p>{escape(' '.join(each.words[:25]))} ...</p></li>"
            for each in archive.releases[n : n + 10]
        )
        pager = "".join(f'<a href="{system.list_path(p)}">{p}</a> ' for p in range(1, 6))
        yield (
            system.list_path(n // 10 + 1),
            f"<html><head><title>News</title></head><body><ul>{_MENU}</ul><h1>News</h1><ul>{items}</ul><p>{pager}</p></body></html>",
        )
    home = "".join(
        f'<li><a href="{each.url}">{each.title}</a></li>' for each in archive.releases[-5:]
    )
    yield (
        "/",
        f"<html><head><title>Home</title></head><body><ul>{_MENU}</ul><h1>Welcome</h1><ul>{home}</ul></body></html>",
    )
    for name in ("about", "contact", "advice", "careers"):
        yield (
            f"/{name}/",
            f"<html><head><title>{name}</title></head><body><ul>{_MENU}</ul><h1>{name}</h1><p>{sentence(random_, 40, 80)}</p></body></html>",
        )
    for n in range(4):
        release = archive.releases[n]
        path = system.path(release.at, f"no-such-thing-{n}", 9000 + n)
        archive.lost.append(f"https://{system.host}{path}")
        yield (
            path,
            f"<html><head><title>Page not found</title></head><body><ul>{_MENU}</ul><h1>Sorry, the page was not found</h1><p>{page_words(n)}</p></body></html>",
        )


def page_words(n: int) -> str:
    return f"The page that you want is no longer here. Look for it in the search, or call 101. Reference {n}."
