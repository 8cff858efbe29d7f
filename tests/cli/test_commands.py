"""The command line as a person or a script uses it."""

import csv
import io
import json
import re
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from newsgen import __version__
from newsgen.cli import COMMANDS
from newsgen.content.frontmatter import Located, split
from newsgen.model.release import Release
from newsgen.report.text import PURGE
from newsgen.scaffold.pipelines import IGNORED
from newsgen.store.releases import Releases
from tests.support.command import Console, Outcome
from tests.support.site import tree, write

RELEASE = """\
```yaml
title: {title}
area: {area}
url: https://www.example.police.uk/news/{name}.aspx
{more}```

Text.
"""
CONFIG = """\
[areas.Cumbria]
name = "Cumbria Constabulary"
hosts = ["www.example.police.uk"]
"""


def release(name: str, title: str, more: str = "", area: str = "Cumbria") -> str:
    return RELEASE.format(name=name, title=title, more=more, area=area)


SITE = {
    "content/a.md": release("a", "One", "date: 2020-03-05 10:49\n"),
    "content/b.md": release("b", "Two", "date: 6 March 2021\n", area="Kendal"),
    "content/c.md": release("c", "Three, with a comma", "status: draft\n"),
    "content/d.md": release("d", "Four", "embargo: 2098-01-01T00:00Z\n"),
    "content/e.md": release("e", "Five", "expires: 2019-01-01T00:00Z\ndate: 2018-05-05\n"),
    "content/f.md": release("f", "Six"),
}


def save(site: Path, name: str, title: str, more: str = "") -> None:
    write(site / f"content/{name}.md", release(name, title, more))


@pytest.fixture(autouse=True)
def _in_the_site(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)


