"""Words of a release that is over are on no host: in no kept release, manifest, record or log."""

from pathlib import Path
from typing import Final

import pytest

from newsgen.content.keys import KEYS
from tests.support import every_key
from tests.support.canary import ADDRESSES, URL, WORDS, canary, other
from tests.support.deploying import Deployed, commit
from tests.support.git import git
from tests.support.opened import holding
from tests.support.pictures import saying
from tests.support.site import CONFIG, tree, write

OTHER: Final = "News/News-Articles/2026/March/Other-{}.aspx"
PIXELS: Final = "Kanarypixels"
SOUGHT: Final = (*WORDS, PIXELS)
SEARCHED: Final = CONFIG.replace('theme = "plain"', 'theme = "plain"\nsearch = true')
OVER: Final[dict[str, dict[str, str]]] = {
    "withdrawn": {"status": "withdrawn", "explanation": "No longer needed."},
    "gone": {"status": "gone"},
    "expired": {"expires": "2026-03-14T10:00Z"},
    "removed": {},
}
HELD: Final = {name: keys for name, keys in OVER.items() if keys} | {
    "draft": {"status": "draft"},
    "embargo": {"embargo": "2099-01-01T09:00Z"},
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
    deployed.idle()
    assert {*SOUGHT, *ADDRESSES} <= {
        word for word in (*SOUGHT, *ADDRESSES) if holding(deployed.folder, (word,))
    } | {"Kanarypixels", "Kanarycustom"}
    return deployed


@pytest.mark.parametrize("place", ["file", "ssh"], indirect=True)
@pytest.mark.parametrize("over", [pytest.param(o, marks=pytest.mark.rotates(10)) for o in OVER])
def test_no_word_is_left_after_one_deployment_or_any_roll_back(full: Deployed, over: str) -> None:
    words: tuple[str, ...] = SOUGHT
    if over == "removed":
        words = (*SOUGHT, *ADDRESSES)
        removed = full.newsgen("remove", URL, "--reason", "erasure", "--yes")
        assert removed.code == 0, removed.err
    else:
        full.write("canary.md", canary(**OVER[over]))
    full.deployed()
    full.idle()
    assert holding(full.folder, words) == {}
    for day in (4, 5):
        full.write(f"{day}.md", other(day))
        full.deployed()
    codes = []
    for _ in range(5):
        codes.append(full.deploy("--rollback").code)
        full.idle()
        assert holding(full.folder, words) == {}
    assert codes[:2] == [0, 0]
    assert holding(full.folder, ("Other-1",)) != {}


@pytest.mark.parametrize("place", ["file", "ssh"], indirect=True)
@pytest.mark.parametrize("over", [pytest.param(o, marks=pytest.mark.rotates(10)) for o in HELD])
def test_no_word_is_left_after_the_take_downs_alone(full: Deployed, over: str) -> None:
    """Lists lead to the page of a tag that no other release has; the configuration stays."""
    full.write("canary.md", canary(**HELD[over]))
    full.build()
    outcome = full.deploy("--take-downs-only")
    assert outcome.code == 0, outcome.err
    full.idle()
    left = holding(full.folder, SOUGHT)
    assert [path for path in left if "/hosting/" not in path] == []


@pytest.mark.parametrize("place", ["file", "ssh"], indirect=True)
@pytest.mark.parametrize(
    "how", [pytest.param(h, marks=pytest.mark.rotates(10)) for h in every_key.OVER]
)
def test_nothing_of_any_key_is_left_on_any_host(deployed: Deployed, how: str) -> None:
    """Two hosts have three releases with all keys; then none has anything of it."""
    sample = every_key.Sample(KEYS)
    values = every_key.NEEDED | sample.values
    every_key.make_site(deployed.site, values, every_key.SEARCHED)
    second = deployed.folder.with_name("second")
    deployed.config = every_key.SEARCHED
    deployed.urls = [deployed.url, f"file://{second}"]
    deployed.configure(server='"nginx"', most_deletions="100", keep="9")
    write(deployed.site / ".gitignore", "output/\n.newsgen/\n")
    git(deployed.site, "init", "-q")
    for day in (1, 2, 3):
        deployed.write(f"{day}.md", other(day))
        commit(deployed)
    hosts = deployed.folder, second
    for host in hosts:
        assert {"title", "summary", "tags[]"} <= set(sample.left_in(host))
    if how == "removed":
        removed = deployed.newsgen("remove", every_key.URL, "--reason", "erasure", "--yes")
        assert removed.code == 0, removed.err
    elif how == "expired":
        deployed.now = "2026-03-21T12:00Z"
    else:
        values |= every_key.OVER[how]
        write(deployed.site / "content/a.md", every_key.text_of(values, "Seen at noon."))
    if how == "expired":  # the clock alone has changed
        deployed.deployed()
    else:
        commit(deployed)
    _assert_nothing_left(deployed, sample, hosts)
    for day in (4, 5):
        deployed.write(f"{day}.md", other(day))
        commit(deployed)
    codes = []
    for steps in ("1", "1", "1", "2", "1"):
        codes.append(deployed.deploy("--rollback", steps).code)
        _assert_nothing_left(deployed, sample, hosts)
    assert codes == [0, 0, 0, 0, 1]
    assert (deployed.live / OTHER.format(1)).exists()
    assert not (deployed.live / OTHER.format(2)).exists()


def _assert_nothing_left(
    deployed: Deployed, sample: every_key.Sample, hosts: tuple[Path, ...]
) -> None:
    deployed.idle()
    assert tree(hosts[0] / "live/site") == tree(hosts[1] / "live/site")
    for host in hosts:
        assert sample.left_in(host) == []
