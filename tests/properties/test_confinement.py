"""Nothing outside output and cache is written or published, however hostile the site."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from newsgen.pipeline import ingest
from newsgen.pipeline.central import build as build_here
from newsgen.pipeline.result import Request
from tests.support.command import AS_OF, Outcome, build, newsgen_in_fork
from tests.support.opened import holding
from tests.support.pictures import saying
from tests.support.site import (
    CONFIG,
    Release,
    difference,
    many_releases,
    new_site,
    tree,
    write,
)

HOST: Final = "https://www.cumbria.police.uk"
SECRET: Final = "TheSecretOfTheParentFolder"
SENTINELS: Final = {
    "passwd.md": f"---\ntitle: {SECRET}\narea: Cumbria\nurl: {HOST}/secret\n---\n\n{SECRET}\n",
    "secret.png": SECRET,
    "x/theme.toml": '[theme]\ntitle = "Outside"\nextends = "plain"\n',
    "x/templates/base.html": SECRET,
    "elsewhere/keep.txt": "kept",
}

Facts = dict[str, tuple[int, int, bytes]]


@pytest.fixture
def parent(tmp_path: Path) -> Path:
    """Return a folder with a site, and sentinels beside it."""
    folder = tmp_path / "parent"
    for path, text in SENTINELS.items():
        write(folder / path, text)
    new_site(folder / "site", many_releases(3))
    (folder / "site/themes").mkdir()
    return folder


def _facts(parent: Path) -> Facts:
    """Return what lies in a folder but for the site's output and cache, to the time of change."""
    allowed = {str(parent / "site/output"), str(parent / "site/.newsgen")}
    by_path = {}
    for above, folders, files in os.walk(parent):
        folders[:] = [name for name in folders if str(Path(above, name)) not in allowed]
        for path in (Path(above), *(Path(above, name) for name in files)):
            stat = path.lstat()
            is_text = path.is_file() and not path.is_symlink()
            # The site's own folder changes when output and cache are made in it.
            time = 0 if path == parent / "site" else stat.st_mtime_ns
            by_path[str(path)] = (stat.st_mode, time, path.read_bytes() if is_text else b"")
    return by_path


def _build_confined(parent: Path, *more: str) -> Outcome:
    """Build, and hold everything else against what it was."""
    before = _facts(parent)
    outcome = build(parent / "site", more=more)
    assert _facts(parent) == before
    _assert_inside(parent / "site/output")
    return outcome


def _assert_inside(output: Path) -> None:
    real = os.path.realpath(output)
    for path, data in tree(output).items():
        assert os.path.realpath(output / path).startswith(real + os.sep)
        assert not data.startswith(b"-> ")
        assert SECRET.encode() not in data, path


URLS: Final = [
    "/../../escaped.aspx",
    "/a/../../../escaped.aspx",
    "/%2e%2e/%2e%2e/escaped.aspx",
    "/%2E%2e/escaped.aspx",
    "/.%2e/escaped.aspx",
    "/..%2f..%2fescaped.aspx",
    "/..%2F..%2Fescaped.aspx",
    "/%252e%252e/%252e%252e/escaped.aspx",
    "/..\\..\\escaped.aspx",
    "/..%5c..%5cescaped.aspx",
    "//etc/escaped.aspx",
    "///tmp/escaped.aspx",
    "/%2fetc%2fescaped.aspx",
    "/C:/escaped.aspx",
    "/x%00.aspx",
    "/x%0a.aspx",
    "/./escaped.aspx",
    "/..",
    "/../",
    "/...",
    "/.../...//escaped.aspx",
    "/x?../../escaped",
    "/x?/../../escaped",
    "/x?..%2f..%2fescaped",
    "/?../../../escaped",
    "/../?x",
    "/x;..;/escaped.aspx",
    "/..;/escaped.aspx",
    "/\uff0e\uff0e/escaped.aspx",
    "/\u2025/escaped.aspx",
    "/.newsgen-scratch/escaped.aspx",
    "/~/escaped.aspx",
    "/$HOME/escaped.aspx",
    "/%c0%ae%c0%ae/escaped.aspx",
]
HOSTS: Final = [
    "..",
    ".",
    "%2e%2e",
    "a/../..",
    "..\\..",
    "x..y",
    "index.html",
    "assets",
    "portal",
    ".".join(["long" * 10] * 10),
]


