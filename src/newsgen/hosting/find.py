"""Finding the folders into which newsgen wrote a web server's configuration."""

import os
from collections.abc import Collection
from pathlib import Path

from newsgen.hosting.write import LIST


def configuration_folders(site: Path, *, but: Collection[Path]) -> list[Path]:
    """Return such folders of a site, sorted, except those in `but`; links are not followed.

    They may name an address that was removed since.
    """
    passed = {folder.resolve() for folder in but}
    matches = []
    for above, folders, files in os.walk(site):
        folders[:] = [f for f in folders if f != ".git" and Path(above, f).resolve() not in passed]
        if LIST in files:
            matches.append(Path(above))
    return sorted(matches)
