"""A target on a server with a shell: steps are gathered, and said in few commands.

Each command holds the file `busy` while it runs, even if whoever gave it is gone by then; the next
deployment waits for that. After a deployment the server makes a copy of the live website ahead,
the *spare*, which the next one brings up to date.
"""

import os
import re
import shlex
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO
from typing import Final, Protocol

from newsgen.deployers.folder import LOCK, OTHER_DEPLOYMENT, SPARE, STATE, WAIT
from newsgen.deployers.target import TargetError

SAYS: Final = "newsgen-shell"
PROBE: Final = (
    "command -v cp flock grep head mv readlink rm rmdir sed tar wc xargs >/dev/null"
    " && find / -maxdepth 0 -printf '' && echo " + SAYS
)
"""Says so if a server has all that this needs."""
_PART: Final = f"{STATE}/part.new"
_BUSY: Final = f"{STATE}/busy"
_KINDS: Final = {b"f": "file", b"d": "folder", b"l": "link"}
_BLOCK: Final = 512
_LONGEST: Final = 100
"""Bytes of a name in the header of a tar archive."""
_CHUNK: Final = 1 << 18
_AT_ONCE: Final = 1 << 22
"""Bytes of files that are sent with other steps; more are sent by themselves."""
_SHORT: Final = 1 << 12
"""Characters of names that stand in a command; more are sent as data."""
_LIST: Final = r"find . -maxdepth 1 -printf '%y\0%P\0%l\0'"
_NOT_LISTED: Final = (
    rf"\( -path './{STATE}/*' -o -path './releases/*/tree-*'"
    rf" -o ! -path . ! -path ./{STATE} ! -path ./releases ! -path './releases/*' \)"
)
"""Whose folders are not looked into: what newsgen has written there is known, or not its own."""
_NAMES: Final = rf"""
[ -r . ] || {{ echo "$PWD cannot be read" >&2; exit 1; }}
pwd -P
echo
find . -maxdepth 4 -printf '%y\0%P\0%l\0' {_NOT_LISTED} -prune 2>/dev/null || :
printf '\0\0\0'
"""
_LOOK: Final = f"""\
{_NAMES}
n=$(readlink live || :)
case $n in releases/[0-9][0-9][0-9][0-9][0-9][0-9]) n={STATE}/${{n#releases/}};; *) n=;; esac
find ${{n:+"$n" "$n.staged"}} {STATE}/record.jsonl -maxdepth 0 -type f \\
  -printf '%p\\0%s\\0' -exec cat -- {{}} \\; 2>/dev/null || :
"""
_START: Final = f"""\
set -e
umask 022
exec 8>>{_BUSY}
flock -s 8
trap '[ ! -e {_PART} ] || rm -f {_PART}' EXIT
take() {{
  head -c "$1" > {_PART}
  [ "$(wc -c < {_PART})" -eq "$1" ] || {{ echo the connection was lost >&2; exit 1; }}
}}
copy() {{
  cp -al -- "$1" "$2"
  find "$2" ! -type f ! -type d -exec rm -f -- {{}} +
  find "$2" -depth -type d -empty -exec rmdir -- {{}} \\;
}}
adapt() {{
  copy "$1" "$2"
  LC_ALL=C grep -rlZF -e "$3" -- "$2" > {_PART} || [ $? -eq 1 ]
  LC_ALL=C xargs -0r sed -zi -e "$4" -- < {_PART}
}}
"""
_LOCKED: Final = b"locked\n"
_WHOLE: Final = b"whole"
_HOLD: Final = f"""\
hold() {{
  {{ [ -d "$1" ] || mkdir -p "$1"; }} && cd "$1" && [ ! -L {STATE} ] || return
  ( umask 077; {{ [ -d {STATE} ] || mkdir {STATE}; }} && chmod 700 {STATE} \\
    && : >> {LOCK} && : >> {_BUSY} ) || return
  exec 9>>{LOCK}
  flock -w 2 9 || {{ echo busy; return; }}
  ( exec 8>>{_BUSY}; flock -w 60 8 ) || {{ echo busy; return; }}
  echo {_LOCKED.decode().strip()}
  ( {_LOOK} ) && printf {_WHOLE.decode()}
}}
"""
"""Locks a folder, and prints all that is known of it when nobody else may change it."""


def first_look(folder: str) -> str:
    """Return the command that looks at what a target has, which may not be there yet.

    Files are read when they are asked for, or when the target is locked.
    """
    name = shlex.quote(folder)
    return f"set -e\nif [ -e {name} ]; then cd {name}\n{_NAMES}fi"


class ShellSession(Protocol):
    """A connection over which commands are given to `sh`."""

    def run(self, script: str, chunks: Iterable[bytes] = ()) -> tuple[int, bytes, bytes]:
        """Give a command, and what it reads; return its exit code, output and errors."""

    def hold(self, script: str) -> AbstractContextManager[bytes]:
        """Give a command, and wait for what it prints.

        Its descriptor 9 stays open until the end, but for no other command.
        """


