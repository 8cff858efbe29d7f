"""A site that is kept up to date while people work on it, for a preview.

Each refresh looks at what may have changed and nothing else, and gives an edition of the site, of
which single pages can be made. The output folder is not touched.
"""

import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from newsgen.codes import Severity
from newsgen.diagnostics import Diagnostic, NewsgenError
from newsgen.files import lock
from newsgen.pipeline._receipt import is_within
from newsgen.pipeline.central import assess_frame
from newsgen.pipeline.frame import build_frame, next_change, open_theme
from newsgen.pipeline.ingest import ingest, ingest_some, look_further
from newsgen.pipeline.result import Request
from newsgen.pipeline.session import Session, empty_index, open_session, preview_index
from newsgen.pipeline.variants import forget_cards
from newsgen.site.frame import Frame
from newsgen.store import DamagedStoreError, Scope, Snapshot
from newsgen.theme.load import Theme, page_templates
from newsgen.theme.render import Renderer

if TYPE_CHECKING:
    from newsgen.config import Config
    from newsgen.content.scan import Scan
    from newsgen.plugins.find import Plugins

MOST_ERRORS: Final = 50
"""Errors that an edition names; `newsgen check` shows all."""
BUSY: Final = "NG902"
SOME: Final = 100
"""Files that are looked at together for more warnings."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What may have changed: files by their paths below the content folder, or anything in it.

    With `further`, more files are looked at for warnings that were not looked for in them.
    """

    content: frozenset[str] = frozenset()
    everything: bool = False
    theme: bool = False
    settings: bool = False
    further: bool = False

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(
            self.content | other.content,
            everything=self.everything or other.everything,
            theme=self.theme or other.theme,
            settings=self.settings or other.settings,
            further=self.further or other.further,
        )


EVERYTHING: Final = Changes(everything=True, theme=True, settings=True)


@dataclass(frozen=True, slots=True)
class Edition:
    """The site as of a moment. There is no frame as long as it could never be worked out.

    `errors` are the first of those that a build would be refused for, `trouble` what keeps the
    latest settings or theme from being used at all; `counts` has the number of all findings by
    severity. Past `until`, a timestamp, other releases are published. With `is_behind`, warnings in
    some releases have not been looked for yet.
    """

    number: int = 0
    frame: Frame | None = None
    errors: tuple[Diagnostic, ...] = ()
    trouble: tuple[Diagnostic, ...] = ()
    counts: dict[Severity, int] = field(default_factory=dict)
    until: float | None = None
    is_behind: bool = False


class Live:
    """Refreshes a site. All its methods belong to one thread."""

    def __init__(self, request: Request, clock: Callable[[], datetime]) -> None:
        """Take a request with a cache folder; `clock` gives the time that each refresh is for."""
        self.edition = Edition()
        self.renderer: Renderer | None = None
        self.reader: Snapshot | None = None
        self.request = replace(request, keep_last_good=True, all_warnings=True)
        self._clock = clock
        self._scan: Scan | None = None
        self._config: Config | None = None
        self._plugins: Plugins = ()
        assert request.cache is not None
        # The cache's own folder for the search index is emptied by whoever builds.
        self._index = preview_index(request.cache)
        self._hold = ExitStack()
        self._missed = Changes()

    def refresh(self, changes: Changes = EVERYTHING, *, patience: float = 0) -> Edition:
        """Look at what may have changed. What is wrong is in the edition.

        Raises:
            NewsgenError: another newsgen is using the site (NG902); the changes are looked at
                next time.

        """
        self._missed |= changes
        try:
            edition = self._refreshed(patience)
        except DamagedStoreError:
            self._close_reader()
            self._missed = EVERYTHING
            edition = self._refreshed(patience)
        except NewsgenError as error:
            if error.diagnostics[0].code == BUSY:
                raise
            edition = replace(self.edition, trouble=error.diagnostics, is_behind=False)
        self.edition = replace(edition, number=self.edition.number + 1)
        return self.edition

    def close(self) -> None:
        """Leave nothing behind but the cache."""
        self._close_reader()
        self._hold.close()
        shutil.rmtree(self._index, ignore_errors=True)

    def _refreshed(self, patience: float) -> Edition:
        changes = self._missed
        request = replace(self.request, as_of=self._clock())
        with open_session(request, patience=patience) as session:
            self._empty_index()
            is_lost = self.reader is None or self.reader.is_replaced()
            is_new = is_lost or changes.settings or self._is_other_site(session)
            is_moved = is_new or (self.reader is not None and self.reader.has_changed())
            self._ingest(session, changes, is_new=is_new)
            is_behind = look_further(session, SOME if changes.further else 0)
            forget_cards(session)
            trouble = self._load_theme(session, is_new=is_new or changes.theme)
            theme = self.renderer.theme if self.renderer else None
            if theme is None:
                return replace(self.edition, trouble=trouble, is_behind=False)
            frame = self._frame(session, theme, is_new=is_moved)
            assess_frame(session, frame)
            edition = replace(
                self.edition,
                frame=frame,
                errors=tuple(session.findings.errors(MOST_ERRORS)),
                trouble=trouble,
                counts=session.findings.counts(),
                until=next_change(session),
                is_behind=is_behind,
            )
            session.database.commit()
            self._open(session.database.path, frame)  # before anyone else may write
        self._missed = Changes()
        return edition

    def _empty_index(self) -> None:
        """Hold the folder of the index, and delete what is in it: it is made again when needed."""
        if not self._index.is_dir():
            self._hold.close()
            self._index.mkdir()
            self._hold.enter_context(lock(self._index))
        empty_index(self._index)

    def _is_other_site(self, session: Session) -> bool:
        return session.config != self._config or session.plugins != self._plugins

    def _ingest(self, session: Session, changes: Changes, *, is_new: bool) -> None:
        if self._scan is None or is_new or changes.everything:
            ingest(session, looks_further=False)
        else:
            session.scan = self._scan
            ingest_some(session, changes.content)
        self._scan, self._config = session.scan, session.config
        self._plugins = session.plugins

    def _load_theme(self, session: Session, *, is_new: bool) -> tuple[Diagnostic, ...]:
        """Load the theme if it may be another; what is wrong with it leaves the one before."""
        if self.renderer is not None and not is_new and not self.edition.trouble:
            return ()
        try:
            theme = open_theme(session)
            renderer = Renderer(theme, self._body)
            theme.templates.prepare(page_templates())
            _ = theme.assets  # as they are now
        except NewsgenError as error:
            return error.diagnostics
        self.renderer = renderer
        return ()

    def _frame(self, session: Session, theme: Theme, *, is_new: bool) -> Frame:
        """Work out the frame, unless it can only be what it was."""
        last = self.edition.frame
        if (
            last is None
            or is_new
            or last.theme is not theme
            or last.files != session.scan.files
            or not session.findings.examined("archive")  # a release has moved, come or gone
            or not is_within(session, last.as_of.timestamp(), self.edition.until)
        ):
            return replace(build_frame(session, theme), index=self._index, variants=None)
        return replace(last, as_of=session.request.as_of)

    def _open(self, database: Path, frame: Frame) -> None:
        self._close_reader()
        self.reader = Snapshot(database, Scope(frame.as_of, drafts=self.request.drafts))

    def _close_reader(self) -> None:
        if self.reader is not None:
            self.reader.close()
            self.reader = None

    def _body(self, source: str) -> str:
        assert self.reader is not None
        return self.reader.fragments.html(source)
