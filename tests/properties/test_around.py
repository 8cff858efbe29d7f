"""What a page shows of other releases and of pictures: an incremental build notices all of it."""

from pathlib import Path

import pytest

from tests.support.command import build, clean_tree
from tests.support.site import HOSTS, Release, new_site, tree, write

URL = f"https://{HOSTS['Cumbria']}/News/News-Articles/"
INCIDENT = {"incident": "{reference: 'CU-20250401-0112'}"}
GIF = b"GIF89a" + bytes([4, 0, 3, 0]) + bytes(3) + b"," + bytes(9) + b"\2\0;"


def release(title: str, month: str, **more: str) -> Release:
    """Return a release of a month of 2025."""
    path = f"{URL}2025/x/{title.replace(' ', '-')}.aspx"
    return Release(title, url=path, date=f"2025-{month}-05 12:00", more=more)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    releases = {
        "first.md": release("An appeal", "04", kind="appeal", **INCIDENT),
        "other.md": release("Another thing", "05"),
        "last.md": release("The newest", "09", images="[{src: /images/map.gif, alt: A map}]"),
    }
    site = new_site(tmp_path / "site", releases)
    write(site / "content/images/map.gif", GIF)
    assert build(site).code == 0
    return site


def page(site: Path, title: str) -> str:
    file = site / f"output/News/News-Articles/2025/x/{title.replace(' ', '-')}.aspx"
    return file.read_text(encoding="utf-8")


def rebuilt(site: Path) -> int:
    """Build again, hold the output against a clean build, and return how many files changed."""
    outcome = build(site)
    assert outcome.code == 0, outcome.out
    assert tree(site / "output") == clean_tree(site)
    return outcome.written


def test_releases_of_one_incident_name_each_other(site: Path) -> None:
    write(site / "content/charge.md", release("A charge", "07", **INCIDENT).text())
    written = rebuilt(site)
    assert "A charge" in page(site, "An appeal")
    assert "An appeal" in page(site, "A charge")
    (site / "content/charge.md").unlink()
    assert rebuilt(site) > 0
    assert "A charge" not in page(site, "An appeal")
    assert written > 0


def test_an_incident_with_many_releases_costs_few_files(site: Path) -> None:
    for number in range(10, 20):
        write(
            site / f"content/{number}.md",
            Release(
                f"Update {number}", url=f"{URL}2025/x/{number}.aspx",
                date=f"2025-08-{number} 12:00", more=INCIDENT,
            ).text(),
        )  # fmt: skip
    rebuilt(site)
    late = Release("Late", url=f"{URL}2025/x/late.aspx", date="2025-08-25 12:00", more=INCIDENT)
    write(site / "content/late.md", late.text())
    assert rebuilt(site) <= 12 + 3


def test_a_short_reference_alone_joins_nothing(site: Path) -> None:
    for month in ("06", "07"):
        text = release(f"Log {month}", month, incident="{reference: '112'}").text()
        write(site / f"content/{month}.md", text)
    rebuilt(site)
    assert "Log 06" not in page(site, "Log 07").split("<main")[1].split('class="pager"')[0]


def test_a_picture_of_another_shape_changes_the_pages_that_show_it(site: Path) -> None:
    assert 'width="4" height="3"' in page(site, "The newest")
    write(site / "content/images/map.gif", GIF[:6] + bytes([9, 0, 8, 0]) + GIF[10:])
    assert rebuilt(site) == 5  # it, the release, and the lists of home page, month and area
    assert 'width="9" height="8"' in page(site, "The newest")


def test_a_new_month_is_named_on_the_years_other_pages(site: Path) -> None:
    april = site / "output/News/News-Articles/2025/April/index.html"
    assert ">June</a>" not in april.read_text(encoding="utf-8")
    write(site / "content/june.md", release("In June", "06").text())
    rebuilt(site)
    assert ">June</a>" in april.read_text(encoding="utf-8")


def test_an_appeal_is_on_the_home_page_while_it_is_published(site: Path) -> None:
    home = site / "output/index.html"
    assert "Can you help?" in home.read_text(encoding="utf-8")
    (site / "content/first.md").unlink()
    rebuilt(site)
    assert "Can you help?" not in home.read_text(encoding="utf-8")


def test_titles_of_a_month_differ_though_headlines_do_not(site: Path) -> None:
    for number in (1, 2, 3):
        write(
            site / f"content/{number}.md",
            Release(
                "Do you recognise this man?", url=f"{URL}2025/y/{number}.aspx",
                date="2025-08-05" + (" 09:30" if number == 3 else ""),
            ).text(),
        )  # fmt: skip
    rebuilt(site)
    pages = [site / f"output/News/News-Articles/2025/y/{number}.aspx" for number in (1, 2, 3)]
    titles = [page.read_text(encoding="utf-8").split("<title>")[1].split("</")[0] for page in pages]
    assert titles == [
        "Do you recognise this man? – 5 August 2025 – Cumbria Constabulary",
        "Do you recognise this man? – 5 August 2025 (2) – Cumbria Constabulary",
        "Do you recognise this man? – 5 August 2025, 9:30am – Cumbria Constabulary",
    ]
