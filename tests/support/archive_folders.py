"""The archives that tests look at, each written once a process.

They are generated, unless `make corpus` names a folder of real ones: then it has `cumbria`, the
archive of one force, and `national`, those of many; or it is itself one with those of many.
"""

import os
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from tests.archives import Archive, national, one_force
from tests.archives.archive import LEAST
from tests.support.paths import REPOSITORY

Shape = Literal["one-force", "national"]
Generated = Shape | Literal["small"]
Name = Generated | Literal["demo"]
RELEASES: Final = {"one-force": 1_114, "national": 1_150, "small": LEAST}
"""The small one is national too, with as few releases as have room for every pattern."""
_scratch: Final = tempfile.TemporaryDirectory(prefix="newsgen-archives-")


@dataclass(frozen=True)
class ArchiveFolder:
    """A folder of sources; `count` is how many it must have."""

    folder: Path
    count: int
    archive: Archive | None
    """What was planted, in a generated archive."""

    def planted(self, pattern: str) -> set[str]:
        """Return the files, below the folder, that were given a pattern."""
        releases = self.archive.by_pattern[pattern] if self.archive else ()
        return {release.path for release in releases}


def given_folders() -> dict[Shape, Path]:
    """Return the real archives that `make corpus` names, by shape."""
    if not (name := os.environ.get("NEWSGEN_CORPUS")):
        return {}
    folder = Path(name).resolve(strict=True)
    shapes: dict[Shape, Path] = {"one-force": folder / "cumbria", "national": folder / "national"}
    return {s: f for s, f in shapes.items() if f.is_dir()} or {"national": folder}


GIVEN: Final = given_folders()
SHAPES: Final[tuple[Shape, ...]] = tuple(GIVEN) or ("one-force", "national")


def sources_of(name: Name) -> list[Path]:
    """Return the sources of an archive or of the demo, all of them."""
    folder = REPOSITORY / "content" if name == "demo" else archive_folder(name).folder
    files = sorted(folder.rglob("*.md"))
    assert len(files) >= 40 if name == "demo" else len(files) == archive_folder(name).count
    return files


@cache
def archive_folder(shape: Generated) -> ArchiveFolder:
    """Return the archive of a shape; there is no small one of real releases."""
    if GIVEN and shape != "small":
        folder = GIVEN[shape]
        count = sum(1 for _ in folder.rglob("*.md"))
        assert count, f"{folder} has no release"
        return ArchiveFolder(folder, count, None)
    scratch = Path(_scratch.name) / shape
    write = one_force if shape == "one-force" else national
    written = write(scratch, releases=RELEASES[shape])
    return ArchiveFolder(scratch, len(written.releases), written)