class ShellTarget:
    """The verbs of a target, by commands of a server's shell."""

    remark = ""

    def __init__(self, name: str, folder: str, session: ShellSession) -> None:
        self.name, self.folder, self._session = name, folder, session
        self._known: dict[str, dict[str, tuple[str, str]]] = {}
        self._texts: dict[str, bytes] = {}
        self._steps: list[str] = []
        self._data: list[bytes] = []
        code, out, err = session.run(first_look(folder))
        if code:
            raise _failure(err, code)
        self._take_in(out)

    def _command(self, script: str, chunks: Iterable[bytes] = ()) -> bytes:
        """Run a script in the target's folder, which must succeed."""
        code, out, err = self._session.run(f"{self._enter_folder} || exit 1\n{script}", chunks)
        if code:
            raise _failure(err, code)
        return out

    @property
    def _enter_folder(self) -> str:
        name = shlex.quote(self.folder)
        return f"{{ [ -d {name} ] || ( umask 022; mkdir -p {name} ); }} && cd {name}"

    def _take_in(self, data: bytes) -> None:
        """Read what a look at the target has printed, which is nothing if it is not there."""
        self._known, self._texts, at = {"": {}}, {}, 0
        real, _, data = data.partition(b"\n\n")
        self.folder = os.fsdecode(real) or self.folder
        while data:
            kind, path, link, at = _fields(data, at)
            if not kind:
                break
            self._enter(os.fsdecode(path), _KINDS.get(kind, "other"), os.fsdecode(link))
        while at < len(data):
            name, size, at = _pair(data, at)
            self._texts[name] = data[at : at + size]
            at += size

    def _enter(self, path: str, kind: str, link: str = "") -> None:
        """Note what is at a path, and that all that is in some folders will be noted."""
        above, _, name = path.rpartition("/")
        if path:
            self._known.setdefault(above, {})[name] = kind, link
        if kind == "folder" and _is_listed(path):
            self._known.setdefault(path, {})

    def _listing(self, folder: str) -> dict[str, tuple[str, str]]:
        if folder not in self._known:
            if self.kind(folder) != "folder":
                return {}
            out = self._ask(f"cd {shlex.quote(folder)}\n{_LIST}\nprintf '\\0\\0\\0'")
            at, listing = 0, {}
            while True:
                kind, name, link, at = _fields(out, at)
                if not kind:
                    break
                if name:
                    entry = _KINDS.get(kind, "other"), os.fsdecode(link)
                    listing[os.fsdecode(name)] = entry
            self._known[folder] = listing
        return self._known[folder]

    # What is there

    def kind(self, path: str) -> str:
        if not path:
            return "folder"
        above, _, name = path.rpartition("/")
        return self._listing(above).get(name, ("", ""))[0]

    def names(self, folder: str) -> list[str]:
        return sorted(self._listing(folder))

    def leads_to(self, path: str) -> str:
        above, _, name = path.rpartition("/")
        kind, link = self._listing(above).get(name, ("", ""))
        if kind != "link":
            raise FileNotFoundError(f"{path} is not a link")
        return link

    def read(self, path: str) -> bytes | None:
        kind = self.kind(path)
        if not kind:
            return None
        if kind != "file":
            raise OSError(f"{path} is not a file")
        if path not in self._texts:
            self._texts[path] = self._ask(f"cat -- {shlex.quote(f'./{path}')}")
        return self._texts[path]

    def paths(self, folder: str) -> list[str]:
        out = self._ask(f"cd {shlex.quote(folder)} && find . ! -type d -print0")
        return sorted(os.fsdecode(path.removeprefix(b"./")) for path in out.split(b"\0") if path)

    def fetch(self, folder: str, paths: Collection[str]) -> Iterator[tuple[str, bytes]]:
        if not paths:
            return
        import tarfile  # noqa: PLC0415 (many deployments read no file)

        names = b"".join(os.fsencode(f"./{path}\0") for path in paths)
        # With many names there are several archives, one behind the other.
        packed = self._ask(
            f"cd {shlex.quote(folder)} && xargs -0 tar --ignore-failed-read -cf - --", names
        )
        with tarfile.open(fileobj=BytesIO(packed), mode="r:", ignore_zeros=True) as archive:
            for member in archive:
                file = archive.extractfile(member) if member.isreg() else None
                if file:
                    yield member.name.removeprefix("./"), file.read()

    def _ask(self, script: str, names: bytes = b"") -> bytes:
        """Return what a command prints, which goes with the steps that were gathered before it.

        Without any, nothing is written: others may be deploying.
        """
        if not self._steps:
            return self._command(script, [names])
        self._step(f"(\n{script}\n){f' < {_PART}' * bool(names)}", data=names)
        return self._taken()

    # What is done

    def settle(self) -> None:
        """Have all steps done that were gathered."""
        if self._steps:
            self._taken()

    def _taken(self) -> bytes:
        steps, data = self._steps, self._data
        self._steps, self._data = [], []
        return self._command("\n".join([_START, *steps]), data)

    def _step(self, *lines: str, data: bytes = b"") -> None:
        """Gather a step. What it reads is in a file then, whole."""
        if data:
            self._steps.append(f"take {len(data)}")
            self._data.append(data)
        self._steps += lines

    def _step_with_names(
        self, folder: str, command: str, paths: Collection[str], more: str = ""
    ) -> None:
        """Gather a command for files of a folder: few stand in it, and it reads many."""
        if not paths:
            return
        names = [f"./{path}" for path in paths]
        within = f"cd {shlex.quote(folder)} &&"
        if sum(map(len, names)) < _SHORT:
            quoted = " ".join(map(shlex.quote, names))
            self._step(f"( {within} {command} -- {quoted} {more} )")
        else:
            data = b"".join(os.fsencode(f"{name}\0") for name in names)
            self._step(f"( {within} xargs -0 {command} -- {more} ) < {_PART}", data=data)

    def _ensure(self, folder: str) -> None:
        """Make a folder, and those above it, as far as they are not there."""
        if self.kind(folder) != "folder":
            self._ensure(folder.rpartition("/")[0])
            self._step(f"mkdir -- {shlex.quote(folder)}")
            self._enter(folder, "folder")
            self._known[folder] = {}

    def write(self, path: str, data: bytes) -> None:
        self._ensure(path.rpartition("/")[0])
        name = shlex.quote(path)
        self._step(f"mv -fT -- {_PART} {name}" if data else f": > {name}", data=data)
        self._enter(path, "file")
        self._texts[path] = data

    def link(self, path: str, to: str) -> None:
        if self.kind(path) == "link" and self.leads_to(path) == to:
            return
        self._ensure(path.rpartition("/")[0])
        new = shlex.quote(f"{path}.new")
        self._step(f"ln -sfT -- {shlex.quote(to)} {new}", f"mv -fT -- {new} {shlex.quote(path)}")
        self._enter(path, "link", to)

    def rename(self, path: str, to: str) -> None:
        self._step(f"mv -fT -- {shlex.quote(path)} {shlex.quote(to)}")
        kind, data = self.kind(path), self._texts.get(path)
        self._forget(path)
        self._enter(to, kind)
        self._texts.pop(to, None)
        if data is not None:
            self._texts[to] = data

    def remove(self, paths: Collection[str]) -> None:
        self._step_with_names(".", "rm -rf", paths)
        for path in paths:
            self._forget(path)

    def _forget(self, path: str) -> None:
        above, _, name = path.rpartition("/")
        self._known.get(above, {}).pop(name, None)
        for folder in [each for each in self._known if f"{each}/".startswith(f"{path}/")]:
            del self._known[folder]
        self._texts.pop(path, None)

    def clone(self, old: str, new: str, *, without: Collection[str]) -> None:
        self._ensure(new.rpartition("/")[0])
        spare, into = _spare_of(old), shlex.quote(new)
        self._step(
            f"if [ -d {spare} ]; then mv -T {spare} {into}; else copy {shlex.quote(old)} {into}; fi"
        )
        folders = sorted({path.rpartition("/")[0] for path in without} - {""})
        self._step_with_names(new, "rm -f", without)
        self._step_with_names(new, "rmdir -p", folders, more="2>/dev/null || :")
        self._enter(new, "folder")

    def put(self, folder: str, files: Iterable[tuple[str, bytes]]) -> None:
        self._ensure(folder)
        pieces = _archive(self._entering(folder, files))
        small, size = [], 0
        extract = f"tar -xof - -C {shlex.quote(folder)}"
        for piece in pieces:
            small.append(piece)
            size += len(piece)
            if size > _AT_ONCE:
                break
        else:
            self._step(f"{extract} < {_PART}", data=b"".join(small))
            return
        self.settle()
        self._command(_START + extract, _chained(small, pieces))

    def adapt(self, old: str, new: str, *, was: str, now: str) -> None:
        self._ensure(new.rpartition("/")[0])
        known = dict(self._listing(old))
        words = shlex.quote(was), shlex.quote(_replacement(was, now))
        self._step(f"adapt {shlex.quote(old)} {shlex.quote(new)} {' '.join(words)}")
        self._forget(new)
        self._enter(new, "folder")
        self._known[new] = known

    def _entering(
        self, folder: str, files: Iterable[tuple[str, bytes]]
    ) -> Iterator[tuple[str, bytes]]:
        """Note what is put into a folder. What is in its folders is looked up if it is asked."""
        for path, data in files:
            first, _, rest = path.partition("/")
            if rest:
                self._forget(f"{folder}/{first}")
            self._known.setdefault(folder, {})[first] = ("folder" if rest else "file"), ""
            self._texts.pop(f"{folder}/{path}", None)
            yield path, data

    def run(self, command: str) -> tuple[int, str]:
        self.settle()
        code, out, err = self._session.run(f"{self._enter_folder} && {command}")
        return code, (out + err).decode(errors="replace")

    def tidy(self, paths: Collection[str], live: str) -> None:
        """Delete folders, and copy the live website ahead, after the deployment."""
        spare = _spare_of(live)
        gone = " ".join(shlex.quote(path) for path in paths)
        self._step(
            f"rm -rf -- {SPARE}*",
            "( exec </dev/null >/dev/null 2>&1",
            f"rm -rf -- {gone}" if gone else ":",
            f"copy {shlex.quote(live)} {SPARE}.part",
            f"mv -T {SPARE}.part {spare} ) &",
        )
        for path in paths:
            self._forget(path)

    @contextmanager
    def locked(self) -> Iterator[None]:
        with self._session.hold(f"{_HOLD}hold {shlex.quote(self.folder)} 2>&1") as said:
            word = said.partition(b"\n")[0].strip().decode(errors="replace")
            if word == "busy":
                raise TargetError(OTHER_DEPLOYMENT.format(self.name), WAIT)
            if not (said.startswith(_LOCKED) and said.endswith(_WHOLE)):
                raise OSError(word or "the connection was lost")
            self._take_in(said[len(_LOCKED) : -len(_WHOLE)])
            self._forget(_PART)
            yield
            self.settle()


