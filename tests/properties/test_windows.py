"""A part sees its window alone, and what a window gives decides whether its pages are made again.

Each part is made to ask for one more thing, whatever a site can show, and prints the answer instead
of its pages. Then the site is edited in many ways. If a digest did not stand for all that its
window gives, a page would keep an old answer.
"""

from collections.abc import Iterator
from dataclasses import make_dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, get_type_hints

import pytest

from newsgen.digest import digest_bytes
from newsgen.model.lists import ReleaseList
from newsgen.model.release import Picture
from newsgen.pipeline.central import build
from newsgen.pipeline.frame import build_frame, open_theme
from newsgen.pipeline.ingest import ingest
from newsgen.pipeline.result import Request
from newsgen.pipeline.session import open_session
from newsgen.site import index, parts
from newsgen.site._month_window import MonthWindow
from newsgen.site._terms import TERM_YEARS, TERMS
from newsgen.site.opened import OpenRoot
from newsgen.site.part import Part, whole
from newsgen.site.partitions import Partitions
from newsgen.site.pictures import piece_of_name
from newsgen.site.target import Target, page
from newsgen.site.views import RobotsPage
from newsgen.site.window import Question, Window, field_names
from newsgen.store import Catalogue
from tests.media import read
from tests.support.catalogue import release
from tests.support.paths import REPOSITORY
from tests.support.pictures import photograph
from tests.support.site import HOSTS, STATEMENT, Release, write

EVERY_PART: Final = [part for part in parts.PARTS if isinstance(part, Part)]
OF_ROOTS: Final = [part for part in EVERY_PART if part.pieces is whole]
"""The parts that are planned as one for each root."""
OF_ROOTS_AND_MONTHS: Final = {
    part.name
    for part in EVERY_PART
    if part in OF_ROOTS or get_type_hints(part.opens)["return"] is MonthWindow
}
CONSTANT: Final = {"month", "only", "year"}
"""What no edit changes: the name of a month or year, and that a build asks for all of it."""
CRIME: Final = ReleaseList("crime", {}, age=timedelta(days=60), on=("home", "area"))
ARGUMENTS: Final[dict[str, list[tuple[Any, ...]]]] = {
    "latest": [(20, ""), (20, "Cumbria"), (3, "Northshire")],
    "appeals": [(5,)],
    "featured": [(5, ""), (2, "Cumbria")],
    "news": [(10,)],
    "picture": [("/images/map.png",), ("/images/other.png",), ("/images/no.png",)],
    "file": [("/files/plan.csv",), ("/images/map.png",), ("/files/no.csv",)],
    "lacks": [("images/map.png",), ("images/no.png",), ("files/no.png",), ("other/no.png",)],
    "before": [("/News/News-Articles/",), ("/newsroom/",)],
    "after": [("/News/News-Articles/",), ("/newsroom/",)],
    "same_incident": [("cumbria lc-20260301-1",), ("cumbria lc-20260301-2",)],
    "named": [("14.md",), ("12.md",), ("3.md",), ("0.md",)],
    "tagged": [("14.md",), ("12.md",), ("6.md",), ("0.md",)],
    "item": [(release("0", images=(Picture("/images/map.png"),)), "Cumbria")],
    "ui_language_of": [("cy",), ("en-GB",), ("gd",)],
    "term_latest": [(20,), (1,)],
    "term_of": [("kinds", "appeal"), ("topics", "fraud"), ("topics", "no-such")],
    "list_items": [(CRIME, 9, ""), (CRIME, 1, "Cumbria")],
}
"""What questions that need arguments are asked."""
MOST: Final = 5
SHARES: Final = (0, *(pytest.param(each, marks=pytest.mark.rotates(4)) for each in range(1, MOST)))
"""Shares of the questions; the first is always asked."""

_TABLES: Final = """\
[site]
title = "Windows"
layout = "per-host"
base_url = "https://news.example"
theme = "local"
appeal_age = "never"
search = true

[areas.Cumbria]
name = "Cumbria Constabulary"
hosts = ["www.cumbria.police.uk"]
archive = "/News/News-Articles/"

[areas.Northshire]
name = "Northshire Police"
hosts = ["www.northshire.police.example"]
archive = "/newsroom/"

[taxonomies.kinds]
key = "kind"

[taxonomies.area]

[taxonomies.topics]
key = "tags"
path = "/topics/{term}/"

[lists.crime]
where = { tags = ["rural crime", "fraud"] }
on = ["home", "area"]

[media]
cards = true
"""
CONFIG: Final = f"{_TABLES}{STATEMENT}"


