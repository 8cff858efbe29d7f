"""Fields that the plan does not name."""

from typing import Any, Final

import pytest

from newsgen.importers.unread_fields import UnreadFields, UnreadValue, problems_of, unread_in

NAMED: Final = ("fields.title.en-GB", "body", "hero", "/news/{slug}", "List[Name=Body].Value")
LEAD: Final = "A silver van was stolen on Friday."
SHOWN: Final = f"<p>A dog was found. {LEAD} Call us.</p> /media/dog.jpg"


def held(values: Any) -> dict[str, str]:
    return {each.name: each.holds for each in unread_in(values, NAMED, SHOWN)}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"body": LEAD, "slug": "x", "hero": {"alt": LEAD}, "empty": ""}, {}),
        ({"lead": "Officers want to hear from witnesses."}, {"lead": "text"}),
        ({"teaser": LEAD, "author": "Press office", "id": 7},
         {"teaser": "", "author": "", "id": ""}),
        ({"photo": '<image mediaid="{12-AB}" />'}, {"photo": "a picture"}),
        ({"photo": {"src": "/media/cat.png", "caption": "The cat that was found on the roof"}},
         {"photo.src": "a picture", "photo.caption": "text"}),
        ({"small": "https://cdn.example/s/dog.jpg?w=9", "link": "https://old.example/a b c d"},
         {"small": "", "link": ""}),
        ({"fields": {"title": {"en-GB": "x", "cy": "Fan arian wedi ei ddwyn yn y dref"}}},
         {"fields.title.cy": "another language"}),
        ({"List": [{"Name": "Body", "Value": "x"},
                   {"Name": "Lead", "Value": "Officers want to hear from witnesses."}]},
         {"List[Name=Lead].Value": "text"}),
    ],
)  # fmt: skip
def test_what_fields_hold(values: Any, expected: dict[str, str]) -> None:
    assert held(values) == expected


def test_each_field_has_its_records_and_one_that_is_the_same_in_all_is_not_missed() -> None:
    fields = UnreadFields()
    for number in range(4):
        fields.add([
            UnreadValue("lead", f"Lead number {number}", "text"),
            UnreadValue("lead", "Another one", "text"),
            UnreadValue("sign", "Call us on 101 at any time", "text"),
            UnreadValue("id", str(number)),
            UnreadValue("title.cy", f"Teitl {number}", "another language"),
            UnreadValue("text.cy", f"{'Testun ' * 20}{number}", "another language"),
        ])  # fmt: skip
    every = fields.all()
    assert [(each.name, each.records, each.is_missed) for each in every] == [
        ("lead", 4, True), ("text.cy", 4, True), ("title.cy", 4, True),
        ("id", 4, False), ("sign", 4, False),
    ]  # fmt: skip
    assert list(problems_of(every)) == [
        ("lead", "4 records with text in it, such as “Lead number 0”"),
        (
            "cy",
            "4 records with this language too, in text.cy, title.cy: it needs a plan of its own",
        ),
    ]
