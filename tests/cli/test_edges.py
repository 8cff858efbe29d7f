"""Where the command line meets the machine: locks, bad folders, colours, bugs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsgen.files import lock
from tests.support.command import Console
from tests.support.site import write

RELEASE = """\
```yaml
title: One
area: Cumbria
url: https://www.example.police.uk/news/a.aspx
```

Text.
"""


SITE = {"content/a.md": RELEASE}


@pytest.fixture(autouse=True)
def _in_the_site(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)


def test_a_bug_exits_3_with_where_it_is_and_a_plea(
    site: Path, monkeypatch: pytest.MonkeyPatch, run: Console
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a broken promise")

    monkeypatch.setattr("newsgen.pipeline.central.ingest", broken)
    printed = run("build")
    assert printed.code == 3
    assert printed.out == ""
    assert "RuntimeError: a broken promise" in printed.err
    assert "This is a bug in newsgen." in printed.err
    assert not (site / "output").exists()


def test_an_interrupt_stops_in_plain_words(
    site: Path, monkeypatch: pytest.MonkeyPatch, run: Console
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("newsgen.pipeline.central.ingest", interrupted)
    code, _, err = run("build")
    assert code == 130
    assert err.endswith("Stopped.\n")
    assert not (site / "output").exists()


def test_an_interrupted_plugin_is_named_with_its_page(site: Path, run: Console) -> None:
    templates = site / "themes/own/templates"
    write(templates.parent / "theme.toml", '[theme]\ntitle = "O"\nextends = "plain"\n')
    write(templates / "release.html", "\n{{ 9 | miles }}\n")
    write(site / "plugins/miles.py", "def miles(km):\n    raise KeyboardInterrupt\n")
    settings = '[site]\ntheme = "own"\n[plugins]\nfilters = ["miles"]\n'
    write(site / "newsgen.toml", settings)
    code, _, err = run("build", "--jobs", "1")
    assert code == 130
    said = err.partition("Stopped.\n")[2].splitlines()
    assert said[0] == "plugins/miles.py:2: the filter miles was running."
    assert said[1].startswith("release.html was being filled in for content/")


def test_a_second_build_of_one_site_says_that_another_is_at_work(site: Path, run: Console) -> None:
    (site / ".newsgen").mkdir()
    with lock(site / ".newsgen" / "lock"):
        printed = run("build")
        assert printed.code == 2
    assert "error[NG902] another newsgen is using this site" in printed.err
    assert not (site / "output").exists()
    assert run("build").code == 0


@pytest.mark.parametrize("option", ["--output", "--site", "--cache", "--report-file"])
def test_an_empty_path_is_not_the_current_folder(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Console, option: str
) -> None:
    """A script passes one where a variable is not set, and others lie in that folder."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    code, _, err = run("build", "--site", str(site), "--adopt-output", option, "")
    assert (code, f"Invalid value for '{option}': The path is empty" in err) == (2, True)
    assert not list(Path().iterdir())
    assert not (site / "output").exists()


def test_an_output_that_is_a_file_exits_2_and_stays(site: Path, run: Console) -> None:
    (site / "output").write_text("mine")
    code, _, err = run("build")
    assert code == 2
    assert "error[NG901]" in err
    assert (site / "output").read_text() == "mine"


