"""What the items of a WordPress export refer to, who may see them, and their addresses."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cached_property
from typing import Final, NamedTuple
from urllib.parse import quote, unquote

from newsgen.importers._wordpress import Library, LibraryFile
from newsgen.importers._wxr_items import WxrItem
from newsgen.importers.page_text import text_of
from newsgen.model.urls import slugify

PAGELESS: Final = frozenset({
    "revision", "nav_menu_item", "wp_navigation", "wp_global_styles", "wp_template",
    "wp_template_part", "wp_block", "custom_css", "customize_changeset", "oembed_cache",
    "user_request", "wp_font_family", "wp_font_face",
})  # fmt: skip
"""Types of posts that have no page."""
_DRAFTS: Final = ("draft", "pending")
_NO_YEAR: Final = "0000"
_ENOUGH: Final = 0.9
_SIZE: Final = re.compile(r"(?:-\d{1,5}x\d{1,5}|-scaled|-rotated|-e\d{10,14})+(?=\.\w{2,5}\Z)")
"""What WordPress adds to the name of a picture for its copies."""
_FILE: Final = re.compile(
    r"(?:(?:https?:)?//[^/\s\"'<>\\]{1,200})?(/[^\s\"'<>?#\\()]{1,500}\.\w{2,5})(?![\w/])"
)
_GALLERY: Final = re.compile(r"\[(?:gallery|playlist)\b[^\]]{0,2000}\]")


class Reach(Enum):
    """Who may see something: everyone, nobody yet, or nobody."""

    PUBLIC = "everyone"
    WAITING = "nobody yet"
    NOBODY = "nobody"


class WxrPost(NamedTuple):
    """What is kept of an item while all others are looked at."""

    id: int
    type: str
    status: str
    link: str
    name: str
    date: str
    parent: int
    is_locked: bool
    mentions: frozenset[str]
    pictures: tuple[int, ...]
    thumbnail: int

    @property
    def is_draft(self) -> bool:
        return self.status in _DRAFTS


class WxrIndex:
    """All items of an export, looked at once."""

    def __init__(self, items: Iterable[WxrItem], blog: str, *, takes_drafts: bool = False) -> None:
        self._blog, self._takes_drafts = blog, takes_drafts
        self.posts: dict[int, WxrPost] = {}
        self.counts = Counter[str]()
        attachments: dict[int, LibraryFile] = {}
        blocks: dict[int, str] = {}
        bases = Counter[str]()
        for item in items:
            post = _post_of(item)
            self.posts[post.id] = post
            if post.type == "attachment":
                attachments[post.id] = _attachment_of(item, post)
                bases.update(_bases(item))
            elif post.type == "wp_block" and self.sight_of(post) is Reach.PUBLIC:
                blocks[post.id] = item["content:encoded"]
            self._count(item, post)
        of_post: dict[int, list[int]] = defaultdict(list)
        for number, file in sorted(attachments.items(), key=lambda pair: (pair[1].order, pair[0])):
            if file.is_picture:
                of_post[file.parent].append(number)
        self.library = Library(attachments, of_post, blocks)
        self.base = next((base for base, _ in bases.most_common(1)), f"{blog}/wp-content/uploads")
        self.links = {post.link for post in self.posts.values()
                      if post.link and post.type != "attachment"
                      and self.sight_of(post) is Reach.PUBLIC}  # fmt: skip
        self._files = {_family(file.url): file for file in attachments.values()}
        self.shown: set[str] = set()
        self._sights = self._note_files()

    def _count(self, item: WxrItem, post: WxrPost) -> None:
        """Count what is not brought along."""
        if post.type == "attachment":
            return
        self.counts["comment"] += sum(approved == "1" for approved in item.comments)
        if post.type in PAGELESS:
            self.counts[post.type] += post.type != "wp_block"
            return
        sight = self.sight_of(post)
        if sight is Reach.WAITING:
            self.counts[f"{'draft' if post.is_draft else 'embargo'}, imported"] += 1
        elif sight is Reach.NOBODY:
            self.counts["with a password" if post.is_locked else post.status or "no status"] += 1
        else:
            fields = {key for key, value in item.meta if key[:1] != "_" and value.strip()}
            self.counts.update(f"custom field {key}" for key in fields)

    @cached_property
    def first_at(self) -> dict[str, int]:
        """The number of the first post at each address."""
        first: dict[str, int] = {}
        for post in self.posts.values():
            is_page = post.type != "attachment" and post.type not in PAGELESS
            if is_page and self.sight_of(post) is not Reach.NOBODY:
                first.setdefault(self.address_of(post), post.id)
        return first

    # Who may see what

    def sight_of(self, post: WxrPost) -> Reach:
        if post.is_locked:
            return Reach.NOBODY
        if post.status == "publish":
            return Reach.PUBLIC
        is_taken = post.status == "future" or (self._takes_drafts and post.is_draft)
        return Reach.WAITING if is_taken else Reach.NOBODY

    def _note_files(self) -> dict[str, Reach]:
        """Return who may see files, each with its copies: as the posts that show them."""
        sights: dict[str, Reach] = {}
        for sight in (Reach.NOBODY, Reach.WAITING, Reach.PUBLIC):  # the last counts
            for post in self.posts.values():
                if post.type == "attachment" or self.sight_of(post) is not sight:
                    continue
                paths = {*post.mentions, *(path_of(url) for url in self._pictures_of(post))}
                sights |= dict.fromkeys(map(_family, paths), sight)
                if sight is not Reach.NOBODY:
                    self.shown |= paths
        for number, file in self.library.attachments.items():
            family, above = _family(file.url), self.posts.get(file.parent)
            if above and self.sight_of(above) is Reach.PUBLIC:
                sights[family] = Reach.PUBLIC
            elif file.parent and number not in self.posts[number].pictures:
                sights.setdefault(family, Reach.NOBODY)
        return sights

    def _pictures_of(self, post: WxrPost) -> Iterator[str]:
        numbers = (*post.pictures, post.thumbnail, *self._attached_shown(post))
        yield from (file.url for each in numbers if (file := self.library.attachments.get(each)))

    def _attached_shown(self, post: WxrPost) -> Iterable[int]:
        return self.library.of_post.get(post.id, ()) if -1 in post.pictures else ()

    def sight_of_file(self, url: str) -> Reach:
        return self._sights.get(_family(url), Reach.PUBLIC)

    def full_file_of(self, url: str) -> str:
        """Return the address of the picture of which a file is a copy, or which it is."""
        file = self._files.get(_family(url))
        return file.url if file else ""

    def full_files_of(self, post: WxrPost) -> Iterator[str]:
        """Yield the addresses of the pictures of which a post shows copies."""
        for path in sorted(post.mentions):
            if full := self.full_file_of(path):
                yield full

    # Addresses

    def address_of(self, post: WxrPost) -> str:
        """Return the address of a post; one that is not public yet has that which it will have."""
        if self.sight_of(post) is not Reach.WAITING:
            return post.link
        return self._filled(post, post.name, post.date) or f"{self._blog}/?p={post.id}"

    def old_addresses_of(self, post: WxrPost, item: WxrItem, pages: int) -> Iterator[str]:
        """Yield the other addresses of a post: by number, with names and dates of before."""
        url = self.address_of(post)
        names = [post.name, *filter(None, item.meta_of("_wp_old_slug"))]
        others = [f"{self._blog}/?{'page_id' if post.type == 'page' else 'p'}={post.id}"]
        others += [f"{self._blog}/?p={post.id}", item["guid"], post.link]
        others += [_renamed(url, post.name, name) for name in names[1:]]
        others += [
            self._filled(post, name, date)
            for date in item.meta_of("_wp_old_date") for name in names
        ]  # fmt: skip
        others += (_page_of(url, page) for page in range(2, pages + 1))
        host = _host_of(url)
        for other in dict.fromkeys(filter(None, others)):
            if other != url and other not in self.links and _host_of(other) == host:
                yield other

    def _filled(self, post: WxrPost, name: str, date: str) -> str:
        """Return the address that a post of such a name and date has; empty if none is certain."""
        shape = self._shapes.get(post.type, "")
        year, month, day = _day_of(date)
        if not name or ("{year}" in shape and not day):
            return ""
        values = {"name": name, "year": year, "month": month, "day": day, "id": post.id}
        return shape.format(**values) if shape else ""

    @cached_property
    def _shapes(self) -> dict[str, str]:
        """Return how the addresses of each type are built, where nearly all are built alike."""
        shapes: dict[str, Counter[str]] = defaultdict(Counter)
        for post in self.posts.values():
            if post.status == "publish" and post.type not in PAGELESS and post.type != "attachment":
                shapes[post.type][_shape(post)] += 1
        best = {type_: counts.most_common(1)[0] for type_, counts in shapes.items()}
        return {
            type_: shape for type_, (shape, number) in best.items()
            if shape and number >= _ENOUGH * shapes[type_].total()
        }  # fmt: skip


def path_of(url: str) -> str:
    """Return the path of an address, with letters in place of escapes."""
    path = url.partition("://")[2].partition("/")[2] if "://" in url else url.lstrip("/")
    return f"/{unquote(re.split('[?#]', path, maxsplit=1)[0])}"


def _host_of(url: str) -> str:
    return re.split("[/?#]", url.partition("://")[2], maxsplit=1)[0]


def _family(url: str) -> str:
    """Return what a picture and its copies share."""
    return _SIZE.sub("", path_of(url))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _post_of(item: WxrItem) -> WxrPost:
    content = item["content:encoded"]
    galleries = _GALLERY.findall(content)
    ids = re.findall(r"\d+", " ".join(galleries)) if galleries else []
    shows_attached = (
        [-1] if any(not re.search(r"\b(?:ids|include)\s*=", each) for each in galleries) else []
    )
    return WxrPost(
        item.id,
        item["wp:post_type"] or "post",
        item["wp:status"],
        item["link"].strip(),
        unquote(item["wp:post_name"]) or slugify(text_of(item["title"])).lower(),
        item["wp:post_date"],
        _number(item["wp:post_parent"]),
        bool(item["wp:post_password"]),
        frozenset(unquote(path) for path in _FILE.findall(content)),
        (*map(_number, ids), *shows_attached),
        next(map(_number, item.meta_of("_thumbnail_id")), 0),
    )


def _attachment_of(item: WxrItem, post: WxrPost) -> LibraryFile:
    return LibraryFile(
        post.id,
        item["wp:attachment_url"] or item["guid"],
        text_of(item["title"]),
        next(iter(item.meta_of("_wp_attachment_image_alt")), ""),
        item["excerpt:encoded"],
        post.parent,
        _number(item["wp:menu_order"]),
    )


def _bases(item: WxrItem) -> Iterator[str]:
    """Yield where the folder of uploads is, if the address of a file has its path at its end."""
    for path in item.meta_of("_wp_attached_file"):
        base, *names = item["wp:attachment_url"].rsplit("/", path.count("/") + 1)
        if unquote("/".join(names)) == path:
            yield base


def _day_of(date: str) -> tuple[str, str, str]:
    """Return year, month and day of a date as WordPress writes it; empty if it has none."""
    day = re.match(r"(\d{4})-(\d\d)-(\d\d)", date)
    return (day[1], day[2], day[3]) if day and day[1] != _NO_YEAR else ("", "", "")


def _page_of(url: str, page: int) -> str:
    """Return the address of a further page of a text."""
    if "?" in url:
        return f"{url}&page={page}"
    return f"{url}{page}/" if url.endswith("/") else f"{url}/{page}"


def _renamed(url: str, name: str, old: str) -> str:
    """Return an address with an old name in place of the last one."""
    for form in (name, quote(name)):
        start, sign, rest = url.rpartition(f"/{form}")
        if sign and rest.strip("/") in ("", ".html", ".htm", ".aspx", ".php"):
            return f"{start}/{quote(old, safe='%')}{rest}"
    return ""


def _shape(post: WxrPost) -> str:
    """Return the address of a post with the names of its parts in their place."""
    year, month, day = _day_of(post.date)
    parts = {"name": post.name, "year": year, "month": month, "day": day, "id": str(post.id)}
    scheme, sign, rest = post.link.replace("{", "").replace("}", "").partition("://")
    host, *folders = rest.split("/")
    shown = []
    for folder in folders:
        stem, dot, ending = unquote(folder).partition(".")
        name = next((each for each, value in parts.items() if value and value == stem), "")
        if name:
            del parts[name]
        shown.append(f"{{{name}}}{dot}{ending}" if name else folder)
    is_whole = "name" not in parts or "id" not in parts
    return f"{scheme}{sign}{host}/{'/'.join(shown)}" if is_whole and sign else ""
