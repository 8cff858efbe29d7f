"""What is watched, and what a change of it may mean."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from watchdog.observers import Observer

from newsgen.pipeline.live import EVERYTHING, Changes
from newsgen.server import _watch as watch
from newsgen.server._watch import Watcher
from tests.support.serving import soon

Noted = list[Changes]
FROM_OUTSIDE = Changes(theme=True)
"""What a file of another folder is taken for, if that is watched."""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "site" / "content"
    (folder / "2026").mkdir(parents=True)
    return folder


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], tuple[Watcher, Noted]]]:
    """Return what starts watching the site; it is stopped at the end."""
    started: list[Watcher] = []

    def watch() -> tuple[Watcher, Noted]:
        noted: Noted = []
        started.append(Watcher(tmp_path / "site", noted.append))
        started[-1].watch(())
        return started[-1], noted

    yield watch
    for watcher in started:
        watcher.stop()


Start = Callable[[], tuple[Watcher, Noted]]


def no_room(*_: object, **__: object) -> NoReturn:
    raise OSError(errno.EMFILE, "inotify instance limit reached")


def is_told_of(file: Path, noted: Noted) -> bool:
    """Wait until a file that is written now is noted, beside what else the system reports."""
    file.write_text(file.name)
    return bool(soon(lambda: Changes(content=frozenset({f"2026/{file.name}"})) in noted))


def test_without_an_instance_it_polls_and_says_so(
    content: Path, start: Start, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(watch, "Observer", no_room)
    _, noted = start()
    assert is_told_of(content / "2026" / "a.md", noted)
    assert "no more room for watches" in caplog.text


def test_when_watches_run_out_it_polls_and_has_all_looked_at(
    content: Path, start: Start, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    watcher, noted = start()
    assert is_told_of(content / "2026" / "a.md", noted)
    assert not caplog.records
    monkeypatch.setattr(Observer, "schedule", no_room)
    noted.clear()
    watcher.watch(())
    assert EVERYTHING in noted
    assert "no more room for watches" in caplog.text
    assert is_told_of(content / "2026" / "b.md", noted)


def test_content_that_is_a_link_may_lead_elsewhere(
    content: Path, start: Start, tmp_path: Path
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    content.rename(first)
    (second / "2026").mkdir(parents=True)
    content.symlink_to(first)
    watcher, noted = start()
    assert is_told_of(first / "2026" / "a.md", noted)
    content.unlink()
    content.symlink_to(second)
    soon(lambda: EVERYTHING in noted)
    watcher.watch(())
    assert is_told_of(second / "2026" / "c.md", noted)
    (first / "2026" / "b.md").write_text("No more a part of the site.")
    assert is_told_of(second / "2026" / "b.md", noted)
    assert FROM_OUTSIDE not in noted


def test_content_that_comes_back_is_looked_at_and_watched_anew(
    content: Path, start: Start, tmp_path: Path
) -> None:
    watcher, noted = start()
    content.rename(tmp_path / "aside")
    watcher.watch(())
    (tmp_path / "aside").rename(content)
    noted.clear()
    watcher.watch(())
    assert EVERYTHING in noted
    assert is_told_of(content / "2026" / "a.md", noted)


def test_a_name_that_is_no_text_has_all_looked_at(content: Path, start: Start) -> None:
    _, noted = start()
    Path(os.fsdecode(os.fsencode(content) + b"/caf\xe9.md")).write_text("A drink.")
    soon(lambda: Changes(everything=True) in noted)
    assert not any(change.content for change in noted)


def test_an_edit_of_a_plugin_has_all_looked_at(content: Path, start: Start) -> None:
    plugins = content.parent / "plugins"
    plugins.mkdir()
    _, noted = start()
    (plugins / "miles.py").write_text("def miles(km): ...")
    soon(lambda: EVERYTHING in noted)
