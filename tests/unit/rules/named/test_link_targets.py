"""Where a link leads: to a release of the site, or elsewhere."""

from dataclasses import replace

from hypothesis import example, given, strategies as st

from newsgen.model.area import Area, unconfigured_area
from newsgen.model.urls import Address, URLError, parse_url
from newsgen.rules.named import leads_to
from tests.support.draws import draws

OWN = Address("https", "www.a.example", "/news/own.aspx")
AREAS = [
    replace(unconfigured_area("A"), hosts=("www.a.example",)),
    replace(unconfigured_area("B"), hosts=("www.b.example",), archive="/café/"),
    replace(unconfigured_area("C"), hosts=("www.c.example",), archive="/"),
]
ADDRESSES = st.sampled_from([
    "https://", "HTTP://", "http:", "//", "www.a.example", "WWW.B.example", "www.c.example", "/",
    "news", "News", "%6eews", "n%65ws", "/news/", "/café/", "/cafe\u0301/", "/caf%C3%A9/", "x",
    "?", "#", "..", "%2F", " ", "mailto:", "a@b.example", "\x07",
])  # fmt: skip


@draws(1_000)
@given(st.lists(ADDRESSES, max_size=7).map("".join), st.sets(st.sampled_from([0, 1, 2])))
@example("https://www.a.example/%6eews/x.aspx", {0})
@example("https://www.b.example/cafe\u0301/x.aspx", {1})
@example("https://www.c.example?x", {2})
def test_no_link_into_an_archive_is_passed_over(written: str, chosen: set[int]) -> None:
    areas = [AREAS[at] for at in sorted(chosen)]
    assert leads_to(written, OWN, areas) == _leads_to(written, areas)


def _leads_to(written: str, areas: list[Area]) -> Address | None:
    """Do the same at length."""
    if not written:
        return OWN
    is_path = written.startswith("/") and not written.startswith("//")
    if not is_path and not written.lower().startswith(("https://", "http://")):
        return None
    try:
        target = parse_url(f"https://www.a.example{written}" if is_path else written)
    except URLError:
        return None
    below = [area for area in areas if target.path.startswith(area.archive)]
    return target if any(is_path or target.host in area.hosts for area in below) else None
