"""newsgen theme: a theme of one's own, what it is made of, and what is wrong with it."""

import json
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from newsgen.cli import load, main
from newsgen.cli.theme import COMMANDS, command
from newsgen.site.templates import TEMPLATES
from newsgen.theme.environment import Templates
from tests.support.command import Console
from tests.support.paths import TOOLS
from tests.support.site import write, write_site
from tests.support.themes import short_lists

__all__ = ["short_lists"]
pytestmark = [pytest.mark.usefixtures("short_lists"), pytest.mark.rotates(8)]

CONFIG = '[site]\ntheme = "harbour"\n[theme.options]\naccent = "#0b4a4f"\n'
THEME = '[theme]\ntitle = "Harbour"\nextends = "plain"\n'
BASE = '{% extends "plain/base.html" %}\n{% block footer_extra %}\nWORDS\n{% endblock %}\n'
RELEASE = "---\ntitle: A\narea: Northshire\ndate: 2026-03-05\n---\n\nText.\n"
SITE = {
    "content/a.md": RELEASE,
    "newsgen.toml": CONFIG,
    "themes/harbour/theme.toml": THEME,
}


@pytest.fixture(autouse=True)
def _in_the_site(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)
    monkeypatch.delenv("NEWSGEN_TOOLS", raising=False)


def test_every_command_is_what_the_table_says() -> None:
    assert list(COMMANDS) == list(command.commands)
    for name in COMMANDS:
        assert load(name, command.modules).name == name


# new


def test_a_new_theme_builds_and_passes_its_check(run: Console, site: Path) -> None:
    code, out, _ = run("theme", "new", "my-force")
    assert code == 0
    assert "Made themes/my-force/theme.toml" in out
    assert 'theme = "my-force"' in out
    write(site / "newsgen.toml", '[site]\ntheme = "my-force"\n')
    assert run("build", "--quiet")[0] == 0
    page = (site / "output/index.html").read_text()
    assert page.count('rel="stylesheet"') == 1
    (sheet,) = site.glob("output/assets/site.*.css")
    text = sheet.read_text()
    assert ".band {" in text.partition("/* Pages load this one style sheet")[0]
    code, out, err = run("theme", "check")
    assert (code, err) == (0, "")
    assert "nothing wrong" in out


def test_what_a_new_theme_leaves_out_works_when_it_is_put_in(run: Console, site: Path) -> None:
    run("theme", "new", "my-force")
    template = site / "themes/my-force/templates/base.html"
    lines = template.read_text().splitlines(keepends=True)
    start = next(n for n, line in enumerate(lines) if line.startswith("{# Words at the foot"))
    template.write_text("".join(lines[:start] + lines[start + 1 : -1]))
    toml = site / "themes/my-force/theme.toml"
    text = toml.read_text()
    for key in ("[options.accent]", "type", "default", "description"):
        text = text.replace(f"# {key}", key)
    toml.write_text(text)
    write(site / "newsgen.toml", '[site]\ntitle = "Ours"\ntheme = "my-force"\n')
    assert run("build", "--quiet")[0] == 0
    page = (site / "output/index.html").read_text()
    assert "Ours is published by our press office." in page
    assert run("theme", "check")[0] == 0


def test_a_new_theme_may_extend_the_sites_own(run: Console, site: Path) -> None:
    assert run("theme", "new", "quay", "--extends", "harbour")[0] == 0
    assert 'extends = "harbour"' in (site / "themes/quay/theme.toml").read_text()
    code, out, _ = run("theme", "check", "quay")
    assert (code, "nothing wrong" in out) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["harbour"], "there is a theme harbour already"),
        (["plain"], "there is a theme plain already"),
        (["My Force"], "cannot be the name of a theme"),
        (["../out"], "cannot be the name of a theme"),
        (["a" * 300], "at most 64 small letters"),
        (["quay", "--extends", "plian"], "There is no theme “plian”. Did you mean plain?"),
    ],
)
def test_a_new_theme_that_cannot_be_is_refused(
    run: Console, site: Path, arguments: list[str], words: str
) -> None:
    before = sorted(site.rglob("*"))
    code, _, err = run("theme", "new", *arguments)
    assert code == 2
    assert words in err
    assert sorted(site.rglob("*")) == before


# list and show