@pytest.mark.rotates(8)
@pytest.mark.parametrize("layout", ["single", "per-host"])
@pytest.mark.parametrize("url", URLS)
def test_address_leads_nowhere_but_into_the_output(parent: Path, url: str, layout: str) -> None:
    config = CONFIG.replace("[site]", f'[site]\nlayout = "{layout}"')
    write(parent / "site/newsgen.toml", config)
    hostile = Release("Hostile", url=f"'{HOST}{url}'", date="2020-03-05")
    write(parent / "site/content/hostile.md", hostile.text())
    outcome = _build_confined(parent)
    assert outcome.code == (1 if outcome.data["summary"]["errors"] else 0)
    pages = [data for data in tree(parent / "site/output").values() if b"<h1>Hostile</h1>" in data]
    assert len(pages) == (1 if outcome.code == 0 else 0)


@pytest.mark.rotates(5)
@pytest.mark.parametrize("host", HOSTS)
def test_host_leads_nowhere_but_into_the_output(parent: Path, host: str) -> None:
    config = CONFIG.replace("[site]", '[site]\nlayout = "per-host"')
    write(parent / "site/newsgen.toml", config)
    hostile = Release("Hostile", url=f"'https://{host}/hostile.aspx'", date="2020-03-05")
    write(parent / "site/content/hostile.md", hostile.text())
    outcome = _build_confined(parent)
    assert outcome.code == (1 if outcome.data["summary"]["errors"] else 0), outcome
    if outcome.code == 0:
        assert (parent / "site/output" / host / "hostile.aspx").is_file()
        assert (parent / "site/output/index.html").is_file()


@pytest.mark.rotates(5)
@pytest.mark.parametrize(
    "slug",
    [
        "../../escaped",
        "/etc/escaped",
        "a/b",
        "..",
        ".",
        "a\\b",
        "..\\..\\escaped",
        "%2e%2e",
        "x%00",
    ],
)
def test_slug_leads_nowhere_but_into_its_folder(parent: Path, slug: str) -> None:
    hostile = Release("Hostile", date="2020-03-05", more={"slug": f"'{slug}'"})
    write(parent / "site/content/hostile.md", hostile.text())
    outcome = _build_confined(parent)
    assert outcome.code == 1
    assert {diagnostic["code"] for diagnostic in outcome.data["diagnostics"]} == {"NG206"}


@pytest.mark.parametrize("title", ["../../escaped", "..", "/etc/passwd", "a\\..\\b", "%2e%2e/x"])
def test_title_leads_nowhere_but_into_its_folder(parent: Path, title: str) -> None:
    write(parent / "site/content/hostile.md", Release(title, date="2020-03-05").text())
    outcome = _build_confined(parent)
    assert outcome.code == (1 if title == ".." else 0), outcome.out
    pages = list((parent / "site/output/News/News-Articles/2020/March").glob("*.aspx"))
    assert len(pages) == (0 if title == ".." else 1)


@pytest.mark.parametrize("area", ["../../escaped", "/etc", "..", "a/b", "\u65e5\u672c"])
def test_area_leads_nowhere_but_into_the_output(parent: Path, area: str) -> None:
    hostile = Release("Hostile", area=f"'{area}'", url=f"{HOST}/hostile.aspx", date="2020-03-05")
    write(parent / "site/content/hostile.md", hostile.text())
    assert _build_confined(parent).code == 0
    assert len(list((parent / "site/output/areas").iterdir())) == 3


SETTINGS: Final = {
    "permalink": ('archive = "/newsroom/"', 'archive = "/newsroom/"\npermalink = "/../../{slug}"'),
    "archive": ("/newsroom/", "/../../escaped/"),
    "encoded archive": ("/newsroom/", "/%2e%2e/%2e%2e/escaped/"),
    "slug": ('archive = "/newsroom/"', 'archive = "/newsroom/"\nslug = "../../escaped"'),
    "host": ("www.northshire.police.example", ".."),
    "theme": ('theme = "plain"', 'theme = "../x"'),
    "theme above": ('theme = "plain"', 'theme = "../../x"'),
    "absolute theme": ('theme = "plain"', 'theme = "/etc"'),
    "theme of this folder": ('theme = "plain"', 'theme = "."'),
    "base_url": ("https://news.example", "https://news.example/../x"),
}


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_setting_leads_nowhere_but_into_the_output(parent: Path, name: str) -> None:
    """Each is refused, even for a release that would go to the place it names."""
    old, new = SETTINGS[name]
    write(parent / "site/newsgen.toml", CONFIG.replace(old, new))
    release = Release("Permanent", area="Northshire", date="2020-03-05")
    write(parent / "site/content/permanent.md", release.text())
    assert _build_confined(parent).code == 2
    assert tree(parent / "site/output") == {}


