"""How the roots of a website answer."""

from pathlib import Path

from newsgen.deployers.answers import files_of_gone
from newsgen.deployers.output import open_output
from newsgen.pipeline.central import build
from tests.support.builds import request
from tests.support.site import HOSTS, Release, new_site


def test_pages_of_what_is_gone(tmp_path: Path) -> None:
    url = f"https://{HOSTS['Cumbria']}/a/A.aspx"
    down = {"status": "withdrawn", "explanation": "Wrong."}
    releases = {
        "a.md": Release("A", url=url, date="2026-03-01", more=down),
        "b.md": Release("B", url=url.replace("A.aspx", "B.aspx"), date="2026-03-01"),
    }
    site = new_site(tmp_path / "site", releases)
    build(request(site))
    with open_output(request(site)) as output:
        assert files_of_gone(output.roots) == ["a/A.aspx"]
