"""Source files to releases: every check that needs only the file itself."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Final

from newsgen.config import Config
from newsgen.content import (
    _control as control,
    _dating as dating,
    _pages as pages,
    _quotes as quotes,
    _summary as summaries,
    fields as site_fields,
    frontmatter,
    keys,
    lifecycle,
    matter,
    posted,
)
from newsgen.content._dating import Clock, Dates
from newsgen.content._meta import Meta
from newsgen.content._unmarked import title_without_markup
from newsgen.content._uses import Uses, figure_of_film, is_listed, shared_picture
from newsgen.content.frontmatter import FrontMatterError, Located, Parts
from newsgen.content.lifecycle import Lived, Reading
from newsgen.content.markup import Extend, FailureOf, Markup, MarkupError, services_in
from newsgen.content.posted import Dateline
from newsgen.diagnostics import Diagnostic, Span, has_errors
from newsgen.digest import digest_bytes
from newsgen.model import titles, urls
from newsgen.model.area import Area
from newsgen.model.dates import Moment
from newsgen.model.language_parts import also_in, without_parts
from newsgen.model.release import (
    RETIRED,
    TRANSLATION_OF,
    Acceptance,
    Attachment,
    ClockOff,
    FileUse,
    Picture,
    Redirect,
    RelatedUse,
    Release,
    Status,
)
from newsgen.model.urls import Address, URLError

_CONTROLS: Final = "".join(map(chr, (*range(9), *range(11, 32), 127, 0xFFFE, 0xFFFF)))
"""What neither a feed nor a page may hold; a few old bodies do."""


@dataclass(slots=True, kw_only=True)
class Parsed:
    """What a source file gave: a release and its HTML, or the reasons why not.

    The rest is what rules look at; `located` is `None` where the front matter cannot be read at
    all. `body` is the text as it is written, without the dateline, from the line `body_line` on.
    Of a release that is over nobody may see the words any more, so only what survives is here.
    """

    diagnostics: list[Diagnostic] = field(default_factory=list)
    mistakes: tuple[Diagnostic, ...] = ()
    """What of the front matter cannot be read; of the findings, these are the first."""
    located: Located | None = None
    body: str = ""
    body_line: int = 1
    release: Release | None = None
    html: str = ""
    area: Area | None = None
    address: Address | None = None
    published: Moment | None = None
    clock_off: ClockOff | None = None
    featured_until: datetime | None = None
    """Until when it comes before all others."""
    accepted: tuple[Acceptance, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    related: tuple[RelatedUse, ...] = ()
    files: tuple[FileUse, ...] = ()
    """The files that it names, of a release that is over too."""
    og_file: FileUse | None = None
    """The file that its og.image names, of such a release too."""
    is_over: bool = False
    """Whether it was taken down, or has expired."""
    clock: Clock = field(default_factory=lambda: Clock(None))
    """What the time decided of the findings, and for how long that holds."""


_NO_DATELINE: Final = Dateline("", None, None)


@dataclass(slots=True, kw_only=True)
class _Draft(Parsed):
    """A file on its way to a release: each step of a reader adds to it."""

    source: str
    located: Located
    parts: Parts
    text: str
    meta: Meta | None = None
    clean: str = ""
    """The body without what no page may hold."""
    dateline: Dateline = _NO_DATELINE
    dates: Dates = dating.NO_DATES
    lived: Lived = lifecycle.NOTHING
    images: tuple[Picture, ...] = ()
    og_image: str = ""
    attachments: tuple[Attachment, ...] = ()
    is_page: bool = False
    is_sound: bool = False
    """Whether there is nothing wrong that forbids a release."""
    shown_title: str = ""
    """The title as readers see it: without the name of the force."""
    without_force: Callable[[str], str] = str
    """Takes the name of the force from the ends of a title or summary, if the site wants that."""
    summary: str = ""


_NOT_PUBLIC: Final = {*RETIRED, Status.DRAFT}
_Step = Callable[[_Draft], None]


class SourceReader:
    """Reads source files by one configuration; one for each process."""

    def __init__(
        self,
        config: Config,
        *,
        as_of: datetime | None = None,
        over: Collection[str] = (),
        kinds: site_fields.Kinds = MappingProxyType({}),
        extend: Sequence[Extend] = (),
        failure_of: FailureOf = lambda *_: None,
    ) -> None:
        """Load the Markdown extensions. Raises `MarkupError`.

        `kinds` read the fields whose types are kinds of the site; without one, it is text. `extend`
        are the site's own Markdown extensions, and `failure_of` recognises their errors.

        Releases that have expired by `as_of` are over, and those of the sources that are `over` for
        another reason; without either none is.
        """
        self._config = config
        self._as_of = as_of
        self._over = over
        rows = (*keys.KEYS, *site_fields.rows_of(config.fields, kinds))
        self._keys = matter.table_of(rows)
        self._page_keys = matter.table_of(pages.keys_of(rows))
        self._known = control.known_names(rows)
        self._zone = config.zone
        markdown = config.markdown
        self._markup = Markup(markdown.extensions, markdown.extension_configs, extend, failure_of)
        self._steps: tuple[_Step, ...] = (
            self._validate,
            self._choose_address,
            self._choose_area,
            self._take_dateline,
            self._check_second,
            self._choose_date,
            self._check_keys,
            self._make_address,
            _show_title,
            self._convert,
            self._read_life,
            self._note_files,
            _summarise,
            self._curl_quotes,
            self._keep_what_survives,
            self._put_together,
        )

    def parse(self, text: str, source: str) -> Parsed:
        """Parse a file. `source` is its path below the content folder."""
        return self.parse_all([(text, source)])[0]

    def parse_all(self, files: Iterable[tuple[str, str]]) -> list[Parsed]:
        """Parse several files, each given by its text and its path below the content folder.

        Each step is done for all of them before the next: what a processor does many times in a
        row takes it two thirds of the time, as its caches hold the code of a step, but not of all.
        """
        parsed = [self._open(text, source) for text, source in files]
        drafts = [draft for draft in parsed if isinstance(draft, _Draft)]
        for step in self._steps:
            for draft in drafts:
                step(draft)
        return parsed

    def _open(self, text: str, source: str) -> Parsed:
        """Read the front matter, or what can be read of it; without it there is nothing to do."""
        path = f"content/{source}"
        mistakes: list[Diagnostic] = []
        parts: Parts | None
        try:
            parts = frontmatter.split(text, path)
        except FrontMatterError as error:
            mistakes += error.diagnostics
            parts = error.likely
        located = Located(parts, path, mistakes) if parts else None
        if parts is None or located is None or (mistakes and _has_unread_judge(located, parts)):
            return Parsed(diagnostics=mistakes, mistakes=tuple(mistakes))
        return _Draft(
            source=source,
            mistakes=tuple(mistakes),
            diagnostics=mistakes,
            located=located,
            parts=parts,
            body_line=parts.body_line,
            text=text,
            clock=Clock(self._as_of),
        )

    def _validate(self, draft: _Draft) -> None:
        located = draft.located
        draft.is_page = pages.is_page(located.values)
        table = self._page_keys if pages.may_be_page(located.values) else self._keys
        meta = matter.read(table, located, self._zone, draft.diagnostics)
        draft.meta = None if draft.mistakes else meta
        draft.diagnostics += control.without_value(located)
        if not control.knows(self._known, located.values):
            misspelt = {each.span: each for each in matter.misspellings(self._keys, located)}
            held = control.unknown(self._known, located, draft.clock, self._zone, misspelt)
            draft.diagnostics += (misspelt | {each.span: each for each in held}).values()
        draft.accepted = matter.accepted(draft.meta, located)

    def _choose_area(self, draft: _Draft) -> None:
        """Find the area, without whose name and without markup readers see the title."""
        if meta := draft.meta:
            config = self._config
            area = pages.area_of(meta, config) if draft.is_page else config.area(meta.area)
            draft.area = area
            draft.shown_title = title_without_markup(meta.title) or meta.title
            if config.titles.without_force:
                website = meta.og.get("site", {}).get("name", "")
                host = draft.address.host if draft.address else ""
                draft.without_force = partial(
                    titles.without_force, area=area, website=website, host=host
                )
                draft.shown_title = draft.without_force(draft.shown_title)

    def _check_second(self, draft: _Draft) -> None:
        """Report a second front matter at the top of the body, whatever holds below a dateline."""
        if not (draft.meta and draft.meta.status in _NOT_PUBLIC):
            path, line = draft.located.path, draft.body_line
            draft.diagnostics += control.check_second(
                draft.body, line, path, draft.clock, self._zone
            )

    def _take_dateline(self, draft: _Draft) -> None:
        meta = draft.meta
        title = meta.title if meta else str(draft.located.values.get("title", ""))
        draft.clean = _without_controls(draft.parts.body)
        if draft.is_page:
            draft.dateline = Dateline(draft.clean, None, None)  # a page has none
            draft.body = draft.parts.body
            return
        year_of = partial(posted.year_of, values=draft.located.values, body=draft.clean)
        both = (title, draft.shown_title)
        dateline = posted.take(draft.clean, both, self._zone, year_of)
        if meta and dateline.published is None and not dating.is_dated(meta):
            agrees = partial(dating.agrees_with_url, draft.address, self._zone)
            dateline = posted.take_bare(dateline, self._zone, agrees)
        is_half = draft.area is not None and draft.area.half_clock
        draft.dateline = posted.without_half_time(dateline) if is_half else dateline
        is_clean = draft.clean == draft.parts.body
        draft.body = draft.dateline.body if is_clean else draft.parts.body

    def _choose_address(self, draft: _Draft) -> None:
        if draft.is_page:
            draft.address = pages.address_of(
                draft.meta, draft.source, draft.located, self._config, draft.diagnostics
            )
            return
        draft.address = pages.address_of_url(draft.located, draft.diagnostics)

    def _choose_date(self, draft: _Draft) -> None:
        meta, located = draft.meta, draft.located
        if draft.is_page:
            draft.dates = pages.dates_of(meta)
        else:
            if draft.mistakes:
                meta = matter.read_what_is_right(self._keys, located, self._zone)
            draft.dates = dating.choose(
                meta,
                located,
                draft.dateline,
                draft.address,
                self._zone,
                draft.diagnostics.append,
                draft.body_line,
            )
        if not located.is_cut(*dating.KEYS):
            draft.published, draft.clock_off = draft.dates.published, draft.dates.off

    def _check_keys(self, draft: _Draft) -> None:
        """Report what is wrong with keys beside their own values: of the time, or of the site."""
        meta, located, held = draft.meta, draft.located, draft.dates.held_until
        if meta:
            draft.diagnostics += control.without_effect(meta, held, located)
            draft.diagnostics += control.far_off(meta, held, located, draft.clock)
            draft.diagnostics += dating.check_keys(meta, located)
            if meta.status in RETIRED:
                return
            if meta.date and dating.OFFSET.search(located.values["date"]):
                draft.diagnostics += dating.date_off_season(meta, located, draft.clock, self._zone)
        if not (meta and self._is_over(meta, draft.source)):
            fields, is_page = self._config.fields, draft.is_page
            draft.diagnostics += matter.check_idle_keys(fields, located, is_page=is_page)
        if not draft.is_page:
            draft.diagnostics += self._of_site(draft)

    def _of_site(self, draft: _Draft) -> Iterator[Diagnostic]:
        """Report what is wrong with the keys that the site asks for, or sorts by."""
        fields, sorted_by = self._config.fields, self._config.sorted_by
        is_draft = draft.meta and draft.meta.status is Status.DRAFT
        if fields and not is_draft:
            yield from site_fields.missing(fields, draft.located, draft.published)
        if sorted_by and draft.meta:
            yield from matter.check_terms(sorted_by, draft.meta, draft.located)

    def _make_address(self, draft: _Draft) -> None:
        """Give a release without an address one by the pattern of its area."""
        meta, area, located = draft.meta, draft.area, draft.located
        is_given = draft.is_page or pages.address_is_given(located)
        if meta and area and draft.address is None and not is_given:
            # By the order of its sources: a key that is found to be off changes no address.
            draft.address = pages.address_of_area(
                meta,
                area,
                self._language(meta),
                draft.dates.by_order,
                located,
                draft.diagnostics,
            )

    def _convert(self, draft: _Draft) -> None:
        try:
            language = self._language(draft.meta)
            draft.html = self._markup.convert(draft.dateline.body, language)
            if draft.meta and draft.meta.video:
                draft.html = f"{figure_of_film(draft.meta.video, language)}\n{draft.html}"
        except MarkupError as error:
            place = _first_line(draft.parts.body, draft.parts.body_line), 1
            if error.at is not None:
                place = _place(draft.dateline.body, error.at, draft.body_line)
            span = Span(draft.located.path, *place)
            draft.diagnostics.append(Diagnostic("NG502", str(error), span, error.hint))

    def _language(self, meta: Meta | None) -> str:
        return (meta and meta.language) or self._config.site.language

    def _read_life(self, draft: _Draft) -> None:
        meta, address = draft.meta, draft.address
        if not (meta and address) or lifecycle.is_plain(meta):
            return
        reading = Reading(
            meta, draft.located, address, draft.dates.held_until, self._config, draft.diagnostics,
            draft.clock,
        )  # fmt: skip
        draft.lived = lifecycle.read(reading)
        draft.redirects = draft.lived.redirects
        draft.related = tuple(lifecycle.related_to(reading))

    def _note_files(self, draft: _Draft) -> None:
        """Note the files that it uses; nobody asks for those of what is not a release."""
        meta, address = draft.meta, draft.address
        if not (meta and address) or has_errors(draft.diagnostics):
            return
        draft.is_sound = True
        uses = Uses(draft.source, draft.text, self._config.hosts_beside(address))
        is_closed = meta.status is Status.CLOSED
        draft.html = uses.in_body(lifecycle.without_calls(draft.html) if is_closed else draft.html)
        if meta.images:
            draft.images = tuple(
                uses.in_picture(picture)
                for picture in (map(_without_call, meta.images) if is_closed else meta.images)
                if not is_listed(uses.path_of(picture.src), address, draft.area)
            )
        if meta.attachments:
            draft.attachments = tuple(map(uses.in_attachment, meta.attachments))
        draft.og_image = shared_picture(meta, address, draft.area)
        if draft.og_image:
            draft.og_file = uses.in_metadata(draft.og_image, meta.og["image"])
        draft.files = uses.files

    def _curl_quotes(self, draft: _Draft) -> None:
        """Have readers see one kind of quotation marks, if the site wants that.

        The body is final now. Where all marks are straight, they stay as they are.
        """
        meta = draft.meta
        if not (meta and draft.is_sound and self._config.site.curly_quotes):
            return
        texts = meta.title, draft.summary, draft.html
        if all(map(str.isascii, texts)) or not quotes.have_curly(*texts):
            return
        if self._language(meta)[:2].lower() in quotes.LANGUAGES:
            draft.meta = meta._replace(title=quotes.curly(meta.title))
            draft.summary = quotes.curly(draft.summary)
            draft.html = quotes.curly_html(draft.html)
            draft.images = tuple(map(quotes.with_curly_caption, draft.images))
            draft.lived = draft.lived._replace(life=quotes.with_curly_notes(draft.lived.life))

    def _keep_what_survives(self, draft: _Draft) -> None:
        """Replace a release that is over by what may be kept of it: what is listed, no more."""
        meta, lived = draft.meta, draft.lived
        if not (meta and draft.is_sound and self._is_over(meta, draft.source)):
            return
        draft.is_over = True
        draft.accepted = matter.is_of_address(draft.accepted, draft.located)
        table = self._page_keys if draft.is_page else self._keys
        draft.meta = left = matter.read_surviving(table, draft.located, self._zone)
        superseded = lived.life.superseded_by if lived.life else None
        draft.lived = lived._replace(life=lifecycle.life_of(left, superseded))
        draft.diagnostics = [
            d for d in draft.diagnostics if matter.survives(self._keys, d, draft.located)
        ]
        draft.clean = draft.body = draft.html = ""
        draft.dateline = _NO_DATELINE
        draft.images = ()
        draft.og_image = ""
        draft.related = tuple(use for use in draft.related if use.key == TRANSLATION_OF)
        draft.attachments = ()
        draft.clock_off = None
        draft.summary = left.explanation

    def _is_over(self, meta: Meta, source: str) -> bool:
        has_expired = self._as_of and meta.expires and meta.expires.at <= self._as_of
        return source in self._over or meta.status in RETIRED or bool(has_expired)

    def _put_together(self, draft: _Draft) -> None:
        """Put a release together, or report that no file can be at its URL's path."""
        meta, address = draft.meta, draft.address
        if not (meta and address and draft.is_sound):
            return
        try:
            output = urls.output_path(address)
        except URLError as error:
            place = draft.located.value("url")
            draft.diagnostics.append(Diagnostic(error.code, str(error), place, error.hint))
            return
        if meta.featured_until:
            draft.featured_until = meta.featured_until.end(self._zone)
        draft.release = Release(
            source=draft.source,
            area=meta.area,
            title=meta.title,
            url=address.url,
            host=address.host,
            href=address.href,
            path=output,
            published=draft.published,
            updated=dating.updated(meta, draft.dateline, draft.published, self._zone),
            summary=draft.summary,
            kind=meta.kind,
            status=meta.status,
            language=self._language(meta),
            embargo=dating.embargo(meta, draft.dates),
            expires=meta.expires.at if meta.expires else None,
            images=draft.images,
            og_image=draft.og_image,
            og_file=None if draft.is_over else draft.og_file,
            tags=meta.tags,
            incident=meta.incident,
            files=() if draft.is_over else draft.files,
            body=digest_bytes(draft.html.encode()).hex(),
            fields=meta.fields,
            extra=meta.extra,
            life=draft.lived.life,
            template=pages.template_of(meta),
            template_at=pages.template_place(meta, draft.located),
            attachments=draft.attachments,
            embeds=services_in(draft.html) if "data-embed" in draft.html else (),
            also_in=(
                also_in(draft.html, self._language(meta)) if "<div lang=" in draft.html else ()
            ),
        )


