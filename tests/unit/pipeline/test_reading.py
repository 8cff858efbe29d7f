"""Reading batches of files: outcomes in order, and bytes that are the same are not read again."""

from pathlib import Path

import pytest

from newsgen.content.scan import Unread, blob_digest
from newsgen.diagnostics import NewsgenError
from newsgen.files import Stamp
from newsgen.pipeline._reading import Outcome, read
from newsgen.pipeline.session import open_session
from tests.support.builds import appeal, request
from tests.support.site import CONFIG

SITE = {
    "newsgen.toml": CONFIG,
    "content/a.md": appeal("a", "2026-03-01"),
    "content/é.md": "---\ntitle: [\n---\n",
    "content/latin.md": b"caf\xe9",
}


def outcomes(site: Path, names: list[str], *, digest: str = "") -> list[Outcome]:
    work: list[Unread] = [
        (name, Stamp.of((site / "content/a.md").stat()), digest) for name in names
    ]
    with open_session(request(site)) as session:
        return [each for batch in read(session, [work], jobs=1) for each in batch]


def test_each_file_has_an_outcome_in_its_place(site: Path) -> None:
    actual = outcomes(site, ["é.md", "a.md", "gone.md", "latin.md"])
    assert [each.source.path for each in actual] == ["é.md", "a.md", "gone.md", "latin.md"]
    assert [each.release is not None for each in actual] == [False, True, False, False]


def test_the_same_bytes_are_not_looked_at(site: Path) -> None:
    digest = blob_digest((site / "content/a.md").read_bytes())
    (same,) = outcomes(site, ["a.md"], digest=digest)
    assert same.unchanged
    (other,) = outcomes(site, ["a.md"], digest=blob_digest(b"x"))
    assert not other.unchanged
    assert other.release is not None


def test_an_extension_that_is_missing_is_told_in_the_settings(site: Path) -> None:
    (site / "newsgen.toml").write_text(CONFIG + '[markdown]\nextensions = ["no_such"]\n')
    with pytest.raises(NewsgenError) as error:
        outcomes(site, ["a.md"])
    (diagnostic,) = error.value.diagnostics
    assert (diagnostic.code, diagnostic.span.path) == ("NG703", "newsgen.toml")
