"""A check says of which pictures no smaller copies can be made, and which are heavy."""

from pathlib import Path

from tests.support.command import newsgen_in_fork
from tests.support.pictures import photograph, undecodable
from tests.support.site import HOSTS, Release, new_site, write

LARGE = 1_100_000


def test_damaged_and_heavy_pictures_are_reported_where_they_are_used(tmp_path: Path) -> None:
    body = "![A](whole.jpg)\n\n![B](damaged.png)\n\n![C](heavy.jpg)"
    release = Release("A", url=f"https://{HOSTS['Cumbria']}/a.aspx", body=body)
    site = new_site(tmp_path / "site", {"a.md": release})
    with (site / "newsgen.toml").open("a") as settings:
        settings.write("[media]\npicture_budget = 1\n")
    write(site / "content/whole.jpg", photograph(400, 300))
    write(site / "content/damaged.png", undecodable(400, 300))
    heavy = photograph(1600, 1200, quality=100, seed=1)
    write(site / "content/heavy.jpg", heavy + bytes(LARGE - len(heavy)))
    checked = newsgen_in_fork("check", "--site", site, "--select", "NG556,NG557")
    assert "content/a.md:9:6: warning[NG556] no smaller copies" in checked.err
    assert "damaged.png" in checked.err
    assert "content/a.md:11:6: warning[NG557] the picture heavy.jpg has 1.1 MB" in checked.err
    assert "whole.jpg" not in checked.err
