"""What a rule of a site is given, and what it gives."""

from dataclasses import FrozenInstanceError

import pytest

from newsgen.plugins import Finding


def test_a_finding_needs_a_message_alone_and_does_not_change() -> None:
    finding = Finding("it shouts")
    assert (finding.hint, finding.key, finding.start, finding.end) == ("", "", None, None)
    with pytest.raises(FrozenInstanceError):
        finding.message = "it whispers"  # type: ignore[misc]
