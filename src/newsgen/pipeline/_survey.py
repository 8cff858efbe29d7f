"""A look at the files of an output folder: how many there are, and which were altered."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import Final

from newsgen.files import WrittenFiles
from newsgen.pipeline._ahead import done_ahead
from newsgen.store import Manifest

FEW: Final = 2_000
"""So many files are looked at in the time that another process takes to start."""
Altered = dict[str, list[str]]
"""The files that are not as they were written, by partition: of each that has some."""


class Survey:
    """The files of an output folder by its manifest, looked at once."""

    def __init__(self, manifest: Manifest, output: Path) -> None:
        self._manifest, self._output = manifest, str(output)
        self._look: Callable[[], Altered] = partial(self._altered_in, self._output)

    @contextmanager
    def ahead(self, jobs: int) -> Iterator[None]:
        """Have another process look during a `with` block, if one may be started and is worth it.

        What it saw is known in the block, if that is asked for, and behind it.
        """
        if jobs == 1 or self.counts.total() < FEW:
            yield
            return
        with done_ahead(self._altered_in, self._output) as self._look:
            yield
            _ = self.altered

    @cached_property
    def _stamps(self) -> list[tuple[str, WrittenFiles]]:
        return list(self._manifest.stamps())

    @cached_property
    def counts(self) -> Counter[str]:
        """How many files each partition has."""
        return Counter({partition: files.number for partition, files in self._stamps})

    @cached_property
    def altered(self) -> Altered:
        return self._look()

    def _altered_in(self, folder: str) -> Altered:
        looks = ((partition, files.altered(folder)) for partition, files in self._stamps)
        return {partition: altered for partition, altered in looks if altered}
