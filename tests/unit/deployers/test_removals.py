"""What a target knows of removals: it never forgets one by itself."""

from newsgen.deployers.folder import LocalTarget
from newsgen.deployers.removals import REMOVALS, KnownRemovals
from newsgen.model.tombstones import Tombstones, read

KEY = "ab" * 32
A, B, C = ("a" * 32, "b" * 32, "c" * 32)


def site(*lines: str) -> Tombstones:
    stone = "erasure 2026-03-01 https://h.example/news/"
    said = "\n".join(f"{line} {stone}" for line in lines)
    stones, wrong = read(f"key {KEY}\n{said}\n")
    assert wrong == []
    return stones


def known(target: LocalTarget, *lines: str) -> KnownRemovals:
    return KnownRemovals.of(target, site(*lines))


def test_nothing_is_written_where_nothing_was_removed(target: LocalTarget) -> None:
    known(target).note()
    assert target.read(REMOVALS) is None


def test_target_knows_all_that_any_site_folder_knew(target: LocalTarget) -> None:
    known(target, B).note()
    known(target, A, C).note()
    assert target.read(REMOVALS) == f"{A}\n{B}\n{C}\n".encode()
    assert known(target, C, B, A).refusal is None
    refusal = known(target, C).refusal
    assert refusal is not None
    assert refusal.reason.endswith(f"lacks 2 lines on removed addresses: {A} and 1 more")


def test_removal_is_undone_by_its_line_behind_a_sign(target: LocalTarget) -> None:
    known(target, A, B).note()
    undone = known(target, f"# {A}", B)
    assert undone.refusal is None
    undone.note()
    assert target.read(REMOVALS) == f"{B}\n".encode()
    assert known(target, B).refusal is None
    assert known(target, f"# {B}", B, C).refusal is None, "both lines: it is removed"


def test_file_that_was_cut_off_is_read_as_far_as_it_goes(target: LocalTarget) -> None:
    target.write(REMOVALS, f"{A}\r\n{B}\n{C[:20]}".encode())
    assert known(target).known == {B}
