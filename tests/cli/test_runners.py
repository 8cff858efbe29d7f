"""What newsgen prints gives no command to a CI runner, whatever a repository holds.

A runner reads its job's output line by line, and a fork chooses every text of a repository: names
of files, keys, values, settings. Each of them carries commands of GitHub Actions, Azure Pipelines
and TeamCity, controls of terminals and turns of direction here, and all commands are run on it in
all their formats.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.support.command import Outcome, newsgen, newsgen_in_fork
from tests.support.site import CONFIG

PAYLOADS: Final = {
    "inside": "x\n::error::pwn\r::set-output name=a::b\n  ::add-mask::c\u2028::warning::d"
    " ##vso[task.setvariable variable=a]b ##[group]c ##TeamCity[message text='d']"
    " \x1b]0;pwn\x07\x1b[31m\x9b2J \u202epwn\u2066\u200b",
    "first": "::stop-commands::pwn ##vso[task.complete result=Failed;]",
}
_OWN: Final = re.compile(r"::(?:error|warning) file=[^:]*::|##vso\[task\.logissue type=[^\]]*\]")
"""How a line begins that newsgen means as a command."""
_COMMAND: Final = re.compile(r"##(?:vso|teamcity)?\[", re.IGNORECASE)
_HIDDEN: Final = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069]")
AS_OF: Final = ("--as-of", "2026-03-15T12:00Z")
RELEASE: Final = """\
---
{keys}
---

{body}
"""


def bad_lines_in(printed: str, *, commands: bool = False, exact: bool = False) -> list[str]:
    """Return the lines that a runner would obey, or that a terminal would not show as they are.

    Findings of a format for a runner are its `commands`; what is `exact` may hide signs.
    """
    bad = []
    for line in re.split("[\r\n]", printed.replace("\r\n", "\n")):
        rest = line
        if commands and (match := _OWN.match(line)):
            rest = f"-{line[match.end() :]}"
        is_command = rest.lstrip().startswith("::") or _COMMAND.search(rest)
        if is_command or (_HIDDEN.search(rest) and not exact):
            bad.append(line)
    return bad


def quoted(text: str) -> str:
    """Return a text as a value that YAML and TOML read."""
    return json.dumps(text)


def release(body: str = "Text.", **keys: str) -> str:
    """Return the source of a release, whose keys are given as they are written."""
    every = {
        "title": "Witness appeal",
        "area": "Cumbria",
        "url": "https://www.cumbria.police.uk/news/a.aspx",
        "date": "2026-03-05 10:00",
    } | keys
    return RELEASE.format(keys="\n".join(f"{k}: {v}" for k, v in every.items()), body=body)


def of_release(payload: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what a release may carry a text in, each with the files of the site."""
    text = quoted(payload)
    keys = {
        "title": text,
        "area": text,
        "kind": text,
        "url": quoted(f"https://www.cumbria.police.uk/news/{payload}.aspx"),
        "date": text,
        "embargo": text,
        "expires": text,
        "status": text,
        "tags": f"[{text}]",
        "summary": text,
        "image": text,
        "attachments": f"[{{file: {text}, title: {text}}}]",
        "redirect_from": f"[{text}, {quoted('/' + payload)}]",
        "accept": f"[{{code: {text}, reason: {text}, text: {text}}}]",
        "language": text,
        "moved_to": text,
        "related": f"[{text}]",
    }
    for key, value in keys.items():
        yield f"key {key}", {"content/a.md": release(**{key: value})}
    yield "name of a key", {"content/a.md": release(**{text: "x"})}
    for name, body in {
        "body": payload,
        "link": f"[x](<{payload.splitlines()[-1]}>) and [y](/{payload.rsplit(maxsplit=1)[-1]})",
        "picture": f"![x](/images/{payload.splitlines()[0]}.jpg)",
        "number": f"{payload} Ring Crimestoppers on 0800 55 111. {payload}\n{payload}",
    }.items():
        yield name, {"content/a.md": release(body)}
    yield "broken front matter", {"content/a.md": f"---\n{payload}: [\n---\n{payload}"}
    yield "no front matter", {"content/a.md": payload}
    safe = payload.replace("/", "-")
    yield "file name", {f"content/{safe}.md": release(titel="x", date="")}
    yield "folder name", {f"content/{safe}/{safe}.md": release(date="soon")}
    yield "picture name", {f"content/images/{safe}.jpg": "x", "content/a.md": release()}


