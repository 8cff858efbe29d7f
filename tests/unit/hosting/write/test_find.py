"""The folders that newsgen wrote a configuration into are found by their list."""

from pathlib import Path

from newsgen.hosting.write import LIST, configuration_folders
from tests.support.site import write


def test_folders_are_found_wherever_they_lie_in_the_site(tmp_path: Path) -> None:
    for folder in ("hosting", "deep/er/nginx", "output", "content/x", ".git/hooks", "none"):
        write(tmp_path / folder / (LIST if folder != "none" else "nginx.conf"), "")
    but = [tmp_path / "output", tmp_path / "deep/../content"]
    assert configuration_folders(tmp_path, but=but) == [
        tmp_path / "deep/er/nginx",
        tmp_path / "hosting",
    ]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere" / LIST, "")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/hosting").symlink_to(tmp_path / "elsewhere")
    assert configuration_folders(tmp_path / "site", but=[]) == []


def test_a_passed_folder_is_known_by_a_link_to_it(tmp_path: Path) -> None:
    write(tmp_path / "hosting" / LIST, "")
    (tmp_path / "link").symlink_to(tmp_path / "hosting")
    assert configuration_folders(tmp_path, but=[tmp_path / "link"]) == []


def test_a_site_that_is_gone_has_none(tmp_path: Path) -> None:
    assert configuration_folders(tmp_path / "gone", but=[]) == []
