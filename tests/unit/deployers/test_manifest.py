"""The manifest on a target."""

import pytest

from newsgen.deployers.manifest import (
    DamagedManifestError,
    DeployedManifest,
    FileKind,
    HeldFile,
    path_digest,
    seal_of,
)
from newsgen.digest import SIZE, digest_bytes

FILES = {
    path_digest(f"{kind}/x.aspx"): HeldFile(kind, bytes([n] * 16))
    for n, kind in enumerate(FileKind)
}
MANIFEST = DeployedManifest(FILES, "abc", "000001", "ff", {"00": 5}, down={"01": "abc"})


def test_manifest_is_read_as_it_was_written() -> None:
    assert DeployedManifest.load(MANIFEST.dump()) == MANIFEST


def test_manifest_names_no_path() -> None:
    assert b"aspx" not in MANIFEST.dump()


def test_order_of_files_changes_nothing() -> None:
    turned = MANIFEST._replace(files=dict(reversed(FILES.items())))
    assert turned.dump() == MANIFEST.dump()


def test_any_changed_byte_is_seen() -> None:
    data = MANIFEST.dump()
    for at in range(0, len(data), 7):
        other = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        with pytest.raises(DamagedManifestError):
            DeployedManifest.load(other)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"{}\n", MANIFEST.dump()[:-1], MANIFEST.dump() + b"x"]
)
def test_part_of_a_manifest_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedManifestError):
        DeployedManifest.load(data)


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'"is_whole"', b'"is_older"'), (bytes([8] * 16) + b"s", bytes([8] * 16) + b"x")],
)
def test_manifest_of_a_newer_version_is_as_a_damaged_one(old: bytes, new: bytes) -> None:
    """An older version that is installed again cannot know what the newer one added."""
    data = MANIFEST._replace(files={path_digest("s"): HeldFile(FileKind.SEARCH, bytes([8] * 16))})
    newer = data.dump()[:-SIZE].replace(old, new)
    with pytest.raises(DamagedManifestError):
        DeployedManifest.load(newer + digest_bytes(b"newsgen-deployed-1", newer))


def test_seal_is_that_of_one_manifest() -> None:
    assert seal_of(MANIFEST.dump()) != seal_of(MANIFEST._replace(commit="b").dump())
