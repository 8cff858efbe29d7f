"""Two languages: neither half of a pair is seen before the other, and what ends one ends both."""

import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from hypothesis import example, given, strategies as st

from newsgen.model.urls import folded
from tests.support.command import newsgen_in_fork
from tests.support.draws import draws
from tests.support.site import CONFIG, HOSTS, Release, difference, new_site, tree

HOST: Final = HOSTS["Cumbria"]
START: Final = datetime(2026, 3, 1, tzinfo=UTC)
DAY: Final = timedelta(days=1)
GATES: Final = ["", "advised", "required"]
NAMES: Final = ("en0", "cy0", "en1", "cy1", "alone")
EVENTS: Final = (
    "published", "draft", "withdrawn", "gone", "embargo", "expires", "free", "forever", "urgent",
    "patient", "apart", "joined", "correct", "older", "newer", "delete", "write", "gate",
    "clock", "back", "check",
)  # fmt: skip


@dataclass(frozen=True)
class Half:
    """A release, as its file has it; days count from the start."""

    name: str
    status: str = "published"
    embargo: int | None = None
    expires: int | None = None
    is_urgent: bool = False
    is_named: bool = True
    corrected: int = 0
    folder: str = "news"
    exists: bool = True

    @property
    def twin(self) -> str:
        return {"e": "cy", "c": "en"}.get(self.name[0], "") + self.name[-1]

    @property
    def path(self) -> str:
        return f"{self.folder}/{self.name}-page.aspx"

    @property
    def canary(self) -> str:
        return f"Bird{self.name}"

    def release(self) -> Release:
        more = {"status": self.status, "translation": "urgent" if self.is_urgent else "third-party"}
        if self.embargo is not None:
            more["embargo"] = f"{START + DAY * self.embargo:%Y-%m-%dT%H:%M}+00:00"
        if self.expires is not None:
            more["expires"] = f"{START + DAY * self.expires:%Y-%m-%dT%H:%M}+00:00"
        if self.status == "withdrawn":
            more["explanation"] = "No longer needed."
        if self.name.startswith("cy"):
            more["language"] = "cy"
            if self.is_named:
                more["translation_of"] = f"{self.twin}.md"
        body = f"He saw the the {self.canary}. " + "It was corrected. " * self.corrected
        url = f"https://{HOST}/{self.path}"
        return Release(f"{self.canary} title", url=url, date="2024-02-01", body=body, more=more)


State = dict[str, Half]
Step = tuple[str, str, int]


def shown(state: State, name: str, now: int) -> bool:
    """Return whether readers see a release, by what each half says."""
    half = state[name]
    twin = state.get(half.twin)
    namer = half if name.startswith("cy") else twin
    is_pair = twin is not None and twin.exists and namer is not None and namer.is_named
    both = [half, *([twin] if twin and is_pair and twin.status != "draft" else [])]
    begins = [each.embargo or 0 for each in ([half] if half.is_urgent else both)]
    ends = [each.expires for each in both if each.expires is not None]
    is_up = half.exists and half.status == "published"
    return is_up and max(begins) <= now and all(now < end for end in ends)


CHANGES: Final[dict[str, dict[str, object]]] = {
    **{word: {"status": word} for word in ("published", "draft", "withdrawn", "gone")},
    "free": {"embargo": None},
    "forever": {"expires": None},
    "urgent": {"is_urgent": True},
    "patient": {"is_urgent": False},
    "apart": {"is_named": False},
    "joined": {"is_named": True},
    "delete": {"exists": False},
    "write": {"exists": True},
    "older": {"folder": "older"},
    "newer": {"folder": "news"},
}


def after(state: State, step: Step) -> None:
    """Change a release as a step says."""
    what, name, day = step
    half = replace(state[name], **CHANGES.get(what, {}))  # type: ignore[arg-type]
    if what in ("embargo", "expires"):
        half = replace(half, **{what: day})  # type: ignore[arg-type]
    if what == "correct":
        half = replace(half, corrected=half.corrected + 1)
    if half.embargo is not None and half.expires is not None:  # it is not over before it begins
        half = replace(half, expires=max(half.expires, half.embargo + 1))
    state[name] = half


def write(site: Path, state: State, gate: str) -> None:
    for half in state.values():
        file = site / "content" / f"{half.name}.md"
        if half.exists:
            file.write_text(half.release().text(), encoding="utf-8")
        else:
            file.unlink(missing_ok=True)
    table = f'\n[languages.cy]\ntranslations = "{gate}"\n' if gate else ""
    (site / "newsgen.toml").write_text(CONFIG + table)


