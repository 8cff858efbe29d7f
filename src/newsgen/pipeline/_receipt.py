"""The receipt of a build: what it was made from, so that the next one can see that all is the same.

With the same settings, theme and files, at a time when the same releases are published, a build
would find and make the same. If the files that it wrote are untouched too, there is nothing to do.
"""

import json

from newsgen.digest import digest
from newsgen.pipeline._circumstances import is_within, policy_key
from newsgen.pipeline.session import Session


def keep_receipt(session: Session, until: float | None) -> None:
    """Note that the output is as it should be, until a timestamp if the site changes by itself."""
    since = session.request.as_of.timestamp()
    session.manifest.receipts.keep(json.dumps([_inputs(session), since, until]))


def files_if_unchanged(session: Session) -> int | None:
    """Return the number of output files if nothing has changed since the last build, else None.

    The content has been ingested: reading any file of it voided the receipt.
    """
    text = session.manifest.receipts.text()
    if not text:
        return None
    inputs, since, until = json.loads(text)
    if not is_within(session, since, until) or inputs != _inputs(session):
        return None
    return None if session.survey.altered else session.survey.counts.total()


def _inputs(session: Session) -> str:
    """Digest all that decides a build, apart from the releases and the time.

    Findings have places in newsgen.toml, so its text counts, not only what it says.
    """
    scan, drafts = session.scan, session.request.drafts
    policy, text = policy_key(session), session.config_text
    files, code = sorted(scan.files.items()), [plugin.digest for plugin in session.plugins]
    return digest(drafts, policy, text, files, scan.problems, session.theme_stamps, code).hex()
