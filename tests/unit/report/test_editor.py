"""The schemas for editors: right for all that newsgen accepts, and good to read."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from jsonschema import Draft7Validator

from newsgen.codes import CODES
from newsgen.config import Config
from newsgen.config.load import parse
from newsgen.config.settings import CONFIG
from newsgen.content.frontmatter import FrontMatterError, split
from newsgen.content.keys import KEYS
from newsgen.content.release import SourceReader
from newsgen.diagnostics import has_errors
from newsgen.model.release import KINDS, STATUSES, Kind, Status
from newsgen.report.editor import release_keys, release_schema, site_keys, site_schema
from tests.support.archive_folders import SHAPES, Name, archive_folder, sources_of

ROOT = Path(__file__).parents[3]
RELEASE = release_schema()
SITE = site_schema()
BEGIN = "title: Witness appeal\narea: Northshire\n"


class EditorLoader(yaml.SafeLoader):
    """Types values as YAML 1.2's core schema does, like the language servers of editors."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    EditorLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), list(first)
    )


def _number(loader: Any, node: Any) -> int:
    text = loader.construct_scalar(node)
    return int(text, 0) if text.startswith("0o") or "x" in text else int(text)


EditorLoader.add_constructor("tag:yaml.org,2002:int", _number)


def faults(schema: dict[str, Any], values: Any) -> list[str]:
    return [
        f"{e.json_path}: {e.message[:200]}" for e in Draft7Validator(schema).iter_errors(values)
    ]


def in_editor(front_matter: str) -> list[str]:
    return faults(RELEASE, yaml.load(front_matter, Loader=EditorLoader))


def toml_in_editor(text: str) -> list[str]:
    """Dates are text to the extension's validator."""
    values = json.loads(json.dumps(tomllib.loads(text), default=date.isoformat))
    return faults(SITE, values)


