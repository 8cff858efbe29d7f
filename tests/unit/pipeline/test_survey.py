"""The look at an output folder."""

import os
from pathlib import Path

import pytest

from newsgen.files import WrittenFiles
from newsgen.pipeline._survey import Survey


class ManifestOfTwo:
    """A manifest of two partitions, as far as a survey asks."""

    def __init__(self, output: Path) -> None:
        self.times = 0
        self._output = output

    def stamps(self) -> list[tuple[str, WrittenFiles]]:
        self.times += 1
        return [(name, self._packed(name)) for name in ("a", "b")]

    def _packed(self, partition: str) -> WrittenFiles:
        files = [f"{partition}/1.html", f"{partition}/2.html"]
        return WrittenFiles.packed((file, 4, 1_000) for file in files)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    for name in ("a/1.html", "a/2.html", "b/1.html", "b/2.html"):
        file = tmp_path / "output" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("page")
        os.utime(file, ns=(1_000, 1_000))
    return tmp_path / "output"


def test_what_was_altered_is_found_and_looked_for_once(output: Path) -> None:
    (output / "a/2.html").write_text("paper")
    (output / "b/1.html").unlink()
    manifest = ManifestOfTwo(output)
    survey = Survey(manifest, output)  # type: ignore[arg-type]
    assert survey.counts == {"a": 2, "b": 2}
    assert survey.altered == {"a": ["a/2.html"], "b": ["b/1.html"]}
    (output / "a/1.html").unlink()
    assert survey.altered == {"a": ["a/2.html"], "b": ["b/1.html"]}
    assert manifest.times == 1
