"""The kinds of sources, and which of them a path is."""

from pathlib import Path
from typing import Final

from newsgen.importers.capture import CaptureSource
from newsgen.importers.data_kinds import DATA, kind_of_data
from newsgen.importers.listed import AddressList, is_list
from newsgen.importers.mirror import Mirror
from newsgen.importers.part_settings import RecordSettings
from newsgen.importers.plan import SourceSettings
from newsgen.importers.records import DataSource
from newsgen.importers.redirect_table import RedirectTable, is_redirects
from newsgen.importers.warc import Warc, is_warc
from newsgen.importers.wxr import Wxr, exports_in


class UnknownSourceError(ValueError):
    """A path that is not a source."""


BESIDE: Final = (AddressList.kind, RedirectTable.kind)
"""Those that have no pages."""


_NO_FIELDS: Final = RecordSettings()


def open_source(
    path: Path, settings: SourceSettings, fields: RecordSettings = _NO_FIELDS
) -> list[CaptureSource]:
    """Return what reads a path; a folder with nothing but WARCs or files of data is those.

    Raises:
        UnknownSourceError: nothing does.

    """
    if exports := exports_in(path):
        return [Wxr(exports, settings.base_url, drafts=settings.drafts)]
    if path.is_dir():
        archives = sorted(file for file in path.iterdir() if file.is_file() and is_warc(file))
        if settings.kind == Warc.kind and not archives:
            raise UnknownSourceError(f"{path} has no WARC, and the plan says that it has some")
        if settings.kind == Warc.kind or (archives and not _has_others(path, archives)):
            return [Warc(file) for file in archives]
        if settings.kind != Mirror.kind and (data := _data_in(path, settings, fields)):
            return data
        return [Mirror(path, settings.base_url)]
    if path.is_file() and (source := _without_pages(path, settings, fields)):
        return [source]
    if path.is_file() and (is_warc(path) or settings.kind == Warc.kind):
        return [Warc(path)]
    raise UnknownSourceError(
        f"{path} is not a source: give the folder of a copied website, a WARC or WACZ, an export "
        f"of WordPress, {', '.join(kind.noun for kind in DATA.values())}, and beside it sitemaps, "
        "logs, lists of addresses or tables of redirects"
    )


def _without_pages(
    file: Path, settings: SourceSettings, fields: RecordSettings
) -> CaptureSource | None:
    """Return what reads a file of addresses or of data; nothing if it is another one."""
    if is_warc(file):
        return None
    if is_redirects(file) or is_list(file):
        reader = RedirectTable if is_redirects(file) else AddressList
        return reader(file, settings.base_url)
    kind = kind_of_data(file, settings.kind)
    return DataSource(kind, file, DATA[kind].rows, fields, settings.base_url) if kind else None


def _data_in(folder: Path, settings: SourceSettings, fields: RecordSettings) -> list[CaptureSource]:
    """Return what reads the files of a folder, if there is data and nothing but that and lists."""
    sources: list[CaptureSource] = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        source = _without_pages(path, settings, fields) if path.is_file() else None
        if source is None:
            return []
        sources.append(source)
    return sources if any(isinstance(each, DataSource) for each in sources) else []


def _has_others(folder: Path, archives: list[Path]) -> bool:
    names = {file.name for file in folder.iterdir()} - {file.name for file in archives}
    return any(not name.startswith(".") and not name.endswith(".cdx") for name in names)
