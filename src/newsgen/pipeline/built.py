"""How the output folder stands beside the last build and the content, for whoever takes it on."""

import json
from typing import NamedTuple

from newsgen.pipeline._receipt import inputs_of, is_within
from newsgen.pipeline.session import Session


class Built(NamedTuple):
    """What is true of an output folder. The content has been ingested.

    A build has `finished` here, and nothing that decides it was read since. It is `current` if it
    was made from what is there now, `has_drafts` if drafts are in it, and `is_due` if the site has
    changed by itself since. `altered` are files that are not as they were written.
    """

    finished: bool
    current: bool
    has_drafts: bool
    is_due: bool
    altered: tuple[str, ...]


def look_at_output(session: Session) -> Built:
    """Compare the output folder with the receipt of the build that wrote it."""
    altered = tuple(sorted(path for paths in session.survey.altered.values() for path in paths))
    text = session.manifest.receipts.text()
    if not text:
        return Built(finished=False, current=False, has_drafts=False, is_due=False, altered=altered)
    inputs, since, until = json.loads(text)
    return Built(
        finished=True,
        current=inputs in (inputs_of(session, drafts=False), inputs_of(session, drafts=True)),
        has_drafts=inputs == inputs_of(session, drafts=True),
        is_due=not is_within(session, since, until),
        altered=altered,
    )
