"""The receipt of a build: what it was made from, so that the next one can see that all is the same.

With the same settings, theme and files, at a time when the same releases are published, a build
would find and make the same. If the files that it wrote are untouched too, there is nothing to do.
"""

import json
from typing import Final

from newsgen.codes import Severity, site_rule
from newsgen.config import Config
from newsgen.digest import digest
from newsgen.pipeline.session import Session, keep_layout
from newsgen.plugins.find import Plugins, of_role
from newsgen.plugins.roles import RULE
from newsgen.rules.policy import Policy


def keep_receipt(session: Session, until: float | None) -> None:
    """Note that the output is as it should be, until a timestamp if the site changes by itself."""
    since = session.request.as_of.timestamp()
    keep_layout(session)
    inputs = inputs_of(session, drafts=session.request.drafts)
    session.manifest.receipts.keep(json.dumps([inputs, since, until]))


def files_if_unchanged(session: Session) -> int | None:
    """Return the number of output files if nothing has changed since the last build, else None.

    The content has been ingested: reading any file of it voided the receipt, but for a file that
    was only looked at again.
    """
    text = session.manifest.receipts.text()
    if not text or session.findings.invalidated():
        return None
    inputs, since, until = json.loads(text)
    drafts = session.request.drafts
    if not is_within(session, since, until) or inputs != inputs_of(session, drafts=drafts):
        return None
    if not _is_compared(session):
        return None
    return None if session.survey.altered else session.survey.counts.total()


def _is_compared(session: Session) -> bool:
    """Return whether the findings of releases that were compared with others are those of now.

    A check compares all of them, and a build those since another day; one that compares fewer finds
    nothing else.
    """
    examined = session.findings.examined("archive")
    if not examined:
        return False
    (*_, before), now = json.loads(examined), compared_since(session)
    if before < now:
        return not any(finding.code in _OF_OTHERS for finding in session.findings.archive())
    return bool(before == now)


def inputs_of(session: Session, *, drafts: bool) -> str:
    """Digest all that decides a build, apart from the releases and the time.

    Findings have places in newsgen.toml, so its text counts, not only what it says.
    """
    scan = session.scan
    policy, text = policy_key(session), session.config_text
    files, code = sorted(scan.files.items()), [plugin.digest for plugin in session.plugins]
    facts = (drafts, policy, text, files, scan.problems, session.theme_stamps, code)
    return digest(repr(facts)).hex()


def policy_key(session: Session) -> str:
    """Name what decides how severe a finding is, and whether anyone is told."""
    known = sorted(session.baseline.known.items())
    return digest(repr((session.config.rules, known, sorted(session.config.plugins.codes)))).hex()


def policy_of(config: Config, plugins: Plugins) -> Policy:
    """Return the policy of a site; what it accepts of rules that are left out is not unused."""
    run = {site_rule(plugin.name) for plugin in of_role(plugins, RULE)}
    return Policy(config.rules, left_out=config.plugins.codes - run)


_OF_OTHERS: Final = ("NG234", "NG235", "NG601")
"""The findings on releases that are compared with others."""


def compared_since(session: Session) -> str:
    """Return the day since when releases are compared with others; it is empty if all are.

    A build compares new ones, or all if that can stop it.
    """
    severity = Policy(session.config.rules).severity
    of_others = (*_OF_OTHERS, "NG602")  # none of the others was accepted
    is_error = any(severity.get(code) is Severity.ERROR for code in of_others)
    return "" if is_error else session.looked_for.since


def is_within(session: Session, since: float, until: float | None) -> bool:
    """Return whether a session's time is in a span of timestamps, which may have no end."""
    now = session.request.as_of.timestamp()
    return since <= now and (until is None or now < until)