def _parents_theme(parent: Path) -> Path:
    folder = parent / "site/themes/own"
    write(folder / "theme.toml", '[theme]\ntitle = "Own"\nextends = "plain"\n')
    write(parent / "site/newsgen.toml", CONFIG.replace('"plain"', '"own"'))
    return folder


def test_theme_that_extends_a_folder_outside_is_refused(parent: Path) -> None:
    theme = _parents_theme(parent)
    write(theme / "theme.toml", '[theme]\ntitle = "Own"\nextends = "../../x"\n')
    assert _build_confined(parent).code == 2


@pytest.mark.parametrize(
    "tag", ['include "../../../../x/templates/base.html"', 'include "/etc/hostname"']
)
def test_template_includes_nothing_from_outside(parent: Path, tag: str) -> None:
    template = "{% extends 'plain/release.html' %}{% block content %}{% TAG %}{% endblock %}"
    write(_parents_theme(parent) / "templates/release.html", template.replace("TAG", tag))
    assert _build_confined(parent).code == 2


@pytest.mark.parametrize("name", ["assets/leak.png", "templates/base.html"])
def test_link_in_a_theme_publishes_nothing_from_outside(parent: Path, name: str) -> None:
    link = _parents_theme(parent) / name
    link.parent.mkdir()
    outside = "secret.png" if name.endswith("png") else "x/templates/base.html"
    link.symlink_to(parent / outside)
    assert _build_confined(parent).code in {0, 2}


def test_linked_folder_in_a_theme_publishes_nothing_from_outside(parent: Path) -> None:
    theme = _parents_theme(parent)
    (theme / "assets").symlink_to(parent)
    assert _build_confined(parent).code in {0, 2}


CONTENT_LINKS: Final = {
    "hostile.md": "passwd.md",
    "images/map.png": "secret.png",
    "folder": "elsewhere",
    "up": "",
}


@pytest.mark.parametrize("name", sorted(CONTENT_LINKS))
def test_link_in_the_content_publishes_nothing_from_outside(parent: Path, name: str) -> None:
    using = Release("Uses", url=f"{HOST}/uses", body="![x](/images/map.png)")
    write(parent / "site/content/uses.md", using.text())
    link = parent / "site/content" / name
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(parent / CONTENT_LINKS[name])
    outcome = _build_confined(parent)
    assert outcome.code == 1
    assert "NG105" in {diagnostic["code"] for diagnostic in outcome.data["diagnostics"]}


@pytest.mark.parametrize(
    "use", ["../../secret.png", "/../secret.png", "%2e%2e/%2e%2e/secret.png", "/etc/hostname"]
)
def test_picture_from_outside_is_not_published(parent: Path, use: str) -> None:
    body = f"![x]({use}) [y]({use})"
    more = {"images": f"[{{src: '{use}', alt: x}}]"}
    release = Release("Uses", url=f"{HOST}/uses", body=body, more=more)
    write(parent / "site/content/uses.md", release.text())
    assert _build_confined(parent).code == 0
    assert not [path for path in tree(parent / "site/output") if "secret" in path or "host" in path]


@pytest.fixture
def linked(parent: Path) -> Path:
    """Return a built site, a folder of whose output was then moved out and linked to."""
    site = parent / "site"
    assert build(site).code == 0
    (site / "output/News").rename(parent / "moved")
    (site / "output/News").symlink_to(parent / "moved")
    return parent


@pytest.mark.rotates(5)
@pytest.mark.parametrize("change", ["title", "delete", "tamper", "nothing"])
def test_linked_folder_in_the_output_is_not_written_through(linked: Path, change: str) -> None:
    site = linked / "site"
    if change == "title":
        write(site / "newsgen.toml", CONFIG.replace("Property", "Renamed"))
    elif change == "delete":
        shutil.rmtree(site / "content/Cumbria")
    elif change == "tamper":
        next((linked / "moved").rglob("*.aspx")).write_bytes(b"tampered")
    before = _facts(linked)
    outcome = build(site)
    assert _facts(linked) == before
    assert (outcome.code == 2) is (change in {"title", "tamper"})


@pytest.mark.parametrize("page", ["index.html", "404.html", "newsroom/2025/October/index.html"])
def test_linked_page_in_the_output_is_replaced_and_not_written_through(
    parent: Path, page: str
) -> None:
    site = parent / "site"
    assert build(site).code == 0
    (site / "output" / page).unlink()
    (site / "output" / page).symlink_to(parent / "elsewhere/keep.txt")
    write(site / "newsgen.toml", CONFIG.replace("Property", "Renamed"))
    assert _build_confined(parent).code == 0
    assert (site / "output" / page).read_bytes().startswith(b"<!")


