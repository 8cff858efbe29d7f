"""A target on a server with a shell: steps are gathered, and said in few commands.

Each command holds the file `busy` while it runs, even if whoever gave it is gone by then; the next
deployment waits for that. After a deployment the server makes a copy of the live website ahead,
the *spare*, which the next one brings up to date.
"""

import os
import re
import shlex
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO
from itertools import chain
from typing import Final, Protocol

from newsgen.deployers.archive import packed
from newsgen.deployers.folder import OTHER_DEPLOYMENT, SPARE, STATE, WAIT, spare_of
from newsgen.deployers.scripts import HOLD, LIST, LOCKED, PART, START, WHOLE, first_look
from newsgen.deployers.target import TargetError

_KINDS: Final = {b"f": "file", b"d": "folder", b"l": "link"}
_AT_ONCE: Final = 1 << 22
"""Bytes of files that are sent with other steps; more are sent by themselves."""
_SHORT: Final = 1 << 12
"""Characters of names, or bytes of a file, that stand in a command; more are sent as data."""


class ShellSession(Protocol):
    """A connection over which commands are given to `sh`."""

    def run(self, script: str, chunks: Iterable[bytes] = ()) -> tuple[int, bytes, bytes]:
        """Give a command, and what it reads; return its exit code, output and errors."""

    def ask(self, script: str) -> None:
        """Give a command that is to `hold`, which is given next, and do not wait for it."""

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
            out = self._ask(f"cd {shlex.quote(folder)}\n{LIST}\nprintf '\\0\\0\\0'")
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
        self._step(f"(\n{script}\n){f' < {PART}' * bool(names)}", data=names)
        return self._taken()

    # What is done

    def settle(self) -> None:
        """Have all steps done that were gathered."""
        if self._steps:
            self._taken()

    def _taken(self) -> bytes:
        steps, data = self._steps, self._data
        self._steps, self._data = [], []
        return self._done("\n".join([START, *steps]), data)

    def _done(self, script: str, data: Iterable[bytes]) -> bytes:
        try:
            return self._command(script, data)
        except OSError:
            self._look_again()
            raise

    def _look_again(self) -> None:
        """Look at what is there, as nobody knows which of the steps were done."""
        code, out, _ = self._session.run(first_look(self.folder))
        if code == 0:
            self._take_in(out)

    def _step(self, *lines: str, data: bytes = b"") -> None:
        """Gather a step. What it reads is in a file then, whole."""
        if data:
            self._steps.append(f"take {len(data)}")
            self._data += [data, WHOLE, b"\n"]
        self._steps += lines

    def _step_with_names(
        self, folder: str, command: str, paths: Collection[str], more: str = ""
    ) -> None:
        """Gather a command for files of a folder: few stand in it, and it reads many."""
        if not paths:
            return
        names = [f"./{path}" for path in paths]
        data = b""
        if sum(map(len, names)) < _SHORT:
            script = f"{command} -- {' '.join(map(shlex.quote, names))} {more}"
        else:
            script = f"xargs -0 {command} -- {more}"
            data = b"".join(os.fsencode(f"{name}\0") for name in names)
        if folder:
            script = f"( cd {shlex.quote(folder)} && {script} )"
        self._step(f"{script} < {PART}" if data else script, data=data)

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
        if len(data) < _SHORT and data.isascii() and b"\0" not in data:
            text = shlex.quote(data.decode("ascii"))
            self._step(f"printf %s {text} > {PART}", f"mv -fT -- {PART} {name}")
        else:
            self._step(f"mv -fT -- {PART} {name}", data=data)
        self._enter(path, "file")
        self._texts[path] = data

    def link(self, path: str, to: str) -> None:
        if self.kind(path) == "link" and self.leads_to(path) == to:
            return
        self._ensure(path.rpartition("/")[0])
        name, new = shlex.quote(path), shlex.quote(f"{path}.new")
        if self.kind(path):
            self._step(f"ln -sfT -- {shlex.quote(to)} {new}", f"mv -fT -- {new} {name}")
        else:
            self._step(f"ln -sT -- {shlex.quote(to)} {name}")
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
        self._step_with_names("", "rm -rf", paths)
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
        spare, into = spare_of(old), shlex.quote(new)
        self._step(
            f"if [ -d {spare} ]; then mv -T {spare} {into}; else copy {shlex.quote(old)} {into}; fi"
        )
        folders = sorted({path.rpartition("/")[0] for path in without} - {""})
        self._step_with_names(new, "rm -f", without)
        self._step_with_names(new, "rmdir -p", folders, more="2>/dev/null || :")
        self._enter(new, "folder")

    def put(self, folder: str, files: Iterable[tuple[str, bytes]]) -> None:
        self._ensure(folder)
        pieces = packed(self._entering(folder, files))
        small, size = [], 0
        extract = f"tar -xof - -C {shlex.quote(folder)}"
        for piece in pieces:
            small.append(piece)
            size += len(piece)
            if size > _AT_ONCE:
                break
        else:
            self._step(f"{extract} < {PART}", data=b"".join(small))
            return
        self.settle()
        self._done(START + extract, chain(small, pieces))

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
        spare = spare_of(live)
        gone = " ".join(shlex.quote(path) for path in paths)
        self._step(
            f"for old in {SPARE}*; do",
            'if [ -e "$old" ] || [ -L "$old" ]; then rm -rf -- "$old"; fi',
            "done",
            "( exec </dev/null >/dev/null 2>&1",
            f"rm -rf -- {gone}" if gone else ":",
            f"copy {shlex.quote(live)} {SPARE}.part",
            f"mv -T {SPARE}.part {spare} ) &",
        )
        for path in paths:
            self._forget(path)

    @property
    def _hold(self) -> str:
        return f"{HOLD}hold {shlex.quote(self.folder)} 2>&1"

    def ask_for_lock(self) -> None:
        self._session.ask(self._hold)

    @contextmanager
    def locked(self) -> Iterator[None]:
        with self._session.hold(self._hold) as said:
            word = said.removeprefix(LOCKED).partition(b"\n")[0].strip().decode(errors="replace")
            if word == "busy":
                raise TargetError(OTHER_DEPLOYMENT.format(self.name), WAIT)
            if not (said.startswith(LOCKED) and said.endswith(WHOLE)):
                raise OSError(word or "the connection was lost")
            self._take_in(said[len(LOCKED) : -len(WHOLE)])
            self._forget(PART)
            yield
            self.settle()


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