def test_themes_are_listed(run: Console, site: Path) -> None:
    write(site / "themes/broken/theme.toml", '[theme]\ntitle = "B"\nextends = "none"\n')
    code, out, _ = run("theme", "list")
    assert code == 0
    lines = {line.split()[0]: line for line in out.splitlines()}
    assert lines["harbour"].endswith("themes/harbour; extends plain; in use")
    assert "shipped with newsgen" in lines["plain"]
    assert "cannot be used: there is no theme none" in lines["broken"]
    listed = json.loads(run("theme", "list", "--format", "json")[1])
    (used,) = [theme for theme in listed["themes"] if theme["used"]]
    assert (used["name"], used["ancestors"]) == ("harbour", ["plain"])


def test_templates_are_listed_with_the_theme_that_wins(run: Console, site: Path) -> None:
    write(site / "themes/harbour/templates/base.html", BASE)
    code, out, _ = run("theme", "show")
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines()}
    assert code == 0
    assert rows["base.html"] == ["harbour"]
    assert rows["release.html"] == ["plain", "ReleasePage"]
    assert run("theme", "show", "--theme", "plain")[1].count("harbour") == 0


def test_a_template_is_shown_with_files_blocks_and_view(run: Console, site: Path) -> None:
    write(site / "themes/harbour/templates/base.html", BASE)
    code, out, _ = run("theme", "show", "release.html", "--format", "json")
    assert code == 0
    shown = json.loads(out)
    assert [(f["theme"], f["path"]) for f in shown["files"]] == [
        ("plain", "newsgen/themes/plain/templates/release.html"),
        ("harbour", "themes/harbour/templates/base.html"),
        ("plain", "newsgen/themes/plain/templates/base.html"),
    ]
    assert shown["files"][1]["blocks"] == ["footer_extra"]
    assert "styles" in shown["files"][2]["blocks"]
    assert shown["page"] == "ReleasePage"
    assert {"ReleasePage", "ReleaseView", "Moment", "Image", "Note", "SiteView"} <= set(
        shown["views"]
    )
    for fields in shown["views"].values():
        assert all(field["type"] and field["meaning"] for field in fields)
    text = run("theme", "show", "release.html")[1]
    for field in shown["views"]["ReleaseView"]:
        assert f"  {field['name']} " in text


@pytest.mark.parametrize("template", [*TEMPLATES, "base.html", "_macros.html", "_lifecycle.html"])
def test_every_template_can_be_shown(run: Console, template: str) -> None:
    code, out, _ = run("theme", "show", template)
    assert code == 0
    assert "page is a" in out or "sees that of:" in out


def test_a_theme_may_have_no_style_sheet_to_extend(run: Console, site: Path) -> None:
    write(site / "themes/alone/theme.toml", '[theme]\ntitle = "Alone"\n')
    assert run("theme", "new", "quay", "--extends", "alone")[0] == 0
    assert [file.name for file in (site / "themes/quay").iterdir()] == ["theme.toml"]


@pytest.mark.parametrize(
    "arguments", [("show", "--theme", "a" * 300), ("show", "--theme", "../x"), ("check", "plian")]
)
def test_a_theme_that_is_not_there_is_not_blamed_on_the_settings(
    run: Console, arguments: list[str]
) -> None:
    code, _, err = run("theme", *arguments)
    assert (code, "There is no theme" in err, "newsgen.toml" in err) == (2, True, False)


def test_an_unknown_template_is_refused(run: Console) -> None:
    code, _, err = run("theme", "show", "relase.html")
    assert (code, "Did you mean release.html?" in err) == (2, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("theme", "show", "base.html"),
        ("theme", "show", "404.html", "--format", "json"),
        ("theme", "new", "quay", "--extends", "harbour"),
        ("build",),
    ],
)
def test_a_template_that_extends_itself_is_told_everywhere(
    run: Console, site: Path, arguments: list[str]
) -> None:
    write(site / "themes/harbour/templates/base.html", '\n{% extends "base.html" %}\n')
    code, out, err = run(*arguments)
    assert code == 2
    assert "themes/harbour/templates/base.html:2:1: error[NG802]" in out + err
    assert 'Write {% extends "plain/base.html" %}.' in out + err


def test_a_template_that_extends_itself_is_one_finding(run: Console, site: Path) -> None:
    write(site / "themes/harbour/templates/base.html", '\n{% extends "base.html" %}\n')
    (diagnostics,) = findings(run)
    assert (diagnostics["code"], diagnostics["line"]) == ("NG802", 2)


# check


