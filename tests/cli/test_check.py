"""`newsgen check` as a press officer or a hook runs it."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from newsgen.diagnostics import Diagnostic
from newsgen.report import formats
from newsgen.store import findings
from tests.support.command import Console, Outcome
from tests.support.site import write

RELEASE = """\
---
title: {title}
area: Northshire
url: https://www.northshire.police.example/news/{name}.aspx
{more}---

{body}
"""


Check = Callable[..., Outcome]


def release(name: str, body: str = "Text.", title: str = "", more: str = "") -> str:
    return RELEASE.format(name=name, title=title or f"Release {name}", more=more, body=body)


SITE = {
    "content/bold.md": release("bold", "**What to do**\n\nText."),
    "content/2026/here.md": release(
        "2026/here", "See [here](https://www.x.example/).\n\n**Again**\n\nText."
    ),
    "content/2026/good.md": release("2026/good"),
}
"""Three releases, two of them with findings."""


def save(site: Path, name: str, body: str = "Text.", title: str = "") -> Path:
    return write(site / f"content/{name}.md", release(name, body, title))


@pytest.fixture
def check(site: Path, run: Console) -> Check:
    return partial(run, "check", "--site", site)


AS_JSON = ("--format", "json")


def test_a_path_limits_what_is_reported(check: Check, site: Path) -> None:
    assert check(*AS_JSON).codes == ["NG524", "NG523", "NG523"]
    assert check(site / "content/bold.md", *AS_JSON).codes == ["NG523"]
    assert check(site / "content/2026", *AS_JSON).codes == ["NG524", "NG523"]
    assert check(site / "content", *AS_JSON).codes == ["NG524", "NG523", "NG523"]
    assert check(site / "content/2026/good.md", *AS_JSON).codes == []


def test_a_path_may_be_relative_to_where_one_is(
    check: Check, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site / "content/2026")
    ran = check("here.md", "../bold.md")
    assert "2 releases checked: 3 warnings" in ran.out


def test_an_error_elsewhere_does_not_fail_a_named_file(check: Check, site: Path) -> None:
    save(site, "broken", title="[")
    assert check(site / "content/bold.md").code == 0
    assert check(site / "content/broken.md").code == 1
    assert check().code == 1


def test_a_collision_is_seen_from_either_file(check: Check, site: Path) -> None:
    check()  # the catalogue is warm
    file = save(site, "twin").rename(site / "content/zz.md")
    file.write_text(file.read_text().replace("/twin", "/2026/good").replace("twin", "two"))
    for path in ("zz.md", "2026/good.md"):
        ran = check(site / "content" / path, *AS_JSON)
        assert ran.codes == ["NG410"]
        assert ran.code == 1


def test_a_named_file_is_read_though_its_stamp_is_the_same(check: Check, site: Path) -> None:
    file = site / "content/2026/good.md"
    check()
    stamp = file.stat()
    text = file.read_text()
    file.write_text(text.replace("title: R", "ttile: R"))
    os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert check(file, *AS_JSON).codes == ["NG201"]


def test_a_file_that_is_no_release_is_passed_over(check: Check, site: Path) -> None:
    (site / "content/van.jpg").write_bytes(b"x")
    ran = check(site / "content/van.jpg")
    assert (ran.code, ran.out) == (0, "0 releases checked: nothing wrong.\n")


@pytest.mark.parametrize("path", ["../elsewhere.md", "content/none.md"])
def test_a_path_that_cannot_be_checked_is_a_usage_error(
    check: Check, site: Path, path: str
) -> None:
    (site.parent / "elsewhere.md").touch()
    ran = check(site / path)
    assert ran.code == 2
    assert path.rpartition("/")[2] in ran.err


def test_changed_files_beside_the_content_are_passed_over(check: Check, site: Path) -> None:
    (site / "newsgen.toml").touch()
    assert check(site / "newsgen.toml", *AS_JSON).codes == []
    assert check(site / "newsgen.toml", site / "content/bold.md", *AS_JSON).codes == ["NG523"]


@pytest.mark.parametrize("name", ["root.md", "drafts/root.MD", "root.docx"])
def test_a_named_file_outside_the_content_folder_is_reported(
    check: Check, site: Path, name: str
) -> None:
    file = write(site / name, release("root"))
    ran = check(file, site / "content/bold.md", *AS_JSON)
    assert ran.codes == ["NG109", "NG523"]
    ran = check(file)
    assert ran.code == 0
    assert f"{name}:1:1: warning[NG109] this file is not read: it is not in the" in ran.err
    assert "hint: If it is a release, move it to content/root.md.\n" in ran.err
    assert check(file, "--fail-on", "warning").code == 1
    assert check(file, "--ignore", "NG109", *AS_JSON).codes == []
    assert check(*AS_JSON).codes == ["NG524", "NG523", "NG523"]


def test_the_site_itself_stands_for_all_of_it(check: Check, site: Path) -> None:
    assert check(site, *AS_JSON).codes == check(*AS_JSON).codes


def test_a_file_that_cannot_be_fixed_holds_up_no_other(check: Check, site: Path) -> None:
    files = [save(site, name, "Call 0800555111.") for name in ("first", "last", "n" * 240)]
    files[0].chmod(0o444)
    ran = check("--fix")
    assert ran.code == 2
    assert "read-only" in ran.err
    assert "fixed in 2 files" in ran.err
    assert [f.read_text().count("0800 555 111") for f in files] == [0, 1, 1]
    assert not list((site / "content").glob(".newsgen*"))


def test_a_diff_tells_whether_there_is_anything_to_fix(check: Check, site: Path) -> None:
    assert check("--diff").code == 0
    save(site, "number", "Call 0800555111.")
    ran = check("--diff")
    assert ran.code == 1
    assert "+Call 0800 555 111." in ran.out


@pytest.mark.parametrize("options", [(), ("--no-cache",), ("--jobs", "2")])
def test_known_findings_are_fixed_too_and_the_rest_is_shown(
    check: Check, site: Path, options: tuple[str, ...]
) -> None:
    file = save(site, "number", "Call 0800555111.\n\n**What to do**\n\nText.")
    check("--write-baseline")
    save(site, "other", "Call 0800555111.")
    ran = check("--fix", *options)
    assert (ran.code, "2 findings fixed in 2 files.\n" in ran.err) == (0, True)
    assert ran.out == "5 releases checked: nothing wrong (4 known findings not shown).\n"
    assert "0800 555 111" in file.read_text()
    assert "0 findings fixed in 0 files.\n" in check("--fix", *options).err


def test_codes_names_and_beginnings_choose(check: Check) -> None:
    assert check("--select", "NG523", *AS_JSON).codes == ["NG523", "NG523"]
    assert check("--select", "link-text,bold-as-heading", *AS_JSON).codes == [
        "NG524",
        "NG523",
        "NG523",
    ]
    assert check("--select", "ng52", "--ignore", "NG523", *AS_JSON).codes == ["NG524"]
    assert check("--ignore", "NG523", "--ignore", "link-text", *AS_JSON).codes == []


def test_an_unknown_code_is_a_usage_error_with_the_nearest(check: Check) -> None:
    ran = check("--select", "link-txt")
    assert ran.code == 2
    assert "Did you mean link-text?" in ran.err
    assert check("--ignore", "NG999").code == 2


def test_what_is_ignored_does_not_fail(check: Check, site: Path) -> None:
    save(site, "broken", title="[")
    assert check("--ignore", "NG112").code == 0


def test_a_baseline_leaves_only_what_is_new(check: Check, site: Path) -> None:
    ran = check("--write-baseline")
    assert (ran.code, ran.out) == (0, "3 known findings written to newsgen-baseline.json.\n")
    ran = check("--fail-on", "warning")
    assert ran.code == 0
    assert ran.out == "3 releases checked: nothing wrong (3 known findings not shown).\n"
    save(site, "bold", "One more paragraph.\n\n**What to do**\n\n**What not to do**\n\nText.")
    ran = check("--fail-on", "warning", *AS_JSON)
    assert ran.code == 1
    assert [d["line"] for d in json.loads(ran.out)["diagnostics"]] == [11]
    assert check("--no-baseline", *AS_JSON).codes == ["NG524", "NG523", "NG523", "NG523"]


def test_a_baseline_holds_strict_errors_back_from_stopping_a_build(
    check: Check, site: Path
) -> None:
    (site / "newsgen.toml").write_text('[rules.severity]\nNG523 = "error"\n')
    assert check().code == 1
    assert check("--write-baseline").code == 0
    assert check().code == 0


def test_a_baseline_does_not_hide_what_forbids_a_page(check: Check, site: Path) -> None:
    save(site, "broken", title="[")
    ran = check("--write-baseline")
    assert ran.code == 1
    assert "1 error cannot be in a baseline" in ran.out
    assert "error[NG112]" in ran.err
    assert check().code == 1


def test_a_baseline_is_of_all_or_of_nothing(check: Check, site: Path) -> None:
    assert check("--write-baseline", site / "content/bold.md").code == 2
    assert check("--write-baseline", "--select", "NG5").code == 2
    assert not (site / "newsgen-baseline.json").exists()


def test_a_broken_baseline_is_written_anew_when_asked(check: Check, site: Path) -> None:
    (site / "newsgen-baseline.json").write_text("{")
    ran = check()
    assert (ran.code, "NG705" in ran.err) == (2, True)
    assert check("--write-baseline").code == 0
    assert check().code == 0


def test_a_baseline_that_cannot_be_written_is_said(check: Check, site: Path) -> None:
    (site / "newsgen-baseline.json").mkdir()
    ran = check("--write-baseline")
    assert (ran.code, ran.out) == (2, "")
    assert "error[NG705] the baseline cannot be used: it cannot be written" in ran.err


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_git_can_apply_the_diff(check: Check, site: Path, ending: str) -> None:
    file = site / "content/odd.md"
    text = RELEASE.format(title="Odd", name="odd", more="", body="")
    body = "Call 01632960123\u2028\x1b[31mnow.\rOr\x0b not."
    file.write_bytes((text + body + ending).encode())
    patch = site / "fixes.diff"
    patch.write_bytes(check("--select", "NG512", "--diff").out.encode())
    git = ["git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", patch.name]
    subprocess.run(git, cwd=site, check=True)
    assert (
        file.read_bytes() == (text + body.replace("01632960123", "01632 960123") + ending).encode()
    )


@pytest.mark.parametrize("option", ["--diff", "--write-baseline"])
def test_what_prints_text_refuses_another_format(check: Check, option: str) -> None:
    assert check(option, *AS_JSON).code == 2


def many_bold(site: Path, number: int = 12) -> None:
    for at in range(number):
        save(site, f"bold-{at:02}", "**What to do**\n\nText.")


def test_the_first_findings_of_each_rule_are_shown_and_all_are_counted(
    check: Check, site: Path
) -> None:
    many_bold(site)
    save(site, "zz-broken", title="[")
    ran = check()
    assert ran.code == 1
    assert ran.err.count("warning[NG523]") == 10
    assert ran.err.count("warning[NG524]") == 1
    assert ran.err.index("error[NG112]") < ran.err.index("warning[")
    assert "… and 4 more findings; --limit shows more, --report-file all.\n" in ran.err
    counts, *table = ran.out.splitlines()
    assert counts == "16 releases checked: 1 error and 15 warnings."
    assert table[:6] == [
        "findings  fixable  rule",
        "What stops a build:",
        "       1        -  error NG112 yaml-syntax",
        "What readers see or read wrongly:",
        "      14        -  warning NG523 bold-as-heading",
        "       1        -  warning NG524 link-text",
    ]
    assert table[6:8] == [
        "Worth running next:",
        f"  newsgen check --site {site} --select NG112    # show what stops a build",
    ]
    assert len(table) == 10
    assert check("--limit", "14").err.count("warning[NG523]") == 14
    assert check("--quiet").err.count("[NG") == 1
    assert check("--limit", "0").code == 2


def test_a_summary_is_the_table_only(check: Check) -> None:
    ran = check("--summary")
    assert "[NG" not in ran.err
    assert "       2        -  warning NG523 bold-as-heading\n" in ran.out


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github", "azure"])
def test_a_report_has_every_finding(check: Check, site: Path, form: str) -> None:
    many_bold(site)
    file = site / "report"
    for options in ((), ("--summary",), ("--limit", "1")):
        check("--format", form, "--report-file", file, *options)
        assert file.read_text().count("bold-1") >= 2
        assert file.read_text().count("bold-0") >= 10
    if form != "text":
        assert check("--format", form).out.count("bold-0") >= 10


def test_no_more_findings_are_decoded_than_are_shown(
    check: Check, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many_bold(site, 40)
    check()
    decoded: list[str] = []
    load = findings._DIAGNOSTIC.load

    class Counted:
        dump = findings._DIAGNOSTIC.dump

        @staticmethod
        def load(text: str) -> Diagnostic:
            decoded.append(text)
            return load(text)

    monkeypatch.setattr(findings, "_DIAGNOSTIC", Counted)
    for options, number in (
        ((), 11), (("--limit", "3"), 4), (("--summary",), 0), (("--quiet",), 0), (AS_JSON, 43)
    ):  # fmt: skip
        decoded.clear()
        check(*options)
        assert len(decoded) == number, options


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github", "azure"])
def test_a_report_is_written_as_findings_are_read(
    form: str, check: Check, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No more are read ahead than those of one file and the first of the next: none is held."""
    many_bold(site, 40)
    events: list[str] = []
    render, load = formats.render, findings._DIAGNOSTIC.load

    def watched(*args: Any, **more: Any) -> Iterator[str]:
        for piece in render(*args, **more):
            events.append("written")
            yield piece

    class Watched:
        dump = findings._DIAGNOSTIC.dump

        @staticmethod
        def load(text: str) -> Diagnostic:
            events.append("read")
            return load(text)

    monkeypatch.setattr(formats, "render", watched)
    monkeypatch.setattr(findings, "_DIAGNOSTIC", Watched)
    check("--format", form)
    assert events.count("read") == 43
    ahead = [len(list(run)) for event, run in groupby(events) if event == "read"]
    assert max(ahead) <= 3
