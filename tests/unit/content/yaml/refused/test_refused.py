"""What YAML refuses is told at a place, with the text to write instead."""

import pytest
import yaml

from newsgen.content.yaml._refused import of_error

MISTAKES = [
    "title: Update: man charged\n",
    "title: 'It's here'\n",
    'title: "never closed\narea: Cumbria\n',
    "title: &Witness\ntags: *none\n",
    "title: @handle\n",
    "title: `code`\n",
    "title: %50\n",
    "\ttitle: tab\n",
    "og:\n\ttitle: tab\n",
    "title: a\n  area: b\n",
    "title: 'a' b\n",
    'title: "C:\\Users"\n',
    "title: [a, b\n",
    "title: {a: b\n",
    "title: a\nno colon here\narea: b\n",
    "title: a\u0007b\n",
    "title: a\n---\ntitle: b\n",
    "title: - a\n",
    "title: ]\n",
    "title: a\u2028b\narea: c\n",
]


@pytest.mark.parametrize(
    ("text", "at", "name", "hint"),
    [
        ("title: a quad\u2028bike\narea: b\n", 13, "line separator, U+2028", "title: a quad bike"),
        ("title: a\u2029b\narea: b\n", 8, "paragraph separator, U+2029", "title: a b"),
        ("title: a\x85b\narea: b\n", 8, "control character, U+0085", "title: a b"),
        ("title: a\u00a0b\nkind:\u00a0news\n", 16, "no-break space, U+00A0", "kind: news"),
        ("kind:\u200bnews\narea: b\n", 5, "zero width space, U+200B", "kind: news"),
        ("a:\n\u2003\u2003- b: c\n    d: e\n", 3, "em space, U+2003", "- b: c"),
    ],
)
def test_what_cannot_be_seen_is_told_where_it_stands(
    text: str, at: int, name: str, hint: str
) -> None:
    with pytest.raises(yaml.YAMLError) as error:
        yaml.load(text, yaml.CBaseLoader)
    words = of_error(error.value, text)
    assert (words.at, words.hint) == (at, f"Write {hint}")
    assert words.message == f"an invisible character stands here ({name})"


def test_a_blank_that_has_no_part_in_it_is_not_told() -> None:
    text = "title: a\u00a0b\narea: [c\n"
    with pytest.raises(yaml.YAMLError) as error:
        yaml.load(text, yaml.CBaseLoader)
    assert "invisible" not in of_error(error.value, text).message


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_told_at_a_place_of_the_text_with_a_way_out(text: str) -> None:
    with pytest.raises(yaml.YAMLError) as error:
        yaml.load(text, yaml.CBaseLoader)
    words = of_error(error.value, text)
    assert 0 <= words.at <= len(text)
    assert words.hint
    both = words.message + words.hint
    assert not any(word in both for word in ("token", "scalar", "mapping", "node", "parser"))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("title: Update: man charged\n", "'Update: man charged'"),
        ("title: @handle said\n", "'@handle said'"),
        ("title: 'It's here'\n", "title: 'It''s here'"),
        ("title: 'Man's arrest\n", "title: 'Man''s arrest'"),
        ("title: 'A' man\n", "title: '''A'' man'"),
        ('title: "never closed\narea: X\n', "title: 'never closed'"),
        ("title: 'never closed\narea: X\n", "title: 'never closed'"),
        ("kind: [news\n", "kind: news"),
        ("date: [2026-03-01\n", "date: 2026-03-01"),
        ("kind: ]news\n", "kind: news"),
        ("status: , draft\n", "status: draft"),
        ("title: }news\n", "title: '}news'"),
        ("unknown: ]news\n", "unknown: ']news'"),
        ("tags: [a, b\n", "tags: [a, b]"),
        ("unknown: [a, b\n", "unknown: [a, b]"),
        ("unknown: [a\n", "unknown: '[a'"),
        ("title: [UPDATE man\n", "title: '[UPDATE man'"),
        ("title: [UPDATE] man\n", "title: '[UPDATE] man'"),
        ("incident: {number: 12\n", "incident: {number: 12}"),
        ("title: a\narea Northshire\nurl: b\n", "area: Northshire"),
        ("title: a\nsummary [a] b\nurl: b\n", "summary: '[a] b'"),
    ],
)
def test_the_text_to_write_instead_is_given(text: str, hint: str) -> None:
    with pytest.raises(yaml.YAMLError) as error:
        yaml.load(text, yaml.CBaseLoader)
    given = of_error(error.value, text).hint
    assert given == f"Write {hint}" if ": " in hint and hint[0] != "'" else hint in given
