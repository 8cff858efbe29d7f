"""A site of many hosts, with all that historic addresses hold."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.serving import Served, demo_site, soon

CUMBRIA, NORTHSHIRE = "www.cumbria.police.uk", "www.northshire.police.example"
SETTINGS = f"""\
[site]
title = "All forces"
layout = "per-host"

[areas.Cumbria]
hosts = ["{CUMBRIA}"]

[areas.Northshire]
hosts = ["{NORTHSHIRE}"]
"""
ADDRESSES = {
    f"https://{CUMBRIA}/News/2020/March/One..aspx": "/News/2020/March/One..aspx",
    f"https://{CUMBRIA}/News/2020/Two(1).aspx": "/News/2020/Two(1).aspx",
    f"https://{NORTHSHIRE}/item.php?id=5&x=y": "/item.php?id=5&x=y",
    f"https://{NORTHSHIRE}/newsroom/caf%C3%A9/": "/newsroom/caf%C3%A9/",
    f"https://{NORTHSHIRE}/newsroom/2024/four": "/newsroom/2024/four",
    f"https://{NORTHSHIRE}/newsroom/A%20b.html": "/newsroom/A%20b.html",
}


@pytest.fixture
def hosts(tmp_path: Path, serve: Callable[..., Served]) -> Served:
    """Serve releases of two hosts."""
    content = tmp_path / "hosts" / "content"
    content.mkdir(parents=True)
    (content.parent / "newsgen.toml").write_text(SETTINGS)
    for number, url in enumerate(ADDRESSES):
        area = "Cumbria" if CUMBRIA in url else "Northshire"
        keys = f"title: Release {number}\narea: {area}\nurl: {url}\ndate: 2024-03-05 10:49\n"
        (content / f"{number}.md").write_text(f"---\n{keys}---\n\nOfficers ask for help.\n")
    return serve(content.parent)


def test_each_host_is_at_its_name(hosts: Served) -> None:
    assert "All forces" in hosts.get("/").text
    assert f"http://{CUMBRIA}.localhost:{hosts.port}/" in hosts.printed
    for number, (url, target) in enumerate(ADDRESSES.items()):
        host = CUMBRIA if CUMBRIA in url else NORTHSHIRE
        other = NORTHSHIRE if host == CUMBRIA else CUMBRIA
        answer = hosts.get(target, host=f"{host}.localhost:{hosts.port}")
        assert answer.status == 200, url
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert f"<h1>Release {number}</h1>" in answer.text
        assert hosts.get(target, host=f"{other}.localhost").status == 404
        assert hosts.get(target).status == 404
    assert hosts.get("/", host="www.elsewhere.example.localhost").status == 421


def test_a_slash_more_or_less_and_another_case(hosts: Served) -> None:
    host = f"{NORTHSHIRE}.localhost"
    for target in ("/newsroom/caf%C3%A9", "/newsroom/caf%c3%a9/", "/newsroom/2024/four/"):
        assert hosts.get(target, host=host).status == 200
    for target in ("/NEWSROOM/2024/FOUR", "/Item.PHP?id=5&x=y", "/newsroom/cafe%CC%81/"):
        answer = hosts.get(target, host=host)
        assert answer.status == 301
        assert hosts.get(answer.headers["location"], host=host).status == 200


def test_no_host_reaches_the_files_of_another(hosts: Served) -> None:
    for target in (f"/{CUMBRIA}/", f"/{CUMBRIA}/feed.atom", f"/{CUMBRIA}/News/2020/Two(1).aspx"):
        assert hosts.get(target).status == 404
        assert hosts.get(target, host=f"{NORTHSHIRE}.localhost").status == 404


def test_one_host_can_be_shown_by_itself(hosts: Served, serve: Callable[..., Served]) -> None:
    served = serve(hosts.site, "--only", NORTHSHIRE)
    assert "<h1>Release 4</h1>" in served.get("/newsroom/2024/four").text


# Load


def test_many_readers_while_files_change(serve: Callable[..., Served], tmp_path: Path) -> None:
    served = serve(demo_site(tmp_path / "site"))
    target = "/newsroom/2024/March/Romance-fraud-six-signs-to-look-for.aspx"
    source = served.site / "content/northshire/2024/03-romance-fraud.md"
    good, wrong, asked = source.read_text(), list[int](), list[int]()
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            for page in (target, "/", "/newsroom/2024/March/", "/feed.atom"):
                asked.append(served.get(page).status)
                wrong.extend(asked[-1:] if asked[-1] != 200 else [])

    readers = [threading.Thread(target=read) for _ in range(16)]
    for reader in readers:
        reader.start()
    for number in range(40):
        source.write_text(f"{good}\nChange {number}.\n")
        time.sleep(0.1)
        if number == 10:
            before = resident(served)
    stop.set()
    for reader in readers:
        reader.join()
    assert len(asked) > 200
    assert wrong == []
    soon(lambda: "Change 39." in served.get(target).text)
    assert resident(served) < before + 16 * 2**20


def resident(served: Served) -> int:
    """Return the memory that the server holds, in bytes."""
    status = Path(f"/proc/{served.process.pid}/status").read_text()
    return next(
        int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS")
    )
