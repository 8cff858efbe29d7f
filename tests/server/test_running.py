"""How the preview starts, what it watches, and how it ends."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from newsgen.files import lock
from tests.support.command import newsgen
from tests.support.pictures import saying
from tests.support.serving import SOON, Served, soon
from tests.support.site import write

pytestmark = pytest.mark.rotates(7)

RELEASE = "/newsroom/2024/March/Romance-fraud-six-signs-to-look-for.aspx"
SOURCE = "content/northshire/2024/03-romance-fraud.md"

Start = Callable[..., Served]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_cleanly(serve: Start, site: Path, how: signal.Signals) -> None:
    before = {path for path in site.rglob("*") if ".newsgen" not in path.parts}
    served = serve(site)
    assert served.get(RELEASE).status == 200
    with socket.create_connection(("127.0.0.1", served.port)) as page:  # one that stays open
        page.sendall(b"GET /.newsgen/events?page=/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"event: state" in page.recv(65536) + page.recv(65536)
        assert served.stop(how) == 0
    assert "Stopped." in served.printed
    assert "Traceback" not in served.printed
    assert {path for path in site.rglob("*") if ".newsgen" not in path.parts} == before
    assert not (site / ".newsgen" / "scratch").exists()


@pytest.mark.parametrize("ignored", [signal.SIGINT, signal.SIGHUP])
def test_a_signal_that_is_ignored_from_the_start_does_not_end_it(
    serve: Start, site: Path, ignored: signal.Signals
) -> None:
    """A shell starts what runs in the background so, and nohup too."""
    usual = signal.signal(ignored, signal.SIG_IGN)  # a child inherits this
    try:
        served = serve(site)
    finally:
        signal.signal(ignored, usual)
    served.process.send_signal(ignored)
    time.sleep(1)
    assert served.get(RELEASE).status == 200
    assert served.stop(signal.SIGTERM) == 0


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_without_a_cache_nothing_is_left(
    serve: Start, site: Path, tmp_path: Path, how: signal.Signals
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    served = serve(site, "--no-cache", TMPDIR=str(temporary))
    assert served.get(RELEASE).status == 200
    assert served.stop(how) == 0
    assert list(temporary.iterdir()) == []
    assert not (site / ".newsgen").exists()


def test_the_index_for_the_search_goes_with_the_server(serve: Start, site: Path) -> None:
    served = serve(site)
    assert served.get("/pagefind/pagefind.js").status == 200
    index = site / ".newsgen" / f"index-{served.process.pid}"
    assert index.is_dir()
    assert served.stop() == 0
    assert not index.exists()


def test_a_second_ctrl_c_ends_it_though_a_template_goes_on_for_ever(
    serve: Start, site: Path
) -> None:
    template = site / "themes" / "northshire" / "templates" / "release.html"
    template.parent.mkdir(exist_ok=True)
    template.write_text("{% for n in range(10000000000) if n < 0 %}{% endfor %}")
    served = serve(site)
    with socket.create_connection(("127.0.0.1", served.port)) as page:
        page.sendall(f"GET {RELEASE} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(1)
        named = "themes/northshire/templates/release.html:1: the template is running."
        soon(lambda: named in served.printed)
        served.process.send_signal(signal.SIGINT)
        assert page.recv(64).startswith(b"HTTP/1.1 503 ")
        soon(lambda: "Ctrl-C stops it at once." in served.printed)
        assert served.process.poll() is None
        assert served.stop() == 130
    assert "Traceback" not in served.printed


WAITING = """\
import pathlib, time
def style(release):
    if "Kanarix" in release.body:
        pathlib.Path({at_work!r}).touch() or time.sleep(600)
"""
NAMED = f"plugins/style.py:4: the rule style {{}} running on {SOURCE}."


def add_waiting_rule(site: Path) -> Path:
    """Return the file that is there when the rule is running."""
    at_work = site.parent / "at-work"
    write(site / "plugins/style.py", WAITING.format(at_work=str(at_work)))
    with (site / "newsgen.toml").open("a") as file:
        file.write('\n[plugins]\nrules = ["style"]\n')
    return at_work


def add_wait(site: Path) -> None:
    with (site / SOURCE).open("a") as file:
        file.write("\nKanarix.\n")


def test_a_second_ctrl_c_names_a_plugin_that_goes_on_for_ever(serve: Start, site: Path) -> None:
    at_work = add_waiting_rule(site)
    served = serve(site)
    add_wait(site)
    soon(at_work.exists)
    served.process.send_signal(signal.SIGINT)
    time.sleep(3)
    assert served.process.poll() is None
    assert served.stop() == 130
    assert NAMED.format("is") in served.printed


LOOPING = """\
import time
from markdown.preprocessors import Preprocessor
class Wait(Preprocessor):
    def run(self, lines):
        if "Kanarix." in lines:
            time.sleep(600)
        return lines
