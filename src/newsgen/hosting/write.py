"""Writing a host's configuration to where no browser can fetch it."""

from pathlib import Path

from newsgen.diagnostics import Diagnostic, NewsgenError, Span
from newsgen.hosting.made import Made


def check_folder(folder: Path, *public: Path) -> None:
    """Refuse a folder for the configuration that is in a public one, or around it.

    Raises:
        NewsgenError: it is (NG712).

    """
    for other in public:
        if other.resolve() in (folder.resolve(), *folder.resolve().parents):
            raise NewsgenError(
                Diagnostic(
                    "NG712",
                    f"the folder {folder} for the configuration is in {other}, which is published",
                    Span(str(folder)),
                    "Choose a folder outside of it with --output, such as hosting.",
                )
            )


def write_files(made: Made, folder: Path) -> None:
    """Write the files of a configuration, and nothing else.

    Raises:
        NewsgenError: the folder cannot be written (NG713).

    """
    try:
        for name, text in sorted(made.files.items()):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(path.name + ".new")
            fresh.write_text(text, encoding="utf-8", newline="\n")
            fresh.replace(path)
    except OSError as error:
        raise NewsgenError(
            Diagnostic(
                "NG713",
                f"the configuration cannot be written to {folder}: {error.strerror}",
                Span(str(folder)),
                "Choose another folder with --output.",
            )
        ) from None
