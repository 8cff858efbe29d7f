"""What is known of each template's view is complete."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import newsgen
from newsgen.contract.shown import MODEL, described, parts, view_classes
from newsgen.site import views
from newsgen.site.templates import TEMPLATES as VIEWS

CLASSES = [*view_classes(), *MODEL]
TEMPLATES = Path(newsgen.__file__).parent / "themes/plain/templates"


@pytest.mark.parametrize("cls", CLASSES)
def test_every_field_is_described(cls: Any) -> None:
    names = {field.name for field in fields(cls)}
    properties = {name for name, value in vars(cls).items() if isinstance(value, property)}
    described_names = {field.name for field in described(cls)}
    assert names <= described_names, names - described_names
    assert described_names <= names | properties, described_names - names - properties
    for field in described(cls):
        assert field.type
        assert field.meaning[0].isupper()
        assert not field.meaning.endswith(".")


def test_every_template_that_is_a_page_has_a_view() -> None:
    files = {file.name for file in TEMPLATES.iterdir()}
    parts_of_pages = {"base.html", *(name for name in files if name.startswith("_"))}
    assert set(VIEWS) == files - parts_of_pages


def test_the_parts_of_a_view_are_followed() -> None:
    actual = [cls.__name__ for cls in parts(views.HomePage)]
    assert actual[:3] == ["HomePage", "Head", "Item"]
    assert {"Link", "ArchiveView", "Moment", "Image"} <= set(actual)
    assert "Note" not in actual
    assert "Note" in [cls.__name__ for cls in parts(views.ReleasePage)]
