"""Which kind of source a path is."""

from pathlib import Path

import pytest

from newsgen.importers.plan import SourceSettings
from newsgen.importers.sources import UnknownSourceError, open_source

NOTHING = SourceSettings()


def kinds(path: Path, settings: SourceSettings = NOTHING) -> list[str]:
    return [source.kind for source in open_source(path, settings)]


def test_a_path_is_what_it_looks_like_or_what_the_plan_says(tmp_path: Path) -> None:
    for name in ("a.warc.gz", "b.warc", "notes.txt"):
        (tmp_path / name).write_bytes(b"")
    assert kinds(tmp_path / "a.warc.gz") == ["warc"]
    assert kinds(tmp_path / "notes.txt", SourceSettings(kind="warc")) == ["warc"]
    assert kinds(tmp_path) == ["mirror"]
    assert kinds(tmp_path, SourceSettings(kind="warc")) == ["warc", "warc"]
    (tmp_path / "notes.txt").unlink()
    assert kinds(tmp_path) == ["warc", "warc"]


def test_what_is_no_source_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"")
    with pytest.raises(UnknownSourceError, match="is not a source"):
        open_source(tmp_path / "notes.txt", NOTHING)


def test_a_list_of_addresses_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("https://www.old.example/a\n", encoding="utf-8")
    assert kinds(tmp_path / "x") == kinds(tmp_path / "x", SourceSettings(kind="warc")) == ["list"]


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [("a.csv", "id;title", "csv"), ("a.dat", "id;title", ""), ("export", "[{}]", "json"),
     ("feed", "<rss>", "feed"), ("x.xml", "<feed xmlns='http://www.w3.org/2005/Atom'>", "feed")],
)  # fmt: skip
def test_data_is_known_by_its_name_or_by_what_is_in_it(
    name: str, text: str, kind: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    if kind:
        assert kinds(tmp_path / name) == [kind]
    else:
        assert kinds(tmp_path / name, SourceSettings(kind="csv")) == ["csv"]


def test_a_folder_of_data_alone_is_read_as_data(tmp_path: Path) -> None:
    for name, text in {"b.json": "[{}]", "a.csv": "id;title", ".hidden": "x",
                       "list.txt": "https://www.old.example/a\n"}.items():  # fmt: skip
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert kinds(tmp_path) == ["csv", "json", "list"]
    assert kinds(tmp_path, SourceSettings(kind="mirror")) == ["mirror"]
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.4")
    assert kinds(tmp_path) == ["mirror"]


def test_a_folder_of_lists_alone_is_a_mirror(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("https://www.old.example/a\n", encoding="utf-8")
    assert kinds(tmp_path) == ["mirror"]


def test_a_folder_without_the_warcs_that_the_plan_expects_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "www.old.example").mkdir()
    with pytest.raises(UnknownSourceError, match="has no WARC"):
        open_source(tmp_path, SourceSettings(kind="warc"))