def wait(markdown):
    markdown.preprocessors.register(Wait(markdown), "wait", 30)
"""


def test_it_says_after_some_seconds_which_plugin_it_waits_for(serve: Start, site: Path) -> None:
    write(site / "plugins/wait.py", LOOPING)
    with (site / "newsgen.toml").open("a") as file:
        file.write('\n[plugins]\nmarkdown = ["wait"]\n')
    served = serve(site)
    with socket.create_connection(("127.0.0.1", served.port), SOON) as page:
        page.sendall(b"GET /.newsgen/events?page=/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        events = page.makefile("rb")
        assert b"event: state\n" in iter(events.readline, b"")
        add_wait(site)
        named = "plugins/wait.py:6: the Markdown extension wait is running."
        soon(lambda: named in served.printed)
        assert "press Ctrl-C twice" in served.printed
        assert b"event: waiting\n" in iter(events.readline, b"")
        assert named in events.readline().decode()
        time.sleep(2.5)
        assert served.printed.count(named) == 1
        served.process.send_signal(signal.SIGINT)
        soon(lambda: served.printed.count(named) == 2)
    assert served.stop() == 130


def test_a_ctrl_c_before_it_is_up_names_the_plugin_that_was_at_work(site: Path) -> None:
    at_work = add_waiting_rule(site)
    add_wait(site)
    command = [sys.executable, "-m", "newsgen", "serve", "--site", str(site), "--jobs", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            soon(at_work.exists)
            process.send_signal(signal.SIGINT)
            out, _ = process.communicate(timeout=SOON)
        finally:
            process.kill()
    assert out.splitlines()[-2:] == ["Stopped.", NAMED.format("was")]
    assert process.returncode == 0


def test_a_browser_that_does_not_return_holds_nothing_up(
    serve: Start, site: Path, tmp_path: Path
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\necho $$ >{tmp_path}/pid\nexec sleep 600\n")
    browser.chmod(0o755)
    served = serve(site, "--open", BROWSER=f"{browser} %s")
    assert served.get(RELEASE).status == 200
    pid = int(soon(lambda: Path(tmp_path, "pid").exists() and Path(tmp_path, "pid").read_text()))
    try:
        assert served.stop() == 0
        os.kill(pid, 0)  # it is still there
    finally:
        os.kill(pid, signal.SIGKILL)


def test_it_says_so_if_there_is_no_browser(serve: Start, site: Path) -> None:
    served = serve(site, "--open", BROWSER="/nothing/at-all %s", PATH="/nothing")
    soon(lambda: "Could not open a browser" in served.printed)


def test_nothing_is_said_of_what_a_client_does_wrong(serve: Start, site: Path) -> None:
    served = serve(site)
    printed = served.printed
    with socket.create_connection(("127.0.0.1", served.port)) as client:
        client.sendall(b"nonsense\r\n\r\n")
        assert client.recv(64).startswith(b"HTTP/1.1 400 ")
    assert served.stop() == 0
    said = served.printed.removeprefix(printed)
    assert "Invalid HTTP request" not in said


def test_localhost_is_an_address(serve: Start, site: Path) -> None:
    assert serve(site, "--bind", "localhost").get(RELEASE).status == 200


def test_a_second_server_takes_the_next_port(serve: Start, site: Path) -> None:
    first, second = serve(site), serve(site)
    assert first.port != second.port
    file = site / SOURCE
    file.write_text(file.read_text() + "\nBoth see this.\n")
    soon(lambda: "Both see this." in first.get(RELEASE).text)
    soon(lambda: "Both see this." in second.get(RELEASE).text)


def test_a_port_that_is_taken_is_named(serve: Start, site: Path) -> None:
    served = serve(site)
    run = newsgen("serve", "--site", site, "--port", str(served.port))
    assert run.returncode == 2
    assert "error[NG906]" in run.stderr
    assert f"port {served.port} of 127.0.0.1 cannot be used: address already in use" in run.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--bind", "everywhere"], "everywhere is not an IP address"),
        (["--bind", "203.0.113.9"], "cannot be used"),
        (["--editor", "edlin"], "edlin is not known. There are: vscode"),
        (["--as-of", "yesterday"], "--as-of"),
        (["--cache", "x", "--no-cache"], "cannot be combined"),
        (["--only", "nonsense.example"], 'Only a site with layout = "per-host" under [site]'),
        (["--site", "/nothing"], "error[NG704] there is no folder /nothing"),
        (["--cache", "/dev/null/x"], "the cache folder /dev/null/x cannot be written"),
    ],
)
def test_a_wrong_option_is_explained(site: Path, options: list[str], words: str) -> None:
    run = newsgen("serve", "--site", site, *options)
    assert run.returncode == 2
    assert words in run.stderr


def test_another_address_needs_a_flag_and_warns(serve: Start, site: Path) -> None:
    served = serve(site, "--bind", "0.0.0.0", "--allow-host", "preview.example")
    said = "whoever can reach this computer or preview.example can read what is not published"
    assert said in served.printed
    assert served.get("/", host="preview.example").status == 200
    assert served.get("/", host="192.0.2.7:8000").status == 200
    assert served.get("/", host="evil.example").status == 421


@pytest.mark.parametrize(
    ("options", "warns"), [([], False), (["--allow-host", "preview.example"], True)]
)
def test_name_of_a_proxy_warns_too(
    serve: Start, site: Path, options: list[str], *, warns: bool
) -> None:
    said = "whoever can reach this computer or preview.example can read what is not published"
    printed = serve(site, *options).printed
    assert (said in printed, "Warning" in printed) == (warns, warns)


def test_a_build_beside_it_is_waited_for(serve: Start, site: Path) -> None:
    served = serve(site)
    assert served.get(RELEASE).status == 200
    file = site / SOURCE
    with lock(site / ".newsgen" / "lock"):  # as another newsgen would
        file.write_text(file.read_text() + "\nSaved during the build.\n")
        assert "Saved during" not in served.get(RELEASE).text
    soon(lambda: "Saved during the build." in served.get(RELEASE).text)


def test_a_build_and_the_preview_share_a_cache(serve: Start, site: Path) -> None:
    served = serve(site)
    file = site / SOURCE
    file.write_text(file.read_text().replace("build trust", "win trust"))
    run = newsgen("build", "--site", site)
    assert run.returncode == 0, run.stderr
    soon(lambda: "win trust" in served.get(RELEASE).text)
    assert "win trust" in (site / "output" / RELEASE[1:]).read_text()
    file.write_text(file.read_text().replace("win trust", "gain trust"))
    soon(lambda: "gain trust" in served.get(RELEASE).text)


def test_a_build_refuses_what_the_preview_shows_as_it_was(serve: Start, site: Path) -> None:
    served = serve(site)
    file = site / SOURCE
    good = file.read_text()
    file.write_text(good.replace("area: Northshire", "aera: Northshire"))
    soon(lambda: "error[" in served.printed)
    assert "six signs" in served.get(RELEASE).text
    assert newsgen("build", "--site", site).returncode == 1
    file.unlink()
    soon(lambda: served.get(RELEASE).status == 404)
    assert newsgen("build", "--site", site).returncode == 0
    assert not (site / "output" / RELEASE[1:]).exists()


def test_a_lost_cache_is_made_again(serve: Start, site: Path) -> None:
    served = serve(site)
    assert served.get(RELEASE).status == 200
    shutil.rmtree(site / ".newsgen")
    file = site / SOURCE
    file.write_text(file.read_text() + "\nAfter the loss.\n")
    soon(lambda: "After the loss." in served.get(RELEASE).text)
    assert served.get("/newsroom/2024/March/").status == 200


# Watching


def test_a_folder_that_is_moved_or_deleted_is_seen(serve: Start, site: Path) -> None:
    served = serve(site)
    folder, elsewhere = site / "content" / "northshire", site / "elsewhere"
    assert served.get(RELEASE).status == 200
    folder.rename(elsewhere)
    soon(lambda: served.get(RELEASE).status == 404)
    elsewhere.rename(folder)
    soon(lambda: served.get(RELEASE).status == 200)
    folder.rename(site / "content" / "county")
    file = site / "content" / "county" / "2024" / "03-romance-fraud.md"
    file.write_text(file.read_text() + "\nIn another folder.\n")
    soon(lambda: "In another folder." in served.get(RELEASE).text)
    shutil.rmtree(site / "content" / "county")
    soon(lambda: served.get(RELEASE).status == 404)


def test_the_content_may_go_and_come_back(serve: Start, site: Path) -> None:
    served = serve(site)
    (site / "content").rename(site / "aside")
    soon(lambda: "there is no folder content" in served.printed)
    assert served.get(RELEASE).status == 200  # the last good one
    (site / "aside").rename(site / "content")
    file = site / SOURCE
    file.write_text(file.read_text() + "\nBack again.\n")
    soon(lambda: "Back again." in served.get(RELEASE).text)
    file.write_text(file.read_text() + "\nAnd once more.\n")
    soon(lambda: "And once more." in served.get(RELEASE).text)


def git(site: Path, *arguments: str) -> None:
    person = ["-c", "user.name=A", "-c", "user.email=a@b.example"]
    subprocess.run(["git", *person, "-C", site, *arguments], check=True, capture_output=True)


def test_a_git_checkout_is_seen_whole(serve: Start, site: Path) -> None:
    (site / ".gitignore").write_text(".newsgen\n")
    git(site, "init", "--initial-branch=first")
    git(site, "add", ".")
    git(site, "commit", "-m", "First")
    git(site, "checkout", "-b", "second")
    files = sorted((site / "content").rglob("*.md"))
    for file in files:
        file.write_text(file.read_text() + "\nThe words of the second branch.\n")
    git(site, "commit", "-am", "Second")
    served = serve(site)
    places = [RELEASE, "/newsroom/2026/October/Pair-sentenced-for-Ellerdale-quad-bike-thefts.aspx"]

    def has_words() -> list[bool]:
        return ["second branch" in served.get(place).text for place in places]

    assert all(has_words())
    git(site, "checkout", "first")
    soon(lambda: not any(has_words()))
    git(site, "checkout", "second")
    soon(lambda: all(has_words()))


NORTHSHIRE = "#0b4a4f"
"""The colour of the theme northshire, which is not plain's."""