def test_linked_scratch_folder_is_not_emptied(parent: Path) -> None:
    site = parent / "site"
    assert build(site).code == 0
    (site / ".newsgen/scratch").symlink_to(parent / "elsewhere")
    write(site / "newsgen.toml", CONFIG.replace("Property", "Renamed"))
    _build_confined(parent)
    assert (parent / "elsewhere/keep.txt").read_text() == "kept"


def test_files_in_the_output_that_are_not_newsgens_are_left_alone(parent: Path) -> None:
    site = parent / "site"
    write(site / "output/.well-known/security.txt", "mine")
    write(site / "output/newsroom/2025/October/mine.txt", "mine")
    assert build(site).code == 0
    shutil.rmtree(site / "content/Northshire")
    assert build(site).code == 0
    mine = {path for path, data in tree(site / "output").items() if data == b"mine"}
    assert mine == {".well-known/security.txt", "newsroom/2025/October/mine.txt"}


def test_check_and_plan_write_to_the_cache_only(parent: Path) -> None:
    before = _facts(parent)
    for name in ("check", "plan"):
        outcome = newsgen_in_fork(name, "--site", parent / "site", "--as-of", AS_OF)
        assert outcome.code == 0, outcome
        assert _facts(parent) == before
        assert not (parent / "site/output").exists()


CACHE_LINKS: Final = {
    ".newsgen": "elsewhere",
    ".newsgen/scratch": "elsewhere",
    ".newsgen/index": "elsewhere",
    ".newsgen/cache.sqlite": "elsewhere/keep.txt",
    ".newsgen/cache.sqlite-journal": "elsewhere/keep.txt",
    ".newsgen/cache.sqlite-seal": "elsewhere/keep.txt",
    ".newsgen/lock": "elsewhere/keep.txt",
    ".newsgen/.gitignore": "elsewhere/new.txt",
}


@pytest.mark.parametrize("command", ["build", "check", "plan"])
@pytest.mark.parametrize("name", sorted(CACHE_LINKS))
def test_cache_that_is_a_link_or_holds_one_is_refused(
    parent: Path, name: str, command: str
) -> None:
    link = parent / "site" / name
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(parent / CACHE_LINKS[name])
    before = _facts(parent)
    outcome = newsgen_in_fork(command, "--site", parent / "site", "--as-of", AS_OF)
    assert outcome.code == 2
    assert "NG903" in outcome.err
    assert _facts(parent) == before
    assert not (parent / "elsewhere/new.txt").exists()


@pytest.mark.parametrize("name", ["site/.newsgen", "elsewhere"])
def test_cache_that_is_a_link_may_be_named(parent: Path, name: str) -> None:
    (parent / "site/.newsgen").symlink_to(parent / "elsewhere")
    outcome = build(parent / "site", cache_folder=parent / name)
    assert outcome.code == 0
    assert (parent / "elsewhere/cache.sqlite").is_file()
    assert (parent / "elsewhere/keep.txt").read_text() == "kept"


NO_OUTPUTS: Final = [
    ".git",
    ".git/hooks",
    "themes",
    "themes/x",
    ".newsgen",
    ".github",
    "src",
    "tool",
    "pages",
    ".",
    "..",
    "content",
    "/",
    "~",
]


@pytest.mark.parametrize("name", NO_OUTPUTS)
def test_output_that_holds_other_work_is_refused(parent: Path, name: str) -> None:
    site = parent / "site"
    for path in (
        ".git/config",
        ".git/hooks/x",
        ".github/workflows/x.yml",
        "themes/x/theme.toml",
        "src/x/main.py",
        "tool/Makefile",
        "pages/readme.md",
    ):
        write(site / path, "mine")
    output = Path.home() if name == "~" else site / name
    before = _facts(parent)
    outcome = newsgen_in_fork(
        "build", "--site", site, "--output", output, "--no-cache", "--as-of", AS_OF
    )
    assert outcome.code == 2
    assert "NG901" in outcome.err
    assert _facts(parent) == before


