"""Writing the ledger of addresses: what is missing, what was removed, and the file itself."""

from collections.abc import Iterator
from pathlib import Path

from newsgen.config import Config
from newsgen.diagnostics import fatal
from newsgen.files import write_atomically
from newsgen.model import ledger
from newsgen.model.area import folder_of
from newsgen.model.month import UNDATED
from newsgen.model.urls import output_path, parse_url
from newsgen.pipeline.ledger import Ledger, redirect_of
from newsgen.pipeline.session import Session
from newsgen.store import Catalogue, Scope


def public_urls(session: Session) -> list[str]:
    """Return every address that is or was published, and those of terms, sorted."""
    return sorted({*session.catalogue.ledger.public_urls(), *_term_urls(session)})


def _term_urls(session: Session) -> Iterator[str]:
    """Yield the addresses of the terms that have releases now, and of their years."""
    config = session.config
    if not config.sorted_by:
        return
    scope = Scope(session.request.as_of, drafts=False)
    catalogue = Catalogue(session.database.connection, scope)
    host_of = catalogue.overview.hosts()
    for tally in catalogue.terms.tallies():
        root = config.root(
            tally.root, host=host_of.get(folder_of(tally.root)) or host_of[tally.root], area=""
        )
        taxonomies = {each.name: each for each in config.sorted_by_in(root)}
        term = taxonomies[tally.taxonomy].term_href(tally.slug)
        yield root.base_url + term
        yield f"{root.base_url}{term}{tally.year or UNDATED}/"


def missing_lines(site_ledger: Ledger, public: list[str], config: Config) -> list[str]:
    """Return the published addresses that the ledger does not have, without removed ones."""
    known = {line.address.url for line in site_ledger.lines}
    return [url for url in public if url not in known and not _is_removed(url, site_ledger, config)]


def _is_removed(url: str, site_ledger: Ledger, config: Config) -> bool:
    address = parse_url(url)
    return bool(site_ledger.tombstones.at(config.root_name(address), output_path(address)))


def written(site_ledger: Ledger, missing: list[str], config: Config) -> list[str]:
    """Return the lines of the ledger with those that are missing, without removed addresses.

    A line that says where an address went goes before a plain one. Two that disagree both stay.
    """
    texts: dict[str, set[str]] = {}
    for line in site_ledger.lines:
        if not site_ledger.tombstones.at(config.root_name(line.address), line.file):
            url = line.address.url
            is_dead_end = _leads_to_removed(line, site_ledger, config)
            texts.setdefault(url, set()).add(f"{url} gone" if is_dead_end else line.text)
    return sorted({*missing}.union(*(said - {url} or said for url, said in texts.items())))


def _leads_to_removed(line: ledger.Line, site_ledger: Ledger, config: Config) -> bool:
    target = redirect_of(line, config).target
    return bool(target and target.path and site_ledger.tombstones.at(target.root, target.path))


def save(site: Path, lines: list[str]) -> None:
    save_text(site / ledger.FILE, ledger.write(lines))


def save_text(file: Path, text: str) -> None:
    """Write a text of the site's own, whole or not at all.

    Raises:
        NewsgenError: it cannot be written.

    """
    try:
        write_atomically(file, text.encode())
    except OSError as error:
        message = f"the file cannot be written: {error.strerror or error}"
        hint = "Check its permissions, and that the disk is not full."
        raise fatal("NG905", message, file.name, hint) from None
