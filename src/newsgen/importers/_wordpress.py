"""The text of a WordPress post as the HTML that WordPress makes of it: blocks, shortcodes, lines.

What WordPress fills when a page is asked for, or a plug-in did, is not in an export: it is named.
"""

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Final, NamedTuple

from newsgen.model.embeds import player_of


class LibraryFile(NamedTuple):
    """A file of WordPress's library, and what it says of it."""

    id: int
    url: str
    title: str = ""
    alt: str = ""
    caption: str = ""
    parent: int = 0
    order: int = 0

    @property
    def is_picture(self) -> bool:
        return _PICTURE.search(self.url) is not None


@dataclass
class RenderedText:
    """The HTML of a post: what was left out, and the addresses of further pages of the text."""

    html: str = ""
    left_out: list[str] = field(default_factory=list)
    files: list[LibraryFile] = field(default_factory=list)
    pages: int = 1
    shared: int = 0


@dataclass(frozen=True)
class Library:
    """What posts refer to: attachments by their numbers, and the texts of shared blocks."""

    attachments: Mapping[int, LibraryFile] = field(default_factory=dict)
    of_post: Mapping[int, list[int]] = field(default_factory=dict)
    blocks: Mapping[int, str] = field(default_factory=dict)


_PICTURE: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp)(?:\?.*)?\Z", re.IGNORECASE)
_DEEPEST: Final = 5
_MOST_SHARED: Final = 100
"""Shared blocks further within others, or more of them, are not looked up: it may be a circle."""
_SHARED: Final = re.compile(
    r"<!--\s*wp:block\s+\{[^}]{0,200}?\"ref\":\s*(\d{1,15})(?!\d)[^>]{0,200}/-->"
)
_EMPTY_BLOCK: Final = re.compile(r"<!--\s*wp:([\w/-]+)(?:\s+\{[^<]{0,10000}?\})?\s*/-->")
_EMBED: Final = re.compile(
    r"(<div class=\"wp-block-embed__wrapper\">)\s*(https?://[^\s<>\"]+)\s*(</div>)"
)
_NEXT_PAGE: Final = "<!--nextpage-->"


def render(content: str, post: int, library: Library) -> RenderedText:
    """Return what WordPress makes of a text."""
    page = RenderedText(pages=content.count(_NEXT_PAGE) + 1)
    text = content.replace("\r\n", "\n").replace("\r", "\n")
    is_blocks = "<!-- wp:" in text
    text = _with_shared(text, library, page, 0)
    text = _EMBED.sub(lambda embed: embed[1] + _player(unescape(embed[2])) + embed[3], text)
    text = _EMPTY_BLOCK.sub(lambda block: _named_block(block, page), text)
    text = _ALONE.sub(_address_alone, text)
    text = _shortcodes(text, post, library, page)
    page.html = (text if is_blocks else paragraphs(text)).strip()
    return page


def _with_shared(text: str, library: Library, page: RenderedText, depth: int) -> str:
    """Put in the blocks that posts share."""

    def shared(block: re.Match[str]) -> str:
        content = library.blocks.get(int(block[1]))
        page.shared += 1
        if content is None or depth >= _DEEPEST or page.shared > _MOST_SHARED:
            page.left_out.append(f"the shared block {block[1]}, which the export does not have")
            return ""
        return _with_shared(content, library, page, depth + 1)

    return _SHARED.sub(shared, text)


def _named_block(block: re.Match[str], page: RenderedText) -> str:
    page.left_out.append(f"the block {block[1]}, which WordPress fills itself")
    return ""


_ALONE: Final = re.compile(
    r"^([ \t]{0,99}|<p>)(https?://[^\s<>\"]+)([ \t]{0,99}|</p>)$", re.MULTILINE
)


def _address_alone(line: re.Match[str]) -> str:
    """Return what WordPress makes of an address that has a line to itself."""
    address = unescape(line[2])
    return f"\n\n{_player(address)}\n\n" if player_of(address) else line[0]


def _player(address: str) -> str:
    """Return what shows an address; a link, if newsgen knows no such service."""
    written = escape(address)
    if player_of(address):
        return f'<iframe src="{written}"></iframe>'
    return f'<p><a href="{written}">{written}</a></p>'


# Shortcodes

