"""The fields that a site declares: read, required, and never called like newsgen's own keys."""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from newsgen.config.fields import TYPES
from newsgen.config.load import parse
from newsgen.content.fields import check_names, rows_of
from newsgen.content.keys import KEYS
from newsgen.content.release import SourceReader
from newsgen.diagnostics import NewsgenError
from newsgen.model.dates import Moment
from newsgen.model.fields import from_plain
from tests.support.site import CONFIG

URL = "https://www.cumbria.police.uk/News/News-Articles/2026/March/A.aspx"
DISTRICT = '[fields.district]\ntype = "choice"\nchoices = ["Saltmere", "Ellerdale"]\n'
EVERY = f"""{DISTRICT}
[fields.courts]
type = "list"
choices = ["Saltmere Crown Court", "Ellerdale Magistrates’ Court"]
[fields.words]
type = "list"
[fields.heard]
type = "date"
[fields.officers]
type = "number"
[fields.film]
type = "flag"
[fields.more]
type = "link"
[fields.desk]
"""


def read(settings: str, keys: str = "", *, date: str = "2026-03-24 09:30") -> Any:
    dated = f"date: {date}\n" if date else ""
    text = f"---\ntitle: A headline\narea: Cumbria\nurl: {URL}\n{dated}{keys}---\n\nText.\n"
    return SourceReader(parse(f"{CONFIG}\n{settings}")).parse(text, "a.md")


def seen(settings: str, keys: str) -> dict[str, Any]:
    parsed = read(settings, keys)
    assert not parsed.diagnostics
    fields: dict[str, Any] = from_plain(parsed.release.fields)
    return {name: fields[name] for name in parse(settings).fields}


def said(settings: str, keys: str = "", **more: Any) -> list[tuple[str, int, str, str]]:
    diagnostics = read(settings, keys, **more).diagnostics
    return [(d.code, d.line, d.message, d.hint) for d in diagnostics]


def test_templates_see_every_field_and_nothing_where_a_release_has_none() -> None:
    assert seen(EVERY, "") == {
        "district": "", "courts": (), "words": (), "heard": None, "officers": None, "film": False,
        "more": "", "desk": "",
    }  # fmt: skip


def test_every_type_is_among_these_fields() -> None:
    missing = TYPES.keys() - {field.type for field in parse(EVERY).fields.values()}
    assert missing == set(), "declare one of each in EVERY, with its values in the tests below"
    wrong = {keys.partition(":")[0] for keys, *_ in WRONG}
    tried = {field.type for name, field in parse(EVERY).fields.items() if name in wrong}
    assert TYPES.keys() - tried == set(), "add a wrong value of each to WRONG"


@pytest.mark.parametrize("name", TYPES)
def test_every_type_has_a_reader_and_nothing_of_it_survives(name: str) -> None:
    choices = '\nchoices = ["Saltmere"]' if TYPES[name].has_choices else ""
    settings = f'[fields.x]\ntype = "{name}"{choices}\n'
    [row] = rows_of(parse(settings).fields)
    assert row.reader.schema()
    written = json.dumps(row.examples[0]) if isinstance(row.examples[0], list) else row.examples[0]
    assert seen(settings, f"x: {written}\n")["x"] not in (row.absent, "")
    withdrawn = read(settings, f"x: {written}\nstatus: withdrawn\nexplanation: Over.\n")
    assert not withdrawn.diagnostics
    assert from_plain(withdrawn.release.fields)["x"] == row.absent


def test_values_are_those_of_their_type() -> None:
    values = seen(
        EVERY,
        "district: ELLERDALE\ncourts: [saltmere crown court]\nwords: [a &amp; b]\n"
        "heard: 5 March 2026\nofficers: 1,200\nfilm: yes\n"
        "more: /courts/#top\ndesk: North &amp; East\n",
    )
    heard = values.pop("heard")
    assert isinstance(heard, Moment)
    assert heard.at == datetime(2026, 3, 5, tzinfo=ZoneInfo("Europe/London"))
    assert values == {
        "district": "Ellerdale", "courts": ("Saltmere Crown Court",), "words": ("a & b",),
        "officers": 1200, "film": True, "more": "/courts/#top", "desk": "North & East",
    }  # fmt: skip


@pytest.mark.parametrize("written", ["0.5", "-3", "12", "+7"])
def test_numbers_are_whole_or_decimal(written: str) -> None:
    assert seen(EVERY, f"officers: {written}\n")["officers"] == float(written)


