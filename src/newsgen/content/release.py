"""Source files to releases: every check that needs only the file itself."""

import html
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from newsgen.config import Config
from newsgen.content import addresses, dating, frontmatter, lifecycle, markup, matter, posted
from newsgen.content.frontmatter import FrontMatterError, Located, Parts
from newsgen.content.lifecycle import Lived, Reading
from newsgen.content.markup import Markup, MarkupError
from newsgen.content.meta import Meta
from newsgen.content.posted import Dateline
from newsgen.content.uses import Uses
from newsgen.diagnostics import Diagnostic, Span, has_errors
from newsgen.digest import digest_bytes
from newsgen.fast.patterns import later
from newsgen.model import dates, urls
from newsgen.model.area import Area
from newsgen.model.dates import DateError, Moment
from newsgen.model.release import Acceptance, FileUse, Redirect, Release, Status
from newsgen.model.urls import Address, URLError

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


@dataclass(slots=True)
class _Draft:
    """A file on its way to a release: each step of a reader adds to it."""

    source: str
    text: str
    found: list[Diagnostic] = field(default_factory=list)
    is_open: bool = False
    """Whether its front matter could be read; if not, nothing below is of use."""
    parts: Parts = field(init=False)
    located: Located = field(init=False)
    meta: Meta | None = None
    clean: str = ""
    """The body without what no page may hold."""
    dateline: Dateline = field(init=False)
    address: Address | None = None
    published: Moment | None = None
    area: Area | None = None
    html: str = ""
    lived: Lived = lifecycle.NOTHING
    uses: Uses = field(init=False)
    is_sound: bool = False
    """Whether there is nothing wrong that forbids a release."""
    summary: str = ""
    digest: str = ""
    """That of the HTML."""
    release: Release | None = None


_Step = Callable[[_Draft], None]


