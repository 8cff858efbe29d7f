"""What `newsgen serve` prints of a change."""

import logging

import pytest

from newsgen.cli import serve
from newsgen.pipeline.live import EVERYTHING, Changes, Edition
from newsgen.server.hub import News


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (Changes(frozenset({"a.md"})), "content/a.md was read"),
        (Changes(frozenset({"b.md", "a.md"})), "content/a.md and 1 more file were read"),
        (Changes(frozenset({"a.md", "b.md", "c.md"})), "content/a.md and 2 more files were read"),
        (Changes(frozenset({"a.md", "b.md"}), theme=True), "The theme was read"),
        (EVERYTHING, "The site was read"),
        (Changes(), "What is published now was read"),
    ],
)
def test_what_was_read_is_counted(changes: Changes, words: str) -> None:
    news = News(Edition(), changes, seconds=0.0123)
    assert serve._summary(news) == f"{words} in 12 ms: nothing is wrong in the releases."


def test_what_the_server_logs_gives_no_command(capsys: pytest.CaptureFixture[str]) -> None:
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "a\n::error::%s", ("\x1b",), None)
    serve._Log().emit(record)
    assert capsys.readouterr().err == "a\n꞉:error::␛\n"