@pytest.mark.rotates(5)
@pytest.mark.parametrize("name", ["site/output", "site/public", "site/docs/site", "www"])
def test_output_that_holds_a_website_or_files_of_other_kinds_is_taken(
    parent: Path, name: str
) -> None:
    output = parent / name
    write(output / ".well-known/security.txt", "mine")
    assert build(parent / "site", output=output).code == 0
    write(output / "readme.md", "mine")
    assert build(parent / "site", output=output).code == 0
    shutil.rmtree(parent / "site/.newsgen")
    outcome = build(parent / "site", output=output)
    assert (outcome.code, outcome.codes) == (1, ["NG908"])  # nothing says whose that file is
    (output / "readme.md").rename(parent / "readme.md")
    assert build(parent / "site", output=output).code == 0
    assert (output / ".well-known/security.txt").read_text() == "mine"


def test_content_and_output_may_be_links(parent: Path) -> None:
    site = parent / "site"
    for name in ("content", "output"):
        (parent / f"real-{name}").mkdir()
    (site / "content").rename(parent / "real-content/below")
    (site / "content").symlink_to(parent / "real-content/below")
    (site / "output").symlink_to(parent / "real-output")
    assert build(site).code == 0
    assert (parent / "real-output/index.html").is_file()
    assert (site / "output").is_symlink()


# Folders that are swapped while a build runs


def _swap(content: Path, elsewhere: Path, *, when: str) -> Callable[[str, int, int], None]:
    """Return a progress that puts a link to another folder in the place of `content` once."""

    def progress(doing: str, done: int, total: int) -> None:
        is_time = done > 0 if when == "while releases are read" else done == total
        if doing == "Reading releases" and is_time and not content.is_symlink():
            content.rename(content.with_name("moved"))
            content.symlink_to(elsewhere)

    return progress


@pytest.mark.rotates(7)
@pytest.mark.parametrize("is_link", [False, True], ids=["folder", "link"])
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("when", ["while releases are read", "before pictures are"])
def test_content_that_is_swapped_during_a_build_leads_nowhere(
    when: str, jobs: int, is_link: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other folder has the same files and more, each with words that may be nowhere.

    Batches are small, so that most files are read after the swap, by workers if there are any.
    """
    monkeypatch.setattr(ingest, "SMALL", 12)
    monkeypatch.setattr(ingest, "BATCH", 12)
    site = new_site(tmp_path / "site", many_releases(150, a_month=8))
    for name in ("Cumbria/a.png", "Cumbria/deep/b.png"):
        write(site / "content" / name, saying(f"pixels of {name}"))
    picture = "![x](/Cumbria/a.png) ![y](deep/b.png)"
    write(site / "content/Cumbria/uses.md", Release("Uses", date="2019-03-05", body=picture).text())
    shutil.copytree(site / "content", tmp_path / "elsewhere")
    for number, file in enumerate([f for f in (tmp_path / "elsewhere").rglob("*") if f.is_file()]):
        is_picture = file.suffix == ".png"
        write(file, saying(SECRET) if is_picture else file.read_bytes() + b"\n" + SECRET.encode())
        if number % 3 == 0 and file.suffix == ".md":
            write(file.with_name(f"more-{number}.md"), Release(SECRET, date="2020-03-05").text())
    clean = tmp_path / "clean"
    request = Request(site, datetime(2026, 3, 15, 12, tzinfo=UTC), clean, None, jobs=jobs)
    assert not build_here(request).refused
    if is_link:
        (site / "content").rename(site / "real")
        (site / "content").symlink_to("real")
    progress = _swap((site / "content").resolve(), tmp_path / "elsewhere", when=when)
    cache, output = site / ".newsgen", site / "output"
    result = build_here(replace(request, output=output, cache=cache, progress=progress))
    assert (site / "content").resolve() == tmp_path / "elsewhere", "it was not swapped"
    assert not result.refused
    assert difference(tree(output), tree(clean)) == {}
    assert holding(cache, [SECRET]) == {}


@pytest.mark.parametrize(
    "name", ["newsgen.toml", "newsgen-baseline.json", "urls.txt", "tombstones.txt"]
)
def test_file_of_the_site_that_leads_out_is_not_quoted(parent: Path, name: str) -> None:
    """Its lines would be in the messages, which a pull request shows to everybody."""
    site = parent / "site"
    write(parent / "secret", "token = 'kanary'\n[kanary]\n")
    (site / name).unlink(missing_ok=True)
    (site / name).symlink_to("../secret")
    outcome = newsgen_in_fork("check", "--no-plugins", "--site", site, "--as-of", AS_OF)
    assert outcome.code == 2
    assert "a symbolic link leads out of the site" in outcome.err
    assert "kanary" not in outcome.out + outcome.err
