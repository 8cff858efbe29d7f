"""The sites that forces had: how each forms addresses, front matter and datelines.

A style notes the patterns that it gives to every release of its forces. What only some releases
have is planted by `patterns`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.archives.dated import short_year, slashed
from tests.archives.draft import Draft
from tests.archives.forces import Force
from tests.archives.stories import MONTHS, WEEKDAYS, ordinal

LONDON: Final = ZoneInfo("Europe/London")
_SHORT: Final = tuple(month[:3] for month in MONTHS)
SUFFIXED: Final = (
    "portal", "portal_in_body", "portal_welsh", "portal_staged", "two_clocks", "incident",
    "encoded", "article_times", "article_folders", "shared_by_email", "weekday_line",
)  # fmt: skip
"""The sites that put their name behind a title and a bar."""
UNLISTED: Final = "portal_staged"
"""The sites whose default picture newsgen.toml does not list."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a site forms the path of a release, and what it writes around the body."""

    path: Callable[[Draft], str]
    dress: Callable[[Draft], None]


def slug(text: str) -> str:
    return "-".join(re.findall(r"[^\W_]+", text.lower().replace("’", "").replace("'", "")))


def cased_slug(text: str) -> str:
    """Return the slug of a site that keeps letter case, the last stop and the dashes of titles."""
    kept = re.sub(r"[^\w\s.–-]", "", text)
    return re.sub(r"\s+", "-", kept.strip())


def utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")


_PORTAL_LOGO: Final = (
    "/SysSiteAssets/media/images/brand/central/default-og-image.png"
    "?crop=(5,0,484,128)&amp;w=225&amp;h=449"
)
_LOGOS: Final = {
    "shared_by_email": "/themes/images/crest-2018.jpg",
    "dateline": "/SiteElements/Images/Facebook-logo.png",
}


def default_picture(force: Force) -> str:
    """Return the logo that a site gives as the picture of every release, as it is written."""
    if force.style == "query":
        return "/images/m/apple-touch-icon.png"
    is_portal = force.style.startswith("portal") or force.style == "two_clocks"
    path = _PORTAL_LOGO if is_portal else _LOGOS.get(force.style)
    return f"https://{force.host}{path}" if path else ""


def _month(draft: Draft) -> str:
    return MONTHS[draft.at.month - 1]


def _graph(draft: Draft, *, kind: str, title: str = "") -> dict[str, object]:
    draft.og.update(
        {"description": draft.summary, "title": title or draft.name, "type": kind, "url": draft.url}
    )
    return draft.og


def _portal_path(draft: Draft) -> str:
    section = ("news", "appeals", "court")[draft.number % 3]
    middle = f"{draft.at.year}/{_month(draft).lower()}"
    return f"/news/{draft.force.slug}/news/{section}/{middle}/{slug(draft.name)}/"


def _portal(draft: Draft) -> None:
    """Dress as most forces do: a picture with `&amp;` in its address."""
    picture = default_picture(draft.force)
    _graph(draft, kind="website").update({"locale": "en_GB", "image": picture})
    draft.default_picture = draft.force.style != UNLISTED
    draft.patterns += ["default-image", "image-entity"]
    draft.meta["publish"] = {"date": f"{draft.at:%H:%M %d/%m/%Y}"}
    draft.patterns.append("date-time-day-numbers")


def _portal_in_body(draft: Draft) -> None:
    _portal(draft)
    del draft.meta["publish"]
    draft.patterns.remove("date-time-day-numbers")
    draft.above.insert(0, f"{draft.at:%H:%M %d/%m/%Y}")
    draft.patterns.append("date-in-body-only")


def _portal_welsh(draft: Draft) -> None:
    _portal(draft)
    draft.escapes = True
    draft.patterns.append("escaped-yaml")


def _portal_staged(draft: Draft) -> None:
    """Its og.url has the host of the vendor who built the site."""
    _portal(draft)
    draft.og["url"] = draft.url.replace(draft.force.host, "old-town.vendor.example")
    draft.patterns.append("og-url-of-vendor")


def _two_clocks(draft: Draft) -> None:
    """Its key is of the clock of UTC, its dateline of the local one: an hour apart in summer."""
    _portal(draft)
    stated = draft.at.astimezone(UTC)
    draft.meta["publish"] = {"date": f"{stated:%H:%M %d/%m/%Y}"}
    day = f"{draft.at.day} {_month(draft)} {draft.at.year}"
    draft.above.insert(0, f"Published: {day} {draft.at:%H:%M}")
    if draft.at.utcoffset():
        draft.patterns.append("date-hour-off")


