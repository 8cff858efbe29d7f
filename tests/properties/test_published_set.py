"""Every published release is at its address, and nothing of an unpublished one is anywhere."""

import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st
from lxml import etree

from tests.support.command import build
from tests.support.draws import draws
from tests.support.pictures import saying
from tests.support.site import CONFIG, HOSTS, Release, difference, new_site, tree, write

LONDON: Final = ZoneInfo("Europe/London")
SITE: Final = CONFIG.replace("[areas.Cumbria]", "[feeds]\nitems = 200\n\n[areas.Cumbria]")
ARCHIVES: Final = {"Cumbria": "News/News-Articles", "Northshire": "newsroom"}
HOME_SHOWS: Final = 20
NEWS_SITEMAP_DAYS: Final = 2

ADDRESSES: Final = {
    "/News/News-Articles/2020/March/X..aspx": "News/News-Articles/2020/March/X..aspx",
    "/News/News-Articles/2020/March/X(1).ASPX": "News/News-Articles/2020/March/X(1).ASPX",
    "/caf%C3%A9/Zo%c3%ab.html": "café/Zoë.html",
    "/cafe%CC%81/x.htm": "café/x.htm",
    "/folder/": "folder/index.html",
    "/no-extension": "no-extension/index.html",
    "/a%20space%25/x.php": "a space%/x.php",
    "/item.aspx?id=7": "item.aspx@id=7.html",
    "/item.aspx?id=7&path=a/b": "item.aspx@id=7&path=a%2Fb.html",
    "/items/?page=2": "items/@page=2.html",
    "/deep/er/and/deeper/still.asp": "deep/er/and/deeper/still.asp",
    "//doubled//slashes.aspx": "doubled/slashes.aspx",
    "/UPPER/lower.aspx": "UPPER/lower.aspx",
    "/with#fragment": "with/index.html",
}
"""Historic addresses and the file that each lives in, written out by hand."""

TIMES: Final = [
    None,
    "2019-12-31 23:59",
    "2020-03-05",
    "2020-03-05 10:49",
    "2025-06-30 23:30",
    "2025-07-01 00:30",
    "2026-03-14 09:00",
    "2026-03-15 12:00",
    "2026-03-15 12:01",
    "2026-04-01 00:15",
]
INSTANTS: Final = [
    None,
    "2020-01-01T00:00+00:00",
    "2026-03-15T12:00+00:00",
    "2026-03-15T12:01Z",
    "2026-04-01T00:00+01:00",
]
NOWS: Final = ["2020-03-05T11:00Z", "2026-03-15T12:00Z", "2026-03-15T12:01Z", "2026-05-01T00:00Z"]


@dataclass(frozen=True)
class Case:
    """One release of a random archive: what it says, and nothing that newsgen worked out."""

    number: int
    area: str
    address: str | None
    date: str | None
    embargo: str | None
    expires: str | None
    draft: bool

    @property
    def canary(self) -> str:
        return f"Canary{self.number:03}Bird"

    @property
    def written(self) -> datetime | None:
        """Return its date, or that of the folders of its address."""
        folders = "2020-03-01" if "/2020/March/" in (self.address or "") else None
        date = self.date or folders
        return datetime.fromisoformat(date).replace(tzinfo=LONDON) if date else None

    @property
    def when(self) -> datetime | None:
        """Return when it was published: when it was written, or its embargo ended after that."""
        embargo = datetime.fromisoformat(self.embargo) if self.embargo else None
        moments = [moment.astimezone(LONDON) for moment in (self.written, embargo) if moment]
        return max(moments, default=None)

    @property
    def month(self) -> str | None:
        return f"{self.when:%Y/%B}" if self.when else None

    @property
    def path(self) -> str:
        if self.address is not None:
            return ADDRESSES[self.address]
        assert self.written is not None
        return f"{ARCHIVES[self.area]}/{self.written:%Y/%B}/{self.canary}.aspx"

    def is_published(self, now: datetime, *, drafts: bool) -> bool:
        if self.draft and not drafts:
            return False
        end = datetime.fromisoformat(self.expires) if self.expires else None
        return (self.when or now) <= now and (end is None or now < end)

    def release(self) -> Release:
        more = {
            "embargo": self.embargo,
            "expires": self.expires,
            "status": "draft" if self.draft else None,
            "tags": f"[{self.canary}tag]",
        }
        return Release(
            title=self.canary,
            area=self.area,
            url=f"https://{HOSTS[self.area]}{self.address}" if self.address else None,
            date=self.date,
            body=f"The body of {self.canary}.\n\n![still](/pictures/{self.canary}.png)",
            more={key: value for key, value in more.items() if value},
        )