def of_site(payload: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what the files of a site beside its releases may carry a text in."""
    text = quoted(payload)
    good = {"content/a.md": release()}
    settings = {
        "unknown key": f"[site]\n{text} = 1\n",
        "unknown table": f"[{text}]\nx = 1\n",
        "title": f"[site]\ntitle = {text}\n",
        "base_url": f"[site]\nbase_url = {text}\n",
        "language": f"[site]\nlanguage = {text}\n",
        "timezone": f"[site]\ntimezone = {text}\n",
        "theme": f"[site]\ntheme = {text}\n",
        "layout": f"[site]\nlayout = {text}\n",
        "theme option": f"[theme.options]\n{text} = {text}\n",
        "extension": f'[markdown]\nextensions = ["tables", {text}]\n',
        "extension config": f"[markdown.extension_configs.{text}]\nx = 1\n",
        "rule plug-in": f"[plugins]\nrules = [{text}]\n",
        "filter": f"[plugins]\nfilters = [{text}]\n",
        "severity": f"[rules.severity]\n{text} = {text}\n",
        "per path": f"[rules.per_path]\n{text} = [{text}]\n",
        "area": f"{CONFIG}[areas.{text}]\nname = {text}\nhosts = [{text}]\n",
        "host": f"{CONFIG}[areas.X]\nname = {text}\nhosts = [{text}]\n",
        "good area": f"{CONFIG}[areas.{text}]\nname = {text}\n",
        "alias": f"{CONFIG}[areas.X]\nname = {text}\naliases = [{text}]\n",
        "archive": f"{CONFIG}[areas.X]\nname = 'x'\narchive = {text}\n",
        "permalink": f"{CONFIG}[areas.X]\nname = 'x'\npermalink = {text}\n",
        "field": f"[fields.{text}]\ntype = {text}\nlabel = {text}\n",
        "field choice": f"[fields.beat]\ntype = 'choice'\nchoices = [{text}]\nlabel = {text}\n",
        "taxonomy": f"[taxonomies.{text}]\nkey = {text}\n",
        "menu": f"[[menu]]\nlabel = {text}\nurl = {text}\n",
        "not TOML": f"[site\n{payload}",
        "value not TOML": f"x = {payload}",
    }
    for name, words in settings.items():
        yield f"setting {name}", {"newsgen.toml": words} | good
    for name in ("urls.txt", "tombstones.txt", "newsgen-baseline.txt"):
        yield name, {name: f"{payload}\n{payload}"} | good
    theme = {"newsgen.toml": '[site]\ntheme = "own"\n'} | good
    base = {"themes/own/theme.toml": 'extends = "plain"\n'}
    yield "theme.toml", theme | {"themes/own/theme.toml": f"extends = {text}\n{text} = {text}\n"}
    yield (
        "theme option",
        theme | {"themes/own/theme.toml": f'extends = "plain"\n[options.{text}]\ntype = {text}\n'},
    )
    yield "words", theme | base | {"themes/own/words/en.toml": f"{text} = {text}\n"}
    yield "words not TOML", theme | base | {"themes/own/words/en.toml": payload}
    for name, template in {
        "syntax": "{% " + payload + " %}",
        "undefined": "{% extends '!plain/release.html' %}{{ page[" + text + "] }}",
        "includes": "{% include " + text + " %}",
        "warns": "{{ 1() }}\n::error::pwn ##vso[x]",
        "calls": "{{ site.title(" + text + ") }}\n",
    }.items():
        yield f"template {name}", theme | base | {"themes/own/templates/release.html": template}
    safe = payload.replace("/", "-")
    yield "template name", theme | base | {f"themes/own/templates/{safe}.html": "{{ x"}
    yield "asset name", theme | base | {f"themes/own/assets/{safe}.css.j2": "{{ x"}
    yield "static name", theme | base | {f"themes/own/static/{safe}.txt": "x"}
    yield "name of a theme", good | {f"themes/{safe}/theme.toml": f"extends = {text}\n"}
    plugins = {
        "prints": "print(TEXT)\nimport sys, warnings\nprint(TEXT, file=sys.stderr)\n"
        "warnings.warn(TEXT)\ndef loud(release):\n    print(TEXT)\n    return []\n",
        "raises": "def loud(release): raise RuntimeError(TEXT)\n",
        "finds": "from newsgen.plugins import Finding\n"
        "def loud(release): return [Finding(TEXT, key='title', hint=TEXT)]\n",
        "fails": "raise RuntimeError(TEXT)\n",
        "ends": "def loud(release): raise SystemExit(TEXT)\n",
    }
    for name, code in plugins.items():
        yield (
            f"plug-in {name}",
            good
            | {
                "newsgen.toml": '[plugins]\nrules = ["loud"]\n',
                "plugins/loud.py": f"TEXT = {text}\n{code}",
            },
        )


def write(site: Path, files: Mapping[str, str]) -> Path:
    for name, text in ({"newsgen.toml": CONFIG} | dict(files)).items():
        file = site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")
    return site


def runs(payload: str) -> Iterator[list[str]]:
    """Yield all command lines that read a site, each format of each once."""
    for form in ("text", "json", "github", "sarif", "junit", "azure"):
        yield ["check", "--format", form, *AS_OF]
    yield ["check", "--no-plugins", "--format", "github", *AS_OF]
    yield ["check", "--diff", *AS_OF]
    yield ["check", "--summary", "--no-plugins", *AS_OF]
    for command, forms in {
        "list": ("text", "json", "csv"),
        "next": ("text", "json", "csv"),
        "review": ("text", "json", "csv"),
        "plan": ("text", "json", "csv"),
        "media": ("text", "json"),
    }.items():
        for form in forms:
            yield [command, "--format", form, *AS_OF]
    yield ["plan", "--why", f"news/{payload}", *AS_OF]
    for form in ("text", "json"):
        yield ["plugins", "--format", form]
        yield ["theme", "list", "--format", form]
        yield ["theme", "show", "--format", form]
    yield ["schema", "release"]
    yield ["urls", "--check", *AS_OF]
    yield ["remove", "/news/a.aspx", "--reason", "expired", "--dry-run", *AS_OF]
    yield ["build", "--format", "text", *AS_OF]
    yield ["build", "--format", "azure", "--profile", *AS_OF]
    yield ["hosting", "nginx", *AS_OF]


def bad_lines(arguments: list[str], site: Path) -> list[str]:
    if exact := "--diff" in arguments:  # a patch is exact in a file, and this is none
        done = newsgen(*arguments, "--site", site)
        outcome = Outcome(done.returncode, done.stdout, done.stderr)
    else:
        outcome = newsgen_in_fork(*arguments, "--site", site)
    commands = bool({"github", "azure"}.intersection(arguments))
    return bad_lines_in(outcome.out, commands=commands, exact=exact) + bad_lines_in(outcome.err)


@pytest.mark.rotates(5)
@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_no_text_of_a_release_gives_a_command(payload: str, tmp_path: Path) -> None:
    """All are in one site, so that what one command does not show another one does."""
    files = {"content/a.md": release()}
    for number, (_, more) in enumerate(of_release(payload)):
        for path, text in more.items():
            name = path.replace("content/", f"content/{number}-") if "images" not in path else path
            files[name] = text.replace("/news/a.aspx", f"/news/{number}.aspx")
    site = write(tmp_path / "site", files)
    bad = {" ".join(a): lines for a in runs(payload) if (lines := bad_lines(a, site))}
    assert bad == {}


SHORT: Final = (
    ["check", "--format", "github", *AS_OF],
    ["check", "--no-plugins", "--format", "azure", *AS_OF],
    ["plan", "--format", "json", *AS_OF],
    ["theme", "list"],
    ["plugins"],
)
"""Command lines that meet what newsgen.toml, themes and plug-ins hold."""
SITES: Final = {
    f"{name}, {kind}": (files, SHORT if kind == "inside" else SHORT[:2])
    for kind, payload in PAYLOADS.items()
    for name, files in of_site(payload)
}


@pytest.mark.rotates(8)
@pytest.mark.parametrize("carrier", SITES)
def test_no_setting_theme_or_plugin_gives_a_command(carrier: str, tmp_path: Path) -> None:
    files, every = SITES[carrier]
    site = write(tmp_path / "site", files)
    bad = {" ".join(a): lines for a in every if (lines := bad_lines(a, site))}
    assert bad == {}


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_no_argument_gives_a_command(payload: str, tmp_path: Path) -> None:
    """A pipeline may hand on the names of files that a change has."""
    site = write(tmp_path / "site", {"content/a.md": release()})
    name = payload.replace("/", "-")
    every = [
        ["check", payload],
        ["check", "--select", payload],
        ["check", "--format", payload],
        ["check", "--as-of", payload],
        ["check", f"--{name.strip(':')}"],
        ["remove", payload, "--reason", "expired", "--dry-run"],
        ["remove", "/news/a.aspx", "--reason", payload],
        ["list", "--area", payload],
        ["new", "--area", payload, payload],
        ["urls", payload],
        ["theme", "check", payload],
        ["theme", "show", payload],
        ["theme", "new", name],
        ["plan", "--why", payload],
        ["serve", "--bind", payload],
        ["build", "--output", str(tmp_path / name)],
        ["build", "--cache", str(tmp_path / name), "--profile"],
        ["check", "--report-file", str(tmp_path / name / name)],
    ]
    bad = {" ".join(a): lines for a in every if (lines := bad_lines(a, site))}
    outcome = newsgen_in_fork("explain", payload)
    assert (bad, bad_lines_in(outcome.err)) == ({}, [])


def test_json_is_faithful_all_the_same(tmp_path: Path) -> None:
    title = PAYLOADS["first"]
    site = write(tmp_path / "site", {"content/a.md": release(title=quoted(title))})
    (row,) = newsgen_in_fork("list", "--format", "json", "--site", site).data["releases"]
    assert row["title"] == title
