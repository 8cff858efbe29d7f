"""Responses to requests: as of a web server, from the site as it is now.

All methods except `known` belong to the thread that owns the site.
"""

import time
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic, NewsgenError, Span, fatal, of_severity
from newsgen.digest import digest_bytes
from newsgen.hosting.answer import GONE_PAGE, NOT_FOUND_PAGE, Answer, answer, files
from newsgen.hosting.headers import header_settings, headers
from newsgen.hosting.site import gone_terms, leading, place_key
from newsgen.model.same_address import files_of_same, fold
from newsgen.model.urls import SAFE_IN_PATH, URLError, output_path, parse_url
from newsgen.pipeline.live import Changes, Edition, Live
from newsgen.pipeline.plan import changed_inputs, inputs
from newsgen.pipeline.single import Single, Singles
from newsgen.report import text
from newsgen.rules.policy import CONTENT
from newsgen.server import _documents as documents
from newsgen.server._page import PageResponse, RenderedFile
from newsgen.server.findings import BrowserFindings
from newsgen.server.snippet import Notice, with_snippet
from newsgen.site.frame import PORTAL
from newsgen.store import Catalogue
from newsgen.store.addresses import HeldPage

MOST_PAGES: Final = 1_000
"""The number of responses and of pages that are cached."""
MOST_FAILING: Final = 20
"""The number of pages that failed and are tried again after each change."""
MOST_SAVED: Final = 20
"""Files saved at once whose warnings are reported."""
MOST_BYTES: Final = 64 * 1024 * 1024
"""The total size of the cached pages, and of the cached responses."""
LARGE: Final = 8 * 1024 * 1024
"""The size from which a response is not cached."""