@st.composite
def archives(draw: st.DrawFn) -> list[Case]:
    addresses = draw(st.permutations(sorted(ADDRESSES)))
    cases = []
    for number in range(draw(st.integers(1, 14))):
        date = draw(st.sampled_from(TIMES))
        historic = date is None or draw(st.booleans())
        cases.append(
            Case(
                number=number,
                area=draw(st.sampled_from(sorted(HOSTS))),
                address=addresses[number] if historic else None,
                date=date,
                embargo=draw(st.sampled_from([None, None, *INSTANTS])),
                expires=draw(st.sampled_from([None, None, *INSTANTS])),
                draft=draw(st.sampled_from([False, False, True])),
            )
        )
    return cases


class Links(HTMLParser):
    """Collects the links and texts of a page's main part."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self._within = False
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self._within = True
        if tag == "a" and self._within:
            self.hrefs.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._within = False


def _titles(page: bytes) -> list[str]:
    """Return the canaries in the links of a page's main part, in order, without its pager."""
    main = re.search(rb"<main.*</main>", page, re.DOTALL)
    assert main is not None
    return re.findall(r"<h\d><a [^>]*>(Canary\d+Bird)</a></h\d>", main[0].decode())


def _xml(data: bytes, path: str) -> list[str]:
    return [str(e.text) for e in etree.fromstring(data).iterfind(path)]


ATOM: Final = "{http://www.w3.org/2005/Atom}"
MAP: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _feeds(root: dict[str, bytes], folder: str) -> Iterator[list[str]]:
    yield _xml(root[f"{folder}feed.atom"], f"{ATOM}entry/{ATOM}title")
    if not folder:
        yield _xml(root["feed.rss"], "channel/item/title")
        yield [item["title"] for item in json.loads(root["feed.json"])["items"]]


