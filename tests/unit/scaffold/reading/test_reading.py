"""The files of an old archive."""

from pathlib import Path

from newsgen.scaffold.reading import OldRelease, read_archive


def test_releases_and_what_is_beside_them(tmp_path: Path) -> None:
    (tmp_path / "kent").mkdir()
    (tmp_path / "kent/one.md").write_text("```yaml\narea: Kent\nno: NO\n```\nText.\n")
    (tmp_path / "kent/two.md").write_bytes("\ufeff---\r\narea: Kent\r\n---\r\nText.\r\n".encode())
    (tmp_path / "kent/map.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.md").write_text("---\narea: Kent\n---\n")
    archive = read_archive(tmp_path)
    assert archive.files == ("kent/map.png", "kent/one.md", "kent/two.md")
    assert archive.releases == (
        OldRelease("kent/one.md", {"area": "Kent", "no": "NO"}),
        OldRelease("kent/two.md", {"area": "Kent"}),
    )
    assert (archive.unreadable, archive.refused) == ((), ())


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "bytes.md").write_bytes(b"---\narea: \xff\n---\n")
    (tmp_path / "none.md").write_text("No front matter.\n")
    (tmp_path / "yaml.md").write_text("---\narea: [\n---\n")
    (tmp_path / "away.md").symlink_to("/etc/hostname")
    archive = read_archive(tmp_path)
    assert archive.files == archive.unreadable == ("bytes.md", "none.md", "yaml.md")
    assert archive.refused == ("away.md",)
    assert archive.releases == ()


def test_a_release_has_the_language_of_its_words(tmp_path: Path) -> None:
    body = "Mae swyddogion wedi arestio dyn yn y dref ac yn apelio am dystion."
    (tmp_path / "cy.md").write_text(f"---\narea: Gwent\n---\n{body}\n")
    (release,) = read_archive(tmp_path).releases
    assert release.language == "cy"
