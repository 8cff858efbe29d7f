"""A page as a release of newsgen: its file, and the proof that nothing of it was lost."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from newsgen.config import Config
from newsgen.content.handler import ReleaseHandler
from newsgen.content.keys import KEYS
from newsgen.content.markup import Markup
from newsgen.content.scan import LARGEST
from newsgen.importers._markdown import to_markdown
from newsgen.importers._words import KINDS, Comparison, Contents, compare
from newsgen.importers.capture import Record
from newsgen.importers.page import PageParts
from newsgen.importers.unread_fields import UnreadValue
from newsgen.importers.written_dates import in_words_of
from newsgen.model import dates
from newsgen.model.dates import Moment
from newsgen.model.urls import Address, is_slug, name_in, new_slug, output_path

_UNDATED: Final = "undated"
_ENOUGH_LETTERS: Final = re.compile("[a-z].*[a-z].*[a-z]", re.IGNORECASE)


class ReleasePlace(NamedTuple):
    """Where a release is to be: its address, its file below the content folder, its old ones."""

    address: Address
    path: str
    area: str
    redirects: tuple[str, ...] = ()


class BodyCounts(NamedTuple):
    """How much a body has of everything, and of headings how many of each level."""

    words: int = 0
    links: int = 0
    pictures: int = 0
    tables: int = 0
    headings: int = 0
    emphasis: int = 0
    telephones: int = 0
    levels: tuple[tuple[str, int], ...] = ()

    def by_name(self) -> dict[str, int]:
        return dict(zip(self._fields[:-1], self[:-1], strict=True)) | dict(self.levels)


@dataclass(frozen=True, slots=True)
class ImportedRelease:
    """A release to be written, what its page had and it has, and what is wrong with it."""

    url: str
    path: str
    text: str
    title: str
    date: str
    dates: tuple[tuple[str, str], ...]
    before: BodyCounts
    after: BodyCounts
    missing: tuple[str, ...]
    new: tuple[str, ...]
    kept: tuple[str, ...]
    problems: tuple[tuple[str, str], ...]
    outside: tuple[tuple[str, int], ...]
    oddity: str
    titles: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    taken_out: tuple[str, ...] = ()
    unread: tuple[UnreadValue, ...] = ()


def unwritten(place: ReleasePlace, why: str) -> ImportedRelease:
    """Return what stands for a release that cannot be written."""
    nothing, problem = BodyCounts(), (("unread", why),)
    return ImportedRelease(
        place.address.url, "", "", "", "", (), nothing, nothing, (), (), (), problem, (), ""
    )


def path_of(address: Address, title: str, date: Moment | None, folder: str, taken: set[str]) -> str:
    """Return the file of a release, as `newsgen new` would name it; `taken` are those of others."""
    name = "" if address.query else name_in(output_path(address))
    slug = new_slug(name if is_slug(name) and _ENOUGH_LETTERS.search(name) else title)
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
    converted = to_markdown(parts.body, titles=(parts.title,), language=spoken, markup=markup)
    # What is written is the proof, not what the converter says that it is.
    compared = compare(parts.body, markup.convert(converted.text, spoken))
    problems = list(losses(compared))
    if parts.unplaced:
        problems.append(("words", f"{parts.unplaced} letters of the page are in none of its parts"))
    problems += [("markup", f"left out: {dropped}") for dropped in converted.dropped]
    if parts.date is None:
        said = next((each.doubt or f"“{each.text}” is not a date" for each in parts.dates), "")
        problems.append(("no-date", said or "it has none"))
    problems += _contradictions(parts)
    problems += parts.hidden
    problems += parts.record.problems if parts.record else ()
    before, after = _counts(compared.before), _counts(compared.after)
    keys = _keys(parts, target, config, language)
    text = f"```yaml\n{yaml_of(keys)}\n```\n\n{converted.text}".strip() + "\n"
    if (size := len(text.encode())) > LARGEST:
        why = f"a build refuses the release, which has {size >> 10} KiB of {LARGEST >> 10}"
        problems.append(("refused-file", why))
    return ImportedRelease(
        target.address.url,
        target.path,
        text,
        parts.title,
        str(keys.get("date", "")),
        tuple((each.text, in_words_of(each.moment)) for each in parts.dates),
        before,
        before if before == after else after,  # there are many releases
        compared.missing,
        compared.new,
        converted.kept,
        tuple(problems),
        tuple(parts.outside()),
        parts.oddity,
        parts.titles,
        parts.kind,
        tuple(parts.taken_out()),
        parts.record.unread if parts.record else (),
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
        "date": dates.written(parts.date, config.zone) if parts.date else "",
        "summary": parts.summary,
        "language": "" if spoken == config.site.language else spoken,
        "kind": parts.kind or (parts.record.kind if parts.record else ""),
        "tags": list(parts.tags),
        "redirect_from": list(target.redirects),
        **(_keys_of_record(parts.record) if parts.record else {}),
    }
    return {key.name: keys[key.name] for key in KEYS if keys.get(key.name)}


_PLAIN: Final = re.compile(
    r"https://[\w./-]*[\w/]|\d{4}-\d\d[\d :-]*\d|[A-Za-z][\w-]{5,}|[A-Za-z][\w-]* [\w ,.'-]*[\w.]",
    re.ASCII,
)
"""Texts that YAML has without quotes, and does not take for anything else."""


def yaml_of(keys: Mapping[str, Any]) -> str:
    """Return front matter as newsgen's handler exports it, which takes long for plain texts."""
    return "\n".join(
        f"{name}: {value}"
        if isinstance(value, str) and _PLAIN.fullmatch(value)
        else ReleaseHandler().export({name: value})
        for name, value in keys.items()
    )


