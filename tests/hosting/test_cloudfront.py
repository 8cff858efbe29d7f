"""The function for CloudFront answers as the model does; it is run by Node, not by Amazon."""

import json
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest
from requests_of import requests_of
from sites import OnDisk, Served

from newsgen.hosting.answer import Answer, answer
from newsgen.hosting.hosts import write
from newsgen.hosting.made import Options
from newsgen.hosting.write import write_files

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
    found: list[dict[str, str]] = json.loads(run.stdout)
    return found


def as_answer(found: dict[str, str], lookup: OnDisk) -> Answer:
    """Say what S3 would make of what the function lets through."""
    if found["status"]:
        return Answer(int(found["status"]), "", found["location"])
    file = unquote(found["uri"]).lstrip("/")
    return Answer(200, file) if lookup.is_file(file) else Answer(404)


def test_it_answers_as_the_model_does(served: Served, tmp_path: Path) -> None:
    made = write("s3", served.site, Options(str(tmp_path)))
    assert made.unserved == []
    write_files(made, tmp_path)
    wrong = []
    for root in served.site.roots:
        lookup = served.lookup(root)
        targets = [t for t in dict.fromkeys(requests_of(root)) if t != "/index.htm"]
        for target, found in zip(targets, ask(tmp_path, root.label, targets), strict=True):
            expected = answer(target, lookup)
            wanted = expected if expected.status == 200 else expected._replace(file="")
            if (given := as_answer(found, lookup)) != wanted:
                wrong.append(f"{root.label}{target}: {given}, not {wanted}")
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:20])


@pytest.mark.parametrize(
    "target", ["/.git/config", "/a%5cb", "/%2e%2e/x", "/a%2fb", "/%ff", "/%00"]
)
def test_what_no_browser_sends_is_not_found(served: Served, tmp_path: Path, target: str) -> None:
    write_files(write("s3", served.site, Options(str(tmp_path))), tmp_path)
    (found,) = ask(tmp_path, served.site.roots[0].label, [target])
    assert found["uri"] == "/404"
