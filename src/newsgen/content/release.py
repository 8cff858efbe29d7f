"""One source file to a release: every check that needs only the file itself."""

import html
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final, NamedTuple
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from pydantic_core import ErrorDetails, ValidationError

from newsgen.config import Config
from newsgen.content import dating, frontmatter, lifecycle, markup, posted
from newsgen.content.frontmatter import FrontMatterError, Located, Parts
from newsgen.content.lifecycle import Lived, Reading
from newsgen.content.markup import Markup, MarkupError
from newsgen.content.meta import GROUPS, KNOWN, Meta, given, is_blank, plain_meta
from newsgen.content.posted import Dateline
from newsgen.content.uses import Uses
from newsgen.diagnostics import Diagnostic, Span, has_errors
from newsgen.digest import digest_bytes
from newsgen.model import dates, urls
from newsgen.model.area import Area
from newsgen.model.dates import DateError, Moment
from newsgen.model.release import Acceptance, FileUse, Redirect, Release, Status
from newsgen.model.urls import Address, URLError
from newsgen.model.validation import did_you_mean, hint_of, in_plain_words, is_ours
from newsgen.patterns import later

_CONTROLS: Final = "".join(map(chr, (*range(9), *range(11, 32), 127, 0xFFFE, 0xFFFF)))
"""What neither a feed nor a page may hold; a few old bodies do."""