PLAIN_WORDS: Final = (REPOSITORY / "src/newsgen/themes/plain/words/en.toml").read_text("utf-8")
THEME: Final = '[theme]\ntitle = "Local"\nextends = "plain"\n'


class Site:
    """A site that is edited step by step."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.as_of = "2026-03-15T12:00+00:00"
        self.releases: dict[str, Release] = {}
        self.write("themes/local/theme.toml", THEME)
        self.write("newsgen.toml", CONFIG)
        for name, width in (("map", 260), ("other", 250)):
            self.write(f"content/images/{name}.png", photograph(width, 20, "PNG"))
        self.write("content/files/plan.csv", "day,place\n")
        for number in range(16):
            area = ("Cumbria", "Northshire")[number % 2]
            day = f"{(number // 4 + 1) % 3 + 1:02}-{number % 14 + 1:02}" if number < 15 else "03-14"
            self.save(
                f"{number}",
                Release(
                    f"Release {number}",
                    area,
                    f"https://{HOSTS[area]}/releases/{number}.aspx",
                    f"2026-{day} 09:00" if number > 2 else None,
                    "See ![a map](/images/map.png)." if number % 5 == 0 else "Officers ask.",
                    more={"kind": "appeal"}
                    if number in (3, 4)
                    else {"tags": ["[roads, Rural crime]", "[rural crime]", "[fraud]"][number % 3]},
                ),
            )

    def write(self, path: str, data: str | bytes) -> None:
        write(self.folder / path, data)

    def save(self, name: str, release: Release) -> None:
        self.releases[name] = release
        self.write(f"content/{name}.md", release.text())

    def change(self, name: str, **values: Any) -> None:
        self.save(name, replace(self.releases[name], **values))

    def add(self, name: str, **keys: str) -> None:
        """Add keys to the front matter of a release."""
        self.change(name, more={**self.releases[name].more, **keys})

    def configure(self, before: str, after: str) -> None:
        text = (self.folder / "newsgen.toml").read_text(encoding="utf-8")
        assert before in text
        self.write("newsgen.toml", text.replace(before, after))

    def request(self, output: str) -> Request:
        return Request(
            site=self.folder,
            as_of=datetime.fromisoformat(self.as_of),
            output=self.folder / output,
            cache=self.folder / ".newsgen",
            jobs=1,
        )


def _edits(site: Site) -> Iterator[str]:  # noqa: PLR0915 (one after the other)
    """Edit a site again and again, and say what was edited."""
    yield "nothing"
    site.change("3", title="Another title")
    yield "the title of a release"
    site.change("1", body="Officers ask again.")
    yield "the text of an undated release"
    url = f"https://{HOSTS['Cumbria']}/old"
    old = Release("Old", url=url, date="2019-01-05 10:00", more={"kind": "appeal"})
    site.save("old", old)
    yield "an open appeal of long ago, which is new"
    site.add("old", featured_until="2026-03-20")
    yield "a featured release"
    site.add("old", summary="Still open.")
    yield "an open appeal of long ago"
    site.change("6", date="2025-12-24 09:00", more={"kind": "court-result"})
    yield "kind and date"
    for name, number in {"4": 1, "8": 1, "12": 2}.items():
        site.add(name, incident=f"{{reference: LC-20260301-{number}}}")
    yield "incidents"
    site.change("8", title="More of the incident")
    yield "a release of an incident"
    site.write("content/images/map.png", photograph(300, 20, "PNG"))
    site.change("7", body="See ![b](/images/other.png).")
    yield "pictures"
    site.add("14", related="[7.md, 11.md, none.md]")
    site.add("3", language="pl", translation_of="7.md")
    yield "a pair of languages"
    polish = STATEMENT.replace("[accessibility]", "[languages.pl.accessibility]")
    site.configure("[media]", f'[languages.pl]\nhome = "/pl/"\n{polish}\n[media]')
    yield "a language with a home"
    site.add("3", tags="[fraud]")
    site.save("pl", Release("Nowe", "Northshire", date="2026-03-13 09:00", more={"language": "pl"}))
    yield "more in that language"
    both = "Officers ask.\n\n:::pl\nPolicja prosi.\n:::"
    site.save("both", Release("Both", "Northshire", date="2026-03-12 09:00", body=both))
    yield "a release in both languages"
    site.add("12", related=f"['https://{HOSTS['Cumbria']}/releases/8.aspx', 1.md]")
    yield "releases that others name"
    site.change("7", title="A name that changes")
    site.change("5", title="A tag that changes")
    yield "releases that are named, or have a tag in common"
    site.add("9", tags="[Rural Crime, fraud]")
    site.add("0", images="[{src: /images/other.png, alt: A map}]", tags="[a new one]")
    yield "tags, and the picture of an undated release"
    site.write("content/images/other.png", photograph(700, 20, "PNG", seed=1))
    site.configure('path = "/topics/', 'title = "By topic"\npath = "/by/')
    site.configure("[lists.crime]", "[lists.crime]\nlimit = 3")
    yield "the size of a picture, a taxonomy and a list"
    site.change("4", body="See [the plan](/files/plan.csv).")
    yield "a link to a file"
    site.write("content/files/plan.csv", "day,place\nMonday,Ellerdale\n")
    yield "the size of a file"
    page = {"type": "page", "slug": "about"}
    site.save("about", Release("About us", body="![a map](/images/map.png)", more=page))
    yield "a page"
    site.add("about", updated="2026-03-14")
    yield "when a page was changed"
    site.add("9", noindex="true")
    yield "what search engines may list"
    site.add("10", status="withdrawn", explanation="Wrong.")
    site.add("11", redirect_from="/was/here.aspx")
    yield "a withdrawal and a redirect"
    site.change("11", more={"kind": "charge", **site.releases["11"].more})
    yield "the line of a redirect"
    (site.folder / "content/13.md").unlink()
    site.as_of = "2026-03-29T12:00+00:00"
    yield "a removal, and the time"
    site.write("themes/local/theme.toml", f"{THEME}[pictures]\nwidths = [210, 230]\n")
    yield "the widths of pictures"
    site.configure("cards = true", "cards = true\navif = true")
    site.write("content/images/map.png", read("credited/xmp.png"))
    yield "copies in AVIF, and a picture that says who made it"
    site.configure("cards = true", 'cards = true\nkeep = ["credit"]')
    yield "what pictures keep"
    site.configure("Cumbria Constabulary", "Cumbria Police")
    yield "the name of an area"
    site.configure("search = true", "search = true\n[feeds]\nitems = 3")
    site.configure("our web team", "an agency")
    yield "feeds and statement"
    site.write("themes/local/assets/more.css", "p { color: red }")
    site.write("themes/local/words/gd.toml", PLAIN_WORDS)
    yield "the theme"
    site.configure('theme = "local"', 'theme = "local"\nlanguage = "cy"')
    site.configure('"Windows"', '"Other windows"')
    yield "language and title of the site"


def shown(name: str, value: Any) -> str:
    """Return a digest of all that a question is answered with."""
    if isinstance(value, Question):
        asked: list[Any] = [value(*arguments) for arguments in ARGUMENTS.get(name, [()])]
        value = [sorted(answer) if isinstance(answer, set) else answer for answer in asked]
    return digest_bytes(repr(value).encode()).hex()


def fields_of(window: Window) -> dict[str, Any]:
    return {name: getattr(window, name) for name in field_names(type(window))}


def shown_of(root: OpenRoot, part: str, piece: str) -> Iterator[Window]:
    """Yield the windows that a part may be shown a piece of a root in: its own, and those like it.

    A month may be shown what a root may, and a year of a term what the term may.
    """
    yield parts_by_name()[part].opened(root, piece).window
    if part == TERM_YEARS.name:
        yield TERMS.opens(root, piece.rpartition("/")[0], "")
    elif part in OF_ROOTS_AND_MONTHS:
        yield from (each.opened(root).window for each in reversed(OF_ROOTS))


@cache
def parts_by_name() -> dict[str, Part[Any]]:
    return {each.name: each for each in EVERY_PART}


def values(root: OpenRoot, part: str, piece: str) -> dict[str, Any]:
    """Return all that a part may be shown."""
    every: dict[str, Any] = {}
    for window in shown_of(root, part, piece):
        every = fields_of(window) | every
    return every


def value(root: OpenRoot, part: str, piece: str, name: str) -> Any:
    """Return one of the values that a part may be shown."""
    windows = shown_of(root, part, piece)
    return next(getattr(window, name) for window in windows if name in field_names(type(window)))


def piece_of(window: Any) -> str:
    """Return a name for what a window is opened onto."""
    term = getattr(window, "term_around", None) or getattr(window, "term", None)
    year = f" {window.year}" if hasattr(window, "year") else ""
    pictures: Any = getattr(window, "pictures", tuple)()
    piece = "".join(piece_of_name(name) for name, _, _ in pictures[:1])
    return f" {term.slug}{year}" if term else getattr(window, "month", piece)


@cache
def _wider(window: Any, name: str) -> Any:
    return make_dataclass("Asking", [(name, Any, None)], bases=(window,), frozen=True, slots=True)


def asking(part: Part[Any], name: str) -> Part[Any]:
    """Return a part that asks its window for one more thing, and makes only pages that print it."""

    def opens(root: OpenRoot, piece: str, only: str) -> Any:
        window = part.opens(root, piece, only)
        if name in field_names(type(window)):
            return window
        kind: Any = type(window)
        wide = _wider(kind, name)
        return wide(*fields_of(window).values(), value(root, part.name, piece, name))

    def makes(window: Any) -> Iterator[Target]:
        href = f"{window.root.base}asked/{part.name}{piece_of(window)}.txt"
        asked = shown(name, getattr(window, name))
        yield page(window.root, href, "robots.txt", RobotsPage((asked,)))

    templates = (*part.templates, "robots.txt")
    return replace(part, opens=opens, makes=makes, templates=templates)


def indexed(catalogue: Catalogue, root: str, folder: Path, **shown: Any) -> list[tuple[str, str]]:
    """Stand in for Pagefind, which takes long to start: an index that shows all it is made of."""
    text = repr(([*catalogue.releases.bodies(root)], shown)).encode()
    write(folder / "releases.json", text)
    return [("releases.json", digest_bytes(text).hex())]


Answers = dict[tuple[str, str, str], str]
"""Answers by part, page and question."""


def answers(site: Site) -> Answers:
    """Return what each partition of a site would be shown now."""
    by_name = {}
    with open_session(site.request("output")) as session:
        ingest(session)
        frame = build_frame(session, open_theme(session))
        partitions = Partitions(frame, session.catalogue)
        for planned in partitions.every():
            assert planned.partition
            part, root, piece = planned.partition
            window = parts.part_named(part).opened(partitions._site.root(root), piece).window
            its_root = frame.roots[root].root
            path = its_root.file(f"{its_root.base[1:]}asked/{part}{piece_of(window)}.txt")
            for name, value in values(partitions._site.root(root), part, piece).items():
                by_name[part, path, name] = shown(name, value)
        session.database.commit()
    return by_name


def _differing(before: Answers, now: Answers) -> set[str]:
    """Return the questions with an answer that changed, came or went."""
    return {name for (_, _, name), _ in before.items() ^ now.items()}


def _changed(before: Answers, now: Answers) -> set[str]:
    """Return the questions that a page was answered before and now, otherwise."""
    return {asked[2] for asked, answer in now.items() if before.get(asked, answer) != answer}


@pytest.fixture(scope="module")
def changes(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Answers, Answers]]:
    """Return the answers before and after each edit of a site."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "make_index", indexed)
        watched = Site(tmp_path_factory.mktemp("windows") / "watched")
        return [*pairwise(answers(watched) for _ in _edits(watched))]


