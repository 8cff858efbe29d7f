"""Writing a host's configuration to a folder that is not published."""

from pathlib import Path
from typing import Final

from newsgen.diagnostics import fatal
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
            raise fatal(
                "NG712",
                f"the folder {folder} for the configuration is in {other}, which is published",
                str(folder),
                "Choose a folder outside of it with --output, such as hosting.",
            )


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
            fresh = path.with_name(path.name + ".new")
            fresh.unlink(missing_ok=True)  # a link must not lead elsewhere
            with fresh.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
            fresh.replace(path)
    except OSError as error:
        raise fatal(
            "NG713",
            f"the configuration cannot be written to {folder}: {error.strerror}",
            str(folder),
            "Choose another folder with --output.",
        ) from None


def _earlier(folder: Path) -> set[str]:
    """Return the files that newsgen wrote into a folder before, all of them within it."""
    try:
        names = (folder / LIST).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return set()
    return {name for name in names if ".." not in Path(name).parts and not Path(name).is_absolute()}
