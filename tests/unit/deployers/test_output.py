"""What is to be deployed, as the last build left it."""

from pathlib import Path

import pytest

from newsgen.deployers.manifest import FileKind, path_digest
from newsgen.deployers.output import (
    ASSETS,
    CARDS,
    KINDS,
    open_output,
    shown_pages,
)
from newsgen.deployers.target import TargetError
from newsgen.hosting.answer import Answer
from newsgen.pipeline.central import build
from newsgen.site import assets, cards
from newsgen.site._retired import RETIRED
from newsgen.site.search import INDEX
from newsgen.site.variants import VARIANTS
from tests.support import git
from tests.support.builds import request
from tests.support.pictures import saying
from tests.support.site import CONFIG, HOSTS, Release, new_site, write

HOST = f"https://{HOSTS['Cumbria']}"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    down = {"status": "withdrawn", "explanation": "Wrong."}
    releases = {
        "a.md": Release(
            "A", url=f"{HOST}/a/A.aspx", date="2026-03-01", body="![A](/pictures/a.png)"
        ),
        "b.md": Release("B", url=f"{HOST}/b/B", date="2026-03-01", more=down),
        "c.md": Release("C", url=f"{HOST}/c/C.asp?Id=1", date="2026-03-01"),
    }
    site = new_site(tmp_path / "site", releases)
    write(site / "content/pictures/a.png", saying("a"))
    build(request(site))
    return site


def test_each_file_has_its_kind(site: Path) -> None:
    with open_output(request(site)) as output:
        kinds = {file.path: file.held.kind for file in output.files.values()}
    assert kinds["a/A.aspx"] is kinds["c/C.asp@Id=1.html"] is FileKind.PAGE
    assert kinds["b/B/index.html"] is FileKind.RETIRED
    assert kinds["index.html"] is kinds["feed.atom"] is FileKind.LISTING
    assert kinds["pictures/a.png"] is FileKind.MEDIA
    assert FileKind.ASSET in kinds.values()


def test_what_is_down_has_its_paths_with_a_file_or_without(site: Path) -> None:
    """But for an address at which another page is, and one that no file can be named by."""
    gone = {"status": "gone", "redirect_from": f"['{HOST}/d/Old/']"}
    write(site / "content/d.md", Release("D", url=f"{HOST}/d/D.asp?Id=2", more=gone).text())
    over = {"expires": "2026-03-02T10:00+00:00"}
    write(site / "content/e.md", Release("E", url=f"{HOST}/e/E", more=over).text())
    write(site / "urls.txt", f"{HOST}/f/F.aspx gone\n{HOST}/f/{'x' * 256}.aspx gone\n")
    build(request(site))
    paths = ["b/B/index.html", "d/D.asp@Id=2.html", "d/Old/index.html", "e/E/index.html"]
    with open_output(request(site)) as output:
        assert {*output.down} == {path_digest(path).hex() for path in [*paths, "f/F.aspx"]}


def test_answers_are_those_of_the_model(site: Path) -> None:
    with open_output(request(site)) as output:
        assert output.answer_at("a/A.aspx") == Answer(200, "a/A.aspx")
        assert output.answer_at("b/B/index.html").status == 410
        assert output.answer_at("c/C.asp@Id=1.html").status == 200
        assert output.answer_at("x/Y.aspx").status == 404
        model, inner = output.root_of("c/C.asp@Id=1.html")
        assert model is not None
        assert model.link(inner) == "/c/C.asp?Id=1"


@pytest.mark.parametrize("status", ["published", "withdrawn", "gone"])
def test_address_with_a_query_is_asked_as_it_was(tmp_path: Path, status: str) -> None:
    file, link = "c/C.asp@Id=1&b=%2F.html", "/c/C.asp?Id=1&b=%2F"
    over = {"status": status} if status != "published" else {}
    over |= {"explanation": "Wrong."} if status == "withdrawn" else {}
    release = Release("C", url=f"{HOST}{link}", date="2026-03-01", more=over)
    site = new_site(tmp_path / "site", {"c.md": release})
    build(request(site))
    with open_output(request(site)) as output:
        assert (path_digest(file) in output.files) == (status != "gone")
        assert output.answer_at(file).status == (410 if over else 200)
        model, _ = output.root_of("")
        assert model is not None
        assert model.link(file) == link


