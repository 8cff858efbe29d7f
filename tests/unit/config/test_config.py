"""newsgen.toml: every setting, and the place of every mistake."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgen.config.load import find_key, load, parse
from newsgen.config.settings import Config, HostingSettings
from newsgen.diagnostics import Diagnostic, NewsgenError
from newsgen.report.text import diagnostic_lines

FULL = """\
[site]
title = "Cumbria Constabulary news"
base_url = "https://www.cumbria.police.uk"
language = "en-GB"
timezone = "Europe/London"
layout = "per-host"
theme = "plain"
search = true

[areas.Cumbria]
name = "Cumbria Constabulary"
slug = "cumbria"
hosts = ["www.cumbria.police.uk", "news.cumbria.police.uk"]
archive = "/News/News-Articles/"
permalink = "/News/News-Articles/{year}/{month_name}/{slug}.aspx"

[theme.options]
accent = "#123456"

[markdown]
extensions = ["tables", "footnotes"]

[markdown.extension_configs.footnotes]
BACKLINK_TEXT = "up"

[feeds]
items = 50

[hosting]
page_max_age = 60
image_hosts = ["images.cumbria.police.uk"]
hsts = 31536000
"""


def refused(text: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(NewsgenError) as error:
        parse(text)
    assert error.value.exit_code == 2
    return error.value.diagnostics


def said(text: str) -> list[str]:
    return [line for found in refused(text) for line in diagnostic_lines(found)]


def test_every_setting_is_read() -> None:
    config = parse(FULL)
    assert config.site._asdict() == {
        "title": "Cumbria Constabulary news",
        "base_url": "https://www.cumbria.police.uk",
        "language": "en-GB",
        "timezone": "Europe/London",
        "layout": "per-host",
        "theme": "plain",
        "search": True,
        "titled": True,
    }
    area = config.area("Cumbria")
    assert (area.key, area.name, area.slug) == ("Cumbria", "Cumbria Constabulary", "cumbria")
    assert area.hosts == ("www.cumbria.police.uk", "news.cumbria.police.uk")
    assert area.archive == "/News/News-Articles/"
    assert area.permalink == "/News/News-Articles/{year}/{month_name}/{slug}.aspx"
    assert config.theme.options == {"accent": "#123456"}
    assert config.markdown.extensions == ("tables", "footnotes")
    assert config.markdown.extension_configs == {"footnotes": {"BACKLINK_TEXT": "up"}}
    assert config.feeds.items == 50
    hosts = ("images.cumbria.police.uk",)
    assert config.hosting == HostingSettings(60, hosts, 31536000, has_search=True)
    assert config.zone.key == "Europe/London"


def test_pages_may_show_pictures_of_the_areas_hosts_unless_others_are_named() -> None:
    areas = '[areas.A]\nhosts = ["b.example", "a.example"]\n[areas.B]\nhosts = ["c.example"]\n'
    hosts = ("a.example", "b.example", "c.example")
    assert parse(areas).hosting.image_hosts == hosts
    assert parse(areas + "[hosting]\nhsts = 1\n").hosting.image_hosts == hosts
    assert parse(areas + "[hosting]\nimage_hosts = []\n").hosting.image_hosts == ()


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    config = load(tmp_path)
    assert config == Config()
    area = config.area("West Yorkshire")
    assert (area.name, area.slug, area.hosts) == ("West Yorkshire", "west-yorkshire", ())
    assert area.permalink == "/news/{year}/{month_name}/{slug}.aspx"


def test_the_permalink_follows_the_archive() -> None:
    config = parse('[areas.X]\narchive = "/newsroom/"\n')
    assert config.area("X").permalink == "/newsroom/{year}/{month_name}/{slug}.aspx"


def test_a_byte_order_mark_and_crlf_are_accepted(tmp_path: Path) -> None:
    (tmp_path / "newsgen.toml").write_bytes(b'\xef\xbb\xbf[site]\r\ntitle = "X"\r\n')
    assert load(tmp_path).site.title == "X"


def test_bytes_that_are_not_utf8_are_reported(tmp_path: Path) -> None:
    (tmp_path / "newsgen.toml").write_bytes(b'[site]\ntitle = "\xe9"\n')
    with pytest.raises(NewsgenError) as error:
        load(tmp_path)
    assert error.value.diagnostics[0].code == "NG701"
    assert error.value.diagnostics[0].message == "the file is not UTF-8 at byte 16"


def test_a_folder_that_is_not_there_is_no_site(tmp_path: Path) -> None:
    with pytest.raises(NewsgenError) as error:
        load(tmp_path / "gone")
    assert [d.code for d in error.value.diagnostics] == ["NG704"]


def test_a_folder_in_place_of_the_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "newsgen.toml").mkdir()
    with pytest.raises(NewsgenError) as error:
        load(tmp_path)
    assert [d.code for d in error.value.diagnostics] == ["NG701"]


def test_an_unknown_setting_is_on_its_line_with_the_nearest_known_one() -> None:
    assert said('[site]\ntitle = "X"\n  tittle = "Y"\n') == [
        "newsgen.toml:3:3: error[NG702] there is no setting site.tittle",
        "    hint: Did you mean title?",
    ]


def test_an_unknown_setting_that_is_like_none_lists_the_known_ones() -> None:
    assert said("[feeds]\ncolour = 1\n") == [
        "newsgen.toml:2:1: error[NG702] there is no setting feeds.colour",
        "    hint: Known here: items.",
    ]


def test_an_unknown_table_is_on_its_line() -> None:
    assert said("[site]\n\n[rulez]\nstrict_since = 2026-01-01\n")[0].startswith(
        "newsgen.toml:3:1: error[NG702] there is no setting rulez"
    )


def test_an_unknown_setting_of_an_area_is_named_with_it() -> None:
    text = '[areas."West Yorkshire"]\nhost = ["x.example"]\n'
    assert said(text) == [
        "newsgen.toml:2:1: error[NG702] there is no setting areas.West Yorkshire.host",
        "    hint: Did you mean hosts?",
    ]


def test_every_mistake_is_reported_in_one_run() -> None:
    found = refused('[site]\nlayout = "x"\nlanguage = 5\n[feeds]\nitems = 0\ncolour = 1\n')
    assert [(d.code, d.span.line) for d in found] == [
        ("NG703", 3),
        ("NG703", 2),
        ("NG703", 5),
        ("NG702", 6),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('site.title = ""', "site.title should not be empty"),
        ("site.title = 5", "site.title should be text, but it is a number"),
        ('site.base_url = "x"', "“x” is not the address of a web page"),
        ('site.base_url = "https://x.example/news/"', "has a path"),
        ('site.base_url = "https://x.example/?a=1"', "has a path"),
        ('site.language = "English"', "language “English” is not a language tag"),
        ('site.timezone = "London"', "timezone “London” is unknown"),
        ('site.layout = "both"', "“both”, but it can only be 'single' or 'per-host'"),
        ("site.theme = []", "site.theme should be text, but it is a list"),
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
        ("areas = 1", "areas should be a map of keys and values, but it is a number"),
        ("markdown.extensions = 1", "markdown.extensions should be a list, but it is a number"),
        ("hosting.page_max_age = -1", "hosting.page_max_age should be at least 0"),
        ("hosting.page_max_age = 86401", "hosting.page_max_age should be at most 86400"),
        ('hosting.image_hosts = ["https://a.example"]', "“https://a.example” is not a host name"),
        ('hosting.image_hosts = ["a.example;"]', "is not a host name"),
        ("hosting.hsts = true", "hosting.hsts should be a whole number"),
        ("feeds.items = 201", "feeds.items should be at most 200"),
        ("feeds.items = 0", "feeds.items should be at least 1"),
        ('feeds.items = "5"', "feeds.items should be a whole number, but it is the text “5”"),
        ("feeds.items = true", "feeds.items should be a whole number, but it is true or false"),
    ],
)
def test_a_wrong_value_is_said_in_plain_words_on_its_line(line: str, words: str) -> None:
    (found,) = refused("# settings\n" + line + "\n")
    assert found.code == "NG703"
    assert (found.span.line, found.span.column) == (2, 1)
    assert words in found.message


def test_two_areas_with_the_same_pages_are_refused() -> None:
    assert said('[areas.North]\n[areas.south]\nslug = "north"\n') == [
        (
            "newsgen.toml:2:1: error[NG703] the areas North and south have the same slug, "
            "so the same pages"
        ),
        '    hint: Give one of them its own, such as slug = "north".',
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[site\n", (1, 6)),
        ("[site]\ntitle = News\n", (2, 9)),
        ('[site]\ntitle = "News\n', (2, 14)),
        ("[site]\ntitle\n", (2, 6)),
        ('[site]\ntitle = "A"\ntitle = "B"\n', (3, 12)),
        ("[site]\n[site]\n", (2, 6)),
        ('title = "', (1, 10)),
    ],
)
def test_what_is_not_toml_is_reported_in_place(text: str, place: tuple[int, int]) -> None:
    (found,) = refused(text)
    assert found.code == "NG701"
    assert found.message.startswith("the file is not valid TOML: ")
    assert (found.span.line, found.span.column) == place


@given(st.text(st.sampled_from("[]site.ar=\"'x1\n #{},"), max_size=40))
def test_any_text_is_settings_or_mistakes_inside_the_file(text: str) -> None:
    try:
        parse(text)
    except NewsgenError as error:
        lines = text.split("\n")
        for found in error.diagnostics:
            assert 1 <= found.span.line <= len(lines)
            assert 1 <= found.span.column <= len(lines[found.span.line - 1]) + 1


@pytest.mark.parametrize(
    ("text", "keys", "line"),
    [
        ("[a.b]\nc = 1\n", ("a", "b", "c"), 2),
        ('["a"."b c"]\nd = 1\n', ("a", "b c", "d"), 2),
        ("a.b.c = 1\n", ("a", "b", "c"), 1),
        ("[x]\nc = 1\n[a]\nc = 1\n", ("a", "c"), 4),
        ("[a]\n", ("a", "gone"), 1),
        ("[[a]]\nc = 1\n", ("a", "c"), 2),
        ("[x]\n", ("a",), 1),
    ],
)
def test_a_key_is_found_however_it_is_written(text: str, keys: tuple[str, ...], line: int) -> None:
    assert find_key(text, "f", keys).line == line


def test_the_settings_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Config().site.title = "Y"  # type: ignore[misc]


def test_a_rule_has_one_severity() -> None:
    text = '[rules.severity]\nNG511 = "error"\nwrong-helpline-number = "off"\n'
    assert said(text) == [
        "newsgen.toml:1:1: error[NG703] NG511 and wrong-helpline-number are the same rule",
        "    hint: Keep one of them.",
    ]