def _without_call(picture: Picture) -> Picture:
    """Take the caption from a picture of a closed release if it asks readers to get in touch."""
    return replace(picture, caption="") if lifecycle.asks(picture.caption) else picture


def _has_unread_judge(located: Located, parts: Parts) -> bool:
    """Return whether what cannot be read may accept findings, or say that the file is a page."""
    text = parts.yaml.lower()
    return "accept" in text or ("page" in text and located.is_cut("type"))


def _show_title(draft: _Draft) -> None:
    """Replace the title by that which readers see; an address is made from the written one."""
    meta = draft.meta
    if meta and draft.shown_title != meta.title:
        draft.meta = meta._replace(title=draft.shown_title)


def _summarise(draft: _Draft) -> None:
    """Choose the summary, which is also the text of a release that has none."""
    if draft.meta and draft.is_sound:
        meta, described = draft.meta, partial(draft.located.value, "og", "description")
        if other := list(summaries.report_of_another(meta, draft.html, described)):
            draft.diagnostics += other
            meta = meta._replace(og={**meta.og, "description": ""})
        main = without_parts(draft.html) if "<div lang=" in draft.html else draft.html
        draft.summary = summaries.choose(meta, main, draft.without_force)
        words = summaries.nothing_said(draft.html, draft.meta.title)
        if words is not None and not draft.is_page:
            if written := (words or summaries.marks_alone(draft.dateline.body)):
                place = Span(draft.located.path, _first_line(draft.body, draft.body_line))
                draft.diagnostics.append(summaries.report_little(written, draft.summary, place))
            draft.html = summaries.with_summary(draft.html, words, draft.summary)


def _without_controls(body: str) -> str:
    """Drop characters that XML forbids."""
    for character in [character for character in _CONTROLS if character in body]:
        body = body.replace(character, "")
    return body


def _place(text: str, at: int, line: int) -> tuple[int, int]:
    """Return the line and the column of a character; the text begins on a line."""
    return line + text.count("\n", 0, at), at - text.rfind("\n", 0, at)


def _first_line(body: str, line: int) -> int:
    """Return the line at which the text of a body begins; the body begins on a line."""
    return line + body.count("\n", 0, len(body) - len(body.lstrip()))
