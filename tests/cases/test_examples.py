"""The examples of `newsgen explain` are true: the wrong ones are found, the right ones are not.

Every file of `newsgen/explanations` is taken, so an explanation brings its own tests.
"""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsgen.codes import CODES
from newsgen.config import load as load_config
from newsgen.contract.check import check_theme
from newsgen.diagnostics import NewsgenError
from newsgen.explanations import Example, explained, explanation
from newsgen.pipeline.central import build, check
from newsgen.pipeline.result import Request
from newsgen.theme.load import load_theme
from tests.support.themes import short_lists

__all__ = ["short_lists"]
pytestmark = pytest.mark.usefixtures("short_lists")

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
STANDARD = """\
title: Witness appeal
area: Northshire
url: https://www.northshire.police.example/news/2026/March/witness-appeal.aspx
"""
NO_PERSON_CAUSES = re.compile(
    r"NG308|NG315|NG10\d|NG434|NG502|NG55[2367]|NG704|NG706|NG603|NG71[123]|NG9\d\d"
)
"""Codes without examples: not raised any more, or of disks, links, hosts, git, or of what a short
text cannot show."""
_FILE = re.compile(r"^=== (\S+)\n", re.MULTILINE)


def files_of(example: Example) -> dict[str, str]:
    """Return the site that an example stands for, by path."""
    release = f"```yaml\n{STANDARD}```\n\nText.\n"
    match example.kind:
        case "markdown":
            return {"content/a.md": f"```yaml\n{STANDARD}```\n\n{example.text}"}
        case "yaml":
            return {"content/a.md": f"```yaml\n{example.text}```\n\nText.\n"}
        case "release":
            return {"content/a.md": example.text}
        case "toml":
            return {"content/a.md": release, "newsgen.toml": example.text}
        case _:
            before, *pieces = _FILE.split(example.text)
            assert before == ""
            site = dict(zip(pieces[::2], pieces[1::2], strict=True))
            if not any(path.endswith(".md") for path in site):
                site["content/a.md"] = release
            return site


OF_THE_CONTRACT = ("NG805", "NG806", "NG807", "NG808", "NG811")
"""Codes of `newsgen theme check`, which looks for all codes of themes."""


def found_in(example: Example, site: Path, code: str) -> list[str]:
    """Write an example's site and return the codes that newsgen finds in it."""
    (site / "content").mkdir(parents=True)
    for path, text in files_of(example).items():
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    if code in OF_THE_CONTRACT:
        return found_in_theme(site)
    run = build if CODES[code].stage == "8" else check  # only a build renders templates
    request = Request(site, as_of=NOW, output=site / "output", cache=None, jobs=1)
    try:
        diagnostics = run(request).diagnostics
    except NewsgenError as error:
        diagnostics = error.diagnostics
    return sorted({diagnostic.code for diagnostic in diagnostics})


def found_in_theme(site: Path) -> list[str]:
    config = load_config(site)
    theme = load_theme(site, config.site.theme, {})
    return sorted({diagnostic.code for diagnostic in check_theme(theme, config).diagnostics})


def examples(which: str) -> list[object]:
    return [
        pytest.param(code, example, id=f"{code}-{number}")
        for code in explained()
        for number, example in enumerate(getattr(explanation(code), which), 1)
    ]


@pytest.mark.rotates(8)
@pytest.mark.parametrize(("code", "example"), examples("wrong"))
def test_a_wrong_example_gives_a_finding_of_its_code_only(
    code: str, example: Example, tmp_path: Path
) -> None:
    assert found_in(example, tmp_path / "site", code) == [code]


@pytest.mark.rotates(8)
@pytest.mark.parametrize(("code", "example"), examples("right"))
def test_a_right_example_gives_no_finding(code: str, example: Example, tmp_path: Path) -> None:
    assert found_in(example, tmp_path / "site", code) == []


def test_every_explanation_is_of_a_code() -> None:
    assert [code for code in explained() if code not in CODES] == []


def test_every_code_has_an_explanation() -> None:
    assert [code for code in CODES if code not in explained()] == []


def test_what_a_person_can_get_wrong_has_examples() -> None:
    with_examples = [code for code in explained() if explanation(code).wrong]
    assert with_examples == [code for code in explained() if not NO_PERSON_CAUSES.fullmatch(code)]


def test_an_explanation_has_one_sentence_a_line() -> None:
    for code in explained():
        lines = re.sub(r"`[^`]*`", "x", explanation(code).text).splitlines()
        assert [line for line in lines if re.search(r"[a-z)][.!?] +[A-Z]", line)] == [], code
        ends = (".", "!", "?", ":")
        assert [line for line in lines if line and not line.endswith(ends)] == [], code
