"""The files of a new site."""

from datetime import UTC, datetime

from newsgen.config.load import parse
from newsgen.content.frontmatter import split
from newsgen.scaffold.site import site_files

NOW = datetime(2026, 7, 1, 8, 30, tzinfo=UTC)


def test_the_settings_are_valid_and_strict_from_today_on() -> None:
    config = parse(site_files(NOW)["newsgen.toml"])
    assert str(config.rules.strict_since) == "2026-07-01"
    assert list(config.areas) == ["Example"]


def test_today_is_that_of_the_site() -> None:
    files = site_files(datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert str(parse(files["newsgen.toml"]).rules.strict_since) == "2026-07-01"
    assert "content/example/2026/07-our-first-release.md" in files


def test_the_first_release_is_a_draft_of_this_minute_in_the_time_of_the_site() -> None:
    path = "content/example/2026/07-our-first-release.md"
    parts = split(site_files(NOW)[path], path)
    assert "status: draft" in parts.yaml
    assert "date: 2026-07-01 09:30" in parts.yaml


def test_the_cache_and_the_website_are_ignored() -> None:
    assert site_files(NOW)[".gitignore"].split() == ["/output/", "/.newsgen/"]