def test_file_that_is_not_there_any_more_tells_its_query(site: Path) -> None:
    with open_output(request(site)) as output:
        model, _ = output.root_of("")
        assert model is not None
        assert model.link("c/C.asp@Id=2&a=%2F.html") == "/c/C.asp?Id=2&a=%2F"
        assert model.link("c/\udcff@\udcfe=1.html") == "/c/%FF?%FE=1"
        assert model.link("d/@Id=2.html") == "/d/?Id=2"


def test_other_bytes_are_not_read(site: Path) -> None:
    with open_output(request(site)) as output:
        assert output.read("a/A.aspx").startswith(b"<!doctype html>")
        write(site / "output/a/A.aspx", b"other")
        with pytest.raises(TargetError, match="has changed"):
            output.read("a/A.aspx")


def test_model_has_another_key_when_hosts_are_told_of_something_else(site: Path) -> None:
    keys = []
    edits = {
        "nothing": ("content/a.md", "A", "A"),
        "words": ("content/a.md", "![A]", "Words and ![A]"),
        "address": ("content/a.md", "/a/A.aspx", "/a/A2.aspx"),
        "settings": ("newsgen.toml", "[site]", "[hosting]\npage_max_age = 7\n[site]"),
    }
    for path, old, new in edits.values():
        file = site / path
        file.write_text(file.read_text().replace(old, new))
        build(request(site))
        with open_output(request(site)) as output:
            keys.append(output.model_key)
    assert keys[0] == keys[1]
    assert len(set(keys[1:])) == 3


def test_per_host_sites_have_a_root_each(site: Path) -> None:
    per_host = CONFIG.replace('theme = "plain"', 'theme = "plain"\nlayout = "per-host"')
    write(site / "newsgen.toml", per_host)
    build(request(site))
    with open_output(request(site)) as output:
        assert output.answer_at(f"{HOSTS['Cumbria']}/a/A.aspx").status == 200
        assert output.answer_at(f"{HOSTS['Cumbria']}/b/B/index.html").status == 410


def test_pages_that_may_be_shown_are_known_without_a_theme(site: Path) -> None:
    text = (site / "newsgen.toml").read_text()
    write(site / "newsgen.toml", text.replace('theme = "plain"', 'theme = "broken"'))
    write(site / "themes/broken/theme.toml", b"[theme")
    shown = shown_pages(request(site))
    assert path_digest("a/A.aspx") in shown.published
    assert path_digest("b/B/index.html") not in shown.published


def test_names_are_those_of_the_site() -> None:
    """A deployment knows them without loading what makes the pages."""
    assert (assets.ASSETS.name, f"{cards.FOLDER}/") == (ASSETS, CARDS)
    assert {
        RETIRED.name: FileKind.RETIRED,
        VARIANTS.name: FileKind.COPY,
        INDEX.name: FileKind.SEARCH,
    } == KINDS


def test_site_is_older_than_commits_that_its_clone_has(site: Path) -> None:
    git.git(site, "init", "-q")
    git.commit(site, "First")
    write(site / "notes.txt", b"")
    git.commit(site, "Second")
    newest = git.git(site, "rev-parse", "HEAD").strip()
    git.git(site, "checkout", "--quiet", "HEAD~1")
    with open_output(request(site)) as output:
        assert output.is_older_than(newest)
        assert output.is_newer_than(newest) is False
        for other in ("", output.commit, "0" * 40):
            assert not output.is_older_than(other)
        assert output.is_newer_than("")
        assert output.is_newer_than(output.commit) is False
        assert output.is_newer_than("0" * 40) is None
    git.git(site, "checkout", "--quiet", newest)
    with open_output(request(site)) as output:
        first = git.git(site, "rev-parse", "HEAD~1").strip()
        assert output.is_older_than(first) is False
        assert output.is_newer_than(first)
    (site / ".git").rename(site / "not-git")
    with open_output(request(site)) as output:
        assert output.is_older_than(newest) is None
        assert output.is_newer_than(newest) is None
        assert output.is_older_than("") is False