@draws(400)
@given(
    cases=archives(),
    now=st.sampled_from(NOWS),
    drafts=st.booleans(),
    layout=st.sampled_from(["single", "per-host"]),
)
def test_output_shows_the_published_releases_and_no_others(
    cases: list[Case], now: str, drafts: bool, layout: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = _site(Path(folder, "site"), cases, layout)
        outcome = build(site, as_of=now, drafts=drafts)
        assert outcome.code == 0, outcome.out + outcome.err
        files = tree(site / "output")
    at = datetime.fromisoformat(now).astimezone(UTC)
    shown = [case for case in cases if case.is_published(at, drafts=drafts)]
    assert outcome.data["summary"]["releases"] == len(shown)
    assert outcome.data["summary"]["held"] == len(cases) - len(shown)
    _assert_hidden([case for case in cases if case not in shown], files)
    for root, expected in _roots(files, shown, layout):
        _assert_at_their_addresses(expected, root)
        _assert_listed(expected, root)
        _assert_fed(expected, root)
        _assert_mapped(expected, root, at)


def _site(folder: Path, cases: Sequence[Case], layout: str) -> Path:
    config = SITE.replace("[site]", f'[site]\nlayout = "{layout}"')
    releases = {f"{c.area}/{c.number}.md": c.release() for c in cases}
    site = new_site(folder, releases, config)
    for case in cases:
        write(site / f"content/pictures/{case.canary}.png", saying(case.canary))
    return site


def _roots(
    files: dict[str, bytes], shown: list[Case], layout: str
) -> Iterator[tuple[dict[str, bytes], list[Case]]]:
    if layout == "single":
        yield files, shown
        return
    for area, host in HOSTS.items():
        cases = [case for case in shown if case.area == area]
        inside = {p.removeprefix(f"{host}/"): d for p, d in files.items() if p.startswith(host)}
        assert bool(inside) is bool(cases)
        if cases:
            yield inside, cases


def _assert_hidden(hidden: Sequence[Case], files: dict[str, bytes]) -> None:
    for case in hidden:
        holding = [
            path for path, data in files.items() if case.canary in path + data.decode("latin-1")
        ]
        assert holding == [], f"{case} is seen"


def _assert_at_their_addresses(shown: Sequence[Case], root: dict[str, bytes]) -> None:
    for case in shown:
        page = root[case.path].decode()
        assert f"<h1>{case.canary}</h1>" in page
        assert f"The body of {case.canary}." in page
        assert root[f"pictures/{case.canary}.png"] == saying(case.canary)
    releases = [path for path, data in root.items() if b'<meta property="og:type"' in data]
    articles = [path for path in releases if b'content="article"' in root[path]]
    assert sorted(articles) == sorted(case.path for case in shown)


def _assert_listed(shown: Sequence[Case], root: dict[str, bytes]) -> None:
    for area, archive in ARCHIVES.items():
        cases = [case for case in shown if case.area == area]
        months: dict[str, set[str]] = {}
        for case in cases:
            months.setdefault(case.month or "undated", set()).add(case.canary)
        pattern = re.compile(rf"{archive}/(\d{{4}}/[A-Z][a-z]+|undated)/index\.html")
        pages = {m[1]: data for p, data in root.items() if (m := pattern.fullmatch(p))}
        assert {month: set(_titles(page)) for month, page in pages.items()} == months
        for page in pages.values():
            assert len(set(_titles(page))) == len(_titles(page))
    for page in (d for p, d in root.items() if p.endswith(".html") and b"<main" in d):
        for href in Links(page).hrefs:
            _assert_leads_somewhere(href, root)


def _assert_leads_somewhere(href: str, root: dict[str, bytes]) -> None:
    parts = urlsplit(href)
    if parts.netloc or not parts.path.startswith("/"):
        return
    path = unquote(parts.path).lstrip("/")
    candidates = {path, f"{path}index.html", f"{path}/index.html"}
    if parts.query:
        candidates = {f"{path}@{parts.query.replace('/', '%2F')}.html"}
    assert candidates & set(root), f"{href} leads nowhere"


def _assert_fed(shown: Sequence[Case], root: dict[str, bytes]) -> None:
    newest = sorted((case.when for case in shown if case.when), reverse=True)
    expected = [*newest, *(None for case in shown if not case.when)]
    by_title = {case.canary: case for case in shown}
    for titles in _feeds(root, ""):
        assert [by_title[title].when for title in titles] == expected
    home = _titles(root["index.html"])
    assert [by_title[title].when for title in home] == expected[:HOME_SHOWS]
    for area in HOSTS:
        canaries = {case.canary for case in shown if case.area == area}
        if any(case.area == area for case in shown):
            for titles in _feeds(root, f"areas/{area.lower()}/"):
                assert sorted(titles) == sorted(canaries)
            listed = {case.canary for case in shown if case.area == area}
            assert set(_titles(root[f"areas/{area.lower()}/index.html"])) == listed
        else:
            assert f"areas/{area.lower()}/feed.atom" not in root


def _assert_mapped(shown: Sequence[Case], root: dict[str, bytes], now: datetime) -> None:
    maps = [
        urlsplit(u).path.lstrip("/") for u in _xml(root["sitemap.xml"], f"{MAP}sitemap/{MAP}loc")
    ]
    assert sorted(maps) == sorted(p for p in root if re.fullmatch(r"sitemaps/.+\.xml", p))
    listed = [u for m in maps if "pages" not in m for u in _xml(root[m], f"{MAP}url/{MAP}loc")]
    assert sorted(_page(url) for url in listed) == sorted(case.path for case in shown)
    news = [_page(url) for url in _xml(root["news-sitemap.xml"], f"{MAP}url/{MAP}loc")]
    recent = [
        case.path
        for case in shown
        if case.when and (now - case.when).total_seconds() <= NEWS_SITEMAP_DAYS * 86_400
    ]
    assert sorted(news) == sorted(recent)


def _page(url: str) -> str:
    """Return the file of an address, read off the addresses in the table or a permalink's."""
    parts = urlsplit(url)
    address = parts.path + (f"?{parts.query}" if parts.query else "")
    known = {_plain(key): path for key, path in ADDRESSES.items()}
    return known.get(_plain(address), unquote(address).lstrip("/"))


def _plain(address: str) -> str:
    text = unquote(address.partition("#")[0])
    return text.replace("e\u0301", "é")


def test_release_that_expires_leaves_every_output_at_the_next_build() -> None:
    case = Case(1, "Cumbria", None, "2026-03-14 09:00", None, "2026-03-15T12:00+00:00", draft=False)
    other = Case(2, "Cumbria", None, "2026-03-13 09:00", None, None, draft=False)
    with tempfile.TemporaryDirectory() as folder:
        site = _site(Path(folder, "site"), [case, other], "single")
        assert build(site, as_of="2026-03-15T11:59Z").code == 0
        assert case.path in tree(site / "output")
        assert build(site, as_of="2026-03-15T12:00Z").code == 0
        _assert_hidden([case], tree(site / "output"))


def test_release_taken_down_leaves_output_and_cache_at_the_next_build() -> None:
    """What the law removed is kept nowhere, not in free pages of the database either."""
    cases = [
        Case(n, "Cumbria", None, f"2026-03-{n + 1:02} 09:00", None, None, draft=False)
        for n in range(9)
    ]
    with tempfile.TemporaryDirectory() as folder:
        site = _site(Path(folder, "site"), cases, "single")
        assert build(site).code == 0
        (site / "content/Cumbria/4.md").unlink()
        (site / f"content/pictures/{cases[4].canary}.png").unlink()
        assert build(site).code == 0
        _assert_hidden([cases[4]], tree(site / "output"))
        _assert_hidden([cases[4]], tree(site / ".newsgen"))
        assert cases[5].canary.encode() in b"".join(tree(site / ".newsgen").values())


def test_addresses_with_a_doubled_slash_are_linked_within_the_site() -> None:
    """A link that begins with two slashes would lead to another host."""
    case = Case(1, "Cumbria", "//doubled//slashes.aspx", "2026-03-14", None, None, draft=False)
    with tempfile.TemporaryDirectory() as folder:
        site = _site(Path(folder, "site"), [case], "single")
        assert build(site).code == 0
        root = tree(site / "output")
    links = Links(root["index.html"]).hrefs
    assert links
    assert not [href for href in links if href.startswith("//")]


@pytest.mark.parametrize("areas", [("North Shire", "North-Shire"), ("\u5317", "\u5357")])
def test_no_two_areas_share_a_page(areas: tuple[str, str], tmp_path: Path) -> None:
    """Both have one or the build is refused; either way building again writes nothing."""
    releases = {
        f"{i}.md": Release(f"Of {area}", area=area, url=f"https://h.example/{i}", date="2020-03-05")
        for i, area in enumerate(areas)
    }
    site = new_site(tmp_path / "site", releases)
    outcome = build(site)
    pages = [d.decode() for p, d in tree(site / "output").items() if p.startswith("areas/")]
    headings = {area for area in areas if any(f"<h1>{area}</h1>" in page for page in pages)}
    assert headings == (set(areas) if outcome.code == 0 else set())
    assert build(site).written == 0


def test_host_called_portal_is_a_site_like_any_other(tmp_path: Path) -> None:
    actual = []
    for host in ("portal", "portam"):
        config = SITE.replace("[site]", '[site]\nlayout = "per-host"')
        release = Release("Here", url=f"https://{host}/here.aspx", date="2020-03-05")
        site = new_site(tmp_path / host, {"here.md": release}, config)
        assert build(site).code == 0
        root = tree(site / "output" / host)
        actual.append({path: data.replace(host.encode(), b"HOST") for path, data in root.items()})
    assert difference(*actual) == {}
