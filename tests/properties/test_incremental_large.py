"""An incremental build equals a clean one in an archive that no list of it shows whole.

What a page above the months shows may be of long ago: the newest open appeals are older than the
twenty latest releases.
"""

from dataclasses import replace
from typing import Final

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from tests.properties.test_incremental import FILES, EditedSite, config, picks
from tests.support.draws import draws
from tests.support.pictures import png
from tests.support.site import HOSTS, Release, write

AREAS: Final = ("Cumbria", "Cumbria", "Northshire", "Westmarch")
HOST_OF: Final = HOSTS | {"Westmarch": "www.westmarch.police.example"}
LATEST: Final = 24
"""So many releases are newer than any open appeal."""
START: Final = 72
EXTENSION: Final = """
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

class Shout(Preprocessor):
    def run(self, lines):
        return [line.replace("Officers", "MARK") for line in lines]

class House(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Shout(md), "shout", 5)
"""
INCIDENTS: Final = [None, "{reference: LC-20200305-7}", "{reference: LC-20240101-1}"]


def _start(number: int) -> Release:
    """Return a release of the archive as it begins, newest first."""
    area = AREAS[number % len(AREAS)]
    year, month = 2026 - (number + 9) // 12, 12 - (number + 9) % 12
    date: str | None = f"{year}-{month:02}-{1 + number % 28:02} 09:{number % 60:02}"
    more: dict[str, str] = {}
    if number >= LATEST and number % 5 == 0:
        more["kind"] = "appeal"
    if number % 9 == 4:
        more["incident"] = "{reference: LC-20200305-7}"
    if number % 16 == 7:
        more["redirect_from"] = f"/was/{number}.aspx"
    if number % 16 == 11:
        more["embargo"] = "2026-03-20T10:00+00:00"
    if number % 16 == 13:
        date = None
    if number % 4 < 2:
        more["og"] = "{image: /logo.png}"
    if number % 20 == 15:
        more["status"] = "draft"
    if number % 6 == 2:
        more["images"] = "[{src: /images/map.png, alt: A map}]"
    body = "Officers ask for help." if number % 4 else "See ![a still](/still.png)."
    url = f"https://{HOST_OF[area]}/newsroom/{number}.aspx"
    return Release(f"Release {number}", area, url, date, body, more=more)


class LargeSite(EditedSite):
    """A site with more releases than its lists show."""

    @initialize(patience=st.integers(1, 2), start=st.integers(2, 5))
    def write_site(self, patience: int, start: int) -> None:
        self.patience = patience
        theme = '[theme]\ntitle = "Local"\nextends = "plain"\n'
        write(self.site / "themes/local/theme.toml", theme)
        for number, name in enumerate(FILES[:3]):
            write(self.site / "content" / name, png(3 + number, 2))
        settings = ("Large news", "single", "/News/News-Articles/", 3 + start, "local", "")
        self.settings = settings
        write(self.site / "newsgen.toml", config(*settings))
        for number in range(START):
            self._save(f"{number % 5}/{number}.md", _start(number))
        self._build()
        assert self.is_built

    @precondition(lambda self: self.releases)
    @rule(number=picks, kind=st.sampled_from(["appeal", "missing", "news", "court-result"]))
    def change_kind(self, number: int, kind: str) -> None:
        source = self._pick(number)
        more = {**self.releases[source].more, "kind": kind}
        self._save(source, replace(self.releases[source], more=more))
        self._edited()

    @precondition(lambda self: any("kind" in r.more for r in self.releases.values()))
    @rule(number=picks, text=st.sampled_from(["Still open.", "Closed soon.", "Call 101."]))
    def edit_an_old_appeal(self, number: int, text: str) -> None:
        appeals = sorted(name for name, r in self.releases.items() if "kind" in r.more)
        source = appeals[number % len(appeals)]
        release = self.releases[source]
        more = {**release.more, "summary": text}
        self._save(source, replace(release, title=f"{release.title} again", more=more))
        self._edited()

    @precondition(lambda self: self.releases)
    @rule(number=picks, incident=st.sampled_from(INCIDENTS))
    def change_incident(self, number: int, incident: str | None) -> None:
        source = self._pick(number)
        more = {k: v for k, v in self.releases[source].more.items() if k != "incident"}
        more |= {"incident": incident} if incident else {}
        self._save(source, replace(self.releases[source], more=more))
        self._edited()

    @precondition(lambda self: any("og" in r.more for r in self.releases.values()))
    @rule(
        number=picks, picture=st.sampled_from(["", "/logo.png", "/scene.png"]), all_of=st.booleans()
    )
    def change_pictures(self, number: int, picture: str, all_of: bool) -> None:
        """Give many releases another picture, or one of them."""
        sources = sorted(name for name, r in self.releases.items() if "og" in r.more)
        for source in sources if all_of else [sources[number % len(sources)]]:
            more = {**self.releases[source].more, "og": f"{{image: '{picture}'}}"}
            self._save(source, replace(self.releases[source], more=more))
        self._edited()

    @rule(word=st.sampled_from(["Staff", "Detectives"]))
    def change_extension(self, word: str) -> None:
        """Edit a Markdown extension of the site's own, which shows in every body."""
        write(self.site / "code/house.py", EXTENSION.replace("MARK", word))
        self.policy = '[markdown]\nextensions = ["sane_lists", "house:House"]\n'
        self._configure(*self.settings)
        self._edited()

    @rule(word=st.sampled_from(["Home page", "Front page"]))
    def change_words(self, word: str) -> None:
        write(self.site / "themes/local/words/en.toml", f'home = "{word}"\n')
        self._edited()


def test_the_start_has_what_the_rules_need() -> None:
    """Open appeals older than all that is listed, and each sort of release several times."""
    releases = [_start(number) for number in range(START)]
    assert len(releases) >= 60
    assert not any(r.more.get("kind") for r in releases[:LATEST])
    for key, least in {
        "kind": 8, "incident": 6, "redirect_from": 4, "embargo": 4, "status": 3, "images": 9,
        "og": 24,
    }.items():  # fmt: skip
        assert sum(key in release.more for release in releases) >= least, key
    assert sum(release.date is None for release in releases) >= 4
    assert {release.area for release in releases} == set(AREAS)


TestLarge = LargeSite.TestCase
TestLarge.settings = draws(20, stateful_step_count=14)