def findings(run: Console, *arguments: str) -> list[dict[str, Any]]:
    code, out, _ = run("theme", "check", "--format", "json", *arguments)
    diagnostics: list[dict[str, Any]] = json.loads(out)["diagnostics"]
    assert code == (1 if diagnostics else 0)
    return diagnostics


MISTAKES = {
    "<p>\n</p>\n<p>x</span></p>": ("NG805", 2, False),
    '<p id="site-contact">x</p>': ("NG805", 0, False),
    '<p>x</p>\n<img src="/x.png">': ("NG806", 1, False),
    "<h1>x</h1>": ("NG806", 0, False),
    '<p style="x">x</p>': ("NG808", 0, False),
    "<script>1</script>": ("NG808", 0, False),
    "<p>\n<b>x</b></i></p>": ("NG805", 1, True),
    '<p>\n<b id="a">x</b><b id="a">x</b></p>': ("NG805", 1, True),
    '<p>\n<b aria-describedby="gone">x</b></p>': ("NG805", 1, True),
    '<p>\n<a href="#gone">x</a></p>': ("NG805", 1, True),
    '<p>\n<img src="/x.png"></p>': ("NG806", 1, True),
}
"""Words of a template, the code, which of their lines is wrong, and whether it is tried with Nu."""
ONLY_NU = "<ul>\n<p>x</p>\n</ul>"
WORDS = (*MISTAKES, ONLY_NU)
EDGES = {
    "release.html": "{{ page.release.published.at }}",
    "month.html": "{{ page.days[0].date.at }}",
}
FEEDS = {
    "feed.atom": ("<feed>\n<title>x</feed>\n", "NG805"),
    "feed.json": ('{"a": 1,\n"b" 2}\n', "NG805"),
    "feed.rss": ("<feed>{{ page.feed </feed>\n", "NG803"),
    "sitemap.xml": ("<feed>\n{% if %}</feed>\n", "NG803"),
}
TEMPLATE = "themes/harbour/templates/"
MISTAKEN = {
    "base.html": BASE.replace("WORDS", "\n".join(WORDS)),
    "404.html": '{% extends "plain/404.html" %}\n'
    "{% block message %}\n<img src='/x.png'>\n{% endblock %}\n",
    **{name: text for name, (text, _) in FEEDS.items()},
}


def edge(template: str, text: str) -> str:
    block = f"{{% block content %}}\n<h1>x</h1>{text}\n{{% endblock %}}\n"
    return f'{{% extends "plain/{template}" %}}\n{block}'


def first_line(words: str) -> int:
    """Return the line on which some of the words begin, below the two of the block."""
    return 3 + sum(1 + before.count("\n") for before in WORDS[: WORDS.index(words)])


def printed_by(site: Path, *arguments: str) -> str:
    """Return what a command prints, for a fixture of the module."""
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()) as out:
        patch.delenv("NEWSGEN_TOOLS", raising=False)
        patch.setattr(sys, "argv", ["newsgen", *arguments, "--site", str(site)])
        with pytest.raises(SystemExit):
            main()
    return out.getvalue()


def found_in(site: Path, *arguments: str) -> list[dict[str, Any]]:
    diagnostics: list[dict[str, Any]] = json.loads(
        printed_by(site, "theme", "check", "--format", "json", *arguments)
    )["diagnostics"]
    return diagnostics


