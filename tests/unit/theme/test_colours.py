"""The contrast of the themes' colours, computed from their tokens: WCAG 2.2, 1.4.3 and 1.4.11."""

import re
from pathlib import Path
from typing import Final

import pytest

from newsgen.theme import load_theme

REPOSITORY: Final = Path(__file__).parents[3]
TEXT, EDGE = 4.5, 3.0
PAIRS: Final = {
    ("text", "page"): TEXT,
    ("text", "panel"): TEXT,
    ("text", "notice"): TEXT,
    ("muted", "page"): TEXT,
    ("muted", "panel"): TEXT,
    ("accent", "page"): TEXT,
    ("accent", "panel"): TEXT,
    ("accent", "notice"): TEXT,
    ("on-band", "band"): TEXT,
    ("edge", "page"): EDGE,
    ("edge", "panel"): EDGE,
    ("edge", "notice"): EDGE,
    ("appeal", "page"): EDGE,
    ("appeal", "panel"): EDGE,
    ("court", "page"): EDGE,
    ("court", "panel"): EDGE,
    ("advice", "page"): EDGE,
    ("advice", "panel"): EDGE,
}
"""What stands on what, and the contrast it needs: text, or an edge that means something."""
DECORATION: Final = {"rule"}
"""Lines that only divide: nothing is lost to whoever cannot see them."""
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b")


def css(theme: str) -> str:
    return load_theme(REPOSITORY, theme, {}).assets["site.css"][1].decode()


def tokens(text: str) -> dict[str, dict[str, str]]:
    """Return the colours of each scheme, by the names of their tokens."""
    blocks = re.findall(r":root \{(.*?)\}", text, re.DOTALL)
    light, dark, paper = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-fA-F]{6});", block)) for block in blocks
    )
    return {"light": light, "dark": light | dark, "print": light | paper}


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour; source: WCAG 2.2, its glossary."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_wcag_has_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize("theme", ["plain", "northshire"])
def test_every_pair_of_colours_has_contrast_enough(theme: str, scheme: str) -> None:
    colours = tokens(css(theme))[scheme]
    low = {
        f"{front} on {back}": round(contrast(colours[front], colours[back]), 2)
        for (front, back), least in PAIRS.items()
        if contrast(colours[front], colours[back]) < least
    }
    assert low == {}


def test_every_colour_is_one_of_a_pair() -> None:
    paired = {name for pair in PAIRS for name in pair}
    assert set(tokens(css("plain"))["light"]) == paired | DECORATION


def test_colours_stand_in_tokens_only() -> None:
    """Elsewhere they would escape the test of their contrast; paper is black on white."""
    rest = re.sub(r":root \{.*?\}", "", css("plain"), flags=re.DOTALL)
    assert set(COLOUR.findall(rest)) == {"#000000"}
