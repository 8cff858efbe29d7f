"""Lines that a copied page left, and marks that format nothing."""

import pytest

from newsgen.config.settings import DEFAULT_EXTENSIONS
from newsgen.content.markup import Markup
from newsgen.rules._residue import idle_markup, residue
from tests.support.manuscripts import asked, fixed, read, said, source


@pytest.mark.parametrize(
    "line",
    [
        "Share by email", "Page Image", "Page Content", "Author ID: 576", "Author ID:12",
        "View | Download (JPG - 14 KB)", "Download (PDF - 1.2 MB)",
        "Print this page", "Email this page", "**Share by email**", "> Page Image", "- Back to top",
        "Confirm that this is not an emergency", "View | Download (PNG - 2,857 KB)",
    ],
)  # fmt: skip
def test_a_line_of_the_old_page_is_reported_and_deleted(line: str) -> None:
    (found,) = asked(residue, read(source(f"Text.\n\n{line}\n\nMore text.")))
    shown = line.strip("*>- :")
    assert found.message == f"“{shown}” was left by the page that was copied"
    assert found.fix is not None
    assert found.fix.text == ""


def test_a_form_is_one_finding_with_its_button() -> None:
    form = "Text.\n\nYour name\n\nYour email\n\n* * *\n\nSend\n\nMore text."
    assert said(residue, form) == [
        "“Your name / Your email / Send” was left by the page that was copied"
    ]
    assert said(residue, "Text.\n\nSend") == []


@pytest.mark.parametrize(
    "line",
    [
        "Share by email or by post", "Officers share by email", "The page image shows him",
        "Author ID: none", "Download (the form)", "View the gallery", "Your email is safe with us",
        "Call your name", "Page contents", "Send", "Submit", "Share by emails",
        "Back to top form",
        "Your emails", "Download (JPG, 14 KB)", "# Your rights",
    ],
)  # fmt: skip
def test_a_line_of_text_stays(line: str) -> None:
    assert said(residue, f"Text.\n\n{line}\n\nMore text.") == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("\n**\n", ""), ("\n****\n", ""), ("\n** **\n", ""), ("\n_\n", ""), ("\n__\n", ""),
        ("\n_ _\n", ""), ("\n\\\n", ""), ("\n&nbsp;\n", ""), ("\n\n====\n", ""),
        ("\n**_ _**\n", ""),
        ("\n** Advice **\n", "**Advice**"), ("\n** Two words**\n", "**Two words**"),
        ("\n**Advice **\n", "**Advice**"), ("\n  **\n", ""), ("\n** \n", ""),
    ],
)  # fmt: skip
def test_marks_that_format_nothing_are_reported(text: str, right: str) -> None:
    (found,) = asked(idle_markup, read(source(f"Text.\n{text}\nMore text.")))
    assert found.fix is not None
    assert found.fix.text == right


@pytest.mark.parametrize(
    "text",
    [
        "**Advice**", "* * *", "***", "---", "___", "**one** and **two**", "a ** b", "2 * 3",
        "Heading\n====", "__init__", "_one_", "\\*", "**one** two **three**", "a _ b", "&nbsp;text",
    ],
)  # fmt: skip
def test_marks_that_format_something_are_right(text: str) -> None:
    assert said(idle_markup, f"Text.\n\n{text}\n\nMore text.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Call ** 101 **now", "Call **101 **now", "He said ** yes **, so", "left (** 5pm **).",
        "** One ** or ** two **", "–** One **–", "**One ** (two)", "“** One **”",
    ],
)  # fmt: skip
def test_a_fix_changes_nothing_on_the_page(text: str) -> None:
    markup = Markup(DEFAULT_EXTENSIONS, {})
    after = fixed(idle_markup, source(text)).partition("\n\n")[2]
    assert after.strip() != text
    assert markup.convert(after) == markup.convert(text)


def test_a_form_is_residue_and_a_field_alone_or_in_a_list_is_not() -> None:
    form = "Text.\n\nYour name\n\nYour email\n\nSend\n"
    assert len(asked(residue, read(source(form)))) == 1
    for text in (
        "Never give strangers:\n\n* Your name\n* Your phone number\n* Your address\n",
        "Please send us:\n\n- Your name\n- Your email\n",
        "Text.\n\nYour name\n",
    ):
        assert asked(residue, read(source(text))) == [], text


@pytest.mark.timeout(30)
@pytest.mark.parametrize("blank", [" ", "\t"])
def test_blanks_within_bold_marks_are_read_once(blank: str) -> None:
    text = f"Call ** 101 ** now.\n\n**Name:{blank * 50_000}Alex\n\n**a{blank * 50_000}b"
    assert len(asked(idle_markup, read(source(text)))) == 1
