"""Pairs: two releases, or pages, that are one in two languages."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final, NamedTuple

from newsgen.diagnostics import Span
from newsgen.model.release import TRANSLATION_OF, URGENT, Release, Twin
from newsgen.store._subject import (
    DRAFT,
    FACTS,
    GONE,
    WITHDRAWN,
    Subject,
    position_at,
    span_at,
    statement,
)


class Half(NamedTuple):
    """A release that names its twin, with what must be alike of both, and what must differ.

    `place` is where it does, `named` is what the twin names itself, if it does, and `twin_place`
    where it does that, or else has its title.
    """

    source: str
    place: str
    written: str
    area: str
    language: str
    twin: str
    twin_area: str
    twin_language: str
    twin_place: str
    named: str | None

    @property
    def span(self) -> Span:
        return span_at(self.source, self.place)

    @property
    def twin_span(self) -> Span:
        return span_at(self.twin, self.twin_place)


class TwinTexts(NamedTuple):
    """Both halves of a pair, with their bodies; one names the other, of the file `twin`."""

    span: Span
    release: Release
    html: str
    twin: str
    other: Release
    other_html: str


class Left(NamedTuple):
    """A published release whose twin, of another file, was taken down."""

    source: str
    place: str
    twin: str

    @property
    def span(self) -> Span:
        return span_at(self.source, self.place)


class PairRow(NamedTuple):
    """The twin of a release, by their files, and the twin's state."""

    source: str
    twin: str
    state: int

    @property
    def is_published(self) -> bool:
        return self.state == 0

    @property
    def is_draft(self) -> bool:
        return self.state == DRAFT


class Lacking(NamedTuple):
    """A release in another language than one, that is not over, with what it has instead.

    `apart` says why it may be without a translation, `due` begins with the day by which it needs
    one. `twin_state` is that of its twin in that language, if it has any; `is_of_pair` says that it
    has a published one in another.
    """

    source: str
    place: str
    kind: str
    is_page: bool
    apart: str | None
    due: str | None
    twin_state: int | None
    is_of_pair: bool

    @property
    def is_twin_down(self) -> bool:
        return self.twin_state in (WITHDRAWN, GONE)

    @property
    def span(self) -> Span:
        return span_at(self.source, self.place)


_OF: Final = """
    SELECT twin.source, EXISTS (
        SELECT 1 FROM translation WHERE translation.id = twin.id AND translation.twin = this.id
    ) AS names
    FROM pair JOIN release AS this ON this.id = pair.id JOIN release AS twin ON twin.id = pair.twin
    WHERE this.source = :source ORDER BY names DESC
"""
_EVERY: Final = """
    SELECT this.source, twin.source AS twin, twin.state
    FROM pair JOIN release AS this ON this.id = pair.id JOIN release AS twin ON twin.id = pair.twin
    ORDER BY this.source
"""
_TWINS: Final = statement("""
    SELECT this.branch AS root, this.month, this.source, twin.root AS twin_root,
        facts ->> '$.href' AS href, facts ->> '$.url' AS url,
        facts ->> '$.title' AS title, facts ->> '$.language' AS language,
        ifnull(facts ->> '$.expires', '') AS until
    FROM pair JOIN release AS this ON this.id = pair.id
    JOIN (SELECT id, root FROM release WHERE {published}) AS twin ON twin.id = pair.twin
    JOIN body ON body.id = twin.id
    ORDER BY this.branch, this.month, this.source, url DESC
""")
_TEXTS: Final = statement("""
    SELECT this.source, place, of_this.facts, of_this.html,
        twin.source AS twin, of_twin.facts AS twin_facts, of_twin.html AS twin_html
    FROM translation JOIN related ON related.id = translation.id AND key = :key
    JOIN release AS this ON this.id = translation.id
    JOIN release AS twin ON twin.id = translation.twin
    JOIN body AS of_this ON of_this.id = this.id JOIN body AS of_twin ON of_twin.id = twin.id
    WHERE this.state = 0 AND twin.state = 0 AND max(this.position, twin.position) >= :first
    ORDER BY this.source
""")
_LEFT: Final = statement("""
    SELECT this.source, this.title_place AS place, twin.source AS twin
    FROM pair JOIN release AS this ON this.id = pair.id JOIN release AS twin ON twin.id = pair.twin
    WHERE this.state = 0 AND twin.state IN ({withdrawn}, {gone})
    ORDER BY this.source
""")
_HALVES: Final = statement("""
    SELECT this.source, place, written, this.area,
        (SELECT facts ->> '$.language' FROM body WHERE body.id = this.id) AS language,
        twin.source AS twin, twin.area AS twin_area,
        (SELECT facts ->> '$.language' FROM body WHERE body.id = twin.id) AS twin_language,
        ifnull(
            (SELECT place FROM related WHERE id = twin.id AND key = :key),
            twin.title_place
        ) AS twin_place,
        (
            SELECT ifnull(release.source, '') FROM related
            LEFT JOIN translation USING (id) LEFT JOIN release ON release.id = translation.twin
            WHERE related.id = twin.id AND key = :key
        ) AS named
    FROM translation JOIN related ON related.id = translation.id AND key = :key
    JOIN release AS this ON this.id = translation.id
    JOIN release AS twin ON twin.id = translation.twin
    WHERE this.state <= {draft} AND twin.state <= {draft}
    ORDER BY this.source
""")
_PRIMARY: Final = (
    "substr(facts ->> '$.language', 1, instr((facts ->> '$.language') || '-', '-') - 1)"
)
_LACKING: Final = statement(
    """
    SELECT source, title_place AS place, facts ->> '$.kind' AS kind, month = {pages} AS is_page,
        facts ->> '$.life.apart' AS apart, facts ->> '$.life.twin_by.at' AS due,
        twin_state, ifnull(twin_source, '') != '' AS is_of_pair
    FROM release JOIN body USING (id) LEFT JOIN (
        SELECT pair.id, min(twin.state) FILTER (WHERE {of_twin} = :language) AS twin_state,
            max(twin.source) FILTER (WHERE {of_twin} != :language AND twin.state = 0)
                AS twin_source,
            max({of_twin} != :language AND EXISTS (
                SELECT 1 FROM json_each(facts, '$.also_in') WHERE value = :language
            )) AS is_in_twin
        FROM pair JOIN release AS twin ON twin.id = pair.twin JOIN body ON body.id = twin.id
        GROUP BY pair.id
    ) USING (id)
    WHERE state = 0 AND ifnull(is_in_twin, 0) = 0
        AND (
            twin_source IS NULL
            OR NOT EXISTS (SELECT 1 FROM translation WHERE translation.id = release.id)
            OR (
                source < twin_source
                AND EXISTS (SELECT 1 FROM translation WHERE translation.twin = release.id)
            )
        )
        AND NOT EXISTS (SELECT 1 FROM json_each(facts, '$.also_in') WHERE value = :language)
        AND ifnull({over}, 0) = 0
        AND area = :area AND (position >= :first OR month = {pages})
        AND {of_twin} != :language
    ORDER BY source
""".replace("{of_twin}", _PRIMARY)
)
_FREE: Final = statement("""
    UPDATE release SET visible_from = own_from, visible_until = own_until WHERE {held}
""")
# What was taken down holds, lest its take-down shows its twin; a draft is no half of anything yet.
_HOLD: Final = statement("""
    WITH twin AS MATERIALIZED (
        SELECT pair.id, max(own_from) AS since, min(own_until) AS until
        FROM pair JOIN release ON release.id = pair.twin AND state != {draft}
        GROUP BY pair.id HAVING max(own_from) IS NOT NULL OR min(own_until) IS NOT NULL
    )
    UPDATE release SET
        visible_from = CASE
            WHEN :urgent IS (SELECT facts ->> '$.life.apart' FROM body WHERE body.id = release.id)
            THEN own_from
            ELSE max(ifnull(own_from, since), ifnull(since, own_from))
        END,
        visible_until = min(ifnull(own_until, until), ifnull(until, own_until))
    FROM twin
    WHERE twin.id = release.id AND state = 0
""")
_TIMES: Final = statement("""
    SELECT nullif(visible_from, own_from), nullif(visible_until, own_until)
    FROM release WHERE source = :source AND {held}
""")
_ENDED: Final = """
    SELECT source FROM release
    WHERE visible_until <= :moment AND (own_until IS NULL OR own_until > :moment)
"""
_WITHOUT_WORDS: Final = statement("""
    SELECT source FROM release JOIN body USING (id)
    WHERE source IN (SELECT value FROM json_each(:sources)) AND state <= {draft}
        AND facts ->> '$.title' = '' AND (visible_until IS NULL OR visible_until > :moment)
    ORDER BY source
""")


