"""The kinds of sources, and which of them a path is."""

from pathlib import Path
from typing import Final

from newsgen.importers.capture import CaptureSource
from newsgen.importers.listed import AddressList, is_list
from newsgen.importers.mirror import Mirror
from newsgen.importers.plan import SourceSettings
from newsgen.importers.warc import Warc, is_warc


class UnknownSourceError(ValueError):
    """A path that is not a source."""


KINDS: Final = (Mirror.kind, Warc.kind)
"""Those that a plan may name; a list of addresses is known by what is in it."""


def open_source(path: Path, settings: SourceSettings) -> list[CaptureSource]:
    """Return what reads a path; a folder with nothing but WARCs is those.

    Raises:
        UnknownSourceError: nothing does.

    """
    if path.is_dir():
        archives = sorted(file for file in path.iterdir() if file.is_file() and is_warc(file))
        if settings.kind == Warc.kind or (archives and not _has_others(path, archives)):
            return [Warc(file) for file in archives]
        return [Mirror(path, settings.base_url)]
    if path.is_file() and not is_warc(path) and is_list(path):
        return [AddressList(path, settings.base_url)]
    if path.is_file() and (is_warc(path) or settings.kind == Warc.kind):
        return [Warc(path)]
    raise UnknownSourceError(
        f"{path} is not a source: give the folder of a copied website, or a file that ends in "
        ".warc, .warc.gz or .wacz, and beside it sitemaps, logs or lists of addresses"
    )


def _has_others(folder: Path, archives: list[Path]) -> bool:
    names = {file.name for file in folder.iterdir()} - {file.name for file in archives}
    return any(not name.startswith(".") and not name.endswith(".cdx") for name in names)
