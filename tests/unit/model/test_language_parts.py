"""Parts of a text in other languages."""

import pytest

from newsgen.model.language_parts import (
    also_in,
    html_of_languages,
    html_parts,
    language_parts,
    part_faults,
    text_of_languages,
)


def test_a_part_has_its_language_and_its_text() -> None:
    text = "One.\n\n:::cy\nUn.\n\nDau.\n:::\n\nTwo.\n::: en-GB\nThree.\n:::\n"
    parts = language_parts(text)
    assert [part.language for part in parts] == ["cy", "en-GB"]
    assert [text[part.text_start : part.text_end].strip() for part in parts] == [
        "Un.\n\nDau.",
        "Three.",
    ]
    assert text[parts[0].start : parts[0].end] == ":::cy\nUn.\n\nDau.\n:::"


@pytest.mark.parametrize(("tag", "language"), [("CY", "cy"), ("Cy", "cy"), ("EN-GB", "en-GB")])
def test_a_tag_in_capitals_is_that_of_the_language(tag: str, language: str) -> None:
    (part,) = language_parts(f":::{tag}\nUn.\n:::")
    assert part.language == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Text.",
        ":::",
        "```\n:::cy\nUn.\n:::\n```",
        ":::video A\nx\n:::",
        "In :::cy there",
        ":::map",
    ],
)
def test_what_is_no_part_is_none(text: str) -> None:
    assert language_parts(text) == ()
    assert list(part_faults(text)) == []


def test_a_block_within_a_part_ends_by_itself() -> None:
    (part,) = language_parts(":::cy\n:::video Y fan\nhttps://a.example/\n:::\nUn.\n:::")
    assert part.language == "cy"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (":::welsh\nUn.\n:::", "“welsh” is not the tag of a language", "Did you mean :::cy?"),
        (":::xx\nUn.\n:::", "“xx” is not the tag of a language",
         "Write a tag such as :::cy or :::en."),
        (":::cy\nUn.", "the part :::cy has no end",
         "Write ::: on a line of its own below its text."),
        (":::cy Un.\n:::", "there are words behind :::cy", "Write its text in the lines below."),
        (":::cy\n:::en\nOne.\n:::", "the part :::cy has no end",
         "Write ::: on a line of its own below its text."),
    ],
)  # fmt: skip
def test_what_is_wrong_has_a_hint(text: str, message: str, hint: str) -> None:
    (fault,) = part_faults(text)
    assert (fault.message, fault.hint) == (message, hint)


def test_texts_of_other_languages_are_blank_and_all_else_stays_where_it_is() -> None:
    text = "One.\n:::cy\nUn.\n:::\nTwo."
    parts = language_parts(text)
    english = text_of_languages(text, parts, "en", lambda tag: tag == "en")
    welsh = text_of_languages(text, parts, "en", lambda tag: tag == "cy")
    both = text_of_languages(text, parts, "en", lambda _: True)
    assert english == "One.\n     \n   \n   \nTwo."
    assert welsh == "    \n     \nUn.\n   \n    "
    assert both == "One.\n     \nUn.\n   \nTwo."


HTML = (
    '<p>One</p>\n<div lang="cy">\n<div class="table"><p>Un</p></div></div>\n<div><p>Two</p></div>'
)


def test_pieces_of_html_have_their_languages() -> None:
    assert [language for language, _ in html_parts(HTML)] == ["", "cy", ""]
    assert html_of_languages(HTML, "en", lambda tag: tag == "cy") == (
        '\n<div class="table"><p>Un</p></div>'
    )
    assert list(html_parts("<p>One</p>")) == [("", "<p>One</p>")]


def test_a_body_says_in_another_language_what_it_says_if_that_is_no_quotation() -> None:
    words = " ".join(["word"] * 12)
    assert also_in(f'<p>{words}</p><div lang="cy"><p>un dau tri pedwar</p></div>', "en-GB") == (
        "cy",
    )
    assert also_in(f'<p>{words}</p><div lang="cy"><p>un dau tri</p></div>', "en-GB") == ()
    assert also_in(f'<div lang="en">{words}</div><div lang="cy">{words}</div>', "cy") == ("en",)
    assert also_in(f"<p>{words}</p>", "en") == ()
    assert also_in(f'<div lang="cy">{words}</div>', "en") == ()
