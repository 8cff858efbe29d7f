"""One source file through parsing, newsgen's rules and the site's: what is wrong with it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from typing import Any, NamedTuple

from newsgen.codes import site_rule
from newsgen.config import Config
from newsgen.content.frontmatter import Located
from newsgen.content.release import Parsed, SourceReader
from newsgen.diagnostics import Diagnostic, NewsgenError, Span
from newsgen.model.area import Area
from newsgen.model.fields import from_plain, to_plain
from newsgen.model.release import Acceptance, Release
from newsgen.model.worded import primary
from newsgen.plugins.find import PluginError, Plugins, of_role
from newsgen.plugins.roles import FIELD, MARKDOWN, RULE, CheckedRelease, Finding, PluginRole
from newsgen.rules.manuscript import Body, Manuscript
from newsgen.rules.named import links_in_metadata, links_within
from newsgen.rules.policy import ALL_CODES, FOR_ALL, LookedFor
from newsgen.rules.rule import Check, Rule, RuleSet
from newsgen.store.entries import Indexed, ReleaseEntry, catalogue_entries
from newsgen.store.tables import CrossListedRow


def manuscript_of(config: Config, parsed: Parsed, located: Located) -> Manuscript:
    """Return what rules look at."""
    written = located.values.get("language")
    language = parsed.release.language if parsed.release else str(written or config.site.language)
    return Manuscript(
        path=located.path,
        values=located.values,
        places=located,
        body=Body(parsed.body, located.path, parsed.body_line),
        html=parsed.html,
        area=parsed.area,
        address=parsed.address,
        published=parsed.published,
        release=parsed.release,
        zone=config.zone,
        language=primary(language),
        areas=tuple(config.areas),
        cut=located.cut,
        has_passed=parsed.clock.has_passed,
    )


class Examined(NamedTuple):
    """What came of a file's text: findings, its release's day (or empty), and its release."""

    diagnostics: tuple[Diagnostic, ...]
    day: str = ""
    accepted: tuple[Acceptance, ...] = ()
    looked_for: str = ALL_CODES
    valid_from: float | None = None
    valid_until: float | None = None
    entry: ReleaseEntry | None = None


class _Checked(NamedTuple):
    """A parsed file with its findings; no manuscript if it cannot be read at all."""

    parsed: Parsed
    manuscript: Manuscript | None
    diagnostics: tuple[Diagnostic, ...]
    day: str
    looked_for: str

    @property
    def read_by_rules(self) -> Manuscript | None:
        """What rules look at: all that is published, or will be."""
        if not (self.manuscript and self.parsed.is_over):
            return self.manuscript
        release = self.parsed.release
        is_explained = release and release.is_retired and "explanation" in self.manuscript.values
        return self.manuscript.published_part() if is_explained else None

    def with_more(self, diagnostics: Sequence[Diagnostic]) -> "_Checked":
        """Return it with what rules have found: only what was read can be fixed."""
        every = (*self.diagnostics, *diagnostics)
        first = len(self.parsed.mistakes)
        if first:
            others = (replace(d, fix=None) if d.fix else d for d in every[first:])
            every = (*every[:first], *others)
        return self._replace(diagnostics=every)


class Examiner:
    """Examines source files by one configuration; one for each process.

    Several are parsed, then checked, then indexed: what is done many times in a row takes a fifth
    less time than what is done in turn.
    """

    def __init__(
        self,
        config: Config,
        *,
        as_of: datetime | None = None,
        plugins: Plugins = (),
        looked_for: LookedFor = FOR_ALL,
        over: Collection[str] = (),
    ) -> None:
        """Load the Markdown extensions and plug-ins. Raises `MarkupError` and `NewsgenError`.

        Of releases that have expired by `as_of`, and of the sources that are `over` otherwise, only
        what survives is indexed. Rules of the site look at all files.
        """
        self._looked_for = looked_for
        self._plugins = plugins
        self._config = config
        self._areas = list(map(config.area, config.areas))
        self._link_fields = [name for name, field in config.fields.items() if field.type == "link"]
        self._reader = SourceReader(
            config,
            as_of=as_of,
            over=over,
            kinds=functions_of(plugins, FIELD),
            extend=tuple(functions_of(plugins, MARKDOWN).values()),
            failure_of=partial(_failure_of, of_role(plugins, MARKDOWN)),
        )

    def examine(self, text: str, path: str) -> Examined:
        """Examine the text of a file. `path` is its path below the content folder."""
        return self.examine_all([(text, path)])[0]

    def examine_all(self, files: Sequence[tuple[str, str]]) -> list[Examined]:
        """Examine several files, each given by its text and its path."""
        try:
            parsed = self._reader.parse_all(files)
        except PluginError as error:
            raise self._failure(files) or error from error
        except KeyboardInterrupt as stop:
            _note_interrupt(of_role(self._plugins, MARKDOWN), stop)
            raise
        return self._index(self._check(parsed), [text for text, _ in files])

    def _failure(self, files: Sequence[tuple[str, str]]) -> NewsgenError | None:
        """Return the error with the first of several files on which a plug-in fails."""
        for file in files:
            try:
                self._reader.parse(*file)
            except PluginError as error:
                return error.on(f"content/{file[1]}")
        return None

    def _check(self, parsed: Sequence[Parsed]) -> list[_Checked]:
        files = list(map(self._before_rules, parsed))
        said: dict[int, list[Diagnostic]] = {}
        for is_whole in (True, False):
            chosen = {
                at: text
                for at, file in enumerate(files)
                if (file.looked_for == ALL_CODES) is is_whole and (text := file.read_by_rules)
            }
            if chosen:
                rules = self._rules if is_whole else self._fewer_rules
                said |= zip(chosen, rules.check(list(chosen.values())), strict=True)
        return [file.with_more(said.get(at, ())) for at, file in enumerate(files)]

    @cached_property
    def _rules(self) -> RuleSet:
        return with_site_rules(_rules_of_newsgen(), self._plugins)

    @cached_property
    def _fewer_rules(self) -> RuleSet:
        codes = self._looked_for.raised.split()
        rules = _rules_of_newsgen().that_find(codes) if codes else RuleSet(())
        return with_site_rules(rules, self._plugins)

    def _before_rules(self, parsed: Parsed) -> _Checked:
        day = parsed.published.at.date().isoformat() if parsed.published else ""
        return _Checked(
            parsed,
            manuscript_of(self._config, parsed, parsed.located) if parsed.located else None,
            tuple(parsed.diagnostics),
            day,
            self._looked_for.in_file(day, accepts=bool(parsed.accepted)),
        )

    def _index(self, checked: Sequence[_Checked], texts: Sequence[str]) -> list[Examined]:
        indexed = [self._indexed(file.parsed, file.manuscript) for file in checked]
        entries = iter(catalogue_entries([release for release in indexed if release]))
        return [
            Examined(
                diagnostics=with_subjects(file.diagnostics, text) if file.diagnostics else (),
                day=file.day,
                accepted=file.parsed.accepted,
                looked_for=file.looked_for,
                valid_from=file.parsed.clock.since,
                valid_until=file.parsed.clock.until,
                entry=next(entries) if release else None,
            )
            for file, release, text in zip(checked, indexed, texts, strict=True)
        ]

    def _indexed(self, parsed: Parsed, manuscript: Manuscript | None) -> Indexed | None:
        if not (manuscript and parsed.release and parsed.area and parsed.address):
            return None
        areas, root_name = self._linked(parsed.area), self._config.root_name
        root = root_name(parsed.address)
        branch, archive = root, parsed.area.archive
        cross_listed: tuple[CrossListedRow, ...] = ()
        if self._config.homes:
            branch = self._config.branch(root, parsed.release.language)
            archive = self._archive(parsed.area, branch)
            cross_listed = self._cross_listed(parsed.release, parsed.area, root, branch)
        return Indexed(
            release=parsed.release,
            root=root,
            branch=branch,
            archive="" if parsed.release.is_page else archive,
            html=parsed.html,
            links=links_within(manuscript, areas, root_name)
            + links_in_metadata(manuscript, self._link_fields, areas, root_name),
            redirects=parsed.redirects,
            # How long a title was is not kept.
            where=manuscript.places.key if parsed.is_over else manuscript.places.value,
            clock_off=parsed.clock_off,
            sorted_by=self._config.sorted_by,
            lists=self._config.release_lists,
            featured_until=parsed.featured_until,
            related=parsed.related,
            cross_listed=cross_listed,
        )

    def _cross_listed(
        self, release: Release, area: Area, root: str, branch: str
    ) -> tuple[CrossListedRow, ...]:
        """Return what else lists a release: in its language, and in others that its body has."""
        others = self._config.listers(root, release.language, release.also_in) - {branch}
        return tuple(CrossListedRow(each, self._archive(area, each)) for each in sorted(others))

    def _archive(self, area: Area, branch: str) -> str:
        """Return the archive of an area in a root, or in a branch of it."""
        root = self._config.root(branch, host="", area="")
        return self._config.area_in(area.key, root).archive

    def _linked(self, area: Area) -> list[Area]:
        """Return the areas whose archives a release may link to by path."""
        return [area] if self._config.site.layout == "per-host" else [area, *self._areas]


def _rules_of_newsgen() -> RuleSet:
    from newsgen.rules.release import RULES  # noqa: PLC0415 (slow, and for new releases)

    return RULES


def functions_of(plugins: Plugins, role: PluginRole) -> dict[str, Callable[..., Any]]:
    """Return the functions of the site that have a role. Raises as `functions` does."""
    if not plugins:
        return {}
    from newsgen.plugins.load import functions  # noqa: PLC0415 (most sites have no plug-in)

    return functions(plugins, role)


def _failure_of(
    extensions: Plugins, error: BaseException, suspect: Callable[..., Any] | None
) -> PluginError | None:
    """Return the error of the site's Markdown extension that caused another, if one did."""
    if not extensions:
        return None
    from newsgen.plugins.load import failure_in  # noqa: PLC0415 (most sites have no plug-in)

    return failure_in(extensions, error, suspect)


