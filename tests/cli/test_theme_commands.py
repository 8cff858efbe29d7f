"""newsgen theme: a theme of one's own, what it is made of, and what is wrong with it."""

import json
from pathlib import Path
from typing import Any

import pytest

from newsgen.cli import load
from newsgen.cli.theme import COMMANDS, command
from newsgen.pages.templates import TEMPLATES
from tests.support.command import Console
from tests.support.paths import TOOLS
from tests.support.site import write

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
    found = json.loads(run("theme", "list", "--format", "json")[1])
    (used,) = [theme for theme in found["themes"] if theme["used"]]
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
    found = json.loads(out)
    assert [(f["theme"], f["path"]) for f in found["files"]] == [
        ("plain", "newsgen/themes/plain/templates/release.html"),
        ("harbour", "themes/harbour/templates/base.html"),
        ("plain", "newsgen/themes/plain/templates/base.html"),
    ]
    assert found["files"][1]["blocks"] == ["footer_extra"]
    assert "styles" in found["files"][2]["blocks"]
    assert found["page"] == "ReleasePage"
    assert {"ReleasePage", "ReleaseView", "Moment", "Image", "Note", "SiteView"} <= set(
        found["views"]
    )
    for fields in found["views"].values():
        assert all(field["type"] and field["meaning"] for field in fields)
    text = run("theme", "show", "release.html")[1]
    for field in found["views"]["ReleaseView"]:
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
    (found,) = findings(run)
    assert (found["code"], found["line"]) == ("NG802", 2)


# check


def findings(run: Console, *arguments: str) -> list[dict[str, Any]]:
    code, out, _ = run("theme", "check", "--format", "json", *arguments)
    found: list[dict[str, Any]] = json.loads(out)["diagnostics"]
    assert code == (1 if found else 0)
    return found


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        ("<p>\n</p>\n<p>x</span></p>", "NG805", 5),
        ('<p id="site-contact">x</p>', "NG805", 3),
        ('<p>x</p>\n<img src="/x.png">', "NG806", 4),
        ("<h1>x</h1>", "NG806", 3),
        ('<p style="x">x</p>', "NG808", 3),
        ("<script>1</script>", "NG808", 3),
        ("<p>{{ site.titel }}</p>", "NG804", 3),
        ("<p>{{ page.release.title }}</p>", "NG804", 3),
    ],
)
def test_a_mistake_is_found_on_its_line(
    run: Console, site: Path, words: str, code: str, line: int
) -> None:
    write(site / "themes/harbour/templates/base.html", BASE.replace("WORDS", words))
    found = findings(run)
    assert {finding["code"] for finding in found} == {code}
    places = {(finding["path"], finding["line"]) for finding in found}
    assert places == {("themes/harbour/templates/base.html", line)}
    assert all(finding["hint"] for finding in found)


def test_a_field_that_no_page_has_is_told_once(run: Console, site: Path) -> None:
    broken = BASE.replace("WORDS", "{{ page.relase }}")  # near to another field on each page
    write(site / "themes/harbour/templates/base.html", broken)
    (found,) = findings(run)
    assert "there is no page.relase" in found["message"]


def test_a_mistake_is_told_once_for_all_samples(run: Console, site: Path) -> None:
    words = "{% block message %}\n<img src='/x.png'>\n{% endblock %}\n"
    write(site / "themes/harbour/templates/404.html", '{% extends "plain/404.html" %}\n' + words)
    (found,) = [f for f in findings(run) if f["path"].endswith("404.html")]
    assert "(in 404.html, with the sample “usual”)" in found["message"]


@pytest.mark.parametrize(
    ("template", "text", "edge"),
    [
        ("release.html", "{{ page.release.published.at }}", "bare"),
        ("release.html", "{{ page.release.images[0].src }}", "bare"),
        ("month.html", "{{ page.days[0].date.at }}", "bare"),
    ],
)
def test_a_template_that_fails_at_an_edge_is_found(
    run: Console, site: Path, template: str, text: str, edge: str
) -> None:
    block = f"{{% block content %}}\n<h1>x</h1>{text}\n{{% endblock %}}\n"
    body = f'{{% extends "plain/{template}" %}}\n{block}'
    write(site / "themes/harbour/templates" / template, body)
    (found,) = findings(run)
    assert (found["code"], found["line"]) == ("NG804", 3)
    assert edge in found["message"]


