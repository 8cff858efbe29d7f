"""Rules on the front matter: areas, titles, pictures and addresses."""

import html
import re
import unicodedata
from collections.abc import Iterator
from html.entities import html5
from typing import Final
from urllib.parse import unquote, urljoin

from newsgen.diagnostics import Diagnostic, Related
from newsgen.fast.patterns import later
from newsgen.files import windows_trouble
from newsgen.model import titles
from newsgen.model.area import folded_name, unconfigured_area
from newsgen.model.dates import MONTH_NAMES, WEEKDAY_NAMES
from newsgen.model.refusal import Keys, closest, suggestion
from newsgen.model.titles import LONGEST_TITLE
from newsgen.model.urls import URLError, parse_url
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Mark, Rule, report_marks

# Areas.


def unknown_area(m: Manuscript) -> Iterator[Diagnostic]:
    if m.areas and (area := m.text("area").strip()) and area not in m.areas:
        near = closest(area, m.areas)
        message = f"the area “{area}” is not one of those in newsgen.toml"
        hint = suggestion(near, f"Write one of these: {_listed(m.areas)}.")
        is_certain = folded_name(near) == folded_name(area) and bool(m.text("url").strip())
        fix = m.places.fix(("area",), near) if is_certain else None
        yield Diagnostic("NG208", message, m.places.value("area"), hint, fix=fix)


def _listed(areas: tuple[str, ...]) -> str:
    most = 12
    more = f" and {len(areas) - most} more" if len(areas) > most else ""
    return ", ".join(areas[:most]) + more


# Entities.