@pytest.fixture(scope="module")
def mistaken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a site whose theme has every mistake that leaves other pages as they are."""
    edges = {name: edge(name, text) for name, text in EDGES.items()}
    templates = {TEMPLATE + name: text for name, text in (MISTAKEN | edges).items()}
    return write_site(tmp_path_factory.mktemp("mistaken"), SITE | templates)


@pytest.fixture(scope="module")
def mistakes(mistaken: Path) -> list[dict[str, Any]]:
    return found_in(mistaken)


@pytest.fixture(scope="module")
def mistakes_with_nu(mistaken: Path, tools: Path) -> list[dict[str, Any]]:
    return found_in(mistaken, "--vnu", str(tools / "vnu.jar"))


def places(findings: list[dict[str, Any]], template: str) -> list[tuple[str, int]]:
    return [(f["code"], f["line"]) for f in findings if f["path"] == TEMPLATE + template]


@pytest.mark.parametrize("words", MISTAKES)
def test_a_mistake_is_found_on_its_line(mistakes: list[dict[str, Any]], words: str) -> None:
    code, line, _ = MISTAKES[words]
    lines = range(first_line(words), first_line(words) + words.count("\n") + 1)
    diagnostics = {place for place in places(mistakes, "base.html") if place[1] in lines}
    assert diagnostics == {(code, lines[line])}


def test_nothing_else_is_found(mistakes: list[dict[str, Any]]) -> None:
    assert {f["path"] for f in mistakes} == {TEMPLATE + n for n in (*MISTAKEN, *EDGES)}
    lines = {line for _, line in places(mistakes, "base.html")}
    assert lines == {first_line(words) + line for words, (_, line, _) in MISTAKES.items()}
    assert all(f["hint"] for f in mistakes if f["path"] == TEMPLATE + "base.html")


@pytest.mark.parametrize("words", ["{{ site.titel }}", "{{ page.release.title }}"])
def test_a_field_that_is_not_there_is_found_on_its_line(
    run: Console, site: Path, words: str
) -> None:
    write(site / "themes/harbour/templates/base.html", BASE.replace("WORDS", f"<p>{words}</p>"))
    diagnostics = findings(run)
    assert {(f["code"], f["path"], f["line"]) for f in diagnostics} == {
        ("NG804", "themes/harbour/templates/base.html", 3)
    }
    assert all(finding["hint"] for finding in diagnostics)


def test_a_field_that_no_page_has_is_told_once(run: Console, site: Path) -> None:
    broken = BASE.replace("WORDS", "{{ page.relase }}")  # near to another field on each page
    write(site / "themes/harbour/templates/base.html", broken)
    (diagnostics,) = findings(run)
    assert "there is no page.relase" in diagnostics["message"]


def test_a_mistake_is_told_once_for_all_samples(mistakes: list[dict[str, Any]]) -> None:
    (diagnostics,) = [f for f in mistakes if f["path"].endswith("404.html")]
    assert "(in 404.html, with the sample “usual”)" in diagnostics["message"]


@pytest.mark.parametrize("template", EDGES)
def test_a_template_that_fails_at_an_edge_is_found(
    mistakes: list[dict[str, Any]], template: str
) -> None:
    (diagnostics,) = [f for f in mistakes if f["path"].endswith(template)]
    assert (diagnostics["code"], diagnostics["line"]) == ("NG804", 3)
    assert "bare" in diagnostics["message"]


def test_a_list_that_may_be_empty_is_an_edge(run: Console, site: Path) -> None:
    body = edge("release.html", "{{ page.release.images[0].src }}")
    write(site / "themes/harbour/templates/release.html", body)
    (diagnostics,) = findings(run)
    assert (diagnostics["code"], diagnostics["line"]) == ("NG804", 3)
    assert "bare" in diagnostics["message"]


def test_a_missing_include_is_found_where_it_is_asked_for(run: Console, site: Path) -> None:
    words = '<p>\n{% include "mising.html" %}</p>'
    write(site / "themes/harbour/templates/base.html", BASE.replace("WORDS", words))
    (diagnostics,) = findings(run)
    assert (diagnostics["code"], diagnostics["line"]) == ("NG802", 4)
    assert diagnostics["path"] == "themes/harbour/templates/base.html"


def test_a_missing_template_is_found(run: Console, site: Path) -> None:
    write(site / "themes/alone/theme.toml", '[theme]\ntitle = "Alone"\n')
    diagnostics = findings(run, "alone")
    assert {finding["code"] for finding in diagnostics} == {"NG802"}
    assert len(diagnostics) == len(TEMPLATES)


@pytest.mark.parametrize(("feed", "code"), [(name, code) for name, (_, code) in FEEDS.items()])
def test_feeds_must_be_jinja_xml_and_json(
    mistakes: list[dict[str, Any]], feed: str, code: str
) -> None:
    diagnostics = places(mistakes, feed)
    assert [code for code, _ in diagnostics] == [code]
    if code == "NG805":
        assert diagnostics[0][1] == 2


def test_the_options_of_the_site_count_for_contrast(run: Console, site: Path) -> None:
    assert findings(run) == []
    write(site / "newsgen.toml", CONFIG.replace("#0b4a4f", "#7fb8d8"))
    diagnostics = findings(run)
    (accent,) = diagnostics
    assert (accent["code"], accent["path"]) == ("NG807", "newsgen.toml")
    assert any("--on-band on --band" in each["message"] for each in accent["related"])
    assert findings(run, "plain") == []


def test_a_style_sheet_that_replaces_another_is_told_once(run: Console, site: Path) -> None:
    write(site / "themes/harbour/assets/site.css", ":root { --text: #000; --page: #fff; }\n")
    (replaced,) = findings(run)
    assert (replaced["code"], replaced["path"]) == ("NG802", "themes/harbour/assets/site.css")
    assert 'Begin with {% include "plain/site.css.j2" %}' in replaced["hint"]


ELSEWHERE = (
    '@import url("https://fonts.example/a.css");',
    '@import "https://fonts.example/a.css" screen;',
    "p { background: url(//fonts.example/a.png) }",
    'p { background: image-set("https://fonts.example/a.png" 1x) }',
    "@media print { @font-face { src: url(https://fonts.example/a.woff2) } }",
    "p { & b { background: url('https://fonts.example/a.png') } }",
)
SHEETS: dict[str, str | bytes] = {
    "elsewhere.css": "\n" + "\n".join(ELSEWHERE),
    "here.css": "@namespace svg url(http://www.w3.org/2000/svg);\n"
    '@import "b.css"; p { content: "https://a.example"; background: url(data:image/png,x) }\n',
    "b.css": "p { background: url(../images/tide.png), url(#a), url(/images/a.png) }",
    "lost.css": "\n@font-face { src: url(fonts/lost.woff2) }\n/* url(a.woff2) */",
    "dir.css/note.txt": "A folder.",
    "latin.css": b"/* caf\xe9 */",
    "note.css": "\n:root { --note: #444; }\n",
    "wide.css": "@media (min-width: 48rem) {\n:root { --muted: #ccc }\n}\n",
    "site.css.j2": '{% include "plain/site.css.j2" %}\n:root { --text: #ccc; }\n',
}
PAIRS = THEME + '[contrast]\npairs = [["note", "page", 4.5], ["gone", "page", 3]]\n'


@pytest.fixture(scope="module")
def wrong_sheets(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Return the findings of a theme with many style sheets, and something wrong in most."""
    sheets = {f"themes/harbour/assets/{name}": text for name, text in SHEETS.items()}
    files = {**SITE, **sheets, "themes/harbour/theme.toml": PAIRS}
    return found_in(write_site(tmp_path_factory.mktemp("sheets"), files))


