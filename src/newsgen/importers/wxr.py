"""WordPress: its export (WXR), with the folder of uploads beside it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Final

from newsgen.importers._wordpress import RenderedText, render
from newsgen.importers._wxr_index import PAGELESS, Reach, WxrIndex, path_of
from newsgen.importers._wxr_items import WxrItem, is_wxr, item_of, pieces_of, prologue_of
from newsgen.importers._wxr_proof import differences, posts_in
from newsgen.importers.capture import HTML, LARGEST_PAGE, Capture, Record, RecordFile
from newsgen.importers.mirror import Mirror
from newsgen.importers.page_text import text_of

_UPLOADS: Final = ("uploads", "wp-content/uploads")
_ITEM: Final = ": item "
_NO_CATEGORY: Final = "uncategorized"
_LONGEST_OFFSET: Final = timedelta(hours=15)
_WORDS_OF_TITLE: Final = 10
_SITE: Final = re.compile(r"/sites/\d+\Z")


def exports_in(path: Path) -> list[Path]:
    """Return the exports of WordPress that a path is, or that lie in a folder."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return [file for file in files if is_wxr(file)]


class Wxr:
    """Exports of one website. What nobody may see is counted, and has no name."""

    kind = "wxr"

    def __init__(
        self, files: Sequence[Path], base_url: str | None = None, *, drafts: bool = False
    ) -> None:
        self._files, self._base_url, self._drafts = files, base_url, drafts
        places = (files[0].parent / each for each in _UPLOADS)
        self._uploads = next((each for each in places if each.is_dir()), None)

    def captures(self, wanted: Collection[str] | None = None) -> Iterator[Capture]:
        """Yield a capture for each post, each of its other addresses, and each file."""
        items = 0
        for origin, item in self._items(wanted):
            items += _ITEM in origin
            if isinstance(item, WxrItem):
                yield from self._of_item(item, origin, has_others=wanted is None)
            elif wanted is None:
                yield Capture(origin, trouble=item)
        yield from self._of_uploads(wanted)
        if wanted is None:
            posts = sum(posts_in(file) for file in self._files if file.is_file())
            if posts > items:
                trouble = f"there are {posts:,} posts, and {items:,} items were read"
                yield Capture(self._files[0].name, trouble=trouble)
            counts = tuple((name, n) for name, n in sorted(self._index.counts.items()) if n)
            if counts:
                yield Capture(self._files[0].name, counts=counts)

    # Items

    def _items(self, wanted: Collection[str] | None = None) -> Iterator[tuple[str, WxrItem | str]]:
        """Yield the place of each item with what it says, or with why it cannot be read."""
        texts: dict[int, int] = {}
        for file in self._files:
            try:
                prologue = prologue_of(file)
                if prologue.trouble:
                    yield file.name, prologue.trouble
                blog = prologue.blog.encode()
                for piece in pieces_of(file):
                    origin = f"{file.name}{_ITEM}{piece.number}"
                    if wanted is not None and origin not in wanted:
                        continue
                    if self._base_url and blog:
                        body = piece.body.replace(blog, self._base_url.encode())
                        piece = piece._replace(body=body)  # noqa: PLW2901
                    item = item_of(piece, prologue.charset)
                    if isinstance(item, str):
                        yield origin, item
                        continue
                    known = texts.setdefault(item.id, hash(item.text))
                    is_other = known != hash(item.text)
                    yield origin, "another post has its number" if is_other else item
            except OSError as error:
                yield file.name, f"the file cannot be read: {error.strerror}"

    @cached_property
    def _blog(self) -> str:
        return self._base_url or prologue_of(self._files[0]).blog

    @cached_property
    def _index(self) -> WxrIndex:
        items = (item for _, item in self._items() if isinstance(item, WxrItem))
        return WxrIndex(items, self._blog, takes_drafts=self._drafts)

    def _of_item(self, item: WxrItem, origin: str, *, has_others: bool) -> Iterator[Capture]:
        post = self._index.posts[item.id]
        sight = self._index.sight_of(post)
        if post.type == "attachment":
            if has_others:
                yield from self._of_attachment(item, origin)
            return
        if post.type in PAGELESS:
            return
        if not post.status:
            yield Capture(origin, trouble="a post has no status, which says who may see it")
        url = self._index.address_of(post)
        if not url.startswith(("http://", "https://")):
            why = "the post has no address" if sight is Reach.PUBLIC else "a post has no address"
            yield Capture(origin, trouble=why)
            return
        if sight is Reach.NOBODY:
            secret = self._index.old_addresses_of(post, item, 1) if has_others else ()
            for each in (url, *secret):
                yield Capture(origin, each, status=403)
            return
        if self._index.first_at[url] != post.id:
            address = "its address" if sight is Reach.WAITING else url
            yield Capture(origin, trouble=f"{address} is that of another post too")
            return
        yield from self._of_post(item, origin, url, has_others=has_others)

    def _of_post(
        self, item: WxrItem, origin: str, url: str, *, has_others: bool
    ) -> Iterator[Capture]:
        """Yield a post, and redirects from its other addresses."""
        post = self._index.posts[item.id]
        is_hidden = self._index.sight_of(post) is Reach.WAITING
        page = render(item["content:encoded"], post.id, self._index.library)
        capture = Capture(origin, url, media_type=HTML, charset="utf-8", is_hidden=is_hidden)
        body = (page.html or "<!-- no text -->").encode()
        if len(body) > LARGEST_PAGE:
            yield replace(capture, trouble=f"the page is larger than {LARGEST_PAGE >> 20} MB")
            return
        capture = replace(capture, body=body, record=self._record(item, page))
        others = list(self._index.old_addresses_of(post, item, page.pages))
        yield replace(capture, record=self._proven(capture, item, others))
        for old in others if has_others else ():
            place = f"{origin}, another address"
            yield Capture(place, old, status=301, location=url, is_hidden=is_hidden)

    def _record(self, item: WxrItem, page: RenderedText) -> Record:
        post = self._index.posts[item.id]
        files = self._index.library.attachments
        problems = [("markup", f"left out: {each}") for each in page.left_out]
        title, words = text_of(item["title"]), text_of(page.html).split()
        if not title and words:
            title = " ".join(words[:_WORDS_OF_TITLE])
            problems.append(("no-text", "the post has no title: its first words are put there"))
        thumbnail = files.get(post.thumbnail)
        pictures: tuple[RecordFile, ...] = ()
        if thumbnail and path_of(thumbnail.url) not in post.mentions:
            caption = text_of(thumbnail.caption)
            pictures = (RecordFile(thumbnail.url, thumbnail.alt, caption),)
        elif post.thumbnail and not thumbnail:
            problems.append(("pictures", f"the export lacks the picture {post.thumbnail} above it"))
        date = _date_of(item)
        is_future = post.status == "future"
        return Record(
            title,
            (("post_date", date), ("pubDate", item["pubDate"])),
            text_of(item["excerpt:encoded"]),
            tags=tuple(_tags_of(item)),
            language=next((name for domain, name, _ in item.terms if domain == "language"), ""),
            pictures=pictures,
            status="draft" if post.is_draft else "",
            embargo=date if is_future else "",
            type=post.type,
            problems=tuple(problems),
            uses=tuple(self._index.full_files_of(post)),
        )

    def _proven(self, capture: Capture, item: WxrItem, others: Sequence[str]) -> Record:
        """Return the record of a post with what it lacks of the item."""
        assert capture.record is not None
        index = self._index
        lost = differences(item.text, capture, index.library, others, index.links)
        problems = (*capture.record.problems, *lost)
        return capture.record._replace(problems=problems)

    # Files

    def _of_attachment(self, item: WxrItem, origin: str) -> Iterator[Capture]:
        """Yield the page that WordPress has for a file, which leads to the file."""
        post = self._index.posts[item.id]
        file = self._index.library.attachments[item.id]
        is_public = self._index.sight_of_file(file.url) is Reach.PUBLIC
        pages = [post.link, *(f"{self._blog}/?{name}={post.id}" for name in ("attachment_id", "p"))]
        for page in dict.fromkeys(filter(None, pages)):
            if page in self._index.links or page == file.url:
                continue
            if is_public:
                yield Capture(f"{origin}, its page", page, status=301, location=file.url)
            else:
                yield Capture(f"{origin}, its page", page, status=403)

    def _of_uploads(self, wanted: Collection[str] | None) -> Iterator[Capture]:
        """Yield the files. Smaller copies of a picture that no post shows lead to the picture."""
        index, start = self._index, "uploads/"
        paths: set[str] = set()
        if self._uploads:
            base = index.base
            if (site := _SITE.search(base)) and (self._uploads / site[0][1:]).is_dir():
                base = base[: site.start()]
            asked = wanted and {
                each.removeprefix(start) for each in wanted if each.startswith(start)
            }
            for capture in Mirror(self._uploads, base).captures(asked):
                paths.add(path_of(capture.url))
                named = replace(capture, origin=start + capture.origin)
                yield named if wanted is not None else self._seen(named)
        if wanted is None:
            where = (
                "the folder of uploads lacks it"
                if self._uploads
                else "there is no folder of uploads"
            )
            for number, file in index.library.attachments.items():
                if path_of(file.url) not in paths and index.sight_of_file(file.url) is Reach.PUBLIC:
                    yield Capture(f"{self._files[0].name}: file {number}", file.url, trouble=where)

    def _seen(self, capture: Capture) -> Capture:
        """Return what the website has of a file: it, a redirect, or nothing that is public."""
        index, url = self._index, capture.url
        if not url:
            return capture
        sight, full = index.sight_of_file(url), index.full_file_of(url)
        is_shown = path_of(url) in index.shown or full in ("", url)
        if sight is Reach.PUBLIC and is_shown:
            return capture
        if sight is Reach.PUBLIC:
            return Capture(capture.origin, url, status=301, location=full)
        if sight is Reach.WAITING and is_shown:
            return replace(capture, is_hidden=True)
        return Capture(capture.origin, url, status=403)


def _date_of(item: WxrItem) -> str:
    """Return when a post was published by the clocks there, with the offset if it is known."""
    local, universal = item["wp:post_date"], item["wp:post_date_gmt"]
    try:
        at = datetime.fromisoformat(local)
        offset = at - datetime.fromisoformat(universal)
    except (ValueError, TypeError):  # the last if only one of them has an offset
        return "" if local.startswith("0000") else local
    if abs(offset) > _LONGEST_OFFSET:
        return local
    minutes = round(offset / timedelta(minutes=1))
    sign = "-" if minutes < 0 else "+"
    return f"{at:%Y-%m-%dT%H:%M}{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _tags_of(item: WxrItem) -> Iterator[str]:
    seen = set()
    for domain, name, text in item.terms:
        words = text_of(text)
        if domain in ("category", "post_tag") and name != _NO_CATEGORY and words not in seen:
            seen.add(words)
            yield words
