"""The picture of a release that is shared, and default ones."""

from dataclasses import replace

import pytest

from newsgen.content._meta import Meta
from newsgen.content._uses import is_listed, shared_picture
from newsgen.model.area import unconfigured_area
from newsgen.model.urls import Address

ADDRESS = Address("https", "www.northshire.police.example", "/news/x.aspx")
AREA = replace(unconfigured_area("Northshire"), default_images=("/images/crest.png",))


@pytest.mark.parametrize(
    ("written", "shared"),
    [
        ("https://cdn.example/van.jpg", "https://cdn.example/van.jpg"),
        ("/van.jpg", "https://www.northshire.police.example/van.jpg"),
        ("van.jpg?a=1&amp;b=2", "https://www.northshire.police.example/news/van.jpg?a=1&b=2"),
        ("//cdn.example/van.jpg", "https://cdn.example/van.jpg"),
        ("data:image/png;base64,AA", ""),
        ("http://[cdn", ""),
        ("", ""),
        ("https://www.northshire.police.example/images/crest.png", ""),
    ],
)
def test_its_address_is_absolute_and_a_default_one_is_none(written: str, shared: str) -> None:
    assert shared_picture(Meta({}, {}, og={"image": written}), ADDRESS, AREA) == shared


def test_a_picture_is_listed_for_its_area() -> None:
    crest = "http://WWW.northshire.police.example/images/crest.png?v=2"
    assert is_listed(crest, ADDRESS, AREA)
    assert not is_listed("/van.jpg", ADDRESS, AREA)
    assert not is_listed(crest, ADDRESS, unconfigured_area("Northshire"))
    assert not is_listed(crest, ADDRESS, None)
