"""Contrast is that of WCAG 2.2, of the colours that the style sheets set."""

import pytest

from newsgen.contract._contrast import NoColourError, contrast, queries_of, tokens_of

DARK = "@media (prefers-color-scheme: dark)"


def ratio(css: str, scheme: str = "light") -> float:
    return contrast(tokens_of([("a.css", css)]), scheme, "a", "b")


@pytest.mark.parametrize(
    ("front", "back", "expected"),
    [
        ("#000", "#fff", 21.0),
        ("#fff", "#000", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "white", 4.54),
        ("rgb(118 118 118)", "hsl(0 0% 100%)", 4.54),
        ("#1d3557", "#fff", 12.37),
        ("#fff", "#fff", 1.0),
        ("rgb(0 0 0 / 50%)", "#fff", 3.98),
        ("#00000000", "#fff", 1.0),
    ],
)
def test_the_contrast_of_two_colours(front: str, back: str, expected: float) -> None:
    assert ratio(f":root {{ --a: {front}; --b: {back} }}") == pytest.approx(expected, abs=0.011)


def test_a_scheme_changes_what_it_sets_and_no_more() -> None:
    css = f":root {{ --a: #000; --b: #fff }} {DARK} {{ :root {{ --b: #777 }} }}"
    assert ratio(css) == pytest.approx(21)
    assert ratio(css, "dark") == pytest.approx(4.69, abs=0.01)


@pytest.mark.parametrize(
    "css",
    [
        ":root { --a: #000; --b: #777; } html { --b: #fff }",
        ":root { --a: #000; --c: #fff; --b: var(--c) }",
        ":root { --a: #000; --b: var(--none, #fff) }",
        ":root { --a: light-dark(#000, #fff); --b: light-dark(#fff, #000) }",
        ":root, .print { --a: #000; --b: #fff }",
        "@layer tokens { :root { --a: #000; --b: #fff } }",
        ":root { --a: #000; --b: #fff } @media print { :root { --b: #000 } }",
        ":root { --a: #000; --b: #fff } @media (forced-colors: active) { :root { --b: #000 } }",
        ":root { --a: #000; --b: #fff } .box { --b: #000 }",
        f":root {{ --a: #000; --b: #fff }} {DARK} and (width > 9rem) {{ :root {{ --b: #000 }} }}",
    ],
)
def test_what_holds_for_the_whole_page_counts(css: str) -> None:
    assert ratio(css) == pytest.approx(21)
    assert ratio(css, "dark") == pytest.approx(21)


def test_later_style_sheets_win() -> None:
    sheets = [("a.css", ":root { --a: #000; --b: #000 }"), ("b.css", "\n:root { --b: #fff }")]
    tokens = tokens_of(sheets)
    assert contrast(tokens, "light", "a", "b") == pytest.approx(21)
    assert (tokens["light"]["b"].file, tokens["light"]["b"].line) == ("b.css", 2)


@pytest.mark.parametrize(
    ("css", "words"),
    [
        (":root { --a: #000 }", "no style sheet of the theme sets --b"),
        (":root { --a: CanvasText; --b: #fff }", "is not a colour that can be computed"),
        (":root { --a: 1rem; --b: #fff }", "is not a colour that can be computed"),
        (":root { --a: currentColor; --b: #fff }", "is not a colour that can be computed"),
        (":root { --a: #000; --b: #fff8 }", "lets through what is behind it"),
        (":root { --a: var(--b); --b: var(--a) }", "in a circle"),
        (":root { --a: var(--c); --b: #fff }", "is set nowhere"),
        (":root { --a: oklch(60% .1 200); --b: #fff }", "write it as #rrggbb"),
    ],
)
def test_what_cannot_be_computed_is_said(css: str, words: str) -> None:
    with pytest.raises(NoColourError, match=words):
        ratio(css)


def test_other_media_queries_are_computed_by_themselves() -> None:
    css = (
        f":root {{ --a: #000; --b: #fff }} {DARK} and (width > 9rem) {{ :root {{ --b: #777 }} }}"
        "@media screen and (min-width: 48rem) { :root { --b: #000 } }"
        "@media print { :root { --b: #111 } } @media (width < 9rem) { p { --b: #111 } }"
        "@media (prefers-contrast: more), (width < 1px) { :root { --b: #000 } }"
    )
    sheets = [("a.css", css)]
    wide, either = "(min-width: 48rem)", "(prefers-contrast: more), (width < 1px)"
    assert queries_of(sheets) == [wide, either, "(width > 9rem)"]
    assert contrast(tokens_of(sheets), "dark", "a", "b") == pytest.approx(21)
    for query in (wide, either):
        for scheme in ("light", "dark"):
            assert contrast(tokens_of(sheets, query), scheme, "a", "b") == pytest.approx(1)
    wider = tokens_of(sheets, "(width > 9rem)")
    assert contrast(wider, "light", "a", "b") == pytest.approx(21)
    assert contrast(wider, "dark", "a", "b") == pytest.approx(4.69, abs=0.01)