class Preview:
    """Answers requests from the latest edition of a site."""

    def __init__(self, live: Live, shown: BrowserFindings, notice: Notice, root: str = "") -> None:
        """Take a site, the banner of every page, and the root if only one is shown."""
        self.live = live
        self._shown = shown
        self._notice = notice
        self._root = root
        self._site: tuple[Singles, Catalogue] | None = None
        self._addresses: dict[str, RootAddresses] = {}
        self._rendered: OrderedDict[tuple[str, str], RenderedFile] = OrderedDict()
        self._size = 0
        self._pages: dict[tuple[str, str], PageResponse] = {}
        self._pages_size = 0
        self._failing: OrderedDict[tuple[str, str], None] = OrderedDict()

    @property
    def edition(self) -> Edition:
        return self.live.edition

    def refresh(self, changes: Changes, *, patience: float = 0) -> Edition:
        """Process changes. Raises `NewsgenError` if another newsgen is using the site."""
        last = self.edition.frame
        edition = self.live.refresh(changes, patience=patience)
        if edition.frame and self.live.reader and self.live.renderer:
            catalogue = self.live.reader.catalogue
            self._site = Singles(edition.frame, catalogue, self.live.renderer), catalogue
            if last is None or last.outlines is not edition.frame.outlines:
                self._addresses = {}  # not with every save, as there may be many old ones
        self._pages, self._pages_size = {}, 0
        return edition

    def roots(self) -> dict[str, str]:
        """Return the document roots that have a host of their own, by that host's name."""
        frame = self.edition.frame
        names = [o.root.folder for o in frame.outlines if o.root.folder] if frame else []
        return {name.lower(): name for name in names}

    def main_root(self) -> str:
        """Return the root that is shown at the server's own address."""
        frame = self.edition.frame
        if frame is None or frame.portal is None:
            return ""
        return self._root if self._root in frame.sites else PORTAL

    def theme_folders(self) -> list[Path]:
        """Return the folders of the theme and its ancestors."""
        renderer = self.live.renderer
        return [source.folder for source in renderer.theme.chain] if renderer else []

    def address(self, source: str) -> tuple[str, str] | None:
        """Return root and link of the page of a source below the content folder, if it has one."""
        reader = self.live.reader
        page = reader.catalogue.releases.from_source(source) if reader else None
        return (page.root, page.release.href) if page else None

    def findings_about(self, page: PageResponse) -> list[Diagnostic]:
        """Return the findings in the source of a page."""
        reader = self.live.reader
        if reader is None or page.rendered is None:
            return []
        return reader.findings.reported_in(page.rendered.single.target.subject)

    def failed(self, places: Iterable[tuple[str, str]]) -> tuple[Diagnostic, ...]:
        """Return why pages cannot be rendered: those at some roots and targets, then all known.

        One that failed is known until it renders or has gone; of those that fail at the same place
        of a template the first is returned, without what a build would be refused for. While the
        settings or the theme cannot be used, pages are rendered with the previous ones: what fails
        with these does not matter.
        """
        if self.edition.trouble:
            return ()
        pages = [self.page(*place) for place in dict.fromkeys([*places, *self._failing])]
        first: dict[tuple[str, Span], Diagnostic] = {}
        for diagnostic in (each for page in pages for each in page.failed):
            if diagnostic not in self.edition.errors:
                first.setdefault((diagnostic.code, diagnostic.span), diagnostic)
        return tuple(first.values())

    def warnings_in(self, files: Iterable[str]) -> list[Diagnostic]:
        """Return the warnings about the first few of some files, by paths in the content.

        Those about a picture are in the releases that show it.
        """
        if not (reader := self.live.reader):
            return []
        files = sorted(files)
        others = [file for file in files if not file.endswith(".md")]
        uses = reader.catalogue.file_uses.naming(others) if others else []
        sources = dict.fromkeys([*files, *(use.source for use in uses)])
        paths = [CONTENT + source for source in [*sources][:MOST_SAVED]]
        diagnostics = [d for path in paths for d in reader.findings.reported_in(path)]
        return [*of_severity(diagnostics, Severity.WARNING)]

    def known(self, root: str, target: str) -> PageResponse | None:
        """Return the response to a request if it is cached for this edition."""
        return self._pages.get((root, target))

    def page(self, root: str, target: str) -> PageResponse:
        """Return the response to a request for a target, as the browser sent it."""
        if self.live.reader is not None and self.live.reader.has_changed():
            with suppress(NewsgenError):  # if it still is
                self.refresh(Changes())  # another newsgen process has run
        page = self.known(root, target)
        if page is None:
            page = self._answered(root, target)
            self._keep(root, target, page)
            self._remember(root, target, page)
        return page

    def _remember(self, root: str, target: str, page: PageResponse) -> None:
        """Remember a page that cannot be rendered, until it can; the oldest is dropped."""
        if self.edition.trouble:
            return
        self._failing.pop((root, target), None)
        if page.failed:
            self._failing[root, target] = None
        if len(self._failing) > MOST_FAILING:
            self._failing.popitem(last=False)

    def _keep(self, root: str, target: str, page: PageResponse) -> None:
        """Cache a response; a full cache is cleared first, and large files are not cached."""
        size = len(page.body)
        if len(self._pages) >= MOST_PAGES or self._pages_size + size > MOST_BYTES:
            self._pages, self._pages_size = {}, 0
        if size <= LARGE:
            self._pages[root, target] = page
            self._pages_size += size

    def _answered(self, root: str, target: str) -> PageResponse:
        frame, site = self.edition.frame, self._site
        if frame is None or site is None:
            return self._broken(self.edition.trouble)
        try:
            if root not in self._addresses:
                self._addresses[root] = RootAddresses.of(root, *site)
            answered = answer(target, RootLookup(root, *site, self._addresses[root]))
        except NewsgenError as error:  # the search index cannot be made
            return self._broken(error.diagnostics)
        is_unseen = answered.file in (NOT_FOUND_PAGE, GONE_PAGE)
        held = held_page(site[1], root, target) if is_unseen else None
        if in_grave := held is not None and answered.file == GONE_PAGE:
            answered = Answer(404, NOT_FOUND_PAGE)  # its source is here, so it was not removed
        embeds = site[1].embeds.services()
        settings = header_settings(frame.config, embeds, page_max_age=0)
        wanted = headers(answered.file, answered.status, settings)
        if answered.location:
            wanted["Location"] = answered.location
            return PageResponse(answered.status, wanted, b"", _mark(answered))
        notice = self._notice
        if held:
            words = held_notice(held, frame.config.zone, in_grave=in_grave)
            notice = replace(notice, text=words)
        return self._of_file(root, answered, wanted, site[0], notice)

    def _of_file(
        self,
        root: str,
        answered: Answer,
        wanted: dict[str, str],
        singles: Singles,
        notice: Notice,
    ) -> PageResponse:
        """Respond with a file of the site; with its previous version if it cannot be rendered."""
        try:
            single = singles.find(root, answered.file)
            if single is None:
                return PageResponse(answered.status, wanted, b"", _mark(answered))
            rendered = self._make(singles, single)
        except NewsgenError as error:
            # The template of a page that went is missed where the page names it.
            named = [each for each in self.edition.errors if each.code == "NG810"]
            return self._broken(named or error.diagnostics)
        if rendered.failed:
            if not rendered.data:
                return self._broken(rendered.failed)
            notice = replace(notice, text=f"{_outdated(rendered.failed[0])} {notice.text}".rstrip())
        mark = _mark(answered, rendered.single.key + notice.text.encode())
        body = rendered.data
        if wanted["Content-Type"].startswith("text/html"):
            body = with_snippet(body, mark, notice)
        return PageResponse(
            answered.status, wanted, body, mark, answered.file, rendered, rendered.failed
        )

    def _make(self, singles: Singles, single: Single) -> RenderedFile:
        place = single.root, single.target.path
        last = self._rendered.pop(place, None)
        self._size -= len(last.data) if last else 0
        if last is None or last.single.key != single.key:
            last = _render(singles, single, last)
        self._rendered[place] = last
        self._size += len(last.data)
        while len(self._rendered) > MOST_PAGES or self._size > MOST_BYTES:
            _, dropped = self._rendered.popitem(last=False)
            self._size -= len(dropped.data)
        return last

    def _broken(self, diagnostics: Iterable[Diagnostic]) -> PageResponse:
        """Respond with a page of the server's own that says what is wrong."""
        mark = digest_bytes(repr(diagnostics).encode()).hex()
        body = documents.broken(diagnostics, self._shown).encode()
        body = with_snippet(body, mark, self._notice)
        return PageResponse(500, documents.HEADERS, body, mark, failed=tuple(diagnostics))


