"""Characters: garbled, invisible, turning the direction of writing, and half a pair."""

import pytest
from hypothesis import given, strategies as st

from newsgen.pipeline.fixes import apply
from newsgen.rules import _text as text
from tests.support.manuscripts import asked, fixed, read, said, source

WELSH = "Mae tân, dŵr, tŷ, gŵyl, ŵyn, pâr, iâ’r gêm, môr, cŵn, sgïo, “gwên” a CÂN yn iawn: â…"


def garbled(words: str) -> str:
    return words.encode().decode("cp1252")


@pytest.mark.parametrize(
    "right",
    ["wasn’t", "£500", "café", "“yes”", "Tŷ gŵyl", "a – b", "€5", "100 m²", "😀", "ẅ", "É", "ﬁ"],
)
def test_garbled_letters_come_back(right: str) -> None:
    try:
        wrong = garbled(right)
    except UnicodeDecodeError:  # Windows-1252 has no letter there: a control stands for it
        wrong = "".join(
            bytes([b]).decode("cp1252", errors="ignore") or chr(b) for b in right.encode()
        )
    assert fixed(text.garbled_text, source(f"The {wrong} is")) == source(f"The {right} is")


def test_letters_that_were_garbled_twice_come_back() -> None:
    wrong = garbled(garbled("wasn’t"))
    assert fixed(text.garbled_text, source(wrong)) == source("wasn’t")


@pytest.mark.parametrize(
    "words", [WELSH, "CAFÉ”, É’S, café”… Gauß’", "5 Â, 3 Ã", "£5 – ½ · «a» Åse Ärzte", "Ünal’s"]
)
def test_letters_of_languages_are_not_garbled(words: str) -> None:
    assert said(text.garbled_text, words) == []
    assert said(text.garbled_text, title=words) == []


@pytest.mark.parametrize("words", ["caf\ufffd", "the â€ bar", "a \u0085b\u0081"])
def test_what_is_lost_is_left_to_a_person(words: str) -> None:
    findings = list(text.garbled_text(read(source(words))))
    assert findings
    assert fixed(text.garbled_text, source("caf\ufffd")) == source("caf\ufffd")


@given(st.text("ÂÃâ€™œ¢Åáºð\u0178˜éa \u009d\u0092\ufffd£", max_size=40))
def test_mending_garbled_letters_ends(words: str) -> None:
    fixed(text.garbled_text, source(f"x{words}x"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Call\u200b us.\u200b", "Call us."),
        ("la\u00adter \ufeffso\u2060on\u200e.", "later soon."),
        ("a\u200b\u200d b", "a b"),
        ("Call\u200bus", None),
        ("Call\u000bus", None),
        ("\u200b# Heading", None),
        ("\u200bText", "Text"),
        ("The van.\u2028It is\u2029 blue\u2028", "The van. It is blue"),
        ("The\u2028van \u2028is\u200b\u2028 blue", "The van is blue"),
        ("The van\n\u2028# is blue", None),
        ("👩\u200d🚒 ❤\ufe0f می\u200cخواهم \u05d0\u200f!", None),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", None),
    ],
)
def test_invisible_characters_go_where_they_say_nothing(before: str, after: str | None) -> None:
    assert fixed(text.invisible_character, source(before)) == source(after or before)


def test_of_many_only_some_are_told_and_all_are_fixed() -> None:
    body = "a\u200b " * 200
    messages = said(text.invisible_character, body)
    assert len(messages) == 20
    assert messages[-1].endswith(", and 180 more like it")
    assert fixed(text.invisible_character, source(body)) == source("a " * 200)


def test_what_is_fixed_over_lines_keeps_their_ends() -> None:
    before = source("a\u200b b\n" * 30)
    fixes = [finding.fix for finding in text.invisible_character(read(before)) if finding.fix]
    after = apply(before.replace("\n", "\r\n"), fixes)
    assert after == source("a b\n" * 30).replace("\n", "\r\n")


def test_a_value_has_one_finding_that_mends_all() -> None:
    values = {"summary": "a\u200b b\u200b c\u200bd"}
    (message,) = said(text.invisible_character, **values)
    assert message.startswith("summary: ")
    after = read(fixed(text.invisible_character, source(**values)))
    assert after.text("summary") == "a b c\u200bd"


@pytest.mark.parametrize("character", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_each_control_of_direction_is_seen(character: str) -> None:
    assert len(said(text.direction_control, f"a {character} b", title=f"c{character}")) == 2


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("“One.”", 0),
        ("“One.\n\n“Two.\n\n“Three.” End.", 0),
        ("> “One.\n>\n> “Two.”", 0),
        ("“One:\n\n* a\n* b\n\n“Two.”", 0),
        ("“One.\n\nTwo.”", 0),
        ('“One." "Two.” “Three."', 0),
        ("“The “big” one.”", 0),
        ("It’s ‘one’, 5’10” tall", 0),
        ('"One.\n\n"Two.\n\n"Three." End.', 0),
        ('"One.\n\n_" Two."_', 0),
        ('_"One. "_', 0),
        ('He said " _one. "_', 0),
        ('"One, "he said.', 0),
        ('"One," he said."Two."', 0),
        ('""One.""', 0),
        ('A 42" screen, 6\'2" tall: "a 10" knife was here," he said.', 0),
        ('<a title="x">One</a> [two](x.example "Two")\n{: title="x" }', 0),
        ("„One,” he said.", 0),
        ('"One.\n\nHe said: "Two."', 1),
        ('"One, he said.', 1),
        ('One," he said.', 1),
        ('He felt "one. He left.', 1),
        ("“One.\n\nHe said: “Two.”", 1),
        ("One.”", 1),
        ("“One.” “Two.", 1),
        ("“One.\n\nText.\n\n“Two.”", 1),
    ],
)
def test_quotations_are_opened_and_closed(body: str, count: int) -> None:
    assert len(said(text.unbalanced_quotes, body)) == count


@pytest.mark.parametrize(
    ("body", "addresses"),
    [
        ("Mail a.b@kent.pnn.police.uk.", ["a.b@kent.pnn.police.uk"]),
        ("_A@B.PNN.POLICE.UK_", ["A@B.PNN.POLICE.UK"]),
        ("[x@a.pnn.police.uk](mailto:x@a.pnn.police.uk)", ["x@a.pnn.police.uk"]),
        ("[Mail us](mailto:x@a.pnn.police.uk)", ["x@a.pnn.police.uk"]),
        ("www.pnn.police.uk, x@police.example, x@pnn.police.uk.example", []),
    ],
)
def test_retired_addresses_are_seen(body: str, addresses: list[str]) -> None:
    findings = list(text.retired_email(read(source(body))))
    assert [f.message.split()[2] for f in findings] == addresses


def test_a_terminals_command_is_not_fixed_by_half() -> None:
    """Without its first character the rest of it would be seen."""
    findings = asked(text.invisible_character, read(source("See \x1b[31mred\x1b[0m.")))
    assert [f.fix for f in findings] == [None, None]


@pytest.mark.parametrize(
    ("written", "after"),
    [
        ("A \u202aman\u202c ran.", "A man ran."),
        ("A \u2066man\u2069 ran.", "A man ran."),
        ("A \u202eman\u202c ran.", None),
        ("שלום \u202aman\u202c", None),
        ("A \u2067man\u2069", None),
    ],
)
def test_a_control_that_turns_nothing_is_taken_out(written: str, after: str | None) -> None:
    fixed_text = fixed(text.direction_control, source(written))
    assert read(fixed_text).body.text.strip() == (after or written)