def _note_interrupt(extensions: Plugins, stop: KeyboardInterrupt) -> None:
    if extensions:
        from newsgen.plugins.load import note_interrupt  # noqa: PLC0415 (most sites have none)

        note_interrupt(extensions, stop)


def with_site_rules(rules: RuleSet, plugins: Plugins) -> RuleSet:
    """Return rules with those of the site after them. Raises as `functions` does."""
    if not of_role(plugins, RULE):
        return rules
    from newsgen.plugins.load import functions  # noqa: PLC0415 (most sites have no plug-in)

    site_rules = functions(plugins, RULE)
    codes = {site_rule(name): find for name, find in site_rules.items()}
    return RuleSet([*rules.rules, *(Rule(_check(code, codes[code]), code) for code in codes)])


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


def with_subjects(diagnostics: Iterable[Diagnostic], source: str) -> tuple[Diagnostic, ...]:
    """Set the subject of findings without one to the words that they mark."""
    every = tuple(diagnostics)
    last_line = max((d.span.end_line for d in every if not d.subject), default=0)
    lines = source.split("\n", last_line)
    return tuple(
        d
        if d.subject
        else Diagnostic(
            d.code, d.message, d.span, d.hint, d.related, _marked(d.span, lines), d.fix, d.severity
        )
        for d in every
    )


def _marked(span: Span, every: Sequence[str]) -> str:
    lines = list(every[span.line - 1 : span.end_line])
    if not lines or (span.line, span.column) == (span.end_line, span.end_column):
        return ""
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)
