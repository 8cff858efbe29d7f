"""Which pages are stale when a template, the site's view or the view of a page changes."""

from pathlib import Path

import pytest

from newsgen.digest import checksums
from newsgen.pipeline.plan import changed_inputs
from tests.support.builds import appeal, built, planned
from tests.support.pictures import saying
from tests.support.site import CONFIG, write

RELEASE = '{% extends "plain/release.html" %}'
SITE = {
    "newsgen.toml": CONFIG.replace('"plain"', '"harbour"'),
    "themes/harbour/theme.toml": '[theme]\ntitle = "Harbour"\nextends = "plain"\n',
    "themes/harbour/templates/release.html": RELEASE,
    "content/fair.md": appeal("fair", "2026-01-05"),
    "content/road.md": appeal("road", "2026-02-05", language="cy"),
    "content/pictures/map.png": saying("Pixels"),
}
PAGES = {"news/fair.aspx", "news/road.aspx"}


@pytest.fixture(autouse=True)
def _built(site: Path) -> None:
    built(site)


def reasons(site: Path) -> dict[str, str]:
    steps = planned(site)
    assert {action for action, _ in steps.values()} <= {"update"}
    return {path: reason for path, (_, reason) in steps.items()}


def test_a_template_decides_the_pages_that_are_made_of_it(site: Path) -> None:
    text = RELEASE + "{% block contact %}<p>Call 101</p>{% endblock %}"
    write(site / "themes/harbour/templates/release.html", text)
    assert reasons(site) == dict.fromkeys(PAGES, "changed: template")


def test_a_template_that_another_one_includes_is_part_of_it(site: Path) -> None:
    text = RELEASE + '{% block contact %}{% include "contact.html" %}{% endblock %}'
    write(site / "themes/harbour/templates/contact.html", "<p>Call 101</p>")
    write(site / "themes/harbour/templates/release.html", text)
    built(site)
    assert reasons(site) == {}
    write(site / "themes/harbour/templates/contact.html", "<p>Call 999</p>")
    assert reasons(site) == dict.fromkeys(PAGES, "changed: template")


def test_a_template_that_no_page_is_made_of_decides_nothing(site: Path) -> None:
    write(site / "themes/harbour/templates/unused.html", "<p>{{ site.title }}</p>")
    assert reasons(site) == {}


def test_the_view_of_the_site_decides_every_page_but_no_copy(site: Path) -> None:
    config = (site / "newsgen.toml").read_text()
    write(site / "newsgen.toml", config.replace("Property news", "Renamed news"))
    changed = reasons(site)
    assert PAGES | {"index.html", "404.html", "feed.atom"} <= {*changed}
    assert all(
        "site" in reason.removeprefix("changed: ").split(", ") for reason in changed.values()
    )
    assert not [path for path in changed if path.startswith("assets/") or path.endswith(".png")]


def test_what_only_the_view_of_the_site_has_decides_every_page(site: Path) -> None:
    config = CONFIG.replace('"plain"', '"harbour"')
    write(site / "newsgen.toml", config + '\n[theme.options]\nemergency = "112"\n')
    changed = reasons(site)
    assert PAGES | {"index.html", "404.html", "newsroom/2026/January/index.html"} <= {*changed}
    assert {*changed.values()} == {"changed: site"}


def test_the_view_of_a_page_decides_it_alone(site: Path) -> None:
    write(site / "content/fair.md", appeal("fair", "2026-01-05", "Officers thank you.").text())
    changed = reasons(site)
    fields = changed["news/fair.aspx"].removeprefix("changed: ").split(", ")
    assert fields
    assert not {"template", "site"} & {*fields}
    assert not {"news/road.aspx", "404.html"} & {*changed}


def test_a_change_and_its_opposite_leave_nothing_to_do(site: Path) -> None:
    write(site / "content/fair.md", appeal("fair", "2026-01-05", "Officers thank you.").text())
    assert reasons(site)
    write(site / "content/fair.md", appeal("fair", "2026-01-05").text())
    assert reasons(site) == {}


def sums(*encodings: bytes) -> bytes:
    return checksums(list(encodings))


def test_inputs_that_differ_are_named() -> None:
    names = ["template", "site", "title", "body"]
    before = sums(b"t", b"s", b"x", b"y")
    assert changed_inputs(names, sums(b"t", b"S", b"x", b"Y"), before) == ["site", "body"]
    assert changed_inputs(names, sums(b"T", b"s", b"x", b"y"), before) == ["template"]


def test_what_another_version_wrote_is_due_to_the_version() -> None:
    assert changed_inputs(["template", "site"], sums(b"t", b"s"), b"") == ["the version of newsgen"]