@pytest.mark.parametrize("argument", ["version", "--version"])
def test_the_version_is_printed(argument: str, run: Console) -> None:
    assert run(argument).out == f"newsgen {__version__}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("newsgen ch", {"check"}),
        ("newsgen build --no", {"--no-cache"}),
        ("newsgen theme ", {"check", "list", "new", "show"}),
        ("newsgen list --status mo", {"moved"}),
    ],
)
def test_shells_complete_commands_and_options(
    words: str, expected: set[str], shell: str, monkeypatch: pytest.MonkeyPatch, run: Console
) -> None:
    monkeypatch.setenv("_NEWSGEN_COMPLETE", f"{shell}_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    typed = words.split(" ")
    monkeypatch.setenv("COMP_CWORD", typed[-1] if shell == "fish" else str(len(typed) - 1))
    out = run().out
    assert expected <= set(re.split(r"[\s,]+", out)), out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_without_jargon(command: str, run: Console) -> None:
    ran = run(command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: newsgen {command}")
    assert not [word for word in ("Traceback", "pydantic", "SQLite", "YAML") if word in ran.out]


def test_help_names_every_command(run: Console) -> None:
    ran = run("-h")
    assert ran.code == 0
    assert [c for c in COMMANDS if f"\n  {c} " not in ran.out] == []


def test_a_build_writes_the_published_releases_and_says_so(run: Console, site: Path) -> None:
    ran = run("build")
    assert ran.code == 0
    assert ran.out.startswith("3 releases (3 not published: drafts, embargoed or expired): ")
    assert (site / "output/news/a.aspx").is_file()
    assert not (site / "output/news/c.aspx").exists()


def test_a_quiet_build_prints_nothing(run: Console) -> None:
    ran = run("build", "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_drafts_are_published_on_request_only(run: Console, site: Path) -> None:
    assert run("build", "--drafts").code == 0
    assert (site / "output/news/c.aspx").is_file()
    assert run("build").code == 0
    assert not (site / "output/news/c.aspx").exists()


def test_a_build_that_takes_something_down_lists_what_to_purge(run: Console, site: Path) -> None:
    assert "purge" not in run("build").out
    over = "status: withdrawn\nexplanation: A court order.\n"
    write(site / "content/a.md", release("a", "One", over))
    lines = run("build").out.splitlines()
    assert lines[1] == PURGE
    assert "  https://www.example.police.uk/news/a.aspx" in lines[2:-2]
    assert re.fullmatch(
        r"\d+ other addresses changed with them; --format json has all.*", lines[-2]
    )
    assert lines[-1].startswith("Warnings looked for in ")
    write(site / "content/b.md", release("b", "Two", over))
    assert run("build", "--quiet").out == ""


def test_a_build_at_another_time_publishes_what_was_visible_then(run: Console, site: Path) -> None:
    assert run("build", "--as-of", "2018-06-01T00:00").code == 0
    assert (site / "output/news/e.aspx").is_file()
    assert not (site / "output/news/a.aspx").exists()


def test_a_build_with_errors_changes_nothing(run: Console, site: Path) -> None:
    assert run("build").code == 0
    before = tree(site / "output")
    save(site, "a", "Changed: badly")
    save(site, "f", "Changed well")
    ran = run("build")
    assert (ran.code, ran.out) == (1, "")
    assert "content/a.md:2:15: error[NG112]" in ran.err
    assert "Nothing was written: 1 error." in ran.err
    assert tree(site / "output") == before


def test_warnings_stop_a_build_only_on_request(run: Console, site: Path) -> None:
    save(site, "f", "Six", "sumary: x\n")
    assert run("build", "--fail-on", "warning").code == 1
    assert not (site / "output").exists()
    ran = run("build")
    assert ran.code == 0
    assert "warning[NG205]" in ran.err


def test_a_build_as_json_is_one_object(run: Console) -> None:
    ran = run("build", "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    data = json.loads(ran.out)
    assert data["version"] == 1
    assert data["summary"]["releases"] == 3
    assert data["summary"]["held"] == 3
    assert data["summary"]["created"] > 10
    assert data["summary"]["updated"] == data["summary"]["deleted"] == 0
    assert data["diagnostics"] == []


def test_a_refused_build_as_json_has_every_diagnostic(run: Console, site: Path) -> None:
    save(site, "a", "Appeal: man wanted")
    (site / "content/b.md").write_text("No fence.\n")
    ran = run("build", "--format", "json")
    assert ran.code == 1
    data = json.loads(ran.out)
    assert data["summary"]["errors"] == 2
    assert data["summary"]["refused"] is True
    diagnostics = data["diagnostics"][0]
    assert set(diagnostics) == {
        "code", "name", "severity", "message", "hint", "path",
        "line", "column", "end_line", "end_column", "related", "fingerprint", "fix",
    }  # fmt: skip
    assert (diagnostics["path"], diagnostics["line"], diagnostics["column"]) == (
        "content/a.md",
        2,
        14,
    )


def test_check_says_that_nothing_is_wrong_and_writes_nothing(run: Console, site: Path) -> None:
    ran = run("check")
    assert (ran.code, ran.out) == (0, "6 releases checked: nothing wrong.\n")
    assert not (site / "output").exists()


def test_check_reports_all_and_exits_1(run: Console, site: Path) -> None:
    save(site, "a", "Appeal: man wanted")
    save(site, "b", "Two", "sumary: x\n")
    ran = run("check")
    assert ran.code == 1
    assert ": 1 error and 1 warning.\n" in ran.out
    assert json.loads(run("check", "--format", "json").out)["summary"]["warnings"] == 1


def test_plan_shows_what_a_build_would_do_and_does_nothing(run: Console, site: Path) -> None:
    ran = run("plan", "--all")
    assert ran.code == 0
    assert re.search(r"^create  news/a\.aspx  +\w", ran.out, re.MULTILINE)
    assert not (site / "output").exists()
    created = int(ran.out.splitlines()[-1].split(" files: ")[1].split(" to create")[0])
    built = json.loads(run("build", "--format", "json").out)["summary"]
    assert built["created"] == created


def test_plan_as_json_lists_its_steps(run: Console, site: Path) -> None:
    run("build")
    save(site, "a", "One changed", "date: 2020-03-05 10:49\n")
    (site / "content/f.md").unlink()
    data = json.loads(run("plan", "--format", "json").out)
    assert data["version"] == 1
    steps = {step["path"]: step for step in data["steps"]}
    assert steps["news/a.aspx"]["action"] == "update"
    assert "title" in steps["news/a.aspx"]["reason"]
    assert steps["news/f.aspx"]["action"] == "delete"
    assert data["summary"]["deleted"] >= 1
    assert data["summary"]["kept"] > 0
    assert data["diagnostics"] == []


def test_plan_explains_one_file(run: Console, site: Path) -> None:
    run("build")
    for path in ("news/a.aspx", "output/news/a.aspx", "/news/a.aspx"):
        ran = run("plan", "--why", path)
        assert ran.code == 0
        assert ran.out.startswith("news/a.aspx: keep (nothing changed)\n")
    save(site, "a", "One changed", "date: 2020-03-05 10:49\n")
    ran = run("plan", "--why", "news/a.aspx")
    assert ran.out.startswith("news/a.aspx: update (changed: ")
    assert any(line.startswith("  changed ") and "title" in line for line in ran.out.splitlines())
    assert any(line.startswith("  same ") for line in ran.out.splitlines())


def test_plan_of_a_file_that_is_none_exits_2(run: Console) -> None:
    ran = run("plan", "--why", "nowhere.html")
    assert ran.code == 2
    assert "nowhere.html is not a file of this site" in ran.err


def test_plan_with_errors_exits_1(run: Console, site: Path) -> None:
    save(site, "a", "Appeal: man wanted")
    assert run("plan").code == 1


def titles(ran: Outcome) -> list[str]:
    return [release["title"] for release in json.loads(ran.out)["releases"]]


def test_list_as_json_is_oldest_first_and_undated_last(run: Console) -> None:
    ran = run("list", "--format", "json")
    assert ran.code == 0
    assert titles(ran)[:3] == ["", "One", "Two"]  # the title of what has expired is not kept
    assert set(titles(ran)[3:]) == {"Three, with a comma", "Four", "Six"}
    assert json.loads(ran.out)["releases"][1] == {
        "date": "2020-03-05 10:49",
        "area": "Cumbria",
        "status": "published",
        "title": "One",
        "url": "https://www.example.police.uk/news/a.aspx",
        "source": "content/a.md",
    }


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--area", "Kendal"], {"Two"}),
        (["--area", "kendal"], {"Two"}),
        (["--year", "2020"], {"One"}),
        (["--status", "published"], {"One", "Two", "Six"}),
        (["--status", "draft"], {"Three, with a comma"}),
        (["--status", "embargoed"], {"Four"}),
        (["--status", "expired"], {""}),
        (["--status", "held"], {"Three, with a comma", "Four", ""}),
        (["--status", "held", "--area", "Kendal"], set()),
        (["--status", "expired", "--year", "2018"], {""}),
    ],
)
def test_list_is_filtered(options: list[str], expected: set[str], run: Console) -> None:
    assert set(titles(run("list", "--format", "json", *options))) == expected


def test_list_as_csv_is_quoted_where_needed(run: Console) -> None:
    rows = list(csv.DictReader(io.StringIO(run("list", "--format", "csv").out)))
    assert len(rows) == 6
    assert {row["title"] for row in rows if row["status"] == "draft"} == {"Three, with a comma"}


def test_list_as_text_marks_what_is_held(run: Console) -> None:
    ran = run("list")
    assert "2020-03-05 10:49  Cumbria  published  One\n" in ran.out
    assert "-                 Cumbria  draft      Three, with a comma\n" in ran.out
    assert ran.err.endswith("6 releases.\n")


def test_list_aligns_titles_whatever_is_chosen(run: Console) -> None:
    assert "  Kendal   published  Two\n" in run("list").out
    assert "  Cumbria  published  One\n" in run("list", "--status", "published").out
    assert "  Kendal  published  Two\n" in run("list", "--area", "kendal").out


def test_list_shows_what_is_invisible_in_a_title(run: Console, site: Path) -> None:
    save(site, "a", '"Appeal\\u200b for £5 ##vso[x]"')
    assert "Appeal<U+200B> for £5 #♯vso[x]\n" in run("list").out


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_list_prints_each_release_before_it_reads_the_next(
    form: str, run: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    every = Releases.all

    def watched(releases: Releases) -> Iterator[tuple[bool, Release]]:
        for each in every(releases):
            events.append("read")
            yield each

    class Out(io.StringIO):
        def write(self, text: str) -> int:
            events.append("written")
            return super().write(text)

        def writelines(self, lines: Iterable[Any]) -> None:
            for line in lines:
                self.write(line)

    monkeypatch.setattr(Releases, "all", watched)
    monkeypatch.setattr(sys, "stdout", Out())
    run("list", "--format", form)
    runs = [len(list(group)) for event, group in groupby(events) if event == "read"]
    assert runs == [1] * 6


def test_list_still_lists_when_a_file_is_wrong(run: Console, site: Path) -> None:
    save(site, "a", "Appeal: man wanted")
    ran = run("list", "--format", "json")
    assert ran.code == 1
    assert len(titles(ran)) == 5
    assert "error[NG112]" in ran.err


@pytest.mark.parametrize(
    "title",
    [
        "Plain title",
        "Appeal: man wanted",
        "'Quoted' title",
        'The "Ivy" case',
        "#KendalDay",
        "- dash",
        "@home",
        "*star*",
        "Yes",
        "null",
        "2020",
        "2020-03-05",
        "Caf\u00e9 \u2013 robbed \U0001f600 x",
        "Ends with colon:",
        "A {{ brace }} & <b>",
        "word " * 25,
    ],
)
def test_new_writes_a_file_that_reads_back_and_builds(title: str, run: Console, site: Path) -> None:
    ran = run("new", "--area", "Cumbria", "--at", "2020-03-05 10:49", "--", title)
    assert ran.code == 0
    file = site / ran.out.strip()
    values = Located(split(file.read_text(), "f"), "f").values
    assert values["title"] == " ".join(title.split())
    assert values["date"] == "2020-03-05 10:49"
    assert values["status"] == "draft"
    checked = json.loads(run("check", "--drafts", "--format", "json").out)
    assert [d for d in checked["diagnostics"] if d["path"].endswith(file.name)] == []


def test_new_uses_the_permalink_and_host_of_the_area(run: Console, site: Path) -> None:
    (site / "newsgen.toml").write_text(CONFIG)
    ran = run("new", "Witness appeal", "--area", "Cumbria", "--at", "5 March 2020")
    text = (site / "content/cumbria/2020/03-witness-appeal.md").read_text()
    address = "https://www.example.police.uk/news/2020/March/Witness-appeal.aspx"
    assert f"url: {address}\n" in text
    assert ran.err == f"It will be at {address}\n"


def test_new_keeps_letters_of_other_languages_in_the_address(run: Console, site: Path) -> None:
    (site / "newsgen.toml").write_text(CONFIG)
    ran = run("new", "Łukasz Wójcik jailed", "--area", "Cumbria", "--at", "5 March 2020")
    assert "/2020/March/Lukasz-Wojcik-jailed.aspx" in ran.err
    assert (site / ran.out.strip()).name == "03-lukasz-wojcik-jailed.md"


def test_new_refuses_to_overwrite(run: Console, site: Path) -> None:
    arguments = ("new", "Witness appeal", "--area", "Cumbria", "--at", "5 March 2020")
    file = site / run(*arguments).out.strip()
    file.write_text("mine")
    ran = run(*arguments)
    assert ran.code == 2
    assert "exists already, and stays as it is. Choose another title or --slug." in ran.err
    assert file.read_text() == "mine"


def test_new_says_to_edit_a_translation_that_exists(run: Console, site: Path) -> None:
    file = site / run("new", "Appeal", "--area", "Cumbria", "--at", "5 March 2020").out.strip()
    of_file = ("--translation-of", str(file), "--language", "cy")
    cy = site / run("new", "Apêl", *of_file).out.strip()
    text = cy.read_text(encoding="utf-8")
    ran = run("new", "Teitl arall", "--slug", "rhywbeth", *of_file)
    assert ran.code == 2
    words = " ".join(ran.err.split())
    assert f"{cy.name} exists already, and stays as it is." in words
    assert "The translation is there already: edit that file." in words
    assert "--slug" not in words
    assert cy.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "TITLE is missing"),
        (["x", "--kind", "appeall"], "--kind"),
        (["???", "--area", "Cumbria"], "no file name can be made from the title"),
        (["", "--area", "Cumbria"], "TITLE is empty"),
        (["  ", "--slug", "a", "--area", "Cumbria"], "TITLE is empty"),
        (["Caf\udce9", "--area", "Cumbria"], "TITLE is not UTF-8"),
        (["x", "--area", "Cumbria", "--field", "a=b"], "no field a. newsgen.toml declares none."),
        (["x", "--area", "Cumbria", "--slug", "../x"], "made from the slug “../x”"),
        (["x", "--area", "Cumbria", "--at", "soon"], "“soon” is not a date"),
        (["x", "--area", "Cumbria", "--at", "30 February 2020"], "there is no 30 February"),
        (["x", "--area", "cumbira"], "there is no area cumbira. Did you mean Cumbria?"),
        (["x", "--area", " "], "there is no area"),
        (["x", "--area", "Elsewhere"], "there is no area Elsewhere. There are: Cumbria."),
    ],
)
def test_new_says_what_it_needs(arguments: list[str], words: str, run: Console, site: Path) -> None:
    (site / "newsgen.toml").write_text(CONFIG)
    before = tree(site)
    ran = run("new", *arguments)
    assert ran.code == 2
    assert words in ran.err
    assert tree(site) == before


