"""What is found on a target."""

import pytest

from newsgen.deployers.folder import LocalTarget
from newsgen.deployers.holding import look
from newsgen.deployers.target import TargetError


@pytest.mark.parametrize("to", ["/etc", "releases/latest", "releases/000009"])
def test_live_that_leads_elsewhere_is_not_deployed_to(target: LocalTarget, to: str) -> None:
    target.link("live", to)
    with pytest.raises(TargetError, match="did not deploy"):
        look(target)
