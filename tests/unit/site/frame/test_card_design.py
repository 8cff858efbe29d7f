"""How cards are made, by the theme's font and colours, and what Pillow must be able to do."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsgen.config.load import parse as parse_config
from newsgen.diagnostics import NewsgenError
from newsgen.site import frame
from newsgen.site.frame import CardDesign, card_design, require_avif
from newsgen.theme.load import load_theme
from tests.support.fonts import PUBLIC_SANS, font_with
from tests.support.site import CONFIG, write

ON = CONFIG + "\n[media]\ncards = true\n"
THEME = '[theme]\ntitle = "Child"\nextends = "plain"\n'


def look(site: Path, theme: str = "plain", text: str = ON) -> CardDesign | None:
    config = parse_config(text)
    return card_design(config, load_theme(site, theme, config.theme.options, text), text)


def child(site: Path, more: str) -> CardDesign:
    write(site / "themes/child/theme.toml", THEME + more)
    design = look(site, "child")
    assert design
    return design


def test_there_are_none_unless_they_are_on(tmp_path: Path) -> None:
    assert look(tmp_path, text=CONFIG) is None


def test_they_have_the_colours_words_and_letters_of_the_theme(tmp_path: Path) -> None:
    design = look(tmp_path)
    assert design
    assert design.font == PUBLIC_SANS
    assert (design.colours.band, design.style.edge) == ("#1d3557", "#6f7a86")
    assert design.style.labels["cy"]["appeal"] == "Apêl"
    assert design.style.labels["en"]["closed"] == "Closed"
    assert "news" not in design.style.labels["en"]
    assert design.style.edges["missing"] == design.style.edges["appeal"] == "#a34700"
    assert "ŵ" in design.style.letters


def test_an_option_changes_the_colour_and_the_recipe(tmp_path: Path) -> None:
    plain, other = look(tmp_path), look(tmp_path, text=ON + '[theme.options]\naccent = "#003"\n')
    assert plain
    assert other
    assert other.colours == plain.colours._replace(band="#003")
    assert other.style.recipe != plain.style.recipe


def test_the_version_of_pillow_is_in_the_recipe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = look(tmp_path)
    monkeypatch.setattr(frame, "pillow_version", lambda: "99")
    after = look(tmp_path)
    assert before
    assert after
    assert before.style.recipe != after.style.recipe
    assert replace(before.style, recipe="") == replace(after.style, recipe="")


def test_a_theme_may_have_its_own_font_and_colours(tmp_path: Path) -> None:
    write(tmp_path / "themes/child/fonts/own.ttf", font_with("ABC", 4))
    more = '[cards]\nfont = "own.ttf"\n[cards.colours]\nedge = "accent_dark"\n'
    design = child(tmp_path, more + '[cards.kinds]\ncharge = "#123456"\n')
    assert design.style.letters == "ABC"
    assert design.style.edge == "#9cc4ec"
    assert design.style.edges["charge"] == "#123456"
    assert design.style.edges["arrest"] == "#5a3d8f"


def test_a_theme_without_a_font_uses_the_shipped_one(tmp_path: Path) -> None:
    alone = '[theme]\ntitle = "Alone"\n'
    write(tmp_path / "themes/alone/theme.toml", alone)
    design = look(tmp_path, "alone")
    assert design
    assert (design.font, design.colours.band) == (PUBLIC_SANS, "#1d3557")


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        ('[cards]\nfont = "bad.ttf"\n', "NG802", "font bad.ttf, which is not TrueType"),
        ('[cards]\nfont = "none.ttf"\n', "NG802", "none.ttf is not in the theme's folder fonts"),
        ('[cards.colours]\nband = "crest"\n', "NG802", "“crest”, which is neither a colour nor"),
        ('[cards.colours]\nband = "none"\n', "NG802", "“none”, which is neither a colour nor"),
        ('[cards.kinds]\ncharge = "none"\n', "NG802", "“none”, which is neither a colour nor"),
        ('[cards.kinds]\napeal = "#123456"\n', "NG703", "is “apeal”, but it can only be"),
        ('[cards]\nfont = "../own.ttf"\n', "NG703", "the name of a file in the theme's folder"),
        ('[cards]\nfont = "/etc/fonts.conf"\n', "NG703", "the name of a file in the theme's"),
        ('[cards.colours]\nband = "Dark blue"\n', "NG703", "a colour such as #1d3557"),
    ],
)
def test_what_is_wrong_with_a_theme_is_said(
    more: str, code: str, words: str, tmp_path: Path
) -> None:
    write(tmp_path / "themes/child/fonts/bad.ttf", b"not a font")
    with pytest.raises(NewsgenError) as error:
        child(tmp_path, more)
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.code == code
    assert words in diagnostic.message


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ('[cards.colours]\nband = "blue"\n', "Write a colour such as #1d3557"),
        ('[cards.colours]\nband = "acent"\n', "Did you mean accent?"),
        ('[options.accent]\ntype = "text"\ndefault = "blue"\n', "Write a colour such as #1d3557"),
        ('[cards]\nfont = "own.tf"\n', "Did you mean own.ttf?"),
    ],
)
def test_what_is_wrong_with_a_card_is_reported_on_its_line(
    line: str, hint: str, tmp_path: Path
) -> None:
    write(tmp_path / "themes/child/fonts/own.ttf", font_with("ABC", 4))
    with pytest.raises(NewsgenError) as error:
        child(tmp_path, line)
    (diagnostic,) = error.value.diagnostics
    text = (tmp_path / diagnostic.span.path).read_text()
    assert text.split("\n")[diagnostic.span.line - 1] == line.split("\n")[1]
    assert hint in diagnostic.hint


def test_a_font_may_not_come_from_outside_the_theme(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere.ttf", PUBLIC_SANS)
    write(tmp_path / "themes/child/theme.toml", "")
    (tmp_path / "themes/child/fonts").mkdir()
    (tmp_path / "themes/child/fonts/a.ttf").symlink_to("../../../elsewhere.ttf")
    with pytest.raises(NewsgenError, match="leads out of the theme"):
        child(tmp_path, '[cards]\nfont = "a.ttf"\n')


@pytest.mark.parametrize("name", ["../theme.toml", "/etc/passwd", "a/../../b.ttf"])
def test_a_font_is_named_by_a_file_in_its_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(NewsgenError):
        child(tmp_path, f'[cards]\nfont = "{name}"\n')


def test_without_pillow_an_error_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame, "can_make_variants", lambda: False)
    with pytest.raises(NewsgenError) as error:
        look(tmp_path)
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.code == "NG706"
    assert diagnostic.span.line == ON[: ON.index("cards =")].count("\n") + 1
    assert 'pip install "newsgen[pictures]"' in diagnostic.hint
    assert look(tmp_path, text=CONFIG) is None


def test_a_pillow_without_avif_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{CONFIG}\n[media]\navif = true\n"
    require_avif(text)
    monkeypatch.setattr(frame, "can_make_avif", lambda: False)
    with pytest.raises(NewsgenError) as error:
        require_avif(text)
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.code == "NG706"
    assert "pillow>=11.3" in diagnostic.hint
    assert diagnostic.span.line == text[: text.index("avif =")].count("\n") + 1
    monkeypatch.setattr(frame, "can_make_variants", lambda: False)
    require_avif(text)  # without a Pillow there are no copies at all
