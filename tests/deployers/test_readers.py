"""A reader asks a real nginx all the time while the site is deployed again and again."""

import os
import time
from pathlib import Path
from typing import Final

import pytest

from tests.support.deployed_nginx import Nginx, Poller, running
from tests.support.deploying import Deployed
from tests.support.rotation import VARIABLE
from tests.support.site import HOSTS, Release, write

HOST: Final = HOSTS["Cumbria"]
FOLDER: Final = "/News/News-Articles/2026/March"
DEPLOYMENTS: Final = 200 if os.environ.get(VARIABLE) == "all" else 20


def release(name: str, word: str, day: int, **more: str) -> Release:
    return Release(
        f"About {word}",
        url=f"https://{HOST}{FOLDER}/{name}.aspx",
        date=f"2026-03-{day % 14 + 1:02} 10:00",
        body=f"Officers speak of {word} to all who ask.\n\nThey thank {word}.",
        more=more,
    )


def word_of(number: int) -> str:
    return f"Zebrawood{number:03}x"


def goes(nginx: Nginx, path: str) -> bool:
    """Return whether an address answers 410 once nginx has loaded what it was told to load."""
    for _ in range(100):
        if nginx.get(path, HOST)[0] == 410:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("place", ["file", "ssh"], indirect=True)
def test_reader_gets_whole_sites_and_no_word_of_what_is_down(
    deployed: Deployed, tmp_path: Path
) -> None:
    number = DEPLOYMENTS // 2
    nginx = Nginx(tmp_path / "nginx", deployed)
    for n in range(number):
        deployed.write(f"down-{n}.md", release(f"Down-{n}", word_of(n), n))
        deployed.write(f"moves-{n}.md", release(f"Moves-{n}", f"Oak {n}", n))
    deployed.deployed_unasked()
    words = {f"{FOLDER}/Down-{n}.aspx": word_of(n) for n in range(number)}
    poller = Poller(nginx, HOST, words)
    with running(nginx), poller.polling():
        for n in range(number):
            change(deployed, n)
            deployed.deployed()
            assert goes(nginx, f"{FOLDER}/Down-{n}.aspx")
    assert poller.faults == []
    assert len(poller.down) > number // 2
    assert poller.asked > 20 * number
    assert deployed.holding(*words.values()) == []


def change(deployed: Deployed, n: int) -> None:
    """Take a release down, move another one, add one, and change the theme."""
    explanation = {"status": "withdrawn", "explanation": "This was wrong."}
    deployed.write(f"down-{n}.md", release(f"Down-{n}", word_of(n), n, **explanation))
    old = f"'https://{HOST}{FOLDER}/Moves-{n}.aspx'"
    moved = release(f"Moved-{n}", f"Oak {n}", n, redirect_from=old)
    deployed.write(f"moves-{n}.md", moved)
    deployed.write(f"new-{n}.md", release(f"New-{n}", f"Beech {n}", n))
    text = (deployed.site / "newsgen.toml").read_text().partition("[theme]")[0]
    accent = f"#00{n % 50 + 10:02}40"
    write(deployed.site / "newsgen.toml", f'{text}[theme]\noptions = {{ accent = "{accent}" }}\n')
