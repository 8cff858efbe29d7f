"""Units: what each makes, which one makes a file, and a file made without its month."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import UnionType
from typing import get_origin, get_type_hints

from newsgen.pages.templates import TEMPLATES
from newsgen.pages.window import field_names
from newsgen.pipeline import open_session
from newsgen.pipeline._outlines import PORTAL
from newsgen.pipeline._units import Units, part_named
from newsgen.pipeline.frame import Frame, build_frame, open_theme
from newsgen.pipeline.ingest import ingest
from tests.support.builds import request
from tests.support.pictures import png
from tests.support.site import CONFIG, HOSTS, STATEMENT, Release, write


def _release(name: str, date: str | None, area: str = "Cumbria", **more: str) -> Release:
    url = f"https://{HOSTS[area]}/news/{name}.aspx"
    return Release("One headline", area, url, date, "See ![a](/images/map.png).", more=more)


SITE = {
    "newsgen.toml": CONFIG.replace("[site]", '[site]\nlayout = "per-host"') + STATEMENT,
    "content/images/map.png": png(30, 20),
    "content/a.md": _release("a", "2026-01-05 09:00"),
    "content/b.md": _release("b", "2026-01-05 09:00", incident="{reference: LC-20260301-1}"),
    "content/c.md": _release("c", "2026-01-06 09:00", incident="{reference: LC-20260301-1}"),
    "content/d.md": _release("d", "2026-02-05 09:00", redirect_from="/was/d.aspx"),
    "content/e.md": _release("e", None),
    "content/f.md": _release("f", "2026-02-05 09:00", area="Northshire"),
    "content/g.md": _release("g", "2026-02-06", status="withdrawn", explanation="Wrong."),
    "content/h.md": _release("h", "2026-02-07", noindex="true"),
}


@contextmanager
def _opened(site: Path) -> Iterator[tuple[Frame, Units]]:
    with open_session(request(site)) as session:
        ingest(session)
        frame = build_frame(session, open_theme(session))
        yield frame, Units(frame, session.catalogue)


def test_units_make_what_they_claim_and_releases_and_nothing_twice(site: Path) -> None:
    with _opened(site) as (frame, units):
        unit_by_path = {
            target.path: unit.name for unit in units.every() for target in units.targets(unit)
        }
        count = Counter(target.path for unit in units.every() for target in units.targets(unit))
        files = {path: unit for path, unit in units.claimed.items() if not path.endswith("/")}
        claimed = {path: unit.name for path, unit in files.items()}
        assert {*count.values()} == {1}
        assert {path: unit_by_path[path] for path in claimed} == claimed
        others = {path.partition("/")[2] for path in unit_by_path.keys() - claimed.keys()}
        assert others == {*(f"news/{name}.aspx" for name in "abcdefgh"), "was/d.aspx"}
        assert frame.portal is not None


def test_a_year_is_planned_as_a_whole_after_all_that_is_of_no_year(site: Path) -> None:
    write(site / "content/old.md", _release("old", "2025-12-05 09:00", tags="[fraud]").text())
    for name in "ade":
        text = (site / f"content/{name}.md").read_text()
        write(site / f"content/{name}.md", text.replace("area:", "tags: [fraud]\narea:", 1))
    config = (site / "newsgen.toml").read_text()
    write(site / "newsgen.toml", f'{config}\n[taxonomies.topics]\nkey = "tags"\n')
    with _opened(site) as (_, units):
        cumbria = [unit for unit in units.every() if unit.root == HOSTS["Cumbria"]]
    of_years = [(unit.year, unit.piece) for unit in cumbria if unit.year]
    assert of_years == [
        ("2025", "2025-12"),
        ("2025", "topics/fraud/2025"),
        ("2026", "2026-01"),
        ("2026", "2026-02"),
        ("2026", "topics/fraud/2026"),
        ("undated", "undated"),
        ("undated", "topics/fraud/undated"),
    ]
    assert not any(unit.year for unit in cumbria[: -len(of_years)])


def test_each_target_has_the_view_of_its_template(site: Path) -> None:
    with _opened(site) as (_, units):
        targets = [target for unit in units.every() for target in units.targets(unit)]
        paged = [target for target in targets if target.template]
        assert len(paged) >= 50
        assert all(type(target.view) is TEMPLATES[target.template] for target in paged)


def test_a_file_by_itself_is_what_its_unit_makes(site: Path) -> None:
    with _opened(site) as (frame, units):
        for unit in units.every():
            for target in units.targets(unit):
                root, path = units.split(target.path)
                assert root == unit.root
                assert units.file(root, path) == target.path
                assert units.target(root, path) == target
                assert unit.name in [other.name for other in units.making(root, path)]
        for root in (*frame.roots, "www.elsewhere.example"):
            assert units.target(root, "no/such/page.html") is None


def test_a_month_digests_its_neighbours_and_no_others(site: Path) -> None:
    def digests() -> dict[str, bytes]:
        with _opened(site) as (_, units):
            return {unit.name: unit.digest for unit in units.every()}

    before = digests()
    release = _release("f", "2026-02-05 09:00", area="Northshire")
    release.title = "Another headline"
    (site / "content/f.md").write_text(release.text())
    changed = {name for name, digest in digests().items() if digest != before[name]}
    assert changed == {f"{HOSTS['Northshire']}/2026-02"}
    (site / "content/d.md").write_text(_release("d", "2026-02-05 09:01").text())
    host = HOSTS["Cumbria"]
    now = digests()
    changed = {name for name, digest in now.items() if digest != before[name]} - changed
    assert changed == {f"{host}/2026-01", f"{host}/2026-02", f"{host}/retired"}
    assert {name.partition("/")[2] for name, digest in now.items() if not digest} == {
        "listings",
        "feeds",
        "sitemaps",
        "pages",
    }


def test_a_lens_shows_each_field_of_a_window_by_its_type(site: Path) -> None:
    with _opened(site) as (frame, units):
        for unit in units.every():
            window = part_named(unit.part).window
            opened = window.open(units.lens_of(unit))
            hints = get_type_hints(window)
            assert {*hints} == {*field_names(window)}
            for name, hint in hints.items():
                cls = hint if isinstance(hint, UnionType) else get_origin(hint) or hint
                assert isinstance(getattr(opened, name), cls), (unit.name, name)
        assert {*frame.roots} == {*HOSTS.values(), PORTAL}


def test_a_picture_that_no_release_of_the_month_uses_has_no_size(site: Path) -> None:
    with _opened(site) as (frame, units):
        lens = units._site.root(HOSTS["Cumbria"])
        assert lens.month("2026-01").picture("/images/map.png")[:2] == (30, 20)
        assert lens.picture("/images/map.png?x")[:2] == (30, 20)
        for src in ("/images/no.png", "//x.example/images/map.png", "https://x.example/a.png"):
            assert lens.picture(src)[:2] == (0, 0)
        frame.used.pop((HOSTS["Cumbria"], "2026-01"))  # type: ignore[attr-defined]
        assert lens.month("2026-01").picture("/images/map.png")[:2] == (0, 0)


def test_a_case_of_which_the_month_does_not_tell_is_not_shown(site: Path) -> None:
    case = "cumbria lc-20260301-1"
    with _opened(site) as (_, units):
        lens = units._site.root(HOSTS["Cumbria"])
        assert [r.source for r in lens.month("2026-01").same_incident(case)] == ["b.md", "c.md"]
        assert not lens.month("2026-02").same_incident(case)
