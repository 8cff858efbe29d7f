"""Watching the files of a site: what a change of each may mean."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from watchdog.events import (
    EVENT_TYPE_CLOSED_NO_WRITE,
    EVENT_TYPE_OPENED,
    DirModifiedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from newsgen.build.live import EVERYTHING, Changes
from newsgen.config.load import FILE as CONFIG_FILE
from newsgen.rules.baseline import FILE as BASELINE_FILE

_READING: Final = (EVENT_TYPE_OPENED, EVENT_TYPE_CLOSED_NO_WRITE)
_SETTINGS: Final = (CONFIG_FILE, BASELINE_FILE)
BETWEEN_LOOKS: Final = 1.0
"""Seconds between looks at all files, where the system does not tell of changes."""


class Watcher(FileSystemEventHandler):
    """Tells of changes, from a thread of its own.

    `notify` is called with what may have changed; `polls` says that the system has no more room for
    watches, and the files are looked at every second instead.
    """

    def __init__(self, site: Path, notify: Callable[[Changes], None]) -> None:
        self._site = Path(os.path.realpath(site))
        self._content = Path(os.path.realpath(site / "content"))
        self._notify = notify
        self._observer: BaseObserver = Observer()
        self._watched: set[tuple[Path, bool]] = set()
        self.polls = False

    def start(self, themes: Iterable[Path]) -> None:
        """Watch the site and the folders of its themes."""
        try:
            self._observer.start()
            self.watch(themes)
        except OSError:  # no more watches: the system bounds them
            self._observer.stop()
            self._observer, self._watched, self.polls = PollingObserver(BETWEEN_LOOKS), set(), True
            self._observer.start()
            self.watch(themes)

    def watch(self, themes: Iterable[Path]) -> None:
        """Watch what is there by now: a site may get its content, and another theme."""
        folders = [(self._site, False), (self._content, True), (self._site / "themes", True)]
        folders += [(Path(os.path.realpath(theme)), True) for theme in themes]
        for folder, recursive in folders:
            is_within = any(folder.is_relative_to(known) for known, deep in self._watched if deep)
            if (folder, recursive) in self._watched or is_within or not folder.is_dir():
                continue
            self._observer.schedule(self, str(folder), recursive=recursive)
            self._watched.add((folder, recursive))

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
            return Changes(everything=True) if is_folder else Changes(content=frozenset({name}))
        if path.parent == self._site:
            is_known = path.name in (*_SETTINGS, "themes", "content")
            return EVERYTHING if is_known else None
        return Changes(theme=True)
