"""Real web servers serve what was deployed, and load each new configuration."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.support.command import Console
from tests.support.deploying import Deployed, new_deployed
from tests.support.servers import Client, free_port, readable_folder, started
from tests.support.site import HOSTS, Release, many_releases

pytestmark = pytest.mark.rotates(3)
HOST: Final = HOSTS["Cumbria"]
FOLDER: Final = "/News/News-Articles/2026/March"
WORD: Final = "Zebrawood"
RELOADS: Final = {
    "nginx": "test ! -s {work}/pid || kill -HUP $(cat {work}/pid)",
    "apache": "test ! -s {work}/pid || kill -USR1 $(cat {work}/pid)",
    "caddy": "test ! -e {work}/main || caddy reload --address unix/{work}/admin"
    " --config {work}/main --adapter caddyfile",
}
"""The commands of a target; before the server runs there is nothing to reload."""


def release(name: str, **more: str) -> Release:
    url = f"https://{HOST}{FOLDER}/{name}.aspx"
    return Release(f"About {name}", url=url, date="2026-03-02 10:00", body="Words.", more=more)


@pytest.fixture(params=RELOADS)
def server(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def folder() -> Iterator[Path]:
    with readable_folder() as scratch:
        yield scratch


@pytest.fixture
def served(server: str, folder: Path, run: Console) -> Iterator[tuple[Deployed, Client]]:
    """Return a site that is deployed, and a client of the server that serves it."""
    work, port = folder / "work", free_port()
    work.mkdir()
    host = folder / "host/news"
    deployed = new_deployed(folder, f"file://{host}", host, run, many_releases(4, a_month=2))
    reload = RELOADS[server].format(work=work)
    deployed.configure(
        server=f'"{server}"',
        listen=f'"127.0.0.1:{port}"',
        address=f'"http://127.0.0.1:{port}"',
        reload=f'"{reload}"',
        most_deletions="100",
    )
    deployed.write("down.md", release(WORD))
    deployed.write("moves.md", release("Moves"))
    deployed.deployed_unasked()
    with started(server, work, host / "live/hosting", port) as client:
        yield deployed, client


def get(client: Client, name: str) -> tuple[int, str, bytes]:
    """Return status, location and body, over a connection of its own."""
    reply = client.raw(f"{FOLDER}/{name}.aspx", HOST)
    return reply.status, reply.headers.get("Location", ""), reply.body


def test_server_serves_what_was_deployed_and_loads_what_is_new(
    served: tuple[Deployed, Client],
) -> None:
    deployed, client = served
    assert get(client, WORD)[0] == get(client, "Moves")[0] == 200
    assert client.raw("/", HOST).status == 200
    assert client.raw("/no-such-page", HOST).status == 404
    deployed.write("down.md", release(WORD, status="withdrawn", explanation="Wrong."))
    deployed.write(
        "moves.md", release("Moved", redirect_from=f"'https://{HOST}{FOLDER}/Moves.aspx'")
    )
    deployed.write("new.md", release("New"))
    outcome = deployed.deployed()
    assert "Gone after" in outcome.out
    *_, line = (deployed.folder / ".newsgen/record.jsonl").read_text().splitlines()
    assert [0 < seconds < 60 for seconds in json.loads(line)["gone"]] == [True]
    status, _, body = get(client, WORD)
    assert (status, WORD.encode() in body) == (410, False)
    status, location, _ = get(client, "Moves")
    assert (status, location.partition(HOST)[2] or location) == (301, f"{FOLDER}/Moved.aspx")
    assert get(client, "New")[0] == get(client, "Moved")[0] == 200
    assert deployed.deploy("--verify").code == 0


def test_roll_back_is_loaded(served: tuple[Deployed, Client]) -> None:
    deployed, client = served
    deployed.write("new.md", release("New"))
    deployed.deployed()
    assert get(client, "New")[0] == 200
    outcome = deployed.deploy("--rollback")
    assert outcome.code == 0, outcome.err
    for _ in range(50):  # a server loads its configuration when it will
        if get(client, "New")[0] == 404:
            break
        time.sleep(0.1)
    assert get(client, "New")[0] == 404
    assert get(client, "Moves")[0] == 200
