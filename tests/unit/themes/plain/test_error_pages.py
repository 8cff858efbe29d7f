"""A theme's page for what is not found is that, and not the page of what was taken down."""

from pathlib import Path

import pytest

from newsgen.contract._samples import CASES, Samples
from newsgen.contract.check import unused
from newsgen.site.templates import TEMPLATES
from newsgen.theme.load import load_theme
from newsgen.theme.render import Renderer
from tests.support.site import write

WHOLE = '<!doctype html><html lang="en"><title>Lost</title><h1>Lost</h1></html>'
CONTENT = '{% extends "plain/404.html" %}\n{% block content %}<h1>Lost</h1>{% endblock %}\n'


def shown(site: Path, template: str) -> str:
    theme = load_theme(site, "local", {})
    samples, view = Samples(CASES[0], theme, "en-GB"), TEMPLATES[template]
    views, page = samples.site(view), samples.view(view)
    return (
        Renderer(theme, lambda _: "")
        .render(template, site=views, page=page, subject="force/a.md")
        .decode()
    )


@pytest.mark.parametrize("text", [WHOLE, CONTENT])
def test_a_page_of_its_own_for_404_leaves_the_others_alone(tmp_path: Path, text: str) -> None:
    write(tmp_path / "themes/local/theme.toml", '[theme]\ntitle = "Local"\nextends = "plain"\n')
    before = [shown(tmp_path, name) for name in ("410.html", "withdrawn.html")]
    write(tmp_path / "themes/local/templates/404.html", text)
    assert "Lost" in shown(tmp_path, "404.html")
    assert [shown(tmp_path, name) for name in ("410.html", "withdrawn.html")] == before
    assert list(unused(load_theme(tmp_path, "local", {}))) == []


def test_one_template_changes_all_of_them(tmp_path: Path) -> None:
    write(tmp_path / "themes/local/theme.toml", '[theme]\ntitle = "Local"\nextends = "plain"\n')
    text = '{% extends "base.html" %}{% block content %}Lost{% block message %}{% endblock %}'
    write(tmp_path / "themes/local/templates/_error.html", text + "{% endblock %}")
    for name in ("404.html", "410.html", "withdrawn.html"):
        assert "Lost" in shown(tmp_path, name)