def keys(node: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, value in node.get("properties", {}).items():
        if path == ("rules", "severity"):
            continue
        yield (*path, name), value
        yield from keys(value, (*path, name))
        if isinstance(value.get("items"), dict):
            yield from keys(value["items"], (*path, name, "[]"))
        if isinstance(value.get("additionalProperties"), dict):
            yield from keys(value["additionalProperties"], (*path, name, "NAME"))


@pytest.mark.parametrize("schema", [RELEASE, SITE], ids=["release", "site"])
def test_schemas_are_valid_and_have_no_references(schema: dict[str, Any]) -> None:
    assert schema["$schema"] == Draft7Validator.META_SCHEMA["$schema"].removesuffix("#") + "#"
    Draft7Validator.check_schema(schema)
    assert not re.search(r'"\$(ref|defs)"|"default": (null|"")', json.dumps(schema))


@pytest.mark.parametrize(
    ("described", "names"),
    [
        (release_keys(), [key.name for key in KEYS]),
        (site_keys(), [row.name for row in CONFIG.rows]),
    ],
)
def test_every_key_is_described_in_plain_words(described: dict[str, Any], names: list[str]) -> None:
    assert list(described["properties"]) == names
    for path, value in keys(described):
        name = ".".join(path).replace(".[]", "[]")
        assert value["title"] == name
        assert value["examples"], name
        assert 8 <= len(value["description"]) <= 130, name
        assert value["description"][0].isupper(), name
        assert not value["description"].endswith("."), name


STATEMENT = {
    "organisation": "Northshire Police",
    "nation": "england",
    "status": "partial",
    "contact": "https://www.northshire.police.example/contact/",
    "prepared": "2026-09-01",
    "reviewed": "2026-10-01",
    "tested": "2026-09-28",
    "tested_by": "our web team",
    "burdens": ["Captions for films of before 2020."],
}
FAILURE = {
    "text": "Some pictures have no text alternative.",
    "criterion": "1.1.1 Non-text Content",
    "fix_by": "2027-03-31",
}


def nested(path: tuple[str, ...], value: Any) -> Any:
    """Put a value where a path says, among what must be beside it."""
    if not path:
        return value
    name, *rest = path
    inner = nested(tuple(rest), value)
    if name == "[]":
        if rest[0] in ("src", "alt", "caption", "credit", "decorative", "focus"):
            needed = {"src": "/a.jpg"}
        elif rest[0] in ("at", "note", "significant"):
            needed = {"at": "2026-03-25", "note": "New."}
        elif rest[0] in ("file", "title", "accessible", "alternative"):
            needed = {"file": "/files/plan.pdf", "title": "The plan"}
        else:
            needed = {"code": "NG531", "reason": "So it is."}
        return [needed | inner]
    if name == "accessibility":
        if rest[:2] == ["failures", "[]"]:
            inner = {"failures": [FAILURE | {rest[2]: value}]}
        inner = STATEMENT | inner
    if name == "video" and rest:
        inner = {"title": "The van"} | inner
    if name == "incident" and rest:
        inner = {"reference": "NS-1"} | inner
    return {name: inner}


@pytest.mark.parametrize(
    ("path", "example"),
    [(path, example) for path, value in keys(release_keys()) for example in value["examples"]],
    ids=str,
)
def test_examples_of_the_front_matter_are_accepted(path: tuple[str, ...], example: Any) -> None:
    values = {"title": "Witness appeal", "area": "Northshire"} | nested(path, example)
    rows = {key.name: key for key in KEYS}
    for key, value in values.items():
        rows[key].reader.read(value, ZoneInfo("Europe/London"))
    assert in_editor(yaml.dump(values)) == []


def as_toml(values: dict[str, Any]) -> str:
    return "".join(f"{name} = {_inline(value)}\n" for name, value in values.items())


def _inline(value: Any) -> str:
    """Write a value inside a line, days without quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {_inline(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    text = json.dumps(value)
    return text.strip('"') if re.fullmatch(r'"\d{4}-\d\d-\d\d"', text) else text


@pytest.mark.parametrize(
    ("path", "example"),
    [
        (path, example)
        for path, value in keys(site_keys())
        for example in value["examples"]
        if path[0] != "languages" or "accessibility" not in path  # as the site's own statement
    ],
    ids=str,
)
def test_examples_of_the_settings_are_accepted(path: tuple[str, ...], example: Any) -> None:
    values = nested(path, example)
    if path[0] == "fields" and path[1:2] == ("NAME",):
        of_choices = {"type": "choice", "choices": ["Saltmere", "Ellerdale"]}
        values = {"fields": {"district": of_choices | values["fields"]["NAME"]}}
    if path[0] == "taxonomies" and path[1:2] == ("NAME",):
        values = {"taxonomies": {"topics": {"key": "tags"} | values["taxonomies"]["NAME"]}}
    if path[0] == "lists" and path[1:2] == ("NAME",):
        values = {
            "lists": {"court": values["lists"]["NAME"]},
            "fields": {"district": {"type": "text"}},
        }
    if "languages" in path and path[-1] != "languages":
        tables = {"cy": {path[-1]: example}}
        areas = {"areas": {"Northshire": {"languages": tables}}}
        values = areas if path[0] == "areas" else {"languages": tables}
    if path[0] == "deploy" and path[1:2] == ("NAME",):
        needed = {"to": "s3://news/web"} if path[2:3] == ("key_value_store",) else {}
        needed |= {"address": "https://news.example"} if path[2:3] == ("purge",) else {}
        target = {"to": "file:///srv/news"} | needed | values["deploy"]["NAME"]
        values = {"deploy": {"live": target}}
    if path[0] == "menu" and len(path) > 1:
        entry = {"title": "Courts", "link": "/"} | {path[-1]: example}
        if path[-1] == "page":
            del entry["link"]
        below = [{"title": "Above", "link": "/", "children": [entry]}]
        values = {"menu": below if "children" in path[:-1] else [entry]}
    if path[:2] == ("footer", "links") and len(path) > 2:
        entry = {"title": "Courts", "link": "/"} | {path[-1]: example}
        if path[-1] == "page":
            del entry["link"]
        values = {"footer": {"links": [entry]}}
    assert faults(SITE, values) == []
    config = parse(as_toml(values))
    assert {
        f.name for f in fields(config) if getattr(config, f.name) != getattr(Config(), f.name)
    } <= {path[0], *(("fields",) if path[0] == "lists" else ())}


def test_choices_have_meanings() -> None:
    assert list(KINDS) == list(Kind)
    assert sorted(STATUSES) == sorted(Status)
    offered = RELEASE["properties"]["kind"]["anyOf"][0]
    assert dict(zip(offered["enum"], offered["enumDescriptions"], strict=True)) == KINDS


def test_rules_that_may_be_accepted_are_offered() -> None:
    offered = RELEASE["properties"]["accept"]["items"]["properties"]["code"]["anyOf"][0]["enum"]
    codes = [code for code in CODES.values() if not code.is_essential]
    assert sorted(offered) == sorted([c.id for c in codes] + [c.name for c in codes])


@pytest.mark.parametrize(
    "text",
    [
        "date: 2026-03-24",
        "date: 24 March 2026",
        "updated: 10:49 05/03/2020",
        "embargo: 2026-03-30T10:00+01:00",
        "embargo: 30 January 2026 10:00 gmt",
        "summary:",
        "kind:",
        "kind: Appeal",
        "status: DRAFT",
        "slug: 2026",
        "images:",
        'images: [{src: /a.jpg, alt: "", decorative: true}]',
        "images: [{src: /a.jpg, decorative: 'Yes'}]",
        "tags: [2026, true]",
        "incident: {reference: 112, day: 24}",
        "accept: [{code: ng531, reason: It is known.}]",
        "accept: [{code: SITE-house-style, reason: It is known.}]",
        'accept: [{code: Possible-Child, reason: It is known., text: ""}]',
        "og: {image: {url: /a.jpg}, other: 1}",
        "og: {image: /a.jpg, site: }",
        "fb: {app: {id: 100000000000000}}",
        "something: {of: [our, own]}",
    ],
)
def test_what_newsgen_accepts_has_no_fault(text: str) -> None:
    actual = SourceReader(Config()).parse(f"---\n{BEGIN}date: 2020-01-01\n---\n\nText.\n", "a.md")
    assert not has_errors(list(actual.diagnostics))
    actual = SourceReader(Config()).parse(
        f"---\n{BEGIN}url: https://a.example/b\n{text}\n---\n\nText.\n", "a.md"
    )
    assert [d for d in actual.diagnostics if d.severity == "error"] == []
    assert in_editor(BEGIN + text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("kind: apeal", "$.kind"),
        ("status: live", "$.status"),
        ("embargo: 2026-03-30 10:00", "$.embargo"),
        ("expires: 30 March 2026", "$.expires"),
        ("slug: two words", "$.slug"),
        ("language: English", "$.language"),
        ("date: [2026]", "$.date"),
        ("images: /van.jpg", "$.images"),
        ("images: [/van.jpg]", "$.images[0]"),
        ("images: [{alt: A van}]", "$.images[0]"),
        ("images: [{src: /van.jpg, atl: A van}]", "$.images[0]"),
        ("images: [{src: /van.jpg, decorative: maybe}]", "$.images[0].decorative"),
        ("incident: NS-1", "$.incident"),
        ("incident: {day: 24}", "$.incident"),
        ("accept: [{code: NG531}]", "$.accept[0]"),
        ("accept: [{code: NG531, reason: }]", "$.accept[0].reason"),
        ("accept: [{code: NG201, reason: No.}]", "$.accept[0].code"),
        ("og: text", "$.og"),
    ],
)
def test_what_newsgen_refuses_is_marked(text: str, place: str) -> None:
    assert [fault.partition(": ")[0] for fault in in_editor(BEGIN + text)] == [place]


def test_title_and_area_are_asked_for() -> None:
    assert len(in_editor("date: 2020-01-01")) == 2
    assert len(in_editor("title:\narea:")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "[sites]\ntitle = 'A'",
        "[site]\ntitel = 'A'",
        "[site]\ntitle = ''",
        "[site]\nlayout = 'double'",
        "[areas.A]\nhost = ['a.example']",
        "[areas.A]\nhosts = 'a.example'",
        "[areas.A]\narchive = 'news'",
        "[areas.A]\npermalink = '/news/'",
        "[feeds]\nitems = 0",
        "[rules]\nstrict_since = 2026",
        "[rules.severity]\nNG531 = 'of'",
        "[rules.severity]\nNG201 = 'off'",
        "[rules.severity]\nno-such-rule = 'off'",
        "[rules.per_path]\n'2012/**' = 'NG531'",
        "[rules.per_path]\n'2012/**' = ['NG101']",
    ],
)
def test_wrong_settings_are_marked(text: str) -> None:
    assert len(set(toml_in_editor(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        (ROOT / "newsgen.toml").read_text("utf-8"),
        *re.findall(
            r"```toml\n(.*?)```",
            (ROOT / "docs/reference/configuration.md").read_text("utf-8"),
            re.DOTALL,
        ),
        "[rules]\nstrict_since = 2026-01-01\nseverity = {ng52 = 'off', Link-Text = 'error'}",
        "[rules]\nper_path = {'2012/**' = ['NG5', 'ng531', 'possible-child']}",
        "[theme.options]\naccent = '#000000'",
    ],
)
def test_right_settings_have_no_fault(text: str) -> None:
    assert parse(text)
    assert toml_in_editor(text) == []


@pytest.mark.rotates(7)
@pytest.mark.archive
@pytest.mark.parametrize("name", ["demo", *SHAPES])
def test_no_real_release_has_a_fault(name: Name) -> None:
    reader = SourceReader(Config())
    validator = Draft7Validator(RELEASE)
    count, wrong = 0, []
    for file in sources_of(name):
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        try:
            parts = split(text, file.name)
        except FrontMatterError:
            continue
        if reader.parse(text, file.name).release is None:
            continue
        count += 1
        values = yaml.load(parts.yaml, Loader=EditorLoader)
        wrong += [f"{file}: {e.json_path} {e.message}" for e in validator.iter_errors(values)]
    assert wrong == []
    assert count >= 40
    assert name == "demo" or count > archive_folder(name).count * 0.9