def test_a_missing_include_is_found_where_it_is_asked_for(run: Console, site: Path) -> None:
    words = '<p>\n{% include "mising.html" %}</p>'
    write(site / "themes/harbour/templates/base.html", BASE.replace("WORDS", words))
    (found,) = findings(run)
    assert (found["code"], found["line"]) == ("NG802", 4)
    assert found["path"] == "themes/harbour/templates/base.html"


@pytest.mark.parametrize("text", ["<feed>{{ page.feed </feed>\n", "<feed>\n{% if %}</feed>\n"])
def test_a_feed_that_is_not_jinja_is_found_in_its_file(run: Console, site: Path, text: str) -> None:
    write(site / "themes/harbour/templates/feed.atom", text)
    (found,) = findings(run)
    assert found["code"] == "NG803"
    assert found["path"] == "themes/harbour/templates/feed.atom"


def test_a_missing_template_is_found(run: Console, site: Path) -> None:
    write(site / "themes/alone/theme.toml", '[theme]\ntitle = "Alone"\n')
    found = findings(run, "alone")
    assert {finding["code"] for finding in found} == {"NG802"}
    assert len(found) == len(TEMPLATES)


def test_feeds_must_be_xml_and_json(run: Console, site: Path) -> None:
    write(site / "themes/harbour/templates/feed.atom", "<feed>\n<title>x</feed>\n")
    write(site / "themes/harbour/templates/feed.json", '{"a": 1,\n}\n')
    found = {(f["path"].rpartition("/")[2], f["line"]): f["code"] for f in findings(run)}
    assert found == {("feed.atom", 2): "NG805", ("feed.json", 2): "NG805"}


def test_the_options_of_the_site_count_for_contrast(run: Console, site: Path) -> None:
    assert findings(run) == []
    write(site / "newsgen.toml", CONFIG.replace("#0b4a4f", "#7fb8d8"))
    found = findings(run)
    assert {finding["code"] for finding in found} == {"NG807"}
    assert any("--on-band on --band" in finding["message"] for finding in found)
    assert findings(run, "plain") == []


def test_a_pair_is_held_in_both_schemes(run: Console, site: Path) -> None:
    pairs = THEME + '[contrast]\npairs = [["note", "page", 4.5], ["gone", "page", 3]]\n'
    write(site / "themes/harbour/theme.toml", pairs)
    write(site / "themes/harbour/assets/harbour.css", "\n:root { --note: #444; }\n")
    found = findings(run)
    assert [(f["path"], f["line"]) for f in found] == [
        ("themes/harbour/assets/harbour.css", 2),
        ("themes/harbour/theme.toml", 5),
        ("themes/harbour/theme.toml", 5),
    ]
    assert "in the dark scheme" in found[0]["message"]
    assert "sets --gone" in found[1]["message"]


def test_a_style_sheet_that_is_replaced_does_not_count(run: Console, site: Path) -> None:
    write(site / "themes/harbour/assets/site.css", ":root { --text: #000; --page: #fff; }\n")
    found = findings(run)
    assert {f["code"] for f in found} == {"NG807"}
    assert all("no style sheet of the theme sets" in f["message"] for f in found)
    assert not any("--text on" in f["message"] for f in found)


def test_what_is_included_in_a_style_sheet_keeps_its_place(run: Console, site: Path) -> None:
    text = '{% include "plain/site.css.j2" %}\n:root { --text: #ccc; }\n'
    write(site / "themes/harbour/assets/site.css.j2", text)
    found = {(f["path"], f["line"]) for f in findings(run) if "light scheme" in f["message"]}
    assert found == {("themes/harbour/assets/site.css.j2", 2)}
    related = [f["related"][0]["path"] for f in findings(run)]
    assert set(related) == {"newsgen/themes/plain/assets/site.css.j2"}


