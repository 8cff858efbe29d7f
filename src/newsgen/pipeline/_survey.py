"""A look at the files of an output folder: how many there are, and which were altered."""

from collections import Counter
from functools import cached_property
from pathlib import Path

from newsgen.files import WrittenFiles
from newsgen.store import Manifest


class Survey:
    """The files of an output folder by its manifest, looked at once."""

    def __init__(self, manifest: Manifest, output: Path) -> None:
        self._manifest, self._output = manifest, str(output)

    @cached_property
    def _stamps(self) -> list[tuple[str, WrittenFiles]]:
        return list(self._manifest.stamps())

    @cached_property
    def counts(self) -> Counter[str]:
        """How many files each partition has."""
        return Counter({partition: files.number for partition, files in self._stamps})

    @cached_property
    def altered(self) -> dict[str, list[str]]:
        """The files that are not as they were written, by partition: of each that has some."""
        looks = ((partition, files.altered(self._output)) for partition, files in self._stamps)
        return {partition: altered for partition, altered in looks if altered}