_SHORTCODE: Final = re.compile(
    r"\[(?P<double>\[?)(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)(?P<given>(?:[\s/][^\[\]]{0,2000})?)\]"
    r"(?P<last>\]?)"
)
_GIVEN: Final = re.compile(r"(?<![\w-])([\w-]++)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))")
_LONGEST_TAG: Final = 2_000
_FILES: Final = ("src", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav", "flv", "wmv")


class _Shortcode(NamedTuple):
    """A shortcode that is used: what is given to it, and the text that it is around."""

    given: Mapping[str, str]
    first: str
    inner: str
    post: int
    library: Library
    page: RenderedText


def _shortcodes(text: str, post: int, library: Library, page: RenderedText) -> str:
    """Put in what WordPress's own shortcodes show; leave out others, and name them.

    What only looks like one, such as [sic] or [2019], is text.
    """
    ends = {
        code["name"]: code.start()
        for code in _SHORTCODE.finditer(text)
        if code["close"] and not code["given"]
    }
    opened: set[str] = set()
    pieces: list[str] = []
    at = 0
    while code := _SHORTCODE.search(text, at):
        pieces.append(text[at : code.start()])
        name, at = code["name"], code.end()
        if code["double"] and code["last"]:
            pieces.append(code[0][1:-1])
            continue
        if code["double"]:
            pieces.append("[")
        at -= len(code["last"])
        bare = text[code.start() + len(code["double"]) : at]
        if shown := not code["close"] and _SHOWN.get(name.lower()):
            use, at = _use_of(code, text, at, ends.get(name, -1), (post, library, page))
            pieces.append(shown(use))
        elif _is_of_plugin(code, opened, ends) and not _is_in_tag(text, code.start()):
            opened.add(name)
            page.left_out.append(bare)
        else:
            pieces.append(bare)
    return "".join([*pieces, text[at:]])


def _is_of_plugin(code: re.Match[str], opened: Container[str], ends: Mapping[str, int]) -> bool:
    """Return whether something in brackets looks like a shortcode, and not like words."""
    name = code["name"]
    if code["close"]:
        return name in opened
    has_end = ends.get(name, -1) > code.start()
    return has_end or bool(_GIVEN.search(code["given"])) or "_" in name or "-" in name


def _is_in_tag(text: str, at: int) -> bool:
    start = max(0, at - _LONGEST_TAG)
    return text.rfind("<", start, at) > text.rfind(">", start, at)


def _use_of(
    code: re.Match[str], text: str, at: int, last_end: int, of: tuple[int, Library, RenderedText]
) -> tuple[_Shortcode, int]:
    """Return a shortcode with the text up to its end, and where to go on."""
    given = {
        match[1].lower(): next(filter(None, match.groups()[1:]), "")
        for match in _GIVEN.finditer(code["given"])
    }
    words = code["given"].removesuffix(" /").split()
    first = words[0] if words and not re.match(r"[\w-]+\s*=", words[0]) else ""
    inner = ""
    if last_end >= at and not code["given"].endswith("/"):
        end = f"[/{code['name']}]"
        close = text.index(end, at)
        inner, at = text[at:close], close + len(end)
    return _Shortcode(given, first, inner, *of), at


def _caption(use: _Shortcode) -> str:
    picture = re.match(r"\s*(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?", use.inner)
    shown = picture[0].strip() if picture else ""
    words = use.given.get("caption") or use.inner[picture.end() if picture else 0 :].strip()
    return f"\n\n<figure>{shown}<figcaption>{words}</figcaption></figure>\n\n"


def _gallery(use: _Shortcode) -> str:
    """Return the pictures of a gallery: those that are named, else those of the post."""
    library = use.library
    named = use.given.get("ids") or use.given.get("include") or ""
    post = use.given.get("id", "")
    numbers = [int(each) for each in re.findall(r"\d+", named)]
    if not numbers:
        left_out = set(re.findall(r"\d+", use.given.get("exclude", "")))
        every = library.of_post.get(int(post) if post.isdecimal() else use.post, [])
        numbers = [each for each in every if str(each) not in left_out]
    pictures = []
    for number in numbers:
        picture = library.attachments.get(number)
        if picture is None:
            use.page.left_out.append(f"the picture {number} of a gallery, which the export lacks")
        elif picture.is_picture:
            use.page.files.append(picture)
            below = f"<figcaption>{picture.caption}</figcaption>" if picture.caption else ""
            pictures.append(
                f'<figure><img src="{escape(picture.url)}" alt="{escape(picture.alt)}">'
                f"{below}</figure>"
            )
    return "\n\n" + "\n".join(pictures) + "\n\n"


def _embedded(use: _Shortcode) -> str:
    address = unescape(use.inner.strip() or use.first or use.given.get("src", ""))
    if address.startswith(("http://", "https://")):
        return f"\n\n{_player(address)}\n\n"
    use.page.left_out.append(f"an embed of “{address}”")
    return ""


def _played(tag: str) -> Callable[[_Shortcode], str]:
    def show(use: _Shortcode) -> str:
        address = next((use.given[name] for name in _FILES if use.given.get(name)), "")
        address = address or use.first
        if not address:
            use.page.left_out.append(f"a {tag} without an address")
            return ""
        if tag == "video" and player_of(unescape(address)):
            return f"\n\n{_player(unescape(address))}\n\n"
        poster = use.given.get("poster")
        shown = f' poster="{poster}"' if poster else ""
        return f'\n\n<{tag} src="{address}"{shown}></{tag}>\n\n'

    return show


def _playlist(use: _Shortcode) -> str:
    numbers = [int(each) for each in re.findall(r"\d+", use.given.get("ids", ""))]
    files = [use.library.attachments.get(number) for number in numbers]
    use.page.left_out += [
        f"the file {number} of a playlist, which the export lacks"
        for number, file in zip(numbers, files, strict=True) if file is None
    ]  # fmt: skip
    links = (f'<li><a href="{escape(file.url)}">{escape(file.title)}</a></li>'
             for file in files if file)  # fmt: skip
    return f"\n\n<ul>{''.join(links)}</ul>\n\n"


_SHOWN: Final[dict[str, Callable[[_Shortcode], str]]] = {
    "caption": _caption,
    "wp_caption": _caption,
    "gallery": _gallery,
    "embed": _embedded,
    "youtube": _embedded,
    "vimeo": _embedded,
    "video": _played("video"),
    "audio": _played("audio"),
    "playlist": _playlist,
}

# Lines

_BLOCKS: Final = (
    "table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area"
    "|blockquote|address|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header"
    "|footer|nav|figure|figcaption|details|menu|summary|iframe|video|audio|script|noscript"
)
_AROUND: Final = "blockquote|div|section|article|aside"
_OPEN: Final = re.compile(rf"(<(?:{_BLOCKS})(?=[\s/>])|</(?:{_AROUND})\s*>)", re.IGNORECASE)
_CLOSE: Final = re.compile(
    rf"(</(?:{_BLOCKS})\s*>|<hr\b[^<>]*>|<(?:{_AROUND})(?=[\s>])[^<>]*>)", re.IGNORECASE
)
_AS_IT_IS: Final = ("pre", "script", "style", "textarea")
_BLANK_LINES: Final = re.compile(r"\n\s*\n")
_FIRST_TAG: Final = re.compile(rf"</?(?:{_BLOCKS})(?=[\s/>])", re.IGNORECASE)
_BREAK: Final = re.compile(
    rf"((?:</?(?:{_BLOCKS})(?:\s[^<>]*)?|<br\s*/?)>)?[ \t]{{0,99}}\n", re.IGNORECASE
)


def paragraphs(text: str) -> str:
    """Return a text of lines as paragraphs: an empty line parts them, another is a break."""
    html = []
    for piece, is_kept in _parts(text):
        if is_kept:
            html.append(piece)
            continue
        apart = _CLOSE.sub(r"\1\n\n", _OPEN.sub(r"\n\n\1", piece))
        for chunk in filter(None, map(str.strip, _BLANK_LINES.split(apart))):
            lines = _BREAK.sub(lambda end: f"{end[1]}\n" if end[1] else "<br>\n", chunk)
            html.append(lines if _FIRST_TAG.match(lines) else f"<p>{lines}</p>")
    return "\n".join(html)


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text; those in which lines stay as they are with True."""
    lower, at = text.lower(), 0
    last = {tag: lower.rfind(f"</{tag}>") for tag in _AS_IT_IS}
    for start in re.finditer(rf"<({'|'.join(_AS_IT_IS)})(?=[\s>])", lower):
        tag = start[1]
        if start.start() < at or last[tag] < start.end():
            continue
        end = lower.index(f"</{tag}>", start.end()) + len(tag) + 3
        yield text[at : start.start()], False
        yield text[start.start() : end], True
        at = end
    yield text[at:], False