class Pairs(Subject):
    def of(self, source: str) -> tuple[str, bool]:
        """Return the file of a release's twin, or nothing, and whether it names the release."""
        row = next(iter(self._rows(_OF, source=source)), ("", False))
        return row[0], bool(row[1])

    def hold(self) -> None:
        """Let neither half of a pair be seen before the other, nor after it.

        The later embargo holds for both, but for a half that is urgent, and the earlier expiry:
        also those of a half that was taken down. One that is a draft holds nothing.
        """
        self._rows(_FREE)
        self._rows(_HOLD, urgent=URGENT)

    def times_of_twin(self, source: str) -> tuple[float | None, float | None]:
        """Return from when and until when a release is held by its twin, where its own differ."""
        return next(iter(self._rows(_TIMES, source=source)), (None, None))

    def ended(self) -> list[str]:
        """Return the files of releases that are over because their twins have expired."""
        return self._column(_ENDED)

    def without_words(self, sources: Iterable[str]) -> list[str]:
        """Return which of some files have releases that are not over, though none of their words.

        They were over because of their twins, which have changed.
        """
        return self._column(_WITHOUT_WORDS, sources=json.dumps([*sources]))

    def every(self) -> dict[str, PairRow]:
        """Return the twin of each release that has one, whatever readers see of it."""
        return {row.source: row for row in self._as(PairRow, _EVERY)}

    def twins(self) -> Iterator[Twin]:
        """Yield the published twin of each release that has one, by root and month."""
        return self._as(Twin, _TWINS)

    def texts(self, since: datetime | None) -> Iterator[TwinTexts]:
        """Yield both halves of each pair, or of those of which one is since a time."""
        rows = self._rows(_TEXTS, key=TRANSLATION_OF, first=position_at(since))
        for source, place, *halves in rows:
            facts, html, twin, twin_facts, twin_html = halves
            of_this, of_twin = FACTS.load(facts), FACTS.load(twin_facts)
            if of_this.title and of_twin.title:  # neither is over
                yield TwinTexts(span_at(source, place), of_this, html, twin, of_twin, twin_html)

    def left(self) -> Iterator[Left]:
        """Yield what is published though its twin was taken down."""
        return self._as(Left, _LEFT)

    def not_in(self, language: str, area: str, since: datetime | None = None) -> Iterator[Lacking]:
        """Yield what an area has in other languages than one, since a time, and all its pages."""
        position = position_at(since)
        return self._as(Lacking, _LACKING, language=language, area=area, first=position)

    def halves(self) -> Iterator[Half]:
        """Yield the releases that name a twin, where neither was taken down."""
        return self._as(Half, _HALVES, key=TRANSLATION_OF)
