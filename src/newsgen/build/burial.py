"""Burying removed addresses: a tombstone for each, and no line of the ledger."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from newsgen.build import ledger
from newsgen.build.ledger import write_whole
from newsgen.build.session import Session
from newsgen.model import tombstones
from newsgen.model.ledger import FILE as LEDGER
from newsgen.model.tombstones import IsShared, Tombstone
from newsgen.model.urls import Address, folded, output_path, parse_url


class Place(NamedTuple):
    """An address that is to be removed, and the file that it lives in."""

    address: Address
    file: str


def place_of(url: str) -> Place:
    address = parse_url(url)
    return Place(address, output_path(address))


def bury(session: Session, places: Sequence[Place], *, reason: str, ref: str) -> None:
    """Write the tombstones, and take the addresses out of the ledger.

    The release is out of the catalogue already.
    """
    site, config = session.request.site, session.config
    found = ledger.read(site)
    stones = found.tombstones
    if not stones.key:
        stones = replace(stones, key=tombstones.new_key())
    is_shared = _shared_folders(session)
    day = f"{session.request.as_of.astimezone(config.zone):%Y-%m-%d}"
    new = [
        Tombstone(
            digest=stones.digest(place.address.host, place.file),
            reason=reason,
            day=day,
            folder=tombstones.folder_above(place.address, is_shared),
            ref=ref,
        )
        for place in places
    ]
    old = [
        stone._replace(folder=tombstones.cut_again(stone.folder, is_shared))
        for stone in stones.stones
    ]
    stones = replace(stones, stones=tombstones.merged(old, new))
    write_whole(site / tombstones.FILE, stones.write())
    if (site / LEDGER).exists():
        ledger.save(site, ledger.written(found._replace(tombstones=stones), [], config))


def _shared_folders(session: Session) -> IsShared:
    """Return what tells whether releases that are left are below a path of a root."""
    folders = {
        (root, "/".join(parts[:depth]))
        for root, folder in session.catalogue.folders()
        for parts in [folder.split("/")]
        for depth in range(1, len(parts) + 1)
    }
    root_name = session.config.root_name

    def is_shared(address: Address, path: str) -> bool:
        root = root_name(address)
        if path.endswith("?"):
            start = path.removesuffix("?") + "@"
            return any(True for _ in session.catalogue.addresses.below(root, start))
        return (root, folded(path)) in folders

    return is_shared
