"""Archives are what the library of Python reads."""

import tarfile
from io import BytesIO

from newsgen.deployers.archive import packed


def test_archive_is_that_of_the_library() -> None:
    data = b"".join(packed([("a", b"1"), ("b" * 120, b"2" * 600)]))
    with tarfile.open(fileobj=BytesIO(data)) as archive:
        names = [(member.name, member.size, member.mode) for member in archive]
    assert names == [("./a", 1, 0o644), (f"./{'b' * 120}", 600, 0o644)]


def test_large_archive_comes_in_pieces() -> None:
    pieces = [*packed((str(n), bytes(1 << 17)) for n in range(8))]
    assert len(pieces) > 2
    with tarfile.open(fileobj=BytesIO(b"".join(pieces))) as archive:
        assert len(archive.getnames()) == 8