def build(
    site: Path, now: int, output: str = "output", cache: str = ".newsgen"
) -> dict[str, bytes]:
    """Build at a day, which must never be refused, and return the files."""
    outcome = newsgen_in_fork(
        "build", "--site", site, "--as-of", (START + DAY * now).isoformat(), "-q",
        "--output", site / output, "--cache", site / cache,
    )  # fmt: skip
    assert outcome.code == 0, outcome.out + outcome.err
    return tree(site / output)


def check(site: Path, now: int) -> bytes:
    """Check at a day, also what a build does not look for in old releases."""
    outcome = newsgen_in_fork(
        "check", "--site", site, "--as-of", (START + DAY * now).isoformat(), "--format", "json",
    )  # fmt: skip
    assert outcome.code == 0, outcome.out + outcome.err
    return outcome.out.encode()


ENDED: Final[list[Step]] = [("expires", "cy0", 5), ("clock", "alone", 10)]
"""A pair is over because one of its halves is."""
any_steps = st.lists(
    st.tuples(st.sampled_from(EVENTS), st.sampled_from(NAMES), st.integers(0, 20)),
    min_size=1,
    max_size=14,
)
steps = any_steps | any_steps.map(lambda rest: [*ENDED, *rest])


@draws(60)
@given(steps=steps)
@example([*ENDED, ("delete", "cy0", 0)])
@example([*ENDED, ("apart", "cy0", 0)])
@example([*ENDED, ("forever", "cy0", 0)])
@example([*ENDED, ("expires", "cy0", 20)])
@example([*ENDED, ("draft", "cy0", 0), ("clock", "alone", 1), ("published", "cy0", 0)])
@example([*ENDED, ("withdrawn", "cy0", 0)])
@example([*ENDED, ("check", "alone", 0)])
@example([("embargo", "cy0", 5), ("gone", "cy0", 0)])
@example([*ENDED, ("delete", "en0", 0), ("write", "en0", 0)])
def test_no_half_is_out_before_the_other_nor_after_it(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        state, now, gate = {name: Half(name) for name in NAMES}, 0, 0
        site = new_site(Path(folder, "site"), {f"{h.name}.md": h.release() for h in state.values()})
        files = build(site, now)
        for step in steps:
            after(state, step)
            now += {"clock": step[2], "back": -min(now, step[2])}.get(step[0], 0)
            gate += step[0] == "gate"
            write(site, state, GATES[gate % len(GATES)])
            files = build(site, now)
            assert_shown(state, now, files)
            reported = check(site, now) if step[0] == "check" else b""
            if step[0] in ("clock", "expires", "check"):
                cache = site / ".newsgen/cache.sqlite"
                assert_forgotten(state, now, cache.read_bytes() + reported)
        clean = build(site, now, "clean", "clean-cache")
        assert difference(files, clean) == {}
        shutil.rmtree(site / "clean")


def assert_shown(state: State, now: int, files: dict[str, bytes]) -> None:
    pages = {folded(path) for path in files}
    for name, half in state.items():
        is_shown = shown(state, name, now)
        holding = [path for path, data in files.items() if half.canary.encode() in data]
        if not is_shown:
            assert holding == [], f"{name} is seen on day {now}"
            continue
        assert folded(half.path) in pages
        page, twin = files[half.path].decode(), state.get(half.twin)
        is_linked = bool(twin and is_pair(state, name) and shown(state, twin.name, now))
        links = page.count(f'href="/{twin.path}" rel="alternate"') if twin else 0
        assert links == is_linked
        assert page.count('rel="alternate" hreflang') == (3 if is_linked else 0)


def is_pair(state: State, name: str) -> bool:
    namer = state[name if name.startswith("cy") else state[name].twin]
    return namer.is_named and namer.exists


def assert_forgotten(state: State, now: int, data: bytes) -> None:
    """See that data have no word of what has ended, by its own expiry or its twin's."""
    for name, half in state.items():
        ended = [
            h for h in (half, state.get(half.twin)) if h and h.exists and h.expires is not None
        ]
        is_over = half.exists and half.expires is not None and half.expires <= now
        by_twin = (
            half.exists
            and half.status == "published"
            and half.twin in state
            and is_pair(state, name)
            and any(h.status != "draft" and (h.expires or 0) <= now for h in ended)
        )
        if is_over or by_twin:
            assert half.canary.encode() not in data, f"{name} is kept on day {now}"