class Parsed(NamedTuple):
    """What a source file gave: a release and its HTML, or the reasons why not.

    The rest is what rules look at; `located` is nothing where the front matter cannot be read at
    all. `body` is the text as it is written, without the dateline, from the line `body_line` on.
    """

    diagnostics: tuple[Diagnostic, ...]
    located: Located | None = None
    body: str = ""
    body_line: int = 1
    release: Release | None = None
    html: str = ""
    area: Area | None = None
    address: Address | None = None
    published: Moment | None = None
    accepted: tuple[Acceptance, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    files: tuple[FileUse, ...] = ()
    """The files that it names, of a retired release too."""


class Reader:
    """Reads source files by one configuration; one for each process."""

    def __init__(self, config: Config) -> None:
        """Load the Markdown extensions. Raises `MarkupError`."""
        self._config = config
        self._zone: ZoneInfo = config.zone
        self._markup = Markup(config.markdown.extensions, config.markdown.extension_configs)

    def parse(self, text: str, source: str) -> Parsed:
        """Parse a file. `source` is its path below the content folder."""
        path = f"content/{source}"
        try:
            parts = frontmatter.split(text, path)
            located = Located(parts, path)
        except FrontMatterError as error:
            return Parsed(error.diagnostics)
        found: list[Diagnostic] = []
        meta = _validate(located, self._zone, found)
        _misspellings(located, found)
        title = meta.title if meta else str(located.values.get("title", ""))
        clean = _without_controls(parts.body)
        dateline = posted.take(clean, title, self._zone)
        address = _address(located, found)
        published = dating.choose(
            meta, located, dateline, address, self._zone, found.append, parts.body_line
        )
        area = self._config.area(meta.area) if meta else None
        if meta and area and not _is_given(located, "url"):
            address = _new_address(meta, area, published, located, found)
        language = (meta and meta.language) or self._config.site.language
        html = self._body(dateline.body, language, path, parts, found)
        lived = lifecycle.NOTHING
        if meta and address and not lifecycle.is_plain(meta):
            reading = Reading(meta, located, address, published, self._config, found)
            lived = lifecycle.read(reading)
        release = None
        uses = Uses(source, text)
        if meta and address and not has_errors(found):
            html = uses.in_body(_still_of_use(html) if meta.status is Status.CLOSED else html)
            release = self._release(
                meta, located, dateline, published, address, uses, html, lived, found
            )
        parsed = Parsed(
            diagnostics=tuple(found),
            located=located,
            body=dateline.body if clean == parts.body else parts.body,
            body_line=parts.body_line,
            release=release,
            html=html,
            area=area,
            address=address,
            published=published,
            accepted=_accepted(meta, located),
            redirects=lived.redirects,
            files=uses.files,
        )
        return _without_words(parsed, release) if release and release.is_retired else parsed

    def _release(
        self,
        meta: Meta,
        located: Located,
        dateline: Dateline,
        published: Moment | None,
        address: Address,
        uses: Uses,
        body: str,
        lived: Lived,
        found: list[Diagnostic],
    ) -> Release | None:
        """Put a release together, or report that no file can be at its URL's path."""
        try:
            output = urls.output_path(address)
        except URLError as error:
            found.append(Diagnostic(error.code, str(error), located.value("url"), error.hint))
            return None
        return Release(
            source=uses.source,
            area=meta.area,
            title=meta.title,
            url=address.url,
            host=address.host,
            href=address.href,
            path=output,
            published=published,
            updated=_updated(meta, dateline, published, self._zone),
            summary=_summary(meta, body),
            kind=meta.kind,
            status=meta.status,
            language=meta.language or self._config.site.language,
            embargo=meta.embargo,
            expires=meta.expires,
            images=tuple([uses.in_picture(picture) for picture in meta.images]),
            og_image=_web_address(meta.og_image, address),
            tags=meta.tags,
            incident=meta.incident,
            files=uses.files,
            body=digest_bytes(body.encode()).hex(),
            extra=meta.extra,
            life=lived.life,
        )

    def _body(
        self, body: str, language: str, path: str, parts: Parts, found: list[Diagnostic]
    ) -> str:
        try:
            return self._markup.convert(body, language)
        except MarkupError as error:
            found.append(
                Diagnostic(
                    "NG502",
                    str(error),
                    Span(path, _first_line(parts)),
                    "Look for deep nesting or unusual markup, and simplify it.",
                )
            )
            return ""


def _without_words(parsed: Parsed, release: Release) -> Parsed:
    """Return what is left of a release that was taken down: a cache must not keep its words."""
    life = release.life and replace(release.life, updates=(), corrections=())
    left = replace(
        release,
        title="",
        summary=life.explanation if life else "",
        images=(),
        og_image="",
        tags=(),
        incident=None,
        files=(),
        body=digest_bytes(b"").hex(),
        extra={},
        life=life,
    )
    accepted = tuple(a for a in parsed.accepted if a.code.startswith(_OF_ADDRESSES))
    return parsed._replace(release=left, html="", body="", accepted=accepted)


_OF_ADDRESSES: Final = "NG4"
"""How the codes begin that look at more than the words of a release."""


def _summary(meta: Meta, body: str) -> str:
    """Return the summary that was written, or one of the body; a closed one calls for nothing."""
    summary, described = meta.summary, meta.og_description
    if meta.status is Status.CLOSED:
        summary, described = ("" if _CALL.search(t) else t for t in (summary, described))
    return summary or markup.shorten(described) or markup.summary_of(body)


_CALL: Final = later(
    r"\b(?:(?:call|contact|ring|phone|e-?mail|text) (?:us|the (?:police|force)|police|officers"
    r"|101|999|crimestoppers|on 0?1|0\d|\S+@)"
    r"|any(?:one|body) (?:with|who (?:has|have|had|may|saw|knows?|recognises?))\b"
    r"|if you (?:have|know|saw|see|recognise|can help|were|think)\b"
    r"|have you seen|do you (?:recognise|know)"
    r"|quot(?:e|ing) (?:the )?(?:reference|incident|crime|log)"
    r"|(?:asked|urged|encouraged) to (?:contact|call|come forward|get in touch))",
    re.IGNORECASE,
)
"""Words that ask a reader to get in touch; an appeal alone may tell the news as well."""


def _still_of_use(body: str) -> str:
    """Leave out the paragraphs that ask readers to get in touch: the appeal is closed."""
    return markup.without_paragraphs(body, lambda words: _CALL.search(words) is not None)


def _accepted(meta: Meta | None, located: Located) -> tuple[Acceptance, ...]:
    if meta is None or not meta.accept:
        return ()
    places = (located.key("accept", at) for at in range(len(meta.accept)))
    return tuple(
        Acceptance(accept.code, accept.text, place.line, place.column)
        for accept, place in zip(meta.accept, places, strict=True)
    )


def _without_controls(body: str) -> str:
    """Drop characters that XML forbids."""
    for control in [control for control in _CONTROLS if control in body]:
        body = body.replace(control, "")
    return body


def _first_line(parts: Parts) -> int:
    """Return the line at which the text of a body begins."""
    blank = len(parts.body) - len(parts.body.lstrip("\n"))
    return parts.body_line + blank


_CODES: Final = {"missing": "NG206", "enum": "NG204", "literal_error": "NG204"}
_REQUIRED: Final = {
    "title": ("NG201", "the release has no title", "Add a line title: and the headline."),
    "area": ("NG202", "the release has no area", "Add a line area: and the force's area."),
}


def _validate(located: Located, zone: ZoneInfo, found: list[Diagnostic]) -> Meta | None:
    if located.is_plain and (meta := plain_meta(located.values, zone)):
        return meta
    from newsgen.content.schema import FrontMatter  # noqa: PLC0415 (slow to load)

    try:
        return FrontMatter.model_validate(given(located.values), context={"zone": zone}).plain()
    except ValidationError as error:
        found.extend(_value_error(detail, located) for detail in error.errors())
        return None


def _is_given(located: Located, key: str) -> bool:
    return key in located.values and not is_blank(located.values[key])


def _value_error(error: ErrorDetails, located: Located) -> Diagnostic:
    loc = error["loc"]
    if error["type"] == "missing" and len(loc) == 1 and str(loc[0]) in _REQUIRED:
        key = str(loc[0])
        code, message, hint = _REQUIRED[key]
        if misspelt := _misspelt(key, located):
            return Diagnostic(code, message, located.key(misspelt), f"Did you mean {key}?")
        return Diagnostic(code, message, located.key(key), hint)
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in loc)
    if error["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
        return Diagnostic("NG206", f"there is no key {name}", located.key(*loc))
    code = error["type"] if is_ours(error) else _CODES.get(error["type"], "NG203")
    message = in_plain_words(error, name)
    if is_ours(error) and not message.startswith(("the ", str(loc[-1]))):
        message = f"{name}: {message}"
    hint = hint_of(error) or _shape_hint(error) or _choice_hint(error)
    return Diagnostic(code, message, located.value(*loc), hint)


def _misspelt(key: str, located: Located) -> str:
    """Return the key that was meant to be a missing one, or nothing."""
    return next((k for k in located.values if did_you_mean(k, [key]) == key), "")


def _choice_hint(error: ErrorDetails) -> str:
    """Name the allowed word that was meant by a misspelt one."""
    allowed = re.findall(r"'([^']+)'", error.get("ctx", {}).get("expected", ""))
    near = did_you_mean(error["input"], allowed) if isinstance(error["input"], str) else ""
    return f"Did you mean {near}?" if near else ""


def _shape_hint(error: ErrorDetails) -> str:
    """Show how a list is written, where a text stands in its place."""
    if error["loc"][0] == "accept" and isinstance(error["input"], str):
        return "Write each on lines of its own: - code: and the code, then reason: and why."
    if error["type"] not in ("list_type", "tuple_type"):
        return ""
    if error["loc"][0] in ("updates", "corrections"):
        return "Write each on lines of its own: - at: and the time, then note: and a sentence."
    if not isinstance(error["input"], str):
        return ""
    if error["loc"][0] == "images":
        return (
            "Write each picture on lines of its own: - src: and its path, then alt: and its text."
        )
    return f"Write {error['loc'][0]}: [{error['input']}]"


_GUARDS: Final = frozenset({"embargo", "expires", "status"})
"""Keys that hold a release back: misspelt, they would let it out."""
_GUARDS_ELSEWHERE: Final = {
    "draft": "status: draft",
    "embargo_until": "embargo:",
    "embargoed": "embargo:",
    "expiry": "expires:",
    "expirydate": "expires:",
    "expiry_date": "expires:",
    "unpublish": "expires:",
}
"""The names that such keys have in other systems, and what they are here."""


_KEYS: Final = tuple(
    (above, known, frozenset(known)) for above, known in [("", KNOWN), *GROUPS.items()]
)
"""The known keys of the front matter, and of its groups."""


def _misspellings(located: Located, found: list[Diagnostic]) -> None:
    for group, known, names in _KEYS:
        values = located.values.get(group) if group else located.values
        if isinstance(values, dict) and not values.keys() <= names:
            unknown = [key for key in values if key not in names]
            found.extend(_misspelt_keys(unknown, group, values, known, located))


def _misspelt_keys(
    unknown: list[str], group: str, values: dict[str, Any], known: list[str], located: Located
) -> Iterator[Diagnostic]:
    for key in unknown:
        near = did_you_mean(key, known)
        if not group and (guard := _guard_meant(key, near, values[key])):
            yield Diagnostic(
                "NG207",
                f"the key {key} is unknown, so it would not hold the release back",
                located.key(key),
                f"Did you mean {guard}?",
            )
        elif near and near not in values and (group or near not in _REQUIRED):
            above = (group,) if group else ()
            name = ".".join((*above, key))
            yield Diagnostic(
                "NG205",
                f"the key {name} is unknown",
                located.key(*above, key),
                f"Did you mean {near}?",
            )


def _guard_meant(key: str, near: str, value: Any) -> str:
    """Return the key that holds a release back and that an unknown one was meant to be."""
    if value in ("", "false", "no"):
        return ""
    if near in _GUARDS:
        return f"{near}:"
    return _GUARDS_ELSEWHERE.get(key.lower(), "")


def _address(located: Located, found: list[Diagnostic]) -> Address | None:
    text = located.values.get("url", "")
    if not isinstance(text, str) or not _is_given(located, "url"):
        return None
    try:
        return urls.parse_url(text)
    except URLError as error:
        found.append(Diagnostic(error.code, str(error), located.value("url"), error.hint))
        return None


def _new_address(
    meta: Meta,
    area: Area,
    published: Moment | None,
    located: Located,
    found: list[Diagnostic],
) -> Address | None:
    """Give a release without a URL one by its area's pattern."""
    slug = meta.slug or urls.slugify(meta.title)
    if not slug:
        found.append(
            Diagnostic(
                "NG407",
                "no file name can be made from the title",
                located.value("title"),
                "Add slug: and a short name in letters, digits and hyphens.",
            )
        )
        return None
    dated = urls.DATED.intersection(urls.placeholders(area.permalink))
    if published is None and dated:
        found.append(
            Diagnostic(
                "NG406",
                f"the release has neither url nor date, and the area's permalink "
                f"{area.permalink} needs a date",
                located.key(),
                "Add url: with its address, or date: with the day of publication.",
            )
        )
        return None
    path = urls.fill(area.permalink, slug=slug, at=published.at if published else None)
    host = area.hosts[0] if area.hosts else "localhost"
    return Address("https", host, path)


def _updated(
    meta: Meta, dateline: Dateline, published: Moment | None, zone: ZoneInfo
) -> Moment | None:
    """Return when it was last changed, if it says so and that is later than its date.

    Updates and corrections count when they are seen: see `model.release.as_seen`.
    """
    updated = meta.updated or (dateline.updated.moment if dateline.updated else None)
    for text in (meta.article_modified, meta.og_updated):
        if updated is None and text:
            with suppress(DateError):  # tags of the old system: newsgen's own key is `updated`
                updated = dates.parse(text, zone)
    if updated and published and (updated.at <= published.at or updated.agrees_with(published)):
        return None
    return updated


def _web_address(text: str, address: Address) -> str:
    """Make a picture's address absolute; `&amp;` stands for `&` in 19,531 real files."""
    if not text:
        return ""
    text = html.unescape(text).strip()
    if text.startswith("https://"):
        return text
    try:
        absolute = urljoin(address.url, text)
    except ValueError:
        return ""
    return absolute if absolute.startswith(("https://", "http://")) else ""
