"""A plug-in that changes has made again what it may have changed, and nothing else."""

import json
from pathlib import Path

import pytest

from tests.support.command import build, clean_build, newsgen_in_fork
from tests.support.site import CONFIG, Release, tree, write, write_site

AS_OF = "2026-03-20T12:00Z"
PLUGINS = """
[plugins]
filters = ["shout", "whisper"]
rules = ["house_style"]
fields = ["court_case"]
[fields.case]
type = "court_case"
"""
RULE = """\
from newsgen.plugins import CheckedRelease, Finding
def house_style(release: CheckedRelease):
    if release.title.endswith("WORD"):
        yield Finding("the title ends in WORD", "Cut it.", key="title")
"""
FIELD = """\
def court_case(text):
    court, _, number = text.partition("/")
    if not number: raise ValueError("there is no number")
    return {"court": court + "WORD", "number": number}
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    local = tmp_path / "themes/local"
    write(local / "theme.toml", '[theme]\ntitle = "Local"\nextends = "plain"\n')
    write(
        local / "templates/release.html",
        '{% extends "plain/release.html" %}{% block article_extra %}'
        "<p>{{ page.release.title | shout }}</p>{{ page.release.fields.case | pprint }}"
        "{% endblock %}",
    )
    write(
        local / "templates/_error.html",
        '{% extends "plain/_error.html" %}{% block content %}{{ "A" | whisper }}{% endblock %}',
    )
    release = Release("The road", date="2026-03-05 10:00", more={"case": "SALT/1"})
    files: dict[str, str | bytes | Release] = {
        "newsgen.toml": CONFIG.replace('"plain"', '"local"') + PLUGINS,
        "content/a.md": release,
        "content/b.md": Release("The river", date="2026-03-06 10:00"),
        "plugins/shout.py": "def shout(text): return text.upper() + '!'\n",
        "plugins/whisper.py": "def whisper(text): return text.lower()\n",
        "plugins/house_style.py": RULE,
        "plugins/court_case.py": FIELD,
    }
    return write_site(tmp_path, files)


def written_by(site: Path, *, others: int = 0) -> set[str]:
    """Build, hold it against a clean build, and return the files that changed.

    So many others are written as they were.
    """
    before = tree(site / "output") if (site / "output").exists() else {}
    outcome = build(site, as_of=AS_OF)
    assert outcome.code == 0, outcome
    after = tree(site / "output")
    with clean_build(site, as_of=AS_OF) as (clean, folder):
        assert clean.code == 0
        assert tree(folder) == after
    changed = {path for path in after if after[path] != before.get(path)}
    assert outcome.data["summary"]["updated"] == (len(changed) + others if before else 0)
    return changed


def codes(site: Path) -> list[str]:
    data = build(site, as_of=AS_OF).data
    return [d["code"] for d in data["diagnostics"] if d["code"].startswith("SITE")]


def test_a_filter_makes_the_pages_again_that_use_it(site: Path) -> None:
    written_by(site)
    write(site / "plugins/shout.py", "def shout(text): return text.upper() + '?'\n")
    assert {Path(path).suffix for path in written_by(site)} == {".aspx"}
    write(site / "plugins/whisper.py", "def whisper(text): return text.lower() + '…'\n")
    assert written_by(site) == {"404.html", "410.html"}  # which extend it
    assert written_by(site) == set()


def test_a_rule_has_the_findings_looked_for_again_and_makes_no_page(site: Path) -> None:
    written_by(site)
    assert codes(site) == []
    write(site / "plugins/house_style.py", RULE.replace("WORD", "river"))
    assert written_by(site) == set()
    assert codes(site) == ["SITE-house-style"]
    settings = (site / "newsgen.toml").read_text()
    write(site / "newsgen.toml", settings + '[rules.severity]\nSITE-house-style = "off"\n')
    assert codes(site) == []
    write(site / "newsgen.toml", settings.replace('rules = ["house_style"]\n', ""))
    assert codes(site) == []


def test_a_kind_of_field_has_the_sources_read_again(site: Path) -> None:
    written_by(site)
    write(site / "plugins/court_case.py", FIELD.replace("WORD", " Crown Court"))
    (page,) = written_by(site, others=3)  # the lists have it too, and do not show it
    assert "SALT Crown Court" in (site / "output" / page).read_text()


@pytest.mark.rotates(8)
@pytest.mark.parametrize(
    ("plugin", "source", "place"),
    [
        ("shout", "\ndef shout(text): return 1 / 0\n", "plugins/shout.py"),
        ("house_style", "\ndef house_style(release): return 1 / 0\n", "plugins/house_style.py"),
        ("court_case", "\ndef court_case(text): return 1 / 0\n", "plugins/court_case.py"),
        ("shout", "\ndef shout(text): raise SystemExit(0)\n", "plugins/shout.py"),
        ("house_style", "\ndef house_style(release): exit(0)\n", "plugins/house_style.py"),
        ("court_case", "\ndef court_case(text): raise GeneratorExit\n", "plugins/court_case.py"),
        ("shout", "\ndef shout(:\n", "plugins/shout.py"),
        ("house_style", "\nimport not_there\n", "plugins/house_style.py"),
    ],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_plugin_that_fails_is_named_and_the_site_is_untouched(
    plugin: str, source: str, place: str, jobs: int, site: Path
) -> None:
    written_by(site)
    before = tree(site / "output")
    write(site / f"plugins/{plugin}.py", source)
    write(site / "content/b.md", Release("The sea", date="2026-03-06 10:00").text())
    outcome = build(site, as_of=AS_OF, jobs=jobs)
    assert outcome.code in (1, 2)
    (diagnostic,) = outcome.data["diagnostics"]
    assert diagnostic["code"] in ("NG722", "NG723")
    assert (diagnostic["path"], diagnostic["line"]) == (place, 2)
    if diagnostic["code"] == "NG723":
        assert " fails on content/" in diagnostic["message"]
    assert tree(site / "output") == before


def test_findings_have_their_code_in_every_format(site: Path) -> None:
    write(site / "plugins/house_style.py", RULE.replace("WORD", "river"))
    for form in ("text", "json", "github", "sarif", "junit", "azure"):
        outcome = newsgen_in_fork("check", "--site", site, "--as-of", AS_OF, "--format", form)
        assert "SITE-house-style" in outcome.out + outcome.err, form
    assert json.loads(build(site, as_of=AS_OF).out)["diagnostics"][0]["name"] == "house-style"


MEMORY = """\
from newsgen.plugins import Finding
SEEN = set()
def house_style(release):
    SEEN.add(release.title)
    yield Finding(f"Is it like {', '.join(sorted(SEEN))}?")
