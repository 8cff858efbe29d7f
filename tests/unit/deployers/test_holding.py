"""What is found on a target."""

import pytest

from newsgen.deployers.folder import LocalTarget
from newsgen.deployers.holding import check_place, is_ours, look
from newsgen.deployers.target import TargetError


@pytest.mark.parametrize("to", ["/etc", "releases/latest", "releases/000009"])
def test_live_that_leads_elsewhere_is_not_deployed_to(target: LocalTarget, to: str) -> None:
    target.link("live", to)
    with pytest.raises(TargetError, match="did not deploy"):
        look(target)


@pytest.mark.parametrize(
    ("path", "is_of_newsgen"),
    [
        ("000001/tree-1/index.html", True),
        ("000001/hosting/newsgen.conf", True),
        ("000001/tree-1", False),
        ("000001/site/index.html", False),
        ("000001/index.html", False),
        ("2025/tree-1/index.html", False),
        ("000001", False),
    ],
)
def test_release_is_known_by_its_name_and_by_what_is_in_it(
    target: LocalTarget, path: str, *, is_of_newsgen: bool
) -> None:
    target.put("releases", [(path, b"")])
    assert is_ours(target, path.partition("/")[0]) is is_of_newsgen
    if is_of_newsgen:
        check_place(target)
    else:
        with pytest.raises(TargetError, match="is not a release of newsgen's"):
            check_place(target)