def _keys_of_record(record: Record) -> dict[str, Any]:
    """Return the keys that a source of data knows, and a page does not."""
    pictures = ({"src": url, "alt": words, "caption": caption}
                for url, words, caption in record.pictures)  # fmt: skip
    return {
        "status": record.status,
        "embargo": record.embargo,
        "images": [{name: text for name, text in each.items() if text} for each in pictures],
        "attachments": [{"file": url, "title": words} for url, words, _ in record.files],
    }


def _main(language: str) -> str:
    return re.split("[-_]", language)[0].lower()


def _contradictions(parts: PageParts) -> Iterator[tuple[str, str]]:
    """Yield that dates of a page disagree by more than a day, as one may be of another thing."""
    first = parts.date
    if doubt := next((each.doubt for each in parts.dates if each.moment), ""):
        yield "dates", doubt
        return
    for each in parts.dates:
        if first and each.moment and abs((each.moment.at - first.at).days) > 1:
            yield "dates", f"{in_words_of(first)}, and “{each.text}” at {each.selector}"
            return


# What is there before and after

_MOST_WORDS: Final = 20


def _counts(contents: Contents) -> BodyCounts:
    levels = Counter(level for level, _ in sorted(contents.headings))
    counts = [len(getattr(contents, name)) for name in BodyCounts._fields[:-1]]
    return BodyCounts._make((*counts, tuple(levels.items())))


def losses(compared: Comparison) -> Iterator[tuple[str, str]]:
    """Yield what a release has not of what its page had, or has beside it."""
    if compared.missing or compared.new:
        said = (("missing", compared.missing), ("new", compared.new))
        yield "words", "; ".join(f"{label}: {_some(words)}" for label, words in said if words)
    for kind in KINDS:
        start = kind.removesuffix("s")
        lost = [f"missing {each}" for each in compared.lost if each.startswith(start)]
        added = [f"new {each}" for each in compared.added if each.startswith(start)]
        if lost or added:
            yield kind, "; ".join([*lost, *added])


def _some(words: Sequence[str]) -> str:
    more = f" and {len(words) - _MOST_WORDS} more" if len(words) > _MOST_WORDS else ""
    return " ".join(words[:_MOST_WORDS]) + more