def test_settings_and_themes_are_watched(serve: Start, site: Path) -> None:
    served = serve(site)
    settings = site / "newsgen.toml"
    good = settings.read_text()
    settings.write_text(re.sub(r'title = "[^"]*"', 'title = "Renamed news"', good, count=1))
    soon(lambda: "Renamed news" in served.get("/").text)
    settings.write_text(good + "\n[nonsense]\n")
    soon(lambda: "there is no setting nonsense" in served.printed)
    assert "Renamed news" in served.get("/").text
    settings.write_text(re.sub(r'theme = "[^"]*"', 'theme = "plain"', good, count=1))
    soon(lambda: NORTHSHIRE not in served.get("/").text)
    style = site / "themes" / "northshire" / "assets"
    settings.write_text(good)
    soon(lambda: NORTHSHIRE in served.get("/").text)
    assert style.is_dir()
    (style / "more.css").write_text("p { color: red }")
    soon(lambda: served.get("/").status == 200 and "theme" in served.printed)


def test_a_picture_that_is_saved_is_shown(serve: Start, site: Path) -> None:
    served = serve(site)
    picture = next((site / "content").rglob("*.png"))
    target = "/" + picture.relative_to(site / "content").as_posix()
    assert served.get(target).headers["content-type"] == "image/png"
    another = saying("another picture")
    picture.write_bytes(another)
    soon(lambda: served.get(target).body == another)


