"""Finding the source files, which of them need reading, and their text.

A file of the same size, time and inode is unchanged, and so are all files of a folder whose names
and stamps have the digest that they had. Where many stamps are new, as in a fresh checkout, git
knows the digests of its clean files; newsgen's digests are git's, so none is read.
"""

import os
import stat
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from newsgen.diagnostics import Diagnostic, Span
from newsgen.digest import digest_bytes
from newsgen.files import Stamp, WalkedFolder, walk_folders
from newsgen.files.unread import FETCH_IT, LFS_POINTER
from newsgen.files.walk import DEEPEST, with_line_feeds
from newsgen.model.host_files import WELL_KNOWN, is_hidden, trouble_of_name

if TYPE_CHECKING:
    from newsgen.store import Sources

SUFFIX: Final = ".md"
WORTH_ASKING_GIT: Final = 50

_PROBLEMS: Final = {
    "outside": (
        "NG105",
        "this link leads out of the content folder",
        "Copy the file into the content folder instead of linking to it.",
    ),
    "circle": ("NG106", "this link leads in a circle or nowhere", "Delete the link."),
    "unreadable": ("NG101", "this cannot be read", "Check its permissions."),
    "deep": (
        "NG101",
        f"this is more than {DEEPEST} folders deep, and cannot be read",
        "Move it to a folder further up, or delete the folders if nothing is in them.",
    ),
    "special": ("NG107", "this is not a regular file", "Delete it, or give it another name."),
    "not-utf8": ("NG108", "the file's name is not UTF-8", "Rename the file."),
}


@dataclass(slots=True)
class Scan:
    """The content folder as found; whole when the scan has run to its end."""

    same: list[tuple[str, Stamp]] = field(default_factory=list)
    """Files with a new stamp that git knows to hold the same bytes."""
    gone: set[str] = field(default_factory=set)
    files: dict[str, Stamp] = field(default_factory=dict)
    """Everything else in the folder, by path: pictures, documents."""
    blobs: dict[str, str] = field(default_factory=dict)
    """What git said of the folder, if it was asked: to ask may take it as long as reading all."""
    folders: dict[str, bytes] = field(default_factory=dict)
    """The digest of the names and stamps in each folder; empty if there is more than files."""
    problems: list[Diagnostic] = field(default_factory=list)
    sources: int = 0


Unread = tuple[str, Stamp, str]
"""A file to be read: its path, its stamp, and the digest that was known, or an empty one."""
Facts = tuple[int, int, int]
"""The values of a stamp, as they were when the file was last read."""


def _shown(path: str) -> str:
    return "content" if path == "." else f"content/{path}"


def scan(
    content: Path, sources: "Sources", result: Scan, again: Callable[[str], bool] | None = None
) -> Iterator[Unread]:
    """Compare the content folder with what is known of it, and yield the files to be read.

    A new archive's files are yielded as they are found. Those that are to be read `again` are
    yielded whatever is known of them. `result` is filled on the way.
    """
    folders = _with_digests(walk_folders(content, shown=(WELL_KNOWN,)), result)
    if sources.is_empty():
        unread = chain.from_iterable(_unread(folder, {}, result) for folder in folders)
        yield from ((path, stamp, "") for path, stamp in unread)
        return
    if again is None:
        changed, gone = _changed(folders, sources.folders(), result)
        known = sources.known_in([*gone, *(folder.path for folder in changed)])
    else:
        changed = list(folders)
        known = {path: facts for path, facts in sources.known().items() if not again(path)}
    result.gone = set(known)
    entries = [entry for folder in changed for entry in _unread(folder, known, result)]
    before = sources.digests([path for path, _ in entries if path in known])
    blobs = result.blobs = git_blobs(content) if len(entries) >= WORTH_ASKING_GIT else {}
    for path, stamp in entries:
        digest = before.get(path, "")
        if digest and blobs.get(path) == digest and known[path][0] == stamp.size:
            result.same.append((path, stamp))
        else:
            yield path, stamp, digest


def _with_digests(folders: Iterable[WalkedFolder], result: Scan) -> Iterator[WalkedFolder]:
    for folder in folders:
        result.folders[folder.path] = _digest(folder)
        yield folder


def _changed(
    folders: Iterable[WalkedFolder], known: Mapping[str, bytes], result: Scan
) -> tuple[list[WalkedFolder], set[str]]:
    """Return the folders that are not as they were known, and the paths of those that are gone."""
    changed, gone = [], set(known)
    for folder in folders:
        gone.discard(folder.path)
        digest = result.folders[folder.path]
        if digest and digest == known.get(folder.path):
            others = [n for n, name in enumerate(folder.names) if not name.endswith(SUFFIX)]
            for n in others:
                result.files[folder.path + folder.names[n]] = Stamp(*folder.values[n])
            result.sources += len(folder.names) - len(others)
        else:
            changed.append(folder)
    return changed, gone


