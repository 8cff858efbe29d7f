"""Watching the files of a site, and what a change of each may mean."""

import errno
import logging
import os
import sys
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from watchdog.events import (
    EVENT_TYPE_CLOSED_NO_WRITE,
    EVENT_TYPE_OPENED,
    DirModifiedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from newsgen.config.load import FILE as CONFIG_FILE
from newsgen.files import is_utf8
from newsgen.model import ledger, tombstones
from newsgen.model.host_files import is_hidden
from newsgen.pipeline.live import EVERYTHING, Changes
from newsgen.plugins.find import FOLDER as PLUGINS
from newsgen.rules.policy import BASELINE_FILE

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver, ObservedWatch

_log = logging.getLogger(__name__)

_READING: Final = (EVENT_TYPE_OPENED, EVENT_TYPE_CLOSED_NO_WRITE)
_SETTINGS: Final = (CONFIG_FILE, BASELINE_FILE, ledger.FILE, tombstones.FILE)
BETWEEN_LOOKS: Final = 1.0
"""Seconds between scans of all files, where the system does not report changes."""
_NO_ROOM: Final = (errno.ENOSPC, errno.EMFILE, errno.ENFILE)


class Watcher(FileSystemEventHandler):
    """Reports changes from its own thread: `notify` is called with what may have changed.

    Where the system has no more watches, all files are scanned every second instead.
    """

    def __init__(self, site: Path, notify: Callable[[Changes], object]) -> None:
        self._site = _real(site)
        self._content = _real(site / "content")
        self._code = (self._site / "themes", self._site / PLUGINS)
        self._notify = notify
        self._observer: BaseObserver | None = None
        self._polls = False
        self._watched: dict[Path, tuple[tuple[int, int], ObservedWatch]] = {}
        self._lost: set[Path] = set()

    def watch(self, themes: Iterable[Path]) -> None:
        """Watch what exists now: a site may get its content, and another theme."""
        themes = list(themes)
        try:
            self._watch_all(themes)
        except OSError:
            if self._polls:
                raise
            _log.warning(
                "The system has no more room for watches: all files are looked at every second."
            )
            self.stop()
            self._polls = True
            self._watch_all(themes)
            self._notify(EVERYTHING)

    def _watch_all(self, themes: Iterable[Path]) -> None:
        observer = self._started()
        self._find_content()
        self._watch(self._site, recursive=False)
        for folder in (self._content, *self._code, *map(_real, themes)):
            others = self._watched.keys() - {self._site, folder}
            if not any(map(folder.is_relative_to, others)):
                self._watch(folder, recursive=True)
        if sys.platform == "linux" and not self._polls:
            # watchdog is silent if a folder below these gets no watch: is there one left?
            observer.unschedule(observer.schedule(FileSystemEventHandler(), "/"))

    def _started(self) -> "BaseObserver":
        if self._observer is None:
            # It warns of folders that it meets twice.
            warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")
            self._observer = PollingObserver(timeout=BETWEEN_LOOKS) if self._polls else Observer()
            self._observer.start()
        return self._observer

    def _find_content(self) -> None:
        """Watch the content where it is now: it may be a link whose target has changed."""
        content = _real(self._site / "content")
        if content != self._content:
            self._forget(self._content)
            self._content = content
            self._notify(EVERYTHING)

    def _forget(self, folder: Path) -> None:
        _, watch = self._watched.pop(folder, (None, None))
        if watch:
            self._lost.add(folder)
            self._started().unschedule(watch)

    def _watch(self, folder: Path, *, recursive: bool) -> None:
        try:
            status = folder.stat()
        except OSError:
            self._forget(folder)
            return
        identity = status.st_dev, status.st_ino
        if folder in self._watched and self._watched[folder][0] == identity:
            return
        self._forget(folder)  # it was deleted and created again
        try:
            watch = self._started().schedule(self, str(folder), recursive=recursive)
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise
            return  # it was just deleted
        self._watched[folder] = identity, watch
        if folder in self._lost:
            self._lost.remove(folder)
            self._notify(EVERYTHING)  # for changes while it was not watched

    def stop(self) -> None:
        self._watched = {}
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
            self._observer = None

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Handle an event of watchdog, and pass on relevant ones."""
        if event.event_type in _READING or isinstance(event, DirModifiedEvent):
            return
        paths = [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]
        changes = [self._meaning(Path(path), is_folder=event.is_directory) for path in paths]
        for change in changes:
            if change is not None:
                self._notify(change)

    def _meaning(self, path: Path, *, is_folder: bool) -> Changes | None:
        if path == self._content or path in self._content.parents:
            return EVERYTHING
        if path.is_relative_to(self._content):
            name = path.relative_to(self._content).as_posix()
            if is_hidden(name):
                return None  # an editor's file, which no scan reads
            is_plain = not is_folder and is_utf8(name)
            return Changes(content=frozenset({name})) if is_plain else Changes(everything=True)
        if path.parent == self._site:
            is_known = path.name in (*_SETTINGS, "themes", "content", PLUGINS)
            return EVERYTHING if is_known else None
        is_plugin = path.is_relative_to(self._site / PLUGINS)
        return EVERYTHING if is_plugin else Changes(theme=True)


def _real(folder: Path) -> Path:
    return Path(os.path.realpath(folder))