def _incident(draft: Draft) -> None:
    stamp = f"{utc(draft.at)[:16]}+00:00"
    draft.keep_time().update({"published": {"time": stamp}, "modified": {"time": stamp}})
    site = {"name": draft.force.name}
    picture = f"https://media.aldermere.example/uploads/production/{draft.number:08}/appeal.jpg"
    _graph(draft, kind="article").update({"image": picture, "locale": "en_GB", "site": site})
    draft.og["updated"] = {"time": stamp}
    reference = {"reference": str(5_000_000_000 + draft.number)}
    dated = {"day": str(draft.at.day), "month": str(draft.at.month), "year": str(draft.at.year)}
    draft.meta["incident"] = reference | (dated if draft.number % 2 else {})
    draft.meta["position"] = "2"
    posted = f"{draft.at:%H:%M} on {ordinal(draft.at.day)} {_month(draft)} {draft.at.year}"
    draft.meta["publish"] = {"date": f"Posted at {posted}"}
    draft.patterns.append("date-posted-at")
    draft.og["title"] = f"{draft.name} | {draft.force.name}"


def _appeals_folder(draft: Draft) -> None:
    draft.og["description"] = draft.summary
    draft.meta["publish"] = {
        "date": f"{draft.at.day:02} {_SHORT[draft.at.month - 1]} {draft.at.year}"
    }
    draft.patterns.append("date-short-month")


def _newsroom(draft: Draft) -> None:
    at = draft.at
    draft.meta["publish"] = {"date": f"{at.day:02} {_SHORT[at.month - 1]} {at:%Y %H:%M}"}
    draft.patterns.append("date-short-month-time")


def _government(draft: Draft) -> None:
    """Leave the title out: the page's heading was not copied."""
    picture = f"https://{draft.force.host}/government/uploads/{draft.number:08x}-image.png"
    _graph(draft, kind="article").update({"image": picture, "site": {"name": "News"}})
    draft.title = ""
    draft.meta["publish"] = {"date": f"{draft.at.day} {_month(draft)} {draft.at.year}"}
    draft.above.insert(0, f"From:\n {draft.force.name}")
    draft.patterns.append("no-title")


def _query(draft: Draft) -> None:
    """Its releases differ by a query only."""
    draft.og.update(
        {
            "image": default_picture(draft.force),
            "locale": "en_GB",
            "site": {"name": draft.force.name},
            "title": "News article",
            "type": "article",
            "url": f"https://{draft.force.host}/news/newsarticle/",
        }
    )
    draft.default_picture = True
    draft.meta["publish"] = {"date": slashed(draft.at)}
    draft.patterns += ["query-url", "relative-image", "og-url-of-list", "date-slashes"]


def _rule_line(draft: Draft) -> None:
    """Repeat the title as a heading of the first level."""
    draft.og.update({"title": draft.name, "type": "website", "url": draft.url})
    draft.meta["twitter"] = {"title": draft.name, "url": draft.url}
    day = f"{draft.at.day:02} {_month(draft)} {draft.at.year}"
    draft.above = [f"# {unescape(draft.title)}", day, "* * *", *draft.above]
    draft.patterns.append("heading-own-h1")


def _page_image(draft: Draft) -> None:
    day = f"## {draft.at:%d/%m/%Y}"
    draft.above = [f"# {unescape(draft.title)}", day, *draft.above]
    if draft.paragraphs and draft.paragraphs[0][0].isalpha():
        draft.paragraphs[0] = f"\u200b{draft.paragraphs[0]}"
    else:
        draft.above.append("\u200b")
    draft.patterns += ["date-heading", "zero-width", "heading-own-h1"]


def _encoded(draft: Draft) -> None:
    draft.meta["publish"] = {
        "date": f"{draft.at.day:02} {_SHORT[draft.at.month - 1]} {draft.at.year}"
    }
    draft.patterns.append("date-short-month")


def _summary_html(draft: Draft) -> None:
    """Its og.url is encoded as a whole."""
    picture = f"https://{draft.force.host}/media/{draft.number}/link.jpg"
    encoded = draft.url.replace(":", "%3a").replace("/", "%2f")
    _graph(draft, kind="website").update({"image": picture, "url": encoded})
    at = draft.at
    draft.above.insert(0, f"{WEEKDAYS[at.weekday()]}, {_month(draft)} {at.day}, {at.year}")
    draft.patterns += ["og-url-encoded"]


def _short_year(draft: Draft) -> None:
    draft.below.append(short_year(draft.at))
    draft.patterns.append("date-short-year")