def _digest(folder: WalkedFolder) -> bytes:
    """Digest the names and stamps of a folder's files; empty if there is more in it than those."""
    if folder.others or trouble_of_name(folder.path + "".join(folder.names)):
        return b""
    try:
        stamps = array("q", chain.from_iterable(folder.values))
    except OverflowError:  # an inode or a time beyond all bounds
        return b""
    return digest_bytes("/".join(folder.names).encode(), stamps.tobytes())


def _unread(
    folder: WalkedFolder, known: Mapping[str, Facts], result: Scan
) -> Iterator[tuple[str, Stamp]]:
    """Yield the files of a folder that are not as they were known."""
    for path, stamp, problem in folder.entries():
        if reason := trouble_of_name(path):
            hint = "Rename the file or its folder."
            result.problems.append(Diagnostic("NG562", reason, Span(_shown(path)), hint))
        if stamp is None:
            if problem == "special" and not path.endswith(SUFFIX):
                continue
            code, message, hint = _PROBLEMS[problem]
            result.problems.append(Diagnostic(code, message, Span(_shown(path)), hint))
        elif not path.endswith(SUFFIX):
            result.files[path] = stamp
        else:
            result.sources += 1
            if known.get(path) != stamp:
                yield path, stamp
            result.gone.discard(path)


def scan_some(
    content: Path, paths: Iterable[str], known: Mapping[str, Facts], result: Scan
) -> list[Unread] | None:
    """Bring what a whole scan found up to date with some files, and return those to be read.

    `known` are those of them that were read before. Returns None if only a whole scan can tell:
    for a folder, a link, or whatever else is not a plain file.
    """
    result.gone, result.same = set(), []
    unread: list[Unread] = []
    files = dict(result.files)  # the frame of the last edition holds the other one
    refused = {problem.span.path.removeprefix("content/") for problem in result.problems}
    for path in sorted(paths):
        if is_hidden(path):
            continue
        stamp = plain_stamp(content, path)
        if path in refused or stamp is None or path.count("/") > DEEPEST:
            return None
        if not path.endswith(SUFFIX):
            files.pop(path, None)
            if stamp:
                files[path] = stamp
        elif stamp and known.get(path) != stamp:
            unread.append((path, stamp, ""))
            result.sources += path not in known
        elif not stamp and path in known:
            result.gone.add(path)
            result.sources -= 1
    result.files = dict(sorted(files.items()))
    return unread


def plain_stamp(folder: Path, path: str) -> Stamp | Literal[False] | None:
    """Return the stamp of a plain file, `False` if there is none, or None for other things."""
    here = folder
    for name in path.split("/"):
        here /= name
        try:
            status = here.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except (OSError, ValueError):
            return None
        if stat.S_ISLNK(status.st_mode):
            return None
    return Stamp.of(status) if stat.S_ISREG(status.st_mode) else None


def blob_digest(data: bytes) -> str:
    """Return git's name for these bytes, tagged with its scheme."""
    from hashlib import sha1  # noqa: PLC0415 (slow to load; without a change no file is read)

    header = b"blob %d\0" % len(data)
    return f"git:{sha1(header + data, usedforsecurity=False).hexdigest()}"


def git_blobs(content: Path) -> dict[str, str]:
    """Return the digests of the files that git holds unmodified; empty without git.

    A filter of git may have put other bytes there, of another size.
    """
    listed = git(content, "ls-files", "-s", "-v", "-z", "--", ".")
    changed = git(content, "diff-files", "--name-only", "-z", "--relative", "--", ".")
    if listed is None or changed is None:
        return {}
    blobs = {}
    for entry in listed.split("\0"):
        facts, _, path = entry.partition("\t")
        if path and facts.startswith(_LOOKED_AT):
            blobs[path] = f"git:{facts.split(' ')[2]}"
    for path in changed.split("\0"):
        blobs.pop(path, None)
    return blobs


_LOOKED_AT: Final = "H "
"""How git marks a file that it looks at: not one that is to be taken as unchanged, or skipped."""