_ENTITY: Final = later(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def entity_in_text(m: Manuscript) -> Iterator[Diagnostic]:
    for value in m.texts:
        if "&" in value.text and _without_entities(value.text).strip():
            hint = "Type the character itself; readers of some pages see the code."
            yield from report_marks("NG211", value, _entities(value.text), hint)


def _entities(text: str) -> Iterator[Mark]:
    for match in _ENTITY.finditer(text):
        character = _decoded(match)
        if character == match.group():
            continue
        certain = character not in ("", "\ufffd") and unicodedata.category(character[0]) != "Cc"
        shown = f" for “{character}”" if character.strip() and character.isprintable() else ""
        message = f"the code {match.group()} stands{shown} in the text"
        yield Mark(*match.span(), message, character if certain else None)


def _decoded(entity: re.Match[str]) -> str:
    """Return the character of an entity; what is not one stays: `&nothing;` begins as `&not`."""
    written = entity.group()
    character = html5.get(written[1:], written) if written[1] != "#" else html.unescape(written)
    return " " if character.isspace() else character


def _without_entities(text: str) -> str:
    return _ENTITY.sub(_decoded, text) if "&" in text else text


# Titles.


def doubled_title(m: Manuscript) -> Iterator[Diagnostic]:
    for title, keys in m.titles:
        if title[:3] in title[3:] and (once := _once(title)):
            message = f"{_name(keys)} says the same thing twice"
            span = m.places.value(*keys)
            hint = f"Write it once: {once}"
            yield Diagnostic("NG212", message, span, hint, fix=m.places.fix(keys, once))


FEWEST_WORDS: Final = 3
"""Different words in each half: `New York New York` is a title."""


def _once(title: str) -> str:
    """Return the second, cleaner half of a title that says a thing twice, or an empty string."""
    words = title.split()
    half = len(words) // 2
    first, second = words[:half], words[len(words) - half :]
    between = words[half : len(words) - half]
    if len({*first}) < FEWEST_WORDS or not _SEPARATORS.issuperset(between):
        return ""
    is_same = first == second or _compared(first) == _compared(second)
    return " ".join(second) if is_same else ""


_SEPARATORS: Final = frozenset("|-–—:")
_ALIKE: Final = str.maketrans("’‘“”–—", "''\"\"--")


def _compared(words: list[str]) -> str:
    return _without_entities(" ".join(words)).translate(_ALIKE).casefold()


def force_in_title(m: Manuscript) -> Iterator[Diagnostic]:
    for written, keys in m.titles:
        title = written.strip()
        if titles.may_have_force(title) and (short := _without_force(title, m)) != title:
            before, after = title.split(short, 1)
            places = [f"begins with “{before.strip()}”"] if before else []
            places += [f"ends in “{after.strip()}”"] if after else []
            message = f"{_name(keys)} {' and '.join(places)}"
            span = m.places.value(*keys)
            hint = "Leave it out: the page already names the force, also where it is shared."
            yield Diagnostic("NG213", message, span, hint, fix=m.places.fix(keys, short))


def _without_force(title: str, m: Manuscript) -> str:
    area = m.area or unconfigured_area(m.text("area").strip())
    host = m.address.host if m.address else ""
    return titles.without_force(title, area, m.text("og", "site", "name"), host)


def form_of_title(m: Manuscript) -> Iterator[Diagnostic]:
    """Report a title that is too long, wholly in capitals, or ends in dots."""
    title = m.release.title if m.release else m.text("title")
    if len(title) > LONGEST_TITLE:
        yield Diagnostic(
            "NG219",
            f"the title has {len(title)} characters; lists show {LONGEST_TITLE} at most",
            m.places.value("title"),
            "Say the news in one line, and put the rest into the text.",
        )
    if title.endswith(("..", "…")):
        hint = f"Write {_without_dots(title, m)}"
        yield Diagnostic("NG506", "the title ends in dots", m.places.value("title"), hint)
    if title.isupper() and len(title) >= SHORTEST_IN_CAPITALS and " " in title:
        hint = f"Write {_in_small_letters(title, m.body.text)}"
        yield Diagnostic("NG506", "the title is in capitals", m.places.value("title"), hint)


def _without_dots(title: str, m: Manuscript) -> str:
    """Return a title without the dots at its end, or all of it where og.title has that."""
    bare = title.rstrip(".… ")
    whole = _without_force(_without_entities(m.text("og", "title")).strip(), m)
    is_longer = whole.startswith(bare) and not whole.endswith(("..", "…"))
    return whole if is_longer else bare


SHORTEST_IN_CAPITALS: Final = 12
"""Characters of a title in capitals; a shorter one may be names of units: `CCTV OF RTC`."""
_CAPITAL_WORD: Final = later(r"[^\W\d_][\w’'-]*")
_FIRST_LETTER: Final = later(r"(?:^\W*|[.!?…]\W*\s\W*)[^\W\d_]")
"""The first letter of a sentence."""
_OF_CALENDARS: Final = {*MONTH_NAMES, *WEEKDAY_NAMES} - {"March", "May"}
"""Words that always have a capital; two months are other words too."""


def _in_small_letters(title: str, body: str) -> str:
    """Return a title with the capitals that its words have in the text, if they are there."""

    def as_in_text(word: re.Match[str]) -> str:
        small = word[0].lower()
        if small.capitalize() in _OF_CALENDARS:
            return small.capitalize()
        forms = (small, small.capitalize(), word[0])
        return next((form for form in forms if _is_within(form, body)), small)

    written = _CAPITAL_WORD.sub(as_in_text, title)
    return _FIRST_LETTER.sub(lambda first: first[0].upper(), written)


def _is_within(word: str, body: str) -> bool:
    """Return whether a word stands within a sentence of a text."""
    return re.search(rf"(?<![.!?*]\s)(?<=\s){re.escape(word)}\b", body) is not None


def og_title_cut(m: Manuscript) -> Iterator[Diagnostic]:
    cut, title = m.text("og", "title"), m.text("title")
    if not cut or cut == title:
        return
    cut, title = _without_entities(cut).strip(), _without_entities(title).strip()
    if cut and title.startswith(cut) and title[len(cut) :].lstrip()[:1] in {"'", "’", "‘"}:
        yield Diagnostic(
            "NG214",
            f"og.title stops at an apostrophe of the title: “{cut}”",
            m.places.value("og", "title"),
            "Write the whole title, or delete og.title: newsgen shares the title.",
            (Related(m.places.value("title"), "the title is here"),),
            fix=m.places.fix(("og", "title"), _without_force(_once(title) or title, m)),
        )


def _name(keys: Keys) -> str:
    return "the title" if keys == ("title",) else ".".join(map(str, keys))


# Pictures.

_WEB: Final = ("https://", "http://")


def picture_address(m: Manuscript) -> Iterator[Diagnostic]:
    for keys in (("og", "image"), ("og", "image", "url")):
        written = m.text(*keys).strip()
        if not written or (written.startswith(_WEB) and "&amp;" not in written):
            continue
        whole = _whole(written.replace("&amp;", "&"), m)
        if whole and _stands_for_none(m):
            continue
        why = (
            "has &amp; where the address has &"
            if written.startswith(_WEB)
            else "is not an absolute URL, which other sites need to show the picture"
        )
        hint = f"Write {whole}" if whole else "Write the address in full, beginning with https://."
        fix = m.places.fix(keys, whole) if whole else None
        yield Diagnostic("NG216", f"{_name(keys)} {why}", m.places.value(*keys), hint, fix=fix)


def _stands_for_none(m: Manuscript) -> bool:
    """Return whether newsgen.toml lists the picture to share, so that none is shared."""
    return bool(m.area and m.area.default_images and m.release and not m.release.og_image)


def _whole(address: str, m: Manuscript) -> str:
    """Return an absolute URL, or an empty string if it is not certain."""
    if not address.lower().startswith(_WEB):
        if m.address is None or "\\" in address or re.match(r"[\w+.-]*:", address):
            return ""
        try:
            address = urljoin(m.address.url, address)
        except ValueError:
            return ""
    return address if address.startswith(_WEB) else ""


# Addresses.


def windows_name(m: Manuscript) -> Iterator[Diagnostic]:
    if name := windows_trouble(m.release.path) if m.release else "":
        message = f"a Windows server cannot hold the file name “{name}”"
        hint = "The URL must stay as it was; host the site on Linux, or redirect this one."
        yield Diagnostic("NG405", message, m.places.value("url"), hint)


def host_of_area(m: Manuscript) -> Iterator[Diagnostic]:
    if m.address and m.area and m.area.hosts and m.address.host not in m.area.hosts:
        message = f"{m.address.host} is not a host of the area {m.area.key}"
        hint = f"The area's hosts are {', '.join(m.area.hosts)}; newsgen.toml lists them."
        yield Diagnostic("NG414", message, m.places.value("url"), hint)


def og_url(m: Manuscript) -> Iterator[Diagnostic]:
    written, url = m.text("og", "url").strip(), m.text("url").strip()
    if written and m.address and url and written != url and _url_of(written) != m.address.url:
        message = f"og.url is “{written}”, which is not the release's url"
        hint = "newsgen shares the url. Delete og.url, or correct the one that is wrong."
        related = (Related(m.places.value("url"), "the url is here"),)
        is_same = "%" in written and _url_of(unquote(written)) == m.address.url
        fix = m.places.fix(("og", "url"), url) if is_same else None
        yield Diagnostic("NG416", message, m.places.value("og", "url"), hint, related, fix=fix)


def _url_of(written: str) -> str:
    try:
        return parse_url(written).url
    except URLError:
        return ""


RULES: Final = (
    Rule(unknown_area, "NG208"),
    Rule(entity_in_text, "NG211", signs=("&",)),
    Rule(doubled_title, "NG212"),
    Rule(force_in_title, "NG213"),
    Rule(form_of_title, "NG219 NG506"),
    Rule(og_title_cut, "NG214", keys=("og",)),
    Rule(picture_address, "NG216", keys=("og",)),
    Rule(windows_name, "NG405"),
    Rule(host_of_area, "NG414"),
    Rule(og_url, "NG416", keys=("og",)),
)
