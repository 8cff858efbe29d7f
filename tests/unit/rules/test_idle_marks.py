"""Marks that format nothing."""

import pytest

from newsgen.config.settings import DEFAULT_EXTENSIONS
from newsgen.content.markup import Markup
from newsgen.rules._idle_marks import idle_markup
from tests.support.manuscripts import asked, fixed, read, said, source


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("\n**\n", ""), ("\n****\n", ""), ("\n** **\n", ""), ("\n_\n", ""), ("\n__\n", ""),
        ("\n_ _\n", ""), ("\n\\\n", ""), ("\n&nbsp;\n", ""), ("\n\n====\n", ""),
        ("\n**_ _**\n", ""),
        ("\n**&nbsp;**\n", ""), ("\n_&nbsp;_\n", ""), ("\n&#160; &nbsp;\n", ""),
        ("\n__ Advice __\n", "__Advice__"), ("\n- _ Advice _\n", "_Advice_"),
        ("\nAdvice\\\n", ""), ("\nCall ** 101 or wait\n", ""), ("\n** Advice\n", ""),
        ("\nAdvice **\n", ""), ("\nOne\n**\ntwo\n", ""),
        ("\n** Advice **\n", "**Advice**"), ("\n** Two words**\n", "**Two words**"),
        ("\n**Advice **\n", "**Advice**"), ("\n  **\n", ""), ("\n** \n", ""),
        ("\n**Advice\n**\n", "**"), ("\n**\nAdvice**\n", "**"), ("\n**Advice\n**\nOne.\n", "**\n"),
    ],
)  # fmt: skip
def test_marks_that_format_nothing_are_reported(text: str, right: str) -> None:
    (finding,) = asked(idle_markup, read(source(f"Text.\n{text}\nMore text.")))
    assert finding.fix is not None
    assert finding.fix.text == right


@pytest.mark.parametrize(
    "text",
    [
        "**Advice**", "* * *", "***", "---", "___", "**one** and **two**", "a ** b", "2 * 3",
        "Heading\n====", "__init__", "_one_", "\\*", "**one** two **three**", "a _ b", "&nbsp;text",
        "**Bold\nwords**", "f**k", "a 5** hotel", "5** to 6**", "2 ** 3",
        "Name: __ Date: __", "__ May __ 20__",
        "One\\\ntwo", "C:\\", "\\\\", "a | b\\", "Price** is low\n\n** in Saltmere", "    **",
        "`**`", "    text\\", "_ / _",
    ],
)  # fmt: skip
def test_marks_that_format_something_are_right(text: str) -> None:
    assert said(idle_markup, f"Text.\n\n{text}\n\nMore text.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Call ** 101 **now", "Call **101 **now", "He said ** yes **, so", "left (** 5pm **).",
        "** One ** or ** two **", "–** One **–", "__ One __", "* _ One _", "One \\", "One\n**\ntwo",
        "**\nOne\n**",
        "One\n\n====\n\ntwo", "One\n\n****\n\ntwo", "One\n\n**_ _**\n\ntwo", "One\n\\\ntwo",
        "====\n\nOne", "One\n\n**&nbsp;**\n\ntwo", "**One ** (two)", "“** One **”",
        "**One\n**", "**One\n**\ntwo", "**\nOne** two", "One\n**\ntwo** three",
    ],
)  # fmt: skip
def test_a_fix_changes_nothing_on_the_page(text: str) -> None:
    markup = Markup(DEFAULT_EXTENSIONS, {})
    after = fixed(idle_markup, source(text)).partition("\n\n")[2]
    assert after.strip() != text
    assert markup.convert(after) == markup.convert(text)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("blank", [" ", "\t"])
def test_blanks_within_bold_marks_are_read_once(blank: str) -> None:
    text = f"Call ** 101 ** now.\n\n**Name:{blank * 50_000}Alex\n\n**a{blank * 50_000}b"
    assert len(asked(idle_markup, read(source(text)))) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Call **101 or wait",
        "Name:** Alex",
        "**One\n\ntwo**",
        "** One\n\ntwo **",
        "**One ** ** a\nb**",
    ],
)
def test_a_mark_that_may_belong_to_words_is_not_fixed(text: str) -> None:
    diagnostics = asked(idle_markup, read(source(f"Text.\n\n{text}\n\nMore text.")))
    assert diagnostics
    assert all(finding.fix is None for finding in diagnostics)