def of_sheet(findings: list[dict[str, Any]], sheet: str) -> list[dict[str, Any]]:
    return [f for f in findings if f["path"] == f"themes/harbour/assets/{sheet}"]


def test_a_pair_is_held_in_both_schemes(wrong_sheets: list[dict[str, Any]]) -> None:
    (note,) = of_sheet(wrong_sheets, "note.css")
    assert (note["code"], note["line"]) == ("NG807", 2)
    assert "in the dark scheme" in note["message"]
    gone = [f for f in wrong_sheets if f["path"] == "themes/harbour/theme.toml"]
    assert [f["line"] for f in gone] == [5, 5]
    assert all("sets --gone" in f["message"] for f in gone)


def test_what_is_included_in_a_style_sheet_keeps_its_place(
    wrong_sheets: list[dict[str, Any]],
) -> None:
    actual = of_sheet(wrong_sheets, "site.css.j2")
    light = [f for f in actual if "light scheme" in f["message"]]
    assert {f["line"] for f in light} == {2}
    related = [f["related"][0]["path"] for f in actual]
    assert set(related) == {"newsgen/themes/plain/assets/site.css.j2"}


@pytest.mark.parametrize("css", ELSEWHERE)
def test_a_style_sheet_that_asks_another_host_is_found(
    wrong_sheets: list[dict[str, Any]], css: str
) -> None:
    line = 2 + ELSEWHERE.index(css)
    (actual,) = [f for f in of_sheet(wrong_sheets, "elsewhere.css") if f["line"] == line]
    assert (actual["code"], "fonts.example" in actual["message"]) == ("NG808", True)


def test_a_style_sheet_may_name_its_own_and_what_is_not_asked_for(
    wrong_sheets: list[dict[str, Any]],
) -> None:
    assert of_sheet(wrong_sheets, "here.css") == of_sheet(wrong_sheets, "b.css") == []


def test_a_style_sheet_that_names_an_asset_in_vain_is_found(
    wrong_sheets: list[dict[str, Any]],
) -> None:
    (lost,) = of_sheet(wrong_sheets, "lost.css")
    assert (lost["code"], lost["line"], lost["column"]) == ("NG811", 2, 19)
    assert "fonts/lost.woff2, which is not an asset" in lost["message"]