@pytest.mark.parametrize(
    "css",
    [
        '@import url("https://fonts.example/a.css");',
        '@import "https://fonts.example/a.css" screen;',
        "p { background: url(//fonts.example/a.png) }",
        'p { background: image-set("https://fonts.example/a.png" 1x) }',
        "@media print { @font-face { src: url(https://fonts.example/a.woff2) } }",
        "p { & b { background: url('https://fonts.example/a.png') } }",
    ],
)
def test_a_style_sheet_that_asks_another_host_is_found(run: Console, site: Path, css: str) -> None:
    write(site / "themes/harbour/assets/harbour.css", f"\n{css}\n")
    (found,) = findings(run)
    assert (found["code"], found["path"]) == ("NG808", "themes/harbour/assets/harbour.css")
    assert (found["line"], "fonts.example" in found["message"]) == (2, True)


def test_a_style_sheet_may_name_its_own_and_what_is_not_asked_for(run: Console, site: Path) -> None:
    css = (
        "@namespace svg url(http://www.w3.org/2000/svg);\n"
        '@import "b.css"; p { content: "https://a.example"; background: url(data:image/png,x) }\n'
    )
    write(site / "themes/harbour/assets/harbour.css", css)
    assert findings(run) == []


def test_a_style_sheet_that_cannot_be_read_is_a_finding(run: Console, site: Path) -> None:
    write(site / "themes/harbour/assets/dir.css/note.txt", "A folder.")
    assert findings(run) == []
    (site / "themes/harbour/assets/old.css").write_bytes(b"/* caf\xe9 */")
    (found,) = findings(run)
    assert (found["code"], found["path"]) == ("NG802", "themes/harbour/assets/old.css")


def test_contrast_holds_with_every_media_query(run: Console, site: Path) -> None:
    css = "@media (min-width: 48rem) {\n:root { --muted: #ccc }\n}\n"
    write(site / "themes/harbour/assets/harbour.css", css)
    found = findings(run)
    assert {(f["code"], f["line"]) for f in found} == {("NG807", 2)}
    assert all("in the light scheme with @media (min-width: 48rem)" in f["message"] for f in found)


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
    monkeypatch.setattr("newsgen.contract.check.find_spec", lambda _: None)
    code, _, err = run("theme", "check")
    assert code == 2
    assert 'pip install "newsgen[theme]"' in err


def test_the_nu_checker_is_asked(run: Console, site: Path, tools: Path) -> None:
    write(
        site / "themes/harbour/templates/base.html", BASE.replace("WORDS", "<ul>\n<p>x</p>\n</ul>")
    )
    assert findings(run) == []
    found = findings(run, "--vnu", str(tools / "vnu.jar"))
    assert {(f["code"], f["path"], f["line"]) for f in found} == {
        ("NG805", "themes/harbour/templates/base.html", 4)
    }


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("<p>\n<b>x</b></i></p>", "NG805"),
        ('<p>\n<b id="a">x</b><b id="a">x</b></p>', "NG805"),
        ('<p>\n<b aria-describedby="gone">x</b></p>', "NG805"),
        ('<p>\n<a href="#gone">x</a></p>', "NG805"),
        ('<p>\n<img src="/x.png"></p>', "NG806"),
    ],
)
def test_a_mistake_is_told_once_with_the_nu_checker(
    run: Console, site: Path, tools: Path, words: str, code: str
) -> None:
    write(site / "themes/harbour/templates/base.html", BASE.replace("WORDS", words))
    assert findings(run)
    found = findings(run, "--vnu", str(tools / "vnu.jar"))
    assert [f["code"] for f in found if f["line"] == 4] == [code]


def test_the_summary_says_whether_the_nu_checker_was_asked(run: Console, tools: Path) -> None:
    assert "was not asked: --vnu vnu.jar does so" in run("theme", "check")[1]
    asked = ("theme", "check", "--vnu", str(tools / "vnu.jar"))
    assert "The Nu HTML checker was asked too." in run(*asked)[1]
    said = json.loads(run("theme", "check", "--format", "json")[1])
    assert said["summary"]["nu"] is False


def test_the_nu_checker_is_not_asked_for_nothing(run: Console, site: Path, tools: Path) -> None:
    broken = BASE.replace("WORDS", "{{ site.titel }}")
    write(site / "themes/harbour/templates/base.html", broken)
    found = findings(run, "--vnu", str(tools / "vnu.jar"))
    assert {f["code"] for f in found} == {"NG804"}


@pytest.fixture(scope="session")
def tools() -> Path:
    assert (TOOLS / "vnu.jar").is_file(), "this test needs vnu.jar: run `.ci/setup-tools .tools`"
    return TOOLS
