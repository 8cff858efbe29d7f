"""How the output folder stands beside the last build and the content, for whoever takes it on."""

import json
from typing import NamedTuple

from newsgen.pipeline._receipt import inputs_of
from newsgen.pipeline.ingest import ingest
from newsgen.pipeline.session import Session


class Built(NamedTuple):
    """What is true of an output folder.

    It is `current` if a finished build made it from what is there now, `has_drafts` if drafts are
    in it, `is_early` if it shows the site at a later time, when other releases are published, and
    `has_expired` if it has releases that have expired since. `altered` are files that are not as
    they were written.
    """

    current: bool
    has_drafts: bool
    is_early: bool
    has_expired: bool
    altered: tuple[str, ...]


def look_at_output(session: Session) -> Built:
    """Ingest the content, and compare the output folder with the build that wrote it."""
    has_expired = bool(session.catalogue.schedule.expired_or_not_yet())  # these are read again
    ingest(session)
    altered = sorted(path for paths in session.survey.altered.values() for path in paths)
    receipt = session.manifest.receipts.text()
    inputs, built_for, _ = json.loads(receipt) if receipt else ("", 0.0, None)
    has_drafts = inputs == inputs_of(session, drafts=True)
    return Built(
        current=has_drafts or inputs == inputs_of(session, drafts=False),
        has_drafts=has_drafts,
        is_early=_changes_by(session, built_for),
        has_expired=has_expired and not session.manifest.is_empty(),
        altered=tuple(altered),
    )


def _changes_by(session: Session, time: float) -> bool:
    """Return whether other releases are published at a timestamp, if it is yet to come."""
    change = session.catalogue.schedule.next_change()
    return change is not None and change <= time
