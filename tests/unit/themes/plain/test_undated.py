"""The page of releases without a date says how many there are."""

from pathlib import Path

import pytest
from lxml import html

from newsgen.contract._samples import CASES, Samples
from newsgen.site.views import UndatedPage
from newsgen.theme.load import load_theme
from newsgen.theme.render import Renderer


@pytest.mark.parametrize(
    ("count", "language", "expected"),
    [
        (1, "en-GB", "1 release. The date of publication is not known."),
        (2, "en-GB", "2 releases. The date of publication is not known."),
        (1, "cy", "1 datganiad. Ni wyddys y dyddiad cyhoeddi."),
        (2, "cy", "2 o ddatganiadau. Ni wyddys y dyddiad cyhoeddi."),
    ],
)
def test_one_and_many_are_counted_in_each_language(
    count: int, language: str, expected: str
) -> None:
    theme = load_theme(Path(), "plain", {})
    samples = Samples(CASES[0], theme, language)
    page: UndatedPage = samples.view(UndatedPage)
    page.releases = page.releases[:1] * count
    text = Renderer(theme, lambda _: "").render(
        "undated.html", site=samples.site(UndatedPage), page=page, subject=""
    )
    [note] = html.fromstring(text).xpath("//main/p[@class='meta']")
    assert note.text_content() == expected