def answers(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Let a person at a terminal type these lines."""
    terminal = io.StringIO("".join(f"{line}\n" for line in lines))
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)


TWO_AREAS = CONFIG + '[areas.Northshire]\nname = "Northshire Police"\n'


def test_new_asks_for_what_is_missing(
    run: Console, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / "newsgen.toml").write_text(TWO_AREAS)
    answers(monkeypatch, " ", "Van seen at Ellerdale", "appeal", "northshre", "Northshire")
    ran = run("new", "--at", "5 March 2020")
    assert (ran.code, ran.out) == (0, "content/northshire/2020/03-van-seen-at-ellerdale.md\n")
    assert "the text is empty" in ran.err
    assert "Area (Cumbria, Northshire)" in ran.err
    assert "Did you mean Northshire?" in ran.err
    text = (site / ran.out.strip()).read_text()
    assert "kind: appeal\n" in text
    assert "Crimestoppers" in text


def test_new_asks_nothing_that_it_knows(
    run: Console, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / "newsgen.toml").write_text(CONFIG)
    answers(monkeypatch)
    assert run("new", "Van seen").code == 0
    assert run("new", "Car seen", "--kind", "traffic").code == 0


def test_new_asks_nobody_without_a_terminal(run: Console, site: Path) -> None:
    (site / "newsgen.toml").write_text(TWO_AREAS)
    ran = run("new", "Van seen")
    assert ran.code == 2
    assert "--area is missing. Choose one of: Cumbria, Northshire." in ran.err
    (site / "newsgen.toml").write_text("")
    assert "--area is missing." in run("new", "Van seen").err


FIELDS = (
    CONFIG
    + """
[fields.district]
type = "choice"
choices = ["Saltmere", "Ellerdale"]
required = 2026-01-01
label = "District"
[fields.courts]
type = "list"
"""
)


def keys_of(file: Path) -> dict[str, Any]:
    return Located(split(file.read_text(), "f"), "f").values


def test_new_asks_for_fields_that_new_releases_need(
    run: Console, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / "newsgen.toml").write_text(FIELDS)
    answers(monkeypatch, "Saltmeer", "ellerdale")
    ran = run("new", "Van seen")
    assert ran.code == 0
    assert "District (Saltmere, Ellerdale)" in ran.err
    assert "Did you mean Saltmere?" in ran.err
    assert keys_of(site / ran.out.strip())["district"] == "Ellerdale"


def test_new_takes_fields_and_leaves_room_for_a_needed_one(run: Console, site: Path) -> None:
    (site / "newsgen.toml").write_text(FIELDS)
    file = (
        site / run("new", "Van seen", "--field", "courts=A, B", "--field", "courts=C").out.strip()
    )
    assert keys_of(file)["courts"] == ["A, B", "C"]
    assert "\ndistrict: ''\n" in file.read_text()


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("distrct=x", "there is no field distrct. Did you mean district?"),
        ("district=x", "district is “x”, but it can only be 'Saltmere' or 'Ellerdale'."),
        ("nothing", "there is no field nothing. There are: district, courts."),
    ],
)
def test_new_refuses_a_field_that_it_cannot_write(
    field: str, words: str, run: Console, site: Path
) -> None:
    (site / "newsgen.toml").write_text(FIELDS)
    before = tree(site)
    ran = run("new", "Van seen", "--field", field)
    assert ran.code == 2
    assert words in ran.err
    assert tree(site) == before


def test_the_schema_has_the_fields_of_the_site(run: Console, site: Path) -> None:
    (site / "newsgen.toml").write_text(FIELDS)
    properties = json.loads(run("schema").out)["properties"]
    assert properties["district"]["enum"] == ["Saltmere", "Ellerdale"]
    assert properties["district"]["description"] == "District"


def test_init_makes_a_site_that_builds(
    run: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "new site"
    ran = run("init", folder)
    assert ran.code == 0
    assert "newsgen serve" in ran.out
    assert tomllib.loads((folder / "newsgen.toml").read_text())["areas"]["Example"]["hosts"]
    monkeypatch.chdir(folder)
    built = run("build", "--fail-on", "warning")
    assert (built.code, built.out.startswith("0 releases (1 not")) == (0, True), built.err
    assert not list((folder / "output").rglob("Our-first-release.aspx"))
    assert run("build", "--drafts").code == 0
    assert list((folder / "output/news").rglob("Our-first-release.aspx"))
    assert "/output/" in (folder / ".gitignore").read_text()


def test_init_with_a_pipeline_says_what_it_wrote_where_there_was_no_site(
    run: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = tmp_path / "newsgen-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("newsgen/__main__.py", "")
    (tmp_path / "new").mkdir()
    monkeypatch.chdir(tmp_path / "new")
    ran = run("init", ".", "--ci", "github", "--from-wheel", str(wheel))
    said = ran.out.splitlines()
    assert said[0].startswith("There was no newsgen.toml here, so these are new: newsgen.toml, ")
    assert said[1:3] == ["Created a site in this folder. Next:", "    newsgen serve --drafts"]
    assert said[3].startswith("Added .github/workflows/site.yml and the folder ci, ")


def test_init_in_a_fresh_clone_writes_the_pipeline_where_the_service_looks_for_it(
    run: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = tmp_path / "newsgen-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("newsgen/__main__.py", "")
    clone = tmp_path / "clone"
    (clone / ".git").mkdir(parents=True)
    (clone / ".git/HEAD").write_text("ref: refs/heads/master\n")
    (clone / "README.md").write_text("News\n")
    monkeypatch.chdir(clone)
    assert run("init", ".").code == 0
    ran = run("init", "news", "--ci", "github", "--from-wheel", str(wheel))
    assert "Added .github/workflows/news.yml and the folder ci" in ran.out
    assert "It builds the branch master." in ran.out
    assert (clone / ".github/workflows/news.yml").is_file()
    assert {path.name for path in clone.joinpath("news").iterdir()} >= {"ci", "content"}
    assert not (clone / "news/.github").exists()
    ran = run("init", "news #2", "--ci", "github", "--from-wheel", str(wheel))
    assert ran.code == 2
    assert "news #2 cannot be written into a pipeline: rename the folder" in ran.err
    assert not (clone / "news #2").exists()


@pytest.mark.parametrize(
    ("base", "is_local"),
    [
        ("http://localhost", True),
        ("http://127.0.0.1", True),
        ("https://news.localhost", True),
        ("https://www.example.police.example", False),
        ("https://localhost.example", False),
    ],
)
def test_a_site_at_home_is_built_with_a_warning(
    run: Console, tmp_path: Path, base: str, *, is_local: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init", str(tmp_path / "new"))
    monkeypatch.chdir(tmp_path / "new")
    settings = Path("newsgen.toml")
    text = settings.read_text().replace("https://www.example.police.example", base)
    settings.write_text(text)
    for command in (["build"], ["hosting", "nginx", "--output", "conf"]):
        ran = run(*command)
        assert ran.code == 0
        assert (f"Warning: base_url is {base}, so" in ran.err) is is_local


@pytest.mark.parametrize("inner", ["content/new", "content/a/b"])
def test_init_creates_no_site_in_the_content_of_another(
    inner: str, run: Console, site: Path
) -> None:
    (site / "newsgen.toml").write_text(CONFIG)
    before = tree(site)
    ran = run("init", str(site / inner))
    assert (ran.code, "in the content folder of another site" in ran.err) == (2, True)
    assert tree(site) == before


def test_init_refuses_a_folder_with_something_in_it(run: Console, site: Path) -> None:
    before = tree(site)
    ran = run("init", str(site))
    assert ran.code == 2
    assert "is not empty" in ran.err
    assert tree(site) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["bake"],
        ["build", "--layout"],
        ["build", "--jobs", "0"],
        ["build", "--as-of", "soon"],
        ["build", "--format", "xml"],
        ["build", "--cache", "x", "--no-cache"],
        ["build", "--site", "/nowhere"],
        ["list", "--year", "twenty"],
        ["list", "--status", "lost"],
        ["init"],
    ],
)
def test_a_wrong_usage_exits_2(arguments: list[str], run: Console, site: Path) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert not (site / "output").exists()


def test_a_wrong_setting_exits_2_with_its_place(run: Console, site: Path) -> None:
    (site / "newsgen.toml").write_text("[site]\ntittle = 'x'\n")
    for command in ("build", "check", "plan", "list"):
        ran = run(command)
        assert ran.code == 2
        assert "newsgen.toml:2:1: error[NG702]" in ran.err


@pytest.mark.parametrize("command", ["build", "check", "plan"])
def test_a_wrong_setting_as_json_is_the_same_object(command: str, run: Console, site: Path) -> None:
    (site / "newsgen.toml").write_text("[site]\ntittle = 'x'\n")
    ran = run(command, "--format", "json")
    assert ran.code == 2
    data = json.loads(ran.out)
    assert data["version"] == 1
    assert data["summary"]["errors"] == 1
    assert [diagnostic["code"] for diagnostic in data["diagnostics"]] == ["NG702"]


def test_a_folder_that_is_no_site_exits_2(run: Console, tmp_path: Path) -> None:
    ran = run("build", "--site", str(tmp_path))
    assert ran.code == 2
    assert "error[NG704]" in ran.err


def test_no_cache_leaves_no_cache(run: Console, site: Path) -> None:
    assert run("build", "--no-cache").code == 0
    assert not (site / ".newsgen").exists()


def test_the_site_output_and_cache_may_be_elsewhere(
    run: Console, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    options = ("--output", str(elsewhere / "o"), "--cache", str(elsewhere / "c"))
    ran = run("build", "--site", site, *options)
    assert ran.code == 0
    assert (elsewhere / "o/news/a.aspx").is_file()
    assert sorted(p.name for p in site.iterdir()) == ["content"]


def test_schema_prints_the_front_matters_schema_unless_told_otherwise(run: Console) -> None:
    ran = run("schema")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["required"] == ["title"]
    assert run("schema", "release").out == ran.out


def test_schema_prints_that_of_the_settings(run: Console) -> None:
    schema = json.loads(run("schema", "site").out)
    assert {"site", "areas", "rules"} <= schema["properties"].keys()
    assert schema["additionalProperties"] is False


def test_schema_of_something_else_is_wrong_usage(run: Console) -> None:
    ran = run("schema", "theme")
    assert ran.code == 2
    assert ran.out == ""


def test_new_writes_its_keys_in_the_order_of_the_schema(site: Path, run: Console) -> None:
    file = Path(run("new", "Late", "--area", "Cumbria", "--site", str(site)).out.strip())
    keys = list(Located(split(file.read_text("utf-8"), "x"), "x").values)
    known = list(json.loads(run("schema").out)["properties"])
    assert len(keys) > 3
    assert keys == sorted(keys, key=known.index)


@pytest.mark.parametrize("release", ["content/a.md", "/news/a.aspx", "a.md"])
def test_remove_takes_a_path_or_a_file_and_says_which_url_it_is(release: str, run: Console) -> None:
    ran = run("remove", release, "--reason", "found", "--dry-run")
    url = "https://www.example.police.uk/news/a.aspx"
    assert ran.code == 0
    assert f"{release} is {url}\n" in ran.err
    assert f"To be removed:\n  content/a.md\n  {url}\n" in ran.out


def test_remove_names_the_translation_that_it_changed(site: Path, run: Console) -> None:
    text = (site / "content/a.md").read_text(encoding="utf-8")
    keys = "language: cy\ntranslation_of: a.md\nurl: https://www.example.police.uk/news/cy.aspx"
    text = re.sub("^url: .*", keys, text, flags=re.MULTILINE)
    write(site / "content/cy.md", text)
    ran = run("remove", "a.md", "--reason", "found", "--yes", "--site", str(site))
    assert "it says the same, remove it too:\n  content/cy.md\n" in ran.out
    assert "Commit it too:\n  content/cy.md\n" in ran.out
    assert "translation_of" not in (site / "content/cy.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("release", "words"),
    [
        ("/news/aa.aspx", "Did you mean /news/a.aspx?"),
        ("https://www.example.police.uk/news/aa.aspx", "Did you mean /news/a.aspx?"),
        ("content/zz.md", "Give a URL, a path"),
    ],
)
def test_remove_says_what_may_be_meant(release: str, words: str, run: Console, site: Path) -> None:
    before = tree(site / "content")
    ran = run("remove", release, "--reason", "found", "--yes")
    assert ran.code == 2
    assert words in " ".join(ran.err.split())
    assert tree(site / "content") == before


def test_urls_adds_those_of_some_releases_only(run: Console, site: Path) -> None:
    assert run("urls", "content/a.md").out == "urls.txt: 1 line, 1 new.\n"
    assert "/news/a.aspx" in (site / "urls.txt").read_text()
    ran = run("urls", "--check", "/news/f.aspx", "a.md")
    assert (ran.code, ran.out) == (1, "https://www.example.police.uk/news/f.aspx\n")
    assert run("urls", "--check", "a.md").code == 0
    ran = run("urls", "c.md")
    assert ran.code == 2
    assert "c.md was not published yet" in ran.err


def test_next_says_whether_a_change_is_due(run: Console, site: Path) -> None:
    save(site, "held", "Held", "embargo: 2026-07-21T09:00+01:00\n")

    def due(since: str, now: str) -> str:
        return run("next", "--due-since", since, "--as-of", now).out.strip()

    assert due("2026-07-20T00:00Z", "2026-07-21T07:59Z") == "not due"
    assert due("2026-07-20T00:00Z", "2026-07-21T08:00Z") == "due"
    assert due("2026-07-21T08:00Z", "2026-07-22T08:00Z") == "not due"
    # The clock was ahead when the website was built: it shows what is held.
    assert due("2026-07-21T08:00Z", "2026-07-20T00:00Z") == "due"
    assert due("2026-07-21T07:59Z", "2026-07-20T00:00Z") == "not due"
    ran = run("next", "--due-since", "soon")
    assert ran.code == 2
    assert "--due-since" in ran.err


@pytest.mark.parametrize("more", [(), ("--format", "cron"), ("--due-since", "2026-07-20T00:00Z")])
def test_next_names_no_release_though_one_has_mistakes(
    more: tuple[str, ...], run: Console, site: Path
) -> None:
    save(site, "canary-file", "Canary: one", "embargo: 2026-07-21\n")
    ran = run("next", *more)
    assert ran.code == 1
    assert "canary" not in f"{ran.out}{ran.err}".casefold()
    assert ran.err == "2 errors: newsgen check shows where.\n"


def test_init_adds_a_pipeline_to_a_site_and_overwrites_nothing(
    run: Console, site: Path, tmp_path: Path
) -> None:
    wheel = tmp_path / "newsgen-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("newsgen/__main__.py", "")
    (site / "newsgen.toml").write_text(CONFIG, encoding="utf-8")
    (site / ".gitignore").write_text("/output/\n.ci-venv", encoding="utf-8")
    before = tree(site)
    ran = run("init", ".", "--ci", "gitlab", "--from-wheel", str(wheel))
    assert ran.code == 0
    assert ".gitlab-ci.yml" in ran.out
    assert "Created a site" not in ran.out
    added = set(tree(site)) - set(before)
    assert {str(path) for path in added} >= {".gitlab-ci.yml", "ci/build.sh", f"ci/{wheel.name}"}
    assert [line[-1] for line in ran.out.splitlines()] == [".", "."]
    ignored = (site / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert ignored == ["/output/", ".ci-venv", *IGNORED.splitlines()[1:]]
    again = run("init", ".", "--ci", "gitlab", "--from-wheel", str(wheel))
    assert (again.code, "exists already" in again.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["new", "x", "--kind", "misssing"], "missing"),
        (["hosting", "ngnix", "--output", "x"], "nginx"),
        (["list", "--status", "publish"], "published"),
        (["list", "--area", "Kendl"], "Kendal"),
        (["check", "--fail-on", "warnings"], "warning"),
        (["schema", "Relase"], "release"),
        (["list", "--format", "xml"], ""),
        (["list", "--area", "Elsewhere"], ""),
    ],
)
def test_a_misspelt_choice_is_refused_with_what_was_meant(
    arguments: list[str], meant: str, run: Console, site: Path
) -> None:
    config = CONFIG + "[areas.Kendal]\n"
    (site / "newsgen.toml").write_text(config, encoding="utf-8")
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert (f" Did you mean {meant}?" in ran.err) is bool(meant)


def test_a_host_that_is_unknown_is_spoken_of_by_the_name_of_the_argument(
    run: Console, site: Path
) -> None:
    (site / "newsgen.toml").write_text(CONFIG, encoding="utf-8")
    ran = run("hosting", "no-such-host", "--output", "x")
    assert ran.code == 2
    assert "Invalid value for 'HOST': 'no-such-host' is not one of 'nginx', 'apache'" in ran.err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--ci", "github"], "--from-wheel FILE"),
        (["--from-wheel", "newsgen.toml"], "needs --ci"),
        (["--ci", "azure", "--from-wheel", "newsgen.toml"], "is not a wheel of newsgen"),
        (["--ci", "jenkins"], "'jenkins' is not one of"),
        (["--ci", "gitlub"], "Did you mean gitlab?"),
    ],
)
def test_init_refuses_a_pipeline_that_could_not_run(
    options: list[str], message: str, run: Console, site: Path
) -> None:
    (site / "newsgen.toml").write_text(CONFIG, encoding="utf-8")
    before = tree(site)
    ran = run("init", ".", *options)
    assert ran.code == 2
    assert message in ran.err
    assert tree(site) == before


@pytest.mark.parametrize("command", [("deploy",), ("theme", "new", "x")])
def test_a_folder_that_is_not_a_site_is_refused(
    command: tuple[str, ...], tmp_path: Path, run: Console
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    code, _, err = run(*command, "--site", str(folder))
    assert (code, list(folder.iterdir())) == (2, [])
    assert "error[NG704] there is neither newsgen.toml nor a folder content in" in err


def test_a_website_is_deployed_to_a_folder_and_back(site: Path, run: Console) -> None:
    code, _, err = run("deploy")
    assert code == 2
    assert "[deploy." in err
    live = site.parent / "www"
    write(site / "newsgen.toml", f'{CONFIG}\n[deploy.live]\nto = "file://{live}"\n')
    save(site, "f", "Six")
    assert run("build").code == 0
    assert run("deploy", "--dry-run").code == 0
    assert not live.exists()
    assert run("deploy").code == 0
    assert tree(live / "live/site").keys() >= {"news/f.aspx", "index.html"}
    save(site, "g", "Seven")
    assert run("build").code == 0
    assert run("deploy").code == 0
    assert (live / "live/site/news/g.aspx").is_file()
    assert run("deploy", "--rollback").code == 0
    assert not (live / "live/site/news/g.aspx").exists()
