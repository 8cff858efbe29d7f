"""Fingerprints of everything but the content that affects a build."""

from newsgen.digest import digest
from newsgen.pipeline.session import Session


def policy_key(session: Session) -> str:
    """Name what decides how severe a finding is, and whether anyone is told."""
    known = sorted(session.baseline.known.items())
    return digest(session.config.rules, known).hex()


def is_within(session: Session, since: float, until: float | None) -> bool:
    """Return whether a session's time is in a span of timestamps, which may have no end."""
    now = session.request.as_of.timestamp()
    return since <= now and (until is None or now < until)
