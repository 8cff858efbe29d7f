"""Writing a host's configuration to a folder that is not published, and finding it."""

import os
from collections.abc import Collection
from pathlib import Path
from typing import Final

from newsgen.diagnostics import fatal
from newsgen.files import write_atomically
from newsgen.hosting.configuration import HostConfiguration

LIST: Final = ".newsgen-files"
"""The file that lists the files that newsgen wrote."""


def check_folder(folder: Path, *public: Path) -> None:
    """Refuse a folder for the configuration that is, or is in, a public one.

    Raises:
        NewsgenError: it is (NG712).

    """
    for other in public:
        if other.resolve() in (folder.resolve(), *folder.resolve().parents):
            message = f"the folder {folder} for the configuration is in {other}, which is published"
            hint = "Choose a folder outside of it with --output, such as hosting."
            raise fatal("NG712", message, str(folder), hint)


def write_files(configuration: HostConfiguration, folder: Path) -> None:
    """Write the files of a configuration, and delete those of an earlier one that it lacks.

    They may name an address that was removed since.

    Raises:
        NewsgenError: the folder cannot be written (NG713).

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in _earlier(folder) - set(configuration.files):
            (folder / name).unlink(missing_ok=True)
        names = "".join(f"{name}\n" for name in sorted(configuration.files))
        for name, text in sorted({LIST: names, **configuration.files}.items()):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, text.encode())
    except OSError as error:
        message = f"the configuration cannot be written to {folder}: {error.strerror}"
        raise fatal("NG713", message, str(folder), "Choose another folder with --output.") from None


def _earlier(folder: Path) -> set[str]:
    """Return the files that newsgen wrote into a folder before, all of them within it."""
    try:
        names = (folder / LIST).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return set()
    return {name for name in names if ".." not in Path(name).parts and not Path(name).is_absolute()}


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
