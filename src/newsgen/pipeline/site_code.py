"""What newsgen does with a site's rules and kinds of field."""

from collections.abc import Callable, Iterator

from newsgen.codes import site_rule
from newsgen.content.fields import Kinds
from newsgen.diagnostics import Diagnostic, Span
from newsgen.model.fields import from_plain, to_plain
from newsgen.plugins.find import Plugins
from newsgen.plugins.load import PluginError, functions
from newsgen.plugins.review import CheckedRelease, Finding
from newsgen.plugins.roles import FIELD, RULE
from newsgen.rules.manuscript import Manuscript
from newsgen.rules.rule import Check, Rule, RuleSet


def kinds_of_field(plugins: Plugins) -> Kinds:
    """Return what reads the fields of the site's kinds. Raises as `functions` does."""
    return functions(plugins, FIELD) if plugins else {}


def with_site_rules(rules: RuleSet, plugins: Plugins) -> RuleSet:
    """Return rules with those of the site after them. Raises as `functions` does."""
    site_rules = functions(plugins, RULE) if plugins else {}
    if not site_rules:
        return rules
    checks = (_check(site_rule(name), find) for name, find in site_rules.items())
    return RuleSet([*rules.rules, *map(Rule, checks)])


def _check(code: str, find: Callable[[CheckedRelease], tuple[Finding, ...]]) -> Check:
    def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
        if manuscript.release is None:
            return
        try:
            findings = find(_checked(manuscript))
        except PluginError as error:
            raise error.on(manuscript.path) from error
        for finding in findings:
            span = _span(manuscript, finding)
            yield Diagnostic(code, finding.message, span, finding.hint)

    return check


def _checked(manuscript: Manuscript) -> CheckedRelease:
    release = manuscript.release
    assert release is not None
    return CheckedRelease(
        path=manuscript.path,
        title=release.title,
        summary=release.summary,
        body=manuscript.body.text,
        html=manuscript.html,
        kind=str(release.kind),
        area=manuscript.area.key if manuscript.area else "",
        tags=release.tags,
        date=release.published.at if release.published else None,
        fields=from_plain(to_plain(release.fields)),  # its own, whatever the rule does to them
        is_page=release.is_page,
    )


def _span(manuscript: Manuscript, finding: Finding) -> Span:
    if finding.key:
        return manuscript.places.value(*finding.key.split("."))
    if finding.start is None:
        return Span(manuscript.path)
    end = finding.start if finding.end is None else finding.end
    return manuscript.body.span(finding.start, end)
