"""Which bodies are too much work, and where the work begins."""

import pytest

from newsgen.content.markup._bounds import MOST_LEVELS, Excess, excess


def excess_of(body: str) -> Excess:
    too_much = excess(body)
    assert too_much is not None
    return too_much


@pytest.mark.parametrize(
    ("body", "mark"),
    [
        ("<![CDATA[" * 2_000, "<"),
        ("<!-- " * 2_000, "<"),
        ("<a " * 4_000, "<"),
        ("<div>" * 12_000, "<"),
        ("<ul><li>" * 12_000 + "</li></ul>" * 12_000, "<"),
        ("<div></b>" * 12_000, "<"),
        ("![x](" * 4_000, "("),
        ("[" * 4_000, "["),
        ("[" * 4_000 + "]" * 4_000, "["),
        ("[a](" + "(" * 8_000, "("),
        ("`" * 2_000, "`"),
        ("*a _b " * 3_000, "*"),
        ("# a\n" * 4_000, "#"),
        ("a|b\n-|-\n" + "`|" * 4_000, "|"),
        ("***\n" * 4_000, "*"),
        ("[a]: b\n" * 3_000, "["),
    ],
)
def test_what_is_opened_again_and_again_is_too_much(body: str, mark: str) -> None:
    before = "Officers said [so](https://x.example/).\n\n"
    too_much = excess_of(before + body)
    assert too_much.at >= len(before) - 1
    assert f"too many “{mark}”" in too_much.message
    assert f"\\{mark}" in too_much.hint


INSIDE = ("a\n", "`a` ", "a  \n", "a\\\n", "![a](b) ", "<http://a> ", "[a]\n", "`a`\n")
AROUND = (
    "**{}b**", "*{}b*", "_{}b_", "***{}b***", "__*{}b*__", "[{}b](/x)", "[{}b][x]\n\n[x]: /y",
    "- **{}b**", "# **{}b**", "> [{}b](/x)", "a *b* c\n{}*b*",
)  # fmt: skip


@pytest.mark.parametrize("inside", INSIDE)
@pytest.mark.parametrize("around", AROUND)
def test_what_holds_too_many_lines_links_and_code_is_too_much(inside: str, around: str) -> None:
    """Each of them is looked for among all others."""
    before = "Officers said [so](https://x.example/).\n\n"
    too_much = excess_of(before + around.format(inside * 8_000))
    assert too_much.at >= len(before)
    assert excess(before + around.format(inside * 500)) is None


@pytest.mark.parametrize(
    "part",
    [
        "<b>a</b> ",
        "&amp; ",
        "a\n",
        "a\\. ",
        "`a` ",
        "<a@b.example> ",
        "a <p>b</p> ",
        "[a] ",
        "&#65;",
    ],
)
@pytest.mark.parametrize("before", ["", "- ", "> ", "# ", "- a\n- b ", "<p>a</p> ", "<b>a</b> "])
def test_a_text_of_too_many_parts_is_too_much(part: str, before: str) -> None:
    """Python-Markdown copies the text for each of them."""
    if part != "a <p>b</p> " or before != "<p>a</p> ":  # behind raw HTML that is raw HTML too
        assert excess(before + part * 25_000) is not None
    assert excess(before + part * 3_000) is None


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("before", ["\n", "\n" + "**A heading\nof two lines**\n\n" * 20])
def test_its_place_is_where_it_begins(before: str, around: str) -> None:
    too_much = excess_of(before + around.format("a\n" * 8_000))
    assert len(before) <= too_much.at < len(before) + 10


@pytest.mark.parametrize("around", AROUND)
def test_a_paragraph_of_too_many_lines_is_said_to_be_one(around: str) -> None:
    too_much = excess_of(around.format("a\n" * 8_000))
    assert "too many lines, links, tags and the like" in too_much.message
    assert "blank lines" in too_much.hint


@pytest.mark.parametrize(
    "line",
    ["> " * 13, ">" * 13 + " a", "- " * 13 + "a", "1. " * 13 + "a", "> - " * 7, " " * 60 + "- a",
     "\t" * 13 + "- a"],
)  # fmt: skip
def test_what_is_too_deep_is_reported_at_its_line(line: str) -> None:
    before = "* a\n* b\n"
    too_deep = excess_of(f"{before}{line}\n")
    assert (before + line)[: too_deep.at].rstrip(" \t") == before
    assert f"more than {MOST_LEVELS} lists or quotations" in too_deep.message


@pytest.mark.parametrize(
    ("row", "name"), [("\t" * 1_001, "blanks"), (" " * 1_001, "blanks"), ("#" * 1_001, "#")]
)
def test_what_stands_in_a_long_row_is_too_much(row: str, name: str) -> None:
    before = "Officers said so.\n\n# a"
    too_long = excess_of(f"{before}{row} b")
    assert (too_long.at, too_long.message.split(" stand ")[0][6:]) == (len(before), name)
    assert excess(f"{before}{row[10:]} b") is None


@pytest.mark.parametrize("block", ["1. a\n\n", "a\n \t\n", "- a\n\n\n"])
def test_ten_thousand_paragraphs_are_the_most(block: str) -> None:
    assert excess(block * 10_000) is None
    too_much = excess_of(block * 10_001 + "b")
    assert too_much.message == "it has more than 10,000 paragraphs"
    assert too_much.at == len(block) * 10_001


def test_a_table_of_thousands_of_cells_is_too_much() -> None:
    head = "|a" * 300 + "\n" + "|-" * 300 + "\n"
    too_large = excess_of(head + "|\n" * 100)
    assert "cells; 5000 are the most" in too_large.message
    assert excess(head + "|\n" * 10) is None


@pytest.mark.parametrize(
    "body",
    [
        "Officers said so. " * 1_000,
        "[the plan](https://x.example/plan) and **more** of *it*, `code` <b>too</b>. " * 250,
        "* [a link](https://x.example/a)\n" * 600,
        "## A heading\n\nWords.\n\n" * 800,
        "> > > A reply to a reply to a reply.\n" * 500,
        "    * * * an item\n" * 100,
        "A line\n" * 9_000,
        "* [a link](https://x.example/a)\n\n" * 4_000,
        "- [A form](/a_b)\n" + "- [a link](https://x.example/a)\n" * 5_000 + "- [a](/a_b)\n",
        "1. [A form](/a_b)\n" + "2. [a link](https://x.example/a)\n" * 5_000 + "3. [a](/a_b)\n",
        "**" + "A line of a poem in bold\n" * 2_000 + "**",
        "* * * * * * * * * * * * * * * * * *\n\n" * 20,
        "- - - - - - - - - - - - - - - - - -\n\n" * 20,
        "| Area | Calls |\n|---|---|\n" + "| Northshire | 12 |\n" * 900,
        "An unclosed [bracket, a < sign and a `tick`. " * 20,
        "<p>A paragraph of a page.</p>\n" * 600,
        "<div>" * 200 + "</div>" * 200,
        "<p>A paragraph without an end.\n" * 20_000,
        "<ul><li>An item<li><img src=x><br>\n</UL>" * 5_000,
        "                                                            A poem\n" * 100,
    ],
)
def test_long_and_rich_bodies_are_not_too_much(body: str) -> None:
    assert excess(body) is None
