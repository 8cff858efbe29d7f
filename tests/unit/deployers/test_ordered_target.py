"""What is known of a target whose files are written one by one."""

from pathlib import Path

import pytest

from newsgen.deployers.by_command import CommandTarget
from newsgen.deployers.folder import LocalTarget
from newsgen.deployers.manifest import (
    DamagedManifestError,
    DeployedManifest,
    FileKind,
    HeldFile,
    path_digest,
)
from newsgen.deployers.ordered_target import DEPLOYED, OrderedState, look_at
from newsgen.digest import SIZE


def test_state_is_read_as_it_was_written() -> None:
    files = {path_digest(path): HeldFile(FileKind.PAGE, bytes(SIZE)) for path in ("a", "ä\udcff")}
    state = OrderedState(
        DeployedManifest(files, "c"),
        frozenset({"a", "ä\udcff"}),
        {"/a": "gone"},
        is_unfinished=True,
    )
    assert OrderedState.load(state.dump()) == state


def test_path_of_no_file_is_not_taken_over() -> None:
    files = {path_digest("a"): HeldFile(FileKind.PAGE, bytes(SIZE))}
    state = OrderedState(DeployedManifest(files), frozenset({"a", "../../theirs"}))
    assert OrderedState.load(state.dump()).paths == {"a"}


@pytest.mark.parametrize("at", [0, 5, 60, -20, -1])
def test_damaged_state_is_not_read(at: int) -> None:
    data = bytearray(OrderedState().dump() * 1)
    data[at % len(data)] ^= 1
    with pytest.raises(DamagedManifestError):
        OrderedState.load(bytes(data))


def test_what_any_target_holds(tmp_path: Path) -> None:
    assert not look_at(LocalTarget("host", str(tmp_path / "www"))).live
    command = CommandTarget("true", tmp_path, tmp_path)
    assert not look_at(command).live
    command.write(DEPLOYED, OrderedState(is_unfinished=True).dump())
    assert look_at(command).is_unfinished
