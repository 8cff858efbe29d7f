"""Every setting is read, and what is wrong with one is said in plain words."""

import re
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from typing import Any, get_args, get_type_hints

import pytest

from newsgen.config.load import parse
from newsgen.config.settings import CONFIG, Config, HostingSettings, RuleSettings
from newsgen.model.declared import walk
from tests.support.paths import REPOSITORY
from tests.unit.config.refusals import assert_hint, assert_said_on_its_line, refused, said

FULL = """\
[site]
title = "Cumbria Constabulary news"
base_url = "https://www.cumbria.police.uk"
language = "en-GB"
timezone = "Europe/London"
layout = "per-host"
theme = "plain"
appeal_age = "6 months"
search = true
files = ["/.well-known/security.txt"]
curly_quotes = false

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
redirect_hosts = ["www.gov.example"]
hsts = 31536000

[rules]
strict_since = 2026-03-05
severity = {NG525 = "off"}
per_path = {"2012/**" = ["NG52"]}

[retention]
missing = "90 days"
default = "never"
"""


def test_every_setting_is_read() -> None:
    config = parse(FULL)
    assert asdict(config.site) == {
        "title": "Cumbria Constabulary news",
        "base_url": "https://www.cumbria.police.uk",
        "language": "en-GB",
        "timezone": "Europe/London",
        "layout": "per-host",
        "theme": "plain",
        "appeal_age": "6 months",
        "search": True,
        "files": ("/.well-known/security.txt",),
        "curly_quotes": False,
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
    images, others = ("images.cumbria.police.uk",), ("www.gov.example",)
    assert config.hosting == HostingSettings(60, images, others, 31536000)
    assert config.rules == RuleSettings(date(2026, 3, 5), {"NG525": "off"}, {"2012/**": ("NG52",)})
    assert config.retention == {"missing": "90 days", "default": "never"}
    assert config.zone.key == "Europe/London"


def test_a_site_without_a_title_has_that_of_its_only_area() -> None:
    untitled, titled = parse(""), parse('[site]\ntitle = "Police news"\n')
    assert untitled.title == titled.title == "Police news"
    assert untitled.root("", host="", area="Northshire").title == "Northshire"
    assert titled.root("", host="", area="Northshire").title == "Police news"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('site.title = ""', "site.title should not be empty"),
        ("site.title = 5", "site.title should be text, but it is a number"),
        ('site.base_url = "x"', "“x” is not the address of a web page"),
        ('site.base_url = "https://x.example:8443"', "has :8443 beside its host"),
        ('site.base_url = "https://x.example/news/"', "has a path"),
        ('site.base_url = "https://x.example/?a=1"', "has a path"),
        ('site.language = "English"', "language “English” is not a language tag"),
        ('site.timezone = "London"', "timezone “London” is unknown"),
        ('site.layout = "both"', "“both”, but it can only be 'single' or 'per-host'"),
        ("site.theme = []", "site.theme should be text, but it is a list"),
        ("areas = 1", "areas should be a map of keys and values, but it is a number"),
        ("markdown.extensions = 1", "markdown.extensions should be a list, but it is a number"),
        ("hosting.page_max_age = -1", "hosting.page_max_age should be at least 0"),
        ("hosting.page_max_age = 86401", "hosting.page_max_age should be at most 86400"),
        ('hosting.image_hosts = ["https://a.example"]', "“https://a.example” is not a host name"),
        ('hosting.image_hosts = ["a.example;"]', "is not a host name"),
        ('hosting.redirect_hosts = ["a.example/x"]', "“a.example/x” is not a host name"),
        ("hosting.hsts = true", "hosting.hsts should be a whole number"),
        ("feeds.items = 201", "feeds.items should be at most 200"),
        ("feeds.items = 0", "feeds.items should be at least 1"),
        ('feeds.items = "5"', "feeds.items should be a whole number, but it is the text “5”"),
        ("rules.strict_since = 2026", "a date such as 2026-01-01, without quotes"),
        ('rules.strict_since = "2026-01-01"', "a date such as 2026-01-01, without quotes"),
        ('rules.severity.NG531 = "of"', "can only be 'off', 'warning' or 'error'"),
        ('rules.severity.posible-child = "off"', "there is no rule “posible-child”"),
        ('rules.per_path."2012/**" = ["NG101"]', "NG101 is always an error"),
        ("retention.missing = 90", "retention.missing should be text, but it is a number"),
        ('retention.missing = "soon"', "retention.missing should be a duration"),
        ('retention.misssing = "90 days"', "there is no kind “misssing”"),
        ("theme.options = 1", "theme.options should be a map of keys and values"),
        ("markdown.extension_configs.toc = 1", "extension_configs.toc should be a map"),
        ("feeds.items = true", "feeds.items should be a whole number, but it is true or false"),
    ],
)
def test_a_wrong_value_is_said_in_plain_words_on_its_line(line: str, words: str) -> None:
    assert_said_on_its_line(line, words)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ('markdown.extensions = "toc"', 'Write extensions = ["toc"]'),
        ('hosting.image_hosts = "a.example"', 'Write image_hosts = ["a.example"]'),
        ('rules.per_path."2012/**" = "NG525"', 'Write a list: ["NG525"]'),
        ('site.layout = "per_host"', "Did you mean per-host?"),
        ('site.layout = "Single"', "Did you mean single?"),
        ('site.layout = "double"', ""),
    ],
)
def test_a_hint_has_the_text_to_write(line: str, hint: str) -> None:
    assert_hint(line, hint)


