"""Watching the files of a site: what a change of each may mean."""

import os
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

from newsgen.build.live import EVERYTHING, Changes
from newsgen.config.load import FILE as CONFIG_FILE
from newsgen.model import ledger, tombstones
from newsgen.rules.baseline import FILE as BASELINE_FILE

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver, ObservedWatch

_READING: Final = (EVENT_TYPE_OPENED, EVENT_TYPE_CLOSED_NO_WRITE)
_SETTINGS: Final = (CONFIG_FILE, BASELINE_FILE, ledger.FILE, tombstones.FILE)
BETWEEN_LOOKS: Final = 1.0
"""Seconds between looks at all files, where the system does not tell of changes."""


class Watcher(FileSystemEventHandler):
    """Tells of changes, from a thread of its own.

    `notify` is called with what may have changed; `polls` says that the system has no more room for
    watches, and the files are looked at every second instead.
    """

    def __init__(self, site: Path, notify: Callable[[Changes], None]) -> None:
        self._site = _real(site)
        self._content = _real(site / "content")
        self._notify = notify
        self._observer: BaseObserver = Observer()
        self._watched: dict[Path, tuple[tuple[int, int], ObservedWatch]] = {}
        self.polls = False

    def start(self) -> None:
        """Watch the site and its content."""
        try:
            self._observer.start()
            self.watch(())
        except OSError:  # no more watches: the system bounds them
            self._observer.stop()
            self._observer = PollingObserver(timeout=BETWEEN_LOOKS)
            self._watched, self.polls = {}, True
            self._observer.start()
            self.watch(())

    def watch(self, themes: Iterable[Path]) -> None:
        """Watch what is there by now: a site may get its content, and another theme."""
        self._watch(self._site, recursive=False)
        for folder in (self._content, self._site / "themes", *map(_real, themes)):
            others = self._watched.keys() - {self._site, folder}
            if not any(map(folder.is_relative_to, others)):
                self._watch(folder, recursive=True)

    def _watch(self, folder: Path, *, recursive: bool) -> None:
        try:
            found = folder.stat()
        except OSError:
            return
        which = found.st_dev, found.st_ino
        before, watch = self._watched.pop(folder, (None, None))
        if watch and before != which:  # the folder was deleted, and made again
            self._observer.unschedule(watch)
            watch = None
        watch = watch or self._observer.schedule(self, str(folder), recursive=recursive)
        self._watched[folder] = which, watch

    def stop(self) -> None:
        self._observer.stop()
        self._observer.join()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take what watchdog tells, and pass on what matters."""
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
            if name.startswith(".") or "/." in name:
                return None  # an editor's own, which no scan looks at
            return Changes(everything=True) if is_folder else Changes(content=frozenset({name}))
        if path.parent == self._site:
            is_known = path.name in (*_SETTINGS, "themes", "content")
            return EVERYTHING if is_known else None
        return Changes(theme=True)


def _real(folder: Path) -> Path:
    return Path(os.path.realpath(folder))
