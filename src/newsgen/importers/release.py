"""A page as a release of newsgen: its file, and the proof that nothing of it was lost."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

import frontmatter

from newsgen.config import Config
from newsgen.content.handler import ReleaseHandler
from newsgen.content.keys import KEYS
from newsgen.content.markup import Markup
from newsgen.importers._markdown import to_markdown
from newsgen.importers.page import PageParts, text_of
from newsgen.model import dates
from newsgen.model.dates import DateError, Moment, Precision
from newsgen.model.urls import Address, is_slug, name_in, output_path, slugify

_UNDATED: Final = "undated"
_ENOUGH_LETTERS: Final = re.compile("[a-z].*[a-z].*[a-z]", re.IGNORECASE)


class ReleasePlace(NamedTuple):
    """Where a release is to be: its address, its file below the content folder, its old ones."""

    address: Address
    path: str
    area: str
    redirects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted of a text before and after."""

    words: tuple[str, ...]
    links: tuple[str, ...]
    pictures: tuple[tuple[str, str], ...]
    tables: int
    headings: int
    telephones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportedRelease:
    """A release to be written, what its page had and it has, and what is wrong with it."""

    url: str
    path: str
    text: str
    title: str
    date: str
    dates: tuple[tuple[str, str], ...]
    before: dict[str, int]
    after: dict[str, int]
    missing: tuple[str, ...]
    new: tuple[str, ...]
    kept: tuple[str, ...]
    problems: tuple[tuple[str, str], ...]
    outside: tuple[tuple[str, int], ...]
    oddity: str


def unwritten(place: ReleasePlace, why: str) -> ImportedRelease:
    """Return what stands for a release that cannot be written."""
    nothing: dict[str, int] = {}
    problem = (("unread", why),)
    return ImportedRelease(
        place.address.url, "", "", "", "", (), nothing, nothing, (), (), (), problem, (), ""
    )


def path_of(address: Address, title: str, date: Moment | None, folder: str, taken: set[str]) -> str:
    """Return the file of a release, as `newsgen new` would name it; `taken` are those of others."""
    name = "" if address.query else name_in(output_path(address))
    slug = slugify(name) if is_slug(name) and _ENOUGH_LETTERS.search(name) else slugify(title)
    slug = (slug or "release").lower()
    start = f"{folder}/{date.year:04}/{date.month:02}-" if date else f"{folder}/{_UNDATED}/"
    path, number = f"{start}{slug}.md", 1
    while path in taken:
        number += 1
        path = f"{start}{slug}-{number}.md"
    taken.add(path)
    return path


def written_of(
    parts: PageParts, target: ReleasePlace, config: Config, markup: Markup, language: str | None
) -> ImportedRelease:
    """Return the release of a page, converted, read back and compared.

    Raises:
        MarkupError: the text asks for too much work.

    """
    spoken = language or config.site.language
    problems: list[tuple[str, str]] = []
    converted = to_markdown(parts.body, titles=(parts.title,), language=spoken, markup=markup)
    back = markup.convert(converted.text, spoken)
    before, after = measure(parts.body), measure(back)
    missing, new = _differences(before.words, after.words)
    problems += _lost(before, after, missing, new)
    problems += [("markup", f"left out: {dropped}") for dropped in converted.dropped]
    if parts.date is None:
        said = next((each.text for each in parts.dates), "")
        problems.append(("no-date", f"“{said}” is not a date" if said else "it has none"))
    problems += _contradictions(parts)
    keys = _keys(parts, target, config, language)
    post = frontmatter.Post(converted.text, **keys)
    text = f"{frontmatter.dumps(post, handler=ReleaseHandler())}\n"
    return ImportedRelease(
        target.address.url,
        target.path,
        text,
        parts.title,
        str(keys.get("date", "")),
        tuple((each.text, _in_words(each.moment)) for each in parts.dates),
        _counts(before),
        _counts(after),
        missing,
        new,
        converted.kept,
        tuple(problems),
        tuple(parts.outside()),
        parts.oddity,
    )


def _keys(
    parts: PageParts, target: ReleasePlace, config: Config, language: str | None
) -> dict[str, Any]:
    """Return the front matter, in the order in which newsgen writes it."""
    main = _main(parts.language)
    spoken = language or ("" if main in ("", _main(config.site.language)) else parts.language)
    keys: dict[str, Any] = {
        "title": parts.title,
        "area": target.area,
        "url": target.address.url,
        "date": _written_date(parts.date, config.zone) if parts.date else "",
        "summary": parts.summary,
        "language": "" if spoken == config.site.language else spoken,
        "tags": list(parts.tags),
        "redirect_from": list(target.redirects),
    }
    return {key.name: keys[key.name] for key in KEYS if keys.get(key.name)}


