"""The tables `[lists.NAME]`: what they may say, and what is said of a wrong one."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from newsgen.config.load import parse
from newsgen.model.lists import ReleaseList
from tests.unit.config.refusals import refused

COURT = "[lists.court]\n"
FIELDS = """\
[fields.district]
type = "choice"
choices = ["Saltmere", "Ellerdale"]

[fields.at]
type = "date"

[areas.Northshire]

"""


def test_what_a_list_does_not_say_follows_from_its_name() -> None:
    assert parse("[lists.court_results]").release_lists == (
        ReleaseList("court_results", {"": "Court results"}),
    )
    assert parse("").release_lists == ()


def test_a_list_says_which_releases_are_in_it_and_where_it_is() -> None:
    text = f"""{FIELDS}{COURT}\
title = "Courts"
where = {{ kind = "court-result", "fields.district" = ["Saltmere", "ellerdale"] }}
limit = 3
order = "oldest"
since = 2026-01-01
age = "12 months"
on = ["home", "about/courts.md"]
"""
    assert parse(text).release_lists == (
        ReleaseList(
            name="court",
            title={"": "Courts"},
            where=(
                ("kind", ("court-result",)),
                ("fields.district", ("Saltmere", "ellerdale")),
            ),
            limit=3,
            oldest_first=True,
            since=datetime(2026, 1, 1, tzinfo=ZoneInfo("Europe/London")),
            age=timedelta(days=365),
            on=("home", "about/courts.md"),
        ),
    )


def test_a_field_may_be_named_without_quotation_marks() -> None:
    (court,) = parse(f"{FIELDS}{COURT}where.fields.district = 'Saltmere'").release_lists
    assert court.where == (("fields.district", ("Saltmere",)),)


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("where = 'news'", "where should be a map", 'where = { kind = "court-result" }'),
        ("where = { knd = 'news' }", "lists know no key “knd”", "Did you mean kind?"),
        ("where = { source = 'a.md' }", "lists know no key “source”", "Known are area, kind"),
        ("where = { court = 'A' }", "lists know no key “court”", "is written fields.court."),
        ("where = { kind = 'court' }", "has the kind “court”", "Known are news"),
        ("where = { kind = 'apeal' }", "has the kind “apeal”", "Did you mean appeal?"),
        ("where = { kind = [] }", "kind has no value", "Such as where"),
        ("where = { kind = 3 }", "where.kind should be a list", ""),
        ("where = { status = 'draft' }", "has the status “draft”", "Known are published, closed."),
        ("where = { area = 'Northshir' }", "no area “Northshir”", "Did you mean Northshire?"),
        ("where = { fields.distrct = 'x' }", "no field “distrct”", "Did you mean district?"),
        ("where = { 'fields.court' = 'x' }", "no field “court”", "Declare it: [fields.court]."),
        (
            "where = { fields.at = 'x' }",
            "which is a field of type date",
            "text, choice or list",
        ),
        ("where = { fields.district = 'Saltmer' }", "not a choice of district", "mean Saltmere?"),
        ("where = { language = 'Welsh' }", "“Welsh” is not the tag", "Did you mean cy?"),
        ("where = { language = 'en_GB' }", "“en_GB” is not the tag", "such as en or cy"),
        ("on = []", "on names no page", 'Write on = ["home"], or delete the list.'),
        ("limit = 0", "limit should be at least 1", ""),
        ("limit = 51", "limit should be at most 50", ""),
        ("order = 'new'", "it can only be 'newest' or 'oldest'", ""),
        ("since = '2026-01-01'", "since should be a date such as", ""),
        ("age = 'never'", "age should be a duration", '"12 months"'),
        ("on = 'home'", "on should be a list", 'on = ["home"]'),
        ("on = ['hme']", "no page is called “hme”", "Did you mean home?"),
        ("on = ['release']", "no page is called “release”", "Known are home, page, area"),
        ("on = ['../a.md']", "not the path of a Markdown file", "about/contact.md"),
        ("title = 3", "title should be text, or a table", ""),
        ("titel = 'Courts'", "no setting lists.court.titel", "Did you mean title?"),
    ],
)
def test_a_wrong_list_is_reported_on_its_line(line: str, message: str, hint: str) -> None:
    text = f"{FIELDS}{COURT}{line}"
    (diagnostic,) = refused(text)
    assert message in diagnostic.message
    assert hint in diagnostic.hint
    assert diagnostic.line == text.count("\n") + 1


@pytest.mark.parametrize(
    ("value", "message", "hint"),
    [
        ("'rural crme'", "“rural crme” is not a term of topics", "Did you mean rural crime?"),
        ("['Rural Crime', 'x']", "“x” is not a term of topics", "Add it to terms"),
    ],
)
def test_a_list_asks_for_terms_that_there_are(value: str, message: str, hint: str) -> None:
    topics = "[taxonomies.topics]\nkey = 'tags'\nterms = ['rural crime', 'fraud']\n"
    (diagnostic,) = refused(f"{topics}[lists.a]\nwhere = {{ tags = {value} }}")
    assert (diagnostic.message, diagnostic.line) == (message, 5)
    assert hint in diagnostic.hint


@pytest.mark.parametrize("where", ["language = 'cy'", "language = ['en-GB', 'CY']"])
def test_a_list_may_ask_for_languages(where: str) -> None:
    assert parse(f"[lists.a]\nwhere = {{ {where} }}").release_lists


def test_a_name_is_one_that_templates_can_write() -> None:
    (diagnostic,) = refused("[lists.Court-results]")
    assert (diagnostic.line, "page.lists.NAME" in diagnostic.hint) == (1, True)
    (diagnostic,) = refused("[lists.get]")
    assert diagnostic.message == "templates call something else get"
