"""The smaller copies of a picture go wherever the picture goes, whatever fails."""

import re
import shutil
from pathlib import Path

import pytest

from tests.support.builds import appeal
from tests.support.command import AS_OF, Outcome, build, newsgen_in_fork
from tests.support.pictures import photograph
from tests.support.site import CONFIG, HOSTS, Release, tree, write

HOST = f"https://{HOSTS['Northshire']}"
URL = f"{HOST}/news/a.aspx"
CONFIGS = {
    layout: CONFIG.replace('theme = "plain"', f'theme = "plain"\nlayout = "{layout}"')
    for layout in ("single", "per-host")
}
PICTURES = "[{{src: {}, alt: A coat}}]"
SITE: dict[str, str | bytes | Release] = {
    "newsgen.toml": CONFIGS["single"],
    "content/a.md": appeal("a", "2026-03-10", images=PICTURES.format("/p/a.jpg")),
    "content/b.md": appeal("b", "2026-03-09", images=PICTURES.format("/p/b.jpg")),
    "content/p/a.jpg": photograph(700, 400, seed=1),
    "content/p/b.jpg": photograph(700, 400, seed=2),
}
OUTPUTS = ("output", "preview")


def copies(folder: Path) -> set[str]:
    """Return the copies in a folder, by their paths there."""
    return {path for path in tree(folder) if path.endswith((".webp", ".avif"))}


@pytest.fixture(scope="module", params=["single"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site that was built into two folders."""
    site = tmp_path_factory.mktemp("copies") / "site"
    for path, content in SITE.items():
        write(site / path, content.text() if isinstance(content, Release) else content)
    write(site / "newsgen.toml", CONFIGS[request.param])
    for output in OUTPUTS:
        assert build(site, output=site / output).code == 0
    return site


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "site")


@pytest.fixture
def of_other(site: Path) -> set[str]:
    """Return the copies of the picture that stays."""
    (page,) = (site / "output").rglob("b.aspx")
    names = set(re.findall(r"/([0-9a-f]{20})-", page.read_text()))
    its = {path for path in copies(site / "output") if path.split("/")[-1][:20] in names}
    assert len(copies(site / "preview")) == 2 * len(its) > 0
    return its


def names(paths: set[str]) -> set[str]:
    return {path.rpartition("/")[2] for path in paths}


def remove(site: Path) -> Outcome:
    options = ("--reason", "erasure", "--yes", "--site", site, "--as-of", AS_OF)
    return newsgen_in_fork("remove", URL, *options)


@pytest.mark.parametrize(
    ("built", "trouble", "is_lost"),
    [
        ("single", "", False), ("single", "release", False), ("single", "theme", False),
        ("single", "", True), ("single", "release", True), ("single", "theme", True),
        ("per-host", "", True), ("per-host", "release", False),
    ],
    indirect=["built"],
)  # fmt: skip
def test_remove_leaves_no_copy(trouble: str, is_lost: bool, site: Path, of_other: set[str]) -> None:
    if trouble == "release":
        write(site / "content/broken.md", "---\ntitle: [\n---\n")
    if trouble == "theme":
        text = (site / "newsgen.toml").read_text()
        write(site / "newsgen.toml", text.replace('theme = "plain"', 'theme = "none"'))
    if is_lost:
        shutil.rmtree(site / ".newsgen")
        shutil.rmtree(site / "preview")
    assert (remove(site).code == 0) == (not trouble)
    for output in OUTPUTS[: 1 if is_lost else 2]:
        assert copies(site / output) == of_other
    assert names(copies(site / ".newsgen")) <= names(of_other)


@pytest.mark.parametrize("change", ["quality", "picture", "unread"])
def test_remove_leaves_no_copy_that_an_earlier_build_wrote(
    change: str, site: Path, of_other: set[str]
) -> None:
    """Its name is another than that of the picture's copies now; a page shows it."""
    if change == "quality":
        config = (site / "newsgen.toml").read_text()
        write(site / "newsgen.toml", f"{config}\n[media]\nquality = 50\n")
    else:
        data = b"damaged" if change == "unread" else photograph(700, 400, seed=3)
        write(site / "content/p/a.jpg", data)
    config = (site / "newsgen.toml").read_text()
    write(site / "newsgen.toml", config.replace('theme = "plain"', 'theme = "none"'))
    assert remove(site).code == 2
    for output in OUTPUTS:
        assert copies(site / output) == of_other
    assert names(copies(site / ".newsgen")) == names(of_other)


def test_a_copy_that_another_picture_of_the_same_bytes_needs_stays(
    site: Path, of_other: set[str]
) -> None:
    shutil.copy(site / "content/p/a.jpg", site / "content/p/same.jpg")
    same = appeal("same", "2026-03-08", images=PICTURES.format("/p/same.jpg"))
    write(site / "content/same.md", same.text())
    assert build(site).code == 0
    before = copies(site / "output")
    write(site / "content/broken.md", "---\ntitle: [\n---\n")
    assert remove(site).code == 1
    assert copies(site / "output") == before
    assert copies(site / "preview") == of_other


def listed(outcome: Outcome, heading: str) -> set[str]:
    """Return the lines below a heading."""
    lines = outcome.out.partition(heading)[2].splitlines()[1:]
    ends = next((n for n, line in enumerate(lines) if not line.startswith("  ")), len(lines))
    return {line.strip() for line in lines[:ends]}


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_the_lists_of_addresses_name_picture_and_copies(
    is_withdrawn: bool, site: Path, of_other: set[str]
) -> None:
    its = {path.removeprefix(f"{HOSTS['Northshire']}/") for path in copies(site / "output")}
    its -= {path.removeprefix(f"{HOSTS['Northshire']}/") for path in of_other}
    if is_withdrawn:
        over = appeal("a", "2026-03-10", images=PICTURES.format("/p/a.jpg"))
        over.more.update(status="withdrawn", explanation="A court order.")
        write(site / "content/a.md", over.text())
        assert build(site).code == 0
    outcome = remove(site)
    expected = {f"/{path}" for path in its} | {"/p/a.jpg", "/news/a.aspx"}
    for heading in ("purge these addresses", "Ask search engines"):
        said = {url.partition("//")[2] for url in listed(outcome, heading)}
        assert {"/" + url.partition("/")[2] for url in said} >= expected
    searched = listed(outcome, "Ask search engines")
    assert len(searched) == len(expected)