def _main(language: str) -> str:
    return re.split("[-_]", language)[0].lower()


def _written_date(moment: Moment, zone: ZoneInfo) -> str:
    """Write a date as far as it is known, with its offset where the clocks were changed."""
    at = moment.at
    match moment.precision:
        case Precision.MONTH:
            return f"{at:%Y-%m}"
        case Precision.DAY:
            return f"{at:%Y-%m-%d}"
    local = f"{at:%Y-%m-%d %H:%M}"
    try:
        is_clear = dates.parse(local, zone).at == at.replace(second=0, microsecond=0)
    except DateError:
        is_clear = False
    return local if is_clear else at.isoformat(timespec="minutes")


def _in_words(moment: Moment | None) -> str:
    return f"{dates.in_words(moment)} {dates.clock(moment)}".strip() if moment else ""


def _contradictions(parts: PageParts) -> Iterator[tuple[str, str]]:
    """Yield that dates of a page disagree by more than a day, as one may be of another thing."""
    first = parts.date
    for each in parts.dates:
        if first and each.moment and abs((each.moment.at - first.at).days) > 1:
            yield "dates", f"{_in_words(first)}, and “{each.text}” at {each.selector}"
            return


# What is there before and after

_LINK: Final = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')
_IMAGE: Final = re.compile(r"<img\b[^>]*>")
_SRC: Final = re.compile(r'\bsrc="([^"]*)"')
_ALT: Final = re.compile(r'\balt="([^"]*)"')
_TELEPHONE: Final = re.compile(
    r"(?<![\w.])(?:\+44|0)(?:[\s()-]{0,2}\d){9,10}(?!\d)|\b(?:101|999|112)\b"
)


def measure(clean: str) -> Measure:
    """Count what HTML has, as a parser writes it."""
    text = text_of(clean)
    images = _IMAGE.findall(clean)
    return Measure(
        tuple(text.split()),
        tuple(sorted(_decoded(_LINK, clean))),
        tuple(sorted((_first(_SRC, image), _first(_ALT, image)) for image in images)),
        clean.count("<table"),
        len(re.findall(r"<h[1-6]\b", clean)),
        tuple(sorted(re.sub(r"\D", "", number) for number in _TELEPHONE.findall(text))),
    )


def _decoded(pattern: re.Pattern[str], clean: str) -> list[str]:
    return [html.unescape(value) for value in pattern.findall(clean)]


def _first(pattern: re.Pattern[str], clean: str) -> str:
    return next(iter(_decoded(pattern, clean)), "").strip()


def _counts(measured: Measure) -> dict[str, int]:
    return {
        "words": len(measured.words),
        "links": len(measured.links),
        "pictures": len(measured.pictures),
        "tables": measured.tables,
        "headings": measured.headings,
        "telephone": len(measured.telephones),
    }


def _differences(
    before: Iterable[str], after: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is missing and what is new, each as often."""
    had, has = Counter(before), Counter(after)
    return tuple((had - has).elements()), tuple((has - had).elements())


_MOST_WORDS: Final = 20


def _lost(
    before: Measure, after: Measure, missing: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Yield what a release has not of what its page had, or has beside it."""
    if missing or new:
        said = [("missing", missing), ("new", new)]
        yield "words", "; ".join(f"{label}: {_some(words)}" for label, words in said if words)
    elif before.words != after.words:
        yield "words", "they are in another order"
    pairs: Mapping[str, tuple[Sequence[Any], Sequence[Any]]] = {
        "links": (before.links, after.links),
        "pictures": (before.pictures, after.pictures),
        "telephone": (before.telephones, after.telephones),
    }
    for name, (had, has) in pairs.items():
        if gone := list((Counter(had) - Counter(has)).elements()):
            texts = [" ".join(each) if isinstance(each, tuple) else each for each in gone]
            yield name, f"missing: {_some(texts)}"
    if after.tables < before.tables:
        yield "tables", f"{before.tables} before, {after.tables} after"
    if after.headings < before.headings:
        yield "headings", f"{before.headings} before, {after.headings} after"


def _some(words: Sequence[str]) -> str:
    more = f" and {len(words) - _MOST_WORDS} more" if len(words) > _MOST_WORDS else ""
    return " ".join(words[:_MOST_WORDS]) + more
