"""What a request is answered with: as a web server would, from the site as it is now.

All methods belong to the one thread that owns the site, but for `known`.
"""

import time
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic, NewsgenError, Span
from newsgen.digest import digest_bytes
from newsgen.hosting.answer import Answer, answer
from newsgen.hosting.headers import HeaderSettings, header_settings, headers
from newsgen.pipeline.frame import PORTAL
from newsgen.pipeline.keys import changed_inputs, inputs
from newsgen.pipeline.live import Changes, Edition, Live
from newsgen.pipeline.single import Single, Singles
from newsgen.rules.policy import CONTENT
from newsgen.server import documents
from newsgen.server.findings import Shown, of_severity
from newsgen.server.lookup import RootLookup, Site
from newsgen.server.page import Made, Page
from newsgen.server.snippet import Notice, with_snippet

MOST_PAGES: Final = 1_000
"""Answers and pages that are kept in memory."""
MOST_SAVED: Final = 20
"""Files saved at once of which the warnings are told."""
MOST_BYTES: Final = 64 * 1024 * 1024
"""The size of all pages that are kept, and of all answers."""
LARGE: Final = 8 * 1024 * 1024
"""The size of an answer that is made anew for each request."""


class Preview:
    """Answers requests from the latest edition of a site."""

    def __init__(self, live: Live, shown: Shown, notice: Notice, root: str = "") -> None:
        """Take a site, what a banner says on every page, and the root to show by itself."""
        self.live = live
        self._shown = shown
        self._notice = notice
        self._root = root
        self._site: Site | None = None
        self._made: OrderedDict[tuple[str, str], Made] = OrderedDict()
        self._size = 0
        self._pages: dict[tuple[str, str], Page] = {}
        self._pages_size = 0

    @property
    def edition(self) -> Edition:
        return self.live.edition

    def refresh(self, changes: Changes, *, patience: float = 0) -> Edition:
        """Look at what has changed. Raises `NewsgenError` if another newsgen is at work."""
        last = self.edition.frame
        edition = self.live.refresh(changes, patience=patience)
        if edition.frame and self.live.reader and self.live.renderer:
            catalogue, renderer = self.live.reader.catalogue, self.live.renderer
            is_as_before = last is not None and last.outlines is edition.frame.outlines
            before = self._site if is_as_before else None
            self._site = Site(Singles(edition.frame, catalogue, renderer), catalogue, before)
        self._pages, self._pages_size = {}, 0
        return edition

    def roots(self) -> dict[str, str]:
        """Return the document roots that have a host of their own, by that host's name."""
        frame = self.edition.frame
        names = [o.root.name for o in frame.outlines if o.root.name] if frame else []
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
        found = reader.catalogue.releases.from_source(source) if reader else None
        return (found.root, found.release.href) if found else None

    def findings_about(self, page: Page) -> list[Diagnostic]:
        """Return what is wrong in the file that a page is made from."""
        reader = self.live.reader
        if reader is None or page.made is None:
            return []
        return reader.findings.reported_in(page.made.single.target.subject)

    def failed(self, places: Iterable[tuple[str, str]]) -> tuple[Diagnostic, ...]:
        """Return what keeps pages from being made, by their roots and targets.

        As long as the settings or the theme cannot be used, pages are made of those before: what
        fails with these is of no interest.
        """
        if self.edition.trouble:
            return ()
        found = [failed for place in places for failed in self.page(*place).failed]
        return tuple(dict.fromkeys(found))

    def warnings_in(self, sources: Iterable[str]) -> list[Diagnostic]:
        """Return the warnings about the first few of some sources, by paths in the content."""
        reader = self.live.reader
        paths = [CONTENT + source for source in sorted(sources)[:MOST_SAVED]]
        found = [d for path in paths for d in reader.findings.reported_in(path)] if reader else []
        return of_severity(found, Severity.WARNING)

    def known(self, root: str, target: str) -> Page | None:
        """Return the answer to a request if it has been worked out in this edition."""
        return self._pages.get((root, target))

    def page(self, root: str, target: str) -> Page:
        """Return the answer to a request for a target, as the browser sent it."""
        if self.live.reader is not None and self.live.reader.has_changed():
            with suppress(NewsgenError):  # if it still is
                self.refresh(Changes())  # another newsgen has been at work
        page = self.known(root, target)
        if page is None:
            page = self._answered(root, target)
            self._keep(root, target, page)
        return page

    def _keep(self, root: str, target: str, page: Page) -> None:
        """Keep an answer, and start afresh when there are too many; large files are not kept."""
        size = len(page.body)
        if len(self._pages) >= MOST_PAGES or self._pages_size + size > MOST_BYTES:
            self._pages, self._pages_size = {}, 0
        if size <= LARGE:
            self._pages[root, target] = page
            self._pages_size += size

    def _answered(self, root: str, target: str) -> Page:
        frame, site = self.edition.frame, self._site
        if frame is None or site is None:
            return self._broken(self.edition.trouble)
        try:
            found = answer(target, RootLookup(root, site))
        except NewsgenError as error:  # the search index cannot be made
            return self._broken(error.diagnostics)
        settings = header_settings(frame.config, page_max_age=0)
        if found.location:
            wanted = headers(found.file, found.status, settings) | {"Location": found.location}
            return Page(found.status, wanted, b"", _mark(found))
        return self._of_file(root, found, settings, site.singles)

    def _of_file(
        self, root: str, found: Answer, settings: HeaderSettings, singles: Singles
    ) -> Page:
        """Answer with a file of the site; with what it was if it cannot be made anew."""
        wanted = headers(found.file, found.status, settings)
        try:
            single = singles.find(root, found.file)
            if single is None:
                return Page(found.status, wanted, b"", _mark(found))
            made = self._make(singles, single)
        except NewsgenError as error:
            return self._broken(error.diagnostics)
        if not made.data and made.failed:
            return self._broken(made.failed)
        mark = _mark(found, made.single.key)
        body = made.data
        if wanted["Content-Type"].startswith("text/html"):
            body = with_snippet(body, mark, self._notice)
        return Page(found.status, wanted, body, mark, found.file, made, made.failed)

    def _make(self, singles: Singles, single: Single) -> Made:
        place = single.root, single.target.path
        last = self._made.pop(place, None)
        self._size -= len(last.data) if last else 0
        if last is None or last.single.key != single.key:
            last = _made(singles, single, last)
        self._made[place] = last
        self._size += len(last.data)
        while len(self._made) > MOST_PAGES or self._size > MOST_BYTES:
            _, dropped = self._made.popitem(last=False)
            self._size -= len(dropped.data)
        return last

    def _broken(self, found: Iterable[Diagnostic]) -> Page:
        """Say on a page of the server's own why there is none of the site."""
        mark = digest_bytes(repr(found).encode()).hex()
        body = documents.broken(found, self._shown).encode()
        body = with_snippet(body, mark, self._notice)
        return Page(500, documents.HEADERS, body, mark, failed=tuple(found))


def _made(singles: Singles, single: Single, last: Made | None) -> Made:
    """Render a target, or keep what was good and say what is wrong now."""
    reason = "It was asked for the first time since the server started."
    if last is not None:
        names = [name for name, _ in inputs(single.target)]
        changed = changed_inputs(names, single.checksums, last.single.checksums)
        reason = f"This has changed: {', '.join(changed)}."
    start = time.perf_counter()
    try:
        data = singles.render(single)
    except NewsgenError as error:
        return Made(single, last.data if last else b"", reason, 0, error.diagnostics)
    except OSError as error:
        place = Span(single.target.subject)
        found = Diagnostic("NG101", f"this cannot be read: {error.strerror}", place)
        return Made(single, last.data if last else b"", reason, 0, (found,))
    return Made(single, data, reason, time.perf_counter() - start)


def _mark(found: Answer, key: bytes = b"") -> str:
    return digest_bytes(f"{found.status} {found.location}".encode(), key).hex()
