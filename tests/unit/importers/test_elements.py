"""Paragraphs, and elements whose end was reached."""

from newsgen.importers._elements import (
    BREAK,
    Element,
    Inline,
    Style,
    closed,
    in_lines,
    merged,
    paragraphs,
    plain,
    settled,
    without_outer_rules,
)

BOLD = frozenset({Style("strong")})


def p(text: str) -> Element:
    return Element("p", (Inline(text),))


def test_blanks_are_what_the_words_on_both_sides_are() -> None:
    inlines = [Inline("One ", BOLD), Inline(" two"), Inline(" ", BOLD), Inline("three\n", BOLD)]
    assert list(paragraphs(inlines)) == [
        (Inline("One", BOLD), Inline(" two "), Inline("three", BOLD))
    ]


def test_two_line_breaks_end_a_paragraph() -> None:
    inlines = [
        Inline(each)
        for each in (BREAK, "a", BREAK, "b", " ", BREAK, "\n", BREAK, BREAK, "c", BREAK)
    ]
    assert list(paragraphs(inlines)) == [
        (Inline("a"), Inline(BREAK), Inline("b")),
        (Inline("c"),),
    ]


def test_a_picture_is_never_joined_with_words() -> None:
    inlines = [Inline("a"), Inline("b"), Inline("c", src="/x"), Inline("d", src="/y"), Inline("e")]
    assert merged(inlines) == (Inline("ab"), *inlines[2:])


def test_paragraphs_become_lines() -> None:
    assert in_lines([(Inline("a", BOLD),), (Inline("b"),)]) == (
        Inline("a", BOLD),
        Inline(BREAK),
        Inline("b"),
    )


def test_what_has_nothing_is_left_out_but_for_cells() -> None:
    assert closed("blockquote", (), [], []) == []
    assert closed("td", (), [], []) == [Element("td")]


def test_items_without_a_list_get_one() -> None:
    items = [Element("li", (), (p("a"),)), Element("li", (), (p("b"),))]
    assert settled("body", [p("x"), *items]) == [p("x"), Element("ul", (), tuple(items))]
    assert closed("ul", (), [], [*items, p("c")]) == [
        Element("ul", (), (items[0], Element("li", (), (p("b"), p("c")))))
    ]


def test_within_others_a_block_is_a_link() -> None:
    embed = Element("embed", attributes=(("address", "/x"), ("title", "The van")))
    link = frozenset({Style("a", (("href", "/x"),))})
    assert settled("li", [embed]) == [Element("p", (Inline("The van", link),))]
    assert settled("body", [embed]) == [embed]


def test_rules_at_the_ends_and_beside_each_other_go() -> None:
    rule = Element("hr")
    assert without_outer_rules([rule, p("a"), rule, rule, p("b"), rule]) == [p("a"), rule, p("b")]
    assert without_outer_rules([rule]) == []


def test_the_number_of_a_link_makes_no_difference() -> None:
    first, second = (
        Element("p", (Inline("a", frozenset({Style("a", (("href", "/x"),), number)})),))
        for number in (1, 2)
    )
    assert first != second
    assert plain([first]) == plain([second])
