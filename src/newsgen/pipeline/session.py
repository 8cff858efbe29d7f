"""An open site: its configuration, its cache and its lock."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Final

import newsgen
from newsgen.codes import Severity
from newsgen.config import Config
from newsgen.config.load import FILE, NO_SETTINGS, find_key, read as read_config
from newsgen.content import parse_site
from newsgen.content.scan import Scan
from newsgen.diagnostics import Diagnostic, NewsgenError, Span, fatal
from newsgen.digest import digest
from newsgen.fast.collector import paused_collector
from newsgen.files import PATIENCE, LockedError, held_path, lock, walk
from newsgen.pipeline._folders import check_cache_links, check_folders, pinned
from newsgen.pipeline._survey import Survey
from newsgen.pipeline.profile import Meter
from newsgen.pipeline.result import Request
from newsgen.plugins.code import extensions_fingerprint
from newsgen.plugins.find import Plugins, find_plugins, without_code
from newsgen.plugins.roles import FILTER
from newsgen.rules.policy import FOR_ALL, Baseline, LookedFor, load_baseline, looked_for_in_builds
from newsgen.store import (
    Catalogue,
    DamagedStoreError,
    Database,
    Findings,
    Manifest,
    Scope,
    Sources,
    StoreError,
    WrittenList,
    list_file,
)
from newsgen.version import version


@dataclass(slots=True)
class Session:
    """A site while newsgen works on it.

    `content` leads into the folder that was there when it was opened, whatever takes its place;
    `output` is where that folder was, if it is a link.
    `timeless` answers for any time: errors must not depend on the day.
    `survey` is of the output folder as it is before anything is written to it.
    `scan` is filled by ingest. `theme_stamps` name the files of all themes, before any is read:
    whatever is saved later makes another theme.
    """

    request: Request
    content: Path
    output: Path
    config: Config
    config_text: str
    plugins: Plugins
    database: Database
    sources: Sources
    catalogue: Catalogue
    timeless: Catalogue
    manifest: Manifest
    written: WrittenList
    survey: Survey
    findings: Findings
    looked_for: LookedFor
    scan: Scan
    baseline: Baseline
    theme_stamps: bytes
    meter: Meter

    @property
    def scratch(self) -> Path:
        return self.database.path.parent / "scratch"

    @property
    def index(self) -> Path:
        return self.database.path.parent / "index"

    @property
    def cleaned(self) -> Path:
        """A folder for files that were cleaned as they were judged, until they are in place."""
        # Each process has its own: a worker of a build that was killed may still be writing.
        return self.database.path.parent / "cleaned" / str(os.getpid())

    @property
    def variants(self) -> Path:
        """A folder for copies of pictures; what is in it outlives the store."""
        return self.database.path.parent / "media"

    def without_release(self) -> set[str]:
        """Return the source files that give no release, as they have errors."""
        return set(self.sources.known()) - self.catalogue.paths.sources()


@contextmanager
def open_session(request: Request, *, patience: float = PATIENCE) -> Iterator[Session]:
    """Read the configuration, open the cache and lock the site.

    Another newsgen that holds the lock is waited for so many seconds.

    Raises:
        NewsgenError: the configuration is wrong, there is no content, the cache cannot be
            written, or another newsgen holds the lock (exit code 2).

    """
    meter = Meter(profiled=request.profile)
    config_text = read_config(request.site)
    config, plugins = _configure(request, config_text)
    check_folders(request)
    with paused_collector(), ExitStack() as stack:
        folder = stack.enter_context(_cache_folder(request.cache))
        database = stack.enter_context(_locked_database(request, folder, patience))
        stack.enter_context(_guarded(request, database, folder))
        content = pinned(request.site / "content")
        if not request.keep_last_good:  # a preview reads pictures after its sessions
            content = stack.enter_context(held_path(content))
        connection = database.connection
        scope = Scope(request.as_of, drafts=request.drafts)
        output = pinned(request.output)
        name = output_name(request)
        manifest = Manifest.of_folder(connection, name)
        looked_for = _looked_for(request, config)
        session = Session(
            request=request,
            content=content,
            output=output,
            config=config,
            config_text=config_text,
            plugins=plugins,
            database=database,
            sources=Sources(connection),
            catalogue=Catalogue(connection, scope),
            timeless=Catalogue(connection, replace(scope, any_time=True)),
            manifest=manifest,
            written=WrittenList(connection, manifest.output, list_file(folder, name)),
            survey=Survey(manifest, output),
            findings=Findings(connection, looked_for.since),
            looked_for=looked_for,
            scan=Scan(),
            baseline=Baseline() if request.all_findings else load_baseline(request.site),
            theme_stamps=_theme_stamps(request.site),
            meter=meter,
        )
        # Of this build, or of one that was killed.
        for rest in (session.index, session.scratch, session.cleaned.parent):
            stack.callback(shutil.rmtree, rest, ignore_errors=True)
        stack.callback(_delete_left_indexes, folder)
        _refuse_if_settings_lost(session)
        _forget_if_reconfigured(session)
        yield session


_INDEX_OF_PREVIEW: Final = "index-"


def preview_index(cache: Path) -> Path:
    """Return where a preview of this process makes its search index, which it holds locked."""
    return cache / f"{_INDEX_OF_PREVIEW}{os.getpid()}"


def preview_indexes(cache: Path) -> Iterator[Path]:
    """Yield the folders of the search indexes of all previews, also of those that were killed."""
    files = cache.iterdir() if cache.is_dir() else ()
    yield from (file for file in files if file.name.startswith(_INDEX_OF_PREVIEW))


def empty_index(index: Path) -> None:
    """Delete what a preview's index holds, and not the folder, as the preview holds that."""
    for root in index.iterdir():
        shutil.rmtree(root, ignore_errors=True)


