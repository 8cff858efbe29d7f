"""Tombstones for removed addresses, which lose their lines of the ledger."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from newsgen.model import tombstones
from newsgen.model.ledger import FILE as LEDGER, Line
from newsgen.model.tombstones import IsShared, Tombstone, Tombstones
from newsgen.model.urls import Address, above, folded, output_path, parse_url
from newsgen.pipeline.ledger import read
from newsgen.pipeline.session import Session
from newsgen.retention.ledger import save, save_text, written


class Place(NamedTuple):
    """An address that is to be removed, and the file that it lives in."""

    address: Address
    file: str


def place_of(url: str) -> Place:
    address = parse_url(url)
    return Place(address, output_path(address))


def write_tombstones(session: Session, places: Sequence[Place], *, reason: str, ref: str) -> None:
    """Write the tombstones, and take the addresses out of the ledger.

    The release is not in the catalogue.
    """
    site, config = session.request.site, session.config
    site_ledger = read(site)
    stones = site_ledger.tombstones
    if not stones.key:
        stones = replace(stones, key=tombstones.new_key())
    removed = {place.address.url for place in places}
    left = [line for line in site_ledger.lines if line.address.url not in removed]
    is_shared = _shared_folders(session, left)
    day = f"{session.request.as_of.astimezone(config.zone):%Y-%m-%d}"
    new = [
        Tombstone(
            digest=digest,
            reason=reason,
            day=day,
            folder=tombstones.folder_above(place.address, is_shared),
            ref=ref,
        )
        for place in places
        for digest in _digests(stones, place, is_shared)
    ]
    old = [
        stone._replace(folder=tombstones.cut_again(stone.folder, is_shared))
        for stone in stones.stones
    ]
    stones = replace(stones, stones=tombstones.merged(old, new))
    save_text(site / tombstones.FILE, stones.write())
    if (site / LEDGER).exists():
        save(site, written(site_ledger._replace(tombstones=stones), [], config))


def _digests(stones: Tombstones, place: Place, is_shared: IsShared) -> Iterator[str]:
    """Yield the digest of an address, and that of its queries if some of them stay."""
    address = place.address
    yield stones.digest(address.host, place.file)
    if not address.query and is_shared(address, address.path.strip("/") + "?"):
        yield stones.digest_of_queries(address.host, place.file)


def _shared_folders(session: Session, lines: Iterable[Line]) -> IsShared:
    """Return what says whether addresses that are left are below a path of a root.

    These are releases, their old addresses, and `lines` of the ledger.
    """
    catalogue, root_name = session.catalogue, session.config.root_name
    olds = [(r.root, folded(r.file)) for source, r in catalogue.addresses.every() if source]
    files = {*olds, *((root_name(line.address), folded(line.file)) for line in lines)}
    folders = {*catalogue.claims.folders()}
    folders |= {(root, folder) for root, path in (*folders, *files) for folder in above(path)}

    def is_shared(address: Address, path: str) -> bool:
        root = root_name(address)
        if path.endswith("?"):
            starts = [folded(path.removesuffix("?") + sign) for sign in ("@", "/@")]
            has_release = any(catalogue.claims.starting(root, start) for start in starts)
            return has_release or any(r == root and f.startswith(tuple(starts)) for r, f in files)
        return (root, folded(path)) in folders

    return is_shared
