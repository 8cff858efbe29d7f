"""One source file through parsing and rules: what it gives, and what is wrong with it."""

from typing import NamedTuple

from newsgen.build.measure import Watch
from newsgen.build.profile import Task
from newsgen.config import Config
from newsgen.content.frontmatter import Located
from newsgen.content.release import Parsed, Reader
from newsgen.diagnostics import Diagnostic
from newsgen.model.area import Area
from newsgen.model.release import Acceptance
from newsgen.rules.link_targets import links_within
from newsgen.rules.manuscript import Body, Manuscript
from newsgen.rules.release import RULES, with_subjects
from newsgen.store.catalogue import Entry, catalogue_entry


def manuscript_of(config: Config, parsed: Parsed, located: Located) -> Manuscript:
    """Return what rules look at."""
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
        areas=tuple(config.areas),
    )


class Examined(NamedTuple):
    """What came of a file's text: findings, its release's day (or empty), and its release."""

    diagnostics: tuple[Diagnostic, ...]
    day: str
    accepted: tuple[Acceptance, ...]
    entry: Entry | None


class Examiner:
    """Examines source files by one configuration; one for each process."""

    def __init__(self, config: Config, watch: Watch | None = None) -> None:
        """Load the Markdown extensions. Raises `MarkupError`."""
        self._watch = watch or Watch()
        self._rules = self._watch.timed(RULES)
        self._config = config
        self._areas = list(map(config.area, config.areas))
        self._reader = Reader(config)

    def examine(self, text: str, path: str) -> Examined:
        """Examine a file. `path` is its path below the content folder."""
        parsed = self._reader.parse(text, path)
        self._watch.lap(Task.PARSE)
        found, entry = parsed.diagnostics, None
        if parsed.located:
            manuscript = manuscript_of(self._config, parsed, parsed.located)
            found = (*found, *self._rules.check(manuscript))
            self._watch.lap(Task.RULES)
            entry = self._entry(parsed, manuscript)
            self._watch.lap(Task.INDEX)
        day = parsed.published.at.date().isoformat() if parsed.published else ""
        return Examined(with_subjects(found, text) if found else (), day, parsed.accepted, entry)

    def _entry(self, parsed: Parsed, manuscript: Manuscript) -> Entry | None:
        if parsed.release is None or parsed.area is None or parsed.address is None:
            return None
        root_name = self._config.root_name
        return catalogue_entry(
            parsed.release,
            parsed.html,
            links_within(manuscript, self._linked(parsed.area), root_name),
            root=root_name(parsed.address),
            archive=parsed.area.archive,
            where=manuscript.places.value,
        )

    def _linked(self, own: Area) -> list[Area]:
        """Return the areas whose archives a release may link to by path."""
        return [own] if self._config.site.layout == "per-host" else [own, *self._areas]
