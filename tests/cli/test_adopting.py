"""newsgen init --from: a site that takes an old archive over."""

import os
import shutil
import tomllib
import zipfile
from pathlib import Path
from typing import Final

import pytest

from tests.archives import national
from tests.support.command import Console
from tests.support.site import tree, write

RELEASE: Final = "```yaml\ntitle: {1}\narea: {0}\nurl: https://{2}\n```\n\nText.\n"


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the releases of two forces, one of them spelt in two ways."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "old"
    for area, name, place in (
        ("Kent", "Man held", "www.kent.example/news/kent/2020/06/man-held/"),
        ("KENT", "Two held", "www.kent.example/news/kent/2020/07/two-held/"),
        ("Kent", "Van found", "www.kent.example/news/kent/2020/08/van-found/"),
        ("West Mercia", "Road closed", "www.wm.example/r/55/road-closed"),
    ):
        file = folder / area.lower() / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(RELEASE.format(area, name, place), encoding="utf-8")
    (folder / "kent/map.png").write_bytes(b"\x89PNG\r\n")
    (folder / "broken.md").write_text("---\ntitle: [\n---\n")
    (folder / ".git").mkdir()
    (folder / ".git/config").write_text("")
    return folder


def test_the_releases_are_copied_and_their_areas_are_settings(
    run: Console, old: Path, tmp_path: Path
) -> None:
    before = tree(old)
    ran = run("init", "site", "--from", "old")
    assert ran.code == 0, ran.err
    assert tree(old) == before
    site = tmp_path / "site"
    copied = {path: data for path, data in before.items() if not path.startswith(".git/")}
    assert tree(site / "content") == copied
    settings = tomllib.loads((site / "newsgen.toml").read_text(encoding="utf-8"))
    assert {key: area["hosts"] for key, area in settings["areas"].items()} == {
        "Kent": ["www.kent.example"],
        "West Mercia": ["www.wm.example"],
    }
    assert (site / ".gitignore").exists()


def test_it_says_what_it_was_sure_of(run: Console, old: Path) -> None:
    ran = run("init", "site", "--from", str(old))
    assert ran.out.startswith("""\
Read 4 releases of 2 areas.

Area         Releases  Setting    Value                                    Sure
Kent                3  name       Kent                                     guessed
                       host       www.kent.example                         all
                       archive    /news/kent/                              all
                       permalink  /news/kent/{year}/{month}/{slug_lower}/  all
West Mercia         1  name       West Mercia                              guessed
                       host       www.wm.example                           all
                       archive    /r/                                      all
                       permalink  /r/{slug_lower}                          guessed
""")
    assert "base_url is https://www.kent.example" in ran.out
    assert "would have one address: West Mercia." in ran.out
    assert "KENT is taken for Kent" in ran.out
    assert "Cannot be read, and newsgen check says why: broken.md." in ran.out
    assert "newsgen check" in ran.out.splitlines()[-1]


