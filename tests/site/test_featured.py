"""What comes first on a home page, and what leaves it by its age."""

import re
from pathlib import Path
from typing import Final

import pytest

from tests.site.test_lists import AREA, HOME
from tests.support.command import AS_OF, build, newsgen_in_fork, rebuilt
from tests.support.site import (
    CONFIG,
    HOSTS,
    UNPUBLISHED,
    Release,
    named_by_first,
    write,
    write_site,
)

pytestmark = pytest.mark.rotates(5)

UNTIL: Final = "2026-03-18"


def release(title: str, date: str = "2026-03-10 09:00", **keys: str) -> Release:
    url = f"https://{HOSTS['Cumbria']}/News/News-Articles/2026/March/{title.replace(' ', '-')}.aspx"
    return Release(title, url=url, date=date, more=keys)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    other = Release("Other", "Northshire", f"https://{HOSTS['Northshire']}/x", "2026-03-11 09:00")
    return write_site(
        tmp_path / "site",
        {
            "newsgen.toml": CONFIG,
            "content/zebra.md": release("Zebra", "2020-03-10 09:00", featured_until=UNTIL),
            "content/yak.md": release("Yak"),
            "content/other.md": other,
            "content/open.md": release("Find the vole", "2025-06-01 09:00", kind="appeal"),
        },
    )


def first(page: bytes) -> str:
    """Return the title of the first release that a page lists."""
    heading = re.search(r"<h[23]><a [^>]*>([^<]*)</a>", page.decode())
    return heading[1] if heading else ""


def test_a_featured_release_comes_first_until_its_day_is_over(site: Path) -> None:
    output = rebuilt(site)
    assert first(output[HOME]) == first(output[AREA]) == "Zebra"
    assert "Zebra" not in output["areas/northshire/index.html"].decode()
    assert first(rebuilt(site, f"{UNTIL}T23:59Z")[HOME]) == "Zebra"
    output = rebuilt(site, "2026-03-19T00:00Z")
    assert (first(output[HOME]), first(output[AREA])) == ("Other", "Yak")


@pytest.mark.parametrize(
    "keys",
    [
        *UNPUBLISHED,
        {"featured_until": ""},
        {"featured_until": "2026-03-15 11:59"},
    ],
    ids=named_by_first,
)
def test_what_is_held_or_retired_or_over_is_not_featured(site: Path, keys: dict[str, str]) -> None:
    rebuilt(site)
    keys = {"featured_until": UNTIL, **keys}
    write(site / "content/zebra.md", release("Zebra", "2020-03-10 09:00", **keys).text())
    output = rebuilt(site)
    assert (first(output[HOME]), first(output[AREA])) == ("Other", "Yak")
    if "status" in keys or "expires" in keys:
        assert b"Zebra" not in output[HOME] + output[AREA]


def test_a_wrong_time_is_reported_on_its_line(site: Path) -> None:
    write(site / "content/zebra.md", release("Zebra", featured_until="soon").text())
    findings = build(site, as_of=AS_OF).data["diagnostics"]
    (finding,) = (d for d in findings if d["path"] == "content/zebra.md")
    assert (finding["code"], "Write it like" in finding["hint"]) == ("NG301", True)


def test_an_open_appeal_leaves_the_home_page_by_its_age(site: Path) -> None:
    def asks(output: dict[str, bytes]) -> bool:
        return b'id="appeals"' in output[HOME]

    assert asks(rebuilt(site))
    assert asks(rebuilt(site, "2026-06-01T07:59Z"))
    output = rebuilt(site, "2026-06-01T08:00Z")
    assert not asks(output)
    assert b"Find the vole" in output[AREA]
    write(site / "newsgen.toml", CONFIG.replace("[site]", '[site]\nappeal_age = "never"'))
    assert asks(rebuilt(site, "2026-06-01T08:00Z"))
    write(site / "newsgen.toml", CONFIG.replace("[site]", '[site]\nappeal_age = "90 days"'))
    assert not asks(rebuilt(site))


def test_newsgen_next_knows_when_they_leave(site: Path) -> None:
    rebuilt(site)
    outcome = newsgen_in_fork("next", "--site", site, "--as-of", AS_OF)
    assert outcome.out.splitlines() == [
        "2026-03-19 00:00:00 GMT  1 release leaves a list",
        "2026-06-01 09:00:00 BST  1 release leaves a list",
    ]
