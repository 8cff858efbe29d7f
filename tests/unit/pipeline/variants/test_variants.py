"""Smaller copies of pictures: made once, kept, and deleted with what used them."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from newsgen.files.imagesize import size_of
from newsgen.media.pictures import Original
from newsgen.pipeline import variants
from newsgen.pipeline.central import build as build_here
from newsgen.pipeline.result import Action
from tests.support.builds import appeal, ingested, request
from tests.support.command import build
from tests.support.pictures import photograph, png
from tests.support.site import CONFIG, Release, write

SITE = {
    "newsgen.toml": CONFIG,
    "content/a.md": appeal("a", "2026-03-01", body="![A](/van.jpg)"),
    "content/b.md": appeal("b", "2026-03-02", body="![B](/quay.jpg)"),
    "content/van.jpg": photograph(700, 400),
    "content/quay.jpg": photograph(600, 400, seed=1),
}


def copies(site: Path, folder: str = "output/media") -> set[str]:
    return {path.name for path in (site / folder).rglob("*") if path.is_file()}


@pytest.fixture
def widths(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the widths of the copies that are made from now on."""
    made_widths: list[int] = []
    real = Original.variant

    def seen(original: Original, width: int, quality: int, kind: str) -> bytes:
        made_widths.append(width)
        return real(original, width, quality, kind)

    monkeypatch.setattr(Original, "variant", seen)
    return made_widths


def test_pages_offer_copies_and_the_picture_stays(site: Path) -> None:
    assert build(site).code == 0
    page = (site / "output/news/a.aspx").read_text()
    assert 'src="/van.jpg" width="700" height="400" srcset="/media/' in page or (
        'src="/van.jpg"' in page and 'srcset="/media/' in page
    )
    assert (site / "output/van.jpg").is_file()
    for address in page.partition('srcset="')[2].partition('"')[0].split(", "):
        path, width = address.split()
        data = (site / f"output{path}").read_bytes()
        size = size_of(data)
        assert size
        assert f"{size[0]}w" == width


def test_a_changed_picture_has_new_copies_and_no_other_is_made(
    site: Path, widths: list[int]
) -> None:
    assert not build_here(request(site)).refused
    before = copies(site)
    assert sorted(widths) == [320, 320, 480, 480, 600, 640, 700]
    widths.clear()
    assert not build_here(request(site)).counts.get(Action.UPDATE)
    write(site / "content/van.jpg", photograph(500, 400, seed=2))
    assert not build_here(request(site)).refused
    assert sorted(widths) == [320, 480, 500]
    assert len(copies(site)) == 6
    assert len(copies(site) & before) == 3
    assert copies(site, ".newsgen/media") == copies(site)


def test_copies_outlive_the_cache_and_are_not_made_again(site: Path, widths: list[int]) -> None:
    assert not build_here(request(site)).refused
    widths.clear()
    (site / ".newsgen/cache.sqlite").unlink()
    shutil.rmtree(site / "output")
    assert not build_here(request(site)).refused
    assert widths == []
    assert len(copies(site)) == 7


@pytest.mark.rotates(7)
@pytest.mark.parametrize("change", ["widths", "quality", "kind"])
def test_copies_that_a_change_of_the_theme_or_the_settings_leaves_go(
    site: Path, widths: list[int], change: str
) -> None:
    theme = '[theme]\ntitle = "Harbour"\nextends = "plain"\n'
    write(site / "themes/harbour/theme.toml", theme)
    config = CONFIG.replace('"plain"', '"harbour"')
    write(site / "newsgen.toml", f"{config}\n[media]\navif = true\n")
    assert not build_here(request(site)).refused
    before = copies(site)
    widths.clear()
    if change == "widths":
        write(site / "themes/harbour/theme.toml", f"{theme}[pictures]\nwidths = [320, 500]\n")
    elif change == "quality":
        write(site / "newsgen.toml", f"{config}\n[media]\navif = true\nquality = 50\n")
    else:
        write(site / "newsgen.toml", config)
    assert not build_here(request(site)).refused
    assert copies(site, ".newsgen/media") == copies(site)
    assert len(widths) == len(copies(site) - before), "no copy that stays is made again"
    assert not before <= copies(site)


def test_a_damaged_copy_is_made_again(site: Path) -> None:
    assert build(site).code == 0
    for file in (site / ".newsgen/media").iterdir():
        file.write_bytes(file.read_bytes()[:-5])
    before = {path.name: path.read_bytes() for path in (site / "output/media").rglob("*.webp")}
    shutil.rmtree(site / "output")
    assert build(site).code == 0
    assert before == {p.name: p.read_bytes() for p in (site / "output/media").rglob("*.webp")}


@pytest.mark.rotates(5)
@pytest.mark.parametrize(
    "after",
    [
        appeal("a", "2026-03-01", status="withdrawn", explanation="A court order."),
        appeal("a", "2026-03-01", "![A](/van.jpg)", expires="2026-03-10T10:00+00:00"),
        appeal("a", "2026-03-01", body="No picture."),
        None,
    ],
    ids=["withdrawn", "expired", "edited", "deleted"],
)
def test_copies_go_with_the_release(site: Path, after: Release | None) -> None:
    assert build(site).code == 0
    if after is None:
        (site / "content/a.md").unlink()
    else:
        write(site / "content/a.md", after.text())
    assert build(site).code == 0
    assert len(copies(site)) == len(copies(site, ".newsgen/media")) == 3