def test_a_style_sheet_that_cannot_be_read_is_a_finding(
    wrong_sheets: list[dict[str, Any]],
) -> None:
    assert [f["code"] for f in of_sheet(wrong_sheets, "latin.css")] == ["NG802"]


def test_contrast_holds_with_every_media_query(wrong_sheets: list[dict[str, Any]]) -> None:
    actual = of_sheet(wrong_sheets, "wide.css")
    assert {(f["code"], f["line"]) for f in actual} == {("NG807", 2)}
    assert all("in the light scheme with @media (min-width: 48rem)" in f["message"] for f in actual)


def test_nothing_else_is_found_in_style_sheets(wrong_sheets: list[dict[str, Any]]) -> None:
    wrong = SHEETS.keys() - {"here.css", "b.css", "dir.css/note.txt"}
    paths = {f"themes/harbour/assets/{name}" for name in wrong}
    assert {f["path"] for f in wrong_sheets} == {*paths, "themes/harbour/theme.toml"}
    assert len(of_sheet(wrong_sheets, "elsewhere.css")) == len(ELSEWHERE)


@pytest.mark.parametrize(
    "pairs", ['"text"', '[["text", "page"]]', '[["text", "page", 40]]', '[["text", 1, 4.5]]']
)
def test_wrong_pairs_are_told(run: Console, site: Path, pairs: str) -> None:
    write(site / "themes/harbour/theme.toml", f"{THEME}[contrast]\npairs = {pairs}\n")
    code, _, err = run("theme", "check")
    assert code == 2
    assert "themes/harbour/theme.toml:5" in err


def test_the_text_names_place_and_remedy(run: Console, site: Path) -> None:
    write(site / "themes/harbour/templates/base.html", BASE.replace("WORDS", "<h1>x</h1>"))
    code, out, err = run("theme", "check")
    assert code == 1
    assert "themes/harbour/templates/base.html:3" in out + err
    assert "hint: Each page has one h1" in out + err
    assert "error" in out.splitlines()[-1]


