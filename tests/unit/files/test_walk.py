"""Walking a folder in order."""

from pathlib import Path

from newsgen.files import walk


def test_walking_is_in_order_and_leaves_hidden_files_out(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.md", "a/.hidden", ".git/x", "\u00e9.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert [entry.path for entry in walk(tmp_path)] == ["a/c.md", "b.md", "\u00e9.md"]


def test_walking_what_is_not_there_says_so(tmp_path: Path) -> None:
    (entry,) = walk(tmp_path / "gone")
    assert (entry.path, entry.problem) == (".", "unreadable")
