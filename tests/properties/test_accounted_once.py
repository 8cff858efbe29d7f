"""An import accounts for every address of its source exactly once, whatever the source has."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hypothesis import given, strategies as st

from newsgen.config.load import parse as parse_config
from newsgen.importers.accounts import AddressFate
from newsgen.importers.capture import Capture
from newsgen.importers.order import Order
from newsgen.importers.plan import parse
from newsgen.importers.run import run
from newsgen.importers.seen import address_of
from newsgen.model import tombstones
from newsgen.model.tombstones import Tombstone, Tombstones
from newsgen.model.urls import URLError, output_path
from newsgen.pipeline.result import no_progress
from tests.support.draws import draws
from tests.unit.importers.test_run import AREAS, HOST, PLAN as SIMPLE, Captures

PLAN: Final = parse(f"""{SIMPLE}
[[addresses]]
match = ["/list/**"]
fate = "not-a-release"
[[addresses]]
match = ["/over/*"]
fate = "gone"
""")
CONFIG: Final = parse_config(AREAS)
REMOVED: Final = f"{HOST}/news/removed"
PATHS: Final = st.sampled_from(
    ["/", "/news/a", "/news/A/", "/news/b", "/news/removed", "/list/1", "/over/1", "/map.png",
     "/?p=1", "/a/../b", "/news/%ff", "/news/a?utm_source=x", "/x y"]
)  # fmt: skip
ORIGINS: Final = st.sampled_from([HOST, "http://www.old.example", "https://else.example"])
TEXTS: Final = st.sampled_from(["", "One text.", "Another <img src='/map.png' alt='A map'> text."])


@st.composite
def captures(draw: st.DrawFn) -> list[Capture]:
    """Draw captures: pages, files, redirects, failures, and what cannot be read."""
    items = []
    for number in range(draw(st.integers(0, 12))):
        url = draw(ORIGINS) + draw(PATHS)
        status = draw(st.sampled_from([200, 200, 200, 301, 403, 404, 410, 500]))
        text = draw(TEXTS)
        page = (
            f"<h1>Title {text[:3]}</h1><p class=date>5 March 2020</p><div class=text>{text}</div>"
        )
        is_page = draw(st.booleans()) or status != 200
        items.append(
            Capture(
                f"record {number}",
                url if draw(st.integers(0, 9)) else "",
                status=status,
                media_type="text/html" if is_page else "image/png",
                location=draw(PATHS) if status == 301 else "",
                body=page.encode() if is_page else b"PNG",
                trouble="" if draw(st.integers(0, 9)) else "it is damaged",
            )
        )
    return items


def expected(items: list[Capture]) -> set[str]:
    urls = set()
    for each in items:
        try:
            urls.add(address_of(each.url).url)
        except URLError:
            urls.add(each.url)
    return urls - {""}


@draws(60)
@given(captures())
def test_an_address_is_accounted_for_exactly_once(items: list[Capture]) -> None:
    stones = Tombstones(tombstones.new_key())
    address = address_of(REMOVED)
    digest = stones.digest(address.host, output_path(address))
    stone = Tombstone(digest, "erasure", "2026-01-01", f"{HOST}/news/")
    with TemporaryDirectory() as folder:
        site = Path(folder)
        text = Tombstones(stones.key, (stone,)).write()
        (site / tombstones.FILE).write_text(text, encoding="utf-8")
        order = Order(site, (Captures(items),), PLAN, CONFIG, is_dry=True)
        report = run(order, no_progress)
    urls = [row.url for row in report.rows]
    assert len(urls) == len(set(urls))
    assert set(urls) <= expected(items)
    assert len(urls) + report.removed + report.private == len(expected(items))
    assert sum(report.sums.values()) == len(urls)
    assert REMOVED not in urls
    imported = {row.url for row in report.rows if row.outcome is AddressFate.IMPORTED}
    assert imported == set(report.written)
    unexplained = [row for row in report.rows if row.outcome is AddressFate.UNEXPLAINED]
    assert all(row.reason and row.problems for row in unexplained)
    assert len(report.unread) == sum(not each.url for each in items) + (not items)
