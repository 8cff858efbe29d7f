"""Words of a release that is over are on no host: in no kept release, manifest, record or log."""

from typing import Final

import pytest

from tests.support.deploying import Deployed
from tests.support.opened import holding
from tests.support.pictures import saying
from tests.support.site import CONFIG, HOSTS, Release, write

HOST: Final = f"https://{HOSTS['Cumbria']}"
MARCH: Final = f"{HOST}/News/News-Articles/2026/March"
URL: Final = f"{MARCH}/Kanaryaddress.aspx"
WORDS: Final = (
    "Kanarytitle", "Kanarysummary", "Kanarybody", "Kanaryalt", "Kanarycaption", "Kanarytag",
    "Kanaryfile", "Kanarycustom", "Kanaryreference", "Kanarypixels",
)  # fmt: skip
ADDRESSES: Final = ("Kanaryaddress", "Kanaryold")
"""Words that may stay until it is removed: its addresses answer that it is gone."""
SEARCHED: Final = CONFIG.replace('theme = "plain"', 'theme = "plain"\nsearch = true')
OVER: Final[dict[str, dict[str, str]]] = {
    "withdrawn": {"status": "withdrawn", "explanation": "No longer needed."},
    "gone": {"status": "gone"},
    "expired": {"expires": "2026-03-14T10:00Z"},
    "removed": {},
}


def release(**more: str) -> Release:
    return Release(
        "Missing: Kanarytitle",
        url=URL,
        date="2026-03-10 10:00",
        body="Kanarybody has not been seen.\n\n![Kanaryalt in a coat](/pictures/Kanaryfile.png)",
        more={
            "summary": "Kanarysummary is missing",
            "tags": "[Kanarytag]",
            "images": "[{src: /pictures/Kanaryfile.png, alt: Kanaryalt, caption: Kanarycaption}]",
            "incident": "{reference: Kanaryreference}",
            "custom": "Kanarycustom",
            "redirect_from": f"['{MARCH}/Kanaryold.aspx']",
            **more,
        },
    )


def other(day: int) -> Release:
    return Release(f"Other {day}", url=f"{MARCH}/Other-{day}.aspx", date=f"2026-03-{day:02} 10:00")


@pytest.fixture
def full(deployed: Deployed) -> Deployed:
    """Return a site with a search index, a release in three kept releases of it, and a server."""
    deployed.config = SEARCHED + '\n[taxonomies.topics]\nkey = "tags"\n[media]\ncards = true\n'
    deployed.configure(server='"nginx"', test='"true"', reload='"true"', most_deletions="100")
    write(deployed.site / "content/pictures/Kanaryfile.png", saying("Kanarypixels"))
    deployed.write("canary.md", release())
    for day in (1, 2, 3):
        deployed.write(f"{day}.md", other(day))
        deployed.deployed()
    assert {*WORDS, *ADDRESSES} <= {
        word for word in (*WORDS, *ADDRESSES) if holding(deployed.folder, (word,))
    } | {"Kanarypixels", "Kanarycustom"}
    return deployed


@pytest.mark.parametrize("place", ["file", "ssh"], indirect=True)
@pytest.mark.parametrize("over", [pytest.param(o, marks=pytest.mark.rotates(8)) for o in OVER])
def test_no_word_is_left_after_one_deployment_or_any_roll_back(full: Deployed, over: str) -> None:
    words: tuple[str, ...] = WORDS
    if over == "removed":
        words = (*WORDS, *ADDRESSES)
        removed = full.newsgen("remove", URL, "--reason", "erasure", "--yes")
        assert removed.code == 0, removed.err
    else:
        full.write("canary.md", release(**OVER[over]))
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
