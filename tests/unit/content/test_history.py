"""Where an address went."""

import re

import pytest

from newsgen.content.history import title_pattern
from newsgen.model.urls import slugify


@pytest.mark.parametrize(
    "title",
    [
        "Road open again",
        "Can’t you help us find 'Nadia'?",
        "Tŷ ar dân: pobl â gwybodaeth",
        "Smith & Sons: £2,000 reward",
        "Appeal and arrest",
    ],
)
def test_a_title_is_found_by_its_slug(title: str) -> None:
    for line in (f"title: {title}", f'title: "{title}"', f"slug: {slugify(title)}"):
        assert re.search(title_pattern(slugify(title)), line)
    assert not re.search(title_pattern(slugify(title)), "title: Something else")
