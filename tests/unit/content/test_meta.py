"""The plain reading of front matter and the model: what the one reads, the other reads the same."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from frontmatter.default_handlers import YAMLHandler
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from newsgen.content import frontmatter, meta, plain_yaml
from newsgen.content.frontmatter import FrontMatterError, split
from newsgen.content.meta import Meta, plain_meta
from newsgen.content.read import decode
from newsgen.content.schema import Article, FrontMatter, OpenGraph, Publish, Twitter
from newsgen.model.release import Kind, Status

ROOT = Path(__file__).parents[3]
CORPUS = ROOT.parent / "shared" / "corpus"
LONDON = ZoneInfo("Europe/London")

TEXTS = [
    *(
        "",
        " ",
        "x",
        " x  y ",
        "A &amp; B",
        "&#160;",
        "&#0;",
        "\x85",
        "\x01",
        "\u200b",
        "é – b",
        "0",
    ),
    *("true", "None", "news", " Appeal ", "court-result", "APPEAL\n", "ﬁ", "draft", "Published"),
    *("2026-03-24", " 2026-03-24 09:30 ", "2026-03-30T10:00+01:00", "2026-03-24 09:30 GMT"),
    *("24 March 2026", "31/02/2020", "2026-03", "10:49", "01:30 25 October 2026", "1 May 1700"),
    *("2026-03-29 01:30", "2026-03-24T10:00+19:00", "2099-12-31T23:59-14:00", "٢٠٢٦-03-24"),
    *("en-GB", "cy", "EN", "en_GB", "a/b", "..", "a-b", "a b", "https://x.example/2026/March/x"),
]
TEXT = st.sampled_from(TEXTS) | st.text("ab &;-:/\n\x00", max_size=8)
KEYS = [
    *FrontMatter.model_fields,
    *("name", "time", "reference", "src", "code", "id", "app", "site", "extra", "Title"),
    *("model_config", "model_extra", "__class__", "plain", "_x", "é"),
]
KEY = st.sampled_from(KEYS)
NESTED = ["title", "description", "image", "url", "site", "name", "updated", "published"]
GROUP_KEY = st.sampled_from(
    [*NESTED, "modified", "time", "date", "month", "year", "app", "id", "day", "reference", "more"]
)
GROUP = st.recursive(TEXT, lambda below: st.dictionaries(GROUP_KEY, below, max_size=4))
SAID = {
    "date": ["2026-03-24", "24 March 2026", "2026-03", "2026-03-29 01:30", " 10:49 05/03/2020", ""],
    "updated": ["2026-03-24", "25 October 2026", "2026-10-25 01:30"],
    "embargo": ["2026-03-30T10:00+01:00", "2026-03-30T10:00:59Z", "2026-03-30", "2026-03-30 10:00"],
    "expires": ["2026-03-30T10:00 BST", "2099-12-31T23:59-14:00", "24 March 2026"],
    "kind": ["news", " Appeal ", "CCTV", "cct", "Kind.NEWS", "NEWS\n", "court_result"],
    "status": ["draft", "Published", "PUBLISHED ", "publish", ""],
    "language": ["cy", "en-GB", "EN", "en\n", "e"],
    "slug": ["a-b", "a/b", "..", " ", "é", "a\n", "a\x80"],
    "summary": TEXTS,
}
USUAL: dict[str, st.SearchStrategy[Any]] = {
    **{key: st.sampled_from(texts) for key, texts in SAID.items()},
    **dict.fromkeys(("url", "day", "month", "time", "position", "more"), TEXT),
    "og": st.dictionaries(st.sampled_from(list(OpenGraph.model_fields)), TEXT)
    | st.fixed_dictionaries(
        {},
        optional={
            **dict.fromkeys(("title", "description", "image", "more"), TEXT),
            "site": st.dictionaries(st.sampled_from(["name", "more"]), TEXT),
            "updated": st.dictionaries(st.sampled_from(["time", "more"]), TEXT),
        },
    ),
    "article": st.dictionaries(
        st.sampled_from(["published", "modified"]),
        st.dictionaries(st.sampled_from(["time", "more"]), TEXT),
    ),
    "publish": st.dictionaries(st.sampled_from(["date", "month", "year", "more"]), TEXT),
    "incident": st.dictionaries(st.sampled_from(["reference", "day", "year", "more"]), TEXT),
}
RELEASE = st.fixed_dictionaries({"title": TEXT, "area": TEXT}, optional=USUAL)
LIKELY = {"title": "T", "area": "A"}


def check(values: dict[str, Any]) -> bool:
    """Compare both ways; tell whether the values were plain."""
    plain = plain_meta(values, LONDON)
    if plain is None:
        return False
    model = FrontMatter.model_validate(meta.given(values), context={"zone": LONDON}).plain()
    assert _parts(plain) == _parts(model)
    return True


def _parts(made: Meta) -> list[Any]:
    """Return all of it with types, offsets and the order of keys: equal is not yet the same."""
    kinds = [type(value) for value in made]
    return [*made, *kinds, repr(made), list(made.extra)]


@given(RELEASE)
@example({"title": "&#160;", "area": "A"})
@example({"title": "T", "area": " "})
@example({"title": "T", "area": "A", "og": {"site": ""}, "publish": {"date": ""}})
@example({"title": "T", "area": "A", "og": {"site": " "}})
@example({"title": "T", "area": "A", "og": " "})
@example({"title": "T", "area": "A", "incident": {"reference": "", "day": ""}})
@example({"title": "T", "area": "A", "incident": {"day": "1"}})
@example({"title": "T", "area": "A", "og": {"image": {"url": "x"}}})
def test_near_releases_read_the_same_both_ways(values: dict[str, Any]) -> None:
    check(values)


@given(st.dictionaries(KEY, GROUP | st.lists(GROUP, max_size=2), max_size=4))
def test_any_values_read_the_same_both_ways(values: dict[str, Any]) -> None:
    check(LIKELY | values)
    check(values)


@pytest.mark.parametrize("key", KEYS)
def test_every_key_with_every_text_reads_the_same_both_ways(key: str) -> None:
    for text in TEXTS:
        for value in (text, {"name": text}, {"time": text}, {key: text}, {"app": {"id": text}}):
            check(LIKELY | {key: value})
            check(LIKELY | {"og": {key: value}, "article": {key: value}, "publish": {key: value}})


@pytest.mark.parametrize(
    "values",
    [
        *({}, {"url": "https://x.example/a", "slug": "a-b", "language": "cy", "summary": "&amp;"}),
        {"date": "2026-03-24", "updated": "25 March 2026", "kind": "Appeal", "status": " Draft "},
        {"embargo": "2026-03-30T10:00+01:00", "expires": "2026-09-30T10:00Z", "more": ["x"]},
        {"og": {"title": "T", "image": "/x.jpg", "site": {"name": "N"}, "updated": {"time": "x"}}},
        {"article": {"published": {"time": "x"}, "more": "x"}, "publish": {"date": "x"}},
        {"article": {"modified": {"time": ""}}, "og": {"site": "", "updated": {"time": ""}}},
        {"incident": {"reference": "R", "day": "1"}, "fb": {"app": {"id": "1"}}, "index": "1"},
    ],
)
def test_common_values_are_plain(values: dict[str, Any]) -> None:
    assert check(LIKELY | values)


@pytest.mark.parametrize(
    "values",
    [
        *({"title": "&#160;"}, {"title": " "}, {"area": ""}, {"area": {}}, {"og": "x"}, {"og": []}),
        *({"date": "soon"}, {"embargo": "2026-03-30"}, {"kind": "x"}, {"status": "x"}),
        *({"slug": "a/b"}, {"language": "english"}, {"tags": ["x"]}, {"tags": "x"}, {"images": []}),
        *({"accept": "x"}, {"incident": {"day": "1"}}, {"fb": {"app": "x"}}, {"day": {"x": "y"}}),
        {"og": {"site": " "}},
    ],
)
def test_all_else_is_left_to_the_model(values: dict[str, Any]) -> None:
    assert plain_meta(LIKELY | values, LONDON) is None


@pytest.mark.parametrize("folder", [ROOT / "content", CORPUS], ids=["demo", "corpus"])
def test_real_files_read_the_same_both_ways(folder: Path) -> None:
    """The corpus lies beside the repository, and not on every machine: then there is none."""
    plain = [check(values) for file in folder.rglob("*.md") for values in _values(file)]
    assert sum(plain) >= len(plain) / 2


def _values(file: Path) -> list[dict[str, Any]]:
    text = decode(file.read_bytes(), file.name)
    try:
        parts = split(text, file.name) if isinstance(text, str) else None
    except FrontMatterError:
        return []
    values = plain_yaml.read(parts.yaml) if parts else None
    return [values] if values else []


def test_the_keys_are_those_of_the_model() -> None:
    assert list(FrontMatter.model_fields) == meta.KNOWN
    groups: dict[str, type[BaseModel]] = {"og": OpenGraph, "article": Article, "publish": Publish}
    groups["twitter"] = Twitter
    assert {key: list(group.model_fields) for key, group in groups.items()} == meta.GROUPS


def test_what_is_not_given_is_what_the_model_has_for_it() -> None:
    made = FrontMatter.model_validate(LIKELY, context={"zone": LONDON}).plain()
    assert plain_meta(LIKELY, LONDON) == made
    assert (made.kind, made.status, made.extra) == (Kind.NEWS, Status.PUBLISHED, {})
    with pytest.raises(ValidationError):
        FrontMatter.model_validate({}, context={"zone": LONDON})


def test_the_fence_of_jekyll_is_that_of_python_frontmatter() -> None:
    ours, theirs = frontmatter._CLOSING["---"], YAMLHandler.FM_BOUNDARY
    assert theirs is not None
    assert (ours.pattern, ours.flags) == (theirs.pattern, theirs.flags)
