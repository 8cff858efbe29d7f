"""Texts by language: the languages are those of the settings, and of the theme's words."""

import pytest

from newsgen.config.load import parse
from newsgen.config.texts import check_texts

ONE_OF_EACH = """
[fields.district]
label = {texts}
[taxonomies.district]
title = {texts}
[taxonomies.district.names]
Saltmere = {texts}
[lists.court]
title = {texts}
[[menu]]
title = "Courts"
link = "/courts/"
[[menu.children]]
title = {texts}
link = "/courts/saltmere/"
[[menu]]
title = {texts}
link = "/about/"
[footer]
copyright = {texts}
[[footer.links]]
title = {texts}
link = "/privacy/"
"""


def test_a_misspelt_language_is_found_in_every_setting() -> None:
    config = parse(ONE_OF_EACH.format(texts='{ en = "A", cyy = "B" }'))
    wrong = list(check_texts(config, ("cy", "en")))
    assert {(each.message, each.hint) for each in wrong} == {
        ("the site has no language “cyy”", "Did you mean cy?")
    }
    assert {".".join(map(str, each.keys)) for each in wrong} == {
        "fields.district.label.cyy",
        "taxonomies.district.title.cyy",
        "taxonomies.district.names.Saltmere.cyy",
        "lists.court.title.cyy",
        "menu.0.children.0.title.cyy",
        "menu.1.title.cyy",
        "footer.copyright.cyy",
        "footer.links.0.title.cyy",
    }
    right = parse(ONE_OF_EACH.format(texts='{ en-US = "A", cy = "B" }'))
    assert list(check_texts(right, ("cy", "en"))) == []
    assert list(check_texts(parse(ONE_OF_EACH.format(texts='"A"')), ())) == []


@pytest.mark.parametrize(
    "settings",
    [
        '[site]\nlanguage = "pl-PL"',
        "[languages.pl]",
        "[areas.Northshire.languages.pl]",
    ],
)
def test_a_language_that_the_settings_name_needs_no_words(settings: str) -> None:
    text = '\n[footer]\ncopyright = { en = "A", pl = "B" }'
    assert list(check_texts(parse(settings + text), ("cy", "en"))) == []
    (wrong,) = check_texts(parse(text), ("cy", "en"))
    assert wrong.hint == "Known are cy, en. Another needs [languages.pl]."
