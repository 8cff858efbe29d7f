"""The JSON Schemas of front matter and `newsgen.toml`, for completion and hover in editors.

They are draft 7 of the standard, as the YAML and TOML extensions of editors know no newer one well,
and hold no references, as some of these drop what is beside one.
"""

from collections.abc import Sequence
from typing import Any, Final

from newsgen.config.settings import CONFIG
from newsgen.content.keys import KEYS
from newsgen.model.declared import Row, schema_of

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
Node = dict[str, Any]


def release_schema(more: Sequence[Row] = ()) -> Node:
    """Return the schema of a release's front matter, as YAML in an editor gives its values.

    `more` are the rows of the keys that a site declares.
    """
    schema = _whole("Front matter of a release", _typed(release_keys(more)))
    page = {"properties": {"type": {"const": "page"}}, "required": ["type"]}
    required = schema.pop("required")
    return schema | {
        "required": [key for key in required if key != "area"],
        "if": page,
        "else": {"required": ["area"]},
    }


def site_schema() -> Node:
    """Return the schema of `newsgen.toml`."""
    return _whole("newsgen.toml", _for_toml(site_keys()))


def release_keys(more: Sequence[Row] = ()) -> Node:
    """Return the front matter's keys with their types, every value as text."""
    return _titled(schema_of((*KEYS, *more), is_open=True), "")


def site_keys() -> Node:
    """Return the settings with their types."""
    return _titled(CONFIG.schema(), "")


def _titled(node: Node, name: str) -> Node:
    """Give each key its dotted name as a title, so that editors show it."""
    titled: Node = {"title": name} if name else {}
    titled |= node
    above = f"{name}." if name else ""
    if "properties" in node:
        properties = node["properties"].items()
        titled["properties"] = {key: _titled(value, above + key) for key, value in properties}
    if isinstance(node.get("items"), dict):
        titled["items"] = _titled(node["items"], f"{name}[]")
    if isinstance(node.get("additionalProperties"), dict):
        titled["additionalProperties"] = _titled(node["additionalProperties"], f"{above}NAME")
    return titled


def _whole(title: str, node: Node) -> Node:
    return {"$schema": DRAFT, **node, "title": title}


_WORDS: Final = ["string", "number", "boolean"]
"""The types that YAML gives unquoted texts; newsgen reads all of them as text."""


def _typed(node: Node, *, required: bool = True) -> Node:
    """Accept all types that YAML gives texts, and an empty value that counts as missing."""
    typed = dict(node)
    if "anyOf" in node:
        typed["anyOf"] = [_typed(branch) for branch in node["anyOf"]]
        if not required:
            typed["anyOf"] = [*typed["anyOf"], {"type": "null"}]
        return typed
    if node.get("type") == "boolean":
        return typed
    kind: Any = node.get("type")
    if kind == "string" and "enum" not in node and "pattern" not in node:
        kind = _WORDS
    if kind and not required:
        kind = [*([kind] if isinstance(kind, str) else kind), "null"]
    if kind:
        typed["type"] = kind
    if "properties" in node:
        needed = node.get("required", ())
        typed["properties"] = {
            key: _typed(value, required=key in needed) for key, value in node["properties"].items()
        }
    if "items" in node:
        typed["items"] = _typed(node["items"])
    return typed


def _for_toml(node: Any) -> Any:
    """Add descriptions of words in the form of the TOML extension."""
    if isinstance(node, list):
        return [_for_toml(item) for item in node]
    if not isinstance(node, dict):
        return node
    copy = {key: _for_toml(value) for key, value in node.items()}
    if "enumDescriptions" in node:
        copy["x-taplo"] = {"docs": {"enumValues": node["enumDescriptions"]}}
    return copy