def sh_command(script: str) -> str:
    """Return a command that has a script run by sh, whatever the shell of the user is."""
    return f"exec sh -c {shlex.quote(script)}"


def _spare_of(tree: str) -> str:
    """Return the place of the copy of a tree."""
    return f"{SPARE}-{'-'.join(tree.split('/')[1:])}"


def _replacement(was: str, now: str) -> str:
    """Return the command of sed that replaces a text, which may have any character."""
    pattern = re.sub(r"[]\\/.*^$[]", r"\\\g<0>", was).replace("\n", r"\n")
    text = re.sub(r"[\\/&\n]", r"\\\g<0>", now)
    return f"s/{pattern}/{text}/g"


def _failure(err: bytes, code: int) -> OSError:
    said = err.decode(errors="replace").strip().partition("\n")[0]
    return OSError(said or f"a command has ended with exit code {code}")


def _is_listed(folder: str) -> bool:
    """Return whether a look at a target has all that is in a folder."""
    first, *rest = folder.split("/")
    is_tree = len(rest) == 2 and rest[1].startswith("tree-")
    return folder in ("", STATE) or (first == "releases" and len(rest) < 3 and not is_tree)


def _fields(data: bytes, at: int) -> tuple[bytes, bytes, bytes, int]:
    values = []
    for _ in range(3):
        end = data.index(b"\0", at)
        values.append(data[at:end])
        at = end + 1
    return values[0], values[1], values[2], at