def test_every_question_is_asked_and_answered_otherwise_after_some_edit(
    changes: list[tuple[Answers, Answers]],
) -> None:
    names = {name for _, _, name in changes[0][0]}
    windows = (get_type_hints(part.opens)["return"] for part in EVERY_PART)
    assert {name for window in windows for name in field_names(window)} <= names
    assert set[str]().union(*(_changed(*pair) for pair in changes)) == names - CONSTANT


@pytest.mark.parametrize("share", SHARES)
def test_whatever_a_part_asks_its_window_for_is_never_shown_stale(
    share: int,
    changes: list[tuple[Answers, Answers]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A question has an output of its own, which is built before and after its answers change."""
    monkeypatch.setattr(index, "make_index", indexed)
    names = {*sorted({name for _, _, name in changes[0][0]})[share::MOST]}
    shown_to = {(part, name) for part, _, name in changes[0][0]}
    site = Site(tmp_path / "site")
    differing = [set[str](), *(_differing(*pair) & names for pair in changes), set[str]()]
    for edit, (behind, ahead) in zip(_edits(site), pairwise(differing), strict=True):
        now = answers(site)
        for name in sorted(behind | ahead):
            monkeypatch.setattr(
                parts,
                "PARTS",
                tuple(
                    asking(part, name) if (part.name, name) in shown_to else part
                    for part in EVERY_PART
                ),
            )
            output = f"outputs/{name}"
            result = build(site.request(output))
            assert not result.refused, (edit, result.diagnostics)
            expected = {path: answer for (_, path, asked), answer in now.items() if asked == name}
            printed = _printed(site.folder / output)
            assert printed == expected, (edit, name)


def _printed(output: Path) -> dict[str, str]:
    files = output.rglob("asked/*.txt")
    return {
        file.relative_to(output).as_posix(): file.read_text().partition("Sitemap: ")[2].strip()
        for file in files
    }
