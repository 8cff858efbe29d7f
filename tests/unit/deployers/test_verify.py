"""Asking a website whether it answers as was deployed."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

import pytest

from newsgen.deployers.asked import Asked
from newsgen.deployers.verify import Verdict, verify
from newsgen.digest import digest_bytes
from newsgen.hosting.answer import Answer
from tests.support.serving import answered_by
from tests.support.site import HOSTS

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

    with answered_by(Handler) as address:
        yield address


def ask(asked: Asked, *answers: Said, patience: float = 0) -> Verdict:
    with website({asked.path: list(answers)}) as address:
        return verify(address, [asked], started=time.monotonic(), patience=patience)[0]


PAGE = Asked(HOST, "/a", Answer(200, "a"), digest_bytes(b"right"))
MOVED = Asked(HOST, "/a", Answer(301, location="/b"))
DOWN = Asked(HOST, "/a", Answer(410, "410.html"), take_down=True)
MAY_MOVE = PAGE._replace(may_be=Answer(301, location="/b"))
MAY_GO = PAGE._replace(may_be=Answer(410, "a"), take_down=True)
STILL = DOWN._replace(still_at="/a")


@pytest.mark.parametrize(
    ("asked", "said", "wrong"),
    [
        (PAGE, (200, "", b"right"), ""),
        (PAGE, (200, "", b"other"), "other bytes"),
        (PAGE, (404, "", b""), "answers 404, not 200"),
        (MOVED, (301, "/b", b""), ""),
        (MOVED, (301, f"https://{HOST}/b", b""), ""),
        (MOVED, (301, "/c", b""), "leads to /c, not /b"),
        (MOVED, (302, "/b", b""), "answers 302, not 301"),
        (DOWN, (410, "", b""), ""),
        (DOWN, (404, "", b""), ""),
        (DOWN, (200, "", b"words"), "answers 200, not 410"),
        (DOWN, (301, "https://elsewhere.example/", b""), "leads to https://elsewhere.example/, "),
        (DOWN, (301, "/a", b""), "leads to /a, answers 301, not 410"),
        (MAY_MOVE, (301, "/b", b""), ""),
        (MAY_MOVE, (200, "", b"right"), ""),
        (MAY_MOVE, (200, "", b"other"), "other bytes"),
        (MAY_MOVE, (301, "/c", b""), "answers 301, not 200 or 301"),
        (MAY_MOVE._replace(take_down=True), (301, "/b", b""), ""),
        (MAY_GO, (410, "", b"gone"), ""),
        (MAY_GO, (404, "", b""), ""),
        (MAY_GO, (200, "", b"right"), ""),
        (MAY_GO, (200, "", b"words"), "other bytes"),
        (MAY_GO, (500, "", b""), "answers 500, not 200 or 410"),
        (STILL, (200, "", b"words"), "still published, answers 200"),
        (STILL, (404, "", b""), "still published, answers 404"),
        (STILL._replace(still_at="/b"), (404, "", b""), "still published at /b, answers 404"),
    ],
)
def test_answer_is_right_or_not(asked: Asked, said: Said, wrong: str) -> None:
    verdict = ask(asked, said)
    assert verdict.wrong.startswith(wrong)
    assert bool(verdict.wrong) == bool(wrong)


@pytest.mark.parametrize(
    ("there", "wrong"),
    [((404, "", b""), ""), ((200, "", b"words"), "leads to /a/?b=c, answers 200, not 410")],
)
def test_redirect_of_what_is_to_be_gone_is_followed(there: Said, wrong: str) -> None:
    for location in ("/a/?b=c", f"https://{HOST}:8443/a/?b=c"):
        with website({"/a": [(301, location, b"")], "/a/?b=c": [there]}) as address:
            (verdict,) = verify(address, [DOWN], started=time.monotonic(), patience=0)
        assert (verdict.status, verdict.location) == (there[0], location)
        assert verdict.wrong == wrong.replace("/a/?b=c", location)


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
