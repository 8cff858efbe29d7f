"""The server that the guide puts before a staging website, at a real nginx."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.hosting.test_command import RELEASE, SETTINGS
from tests.support.command import newsgen
from tests.support.paths import REPOSITORY
from tests.support.servers import Client, free_port, readable_folder, started

GUIDE: Final = REPOSITORY / "docs/how-to/stage-a-site.md"
HOST: Final = "staging.northshire.example"
PAGE: Final = "/News/2026/March/Fair.aspx"
OLD: Final = "https://www.northshire.police.example/old/fair.asp"
STATUS: Final = {
    "/": 200,
    PAGE: 200,
    PAGE.lower(): 301,
    "/old/fair.asp": 301,
    "/old/fair.asp?id=1": 301,
    "/old/gone.asp": 410,
    "/no-such-page": 404,
    "/.git/config": 404,
}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    """Start what the guide says, in another folder and without TLS."""
    with readable_folder() as folder:
        port = free_port()
        write_guide(folder, port)
        with started("nginx", tmp_path, folder / "guide", port) as client:
            yield client


def write_guide(folder: Path, port: int) -> None:
    site, conf, inner = folder / "site", folder / "conf", free_port()
    (site / "content").mkdir(parents=True)
    (site / "newsgen.toml").write_text(SETTINGS)
    text = RELEASE.format(title="Fair", day=2, more=f"redirect_from: {OLD}\n")
    (site / "content/fair.md").write_text(text)
    (site / "urls.txt").write_text(f"{OLD.replace('fair', 'gone')} gone\n")
    assert newsgen("build", "--drafts", "--site", site, "--output", folder / "www").returncode == 0
    options = ("--site", site, "--output", conf, "--website", folder / "www")
    run = newsgen("hosting", "nginx", *options, "--listen", f"127.0.0.1:{inner}")
    assert run.returncode == 0, run.stderr
    (block,) = re.findall(r"```nginx\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    (folder / "passwords").write_text("colleague:{PLAIN}a word\n")
    (folder / "guide").mkdir()
    (folder / "guide/newsgen.conf").write_text(
        f'include "{conf}/newsgen.conf";\n'
        + re.sub(r" *ssl_.*\n", "", block)
        .replace("443 ssl", f"127.0.0.1:{port}")
        .replace("127.0.0.1:8081", f"127.0.0.1:{inner}")
        .replace("/etc/nginx/staging.passwords", f"{folder}/passwords")
    )


def test_nothing_is_answered_without_the_password(client: Client) -> None:
    password = base64.b64encode(b"colleague:a word").decode()
    for target, status in STATUS.items():
        for method in ("GET", "HEAD", "POST"):
            refused = client.get_with(target, HOST, {}, method=method)
            assert (refused.status, "Location" in refused.headers) == (401, False), target
        shown = client.get_with(target, HOST, {"Authorization": f"Basic {password}"})
        assert (shown.status, shown.headers["X-Robots-Tag"][:7]) == (status, "noindex"), target
