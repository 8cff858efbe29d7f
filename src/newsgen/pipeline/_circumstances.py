"""Fingerprints of everything but the content that affects a build."""

from newsgen.codes import site_rule
from newsgen.config import Config
from newsgen.digest import digest
from newsgen.pipeline.session import Session
from newsgen.plugins.find import Plugins, of_role
from newsgen.plugins.roles import RULE
from newsgen.rules.policy import Policy


def policy_key(session: Session) -> str:
    """Name what decides how severe a finding is, and whether anyone is told."""
    known = sorted(session.baseline.known.items())
    return digest(session.config.rules, known, sorted(session.config.plugins.codes)).hex()


def policy_of(config: Config, plugins: Plugins) -> Policy:
    """Return the policy of a site; what it accepts of rules that are left out is not unused."""
    run = {site_rule(plugin.name) for plugin in of_role(plugins, RULE)}
    return Policy(config.rules, left_out=config.plugins.codes - run)


def is_within(session: Session, since: float, until: float | None) -> bool:
    """Return whether a session's time is in a span of timestamps, which may have no end."""
    now = session.request.as_of.timestamp()
    return since <= now and (until is None or now < until)
