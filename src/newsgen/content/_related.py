"""The releases that a release names as related: files or addresses, each to where it leads."""

from collections.abc import Iterator
from typing import Final

from newsgen.content.lifecycle import Reading, read_address
from newsgen.model.related import RelatedUse

_FOLDER: Final = "content/"
_HINT: Final = (
    "Write the address of a release, whole or from a slash on, or its file below content/."
)


def read(reading: Reading) -> Iterator[RelatedUse]:
    """Yield what the key names; a text that can be neither file nor address is reported."""
    for number, written in enumerate(reading.meta.related):
        span = reading.located.value("related", number)
        place = span.line, span.column, span.end_column
        if written.endswith(".md") and not written.startswith(("/", "http:", "https:")):
            yield RelatedUse(written, written.removeprefix(_FOLDER), "", "", *place)
        elif leads_to := read_address(written, reading, span, _HINT):
            address, file = leads_to
            yield RelatedUse(written, "", reading.config.root_name(address), file, *place)