def _delete_left_indexes(cache: Path) -> None:
    """Delete the search indexes of previews that were killed: they hold what is not published."""
    for index in preview_indexes(cache):
        with suppress(LockedError, OSError), lock(index, patience=0):
            shutil.rmtree(index, ignore_errors=True)


def _looked_for(request: Request, config: Config) -> LookedFor:
    if request.all_warnings or request.fail_on is Severity.WARNING:
        return FOR_ALL
    return looked_for_in_builds(config.rules, request.as_of.astimezone(config.zone).date())


def _configure(request: Request, text: str) -> tuple[Config, Plugins]:
    """Read the configuration, and find the plug-ins that it names."""
    config = _with_lists_of_theme(parse_site(text), request.site)
    if request.no_plugins:
        return without_code(config, request.notice), ()
    return config, find_plugins(request.site, config.plugins, text)


def _with_lists_of_theme(config: Config, site: Path) -> Config:
    """Add the lists that the theme names: which releases are in each is noted when they are read.

    Themes are slow to load, and most have none.
    """
    files = (site / "themes").glob("*/theme.toml")
    if not any(b"lists" in file.read_bytes() for file in files if file.is_file()):
        return config
    from newsgen.theme.lists import with_theme_lists  # noqa: PLC0415

    return with_theme_lists(config, site)


@contextmanager
def _locked_database(request: Request, folder: Path, patience: float) -> Iterator[Database]:
    """Open the cache in a folder while it is locked."""
    with ExitStack() as stack:
        try:
            stack.enter_context(lock(folder / "lock", patience=patience))
            database = Database(folder, version(), seal_by_stamp=request.keep_last_good)
        except LockedError:
            raise NewsgenError(locked(folder)) from None
        except (OSError, StoreError) as error:
            raise NewsgenError(_no_cache(folder, error)) from None
        stack.callback(database.close)
        if database.was_damaged:
            request.notice(_damaged(folder))
        try:
            yield database
        except BaseException:
            database.roll_back()
            raise


@contextmanager
def _guarded(request: Request, database: Database, folder: Path) -> Iterator[None]:
    """Say what is wrong with the cache if it fails while it is used."""
    try:
        with database.guarded():
            yield
    except DamagedStoreError:
        request.notice(_damaged(folder))
        raise
    except StoreError as error:
        raise NewsgenError(_no_cache(folder, error)) from None


def _damaged(folder: Path) -> str:
    return f"The cache in {folder} was damaged. It is deleted, and every file is read again."


