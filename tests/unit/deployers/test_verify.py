"""Asking a website whether it answers as was deployed."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from newsgen.config.deploy import DeploySettings
from newsgen.deployers.output import BuiltOutput, open_output
from newsgen.deployers.purge import CachedAddress
from newsgen.deployers.verify import (
    Asked,
    Verdict,
    of_address,
    of_cached,
    of_files,
    sample,
    verify,
)
from newsgen.digest import digest_bytes
from newsgen.hosting.answer import Answer
from newsgen.model.urls import URLError
from newsgen.pipeline.central import build
from tests.support.builds import request
from tests.support.site import HOSTS, Release, new_site

HOST = HOSTS["Cumbria"]
Said = tuple[int, str, bytes]


@contextmanager
def website(said: dict[str, list[Said]]) -> Iterator[str]:
    """Serve answers by path: one after the other, the last for ever."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answers = said.get(self.path, [(404, "", b"")])
            status, location, body = answers.pop(0) if len(answers) > 1 else answers[0]
            self.send_response(status)
            self.send_header("Location", location)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def ask(asked: Asked, *answers: Said, patience: float = 0) -> Verdict:
    with website({asked.path: list(answers)}) as address:
        return verify(address, [asked], started=time.monotonic(), patience=patience)[0]


PAGE = Asked(HOST, "/a", Answer(200, "a"), digest_bytes(b"right"))
MOVED = Asked(HOST, "/a", Answer(301, location="/b"))
DOWN = Asked(HOST, "/a", Answer(410, "410.html"), take_down=True)


@pytest.mark.parametrize(
    ("asked", "said", "wrong"),
    [
        (PAGE, (200, "", b"right"), ""),
        (PAGE, (200, "", b"other"), "other bytes"),
        (PAGE, (404, "", b""), "status 404, not 200"),
        (MOVED, (301, "/b", b""), ""),
        (MOVED, (301, f"https://{HOST}/b", b""), ""),
        (MOVED, (301, "/c", b""), "leads to /c, not /b"),
        (MOVED, (302, "/b", b""), "status 302"),
        (DOWN, (410, "", b""), ""),
        (DOWN, (404, "", b""), ""),
        (DOWN, (200, "", b"words"), "status 200, not 410"),
    ],
)
def test_answer_is_right_or_not(asked: Asked, said: Said, wrong: str) -> None:
    verdict = ask(asked, said)
    assert verdict.wrong.startswith(wrong)
    assert bool(verdict.wrong) == bool(wrong)


def test_server_that_takes_a_while_is_waited_for() -> None:
    old = (200, "", b"words")
    verdict = ask(DOWN, old, old, (410, "", b""), patience=5)
    assert verdict.wrong == ""
    assert 0.3 < verdict.seconds < 5


@pytest.mark.parametrize(("loads", "status"), [(True, 410), (False, 404)])
def test_a_configuration_is_loaded_when_a_take_down_has_its_own_status(
    loads: bool, status: int
) -> None:
    forgotten: list[float] = []
    with website({"/a": [(404, "", b""), (404, "", b""), (410, "", b"")]}) as address:
        now = time.monotonic()
        verdicts = verify(
            address,
            [DOWN],
            started=now,
            patience=5,
            loads=loads,
            again=lambda: forgotten.append(time.monotonic() - now),
        )
    assert (verdicts[0].status, verdicts[0].wrong) == (status, "")
    assert len(forgotten) == (3 if loads else 0)
    assert verdicts[0].seconds < min(forgotten, default=1)


def test_website_that_is_not_there_is_wrong() -> None:
    (verdict,) = verify("http://127.0.0.1:1", [PAGE], started=time.monotonic(), patience=0)
    assert verdict.wrong.startswith("no answer")


@pytest.fixture
def output(tmp_path: Path) -> Iterator[BuiltOutput]:
    down = {"status": "withdrawn", "explanation": "Wrong."}
    releases = {
        "a.md": Release("A", url=f"https://{HOST}/a/A B.aspx", date="2026-03-01"),
        "b.md": Release("B", url=f"https://{HOST}/b/B.aspx", date="2026-03-01", more=down),
    }
    site = new_site(tmp_path / "site", releases)
    build(request(site))
    with open_output(request(site)) as output:
        yield output


def test_files_are_asked_for_at_their_addresses(output: BuiltOutput) -> None:
    settings = DeploySettings((), server="nginx", address=f"https://{HOST}")
    page, down = of_files(output, settings, ["a/A B.aspx", "b/B.aspx"], ["b/B.aspx"])
    assert (page.host, page.path, page.right.status) == (HOST, "/a/A%20B.aspx", 200)
    assert page.content == digest_bytes(output.read("a/A B.aspx"))
    assert (down.right, down.take_down) == (Answer(410, "b/B.aspx"), True)


def test_server_without_a_configuration_knows_files_only(output: BuiltOutput) -> None:
    paths = ["b/B.aspx", "x/Y.aspx"]
    answers = [asked.right for asked in of_files(output, DeploySettings(()), paths)]
    assert answers == [Answer(200, "b/B.aspx"), Answer(404)]


def test_address_that_is_a_digest_only_is_given(output: BuiltOutput) -> None:
    settings = DeploySettings((), server="nginx")
    asked = of_address(output, settings, f"https://{HOST}/removed/a b.aspx?x=1")
    assert (asked.path, asked.take_down) == ("/removed/a%20b.aspx?x=1", True)
    with pytest.raises(URLError):
        of_address(output, settings, "removed")


def test_what_an_earlier_deployment_left_in_caches_is_asked_for(output: BuiltOutput) -> None:
    left = [CachedAddress(HOST, "/b/B.aspx"), CachedAddress("elsewhere.example", "/b/B.aspx")]
    served = DeploySettings((), server="nginx", address=f"https://{HOST}")
    (asked,) = of_cached(output, served, left)
    assert (asked.host, asked.path, asked.right.status) == (HOST, "/b/B.aspx", 410)
    assert asked.take_down
    assert not [*of_cached(output, DeploySettings(()), left)]


def test_sample_is_the_same_of_the_same_site(output: BuiltOutput) -> None:
    chosen = sample(output, ["index.html"])
    assert chosen == sample(output, ["index.html"])
    assert "index.html" not in chosen
    assert not any(path.startswith("assets/") for path in chosen)
