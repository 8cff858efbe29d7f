"""What a server with a shell is told: archives, payloads that arrive whole, and copies ahead."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from newsgen.deployers.shell import ShellTarget
from tests.support.site import tree


class Here:
    """A session with the shell of this machine, which may be cut off."""

    def __init__(self) -> None:
        self.scripts: list[str] = []
        self.sends: int | None = None

    def run(self, script: str, chunks: Iterable[bytes] = ()) -> tuple[int, bytes, bytes]:
        self.scripts.append(script)
        data = b"".join(chunks)[: self.sends]
        done = subprocess.run(["sh", "-c", script], input=data, capture_output=True, check=False)
        return done.returncode, done.stdout, done.stderr

    def ask(self, script: str) -> None:
        self.scripts.append(script)

    @contextmanager
    def hold(self, script: str) -> Iterator[bytes]:
        pipe = subprocess.PIPE
        command = ["sh", "-c", f"{script}\nexec >&-; exec cat >/dev/null"]
        with subprocess.Popen(command, stdin=pipe, stdout=pipe) as process:
            assert process.stdin
            assert process.stdout
            yield process.stdout.read()
            process.stdin.close()


@pytest.fixture
def session() -> Here:
    return Here()


@pytest.fixture
def target(session: Here, tmp_path: Path) -> Iterator[ShellTarget]:
    target = ShellTarget("host", str(tmp_path / "www"), session)
    with target.locked():
        yield target


def files_in(folder: Path) -> list[str]:
    return sorted(path for path in tree(folder) if not path.endswith("/"))


def wait(target: ShellTarget) -> None:
    target.settle()
    subprocess.run(["flock", "-x", f"{target.folder}/.newsgen/busy", "true"], check=True)


NAMES = (
    "a",
    f"{'b' * 97}",
    f"{'c' * 98}",
    f"{'d' * 99}/{'é' * 120}",
    f"{'e' * 509}"[:250],
    "x/\udce9",
)


def test_archive_is_read_by_tar(target: ShellTarget) -> None:
    target.put("old", [(name, name.encode(errors="surrogateescape") * 9) for name in NAMES])
    target.settle()
    assert target.paths("old") == sorted(NAMES)
    files = dict(target.fetch("old", NAMES))
    assert files == {name: name.encode(errors="surrogateescape") * 9 for name in NAMES}


def test_many_steps_are_one_command(target: ShellTarget, session: Here) -> None:
    before = len(session.scripts)
    target.put("releases/000001/tree-1", [("a", b"1")])
    target.link("releases/000001/site", "tree-1")
    target.write(".newsgen/000001", b"manifest")
    target.link("live", "releases/000001")
    assert target.leads_to("live") == "releases/000001"
    assert target.names("releases/000001") == ["site", "tree-1"]
    assert target.read(".newsgen/000001") == b"manifest"
    target.settle()
    assert len(session.scripts) == before + 1
    assert Path(target.folder, "live").readlink() == Path("releases/000001")


def test_what_is_asked_goes_with_the_steps_before_it(target: ShellTarget, session: Here) -> None:
    target.put("old", [("a", b"1"), ("b", b"2")])
    target.settle()
    before = len(session.scripts)
    target.remove(["old/b"])
    assert dict(target.fetch("old", ["a", "b"])) == {"a": b"1"}
    target.rename("old/a", "old/c")
    assert target.paths("old") == ["c"]
    target.write("d", b"4")
    assert target.names("old") == ["c"]
    assert len(session.scripts) == before + 2
    assert target.read("d") == b"4"


@pytest.mark.parametrize("more", [0, 500])
def test_few_names_and_many_are_removed(target: ShellTarget, more: int) -> None:
    odd = ["a b", "'c'", "-d", "e/f/g\n", "é\udce9"]
    target.put("old", [(name, b"1") for name in [*odd, "e/h"]])
    target.clone("old", "new", without=[*odd, *(f"missing-{n}" for n in range(more))])
    target.remove([*(f"old/{name}" for name in odd), *(f"old/missing-{n}" for n in range(more))])
    target.settle()
    assert [path for path in files_in(Path(target.folder)) if path[0] != "."] == [
        "new/e/h",
        "old/e/h",
    ]
    assert not Path(target.folder, "new/e/f").exists()


def test_file_that_is_replaced_stays_at_its_other_links(target: ShellTarget) -> None:
    target.put("old", [("b", b"1"), ("c", b"1")])
    target.clone("old", "new", without=[])
    target.put("new", [("b", b"2")])
    target.settle()
    assert tree(Path(target.folder, "old")) == {"b": b"1", "c": b"1"}
    assert tree(Path(target.folder, "new")) == {"b": b"2", "c": b"1"}


@pytest.mark.parametrize("sends", [0, 1, 9, 20])
def test_list_that_is_cut_off_removes_nothing(
    target: ShellTarget, session: Here, sends: int
) -> None:
    """Half of a path may be another path: `./old` of `./old/a`, or `./` of all."""
    target.put("old", [("a", b"1"), ("b", b"2")])
    target.settle()
    session.sends = sends
    target.remove(["old/a", *(f"old/missing-{n}" for n in range(500))])
    with pytest.raises(OSError, match="connection was lost"):
        target.settle()
    assert tree(Path(target.folder, "old")) == {"a": b"1", "b": b"2"}


def test_file_that_is_cut_off_is_not_written(target: ShellTarget, session: Here) -> None:
    target.write("a", b"whole")
    target.settle()
    session.sends = 3
    target.write("a", b"other" * 1000)
    with pytest.raises(OSError, match="connection was lost"):
        target.settle()
    assert Path(target.folder, "a").read_bytes() == b"whole"


@pytest.mark.parametrize(
    "data", [b"", b"'a' \\n %s\n\n", b"- $HOME `id`", b"\0\n\xff", bytes(range(256)) * 20]
)
def test_written_file_has_every_byte(target: ShellTarget, data: bytes) -> None:
    target.write("a", data)
    target.settle()
    assert Path(target.folder, "a").read_bytes() == data


def test_copy_that_was_made_ahead_is_taken(target: ShellTarget) -> None:
    old = "releases/000001/tree-1"
    target.put(old, [("a/x", b"x"), ("b/y", b"y"), ("c", b"c")])
    target.tidy([], old)
    wait(target)
    spare = Path(target.folder, ".newsgen/spare-000001-tree-1")
    assert files_in(spare) == ["a/x", "b/y", "c"]
    assert (spare / "c").samefile(Path(target.folder, old, "c"))
    inode = spare.stat().st_ino
    target.clone(old, "releases/000002/tree-1", without=["b/y"])
    target.settle()
    new = Path(target.folder, "releases/000002/tree-1")
    assert files_in(new) == ["a/x", "c"]
    assert not (new / "b").exists()
    assert new.stat().st_ino == inode
    assert not spare.exists()


def test_surplus_goes_after_the_deployment(target: ShellTarget) -> None:
    target.put("releases/000001/tree-1", [("a", b"1")])
    target.put("releases/000002/tree-1", [("a", b"1")])
    target.tidy(["releases/000001/tree-1"], "releases/000002/tree-1")
    wait(target)
    assert target.names("releases/000001") == []
    assert not Path(target.folder, "releases/000001/tree-1").exists()


def test_no_other_copy_stays_beside_the_one_made_ahead(target: ShellTarget) -> None:
    live = "releases/000002/tree-1"
    target.put(live, [("a", b"1")])
    target.settle()
    state = Path(target.folder, ".newsgen")
    (state / "spare-000001-tree-1").mkdir()
    (state / "spare.part").symlink_to("nowhere")
    target.tidy([], live)
    wait(target)
    assert [path.name for path in state.glob("spare*")] == ["spare-000002-tree-1"]


def test_next_deployment_waits_for_what_still_runs(session: Here, tmp_path: Path) -> None:
    folder = tmp_path / "www"
    target = ShellTarget("host", str(folder), session)
    with target.locked():
        target.tidy([], "releases/000001/tree-1")
    (folder / "slow").mkdir()
    command = f"exec 8>>{folder}/.newsgen/busy; flock -s 8; echo; sleep 0.4; rmdir {folder}/slow"
    with subprocess.Popen(["sh", "-c", command], stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        with target.locked():
            assert target.names("") == [".newsgen"]


def test_nothing_of_what_was_sent_stays(target: ShellTarget) -> None:
    target.write("a", b"1")
    target.remove(["b"])
    target.settle()
    assert sorted(target.names(".newsgen")) == ["busy", "lock"]
    names = {path.name for path in Path(target.folder, ".newsgen").iterdir()}
    assert names == {"busy", "lock"}


class Cut(Here):
    """A session that prints this and no more when a folder is to be held."""

    def __init__(self, said: bytes) -> None:
        super().__init__()
        self.said = said

    @contextmanager
    def hold(self, script: str) -> Iterator[bytes]:
        self.scripts.append(script)
        yield self.said


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (b"", "the connection was lost"),
        (b"locked\n", "the connection was lost"),
        (b"mkdir: no room\n", "mkdir: no room"),
        (b"locked\n/www cannot be read\n", "/www cannot be read"),
    ],
)
def test_look_that_is_not_whole_is_not_believed(tmp_path: Path, said: bytes, reason: str) -> None:
    target = ShellTarget("host", str(tmp_path / "www"), Cut(said))
    with pytest.raises(OSError, match=f"^{reason}$"):
        target.locked().__enter__()


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("/srv/news/000001", "/srv/news/000002"),
        ("/a.b*c[d]^$", r"/&\1\n"),
        ("/it's a \\(b\\)/$x", "/`c` d"),
        ("/one\ntwo", "/three\nfour"),
        ("/é\udce9", "/\udce8"),
    ],
)
def test_adapted_files_have_another_text(target: ShellTarget, was: str, now: str) -> None:
    before, after = os.fsencode(was), os.fsencode(now)
    texts = {"a": b"%b/x and %b/y\n\xff%b" % (before, before, before), "b": b"/axbc/ none\n"}
    target.put("old", texts.items())
    target.adapt("old", "new/inner", was=was, now=now)
    assert target.names("new/inner") == ["a", "b"]
    target.settle()
    files = tree(Path(target.folder))
    changed = texts["a"].replace(before, after)
    assert (files["new/inner/a"], files["new/inner/b"]) == (changed, texts["b"])
    assert files["old/a"] == texts["a"]
