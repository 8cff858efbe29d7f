"""References within JSON."""

from typing import Any, Final

from newsgen.importers.json_references import resolved, targets_in
from newsgen.importers.record_values import texts

FILE: Final = {"type": "file", "id": "f1", "attributes": {"uri": {"url": "/files/van.png"}}}
MEDIUM: Final = {
    "type": "media", "id": "m1",
    "picture": {"data": {"type": "file", "id": "f1", "meta": {"alt": "A van"}}},
}  # fmt: skip


def test_a_reference_has_what_its_target_has() -> None:
    record = {"type": "news", "id": "1", "hero": {"data": {"type": "media", "id": "m1"}}}
    document = {"data": [record], "included": [FILE, MEDIUM]}
    row = resolved(record, targets_in(document, document["data"]))
    assert list(texts(row, "hero.data.picture.data.attributes.uri.url")) == ["/files/van.png"]
    assert list(texts(row, "hero.data.picture.data.meta.alt")) == ["A van"]
    assert record["hero"] == {"data": {"type": "media", "id": "m1"}}


def test_links_to_assets() -> None:
    link = {"sys": {"type": "Link", "linkType": "Asset", "id": "a"}}
    asset = {"sys": {"type": "Asset", "id": "a"}, "fields": {"url": "/a.png"}}
    records = [{"sys": {"type": "Entry", "id": "a"}, "fields": {"hero": link}}]
    targets = targets_in({"entries": records, "assets": [asset]}, records)
    assert list(texts(resolved(records[0], targets), "fields.hero.fields.url")) == ["/a.png"]


def test_circles_end_and_records_stay_apart() -> None:
    ring: dict[str, Any] = {"type": "x", "id": 1, "next": {"type": "x", "id": 1}}
    other = {"type": "news", "id": 2, "next": {"type": "x", "id": 1}}
    document = {"data": [other, {"type": "news", "id": 3, "see": {"type": "news", "id": 2}}],
                "more": [ring]}  # fmt: skip
    targets = targets_in(document, document["data"])
    text = str(resolved(other, targets))
    assert text.count("next") == 4
    assert resolved(document["data"][1], targets) == document["data"][1]
    assert resolved([1, "a", None], targets) == [1, "a", None]