def test_what_reads_html_may_be_missing(run: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsgen.cli.options.find_spec", lambda _: None)
    code, _, err = run("theme", "check")
    assert code == 2
    assert 'pip install "newsgen[theme]"' in err


def test_the_nu_checker_is_asked(
    mistakes: list[dict[str, Any]], mistakes_with_nu: list[dict[str, Any]]
) -> None:
    line = first_line(ONLY_NU) + 1
    assert not [f for f in mistakes if f["path"].endswith("base.html") and f["line"] == line]
    lines = range(line - 1, line + 2)
    diagnostics = [place for place in places(mistakes_with_nu, "base.html") if place[1] in lines]
    assert set(diagnostics) == {("NG805", line)}


@pytest.mark.parametrize(
    "words", [words for words, (_, _, is_for_nu) in MISTAKES.items() if is_for_nu]
)
def test_a_mistake_is_told_once_with_the_nu_checker(
    mistakes_with_nu: list[dict[str, Any]], words: str
) -> None:
    code, line, _ = MISTAKES[words]
    at = first_line(words) + line
    assert [c for c, n in places(mistakes_with_nu, "base.html") if n == at] == [code]


def test_the_summary_says_whether_the_nu_checker_was_asked(
    run: Console, site: Path, tools: Path
) -> None:
    page = (
        '<!doctype html><html lang="en"><title>A</title><h1>A</h1>'  # the only one: quick to read
    )
    write(site / "themes/harbour/theme.toml", '[theme]\ntitle = "Harbour"\n')
    write(site / "newsgen.toml", '[site]\ntheme = "harbour"\n')
    write(site / "themes/harbour/templates/404.html", page)
    assert "was not run: --vnu vnu.jar runs it" in run("theme", "check")[1]
    asked = ("theme", "check", "--vnu", str(tools / "vnu.jar"))
    assert "The Nu HTML checker was run too." in run(*asked)[1]
    said = json.loads(run("theme", "check", "--format", "json")[1])
    assert said["summary"]["nu"] is False


def test_the_nu_checker_is_not_asked_for_nothing(run: Console, site: Path, tools: Path) -> None:
    broken = BASE.replace("WORDS", "{{ site.titel }}")
    write(site / "themes/harbour/templates/base.html", broken)
    diagnostics = findings(run, "--vnu", str(tools / "vnu.jar"))
    assert {f["code"] for f in diagnostics} == {"NG804"}


@pytest.fixture(scope="session")
def tools() -> Path:
    assert (TOOLS / "vnu.jar").is_file(), "this test needs vnu.jar: run `.ci/setup-tools .tools`"
    return TOOLS


# plug-ins


@pytest.fixture
def _with_a_filter(site: Path) -> None:
    write(site / "newsgen.toml", CONFIG + '[plugins]\nfilters = ["miles"]\n')
    write(site / "plugins/miles.py", "def miles(km): return f'<b>{1 / km}'\n")
    write(
        site / "themes/harbour/templates/base.html",
        BASE.replace("WORDS", "\n\n{{ 9 | miles | string }}"),
    )


@pytest.mark.usefixtures("_with_a_filter")
def test_a_check_runs_the_filters_of_the_site(run: Console, site: Path) -> None:
    assert "nothing wrong" in run("theme", "check")[1]
    write(site / "plugins/miles.py", "\ndef miles(km): return km / 0\n")
    code, _, err = run("theme", "check")
    assert code == 1
    assert "plugins/miles.py:2:1: error[NG723] the filter miles fails on the sample “" in err


@pytest.mark.usefixtures("_with_a_filter")
def test_a_check_without_plugins_says_what_it_leaves_out(run: Console, site: Path) -> None:
    write(site / "plugins/miles.py", "open('was-run', 'w')\n")
    code, out, err = run("theme", "check", "--no-plugins")
    assert (code, "nothing wrong" in out) == (0, True)
    assert err == "Left out as --no-plugins asks, plug-ins: miles.\n"
    assert not (site / "was-run").exists()


LOST = {
    "themes/harbour/templates/base.html": '{% extends "plain/base.html" %}\n'
    "{% block footer_extr %}\n<p>News</p>\n{% endblock %}\n",
    "themes/harbour/templates/month.html": '{% extends "plain/month.html" %}\n\n<p>Call</p>\n',
    "themes/harbour/assets/more.css.j2": "/* url(no.png) */\n:root { --a: {{ 1 }}; }\n"
    "@font-face { src: url('fonts/lost.woff2'); }\n.a { background: url(data:image/png,x) }\n"
    ".b { background: url(/images/tide.png) }\n",
}


def lost(out: str) -> list[tuple[str, str, int, str]]:
    return [
        (f["code"], f["path"], f["line"], f["hint"])
        for f in json.loads(out)["diagnostics"]
        if f["path"].startswith("themes/")
    ]


def test_what_a_theme_loses_is_a_warning_of_builds_and_checks(run: Console, site: Path) -> None:
    for path, text in LOST.items():
        write(site / path, text)
    code, out, _ = run("build", "--format", "json")
    assert code == 0
    asset, block, words = lost(out)
    assert asset[:3] == ("NG811", "themes/harbour/assets/more.css.j2", 3)
    assert block[:3] == ("NG802", "themes/harbour/templates/base.html", 2)
    assert block[3] == "Did you mean footer_extra?"
    assert words[:3] == ("NG802", "themes/harbour/templates/month.html", 3)
    assert {f["severity"] for f in json.loads(out)["diagnostics"]} == {"warning"}
    assert lost(run("check", "--format", "json").out) == [asset, block, words]
    assert lost(run("build", "--format", "json").out) == [asset, block, words]
    of_theme = {(f["code"], f["path"], f["line"]) for f in findings(run)}
    assert {asset[:3], block[:3], words[:3]} <= of_theme
    write(site / "themes/harbour/assets/fonts/lost.woff2", "x")
    base = LOST["themes/harbour/templates/base.html"]
    write(site / "themes/harbour/templates/base.html", base.replace("extr ", "extra "))
    (site / "themes/harbour/templates/month.html").unlink()
    assert lost(run("build", "--format", "json").out) == []


def test_what_a_theme_loses_costs_no_parsing_while_it_is_the_same(
    run: Console, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(site / "themes/harbour/templates/base.html", LOST["themes/harbour/templates/base.html"])
    assert run("build").code == 0
    write(next((site / "content").rglob("*.md")), "---\ntitle: A\n---\n")
    monkeypatch.setattr(Templates, "lost_parts", None)
    assert "footer_extr" in run("check").err
