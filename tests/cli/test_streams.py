"""Standard streams that are closed or of another encoding, and signals that end newsgen."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.support.command import AS_OF, command
from tests.support.site import CONFIG, Release

TITLE = "Café thief “Zoë” is 🚲 gone"
SITE = {
    "newsgen.toml": CONFIG,
    "content/a.md": Release(TITLE, date="2026-03-05"),
    "content/b.md": Release("Wrong kind", date="2026-03-06", more={"kind": "apéal"}),
}
FORMATS = ("text", "json", "sarif", "junit", "github", "azure")


@pytest.mark.parametrize(
    "arguments",
    [*(("check", "--format", name) for name in FORMATS), ("list",), ("review",)],
    ids=" ".join,
)
def test_a_closed_stream_is_as_one_that_nobody_reads(
    arguments: tuple[str, ...], site: Path
) -> None:
    """A service may start newsgen without streams; a file must not get the number of one."""
    expected = subprocess.run(command(*arguments), cwd=site, capture_output=True, check=False)
    for closed in (">&-", ">&- 2>&-", "<&- >&- 2>&-"):
        shell = ["sh", "-c", f'"$@" {closed}', "sh", *command(*arguments)]
        ended = subprocess.run(shell, cwd=site, capture_output=True, text=True, check=False)
        assert ended.returncode == expected.returncode
        assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("encoding", ["ascii", "ascii:strict", "latin-1"])
def test_what_an_encoding_does_not_have_is_escaped(encoding: str, site: Path) -> None:
    def printed(*arguments: str) -> str:
        environment = os.environ | {"PYTHONIOENCODING": encoding}
        run = subprocess.run(
            command(*arguments), cwd=site, capture_output=True, check=False, env=environment
        )
        assert run.returncode == 1
        assert b"bug in newsgen" not in run.stderr
        return run.stdout.decode(encoding.partition(":")[0])

    assert "\\u201cZo" in printed("list")
    findings = json.loads(printed("check", "--format", "json"))["diagnostics"]
    assert any("“apéal”" in finding["message"] for finding in findings)
    assert ET.fromstring(printed("check", "--format", "junit")).tag == "testsuites"


def test_a_handler_of_what_an_encoding_does_not_have_stays(site: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii:replace"}
    run = subprocess.run(
        command("list"), cwd=site, capture_output=True, check=False, env=environment
    )
    assert b"Caf? thief" in run.stdout


SLOW = """
def slow(text):
    import time
    open("ready", "w").close()
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_what_stops_a_build_leaves_no_text_of_it_behind(
    number: signal.Signals, jobs: str, site: Path, tmp_path: Path
) -> None:
    """A timeout, a service that ends and a closed terminal are no reason to keep drafts."""
    (site / "content/b.md").unlink()
    (site / "plugins").mkdir()
    (site / "plugins/slow.py").write_text(SLOW)
    templates = site / "themes/own/templates"
    templates.mkdir(parents=True)
    (templates.parent / "theme.toml").write_text('[theme]\ntitle = "O"\nextends = "plain"\n')
    (templates / "release.html").write_text('{{ "a" | slow }}\n')
    settings = CONFIG.replace('"plain"', '"own"')
    (site / "newsgen.toml").write_text(settings + '[plugins]\nfilters = ["slow"]\n')
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    build = command("build", "--no-cache", "--as-of", AS_OF, "--jobs", jobs)
    with subprocess.Popen(
        build,
        cwd=site,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"TMPDIR": str(temporary)},
    ) as process:
        while not (site / "ready").exists() and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(number)
        _, said = process.communicate(timeout=30)
    assert "Stopped.\nplugins/slow.py" in said
    assert "Traceback" not in said
    assert process.returncode == 128 + number
    assert [*temporary.iterdir()] == []


@pytest.mark.parametrize("when", ["as newsgen is loaded", "as it ends"])
def test_a_ctrl_c_where_no_command_runs_stops_in_plain_words(when: str) -> None:
    script = (
        "import sys, types\n"
        "def stop(*_): raise KeyboardInterrupt\n"
        "class Lazy(types.ModuleType):\n"
        "    __getattr__ = stop\n"
        "from newsgen.__main__ import main\n"
        f"loads = {when == 'as newsgen is loaded'}\n"
        "module = Lazy('cli') if loads else types.SimpleNamespace(main=stop)\n"
        "sys.modules['newsgen.cli'] = module\n"
        "main()\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (130, b"Stopped.\n")
