"""A theme adds to each release of a list by a small template, and the shipped one adds nothing."""

from dataclasses import replace
from pathlib import Path

from lxml import html

from newsgen.contract._samples import CASES, Samples
from newsgen.site.views import AreaPage
from newsgen.theme.load import load_theme
from newsgen.theme.render import Renderer
from tests.support.site import write

EXTRA = """\
{% macro extra(item, language, w) %}
<p class="extra">{{ item.fields.station }} {{ language }} {{ w.release }}</p>
{% endmacro %}
"""


def shown(site: Path, theme_name: str) -> list[str]:
    theme = load_theme(site, theme_name, {})
    samples = Samples(CASES[0], theme, "en-GB")
    views, page = samples.site(AreaPage), samples.view(AreaPage)
    first, second, *_ = (replace(item, fields={"station": "Saltmere"}) for item in page.latest)
    page.latest = (first,)
    page.lists = {"court": replace(page.lists["court"], releases=(second,))}
    text = Renderer(theme, lambda _: "").render("area.html", site=views, page=page, subject="")
    return [p.text_content() for p in html.fromstring(text).xpath("//li/p[@class='extra']")]


def test_each_release_of_a_list_has_what_the_theme_adds(tmp_path: Path) -> None:
    write(tmp_path / "themes/local/theme.toml", '[theme]\ntitle = "Local"\nextends = "plain"\n')
    write(tmp_path / "themes/local/templates/_item.html", EXTRA)
    assert shown(tmp_path, "local") == ["Saltmere en-GB release"] * 2
    assert shown(tmp_path, "plain") == []
