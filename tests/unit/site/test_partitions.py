"""Partitions: what each makes, which one makes a file, and a file made without its month."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import UnionType
from typing import Final, get_origin, get_type_hints

from newsgen.model.partition import Partition
from newsgen.pipeline.frame import build_frame, open_theme
from newsgen.pipeline.ingest import ingest
from newsgen.pipeline.session import open_session
from newsgen.site._month import MONTH
from newsgen.site._month_window import open_month
from newsgen.site._terms import TERM_YEARS
from newsgen.site.frame import PORTAL, Frame
from newsgen.site.partitions import Partitions, is_of
from newsgen.site.parts import part_named
from newsgen.site.templates import TEMPLATES
from newsgen.site.window import field_names
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
def _opened(site: Path) -> Iterator[tuple[Frame, Partitions]]:
    with open_session(request(site)) as session:
        ingest(session)
        frame = build_frame(session, open_theme(session))
        yield frame, Partitions(frame, session.catalogue)


def _every(partitions: Partitions) -> Iterator[Partition]:
    return (planned.partition for planned in partitions.every() if planned.partition)


def test_partitions_make_what_they_claim_and_releases_and_nothing_twice(site: Path) -> None:
    with _opened(site) as (frame, partitions):
        every = [*_every(partitions)]
        pairs = [(target.path, each) for each in every for target in partitions.targets(each)]
        maker, count = dict(pairs), Counter(path for path, _ in pairs)
        claimed = {path: each for path, each in partitions.claimed.items() if path[-1] != "/"}
        assert {*count.values()} == {1}
        assert {path: maker[path] for path in claimed} == claimed
        others = {path.partition("/")[2] for path in maker.keys() - claimed.keys()}
        assert others == {*(f"news/{name}.aspx" for name in "abcdefgh"), "was/d.aspx"}
        assert frame.portal is not None


def test_a_year_is_planned_as_a_whole_after_all_that_is_of_no_year(site: Path) -> None:
    write(site / "content/old.md", _release("old", "2025-12-05 09:00", tags="[fraud]").text())
    for name in "ade":
        text = (site / f"content/{name}.md").read_text()
        write(site / f"content/{name}.md", text.replace("area:", "tags: [fraud]\narea:", 1))
    config = (site / "newsgen.toml").read_text()
    write(site / "newsgen.toml", f'{config}\n[taxonomies.topics]\nkey = "tags"\n')
    with _opened(site) as (_, partitions):
        every = [*partitions.every()]
    cumbria = [planned for planned in every if planned.root == HOSTS["Cumbria"]]
    last = [each for each in cumbria if each.year]
    planned = [(each.year, each.partition) for each in last if each.partition]
    parts = (MONTH.name, TERM_YEARS.name)
    assert [(year, each.piece) for year, each in planned if each.part in parts] == [
        ("2025", "2025-12"),
        ("2025", "topics/fraud/2025"),
        ("2026", "2026-01"),
        ("2026", "2026-02"),
        ("2026", "topics/fraud/2026"),
        ("undated", "undated"),
        ("undated", "topics/fraud/undated"),
    ]
    assert cumbria[-len(last) :] == last


def test_each_target_has_the_view_of_its_template(site: Path) -> None:
    with _opened(site) as (_, partitions):
        targets = [target for each in _every(partitions) for target in partitions.targets(each)]
        paged = [target for target in targets if target.template]
        assert len(paged) >= 50
        assert all(type(target.view) is TEMPLATES[target.template] for target in paged)


def test_a_file_by_itself_is_what_its_partition_makes(site: Path) -> None:
    with _opened(site) as (frame, partitions):
        for each in _every(partitions):
            for target in partitions.targets(each):
                root, path = partitions.split(target.path)
                assert is_of(each, root)
                assert partitions.file(root, path) == target.path
                assert partitions.target(root, path) == (each.root, target)
                assert each in [*partitions.making(root, path)]
        for root in (*frame.roots, "www.elsewhere.example"):
            assert partitions.target(root, "no/such/page.html") is None


def test_a_month_digests_its_neighbours_and_no_others(site: Path) -> None:
    def digests() -> dict[str, bytes]:
        with _opened(site) as (_, partitions):
            return {each.key: each.digest for each in partitions.every()}

    before = digests()
    release = _release("f", "2026-02-05 09:00", area="Northshire")
    release.title = "Another headline"
    (site / "content/f.md").write_text(release.text())
    changed = {name for name, digest in digests().items() if digest != before[name]}
    assert Partition("month", HOSTS["Northshire"], "2026-02").key in changed
    assert {_place(name) for name in changed} == {f"{HOSTS['Northshire']}/2026-02"}
    (site / "content/d.md").write_text(_release("d", "2026-02-05 09:01").text())
    host = HOSTS["Cumbria"]
    now = digests()
    changed = {name for name, digest in now.items() if digest != before[name]} - changed
    assert {
        Partition("month", host, "2026-01").key,
        Partition("month", host, "2026-02").key,
        Partition("retired", host).key,
    } <= changed
    assert {_place(name) for name in changed} == {f"{host}/2026-01", f"{host}/2026-02", host}


def _place(key: str) -> str:
    """Return the root and the piece in the key of a partition."""
    return key.partition("@")[2].rstrip("/")


ALWAYS: Final = {
    *("listings", "feeds", "sitemaps", "pages"),
}
"""Parts that are planned at every build, as nobody knows beforehand what they show."""


def test_all_parts_but_some_are_skipped_if_nothing_has_changed(site: Path) -> None:
    with _opened(site) as (_, partitions):
        every = [*partitions.every()]
    planned = {each.partition.part for each in every if each.partition and not each.digest}
    assert planned == ALWAYS


def test_each_field_of_a_window_has_its_type(site: Path) -> None:
    with _opened(site) as (frame, partitions):
        for each in _every(partitions):
            window = (
                part_named(each.part).opened(partitions._site.root(each.root), each.piece).window
            )
            hints = get_type_hints(type(window))
            assert {*hints} == {*field_names(type(window))}
            for name, hint in hints.items():
                cls = hint if isinstance(hint, UnionType) else get_origin(hint) or hint
                assert isinstance(getattr(window, name), cls), (each, name)
        assert {*frame.roots} == {*HOSTS.values(), PORTAL}


def test_a_picture_that_no_release_of_the_month_uses_has_no_size(site: Path) -> None:
    with _opened(site) as (frame, partitions):
        root = partitions._site.root(HOSTS["Cumbria"])
        assert open_month(root, "2026-01").picture("/images/map.png")[:2] == (30, 20)
        frame.used.pop((HOSTS["Cumbria"], "2026-01"))  # type: ignore[attr-defined]
        assert open_month(root, "2026-01").picture("/images/map.png")[:2] == (0, 0)


def test_a_case_of_which_the_month_does_not_tell_is_not_shown(site: Path) -> None:
    case = "cumbria lc-20260301-1"
    with _opened(site) as (_, partitions):
        root = partitions._site.root(HOSTS["Cumbria"])
        related = open_month(root, "2026-01").same_incident(case)
        assert [release.source for release in related] == ["b.md", "c.md"]
        assert not open_month(root, "2026-02").same_incident(case)


def test_no_two_partitions_share_a_key(site: Path) -> None:
    """Else what one of them makes would be deleted as no longer part of the other."""
    with _opened(site) as (_, partitions):
        keys = [planned.key for planned in partitions.every()]
        assert len({*keys}) == len(keys) > 20
        assert [Partition.parse(key) for key in keys] == [*_every(partitions)]
