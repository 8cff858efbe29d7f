"""The contrast of the themes' colours, computed from their tokens: WCAG 2.2, 1.4.3 and 1.4.11.

The pairs are those that the theme declares, and newsgen's own computation is used, which has tests
of its own. Paper is looked at here only: a reader may print any page, and a check knows no printer.
"""

import re
from dataclasses import fields
from typing import Final

import pytest
import tinycss2

from newsgen.contract._contrast import NoColourError, Tokens, contrast, tokens_of
from newsgen.theme.declaration import CardColours, declaration
from newsgen.theme.load import load_theme
from tests.support.paths import REPOSITORY

THEME: Final = REPOSITORY / "src/newsgen/themes/plain/theme.toml"
DECORATION: Final = {"rule"}
"""Lines that only divide: nothing is lost to whoever cannot see them."""
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b")
PAPER = re.compile(r"@media print \{\s*(:root \{.*?\})", re.DOTALL)


def pairs() -> dict[tuple[str, str], float]:
    """Return what plain declares, which northshire inherits."""
    text = THEME.read_text(encoding="utf-8")
    declared = declaration(text, "theme.toml").contrast.pairs
    return {(pair.front, pair.back): pair.least for pair in declared}


def css(theme: str) -> str:
    return load_theme(REPOSITORY, theme, {}).assets["site.css"][1].decode()


def tokens(theme: str) -> Tokens:
    """Return the tokens of each scheme; on paper they are the light ones, but for some."""
    text = css(theme)
    (paper,) = PAPER.findall(text)
    declared = tokens_of([("site.css", text)])
    return declared | {"print": tokens_of([("site.css", text), ("paper", paper)])["light"]}


def is_colour(tokens: Tokens, name: str) -> bool:
    try:
        contrast(tokens, "light", name, name)
    except NoColourError:
        return False
    return True


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize("theme", ["plain", "northshire"])
def test_every_pair_of_colours_has_contrast_enough(theme: str, scheme: str) -> None:
    actual = tokens(theme)
    ratios = {pair: contrast(actual, scheme, *pair) for pair in pairs()}
    low = {pair: round(ratios[pair], 2) for pair, least in pairs().items() if ratios[pair] < least}
    assert low == {}


def test_paper_is_white() -> None:
    """So the tokens of paper are found, and are not those of a screen."""
    actual = tokens("plain")
    assert contrast(actual, "print", "text", "page") == pytest.approx(21)
    assert contrast(actual, "light", "text", "page") < 20


def test_every_colour_is_one_of_a_pair() -> None:
    paired = {name for pair in pairs() for name in pair}
    actual = tokens("plain")
    assert {name for name in actual["light"] if is_colour(actual, name)} == paired | DECORATION


def test_text_and_edges_are_held_to_what_they_need() -> None:
    """By 1.4.3 and 1.4.11: a pair that asks for less would hide a fault."""
    edges = {"edge", "appeal", "court", "advice"}
    assert {
        front: least for (front, _), least in pairs().items() if front in edges
    } == dict.fromkeys(edges, 3.0)
    texts = {front: least for (front, _), least in pairs().items() if front not in edges}
    assert {front: least for front, least in texts.items() if least < 4.5} == {}


def test_colours_stand_in_tokens_only() -> None:
    """Elsewhere they would escape the test of their contrast; paper is black on white."""
    rest = re.sub(r":root \{.*?\}", "", css("plain"), flags=re.DOTALL)
    assert set(COLOUR.findall(rest)) == {"#000000"}


# Cards


@pytest.mark.parametrize("theme", ["plain", "northshire"])
def test_cards_have_the_colours_of_the_page_on_light(theme: str) -> None:
    loaded, light = load_theme(REPOSITORY, theme, {}), tokens(theme)["light"]
    of_css = {name: tinycss2.serialize(token.value).strip() for name, token in light.items()}
    of_css |= {"band": of_css["accent"]}
    for name in (field.name for field in fields(CardColours)):
        colour = loaded.colour(getattr(loaded.cards.colours, name))
        assert colour == of_css[name.replace("_", "-")], name
    groups = {"appeal": "appeal", "missing": "appeal", "wanted": "appeal", "cctv": "appeal"}
    groups |= {"court-result": "court", "charge": "court", "arrest": "court"}
    groups |= {"campaign": "advice", "traffic": "advice"}
    assert loaded.cards.kinds == {kind: of_css[group] for kind, group in groups.items()}
