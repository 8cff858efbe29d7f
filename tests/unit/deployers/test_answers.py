"""How the roots of a website answer."""

from pathlib import Path

from newsgen.deployers.output import open_output
from newsgen.pipeline.central import build
from tests.support.builds import request
from tests.support.site import HOSTS, Release, new_site


def test_files_answer_at_their_links(tmp_path: Path) -> None:
    url = f"https://{HOSTS['Northshire']}/a/"
    down = {"status": "withdrawn", "explanation": "Wrong."}
    releases = {
        "a.md": Release("A", "Northshire", f"{url}A.aspx", "2026-03-01", more=down),
        "b.md": Release("B", "Northshire", f"{url}Show.aspx?id=1", "2026-03-01"),
    }
    site = new_site(tmp_path / "site", releases)
    build(request(site))
    with open_output(request(site)) as output:
        model = output.roots[""]
        assert model.at("a/A.aspx") == (410, "a/A.aspx", "")
        assert model.is_known_gone("a/A.aspx")
        assert model.link("a/Show.aspx@id=1.html") == "/a/Show.aspx?id=1"
        assert model.at("a/Show.aspx@id=1.html").status == 200
        assert model.link("a/Show.aspx@id=2.html") == "/a/Show.aspx?id=2"
        assert model.link("a/index.html") == "/a/"