def _theme_stamps(site: Path) -> bytes:
    """Digest the paths and stamps of the files of all themes, the site's and the shipped ones."""
    folders = (site / "themes", Path(newsgen.__file__).parent / "themes")
    stamps = [
        [(entry.path, entry.stamp) for entry in walk(folder, hidden=True)]
        for folder in folders
        if folder.is_dir()
    ]
    return digest(repr(stamps))


@contextmanager
def _cache_folder(chosen: Path | None) -> Iterator[Path]:
    if chosen is None:
        from tempfile import mkdtemp  # noqa: PLC0415 (only without a cache)

        folder = Path(mkdtemp(prefix="newsgen-"))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return
    try:
        chosen.mkdir(parents=True, exist_ok=True)
        check_cache_links(chosen)
        _hide_from_git(chosen)
    except OSError as error:
        raise NewsgenError(_no_cache(chosen, error)) from None
    yield chosen


def _hide_from_git(folder: Path) -> None:
    """Keep the cache out of git: it holds what a take-down must remove."""
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")


def locked(folder: Path) -> Diagnostic:
    return Diagnostic(
        "NG902",
        "another newsgen is using this site",
        Span(str(folder)),
        "Wait until it is done, or end it; two at once would mix their pages.",
    )


def _no_cache(folder: Path, error: OSError | StoreError) -> Diagnostic:
    said = error.strerror if isinstance(error, OSError) else None
    why = said.lower() if said else str(error)
    return Diagnostic(
        "NG903",
        f"the cache folder {folder} cannot be written: {why}",
        Span(str(folder)),
        "Choose another folder with --cache, or build with --no-cache.",
    )


def output_name(request: Request) -> str:
    """Name an output folder so that a site that is moved as a whole keeps its manifest."""
    output = request.output.resolve()
    try:
        return os.path.relpath(output, request.site.resolve())
    except ValueError:  # on Windows it may be on another drive
        return str(output)


_LAYOUT: Final = "layout"
"""The layout of the last build, if that had settings."""


def keep_layout(session: Session) -> None:
    """Note that a build had settings, and which layout they said."""
    has_file = bool(session.config_text) or (session.request.site / FILE).exists()
    layout = session.config.site.layout if has_file else ""
    if layout != session.database.meta(_LAYOUT):
        session.database.remember(_LAYOUT, layout)


def _refuse_if_settings_lost(session: Session) -> None:
    """See that settings that were lost do not take the website with them.

    Most pages are in another folder in another layout: only a line that says so may change it.
    """
    text, layout = session.config_text, session.database.meta(_LAYOUT)
    if layout and not text and not (session.request.site / FILE).exists():
        hint = f"Put it back, as git or a backup has it. {NO_SETTINGS}"
        raise fatal("NG704", f"{FILE} is missing; the last build read it", FILE, hint)
    now = session.config.site.layout
    if layout in ("", now):
        return
    place = find_key(text, FILE, ("site", "layout"))
    if place == Span(FILE) or "layout" not in text.split("\n")[place.line - 1]:
        why = f"site.layout is missing; the last build had {layout}, and all pages would move"
        hint = f'Write layout = "{layout}" below [site], or layout = "{now}" if they are to move.'
        raise fatal("NG703", why, place, hint)


_NOT_FOR_READING: Final = ("rules", "retention", "hosting", "media", "plugins", "deploy")


def _forget_if_reconfigured(session: Session) -> None:
    """Read everything again under another configuration, or with other code of the site.

    Some tables are left out: findings are judged apart from that, and how long a release may stay
    and what web servers are told are in no file. Filters read no file either.
    """
    config = session.config
    parts = [getattr(config, f.name) for f in fields(config) if f.name not in _NOT_FOR_READING]
    code = extensions_fingerprint(config.markdown.extensions)
    readers = [plugin for plugin in session.plugins if plugin.role != FILTER]
    code_of = [(each.role.setting, each.name, each.digest) for each in readers]
    key = digest(repr((parts, code, code_of)))
    if session.database.meta("config") != key.hex():
        session.sources.forget_all()
        session.catalogue.entries.drop_all()
        session.findings.forget()
        session.manifest.receipts.void()
        session.database.remember("config", key.hex())
