"""Writes releases and files into the site, and leaves alone what somebody edited."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from newsgen.config import Config
from newsgen.diagnostics import fatal
from newsgen.files import write_atomically
from newsgen.importers.earlier import NOTES, hex_digest, report_folder, written_before
from newsgen.importers.order import CONTENT, Order
from newsgen.importers.outcome import ImportReport
from newsgen.media import UncleanError, published
from newsgen.model.urls import Address
from newsgen.retention.import_report import FOLDER


class SiteWriter:
    """Writes below the content folder, and says in the report what it could not write."""

    def __init__(
        self,
        order: Order,
        report: ImportReport,
        before: Mapping[str, str],
        note: Callable[[str], object] | None,
    ) -> None:
        self._order, self._report, self._before, self._note = order, report, before, note

    def copy(self, address: Address, body: bytes) -> None:
        """Write a file at the path of its address, and say if no build takes it."""
        path = address.path.lstrip("/")
        self.write(path, body, address.url)
        if why := why_refused(path, body, self._order.config):
            self._report.problems.append((address.url, "refused-file", why))

    def write(self, path: str, data: bytes, url: str) -> None:
        """Write a file, unless it is there and not as an import wrote it."""
        file = self._order.site / CONTENT / path
        if not file.resolve().is_relative_to(self._order.content):
            self._refuse(url, f"{path} leads out of the content folder")
            return
        try:
            there = file.read_bytes() if file.exists() else None
            if self._may_write(there, data, path, url):
                self._write(file, data, is_same=there == data)
                self._remember(url, data)
        except OSError as error:
            self._refuse(url, f"{path} cannot be written: {error.strerror}")

    def _may_write(self, there: bytes | None, data: bytes, path: str, url: str) -> bool:
        """Return whether a file may have these bytes now, and count it."""
        before = self._before.get(hex_digest(url.encode()))
        if there is None:
            self._report.created += 1
        elif there == data:
            self._report.unchanged += 1
        elif before == hex_digest(there):
            self._report.changed += 1
        elif before == hex_digest(data):  # the source says what it said, and somebody edited since
            self._report.edited += 1
            return False
        else:
            why = "was edited since it was imported, and" if before else "is there already and"
            self._refuse(url, f"{CONTENT}/{path} {why} differs: it stays as it is")
            return False
        return True

    def _write(self, file: Path, data: bytes, *, is_same: bool) -> None:
        if not (is_same or self._order.is_dry):
            file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(file, data)

    def _remember(self, url: str, data: bytes) -> None:
        if self._note and self._before.get(hex_digest(url.encode())) != hex_digest(data):
            self._note(f"{hex_digest(url.encode())} {hex_digest(data)}\n")

    def _refuse(self, url: str, why: str) -> None:
        self._report.problems.append((url, "same-file", why))


def why_refused(path: str, data: bytes, config: Config) -> str:
    """Return why a build does not publish a file (NG551), and what to do; empty if it does."""
    try:
        published(path, data, config.media.keep)
    except UncleanError as error:
        return f"a build leaves it out: {error.reason}. {error.hint}"
    return ""


@contextmanager
def open_writer(order: Order, report: ImportReport) -> Iterator[SiteWriter]:
    """Open what writes. Each file is noted at once, since a run may be killed.

    Raises:
        NewsgenError: the notes cannot be written.

    """
    before = written_before(order.site)
    if order.is_dry:
        yield SiteWriter(order, report, before, None)
        return
    try:
        notes = report_folder(order.site) / NOTES
        file = notes.open("a", encoding="ascii", newline="\n", buffering=1)
    except OSError as error:
        raise fatal("NG905", f"it cannot be written: {error.strerror}", FOLDER) from None
    with file:
        yield SiteWriter(order, report, before, file.write)
