"""`newsgen check --no-plugins` runs no code of the site, and says what it leaves out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.site import Release, write, write_site

SETTINGS = """\
[site]
title = "Northshire Police"
theme = "local"
[areas.Northshire]
hosts = ["www.northshire.police.example"]
[markdown]
extensions = ["tables", "house:House"]
[markdown.extension_configs."house:House"]
loud = true
[plugins]
filters = ["touch_filter"]
rules = ["touch_rule"]
fields = ["touch_field"]
[fields.case]
type = "touch_field"
[rules.severity]
SITE-touch-rule = "error"
"""
TOUCH = "from pathlib import Path\nPath({marker!r}).touch()\ndef {name}(value): return value\n"
STYLES = "a { width: {{ options.__class__.__mro__[1].__subclasses__()|length }}px }\n"


def site(folder: Path, styles: str = "") -> Path:
    marker = str(folder / "was-run")
    plugins = {
        f"plugins/{name}.py": TOUCH.format(marker=marker, name=name)
        for name in ("touch_filter", "touch_rule", "touch_field")
    }
    more = {
        "case": "x",
        "accept": "[{code: SITE-touch-rule, reason: It is right.}]",
    }
    release = Release("Road closed", "Northshire", date="2026-03-05", more=more)
    write_site(folder, {"newsgen.toml": SETTINGS, "content/a.md": release, **plugins})
    write(folder / "themes/local/theme.toml", '[theme]\ntitle = "Local"\nextends = "plain"\n')
    write(folder / "themes/local/templates/release.html", "{{ page.release.title | touch_filter }}")
    write(folder / "themes/local/assets/more.css.j2", styles)
    write(folder / "code/house.py", f"open({marker!r}, 'w')\nHouse = None\n")
    write(folder / "yaml.py", f"open({marker!r}, 'w')\n")
    return folder


def check(site: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "newsgen", "check", "--site", str(site), *options],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(site / "code")},
    )


def test_no_code_of_the_site_is_run(tmp_path: Path) -> None:
    done = check(site(tmp_path), "--no-plugins")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nothing wrong" in done.stdout  # what it accepts of a rule that is left out is not idle
    assert "plug-ins: touch_filter, touch_rule, touch_field." in done.stderr
    assert "Markdown extensions: house:House." in done.stderr
    assert not (tmp_path / "was-run").exists()
    check(tmp_path)
    assert (tmp_path / "was-run").exists()


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        (
            "markdown:Markdown",
            'extensions = ["os:mkdir"]\nextension_configs."os:mkdir" = {{ path = "{marker}" }}\n',
        ),
        ("markdown.core:markdownFromFile", 'input = "{marker}.md"\noutput = "{marker}"\n'),
    ],
)
def test_the_library_of_markdown_is_no_way_to_other_code(
    name: str, settings: str, tmp_path: Path
) -> None:
    marker = tmp_path / "was-run"
    write(tmp_path / "was-run.md", "Text.")
    config = (
        f'[markdown]\nextensions = ["tables", "{name}"]\n[markdown.extension_configs."{name}"]\n'
    )
    release = Release("Road closed", date="2026-03-05")
    write_site(
        tmp_path,
        {"newsgen.toml": config + settings.format(marker=marker), "content/a.md": release},
    )
    done = check(tmp_path, "--no-plugins")
    assert not marker.exists()
    assert f"Left out as --no-plugins asks, Markdown extensions: {name}." in done.stderr
    assert done.returncode == 0, done.stderr


def test_an_asset_reaches_nothing_but_its_options(tmp_path: Path) -> None:
    done = check(site(tmp_path, STYLES), "--no-plugins")
    assert done.returncode == 2
    assert "error[NG804]" in done.stderr
    assert "__class__" in done.stderr


@pytest.mark.parametrize("file", ["theme.toml", "words/en.toml", "assets/more.css.j2"])
@pytest.mark.parametrize("table", ["options", "lists"])
def test_a_theme_says_nothing_of_a_file_elsewhere(table: str, file: str, tmp_path: Path) -> None:
    write(tmp_path / "elsewhere.toml", f'canary = 1\n[{table}.canary]\ntype = "canary"\n')
    link = site(tmp_path / "site") / "themes/local" / file
    link.parent.mkdir(exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(tmp_path / "elsewhere.toml")
    done = check(tmp_path / "site", "--no-plugins")
    assert done.returncode == 2
    assert f"\nthemes/local/{file}:1:1: error[NG802]" in done.stderr
    assert "canary" not in done.stdout + done.stderr


@pytest.mark.rotates(7)
@pytest.mark.parametrize(
    "styles",
    [
        '{{ "a"*10**10 }}',
        '{{ "a"|center(9999999999) }}',
        "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
    ],
)
def test_an_asset_takes_little_time_and_memory(tmp_path: Path, styles: str) -> None:
    done = check(site(tmp_path, styles), "--no-plugins")
    assert done.returncode == 2
    assert "themes/local/assets/more.css.j2:1:1: error[NG804]" in done.stderr


@pytest.mark.parametrize("styles", ["(" * 5000, "not " * 5000 + "1", "1" + "+1" * 5000])
def test_an_asset_that_is_too_deep_is_refused(styles: str, tmp_path: Path) -> None:
    site(tmp_path, f"{{{{ {styles} }}}}")
    done = check(tmp_path, "--no-plugins")
    assert done.returncode == 2
    assert "themes/local/assets/more.css.j2:1:1: error[NG803]" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_site_without_code_is_told_nothing(tmp_path: Path) -> None:
    write_site(tmp_path, {"content/a.md": Release("Road closed", date="2026-03-05")})
    done = check(tmp_path, "--no-plugins")
    assert "Left out" not in done.stderr
    assert done.returncode == 0


def test_the_next_check_runs_them_again(tmp_path: Path) -> None:
    rule = (
        "from newsgen.plugins import Finding\ndef loud(release): return [Finding('it is loud')]\n"
    )
    write_site(
        tmp_path,
        {
            "newsgen.toml": '[plugins]\nrules = ["loud"]\n',
            "plugins/loud.py": rule,
            "content/a.md": Release("Road closed", date="2026-03-05"),
        },
    )
    for options in ((), ("--no-plugins",), ()):
        is_reported = "SITE-loud" in check(tmp_path, *options).stderr
        assert is_reported is not bool(options)