def test_the_settings_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Config().site.title = "Y"  # type: ignore[misc]


def test_a_rule_has_one_severity() -> None:
    text = '[rules.severity]\nNG511 = "error"\nwrong-helpline-number = "off"\n'
    assert said(text) == [
        "newsgen.toml:1:1: error[NG703] NG511 and wrong-helpline-number are the same rule",
        "    hint: Keep one of them.",
    ]


def test_a_wrong_name_does_not_hide_a_wrong_value_nor_the_other_way_round() -> None:
    name, value = refused('[rules.severity]\nposible-child = "of"\n')
    assert (name.message, name.hint, name.span.line) == (
        "there is no rule “posible-child”",
        "Did you mean possible-child?",
        2,
    )
    assert value.message.startswith("rules.severity.posible-child is “of”, but it can only be ")
    assert (value.hint, value.span.line) == ("Did you mean off?", 2)


OF_A_TABLE = ("self", "settings", "area", "field", "entry", "taxonomy", "site", "language")
"""What modules that name the class of a table call one."""
SHOWN_WHOLE = {"accessibility", "plugins"}
"""Tables that a page shows field by field, or that are read by the roles of plug-ins."""


def test_every_setting_says_what_it_is() -> None:
    said = [(name, row.description.strip()) for name, row in walk(CONFIG.rows)]
    assert len(said) > 60
    assert [name for name, description in said if len(description) < 8] == []


def test_every_setting_is_read_by_a_module() -> None:
    """It is read of its table, as in `config.feeds.items`, or where the class is named."""
    modules = [file.read_text("utf-8") for file in (REPOSITORY / "src/newsgen").rglob("*.py")]
    reads = [(text, _attributes(text)) for text in modules]
    unread = [
        f"{table.name}.{setting.name}"
        for table in fields(Config)
        for cls in _tables_in(get_type_hints(Config)[table.name])
        for setting in fields(cls)
        if not any(
            (table.name, setting.name) in read
            or (cls.__name__ in text and {(name, setting.name) for name in OF_A_TABLE} & read)
            for text, read in reads
        )
    ]
    assert [name for name in unread if name.partition(".")[0] not in SHOWN_WHOLE] == []


def _tables_in(kind: Any) -> list[Any]:
    return [each for each in (kind, *get_args(kind)) if is_dataclass(each)]


def _attributes(text: str) -> set[tuple[str, str]]:
    """Return the attributes in a text, each with the name before its dot."""
    return {*re.findall(r"(?=\b_?([A-Za-z]\w*)\.(\w+))", text)}
