"""Sketches of bodies: made when they are first asked for, and kept until the body changes."""

import json
from collections.abc import Collection
from typing import Final

from newsgen.model.likeness import Sketch, sketch
from newsgen.store._sources import Fragments
from newsgen.store._subject import Questions
from newsgen.store.tables import SKETCH, SketchRow

_KNOWN: Final = """
    SELECT source, words, figures, length FROM sketch
    WHERE source IN (SELECT value FROM json_each(:sources))
"""


class Sketches(Questions):
    def of(self, sources: Collection[str]) -> dict[str, Sketch]:
        """Return the sketches of releases' bodies."""
        rows = self._as(SketchRow, _KNOWN, sources=json.dumps(list(sources)))
        known = {
            row.source: Sketch(_number(row.words), _number(row.figures), row.length) for row in rows
        }
        if missing := [source for source in sources if source not in known]:
            known |= self._sketched(missing)
        return known

    def _sketched(self, sources: Collection[str]) -> dict[str, Sketch]:
        fragments = Fragments(self._connection)
        fragments.expect(sources)
        sketches = {source: sketch(fragments.html(source)) for source in sources}
        rows = (
            SketchRow(source, _bytes(each.words), _bytes(each.figures), each.length)
            for source, each in sketches.items()
        )
        self._connection.executemany(SKETCH.insert, rows)
        return sketches


def _bytes(bits: int) -> bytes:
    return bits.to_bytes((bits.bit_length() + 7) // 8, "big")


def _number(data: bytes) -> int:
    return int.from_bytes(data, "big")