def _render(singles: Singles, single: Single, last: RenderedFile | None) -> RenderedFile:
    """Render a target, or keep the previous version and say what is wrong."""
    reason = "It was asked for the first time since the server started."
    if last is not None:
        names = [name for name, _ in inputs(single.target)]
        changed = changed_inputs(names, single.checksums, last.single.checksums)
        reason = f"This has changed: {', '.join(changed)}."
    start = time.perf_counter()
    try:
        data = singles.render(single)
    except NewsgenError as error:
        failed = error.diagnostics
    except OSError as error:
        place = single.target.subject
        failed = fatal("NG101", f"this cannot be read: {error.strerror}", place).diagnostics
    else:
        return RenderedFile(single, data, reason, time.perf_counter() - start)
    return RenderedFile(single, last.data if last else b"", reason, 0, failed)


def _outdated(failed: Diagnostic) -> str:
    """Return what a page says that is shown as it was before something failed."""
    place = text.place(failed.span)
    return f"This is the page as it was. {place}: {failed.code} {failed.message}"


def _mark(answered: Answer, key: bytes = b"") -> str:
    return digest_bytes(f"{answered.status} {answered.location}".encode(), key).hex()


def held_page(catalogue: Catalogue, root: str, target: str) -> HeldPage | None:
    """Return the release that would be at a request's target if it were published."""
    try:
        file = output_path(parse_url(f"https://host.example{target}"))
    except URLError:
        return None
    pages = (catalogue.paths.held_at(root, name) for name in files_of_same(file))
    return next(filter(None, pages), None)


def held_notice(page: HeldPage, zone: ZoneInfo, *, in_grave: bool = False) -> str:
    """Return why a release is not shown, and the command that shows it.

    `in_grave` says that a release was removed from its folder: servers do not know which.
    """
    why, options = [], ""
    if page.is_draft:
        why.append("a draft")
        options += " --drafts"
    if page.until is not None:
        at = datetime.fromtimestamp(page.until, UTC).astimezone(zone)
        why.append(f"held until {at:%Y-%m-%d %H:%M:%S %Z}")
        options += f" --as-of {at.isoformat()}"
    shown = "the answer 410, as a release was removed from its folder" if in_grave else "this page"
    return (
        f"content/{page.source} is {' and '.join(why)}, so the public gets {shown}. "
        f"To see the release, run: newsgen serve{options}"
    )


@dataclass(frozen=True, slots=True)
class RootAddresses:
    """The links to a root's other pages, its redirects, gone addresses and graves, by key."""

    pages: dict[str, str]
    redirects: dict[str, str]
    gone: dict[str, str]
    graves: frozenset[str]

    @classmethod
    def of(cls, root: str, singles: Singles, catalogue: Catalogue) -> "RootAddresses":
        """Read the addresses of a root that are not releases."""
        paths = (
            "/" + file.removesuffix("index.html")
            for file in singles.fixed(root)
            if file not in (NOT_FOUND_PAGE, GONE_PAGE) and not singles.is_asset(root, file)
        )
        old, gone = leading(catalogue), catalogue.retired.gone()
        terms = gone_terms(catalogue, singles.sorted_by, {root: {*singles.fixed(root)}})
        graves = (place for name, place in catalogue.ledger.gone_below() if name == root)
        return cls(
            pages={fold(path): quote(path, safe=SAFE_IN_PATH) for path in paths},
            redirects={fold(path, query): to for name, path, query, to in old if name == root},
            gone={
                **{fold(row.path, row.query): GONE_PAGE for row in terms if row.root == root},
                **{fold(path, query): file for name, path, query, file in gone if name == root},
            },
            graves=frozenset(map(place_key, graves)),
        )


@dataclass(frozen=True, slots=True)
class RootLookup:
    """One document root, whose files are not written, in the form that `hosting.answer` needs."""

    root: str
    singles: Singles
    catalogue: Catalogue
    addresses: RootAddresses

    def is_file(self, path: str) -> bool:
        """Return whether a build would write a file at a path."""
        return self.singles.has(self.root, path)

    def folded(self, key: str) -> str | None:
        """Return the link to the page whose address has this key."""
        path, _, query = key.partition("?")
        for file in files(path, query):
            for release in self.catalogue.releases.like(self.root, file):
                address = parse_url(release.url)
                if fold(address.path, address.query) == key:
                    return release.href
        return self.addresses.pages.get(key)

    def redirect(self, key: str) -> str | None:
        """Return where an old address redirects to."""
        return self.addresses.redirects.get(key)

    def gone(self, key: str) -> str | None:
        """Return the file that is shown for a page that was taken down."""
        return self.addresses.gone.get(key)

    def gone_below(self, place: str) -> bool:
        """Return whether all unknown addresses below a place are gone."""
        return place in self.addresses.graves
