"""Which files are new, changed or gone, and which of them only look so."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from newsgen.content.scan import (
    Facts,
    Scan,
    Unread,
    blob_digest,
    git as ask_git,
    git_blobs,
    plain_stamp,
    scan,
    scan_some,
)
from newsgen.files import Stamp, walk
from newsgen.store import Database, Sources
from newsgen.store.tables import SourceFileRow
from tests.support.git import git
from tests.support.site import write
from tests.support.sqlite_steps import sqlite_steps

Known = dict[str, Facts]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for name, data in {"a.md": "1", "b/É – x.md": "2", "map.png": "3", ".hidden.md": "4"}.items():
        write(tmp_path / "content" / name, data)
    return tmp_path / "content"


def stamps(content: Path, *paths: str) -> Known:
    return {path: Stamp.of((content / path).stat()) for path in paths}


class Memory:
    """A cache that takes in what a scan finds, as `ingest` does."""

    def __init__(self, folder: Path) -> None:
        self._database = Database(folder, "1")
        self.connection = self._database.connection
        self.sources = Sources(self.connection)

    def take_in(self, known: Known) -> None:
        self.sources.put([SourceFileRow(path, *facts, digest="") for path, facts in known.items()])

    def scan(self, content: Path, again: Callable[[str], bool] | None = None) -> list[str]:
        """Return the files that are to be read, and take them in."""
        result = Scan()
        unread = list(scan(content, self.sources, result, again))
        self.sources.forget(result.gone)
        self.take_in({path: stamp for path, stamp, _ in unread})
        self.sources.keep_folders(result.folders)
        return [path for path, _, _ in unread]

    def close(self) -> None:
        self._database.close()


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    (tmp_path / "cache").mkdir()
    memory = Memory(tmp_path / "cache")
    yield memory
    memory.close()


def scanned(content: Path, memory: Memory) -> tuple[list[str], Scan]:
    result = Scan()
    unread = list(scan(content, memory.sources, result))
    return [path for path, _, _ in unread], result


def test_a_new_archive_is_read_whole(content: Path, memory: Memory) -> None:
    unread, result = scanned(content, memory)
    assert sorted(unread) == ["a.md", "b/É – x.md"]
    assert (result.sources, list(result.files), result.gone, result.problems) == (
        2, ["map.png"], set(), [],
    )  # fmt: skip


def test_only_another_stamp_is_read_and_what_is_gone_is_told(content: Path, memory: Memory) -> None:
    known = stamps(content, "a.md", "b/É – x.md") | {"gone.md": stamps(content, "a.md")["a.md"]}
    memory.take_in(known)
    os.utime(content / "a.md", ns=(1, 1))
    unread, result = scanned(content, memory)
    assert unread == ["a.md"]
    assert result.gone == {"gone.md"}


@pytest.mark.skipif(sys.platform == "win32", reason="no pipe has a name there")
def test_links_out_and_in_circles_are_told(content: Path, tmp_path: Path, memory: Memory) -> None:
    write(tmp_path / "secret.md", "x")
    (content / "out.md").symlink_to(tmp_path / "secret.md")
    (content / "circle").symlink_to(content)
    (content / "nowhere.md").symlink_to(content / "none.md")
    os.mkfifo(content / "pipe.md")
    os.mkfifo(content / "pipe.png")
    unread, result = scanned(content, memory)
    assert sorted(unread) == ["a.md", "b/É – x.md"]
    assert {(d.code, d.span.path) for d in result.problems} == {
        ("NG105", "content/out.md"),
        ("NG106", "content/circle"),
        ("NG106", "content/nowhere.md"),
        ("NG107", "content/pipe.md"),
    }


def test_a_folder_that_is_as_it_was_is_not_looked_into(content: Path, memory: Memory) -> None:
    def steps() -> int:
        return sqlite_steps(memory.connection, lambda: scanned(content, memory))

    assert memory.scan(content) == ["a.md", "b/É – x.md"]
    few = steps()
    for number in range(50):
        write(content / f"b/{number}.md", "5")
    assert len(memory.scan(content)) == 50
    assert steps() == few
    unread, result = scanned(content, memory)
    assert (unread, result.sources, list(result.files)) == ([], 52, ["map.png"])
    assert result.gone == set()


CHANGES: Final[dict[str, Callable[[Path], object]]] = {
    "edited": lambda b: write(b / "É – x.md", "edited"),
    "renamed": lambda b: (b / "É – x.md").rename(b / "y.md"),
    "deleted": lambda b: (b / "É – x.md").unlink(),
    "moved": lambda b: (b / "É – x.md").rename(b.parent / "x.md"),
    "gone with its folder": shutil.rmtree,
    "its folder renamed": lambda b: b.rename(b.parent / "c"),
    "another picture beside it": lambda b: write(b / "new.png", "6"),
    "a folder in it": lambda b: write(b / "c/new.md", "7"),
    "a link beside it": lambda b: (b / "link.md").symlink_to(b / "É – x.md"),
    "another in its place": lambda b: (b.parent / "a.md").replace(b / "É – x.md"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
@pytest.mark.parametrize("change", CHANGES)
def test_a_scan_with_digests_finds_what_one_without_finds(
    content: Path, memory: Memory, change: str
) -> None:
    memory.scan(content)
    CHANGES[change](content / "b")
    unread, result = scanned(content, memory)
    every = memory.sources.known()
    memory.sources.keep_folders(dict.fromkeys(memory.sources.folders(), b""))
    assert scanned(content, memory) == (unread, result)
    now = {path: stamp for path, stamp in present(content).items() if path.endswith(".md")}
    assert unread == [path for path in now if every.get(path) != now[path]]
    assert result.gone == every.keys() - now.keys()
    memory.scan(content)
    assert memory.sources.known() == now
    assert memory.scan(content) == []


def present(content: Path) -> Known:
    """Return the stamps of all files that a walk comes to."""
    return {entry.path: entry.stamp for entry in walk(content) if entry.stamp}


def test_a_file_whose_row_was_changed_is_read_though_its_folder_is_as_it_was(
    content: Path, memory: Memory
) -> None:
    memory.scan(content)
    memory.sources.invalidate(["b/É – x.md"])
    assert memory.scan(content) == ["b/É – x.md"]
    memory.sources.forget(["a.md"])
    assert memory.scan(content) == ["a.md"]
    memory.sources.forget_all()
    assert memory.scan(content) == ["a.md", "b/É – x.md"]
    assert memory.scan(content, lambda path: path == "a.md") == ["a.md"]
    assert memory.scan(content) == []


def some(content: Path, result: Scan, known: Known, *paths: str) -> list[Unread] | None:
    return scan_some(content, paths, known, result)


def test_some_files_bring_a_scan_up_to_date(content: Path, memory: Memory) -> None:
    _, result = scanned(content, memory)
    known = stamps(content, "a.md", "b/É – x.md")
    write(content / "new.md", "5")
    write(content / "new.png", "6")
    (content / "map.png").unlink()
    (content / "b/É – x.md").unlink()
    unread = some(
        content, result, known, "new.md", "new.png", "map.png", "b/É – x.md", "a.md", ".hidden.md"
    )
    assert unread is not None
    assert [path for path, _, _ in unread] == ["new.md"]
    assert list(result.files) == ["new.png"]
    assert result.gone == {"b/É – x.md"}
    assert result.sources == 2


@pytest.mark.parametrize("path", ["b", "link.md", "link/x.md", "circle.md", f"{'d/' * 101}e.md"])
def test_only_a_whole_scan_can_tell_of_folders_and_links(
    content: Path, memory: Memory, path: str
) -> None:
    (content / "link.md").symlink_to(content / "a.md")
    (content / "link").symlink_to(content / "b")
    (content / "circle.md").symlink_to(content / "circle.md")
    write(content / ("d/" * 101) / "e.md", "7")
    _, result = scanned(content, memory)
    assert some(content, result, stamps(content, "a.md"), path) is None


def test_a_plain_file_has_a_stamp_and_none_is_false(content: Path) -> None:
    assert plain_stamp(content, "a.md") == stamps(content, "a.md")["a.md"]
    assert plain_stamp(content, "none.md") is False
    assert plain_stamp(content, "a.md/none") is False
    assert plain_stamp(content, "b") is None
    assert plain_stamp(content, "a\0.md") is None


def test_a_digest_is_gits_name_for_the_bytes(content: Path) -> None:
    assert blob_digest(b"") == "git:e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
    repository = content.parent
    git(repository, "init", "-q")
    git(repository, "add", ".")
    expected = {
        path: blob_digest((content / path).read_bytes())
        for path in ("a.md", "b/É – x.md", "map.png", ".hidden.md")
    }
    assert git_blobs(content) == expected
    write(content / "a.md", "edited")
    assert git_blobs(content) == {p: d for p, d in expected.items() if p != "a.md"}


def test_without_git_nothing_is_known(content: Path) -> None:
    assert git_blobs(content) == {}
    assert git_blobs(content / "none") == {}


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_a_file_that_git_was_told_not_to_look_at_is_read(content: Path, flag: str) -> None:
    git(content, "init", "-q")
    git(content, "add", ".")
    git(content, "update-index", flag, "a.md")
    (content / "a.md").write_text("9")
    assert sorted(git_blobs(content)) == [".hidden.md", "b/É – x.md", "map.png"]


def test_a_file_that_a_filter_of_git_put_there_is_read(content: Path, memory: Memory) -> None:
    names = [f"many/{number}.md" for number in range(60)]
    for name in names:
        write(content / name, f"pointer {name}")
    write(content / ".gitattributes", "*.md filter=far")
    git(content, "init", "-q")
    git(content, "config", "filter.far.clean", "sed s/^text/pointer/")
    git(content, "add", ".")
    known = stamps(content, *names)
    rows = [SourceFileRow(p, *known[p], blob_digest((content / p).read_bytes())) for p in names]
    memory.sources.put(rows)
    for name in names:
        (content / name).write_text(f"text {name}")
    git(content, "add", ".")
    assert git_blobs(content)[names[0]] == rows[0].digest
    unread, _ = scanned(content, memory)
    assert {*unread} >= {*names}


def test_git_starts_no_program_that_a_repository_names(content: Path) -> None:
    git(content, "init", "-q")
    git(content, "add", ".")
    monitor = content.parent / "monitor"
    monitor.write_text(f"#!/bin/sh\ntouch '{content.parent}/started'\n")
    monitor.chmod(0o755)
    git(content, "config", "core.fsmonitor", str(monitor))
    assert git_blobs(content)
    assert not (content.parent / "started").exists()


def test_settings_of_git_change_nothing_in_what_it_says(content: Path) -> None:
    git(content, "init", "-q")
    signer = content.parent / "signer"
    signer.write_text(
        "#!/bin/sh\ncat > /dev/null\nprintf '\\n[GNUPG:] SIG_CREATED \\n' >&2\n"
        "printf '%s PGP SIGNATURE-----\\n' -----BEGIN -----END\n"
    )
    signer.chmod(0o755)
    for setting in ("log.showSignature=true", "color.ui=always", "grep.fullName=true"):
        git(content, "config", *setting.split("="))
    git(content, "config", "gpg.program", str(signer))
    git(content, "add", ".")
    git(content, "commit", "-q", "-S", "-m", "First")
    date = ask_git(content, "log", "-1", "--format=%ct")
    assert date is not None
    assert date.strip().isdecimal()
    assert ask_git(content / "b", "grep", "-l", "", "HEAD", "--", "*.md") == "HEAD:É – x.md\n"


def test_git_is_asked_about_the_repository_of_a_folder_in_a_hook_too(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hook names the repository that it runs for, which makes each folder the root of that."""
    repository, other = content.parent, tmp_path / "other"
    for folder in (repository, other):
        folder.mkdir(exist_ok=True)
        git(folder, "init", "-q")
    git(repository, "add", "content")
    expected = git_blobs(content)
    for hooked in (repository, other):
        monkeypatch.setenv("GIT_DIR", str(hooked / ".git"))
        monkeypatch.setenv("GIT_INDEX_FILE", str(hooked / ".git/index"))
        assert ask_git(content, "rev-parse", "--show-prefix") == f"{content.name}/\n"
        assert git_blobs(content) == expected


def test_git_is_asked_only_about_a_folder_that_may_be_in_a_repository(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = content / "b"
    git(content, "init", "--quiet")
    assert ask_git(inner, "rev-parse", "--show-prefix") == "b/\n"
    shutil.rmtree(content / ".git")
    monkeypatch.delenv("GIT_DIR", raising=False)
    monkeypatch.setattr("subprocess.run", None)
    assert ask_git(inner, "rev-parse", "--show-prefix") is None