def test_the_oldest_copies_are_deleted_where_all_take_too_much_space(site: Path) -> None:
    write(site / "newsgen.toml", CONFIG + "\n[media]\nkept = 0\n")
    assert build(site).code == 0
    assert len(copies(site)) == 7
    assert copies(site, ".newsgen/media") == set()


def test_a_site_may_have_none(site: Path, widths: list[int]) -> None:
    write(site / "newsgen.toml", CONFIG + "\n[media]\nvariants = false\n")
    assert not build_here(request(site)).refused
    assert (widths, copies(site)) == ([], set())
    assert "srcset" not in (site / "output/news/a.aspx").read_text()
    write(site / "newsgen.toml", CONFIG)
    assert build(site).code == 0
    assert len(copies(site)) == 7
    write(site / "newsgen.toml", CONFIG + "\n[media]\nquality = 30\n")
    names = copies(site)
    assert build(site).code == 0
    assert len(copies(site)) == 7
    assert not names & copies(site)


def test_a_small_picture_has_none(site: Path) -> None:
    for name in ("van.jpg", "quay.jpg"):
        (site / "content" / name).unlink()
    write(site / "content/a.md", appeal("a", "2026-03-01", body="![A](/van.png)").text())
    write(site / "content/van.png", png(200, 2))
    assert build(site).code == 0
    assert copies(site) == set()


def test_copies_in_avif_stand_before_the_others(site: Path, widths: list[int]) -> None:
    assert not build_here(request(site)).refused
    before = copies(site)
    widths.clear()
    write(site / "newsgen.toml", f"{CONFIG}\n[media]\navif = true\n")
    assert not build_here(request(site)).refused
    assert sorted(widths) == [320, 320, 480, 480, 600, 640, 700], "no other is made again"
    assert copies(site) - before == {name.replace(".webp", ".avif") for name in before}
    page = (site / "output/news/a.aspx").read_text()
    source = page.partition('<picture><source type="image/avif" srcset="')[2].partition('"')[0]
    for address in source.split(", "):
        path, _ = address.split()
        assert (site / f"output{path}").read_bytes()[4:12] == b"ftypavif"
    assert copies(site, ".newsgen/media") == copies(site)
    write(site / "newsgen.toml", CONFIG)
    assert not build_here(request(site)).refused
    assert copies(site) == before
    assert "<picture>" not in (site / "output/news/a.aspx").read_text()


def test_the_copies_of_a_picture_are_known_by_what_it_holds(site: Path) -> None:
    """They were made or not: a withdrawal may have deleted them."""
    write(site / "content/harbour.webp", photograph(500, 400, "WEBP", seed=2))
    write(site / "content/c.md", appeal("c", "2026-03-03", body="![C](/harbour.webp)").text())
    assert build(site).code == 0
    write(site / "content/damaged.jpg", b"\xff\xd8\xff")
    with ingested(site) as session:
        now = variants.copies_of(
            session, ["van.jpg", "quay.jpg", "harbour.webp", "damaged.jpg", "a.md"]
        )
        assert set(now.paths) == {f"media/{name[:2]}/{name}" for name in copies(site)}
        assert now.names == {name.partition("-")[0] for name in copies(site)}
        of_van = variants.copies_of(session, ["van.jpg"])
        variants.forget_copies(session, of_van.names)
        left = copies(site, ".newsgen/media")
    assert {name.partition("-")[0] for name in left} == now.names - of_van.names


def test_nobody_knows_where_copies_are_without_a_theme(site: Path) -> None:
    write(site / "newsgen.toml", CONFIG.replace('"plain"', '"none"'))
    with ingested(site) as session:
        now = variants.copies_of(session, ["van.jpg"])
    assert now.names
    assert now.paths == ()


def _shortened(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:40])


def _one_byte_changed(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


def _linked(file: Path) -> None:
    file.rename(file.with_suffix(".elsewhere"))
    file.symlink_to(file.with_suffix(".elsewhere"))


@pytest.mark.rotates(8)
@pytest.mark.parametrize("edit", ["", "\nOne sentence more.\n"], ids=["nothing else", "an edit"])
@pytest.mark.parametrize("change", [Path.unlink, _shortened, _one_byte_changed, _linked])
def test_a_copy_or_picture_that_is_not_as_written_is_made_again(
    site: Path, change: Callable[[Path], object], edit: str
) -> None:
    assert not build_here(request(site)).refused
    files = [site / "output/van.jpg", *sorted((site / "output/media").rglob("*.webp"))[::3]]
    before = [file.read_bytes() for file in files]
    for file in files:
        change(file)
    with (site / "content/b.md").open("a") as source:
        source.write(edit)
    result = build_here(request(site))
    assert result.counts[Action.UPDATE] >= len(files) + bool(edit)
    assert not any(file.is_symlink() for file in files)
    assert [file.read_bytes() for file in files] == before
    assert not build_here(request(site)).counts[Action.UPDATE]