def git(folder: Path, *arguments: str, patience: float = 60) -> str | None:
    """Return what git says, or None if there is none, it fails, or it takes too long."""
    if "GIT_DIR" not in os.environ and repository_of(folder) is None:
        return None  # starting git to ask it takes a while
    import subprocess  # noqa: PLC0415 (most often there is nothing to ask)

    command, environment = git_call(folder, *arguments)
    try:
        done = subprocess.run(  # noqa: S603 (fixed arguments)
            command, env=environment, capture_output=True, check=True, timeout=patience
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode(errors="surrogateescape")


def git_call(folder: Path, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """Return the command that asks git about a folder, and its environment.

    A repository's own settings may name a program as a file system monitor: none is started. In a
    hook, the repository of the folder counts, and not the one that the hook runs for.
    """
    environment = dict(os.environ)
    if repository_of(folder):
        for name in _OF_A_HOOK:
            environment.pop(name, None)
    settings = (word for setting in _SETTINGS for word in ("-c", setting))
    return ["git", *settings, "-C", str(folder), *arguments], environment


_SETTINGS: Final = (
    "core.fsmonitor=false",
    "core.quotePath=false",
    "color.ui=false",
    "grep.fullName=false",
    "log.showSignature=false",
)
_OF_A_HOOK: Final = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
)
"""With these, git takes the folder for the root of another repository, or writes into its index."""


def repository_of(folder: Path) -> Path | None:
    """Return the root of the git repository around a folder, if there is one."""
    real = folder.resolve()
    return next((above for above in (real, *real.parents) if os.path.exists(above / ".git")), None)


LARGEST: Final = 256 * 1024


def read_source(folder: str, path: str) -> bytes | Diagnostic:
    """Read a file of at most 256 KiB below a folder."""
    shown = f"content/{path}"
    try:
        data = _start_of(f"{folder}/{path}", LARGEST + 1)
    except OSError as error:
        return _unreadable(error, shown)
    if len(data) <= LARGEST:
        return data
    return Diagnostic(
        "NG102",
        "the file is over 256 KiB, which no release is",
        Span(shown),
        "Put pictures and documents in files of their own and link to them.",
    )


def _start_of(path: str, most: int) -> bytes:
    """Read a file as far as so many bytes, by the fewest calls of the system."""
    descriptor = os.open(path, os.O_RDONLY | _BINARY)
    try:
        data = os.read(descriptor, most)
        while len(data) < most and (more := os.read(descriptor, most - len(data))):
            data += more
        return data
    finally:
        os.close(descriptor)


_BINARY: Final[int] = getattr(os, "O_BINARY", 0)


def _unreadable(error: OSError, path: str) -> Diagnostic:
    why = (error.strerror or str(error)).lower()
    hint = "Check the file's permissions."
    return Diagnostic("NG101", f"the file cannot be read: {why}", Span(path), hint)


_OTHER_FILES: Final = {
    b"PK\x03\x04": "a document of Word or another office program",
    b"\xd0\xcf\x11\xe0": "a document of an old office program",
    b"{\\rtf": "a document in Rich Text Format",
    b"%PDF-": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    LFS_POINTER: "a pointer of Git LFS",
}
"""What other files begin with that are given the name of a release."""
_FIRST_BYTES: Final = {start[:1] for start in _OTHER_FILES}


def _other_file(data: bytes, path: str) -> Diagnostic | None:
    for start, what in _OTHER_FILES.items():
        if data.startswith(start):
            hint = "Open it in the program that it is of, copy its text into a new file, and "
            hint += "save that as plain text in UTF-8."
            if "picture" in what:
                hint = "Give it the ending that it had: a release names it under images."
            elif start == LFS_POINTER:
                hint = FETCH_IT
            return Diagnostic("NG103", f"this is {what}, and not a text", Span(path), hint)
    return None


def decode(data: bytes, path: str) -> str | Diagnostic:
    """Decode UTF-8, without a byte order mark and with line feeds as the only line ends."""
    if data[:1] in _FIRST_BYTES and (other := _other_file(data, path)):
        return other
    try:
        text = with_line_feeds(data.decode())
    except UnicodeDecodeError as error:
        line, column = _place(data, error.start)
        return Diagnostic(
            "NG103",
            f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8",
            Span(path, line, column),
            "Save the file again with the encoding UTF-8; Word and Notepad call it by that name.",
        )
    if "\0" in text:
        line, column = _place(data, data.index(0))
        return Diagnostic(
            "NG104",
            "the file holds a NUL byte, which no text has",
            Span(path, line, column),
            "It may be a picture or an office file under a wrong name.",
        )
    return text


def _place(data: bytes, offset: int) -> tuple[int, int]:
    before = data[:offset].removeprefix(b"\xef\xbb\xbf")
    line_start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[line_start:].decode(errors="replace")) + 1
