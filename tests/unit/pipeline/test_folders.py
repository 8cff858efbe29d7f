"""The folders of a build: which are refused, and where links lead."""

from pathlib import Path

import pytest

from newsgen.diagnostics import NewsgenError
from newsgen.pipeline._folders import check_cache_links, check_folders, pinned
from tests.support.builds import request
from tests.support.site import write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "site/content").mkdir(parents=True)
    return tmp_path / "site"


def refusal(site: Path, **changes: object) -> str:
    with pytest.raises(NewsgenError) as error:
        check_folders(request(site, **changes))
    (diagnostic,) = error.value.diagnostics
    return f"{diagnostic.code}: {diagnostic.message}"


def test_a_content_that_is_a_file_is_not_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"NG704: there is no folder content in {tmp_path}"
    write(tmp_path / "content", "x")
    assert refusal(tmp_path) == "NG704: content is not a folder"


def test_usual_folders_are_taken(folder: Path) -> None:
    check_folders(request(folder))
    (folder / "output/news").mkdir(parents=True)
    write(folder / "output/robots.txt", "x")
    check_folders(request(folder))


@pytest.mark.parametrize(
    ("path", "why"),
    [
        (".git/x", "lies in .git, which holds the history of a repository"),
        ("themes", "and themes of the site overlap"),
        (".newsgen/x", "and .newsgen of the site overlap"),
        ("src", "holds other work: a/b.py is in it"),
        ("tool", "holds other work: go.mod is in it"),
    ],
)
def test_a_refusal_says_what_the_folder_is(folder: Path, path: str, why: str) -> None:
    write(folder / "src/a/b.py", "")
    write(folder / "tool/go.mod", "")
    output = folder / path
    refused = refusal(folder, output=output, cache=None)
    assert refused == f"NG901: the output folder {output} {why}"


def test_the_folder_of_a_linked_content_holds_no_website(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "sites/a").mkdir(parents=True)
    (tmp_path / "sites/a/content").symlink_to(tmp_path / "texts")
    for output in (tmp_path / "sites/a", tmp_path / "sites"):
        assert refusal(tmp_path / "sites/a", output=output).startswith("NG90")
        named = refusal(tmp_path / "sites/a", output=output, cache=None)
        assert named.endswith("holds the site itself")


def test_a_website_may_hold_any_file(folder: Path) -> None:
    write(folder / "public/index.html", "")
    write(folder / "public/a.py", "")
    check_folders(request(folder, output=folder / "public"))


def test_a_folder_elsewhere_may_hold_any_file_but_the_marks_of_a_project(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    write(tmp_path / "www/a.md", "")
    check_folders(request(site, output=tmp_path / "www"))
    write(tmp_path / "www/package.json", "")
    assert refusal(site, output=tmp_path / "www").endswith("package.json is in it")


def test_the_cache_may_be_a_link_if_it_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (folder / ".newsgen").symlink_to(tmp_path / "real")
    assert refusal(folder) == f"NG903: the cache folder {folder}/.newsgen is a symbolic link"
    check_folders(request(folder, is_cache_named=True))


def test_a_link_in_the_cache_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "cache.sqlite", "")
    check_cache_links(tmp_path)
    (tmp_path / "scratch").symlink_to(tmp_path)
    with pytest.raises(NewsgenError, match="scratch"):
        check_cache_links(tmp_path)


def test_only_a_link_is_pinned(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert pinned(tmp_path / "link") == (tmp_path / "real").resolve()
    assert pinned(Path("site/output")) == Path("site/output")
