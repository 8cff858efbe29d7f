"""The front matter by its rows: what is read, and what is said of the rest."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, strategies as st

from newsgen.content import keys, matter
from newsgen.content._meta import Meta
from newsgen.content._pages import is_page, keys_of
from newsgen.content._values import Accepted, KeyRow, each_key
from newsgen.content.frontmatter import FrontMatterError, Located, Parts, split
from newsgen.content.keys import KEYS
from newsgen.content.scan import decode
from newsgen.diagnostics import Diagnostic, Span
from newsgen.model.declared import group, list_of, moment, text
from newsgen.model.fields import from_plain
from newsgen.model.release import Incident, Kind, Note, Picture, Status
from tests.support.paths import REPOSITORY

LONDON = ZoneInfo("Europe/London")
TABLE = matter.table_of(KEYS)
PAGE_TABLE = matter.table_of(keys_of(KEYS))
TEXTS = [
    *("", " ", "x", " x  y ", "A &amp; B", "&#160;", "&#0;", "\x85", "\x01", "\u200b", "é – b"),
    *("0", "true", "None", "news", " Appeal ", "court-result", "APPEAL\n", "ﬁ", "draft"),
    *("2026-03-24", " 2026-03-24 09:30 ", "2026-03-30T10:00+01:00", "2026-03-24 09:30 GMT"),
    *("24 March 2026", "31/02/2020", "2026-03", "10:49", "01:30 25 October 2026", "1 May 1700"),
    *("2026-03-29 01:30", "2026-03-24T10:00+19:00", "2099-12-31T23:59-14:00", "٢٠٢٦-03-24"),
    *("en-GB", "cy", "EN", "en_GB", "a/b", "..", "a-b", "a b", "https://x.example/2026/March/x"),
]
TEXT = st.sampled_from(TEXTS) | st.text("ab &;-:/\n\x00", max_size=8)
NAMES = [
    *(key.name for key in KEYS),
    *("name", "time", "reference", "src", "code", "id", "app", "site", "extra", "fields", "Title"),
    *("__class__", "_asdict", "self", "é"),
]
INNER = [name.rpartition(".")[2] for name, _ in each_key(KEYS) if "." in name]
ANY = st.recursive(
    TEXT,
    lambda below: (
        st.dictionaries(st.sampled_from([*INNER, "more"]), below, max_size=4)
        | st.lists(below, max_size=2)
    ),
)
LIKELY = {"title": "T", "area": "A"}


class Values(Located):
    """Values without a text: every place is known by its keys."""

    has_escapes = True
    cut: frozenset[str] = frozenset()

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values

    def key(self, *keys: str | int) -> Span:
        return Span("key " + ".".join(map(str, keys)))

    def value(self, *keys: str | int) -> Span:
        return Span("value " + ".".join(map(str, keys)))


def read(values: dict[str, Any], table: matter.KeyTable = TABLE) -> Meta | list[Diagnostic]:
    diagnostics: list[Diagnostic] = []
    meta = matter.read(table, Values(values), LONDON, diagnostics)
    assert (meta is None) is bool(diagnostics)
    return meta or diagnostics


def meta_of(**values: Any) -> Meta:
    meta = read(LIKELY | values)
    assert isinstance(meta, Meta), meta
    return meta


def said(**values: Any) -> list[str]:
    diagnostics = read(LIKELY | values)
    assert isinstance(diagnostics, list)
    return [f"{d.code} {d.message}" for d in diagnostics]


@given(st.dictionaries(st.sampled_from(NAMES), ANY, max_size=5))
@example({"og": " "})
@example({"og": {"site": " "}})
@example({"title": "", "Title": "x"})
@example({"fields": "x", "extra": {"self": "y"}})
def test_whatever_stands_there_is_read_or_told_at_its_place(values: dict[str, Any]) -> None:
    whole = LIKELY | values
    meta = read(whole)
    if isinstance(meta, Meta):
        unknown = [key for key, value in whole.items() if key not in TABLE.groups[""]]
        assert list(meta.extra) == [key for key in unknown if not matter.is_blank(whole[key])]
    else:
        for wrong in meta:
            assert wrong.message
            key = wrong.span.path.split(" ")[1].split(".")[0]
            is_misspelt = (key, wrong.hint) == ("Title", "Did you mean title?")
            assert key in TABLE.groups[""] or is_misspelt


@given(st.dictionaries(st.sampled_from(NAMES), ANY, max_size=5), st.randoms())
def test_the_order_of_keys_does_not_matter(values: dict[str, Any], random: Any) -> None:
    items = list((LIKELY | values).items())
    shuffled = random.sample(items, len(items))
    meta, other = read(dict(items)), read(dict(shuffled))
    if isinstance(meta, Meta):
        assert meta == other
    else:
        assert sorted(map(str, meta)) == sorted(map(str, other))


@pytest.mark.parametrize("name", NAMES)
def test_every_key_takes_or_refuses_every_text(name: str) -> None:
    for value in TEXTS:
        for given_ in (value, {"name": value}, {"time": value}, {name: value}, [value], [[value]]):
            read(LIKELY | {name: given_})
            for group_name in ("og", "article", "publish", "incident"):
                read(LIKELY | {group_name: {name: given_}})


def test_what_is_not_given_has_its_default() -> None:
    assert meta_of() == Meta(TABLE.fields, {}, "T", "A")
    assert meta_of(url=" ", kind="", tags="", og=" ", custom="") == meta_of()
    assert (meta_of().kind, meta_of().status) == (Kind.NEWS, Status.PUBLISHED)


def test_texts_are_cleaned_once_or_left_as_they_are() -> None:
    meta = meta_of(title=" A &amp; B ", summary="x\x85 y", url=" a ", explanation="&amp;amp;")
    assert (meta.title, meta.summary) == ("A & B", "x y")
    assert (meta.url, meta.explanation) == (" a ", "&amp;")


def test_words_in_any_letter_case() -> None:
    meta = meta_of(kind=" Appeal ", status="DRAFT", noindex="Yes", language="cy", slug="a-b")
    assert (meta.kind, meta.status, meta.noindex) == (Kind.APPEAL, Status.DRAFT, True)
    assert (meta.language, meta.slug) == ("cy", "a-b")


def test_times() -> None:
    meta = meta_of(date="24 March 2026", embargo="2026-07-01T10:00 BST", review_by="2026-09-30")
    assert meta.date
    assert meta.embargo
    assert meta.review_by
    assert meta.date.at.isoformat() == "2026-03-24T00:00:00+00:00"
    assert meta.embargo.at.isoformat() == "2026-07-01T10:00:00+01:00"


def test_lists_and_what_is_in_them() -> None:
    meta = meta_of(
        tags=["a &amp; b", "c"],
        redirect_from="/old",
        images=[{"src": "/a.jpg", "decorative": "true"}],
        updates=[{"at": "2026-03-25", "note": "New."}],
        corrections=[{"at": "2026-03-25", "note": "Wrong."}],
        incident={"reference": "R", "day": "1", "more": "x"},
        accept=[{"code": "possible-child", "reason": "So.", "text": "aged 17"}],
    )
    at = moment().read("2026-03-25", LONDON)
    assert (meta.tags, meta.redirect_from) == (("a & b", "c"), ("/old",))
    assert meta.images == (Picture("/a.jpg", decorative=True),)
    assert meta.updates == (Note(at, "New."),)
    assert meta.corrections == (Note(at, "Wrong.", significant=True),)
    assert meta.incident == Incident("R", "1")
    assert meta.accept == (Accepted("NG531", "So.", "aged 17"),)


def test_groups_of_old_systems() -> None:
    meta = meta_of(
        og={"image": {"url": "/a.jpg"}, "description": "A &amp; B", "site": "", "more": ["x"]},
        article={"published": {"time": "10:49"}, "modified": {"time": ""}},
        publish={"date": "", "month": "March", "year": "2020"},
    )
    assert meta.og == {"image": "/a.jpg", "description": "A & B"}
    assert meta.article == {"published": {"time": "10:49"}, "modified": {}}
    assert meta.publish == {"month": "March", "year": "2020"}


def test_unknown_keys_are_kept_as_they_came() -> None:
    assert meta_of(custom={"of": ["our", " own "]}, other=" x ").extra == {
        "custom": {"of": ["our", " own "]},
        "other": " x ",
    }


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"title": "&#160;"}, "NG201 the release has no title"),
        ({"title": " "}, "NG201 the release has no title"),
        ({"area": ""}, "NG202 the release has no area"),
        ({"area": {}}, "NG203 area should be text, but it is a map of keys and values"),
        ({"og": "x"}, "NG203 og should be a map of keys and values, but it is the text “x”"),
        ({"og": []}, "NG203 og should be a map of keys and values, but it is a list"),
        (
            {"og": {"site": " "}},
            "NG203 og.site should be a map of keys and values, but it is the text “ ”",
        ),
        ({"kind": ["news"]}, "NG203 kind should be text, but it is a list"),
        (
            {"date": ["2020"]},
            "NG203 date should be a date such as 2026-03-05 10:49, but it is a list",
        ),
        ({"images": [{"alt": "x"}]}, "NG206 images.1.src is missing"),
        ({"images": [{"src": "/a", "atl": "x"}]}, "NG206 there is no key images.1.atl"),
        ({"incident": {"day": "1"}}, "NG206 incident.reference is missing"),
        (
            {"accept": [{"code": "NG531"}]},
            "NG206 accept.1.reason: an accepted finding needs a reason",
        ),
        (
            {"updates": [{"at": "2026-03-25", "note": " "}]},
            "NG206 the note is empty",
        ),
        ({"slug": "a/b"}, "NG206 the slug “a/b” has a space or a character that a URL gives a"),
        ({"language": "EN"}, "NG206 language “EN” is not a language tag"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(values: dict[str, Any], words: str) -> None:
    (first,) = said(**values)
    assert first.startswith(words)


def test_everything_wrong_is_told_at_once() -> None:
    values = {"kind": "apeal", "tags": "x", "images": [{"src": "javascript:x"}, "y"]}
    assert [line[:5] for line in said(**values)] == ["NG204", "NG203", "NG206", "NG203"]


@pytest.mark.parametrize("name", [key.name for key in KEYS])
def test_the_examples_of_a_row_are_read(name: str) -> None:
    (key,) = [key for key in KEYS if key.name == name]
    for value in key.examples:
        assert getattr(meta_of(**{name: value}), name, value) is not None


def test_the_keys_that_newsgen_uses_have_rows() -> None:
    names = {key.name for key in KEYS}
    assert set(Meta._fields) - {"fields", "extra"} <= names
    assert names.isdisjoint({"fields", "extra"})


@pytest.mark.parametrize(
    ("reader", "value", "seen"),
    [
        (text(), "01632 960001", "01632 960001"),
        (list_of(text()), ["a", "b"], ("a", "b")),
        (group(KeyRow("name", text(), "Name", ("x",)), make=dict), {"name": "x"}, {"name": "x"}),
        (moment(), "2026-03-05", moment().read("2026-03-05", LONDON)),
    ],
)
def test_a_row_is_all_that_a_new_key_needs(reader: Any, value: Any, seen: Any) -> None:
    key = KeyRow("contact", reader, "Whom to ask", (value,), is_seen=True)
    table = matter.table_of((*KEYS, key))
    meta = read(LIKELY | {"contact": value}, table)
    assert isinstance(meta, Meta)
    assert from_plain(meta.fields) == from_plain(TABLE.fields) | {"contact": seen}
    assert meta.extra == {}
    diagnostics = matter.misspellings(table, Values(LIKELY | {"contcat": "x"}))
    assert [d.hint for d in diagnostics] == ["Did you mean contact?"]


def test_a_key_that_templates_do_not_see_is_read_and_dropped() -> None:
    table = matter.table_of((*KEYS, KeyRow("desk", moment(), "Who wrote it", ("x",))))
    meta = read(LIKELY | {"desk": "2026-03-05"}, table)
    assert isinstance(meta, Meta)
    assert (meta.fields, meta.extra) == (TABLE.fields, {})
    assert isinstance(read(LIKELY | {"desk": "soon"}, table), list)


def test_what_survives_is_made_from_the_rows_that_say_so() -> None:
    values = {
        "url": "https://x.example/a",
        "summary": "S",
        "tags": ["t"],
        "custom": "c",
        "publish": {"month": "March", "year": "2020", "more": "m"},
        "article": {"published": {"time": "10:49"}, "author": "Who"},
        "images": [{"src": "/a.jpg"}],
    }
    left = matter.read_surviving(TABLE, Values(LIKELY | values), LONDON)
    assert left == Meta(
        TABLE.fields,
        {},
        area="A",
        url="https://x.example/a",
        publish={"month": "March", "year": "2020"},
        article={"published": {"time": "10:49"}},
    )


@pytest.mark.parametrize("status", ["withdrawn", "gone", "moved"])
@pytest.mark.parametrize(
    "wrong",
    [
        {"incident": ["x"]},
        {"featured_until": "31 June 2027", "tags": {"a": "b"}},
        {"images": [{"alt": "Without a source"}]},
    ],
)
def test_what_is_wrong_and_does_not_survive_stops_no_take_down(
    status: str, wrong: dict[str, Any]
) -> None:
    rest = LIKELY | {"url": "https://x.example/a"} | wrong
    assert isinstance(read(rest), list)
    meta = read(rest | {"status": status})
    assert isinstance(meta, Meta)
    assert (meta.url, meta.status.value) == ("https://x.example/a", status)


@pytest.mark.parametrize(
    "wrong",
    [
        {"embargo": "soon"},
        {"expires": "soon"},
        {"redirect_from": {"a": "b"}},
        {"title": ["T"]},
        {"explanation": ["a", "b"]},
    ],
)
def test_of_a_release_that_is_taken_down_what_survives_or_holds_it_is_judged(
    wrong: dict[str, Any],
) -> None:
    diagnostics = read(LIKELY | {"status": "withdrawn", "tags": {"a": "b"}} | wrong)
    assert isinstance(diagnostics, list)
    assert len(diagnostics) == 1


def test_demo_releases_are_read() -> None:
    files = sorted((REPOSITORY / "content").rglob("*.md"))
    count = sum(_is_read(file) for file in files)
    assert count == len(files) > 40


def _is_read(file: Path) -> bool:
    source = decode(file.read_bytes(), file.name)
    assert isinstance(source, str)
    try:
        located = Located(split(source, file.name), file.name)
    except FrontMatterError:
        return False
    table = PAGE_TABLE if is_page(located.values) else TABLE
    return matter.read(table, located, LONDON, []) is not None


def test_every_row_is_described() -> None:
    for name, key in each_key(keys.KEYS):
        assert key.description[0].isupper(), name
        assert key.examples, name


def test_a_key_that_cannot_be_read_is_not_missing() -> None:
    text = (
        "\ntitle: A: b\nimages:\n- src: a.jpg\n  alt: c\n- alt: d\nincident:\n  reference: e: f\n"
    )
    diagnostics: list[Diagnostic] = []
    located = Located(Parts(text, 1, "", 9), "content/a.md", [])
    assert matter.read(TABLE, located, LONDON, diagnostics) is None
    said = [(each.code, each.message) for each in diagnostics]
    assert said == [
        ("NG206", "images.2.src is missing"),
        ("NG202", "the release has no area"),
    ]


def test_keys_that_are_right_are_read_beside_one_that_is_wrong() -> None:
    located = Located(Parts("\ntitle: A\nkind: newz\ndate: 2026-03-05\n", 1, "", 9), "a")
    meta = matter.read_what_is_right(TABLE, located, LONDON)
    assert (meta.title, meta.date and meta.date.at.day) == ("A", 5)