def test_releases_that_are_in_place_stay_there(run: Console, old: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    old.rename(site / "content")
    (site / ".gitignore").write_text("/mine/\n")
    before = tree(site)
    ran = run("init", "site", "--from", "site/content")
    assert ran.code == 0, ran.err
    after = tree(site)
    assert after.keys() - before.keys() == {"newsgen.toml"}
    assert all(after[path] == data for path, data in before.items())
    again = run("init", "site", "--from", "site/content")
    assert (again.code, "newsgen.toml exists already" in again.err) == (2, True)
    assert tree(site) == after


@pytest.mark.parametrize(
    ("directory", "folder", "message"),
    [
        ("old/site", "old", "is inside old"),
        ("old", "old", "is not empty"),
        (".", "old", "is not empty"),
        ("site", "old/.git", "has no releases"),
        ("site", "nowhere", "does not exist"),
        ("site", "old/broken.md", "is a file"),
    ],
)
def test_what_cannot_be_taken_over_is_refused(
    run: Console, old: Path, tmp_path: Path, directory: str, folder: str, message: str
) -> None:
    assert old.exists()
    before = tree(tmp_path)
    ran = run("init", directory, "--from", folder)
    assert ran.code == 2
    assert message in ran.err
    assert tree(tmp_path) == before


def test_a_folder_with_unreadable_releases_only_says_so(
    run: Console, old: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad").mkdir()
    (old / "broken.md").rename(tmp_path / "bad/broken.md")
    ran = run("init", "site", "--from", "bad")
    assert (ran.code, "Cannot be read: broken.md." in ran.err) == (2, True)
    assert not (tmp_path / "site").exists()


def test_a_fix_makes_one_of_the_two_spellings(
    run: Console, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (old / "broken.md").unlink()
    assert run("init", "site", "--from", str(old)).code == 0
    monkeypatch.chdir(tmp_path / "site")
    assert "NG208" in run("check", "--select", "NG208").err
    assert "1 finding fixed in 1 file." in run("check", "--fix", "--select", "NG208").err
    assert run("check", "--select", "NG208,NG414").out == "4 releases checked: nothing wrong.\n"
    assert run("build").code == 0
    for path in (
        "news/kent/2020/07/two-held/index.html",
        "r/55/road-closed/index.html",
    ):
        assert (tmp_path / "site/output" / path).exists()


def test_a_pipeline_comes_with_it(run: Console, old: Path, tmp_path: Path) -> None:
    wheel = tmp_path / "newsgen-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("newsgen/__main__.py", "")
    options = ("--ci", "gitlab", "--from-wheel", str(wheel))
    ran = run("init", "site", "--from", str(old), *options)
    assert ran.code == 0, ran.err
    assert {".gitlab-ci.yml", "newsgen.toml", "content/kent/map.png"} <= tree(
        tmp_path / "site"
    ).keys()


def test_a_file_that_cannot_be_copied_is_named_and_leaves_no_settings(
    run: Console, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert old.exists()

    def refuse(source: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied", str(source), None, str(target))

    monkeypatch.setattr(shutil, "copyfile", refuse)
    ran = run("init", "site", "--from", "old")
    assert ran.code == 2
    assert "old/broken.md cannot be copied to site/content/broken.md: Permission denied" in ran.err
    assert not (tmp_path / "site/newsgen.toml").exists()


def test_a_new_release_has_an_address_like_the_old_ones(
    run: Console, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("init", "site", "--from", str(old)).code == 0
    monkeypatch.chdir(tmp_path / "site")
    ran = run("new", "Bicycle Stolen", "--area", "Kent", "--at", "5 March 2026 10:49")
    assert "https://www.kent.example/news/kent/2026/03/bicycle-stolen/" in ran.err


def test_names_do_not_reach_the_terminal_as_commands(
    run: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old").mkdir()
    hostile = RELEASE.format('"\\e[2J##[error]\\u202e]\\"\\n[rules]"', "x", "a.example/n/x/")
    (tmp_path / "old/a.md").write_text(hostile)
    ran = run("init", "site", "--from", "old")
    assert ran.code == 0, ran.err
    assert not {"\x1b", "\u202e"} & set(ran.out)
    assert "##[" not in ran.out
    (key,) = tomllib.loads((tmp_path / "site/newsgen.toml").read_text(encoding="utf-8"))["areas"]
    assert key.endswith(']"\n[rules]')


def test_a_national_archive_is_a_site_whose_areas_and_hosts_are_known(
    run: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    national(tmp_path / "old", releases=600)
    assert run("init", str(tmp_path / "site"), "--from", str(tmp_path / "old")).code == 0
    monkeypatch.chdir(tmp_path / "site")
    checked = run("check", "--select", "NG208,NG414,NG415,NG603")
    assert checked.code == 0, checked.out + checked.err
    assert checked.out == "600 releases checked: nothing wrong.\n"


WELSH: Final = """\
---
title: Dyn {0} wedi ei arestio - HDP
area: Dyfed-Powys
date: 2026-06-0{0}T10:00:00+01:00
url: https://www.dyfed-powys.example/newyddion/2026/06/dyn-{0}/
---

Mae dyn wedi ymddangos yn y llys ac mae swyddogion yn apelio am dystion.
"""


def test_a_welsh_archive_gives_language_zone_and_aliases(
    run: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old").mkdir()
    for number in range(1, 7):
        (tmp_path / f"old/{number}.md").write_text(WELSH.format(number), encoding="utf-8")
    english = WELSH.format(7).partition("\n\n")[0] + "\n\nThe man is to appear at the court.\n"
    (tmp_path / "old/english.md").write_text(english, encoding="utf-8")
    ran = run("init", "site", "--from", "old")
    assert ran.code == 0, ran.err
    assert "alias      HDP " in ran.out
    assert "language is cy: most releases are in it." in ran.out
    assert "write language into them: english.md." in ran.out
    assert "timezone is Europe/London: all times with an offset from UTC" in ran.out
    settings = tomllib.loads((tmp_path / "site/newsgen.toml").read_text(encoding="utf-8"))
    assert settings["site"]["language"] == "cy"
    assert settings["areas"]["Dyfed-Powys"]["aliases"] == ["HDP"]
    monkeypatch.chdir(tmp_path / "site")
    assert run("build").code == 0
    page = Path("output/newyddion/2026/06/dyn-1/index.html").read_text(encoding="utf-8")
    assert '<html lang="cy"' in page
    assert "HDP" not in page


def test_a_folder_that_cannot_be_read_is_named_and_not_copied(
    run: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Permissions do not bind the user who runs the tests in a container."""
    for name in ("open", "shut"):
        text = f"---\ntitle: T\narea: Kent\nurl: https://www.kent.example/{name}/\n---\n\nText.\n"
        write(tmp_path / f"old/{name}/a.md", text)
    listdir = os.listdir

    def refuse(folder: str) -> list[str]:
        if str(folder).endswith("shut"):
            raise PermissionError(13, "Permission denied", folder)
        return listdir(folder)

    monkeypatch.setattr(os, "listdir", refuse)
    ran = run("init", str(tmp_path / "new"), "--from", str(tmp_path / "old"))
    monkeypatch.undo()
    assert ran.code == 1
    assert "Not copied, as these cannot be read: shut." in ran.out
    assert "are not files" not in ran.out
    assert (tmp_path / "new/content/open/a.md").is_file()
