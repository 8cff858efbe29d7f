"""How the output folder stands beside the last build and the content."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from newsgen.pipeline.built import Built, look_at_output
from newsgen.pipeline.central import build
from newsgen.pipeline.result import Request
from newsgen.pipeline.session import open_session
from tests.support.builds import request
from tests.support.site import HOSTS, Release, new_site, write

RIGHT = Built(current=True, has_drafts=False, is_early=False, has_expired=False, altered=())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    url = f"https://{HOSTS['Cumbria']}/a.aspx"
    release = Release("A", url=url, date="2026-03-01", more={"expires": "2030-03-01T10:00Z"})
    return new_site(tmp_path / "site", {"a.md": release})


def look(asked: Request) -> Built:
    with open_session(asked) as session:
        return look_at_output(session)


def test_output_of_the_last_build_is_current(site: Path) -> None:
    build(request(site))
    assert look(request(site)) == RIGHT


def test_output_that_was_not_built_is_not(site: Path) -> None:
    assert not look(request(site)).current


def test_output_of_another_content_is_not(site: Path) -> None:
    build(request(site))
    url = f"https://{HOSTS['Cumbria']}/b.aspx"
    write(site / "content/b.md", Release("B", url=url, date="2026-03-01").text())
    assert not look(request(site)).current


def test_output_of_other_settings_is_not(site: Path) -> None:
    build(request(site))
    with (site / "newsgen.toml").open("a") as file:
        file.write("# changed\n")
    assert not look(request(site)).current


def test_drafts_are_known(site: Path) -> None:
    build(replace(request(site), drafts=True))
    assert look(request(site)) == RIGHT._replace(has_drafts=True)


def test_output_of_a_later_time_is_known(site: Path) -> None:
    url = f"https://{HOSTS['Cumbria']}/held.aspx"
    held = Release("Held", url=url, date="2026-03-01", more={"embargo": "2027-03-01T10:00Z"})
    write(site / "content/held.md", held.text())
    later = replace(request(site), as_of=request(site).as_of + timedelta(days=400))
    build(later)
    assert look(later) == RIGHT
    assert look(request(site)) == RIGHT._replace(is_early=True)


def test_output_of_a_later_time_that_shows_the_same_is_not_early(site: Path) -> None:
    build(replace(request(site), as_of=request(site).as_of + timedelta(days=1)))
    assert look(request(site)) == RIGHT


def test_altered_files_are_named(site: Path) -> None:
    build(request(site))
    write(site / "output/robots.txt", b"other")
    assert look(request(site)) == RIGHT._replace(altered=("robots.txt",))


def test_release_that_has_expired_is_known(site: Path) -> None:
    build(request(site))
    later = replace(request(site), as_of=request(site).as_of + timedelta(days=2_000))
    assert look(later).has_expired
