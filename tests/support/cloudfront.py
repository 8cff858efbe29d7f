"""The function for CloudFront, run by Node and not by Amazon."""

import json
import subprocess
from pathlib import Path
from urllib.parse import unquote

from newsgen.hosting.answer import Answer
from tests.support.hosted import OnDisk

RUNNER = Path(__file__).with_name("cloudfront.mjs")


def ask(folder: Path, label: str, targets: list[str]) -> list[dict[str, str]]:
    request = {
        "keys": str(folder / label / "keys.json"),
        "function": str(folder / "function.js"),
        "targets": targets,
    }
    run = subprocess.run(
        ["node", str(RUNNER)],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    answers: list[dict[str, str]] = json.loads(run.stdout)
    return answers


def as_answer(answer: dict[str, str], lookup: OnDisk) -> Answer:
    """Say what S3 would make of what the function lets through."""
    if answer["status"]:
        return Answer(int(answer["status"]), "", answer["location"])
    file = unquote(answer["uri"]).lstrip("/")
    return Answer(200, file) if lookup.is_file(file) else Answer(404)