def _pair(data: bytes, at: int) -> tuple[str, int, int]:
    middle = data.index(b"\0", at)
    end = data.index(b"\0", middle + 1)
    return os.fsdecode(data[at:middle]), int(data[middle + 1 : end]), end + 1


def _chained(pieces: Iterable[bytes], more: Iterator[bytes]) -> Iterator[bytes]:
    yield from pieces
    yield from more


def _archive(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Yield a tar archive of files in pieces, as they are read."""
    piece, size = [], 0
    now = int(time.time())
    for path, data in files:
        piece += [_header(os.fsencode(f"./{path}"), len(data), now), data]
        piece.append(bytes(-len(data) % _BLOCK))
        size += len(data) + _BLOCK
        if size > _CHUNK:
            yield b"".join(piece)
            piece, size = [], 0
    yield b"".join([*piece, bytes(2 * _BLOCK)])


def _header(name: bytes, size: int, time: int, kind: bytes = b"0") -> bytes:
    """Return the header of a file in GNU's format; `tarfile` takes three times as long."""
    above = b""
    if len(name) > _LONGEST:  # a file of its own, with the name in it
        above = _header(b"././@LongLink", len(name) + 1, 0, b"L") + name
        above += bytes(_BLOCK - len(name) % _BLOCK)
    facts = b"0000644\x000000000\x000000000\x00%011o\x00%011o\x00" % (size, time)
    start = name[:_LONGEST].ljust(_LONGEST, b"\0") + facts
    end = kind + bytes(100) + b"ustar  \0"
    total = sum(start) + sum(end) + 8 * ord(" ")
    return above + (start + b"%06o\x00 " % total + end).ljust(_BLOCK, b"\0")