def test_what_the_system_refuses_is_not_a_bug(
    site: Path, monkeypatch: pytest.MonkeyPatch, run: Console
) -> None:
    """Permissions do not bind the user who runs the tests in a container, so the call fails."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "themes/own/theme.toml")

    monkeypatch.setattr("newsgen.pipeline.session._with_lists_of_theme", refuse)
    code, _, err = run("build")
    assert code == 2
    assert err.startswith("Error: themes/own/theme.toml cannot be used: permission denied.\n")
    assert not (site / "output").exists()


def test_a_full_disk_exits_2_and_leaves_the_old_pages_whole(
    site: Path, monkeypatch: pytest.MonkeyPatch, run: Console
) -> None:
    assert run("build").code == 0
    before = (site / "output/news/a.aspx").read_bytes()
    (site / "content/a.md").write_text(RELEASE.replace("Text.", "Changed."))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("newsgen.files._folder.Scratch.write", full)
        code, _, err = run("build", "--jobs", "1")
        assert code == 2
    assert "the disk is full" in err
    assert (site / "output/news/a.aspx").read_bytes() == before
    assert run("build").code == 0
    assert b"Changed." in (site / "output/news/a.aspx").read_bytes()


@pytest.mark.parametrize("output", ["content", "content/output", "."])
def test_output_and_content_may_not_lie_in_each_other(
    output: str, site: Path, run: Console
) -> None:
    assert run("build", "--output", output).code == 2
    assert (site / "content/a.md").read_text() == RELEASE
    assert sorted(p.name for p in (site / "content").iterdir()) == ["a.md"]


def test_a_link_in_the_output_is_never_followed(site: Path, tmp_path: Path, run: Console) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (site / "output").mkdir()
    (site / "output/news").symlink_to(outside)
    code, _, err = run("build")
    assert code == 2
    assert "a symbolic link in the output folder leads elsewhere" in err
    assert list(outside.iterdir()) == []


def test_a_cache_that_cannot_be_written_exits_2(site: Path, run: Console) -> None:
    (site / ".newsgen").write_text("mine")
    code, _, err = run("build")
    assert code == 2
    assert "error[NG903]" in err


def test_a_worker_that_dies_exits_2(
    site: Path, monkeypatch: pytest.MonkeyPatch, run: Console
) -> None:
    from newsgen.diagnostics import worker_died

    def dies(*_: object, **__: object) -> None:
        raise worker_died()

    monkeypatch.setattr("newsgen.pipeline._reading.workers", dies)
    code, _, err = run("build")
    assert code == 2
    assert "error[NG904]" in err
    assert not (site / "output").exists()


def test_an_extension_that_is_not_there_exits_2(site: Path, run: Console) -> None:
    (site / "newsgen.toml").write_text('[markdown]\nextensions = ["no_such_extension"]\n')
    code, _, err = run("build")
    assert code == 2
    assert "error[NG703] a Markdown extension cannot be loaded" in err


@pytest.mark.parametrize(
    ("settings", "place", "said", "hint"),
    [
        ('["tables", "footnote"]', "2:1", "No module named 'footnote'", "Did you mean footnotes?"),
        (
            '["tables", "toc"]\nextension_configs.toc.markr = "x"',
            "3:1",
            "toc has no setting markr",
            "Did you mean marker?",
        ),
        (
            '["tables", "toc"]\n[markdown.extension_configs.toc]\nnonsense = "x"',
            "4:1",
            "toc has no setting nonsense",
            "It has: anchorlink, anchorlink_class, baselevel, ",
        ),
        (
            '["tables", "toc"]\nextension_configs.tables = { use = 1, align = 2 }',
            "3:1",
            "tables has no setting use",
            "It has: use_align_attribute.",
        ),
    ],
)
def test_an_extension_with_a_wrong_setting_is_named_on_its_line(
    site: Path, run: Console, settings: str, place: str, said: str, hint: str
) -> None:
    (site / "newsgen.toml").write_text(f"[markdown]\nextensions = {settings}\n")
    code, _, err = run("build")
    assert code == 2
    assert (
        f"newsgen.toml:{place}: error[NG703] a Markdown extension cannot be loaded: {said}" in err
    )
    assert f"hint: {hint}" in err


def test_a_template_that_fails_exits_1_and_writes_nothing(site: Path, run: Console) -> None:
    templates = site / "themes/own/templates"
    templates.mkdir(parents=True)
    (templates.parent / "theme.toml").write_text('[theme]\ntitle = "O"\nextends = "plain"\n')
    (templates / "release.html").write_text("\n{{ page.gone }}\n")
    (site / "newsgen.toml").write_text('[site]\ntheme = "own"\n')
    code, _, err = run("build")
    assert "themes/own/templates/release.html:2:9: error[NG804]" in err
    assert code == 1
    assert not list((site / "output").rglob("*.aspx"))


def test_output_in_a_pipe_has_no_colours_and_no_bar(site: Path) -> None:
    (site / "content/a.md").write_text("No fence.\n")
    done = subprocess.run(
        [sys.executable, "-m", "newsgen", "check"], capture_output=True, check=False, cwd=site
    )
    assert done.returncode == 1
    assert b"\x1b" not in done.stdout + done.stderr


def on_a_terminal(site: Path, **environment: str) -> bytes:
    """Run check with standard error on a terminal."""
    import os
    import pty

    ours, theirs = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "newsgen", "check"],
        cwd=site,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env={k: v for k, v in os.environ.items() if k != "NO_COLOR"} | environment,
    )
    os.close(theirs)
    printed = b""
    try:
        while part := os.read(ours, 65536):
            printed += part
    except OSError:  # Linux: the other end is closed
        pass
    os.close(ours)
    assert done.wait() == 1
    return printed


def test_no_color_is_honoured_on_a_terminal(site: Path) -> None:
    (site / "content/a.md").write_text("No fence.\n")
    red = b"\x1b[31m"
    assert red in on_a_terminal(site, TERM="xterm")
    assert red not in on_a_terminal(site, TERM="xterm", NO_COLOR="1")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--cache", "output/c"), "the cache folder output/c"),
        (("--cache", "output"), "the cache folder output"),
        (("--cache", "content/c"), "the cache folder content/c"),
        (("--output", ".newsgen"), "the cache folder .newsgen"),
        (("--output", "content/o"), "the output folder content/o"),
    ],
)
def test_cache_output_and_content_keep_apart(
    arguments: tuple[str, ...], said: str, site: Path, run: Console
) -> None:
    """The cache holds releases that are not published, so it must not be where pages are."""
    code, _, err = run("build", *arguments)
    assert code == 2
    assert said in err
    assert not list(site.rglob("*.sqlite"))


def test_two_builds_into_one_folder_exclude_each_other_without_a_cache(
    site: Path, run: Console
) -> None:
    output = site / "output"
    output.mkdir()
    with lock(output):
        code, _, err = run("build", "--no-cache")
        assert code == 2
    assert "error[NG902]" in err
    assert not list(output.iterdir())


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("templates/home.html", b"\xff\xfe{{ x"),
        ("assets/x.css.j2", b"\xff{{ options.accent }}"),
        ("assets/x.css.j2", b"{{ 1 / 0 }}"),
    ],
)
def test_broken_bytes_in_a_theme_are_the_themes_fault(
    file: str, data: bytes, site: Path, run: Console
) -> None:
    theme = site / "themes" / "mine"
    (theme / file).parent.mkdir(parents=True)
    (theme / "theme.toml").write_text('[theme]\ntitle = "Mine"\nextends = "plain"\n')
    (theme / file).write_bytes(data)
    (site / "newsgen.toml").write_text('[site]\ntheme = "mine"\n')
    code, _, err = run("build")
    assert code == 2
    assert file in err


def test_a_setting_that_names_nothing_is_said_on_its_line(site: Path, run: Console) -> None:
    (site / "newsgen.toml").write_text('[site]\ntheme = "nope"\n')
    code, _, err = run("build")
    assert code == 2
    assert "newsgen.toml:2:1: error[NG801]" in err
    (site / "newsgen.toml").write_text('[markdown]\nextensions = ["nope"]\n')
    code, _, err = run("build")
    assert code == 2
    assert "newsgen.toml:2:1: error[NG703]" in err


def test_a_file_that_the_settings_name_is_published_or_said_on_its_line(
    site: Path, run: Console
) -> None:
    (site / "newsgen.toml").write_text('[site]\nfiles = ["/.well-known/security.txt"]\n')
    for command in ("build", "check"):
        code, _, err = run(command)
        assert code == 1
        assert "newsgen.toml:2:1: error[NG703] the setting files names /.well-known/sec" in err
    (site / "content/.well-known").mkdir()
    file = site / "content/.well-known/security.txt"
    for text in ("Contact: tel:+441632960001\n", "Contact: tel:+441632960002\n"):
        file.write_text(text)
        assert run("build")[0] == 0
        assert (site / "output/.well-known/security.txt").read_text() == text
    file.write_text("\0")
    for command in ("build", "check"):
        code, _, err = run(command)
        assert code == 0
        assert "newsgen.toml:2:1: warning[NG551] the file .well-known/security.txt is not" in err
    assert not (site / "output/.well-known").exists()


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ('crest = "/missing.png"', "error[NG703] the option crest names /missing.png"),
        ('icon = "/images/van.SVG"', "error[NG703] the option icon names /images/van.SVG"),
        ('report = "/report/"', "warning[NG501] the option report names /report/"),
    ],
)
def test_an_option_that_names_a_missing_file_is_said_on_its_line(
    site: Path, run: Console, option: str, said: str
) -> None:
    (site / "newsgen.toml").write_text(f"[theme.options]\n{option}\n")
    for command in ("build", "check"):
        code, _, err = run(command)
        assert code == ("error" in said)
        assert f"newsgen.toml:2:1: {said}" in err


def test_an_option_of_a_theme_that_names_a_missing_picture_is_said_there(
    site: Path, run: Console
) -> None:
    theme = '[theme]\ntitle = "A"\nextends = "plain"\n\n[options.crest]\ntype = "url"\n'
    (site / "themes/own").mkdir(parents=True)
    (site / "themes/own/theme.toml").write_text(f'{theme}default = "/crest.svg"\n')
    (site / "newsgen.toml").write_text('[site]\ntheme = "own"\n')
    code, _, err = run("build")
    assert code == 1
    assert "themes/own/theme.toml:7:1: error[NG703]" in err


def test_new_writes_nothing_through_a_link_out_of_the_content(
    site: Path, tmp_path: Path, run: Console
) -> None:
    (tmp_path / "outside").mkdir()
    (site / "content" / "zed").symlink_to(tmp_path / "outside")
    assert run("new", "Hello", "--area", "Zed").code == 2
    assert not list((tmp_path / "outside").iterdir())


def test_why_takes_an_address_as_the_site_shows_it(run: Console) -> None:
    assert run("build", "--quiet").code == 0
    for path in ("https://www.example.police.uk/news/a.aspx", "output/news/a.aspx", "/"):
        code, out, _ = run("plan", "--why", path)
        assert code == 0
        assert "keep (nothing changed)" in out


def test_a_reader_that_stops_reading_is_not_a_finding(site: Path) -> None:
    """Exit code 1 means findings: a pipe that closes early ends newsgen as it ends `cat`."""
    command = f"{sys.executable} -m newsgen plan | true; echo ${{PIPESTATUS[0]}}"
    shell = ["bash", "-c", command]
    printed = subprocess.run(shell, capture_output=True, text=True, cwd=site, check=True)
    assert printed.stdout.splitlines()[-1] == "141"
    assert printed.stderr == ""


def test_a_sites_files_are_not_modules_of_newsgen(site: Path) -> None:
    for name in ("jinja2", "click", "frontmatter", "yaml", "json"):
        (site / f"{name}.py").write_text("raise SystemExit('a file of the site was run')\n")
    command = [sys.executable, "-m", "newsgen", "build", "--quiet"]
    printed = subprocess.run(command, capture_output=True, text=True, cwd=site, check=False)
    assert (printed.returncode, printed.stderr) == (0, "")


def test_a_locale_that_would_name_files_otherwise_is_refused(site: Path) -> None:
    command = [sys.executable, "-m", "newsgen", "build", "--quiet"]
    plain = {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PATH": os.environ["PATH"],
    }
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env=plain)
    assert ended.returncode == 2
    assert "File names would be written in ascii here" in ended.stderr
    assert "PYTHONUTF8=1" in ended.stderr
    assert not (site / "output").exists()
    subprocess.run(command, check=True, env={**plain, "PYTHONUTF8": "1"})
    assert (site / "output").exists()
