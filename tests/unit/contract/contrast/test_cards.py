"""What is written on cards has contrast enough, or the theme check says where it has not."""

from pathlib import Path

import pytest

from newsgen.contract._contrast import by_option, card_contrasts
from newsgen.theme.load import load_theme
from tests.support.paths import REPOSITORY
from tests.support.site import write

HEAD = '[theme]\ntitle = "Child"\nextends = "plain"\n'


def of_child(site: Path, more: str, **options: str) -> list[tuple[str, str, int, str]]:
    write(site / "themes/child/theme.toml", HEAD + more)
    theme = load_theme(site, "child", dict(options))
    diagnostics = by_option(card_contrasts(theme), theme)
    return [(d.code, d.span.path, d.span.line, d.message) for d in diagnostics]


@pytest.mark.parametrize("theme", ["plain", "northshire"])
def test_the_shipped_themes_have_enough(theme: str) -> None:
    assert list(card_contrasts(load_theme(REPOSITORY, theme, {}))) == []


def test_each_pair_is_looked_at_where_it_is_chosen(tmp_path: Path) -> None:
    colours = 'text = "#777"\nmuted = "#888"\nedge = "#ccc"\n'
    diagnostics = of_child(tmp_path, f'[cards.colours]\n{colours}[cards.kinds]\ncharge = "#aaa"\n')
    file = "themes/child/theme.toml"
    assert diagnostics == [
        ("NG807", file, 5, "on cards, text on page has a contrast of 4.48, and 4.5 is needed"),
        ("NG807", file, 5, "on cards, text on panel has a contrast of 4.03, and 4.5 is needed"),
        ("NG807", file, 6, "on cards, muted on page has a contrast of 3.54, and 4.5 is needed"),
        ("NG807", file, 7, "on cards, edge on page has a contrast of 1.61, and 3 is needed"),
        ("NG807", file, 9, "on cards, charge on page has a contrast of 2.32, and 3 is needed"),
    ]


def test_a_colour_may_come_from_an_option(tmp_path: Path) -> None:
    ((code, path, line, message),) = of_child(tmp_path, "", accent="#9cf")
    assert (code, path, line) == ("NG807", "themes/child/theme.toml", 1)
    assert message.startswith("on cards, on_band on band")
