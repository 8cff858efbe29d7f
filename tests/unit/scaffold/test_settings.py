"""The newsgen.toml of a site that takes an old archive over."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given, strategies as st

from newsgen.config.load import parse
from newsgen.scaffold.adopting import facts_of
from newsgen.scaffold.reading import OldRelease
from newsgen.scaffold.settings import settings_of

TODAY = date(2026, 7, 1)
NOW = datetime(2026, 7, 1, tzinfo=UTC)
NAMES = st.text(max_size=30) | st.sampled_from(
    ["東", "Area", 'a"]\nb', "a.b", "Kent", "KENT", "[x]"]
)
HOSTS = st.sampled_from(["a.example", "b.example", "tÿ.example"])
PATHS = st.text(max_size=40) | st.sampled_from(["news/2020/June/x.aspx", "{slug}/x", "100%25/x/"])


def written(*values: Any, language: str = "") -> str:
    releases = [OldRelease(f"{n}.md", each, language) for n, each in enumerate(values)]
    return settings_of(facts_of(releases, NOW), TODAY)


def test_each_setting_says_how_sure_it_is() -> None:
    url = "https://www.kent.example/news/2020/06/{}/"
    text = written(
        {"area": "West Kent", "url": url.format("a"), "og": {"site": {"name": "West Kent Police"}}},
    )
    assert (
        text
        == """\
# Written by newsgen init --from. After each setting: which releases say so.

[site]
title = "West Kent Police news"
base_url = "https://www.kent.example"  # all releases
language = "en-GB"  # guessed
timezone = "Europe/London"  # guessed
layout = "single"
theme = "plain"

[areas."West Kent"]
name = "West Kent Police"  # all releases
hosts = ["www.kent.example"]
archive = "/news/"  # all releases
permalink = "/news/{year}/{month}/{slug_lower}/"  # all releases

[rules]
strict_since = 2026-07-01  # releases from this day on are held to the strict rules

[retention]
missing = "90 days"  # appeals for missing people: newsgen review lists them then
"""
    )


def test_areas_that_share_an_archive_get_one_each() -> None:
    url = "https://www.{}.example/news/2020/06/{}/"
    areas = ("Kent", "Essex")
    shared = [{"area": area, "url": url.format("police", area)} for area in areas]
    assert [each.key for each in parse(written(*shared)).sorted_by] == ["area"]
    apart = [{"area": area, "url": url.format(area, area)} for area in areas]
    assert parse(written(*apart)).sorted_by == ()
    assert parse(written(shared[0])).sorted_by == ()


def test_a_welsh_archive_is_a_welsh_site() -> None:
    config = parse(written({"area": "Gwent", "title": "x | Heddlu Gwent"}, language="cy"))
    assert (config.site.language, config.site.title) == ("cy", "Newyddion Heddlu Gwent")
    several = parse(written({"area": "Gwent"}, {"area": "Kent"}, language="cy"))
    assert several.site.title == "Newyddion yr heddlu"


def test_aliases_are_written_as_guesses() -> None:
    text = written(*({"area": "Kent", "title": f"Man {n} held – KTC"} for n in range(5)))
    assert 'aliases = ["KTC"]  # guessed: many titles begin or end with them\n' in text
    assert parse(text).areas["Kent"].aliases == ("KTC",)


def test_without_addresses_the_site_is_at_home() -> None:
    config = parse(written({"area": "Kent"}, {"area": "Surrey"}))
    assert config.site.base_url == "http://localhost"
    assert config.site.title == "Police news"
    assert [config.area(key).archive for key in config.areas] == ["/news/", "/news/"]


def test_a_folder_without_a_name_is_no_archive() -> None:
    config = parse(written(*({"area": "Kent", "url": f"https://a.example//{n}"} for n in "abc")))
    assert config.area("Kent").archive == "/"


@given(st.lists(st.tuples(NAMES, HOSTS, PATHS, st.text(max_size=20)), max_size=12))
def test_any_archive_gives_settings_that_can_be_read(
    releases: list[tuple[str, str, str, str]],
) -> None:
    values = [
        {"area": area, "url": f"https://{host}/{path}", "og": {"image": image}, "title": image}
        for area, host, path, image in releases
    ]
    facts = facts_of([OldRelease("x.md", each, "cy") for each in values], NOW)
    config = parse(settings_of(facts, TODAY))
    assert list(config.areas) == [area.key for area in facts.areas]
    for area in facts.areas:
        assert list(config.areas[area.key].hosts) == [host for host, _ in area.hosts]
        assert config.areas[area.key].archive == area.archive.text