WRONG: list[tuple[str, str, str, str]] = [
    ("district: Saltmeer\n", "NG204", "district is “Saltmeer”", "Did you mean Saltmere?"),
    (
        "courts: Saltmere Crown Court\n",
        "NG203",
        "courts should be a list",
        "Write courts: [Sal",
    ),
    ("courts: [Assizes]\n", "NG204", "is “Assizes”, but it can only be", ""),
    ("heard: 31 June 2026\n", "NG302", "heard: there is no 31 June", ""),
    ("officers: many\n", "NG203", "officers should be a number", ""),
    ("officers: 1,20\n", "NG203", "officers should be a number", ""),
    ("film: perhaps\n", "NG203", "film should be true or false", ""),
    (
        "more: javascript:alert(1)\n",
        "NG206",
        "neither an absolute URL nor a path",
        "Write http",
    ),
    ("more: //x.example/\n", "NG206", "neither an absolute URL nor", "Write"),
    ("desk: [a, b]\n", "NG203", "desk should be text", ""),
    ("distrct: Saltmere\n", "NG205", "the key distrct is unknown", "Did you mean district?"),
]


@pytest.mark.parametrize(("keys", "code", "message", "hint"), WRONG)
def test_a_wrong_value_is_reported_as_for_any_key(
    keys: str, code: str, message: str, hint: str
) -> None:
    [(its_code, line, its_message, its_hint)] = said(EVERY, keys)
    assert (its_code, line) == (code, 6)
    assert message in its_message
    assert its_hint.startswith(hint)


NEEDED = f"{DISTRICT}required = 2026-01-01\n"
ADD = "Add district: Saltmere or district: Ellerdale."


def test_a_release_that_needs_a_field_says_so() -> None:
    assert said(NEEDED) == [("NG226", 1, "district is missing", ADD)]
    assert said(NEEDED, "district:\n") == [("NG226", 6, "district is missing", ADD)]
    assert said(NEEDED, "district: Saltmere\n") == []
    misspelt = ("NG226", 6, "district is missing", "Did you mean district?")
    assert misspelt in said(NEEDED, "distrct: Saltmere\n")


def test_other_mistakes_do_not_hide_a_missing_field() -> None:
    assert [code for code, *_ in said(NEEDED, "kind: nonsense\n")] == ["NG204", "NG226"]


@pytest.mark.parametrize(
    ("required", "date", "is_needed"),
    [
        ("2026-01-01", "2025-12-31 23:59", False),
        ("2026-01-01", "2026-01-01", True),
        ("true", "2001-01-01", True),
        ("false", "2026-03-24", False),
    ],
)
def test_a_field_is_needed_from_its_day_on(required: str, date: str, is_needed: bool) -> None:
    codes = [code for code, *_ in said(f"{DISTRICT}required = {required}\n", date=date)]
    assert ("NG226" in codes) is is_needed


def test_a_draft_needs_a_field_when_it_is_published() -> None:
    assert said(NEEDED, "district: ''\nstatus: draft\n") == []
    assert [code for code, *_ in said(NEEDED, "status: published\n")] == ["NG226"]


@pytest.mark.parametrize("status", ["withdrawn\nexplanation: Over.", "gone"])
def test_what_nobody_may_see_needs_no_field_and_keeps_none(status: str) -> None:
    parsed = read(NEEDED, f"status: {status}\n")
    assert not parsed.diagnostics
    parsed = read(NEEDED, f"status: {status}\ndistrict: Ellerdale\n")
    assert parsed.release.fields["district"] == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        *((key.name, "is a key of newsgen already") for key in KEYS),
        ("extra", "templates call something else extra"),
        ("fields", "templates call something else fields"),
        ("embargo_until", "would be taken for newsgen's embargo"),
        ("expiry", "would be taken for newsgen's expires"),
        ("hidden", "would be taken for newsgen's"),
    ],
)
def test_no_field_is_called_like_a_key_of_newsgen(name: str, said: str) -> None:
    text = f"[fields.district]\n[fields.{name}]\n"
    with pytest.raises(NewsgenError) as caught:
        check_names(parse(text).fields, text)
    [diagnostic] = caught.value.diagnostics
    assert (diagnostic.code, diagnostic.line) == ("NG703", 2)
    assert said in diagnostic.message


def test_a_field_on_a_line_that_cannot_be_read_is_not_missing() -> None:
    settings = '[fields.beat]\ntype = "text"\nrequired = true\n'
    assert said(settings, "kind: newz\n")
    file = read(settings, "beat: Saltmere: north\nkind: newz\n")
    assert [d.code for d in file.diagnostics] == ["NG112", "NG204"]
