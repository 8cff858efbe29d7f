"""Finding where the links of a body stand in what was written."""

import pytest

from newsgen.config import Config
from newsgen.content.markup import Markup
from newsgen.rules.manuscript import find_link_spans, find_links

_SETTINGS = Config().markdown
_MARKUP = Markup(_SETTINGS.extensions, _SETTINGS.extension_configs)
A, B = "https://www.x.example/a", "https://www.x.example/b"


def places(text: str) -> list[tuple[str, str]]:
    """Return the words and the address of each link, as they stand at its places in the text."""
    clean = _MARKUP.convert(text)
    places = find_link_spans(find_links(clean), text)
    return [(text[slice(*link.label)], text[slice(*link.address)]) for link in places]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"See [one]({A}) and [two]({B}).", [("one", A), ("two", B)]),
        (f"See [here]({A}) or [here]({A}).", [("here", A), ("here", A)]),
        (f"See [**bold** words]({A}).", [(A, A)]),
        (f"See [*all bold*]({A}).", [("all bold", A)]),
        (f"See <{A}>.", [(A, A)]),
        (f"See [one][1], [two][b].\n\n[1]: {A}\n[b]: {B}", [("one", A), ("two", B)]),
        (f"See [one][1] and [one][1].\n\n[1]: {A}", [("one", A), ("one", A)]),
        (f"See [one][1] and [two]({B}).\n\n[1]: {A}", [("one", A), ("two", B)]),
        (f'See <a href="{A}">raw</a>.', [(A, A)]),
        ("See [it](/news/X(1).aspx).", [("it", "/news/X(1).aspx")]),
        ("See [it](/a?b=1&amp;c=2).", [("it", "/a?b=1&amp;c=2")]),
        ("Mail <a@x.example>.", [("a@x.example", "a@x.example")]),
        (f"[![A van]({A}.jpg)]({B})", [("A van", B)]),
    ],
)
def test_links_are_found_where_they_stand(text: str, expected: list[tuple[str, str]]) -> None:
    assert places(text) == expected


def test_the_same_words_and_address_have_places_of_their_own() -> None:
    text = f"See [here]({A}), [here]({A}), [one][1], [one][1].\n\n[1]: {B}"
    places = list(find_link_spans(find_links(_MARKUP.convert(text)), text))
    labels = [link.label for link in places]
    assert len(set(labels)) == len(labels) == 4
    assert labels == sorted(labels)
