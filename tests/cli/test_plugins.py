"""The command newsgen plugins, and selecting what rules of the site find."""

import subprocess
import sys
from pathlib import Path

import pytest

from newsgen.cli.theming import chosen_theme
from tests.support.command import newsgen_in_fork
from tests.support.site import Release, write_site

SETTINGS = '[plugins]\nfilters = ["miles"]\nrules = ["house_style"]\n'
RULE = """\
from newsgen.plugins import Finding
def house_style(release): return [Finding("it is loud", key="title")]
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files: dict[str, str | bytes | Release] = {
        "newsgen.toml": SETTINGS,
        "content/a.md": Release("Road closed", date="2026-03-05"),
        "plugins/miles.py": "raise SystemExit\n",
        "plugins/house_style.py": RULE,
    }
    return write_site(tmp_path, files)


def test_plugins_are_listed_and_not_run(site: Path) -> None:
    outcome = newsgen_in_fork("plugins", "--site", site)
    assert outcome.code == 0
    rows = [line.split()[:3] for line in outcome.out.splitlines()]
    assert rows == [
        ["filter", "miles", "plugins/miles.py"],
        ["rule", "house_style", "plugins/house_style.py"],
    ]
    listed = newsgen_in_fork("plugins", "--site", site, "--format", "json").data["plugins"]
    assert [set(row) for row in listed] == [{"role", "name", "from", "digest"}] * 2
    assert listed[0]["digest"] in outcome.out


def test_a_site_without_plugins_says_so(tmp_path: Path) -> None:
    write_site(tmp_path, {"newsgen.toml": ""})
    outcome = newsgen_in_fork("plugins", "--site", tmp_path)
    assert outcome.out == "newsgen.toml names no plug-ins.\n"
    assert newsgen_in_fork("plugins", "--site", tmp_path, "--format", "json").data["plugins"] == []


def test_what_cannot_be_found_is_a_wrong_setting(site: Path) -> None:
    (site / "plugins/miles.py").rename(site / "plugins/mile.py")
    outcome = newsgen_in_fork("plugins", "--site", site)
    assert outcome.code == 2
    assert "newsgen.toml:2:1: error[NG721] there is no filter miles" in outcome.err
    assert "Did you mean mile?" in outcome.err


def check(site: Path, *options: str) -> list[str]:
    (site / "plugins/miles.py").write_text("def miles(km): return km\n")
    outcome = newsgen_in_fork("check", "--site", site, "--format", "json", *options)
    assert outcome.code == 0, outcome
    return outcome.codes


def test_rules_of_the_site_are_selected_and_ignored(site: Path) -> None:
    assert "SITE-house-style" in check(site)
    assert check(site, "--select", "site-house-style") == ["SITE-house-style"]
    assert "SITE-house-style" not in check(site, "--ignore", "SITE-house-style")
    assert "SITE-house-style" not in check(site, "--select", "NG5")
    outcome = newsgen_in_fork("check", "--site", site, "--select", "SITE-house-stile")
    assert outcome.code == 2
    assert "there is no rule “SITE-house-stile”" in outcome.err


def test_the_baseline_and_a_release_take_them(site: Path) -> None:
    assert "SITE-house-style" in check(site)
    assert newsgen_in_fork("check", "--site", site, "--write-baseline").code == 0
    assert "SITE-house-style" in (site / "newsgen-baseline.json").read_text()
    assert "SITE-house-style" not in check(site)
    (site / "newsgen-baseline.json").unlink()
    accept = "[{code: SITE-house-style, reason: It is quoted.}]"
    release = Release("Road closed", date="2026-03-05", more={"accept": accept})
    (site / "content/a.md").write_text(release.text())
    assert not {"SITE-house-style", "NG602"} & set(check(site))


def test_what_a_plugin_prints_is_not_in_the_document(site: Path) -> None:
    (site / "plugins/house_style.py").write_text(
        "print('loaded')\ndef house_style(release): print('noise')\n"
    )
    (site / "plugins/miles.py").write_text("def miles(km): return km\n")
    outcome = newsgen_in_fork("check", "--site", site, "--format", "json", "--jobs", "1")
    assert outcome.data["diagnostics"] == []
    assert {"loaded", "noise"} <= set(outcome.err.splitlines())


def test_a_rule_of_the_site_is_explained() -> None:
    outcome = newsgen_in_fork("explain", "SITE-house-style")
    assert outcome.code == 0
    assert "newsgen plugins" in outcome.out


def test_a_site_without_plugins_looks_for_none(tmp_path: Path) -> None:
    """Looking through the installed packages takes longer than a small check."""
    write_site(tmp_path, {"content/a.md": Release("Road closed", date="2026-03-05")})
    code = """
import sys
from newsgen import cli
sys.argv = ["newsgen", "check", "--site", sys.argv[1]]
try:
    cli.main()
except SystemExit as end:
    assert end.code == 0
print("importlib.metadata" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "False"


@pytest.mark.parametrize("name", [None, "plain"])
def test_newsgen_theme_has_the_filters_too(name: str | None, site: Path) -> None:
    (site / "plugins/miles.py").write_text("def miles(km): return km\n")
    theme, _ = chosen_theme(site, name)
    assert theme.templates.environment.filters["miles"](5) == 5
