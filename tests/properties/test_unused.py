"""Nothing is paid for what is not used: a plain release enters no function of a feature."""

import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Final

import pytest

import newsgen
from newsgen.pipeline.central import build
from tests.support.builds import appeal, request
from tests.support.site import CONFIG, write_site

SOURCE: Final = f"{Path(newsgen.__file__).parent}/"
FEW, MANY = 4, 24
FEATURES: Final = {
    "terms": ("config/taxonomies", "model/taxonomy", "site/_terms", "store/terms"),
    "lists": ("config/lists", "model/lists", "site/_lists"),
    "related releases": ("store/related",),
    "pairs of languages": ("store/pairs", "rules/pairs", "config/languages"),
    "cards": ("media/cards", "site/cards"),
    "pictures": ("media/", "files/exif", "files/imagesize", "pipeline/variants", "site/variants"),
    "films, maps and posts": ("content/markup/_embeds", "model/embed", "rules/_embeds"),
    "plug-ins": ("plugins/",),
    "keys of the site": ("content/fields", "config/fields"),
    "another language": ("theme/_words", "model/worded"),
    "deployments": ("config/deploy", "deployers/"),
    "history": ("content/history", "model/tombstones"),
}
"""What a plain site does not use, with the modules that it consists of."""
MOST: Final = 550
"""Functions that may be entered for each plain release, cold, from its file to its page."""
NOT_LOADED: Final = (
    "PIL", "pikepdf", "newsgen.media.cards", "newsgen.plugins.load", "newsgen.retention.removal",
    "newsgen.site.index", "markdown", "newsgen.media.facts",
    "newsgen.deployers", "asyncssh",
)  # fmt: skip


@pytest.fixture(scope="module")
def for_each(tmp_path_factory: pytest.TempPathFactory) -> Counter[tuple[str, str]]:
    """Return how often each function is entered for a plain release: more than for the site."""
    folder = tmp_path_factory.mktemp("plain")
    _entered(folder / "warm", FEW)
    few, many = _entered(folder / "few", FEW), _entered(folder / "many", MANY)
    return Counter({function: (many - few)[function] for function in many - few})


def _entered(folder: Path, releases: int) -> Counter[tuple[str, str]]:
    """Build a plain site, and return how often each function of newsgen is entered."""
    site = {f"content/{n}.md": appeal(f"a{n}", f"2026-03-{n + 1:02}") for n in range(releases)}
    work = request(write_site(folder, {"newsgen.toml": CONFIG, **site}))
    calls: Counter[tuple[str, str]] = Counter()

    def note(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(SOURCE):
            calls[code.co_filename.removeprefix(SOURCE), code.co_qualname] += 1

    sys.setprofile(note)
    try:
        assert not build(work).refused
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("feature", FEATURES)
def test_a_plain_release_enters_nothing_of_it(
    feature: str, for_each: Counter[tuple[str, str]]
) -> None:
    entered = {
        f"{file}: {name}": calls
        for (file, name), calls in for_each.items()
        if file.startswith(FEATURES[feature]) and calls >= (MANY - FEW) // 2
    }
    assert entered == {}


def test_every_feature_has_modules() -> None:
    files = {file.relative_to(SOURCE).as_posix() for file in Path(SOURCE).rglob("*.py")}
    lost = [
        start
        for starts in FEATURES.values()
        for start in starts
        if not any(file.startswith(start) for file in files)
    ]
    assert lost == []


def test_a_plain_release_enters_few_functions(for_each: Counter[tuple[str, str]]) -> None:
    assert sum(for_each.values()) / (MANY - FEW) <= MOST


def test_a_plain_build_loads_nothing_of_them(tmp_path: Path) -> None:
    site = write_site(tmp_path, {"newsgen.toml": CONFIG, "content/a.md": appeal("a", "2026-03-01")})
    code = (
        "import sys; from newsgen.cli import cli; cli(sys.argv[1:], standalone_mode=False);"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "build", "--site", str(site), "--quiet", "--jobs", "1"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "newsgen.pipeline.central" in done.stdout.split()
    assert set(NOT_LOADED) & {*done.stdout.split()} == set()