"""


@pytest.mark.parametrize(
    "keys",
    [
        {"status": "withdrawn", "explanation": "It was wrong."},
        {"expires": "2026-03-19T10:00Z"},
        None,
    ],
)
def test_a_rule_with_a_memory_quotes_nothing_that_was_taken_down(
    keys: dict[str, str] | None, site: Path
) -> None:
    write(site / "plugins/house_style.py", MEMORY)
    file = site / "content/0.md"  # read before the others
    write(file, Release("Xylophone heard", date="2026-03-05 10:00").text())
    assert "Xylophone heard" in quoted(site)
    file.unlink()
    if keys:
        write(file, Release("Xylophone heard", date="2026-03-05 10:00", more=keys).text())
    assert "The road" in quoted(site)
    assert "Xylophone heard" not in quoted(site)
    assert b"Xylophone heard" not in (site / ".newsgen/cache.sqlite").read_bytes()


def test_a_rule_with_a_memory_quotes_nothing_that_has_expired_since(site: Path) -> None:
    write(site / "plugins/house_style.py", MEMORY)
    more = {"expires": "2026-03-25T10:00Z"}
    release = Release("Xylophone heard", date="2026-03-05 10:00", more=more)
    write(site / "content/0.md", release.text())
    assert "Xylophone heard" in quoted(site)
    assert "Xylophone heard" not in quoted(site, as_of="2026-03-26T12:00Z")


def quoted(site: Path, as_of: str = AS_OF) -> str:
    """Return what the rule says of a release that is not edited."""
    data = build(site, as_of=as_of).data
    (message,) = [
        d["message"] for d in data["diagnostics"] if d["code"][:4] == "SITE" and "a.md" in d["path"]
    ]
    return str(message)


CALLOUTS = """\
from markdown.preprocessors import Preprocessor
class Callouts(Preprocessor):
    def run(self, lines):
        return [f"**WORD:** {line[2:]}" if line.startswith("! ") else line for line in lines]
def callouts(markdown):
    markdown.preprocessors.register(Callouts(markdown), "callouts", 30)
"""


def test_a_markdown_extension_changes_the_texts_that_have_its_marks(site: Path) -> None:
    config = (site / "newsgen.toml").read_text()
    with_it = config.replace("[plugins]", '[plugins]\nmarkdown = ["callouts"]')
    write(site / "newsgen.toml", with_it)
    write(site / "plugins/callouts.py", CALLOUTS)
    release = Release("The bridge", date="2026-03-07 10:00", body="Text.\n\n! It is closed.\n")
    write_site(site, {"content/c.md": release})
    build(site, as_of=AS_OF)
    pages = [data for data in tree(site / "output").values() if b"It is closed." in data]
    assert any(b"<strong>WORD:</strong> It is closed." in data for data in pages)
    write(site / "plugins/callouts.py", CALLOUTS.replace("WORD", "NOTE"))
    build(site, as_of=AS_OF)
    after = tree(site / "output")
    with clean_build(site, as_of=AS_OF) as (_, folder):
        assert tree(folder) == after
    assert not [path for path, data in after.items() if b"WORD:" in data]
    assert any(b"<strong>NOTE:</strong> It is closed." in data for data in after.values())


def test_a_markdown_extension_that_fails_is_reported_with_its_line(site: Path) -> None:
    config = (site / "newsgen.toml").read_text()
    write(site / "newsgen.toml", config.replace("[plugins]", '[plugins]\nmarkdown = ["callouts"]'))
    write(site / "plugins/callouts.py", "def callouts(markdown):\n    markdown.nothing.at_all()\n")
    ran = newsgen_in_fork("check", "--site", site, "--format", "json")
    (diagnostic,) = ran.data["diagnostics"]
    assert (diagnostic["code"], diagnostic["path"]) == ("NG723", "plugins/callouts.py")
    assert diagnostic["line"] == 2
    assert "the Markdown extension callouts fails" in diagnostic["message"]