class Reader:
    """Reads source files by one configuration; one for each process."""

    def __init__(self, config: Config, lap: Callable[[str], None] | None = None) -> None:
        """Load the Markdown extensions. Raises `MarkupError`.

        `lap`, if there is one, is told the path of a file after each step that was done with it.
        """
        self._config = config
        self._zone: ZoneInfo = config.zone
        self._markup = Markup(config.markdown.extensions, config.markdown.extension_configs)
        steps = (
            self._validate,
            self._take_dateline,
            self._choose_address,
            self._choose_date,
            self._choose_area,
            self._convert,
            self._read_life,
            self._note_files,
            _summarise,
            _digest,
            self._put_together,
        )
        self._open: _Step = _told(_open, lap) if lap else _open
        self._steps: Sequence[_Step] = [_told(step, lap) for step in steps] if lap else steps

    def parse(self, text: str, source: str) -> Parsed:
        """Parse a file. `source` is its path below the content folder."""
        return self.parse_all([(text, source)])[0]

    def parse_all(self, files: Iterable[tuple[str, str]]) -> list[Parsed]:
        """Parse several files, each given by its text and its path below the content folder.

        Each step is done for all of them before the next: what a processor does many times in a
        row takes it two thirds of the time, as its caches hold the code of a step, but not of all.
        """
        drafts = [_Draft(source, text) for text, source in files]
        for draft in drafts:
            self._open(draft)
        opened = [draft for draft in drafts if draft.is_open]
        for step in self._steps:
            for draft in opened:
                step(draft)
        return [_parsed(draft) for draft in drafts]

    def _validate(self, draft: _Draft) -> None:
        draft.meta = matter.validate(draft.located, self._zone, draft.found)
        matter.misspellings(draft.located, draft.found)

    def _take_dateline(self, draft: _Draft) -> None:
        meta = draft.meta
        title = meta.title if meta else str(draft.located.values.get("title", ""))
        draft.clean = _without_controls(draft.parts.body)
        draft.dateline = posted.take(draft.clean, title, self._zone)

    def _choose_address(self, draft: _Draft) -> None:
        draft.address = addresses.of_url(draft.located, draft.found)

    def _choose_date(self, draft: _Draft) -> None:
        draft.published = dating.choose(
            draft.meta,
            draft.located,
            draft.dateline,
            draft.address,
            self._zone,
            draft.found.append,
            draft.parts.body_line,
        )

    def _choose_area(self, draft: _Draft) -> None:
        """Find the area, by whose pattern a release without an address gets one."""
        meta, located = draft.meta, draft.located
        if meta is None:
            return
        draft.area = area = self._config.area(meta.area)
        if not addresses.is_given(located):
            draft.address = addresses.of_area(meta, area, draft.published, located, draft.found)

    def _convert(self, draft: _Draft) -> None:
        try:
            draft.html = self._markup.convert(draft.dateline.body, self._language(draft.meta))
        except MarkupError as error:
            draft.found.append(
                Diagnostic(
                    "NG502",
                    str(error),
                    Span(draft.located.path, _first_line(draft.parts)),
                    "Look for deep nesting or unusual markup, and simplify it.",
                )
            )

    def _language(self, meta: Meta | None) -> str:
        return (meta and meta.language) or self._config.site.language

    def _read_life(self, draft: _Draft) -> None:
        meta, address, found = draft.meta, draft.address, draft.found
        if meta and address and not lifecycle.is_plain(meta):
            reading = Reading(meta, draft.located, address, draft.published, self._config, found)
            draft.lived = lifecycle.read(reading)

    def _note_files(self, draft: _Draft) -> None:
        """Note the files that the body uses; nobody asks for those of what is no release."""
        draft.uses = Uses(draft.source, draft.text)
        if draft.meta and draft.address and not has_errors(draft.found):
            draft.is_sound = True
            is_closed = draft.meta.status is Status.CLOSED
            html = _still_of_use(draft.html) if is_closed else draft.html
            draft.html = draft.uses.in_body(html)

    def _put_together(self, draft: _Draft) -> None:
        """Put a release together, or report that no file can be at its URL's path."""
        meta, address, uses = draft.meta, draft.address, draft.uses
        if not (meta and address and draft.is_sound):
            return
        try:
            output = urls.output_path(address)
        except URLError as error:
            place = draft.located.value("url")
            draft.found.append(Diagnostic(error.code, str(error), place, error.hint))
            return
        draft.release = Release(
            source=draft.source,
            area=meta.area,
            title=meta.title,
            url=address.url,
            host=address.host,
            href=address.href,
            path=output,
            published=draft.published,
            updated=_updated(meta, draft.dateline, draft.published, self._zone),
            summary=draft.summary,
            kind=meta.kind,
            status=meta.status,
            language=self._language(meta),
            embargo=meta.embargo,
            expires=meta.expires,
            images=tuple([uses.in_picture(picture) for picture in meta.images]),
            og_image=_web_address(meta.og_image, address),
            tags=meta.tags,
            incident=meta.incident,
            files=uses.files,
            body=draft.digest,
            extra=meta.extra,
            life=draft.lived.life,
        )


def _told(step: _Step, lap: Callable[[str], None]) -> _Step:
    def told(draft: _Draft) -> None:
        step(draft)
        lap(draft.source)

    return told


def _open(draft: _Draft) -> None:
    """Read the front matter."""
    path = f"content/{draft.source}"
    try:
        draft.parts = frontmatter.split(draft.text, path)
        draft.located = Located(draft.parts, path)
    except FrontMatterError as error:
        draft.found += error.diagnostics
    else:
        draft.is_open = True


def _summarise(draft: _Draft) -> None:
    if draft.meta and draft.is_sound:
        draft.summary = _summary(draft.meta, draft.html)


def _digest(draft: _Draft) -> None:
    if draft.is_sound:
        draft.digest = digest_bytes(draft.html.encode()).hex()


def _parsed(draft: _Draft) -> Parsed:
    if not draft.is_open:
        return Parsed(tuple(draft.found))
    parts, release = draft.parts, draft.release
    parsed = Parsed(
        diagnostics=tuple(draft.found),
        located=draft.located,
        body=draft.dateline.body if draft.clean == parts.body else parts.body,
        body_line=parts.body_line,
        release=release,
        html=draft.html,
        area=draft.area,
        address=draft.address,
        published=draft.published,
        accepted=_accepted(draft.meta, draft.located),
        redirects=draft.lived.redirects,
        files=draft.uses.files,
    )
    return _without_words(parsed, release) if release and release.is_retired else parsed


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
