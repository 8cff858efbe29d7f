"""A refused build changes nothing in the output, whatever it was refused for."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.support.command import Outcome, build, clean_tree
from tests.support.site import CONFIG, Release, difference, many_releases, new_site, tree, write

HOST: Final = "https://www.cumbria.police.uk"
CARELESS: Final[dict[str, str | bytes]] = {
    "no-title": "---\narea: Cumbria\nurl: https://h.example/x\n---\n\nText.\n",
    "no-area": "---\ntitle: X\nurl: https://h.example/x\n---\n\nText.\n",
    "no-front-matter": "Only text.\n",
    "unclosed": "---\ntitle: X\narea: Cumbria\n\nText.\n",
    "yaml": "---\ntitle: [\n---\n\nText.\n",
    "duplicate-key": Release("X", url=f"{HOST}/x", more={"area ": "Cumbria"}).text(),
    "status": Release("X", url=f"{HOST}/x", more={"status": "hidden"}).text(),
    "not-utf8": b"---\ntitle: X\xff\narea: Cumbria\n---\n",
    "nul": b"---\ntitle: X\narea: Cumbria\n---\n\0",
    "no-date": Release("X", url=f"{HOST}/x", date="31 February 2020").text(),
    "embargo": Release("X", url=f"{HOST}/x", more={"embargo": "2026-01-01 10:00"}).text(),
    "dateline": Release(
        "X",
        url=f"{HOST}/News/News-Articles/2020/March/X.aspx",
        body="Posted on 10:49:00 on 5th May 2020\n\nText.",
    ).text(),
    "not-a-url": Release("X", url="ftp://h.example/x").text(),
    "climbs": Release("X", url=f"{HOST}/a/../x.aspx").text(),
    "long-name": Release("X", url=f"{HOST}/{'x' * 300}.aspx").text(),
    "same-path": Release("X", url=f"{HOST}/News/News-Articles/2025/October/Release-0.aspx").text(),
    "same-path-but-case": Release(
        "X", url=f"{HOST}/news/news-articles/2025/october/release-0.aspx"
    ).text(),
    "file-and-folder": Release(
        "X", url=f"{HOST}/News/News-Articles/2025/October/Release-0.aspx/more/"
    ).text(),
    "reserved": Release("X", url=f"{HOST}/News/News-Articles/2025/October/").text(),
    "permalink-needs-date": Release("X").text(),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = new_site(tmp_path_factory.mktemp("refusal") / "site", many_releases(60))
    assert build(site).code == 0
    return site


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """Return a built site in which every page is due to change."""
    site = tmp_path / "site"
    shutil.copytree(built, site, symlinks=True)
    write(site / "newsgen.toml", CONFIG.replace("Property news", "Renamed news"))
    return site


def _refused(site: Path, *, jobs: int = 1) -> Outcome:
    """Build, and hold the output against what it was: even no time of a file may be new."""
    before, stamps = tree(site / "output"), _stamps(site / "output")
    outcome = build(site, jobs=jobs)
    assert outcome.code != 0, outcome.out
    assert difference(tree(site / "output"), before) == {}
    assert _stamps(site / "output") == stamps
    return outcome


def _stamps(folder: Path) -> dict[str, tuple[int, int]]:
    stamps = {}
    for path in folder.rglob("*"):
        stat = path.lstat()
        stamps[str(path)] = (stat.st_ino, stat.st_mtime_ns)
    return stamps


@pytest.mark.rotates(8)
@pytest.mark.parametrize("mistake", sorted(CARELESS))
def test_release_with_a_mistake_refuses_the_build(site: Path, mistake: str) -> None:
    path = write(site / "content/careless.md", CARELESS[mistake])
    outcome = _refused(site)
    assert outcome.code == 1
    assert outcome.data["summary"]["refused"] is True
    assert outcome.data["summary"]["errors"] >= 1
    path.unlink()
    assert build(site).code == 0
    assert difference(tree(site / "output"), clean_tree(site)) == {}


@pytest.mark.rotates(5)
@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("/x.aspx", "index.html"),
        ("/x.aspx", "404.html"),
        ("/x.aspx", "feed.atom"),
        ("/x.aspx", "News/News-Articles/2025/index.html"),
        ("/x.aspx", "News"),
        ("/form.aspx/x.aspx", "form.aspx"),
        ("/form.aspx", "form.aspx/a.pdf"),
    ],
)
def test_used_file_in_the_place_of_a_page_refuses_the_build(
    site: Path, url: str, file: str
) -> None:
    write(site / "content" / file, "a document")
    body = f"See [the form](/{file})."
    write(site / "content/careless.md", Release("X", url=HOST + url, body=body).text())
    assert _refused(site).code == 1


@pytest.mark.parametrize("path", ["/404.html/x.aspx", "/sitemap.xml/x.html", "/feed.atom/"])
def test_release_below_a_file_of_newsgens_refuses_the_build(site: Path, path: str) -> None:
    write(site / "content/careless.md", Release("X", url=HOST + path).text())
    assert _refused(site).code == 1


@pytest.mark.parametrize("folder", ["/News.html/", "/News.html/Articles/", "/sub/News.html/"])
def test_release_in_the_place_of_an_archives_folder_refuses_the_build(
    site: Path, folder: str
) -> None:
    config = CONFIG.replace("/News/News-Articles/", folder)
    write(site / "newsgen.toml", config)
    url = HOST + folder[: folder.index(".html") + 5]
    write(site / "content/careless.md", Release("X", url=url, date="2020-03-05").text())
    assert _refused(site).code == 1


def test_refused_first_build_makes_no_output(tmp_path: Path) -> None:
    site = new_site(tmp_path / "site", many_releases(5))
    write(site / "content/careless.md", CARELESS["no-title"])
    assert build(site).code == 1
    assert not (site / "output").exists()


def test_link_out_of_the_content_refuses_the_build(site: Path, tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.md", Release("Secret", url=f"{HOST}/s").text())
    (site / "content/link.md").symlink_to(secret)
    assert _refused(site).code == 1


def test_warning_refuses_the_build_where_warnings_fail(site: Path) -> None:
    write(site / "content/odd.md", Release("Odd", url="https://other.example/odd").text())
    before = tree(site / "output")
    outcome = build(site, more=("--fail-on", "warning"))
    assert outcome.code == 1
    assert outcome.data["summary"]["errors"] == 0
    assert difference(tree(site / "output"), before) == {}


CONFIGURATIONS: Final = {
    "not-toml": "[site\n",
    "unknown-setting": "[site]\ntitel = 'X'\n",
    "wrong-value": "[feeds]\nitems = 0\n",
    "no-such-theme": "[site]\ntheme = 'absent'\n",
    "unknown-option": "[theme.options]\nabsent = 'x'\n",
    "unknown-extension": "[markdown]\nextensions = ['absent']\n",
    "same-slugs": "[areas.A]\nslug = 'x'\n[areas.B]\nslug = 'x'\n",
}


@pytest.mark.parametrize("kind", sorted(CONFIGURATIONS))
def test_wrong_configuration_refuses_the_build(site: Path, kind: str) -> None:
    write(site / "newsgen.toml", CONFIGURATIONS[kind])
    assert _refused(site).code == 2


TEMPLATES: Final = {
    "syntax": '{% extends "plain/release.html" %}{% block content %}',
    "missing-parent": '{% extends "absent.html" %}',
    "fails-on-one": '{% extends "plain/release.html" %}{% block article_extra %}'
    '{{ page.absent if page.release.title == "Release 31 of July" }}{% endblock %}',
    "fails-by-arithmetic": '{% extends "plain/release.html" %}{% block article_extra %}'
    '{{ 1 // (0 if page.release.title == "Release 31 of July" else 1) }}{% endblock %}',
}


@pytest.mark.rotates(5)
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("kind", sorted(TEMPLATES))
def test_template_that_fails_refuses_the_build(site: Path, kind: str, jobs: int) -> None:
    assert "Release 31 of July" in (site / "content/Northshire/2025/07-00031.md").read_text()
    _use_theme(site, TEMPLATES[kind])
    outcome = _refused(site, jobs=jobs)
    assert outcome.code in {1, 2}
    said = outcome.out + outcome.err
    assert "release.html" in said or "absent.html" in said


def _use_theme(site: Path, template: str) -> None:
    write(site / "themes/own/theme.toml", '[theme]\ntitle = "Own"\nextends = "plain"\n')
    write(site / "themes/own/templates/release.html", template)
    write(site / "newsgen.toml", CONFIG.replace('"plain"', '"own"'))


def test_template_that_fails_on_the_first_build_makes_no_pages(tmp_path: Path) -> None:
    site = new_site(tmp_path / "site", many_releases(60))
    _use_theme(site, TEMPLATES["fails-on-one"])
    assert build(site, jobs=2).code != 0
    assert tree(site / "output") == {}


def test_output_that_is_a_file_is_left_as_it_is(site: Path) -> None:
    output = write(site / "elsewhere", "a file")
    assert build(site, output=output).code == 2
    assert output.read_text() == "a file"


def test_output_below_a_file_is_refused(site: Path) -> None:
    file = write(site / "elsewhere", "a file")
    assert build(site, output=file / "output").code == 2
    assert file.read_text() == "a file"


@pytest.mark.parametrize("place", ["content", "content/output", "."])
def test_output_in_the_content_or_around_it_is_refused(site: Path, place: str) -> None:
    before = tree(site / "content")
    assert build(site, output=site / place).code == 2
    assert difference(tree(site / "content"), before) == {}


def _link_a_folder(site: Path) -> None:
    """Link a folder whose pages are not the first to be put in place."""
    elsewhere = site.parent / "elsewhere"
    (site / "output/newsroom").rename(elsewhere)
    (site / "output/newsroom").symlink_to(elsewhere)


def _put_a_folder_for_a_page(site: Path) -> None:
    (site / "output/robots.txt").unlink()
    write(site / "output/robots.txt/mine.txt", "not newsgen's")


ODD_OUTPUTS: Final[dict[str, Callable[[Path], None]]] = {
    "linked-folder": _link_a_folder,
    "folder-for-a-page": _put_a_folder_for_a_page,
}


@pytest.mark.parametrize("kind", sorted(ODD_OUTPUTS))
def test_output_in_which_a_page_has_no_place_is_left_as_it_is(site: Path, kind: str) -> None:
    ODD_OUTPUTS[kind](site)
    elsewhere = site.parent / "elsewhere"
    before = tree(elsewhere)
    assert _refused(site).code == 2
    assert difference(tree(elsewhere), before) == {}


def test_cache_that_is_a_file_refuses_the_build(site: Path) -> None:
    before = tree(site / "output")
    assert build(site, cache_folder=write(site / "elsewhere", "a file")).code == 2
    assert difference(tree(site / "output"), before) == {}