# Time


def test_a_release_appears_at_its_minute(serve: Start, site: Path) -> None:
    when = datetime.now(ZoneInfo("Europe/London")) + timedelta(seconds=6)
    (site / "content" / "soon.md").write_text(
        "---\n"
        "area: Northshire\ntitle: A fox is found\n"
        f"date: {when:%Y-%m-%dT%H:%M}\nembargo: {when.isoformat(timespec='seconds')}\n"
        "url: https://news.northshire.police.example/newsroom/Fox.aspx\n"
        "summary: A fox is found.\n---\n\nA fox is found.\n"
    )
    served = serve(site)
    assert served.get("/newsroom/Fox.aspx").status == 404
    assert "A fox is found" not in served.get("/").text
    soon(lambda: served.get("/newsroom/Fox.aspx").status == 200, 20)
    assert "A fox is found" in served.get("/").text


def test_a_banner_says_that_the_public_does_not_see_this(serve: Start, site: Path) -> None:
    file = site / SOURCE
    file.write_text(file.read_text().replace("area:", "status: draft\narea:", 1))
    assert serve(site).get(RELEASE).status == 404
    served = serve(site, "--drafts", "--as-of", "2027-01-01T10:00")
    page = served.get(RELEASE)
    assert page.status == 200
    words = "Preview: the site as of 2027-01-01T10:00, and drafts are shown."
    assert words in page.text
    assert words in served.get("/nothing").text
