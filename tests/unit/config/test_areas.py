"""The tables of areas are read, and what is wrong with one is said in plain words."""

import pytest

from newsgen.config.load import parse
from tests.unit.config.refusals import assert_hint, assert_said_on_its_line, said


def test_an_area_has_what_its_table_says_and_else_what_its_key_gives() -> None:
    area = parse('[areas."West Yorkshire"]\naliases = ["WYP"]\n').area("West Yorkshire")
    assert (area.key, area.name, area.slug) == (
        "West Yorkshire",
        "West Yorkshire",
        "west-yorkshire",
    )
    assert area.aliases == ("WYP",)


def test_the_permalink_follows_the_archive() -> None:
    config = parse('[areas.X]\narchive = "/newsroom/"\n')
    assert config.area("X").permalink == "/newsroom/{year}/{month_name}/{slug}.aspx"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('areas.X.hosts = "x.example"', "areas.X.hosts should be a list"),
        ('areas.X.hosts = ["https://x.example"]', "“https://x.example” is not a host name"),
        ('areas.X.hosts = ["x.example/news"]', "“x.example/news” is not a host name"),
        ('areas.X.archive = "news"', "archive “news” should begin and end with /"),
        ('areas.X.archive = "/a//b/"', "should begin and end with /"),
        ('areas.X.archive = "/../"', "“.” or “..” as a folder name"),
        ('areas.X.permalink = "/{title}"', "an unknown part {title}"),
        ('areas.X.permalink = "/news/"', "holds {slug}"),
        ('areas.X.permalink = "{slug}"', "begins with /"),
        ('areas.X.permalink = "/{slug}?a=1"', "should be a path"),
        ('areas.X.permalink = "/../{slug}"', "“.” or “..” as a folder name"),
        ('areas.X.permalink = "/a%2Fb/{slug}"', "encoded slash"),
        ('areas.X.slug = "West Yorkshire"', "may hold small letters"),
    ],
)
def test_a_wrong_value_is_said_in_plain_words_on_its_line(line: str, words: str) -> None:
    assert_said_on_its_line(line, words)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ('areas.X.hosts = "www.example"', 'Write hosts = ["www.example"]'),
        ('areas.X.aliases = "NP"', 'Write aliases = ["NP"]'),
        ('areas.X.default_images = "/logo.png"', 'Write default_images = ["/logo.png"]'),
        ("areas.X.hosts = 1", ""),
    ],
)
def test_a_hint_has_the_text_to_write(line: str, hint: str) -> None:
    assert_hint(line, hint)


def test_two_areas_with_the_same_pages_are_refused() -> None:
    assert said('[areas.North]\n[areas.south]\nslug = "north"\n') == [
        (
            "newsgen.toml:2:1: error[NG703] the areas North and south have the same slug, "
            "so the same pages"
        ),
        '    hint: Give one of them its own, such as slug = "north".',
    ]
