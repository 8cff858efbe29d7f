"""Words of a release that is over are on no host: in no kept release, manifest, record or log."""

from typing import Final

import pytest

from tests.support.canary import ADDRESSES, URL, WORDS, canary, other
from tests.support.deploying import Deployed
from tests.support.opened import holding
from tests.support.pictures import saying
from tests.support.site import CONFIG, write

PIXELS: Final = "Kanarypixels"
SOUGHT: Final = (*WORDS, PIXELS)
SEARCHED: Final = CONFIG.replace('theme = "plain"', 'theme = "plain"\nsearch = true')
OVER: Final[dict[str, dict[str, str]]] = {
    "withdrawn": {"status": "withdrawn", "explanation": "No longer needed."},
    "gone": {"status": "gone"},
    "expired": {"expires": "2026-03-14T10:00Z"},
    "removed": {},
}


@pytest.fixture
def full(deployed: Deployed) -> Deployed:
    """Return a site with a search index, a release in three kept releases of it, and a server."""
    deployed.config = SEARCHED + '\n[taxonomies.topics]\nkey = "tags"\n[media]\ncards = true\n'
    deployed.configure(server='"nginx"', test='"true"', reload='"true"', most_deletions="100")
    write(deployed.site / "content/pictures/Kanaryfile.png", saying(PIXELS))
    deployed.write("canary.md", canary())
    for day in (1, 2, 3):
        deployed.write(f"{day}.md", other(day))
        deployed.deployed()
    assert {*SOUGHT, *ADDRESSES} <= {
        word for word in (*SOUGHT, *ADDRESSES) if holding(deployed.folder, (word,))
    } | {"Kanarypixels", "Kanarycustom"}
    return deployed


@pytest.mark.parametrize("place", ["file", "ssh"], indirect=True)
@pytest.mark.parametrize("over", [pytest.param(o, marks=pytest.mark.rotates(8)) for o in OVER])
def test_no_word_is_left_after_one_deployment_or_any_roll_back(full: Deployed, over: str) -> None:
    words: tuple[str, ...] = SOUGHT
    if over == "removed":
        words = (*SOUGHT, *ADDRESSES)
        removed = full.newsgen("remove", URL, "--reason", "erasure", "--yes")
        assert removed.code == 0, removed.err
    else:
        full.write("canary.md", canary(**OVER[over]))
    full.deployed()
    assert holding(full.folder, words) == {}
    for day in (4, 5):
        full.write(f"{day}.md", other(day))
        full.deployed()
    codes = []
    for _ in range(5):
        codes.append(full.deploy("--rollback").code)
        assert holding(full.folder, words) == {}
    assert codes[:2] == [0, 0]
    assert holding(full.folder, ("Other-1",)) != {}
