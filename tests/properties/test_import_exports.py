"""Whatever happens to an export of WordPress, each of its posts is imported or has a reason."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hypothesis import given, strategies as st

from newsgen.importers.capture import Capture
from newsgen.importers.wxr import Wxr
from tests.support.wxr import BLOG, export, file, item, meta, term

POSTS: Final = 5
SECRET: Final = "CANARY"
EXPORT: Final = export(
    item(1, "<p>One</p>", meta("_wp_old_slug", "old"), term("category", "a", "A &amp; B")),
    item(2, "Two ]]> and <item> and </item> and <![CDATA["),
    item(3, "[caption]<img src='/a.jpg'> Three[/caption]\n\n[gallery]"),
    item(4, f"{SECRET} four", status="private", title=SECRET, link=f"{BLOG}/{SECRET}/"),
    file(5, "2020/03/a.jpg"),
).encode()
PRIVATE: Final = EXPORT.index(b"<item>\n<title><![CDATA[CANARY")
PUT: Final = st.sampled_from([
    b"", b"\x00", b"\xff\xfe", b"<", b"]]>", b"<![CDATA[", b"</item>", b"<item>", b"&nbsp;", b"&x;",
    b'<!DOCTYPE a [<!ENTITY x "y">]>', b"<a>" * 2_000, "é".encode(), "\u2028".encode(), b"\x0b",
])  # fmt: skip
DAMAGE: Final = st.tuples(st.integers(0, len(EXPORT)), st.integers(0, 300), PUT)


def captures(export: bytes) -> list[Capture]:
    with TemporaryDirectory() as folder:
        source = Path(folder) / "export.xml"
        source.write_bytes(export)
        return list(Wxr([source]).captures())


def test_what_is_whole_has_no_reason() -> None:
    every = captures(EXPORT)
    assert [each.trouble for each in every if not each.url and each.trouble] == []
    assert sum(each.record is not None for each in every) == POSTS - 2


@given(st.lists(DAMAGE, min_size=1, max_size=3))
def test_each_post_is_read_or_has_a_reason(damages: list[tuple[int, int, bytes]]) -> None:
    damaged = EXPORT
    for at, cut, put in damages:
        damaged = damaged[:at] + put + damaged[at + cut :]
    every = captures(damaged)
    read = {each.url for each in every if each.url and "another address" not in each.origin}
    reasons = [each.trouble for each in every if not each.url and each.trouble]
    left = min(POSTS, damaged.count(b"<wp:post_id>"))
    assert len({url for url in read if "?" not in url}) >= left - 1 or reasons
    assert all(each.origin for each in every)
    for each in every:
        assert each.record is None or each.body


@given(st.integers(0, PRIVATE), st.integers(0, 300), PUT)
def test_damage_before_a_private_post_does_not_make_it_public(
    at: int, cut: int, put: bytes
) -> None:
    damaged = EXPORT[:at] + put + EXPORT[min(at + cut, PRIVATE) :]
    shown = [each for each in captures(damaged) if each.status == 200]
    assert not any(SECRET in f"{each.url}{each.record}{each.body!r}" for each in shown)
