"""XML is written again without what is not published of it."""

import pytest

from newsgen.media._unclean import UncleanError
from newsgen.media._xml import Attributes, rewritten


def keep(name: str, attributes: Attributes) -> Attributes | None:
    kept = {key: value for key, value in attributes.items() if key != "secret"}
    return None if name == "gone" else kept


@pytest.mark.parametrize(
    "text",
    [
        "<a/>",
        '<?xml version="1.0" encoding="UTF-8"?>\n<a/>',
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<a b="1">é &amp; &lt;</a>',
        '<x:a xmlns:x="y"> <x:b c="&quot;&#10;&#9;&#13;"/>text&#13;</x:a>',
    ],
)
def test_what_is_kept_stays_as_it_is(text: str) -> None:
    assert rewritten(text.encode(), keep).decode() == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<a><gone>x<b>y</b></gone>z</a>", "<a>z</a>"),
        ("<a><gone/><gone/></a>", "<a/>"),
        ('<a secret="x" b="c"/>', '<a b="c"/>'),
        ("<!-- x --><a><!-- y -->z</a><!-- x -->", "<a>z</a>"),
        ("<?x y?><a><?x y?></a>", "<a/>"),
        ("<a><![CDATA[<b>]]></a>", "<a>&lt;b&gt;</a>"),
        ("<!DOCTYPE a PUBLIC 'x' 'y'><a/>", "<a/>"),
        ("<gone/>", ""),
    ],
)
def test_what_is_not_kept_goes(text: str, left: str) -> None:
    assert rewritten(text.encode(), keep).decode() == left


def test_other_encodings_become_utf_8() -> None:
    head = '<?xml version="1.0" encoding="{}"?>\n<a>é</a>'
    for name in ("UTF-16", "ISO-8859-1"):
        assert rewritten(head.format(name).encode(name), keep) == head.format("UTF-8").encode()


def test_the_text_of_an_element_is_seen_as_one() -> None:
    seen: list[tuple[str, str]] = []

    def upper(element: str, text: str) -> str:
        seen.append((element, text))
        return text.upper()

    whole = b"<a>one<!-- x -->two<![CDATA[three]]><b>four</b></a>"
    assert rewritten(whole, keep, upper) == b"<a>ONETWOTHREE<b>FOUR</b></a>"
    assert seen == [("a", "onetwothree"), ("b", "four")]


def test_text_on_both_sides_of_what_goes_is_seen_as_one() -> None:
    """It becomes one when that has gone, and could then say what neither half says."""
    seen: list[str] = []

    def note(_element: str, text: str) -> str:
        seen.append(text)
        return text

    whole = b"<a>one<gone>x<b>y</b></gone>two<gone/>three<b>four</b></a>"
    assert rewritten(whole, keep, note) == b"<a>onetwothree<b>four</b></a>"
    assert seen == ["onetwothree", "four"]


@pytest.mark.parametrize("text", ["<a>", "<a></b>", "text", "", "<a/><b/>", "<a>&x;</a>"])
def test_what_is_not_well_formed_is_damaged(text: str) -> None:
    with pytest.raises(UncleanError, match="damaged"):
        rewritten(text.encode(), keep)


def test_an_encoding_that_nobody_knows_is_damaged() -> None:
    with pytest.raises(UncleanError, match="damaged"):
        rewritten(b'<?xml version="1.0" encoding="x-secret"?><a/>', keep)


def test_entities_are_refused() -> None:
    bomb = "<!DOCTYPE a [<!ENTITY x 'y'><!ENTITY z '&x;&x;'>]><a>&z;</a>"
    with pytest.raises(UncleanError, match="entities"):
        rewritten(bomb.encode(), keep)
