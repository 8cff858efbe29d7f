"""Finding the folders into which newsgen wrote a web server's configuration."""

import os
from collections.abc import Collection
from pathlib import Path

from newsgen.hosting.write import LIST


def written_folders(site: Path, *, but: Collection[Path]) -> list[Path]:
    """Return such folders in a site, sorted, without those in some others; links are not followed.

    They may name an address that was removed since.
    """
    passed = {folder.resolve() for folder in but}
    found = []
    for above, folders, files in os.walk(site):
        folders[:] = [f for f in folders if f != ".git" and Path(above, f).resolve() not in passed]
        if LIST in files:
            found.append(Path(above))
    return sorted(found)
