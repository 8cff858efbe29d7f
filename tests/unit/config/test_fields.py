"""The tables `[fields.NAME]`: what they may say, and what is said of a wrong one."""

from datetime import date

import pytest

from newsgen.config.fields import labels
from newsgen.config.load import parse
from newsgen.diagnostics import NewsgenError

CHOICE = 'type = "choice"\nchoices = ["Saltmere", "Ellerdale"]\n'


def test_a_field_says_what_it_takes_and_who_needs_it() -> None:
    text = f"[fields.a]\n{CHOICE}required = 2026-01-01\n[fields.b]\nrequired = true\n[fields.c]\n"
    fields = parse(text).fields
    assert [field.since() for field in fields.values()] == [date(2026, 1, 1), date.min, None]
    assert fields["a"].choices == ("Saltmere", "Ellerdale")
    assert fields["c"].type == "text"


def test_a_field_is_called_by_its_label_or_its_name() -> None:
    text = '[fields.district]\nlabel = { en = "District", cy = "Ardal" }\n[fields.court_name]\n'
    assert labels(parse(text).fields, ("en", "cy")) == {
        "district": {"en": "District", "cy": "Ardal"},
        "court_name": {"en": "Court name", "cy": "Court name"},
    }


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[fields.District]", 1, "the name “District” may hold small letters"),
        ('[fields."court name"]', 1, "the name “court name” may hold small letters"),
        ("[fields.items]", 1, "templates call something else items"),
        ('[fields.a]\ntype = "chioce"', 2, "fields.a.type is “chioce”"),
        ('[fields.a]\ntype = "choice"', 1, "a choice needs choices"),
        ('[fields.a]\ntype = "date"\nchoices = ["x"]', 3, "a field of type date has no choices"),
        (f"[fields.a]\n{CHOICE[:-2]}, 'saltmere']", 3, "are the same choice"),
        ('[fields.a]\nrequired = "2026-01-01"', 2, "fields.a.required should be true, or a date"),
        ("[fields.a]\nrequired = 2026-01-01T10:00:00", 2, "fields.a.required should be true"),
        ("[fields.a]\nlabel = 3", 2, "fields.a.label should be text, or a table of texts"),
        ('[fields.a]\nlabel = { english = "x" }', 2, "language “english” is not a language tag"),
        ("[fields.a]\nlabels = 'x'", 2, "there is no setting fields.a.labels"),
        ("fields = 'district'", 1, "fields should be a map"),
    ],
)
def test_a_wrong_field_is_reported_on_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(NewsgenError) as caught:
        parse(text)
    [diagnostic] = caught.value.diagnostics
    assert said in diagnostic.message
    assert diagnostic.line == line