def _press_room(draft: Draft) -> None:
    at = draft.at
    picture = f"https://resources.pressroom.example/image/{draft.number:08x}.jpg"
    site = {"name": "Pressroom"}
    _graph(draft, kind="article").update({"image": picture, "site": site})
    draft.og["url"] = draft.url.partition("#")[0]
    draft.meta["fb"] = {"app": {"id": "123456789012345"}}
    draft.meta["pressroom"] = {"name": draft.force.name}
    zone = at.tzname()
    draft.above.insert(0, f"{_SHORT[at.month - 1]} {at.day:02}, {at:%Y %H:%M} {zone}")
    draft.patterns.append("date-american")


def _article_times(draft: Draft) -> None:
    changed = draft.at + timedelta(minutes=draft.number % 90)
    times = {"published": {"time": utc(draft.at)}, "modified": {"time": utc(changed)}}
    draft.keep_time().update(times)
    picture = f"https://{draft.force.host}/sites/files/page/promoted-image/{draft.number}.jpg"
    site = {"name": draft.force.name}
    _graph(draft, kind="article").update({"image": picture, "site": site})
    draft.og["updated"] = {"time": utc(changed)}
    draft.patterns.append("date-article-time")


def _local_as_utc(draft: Draft) -> None:
    """Its times are right but for a fifth, in summer, which say the local time as UTC.

    Of those the dateline is right.
    """
    changed = draft.at + timedelta(days=1)
    wrong = utc(draft.at) != f"{draft.at:%Y-%m-%dT%H:%M:%S}+00:00" and draft.number % 5 < 2
    published = f"{draft.at:%Y-%m-%dT%H:%M:%S}+00:00" if wrong else utc(draft.at)
    times = {"published": {"time": published}, "modified": {"time": utc(changed)}}
    draft.keep_time().update(times)
    draft.keep_time()["publisher"] = f"http://social.example/{draft.force.slug}"
    picture = f"https://{draft.force.host}/content/uploads/{draft.at:%Y/%m}/{draft.number}.jpg"
    _graph(draft, kind="article").update({"image": picture, "locale": "en_US"})
    if wrong:
        draft.above.append(f"Posted on {draft.at.day} {_month(draft)} {draft.at:%Y at %H:%M:%S}")
        draft.patterns.append("date-local-labelled-utc")


def _numbered(draft: Draft) -> None:
    draft.meta["publish"] = {"date": f"{draft.at.day} {_month(draft)} {draft.at.year}"}
    draft.patterns.append("date-long-month")


def _day_month(draft: Draft) -> None:
    """Its dates have no year: that is in the address."""
    at = draft.at
    draft.og["title"] = draft.name
    month = _SHORT[at.month - 1]
    draft.meta.update({"day": f"{at.day:02}", "month": month, "time": f"{at:%H:%M}"})
    draft.patterns += ["date-without-year", "beta-host"]


def _shared_by_email(draft: Draft) -> None:
    site = {"name": draft.force.name}
    picture = default_picture(draft.force)
    _graph(draft, kind="article").update({"image": picture, "site": site})
    draft.default_picture = True
    draft.above.insert(0, f"{_month(draft)} {draft.at.day}, {draft.at.year}")
    draft.patterns.append("default-image")


def _undated_http(draft: Draft) -> None:
    """Nothing says when its releases were published, and their scheme is http."""
    draft.dated = False
    draft.patterns += ["undated-area", "http-url"]


def _dated(draft: Draft) -> None:
    day = f"{draft.at.day} {_month(draft)} {draft.at.year}"
    draft.above.insert(0, f"_Dated: {day} {draft.at:%H:%M:%S}_")
    draft.patterns.append("date-dated")


def _picture_map(draft: Draft) -> None:
    author = f"https://social.example/{draft.force.slug}"
    draft.keep_time().update({"author": author, "publisher": author})
    picture = f"https://{draft.force.host}/public/news/{draft.at:%Y-%m}/{draft.number} one.jpg"
    title = f"{draft.name} | News | {draft.force.name}"
    graph = _graph(draft, kind="article", title=title)
    graph.update({"image": {"url": picture}, "site": {"name": draft.force.name}})
    draft.meta["publish"] = {"date": f"{ordinal(draft.at.day)} {_month(draft)} {draft.at.year}"}
    draft.patterns += ["date-ordinal", "image-map"]


def _weekday_line(draft: Draft) -> None:
    at = draft.at
    draft.above.insert(0, f"**{WEEKDAYS[at.weekday()]} {_month(draft)} {at.day}, {at.year}**")
    draft.patterns.append("date-weekday-bold")


def _published_below(draft: Draft) -> None:
    at = draft.at
    day = f"{WEEKDAYS[at.weekday()]} {at.day} {_month(draft)} {at.year}"
    draft.below.append(f" _Published on {day}_")
    draft.patterns.append("date-at-end")


def _dateline(draft: Draft) -> None:
    """Dress as the site of the archive of one force did."""
    draft.default_picture = True
    draft.og.update(
        {
            "image": default_picture(draft.force),
            "site": {"name": draft.force.name},
            "title": draft.name if "&" in draft.title else draft.title,
            "type": "Article",
            "url": draft.url,
        }
    )
    day = f"{ordinal(draft.at.day)} {_month(draft)} {draft.at.year}"
    draft.above.insert(0, f"Posted on {draft.at:%H:%M:%S} on {day}")
    draft.patterns += ["dateline", "og-type-capital"]


def _flat(prefix: str) -> Callable[[Draft], str]:
    return lambda draft: f"{prefix}{slug(draft.name)}"


def _by_month(prefix: str) -> Callable[[Draft], str]:
    def path(draft: Draft) -> str:
        return f"{prefix}{draft.at.year}/{_month(draft).lower()}/{slug(draft.name)}/"

    return path


def _appeals_path(draft: Draft) -> str:
    name = cased_slug(draft.name).rstrip(".") if draft.number % 4 == 0 else slug(draft.name)
    return f"/news-and-appeals/{name}-{_SHORT[draft.at.month - 1].lower()}{draft.at:%y}"


def _query_path(draft: Draft) -> str:
    bits = draft.chance.getrandbits(128)
    return f"/News/NewsArticle.aspx?id={UUID(int=bits, version=4)}"


def _dateline_path(draft: Draft) -> str:
    return f"/News/News-Articles/{draft.at.year}/{_month(draft)}/{cased_slug(draft.name)}.aspx"


def _underscored_path(draft: Draft) -> str:
    return f"/r/{40_000 + draft.number}/{slug(draft.name).replace('-', '_')[:50]}"


STYLES: Final = {
    "portal": Style(_portal_path, _portal),
    "portal_in_body": Style(_portal_path, _portal_in_body),
    "portal_welsh": Style(_portal_path, _portal_welsh),
    "portal_staged": Style(_portal_path, _portal_staged),
    "two_clocks": Style(_portal_path, _two_clocks),
    "incident": Style(lambda d: f"/news/{d.at:%Y/%m}/{slug(d.name)}/", _incident),
    "appeals_folder": Style(_appeals_path, _appeals_folder),
    "newsroom": Style(_underscored_path, _newsroom),
    "government": Style(_flat("/government/news/"), _government),
    "query": Style(_query_path, _query),
    "rule_line": Style(lambda d: f"/news-information/article/{1_000 + d.number}", _rule_line),
    "page_image": Style(
        lambda d: f"/news-and-events/Pages/{cased_slug(d.name).rstrip('.')}.aspx", _page_image
    ),
    "encoded": Style(_flat("/news/"), _encoded),
    "summary_html": Style(_by_month("/news/"), _summary_html),
    "short_year": Style(lambda d: f"/news-live/news/{d.at.year}/{slug(d.name)}/", _short_year),
    "press_room": Style(lambda d: f"/news/{slug(d.name)}-{300_000 + d.number}", _press_room),
    "article_times": Style(_flat("/news/latest-news/"), _article_times),
    "article_folders": Style(
        lambda d: f"/news/latest-news/{d.at:%d-%m-%Y}/{slug(d.name)}", _article_times
    ),
    "local_as_utc": Style(_flat("/news/"), _local_as_utc),
    "numbered": Style(
        lambda d: f"/news/Latest-News/{400_000 + d.number}-{slug(d.name)}/", _numbered
    ),
    "day_month": Style(_by_month("/latest-news/"), _day_month),
    "shared_by_email": Style(_flat("/news-article/"), _shared_by_email),
    "undated_http": Style(_flat("/what-s-happening/news/"), _undated_http),
    "dated_twice": Style(
        lambda d: f"/find-out/news/{d.at.year}/{_month(d).lower()}-{d.at.year}/{slug(d.name)}/",
        _dated,
    ),
    "picture_map": Style(_flat("/news/"), _picture_map),
    "weekday_line": Style(_flat("/news-appeals/"), _weekday_line),
    "published_below": Style(
        lambda d: f"/article/{1_000 + d.number}/{cased_slug(d.name).rstrip('.')}", _published_below
    ),
    "dateline": Style(_dateline_path, _dateline),
}
