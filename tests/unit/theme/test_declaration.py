"""theme.toml: what is taken for right without a look at its model is right."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from newsgen.theme.declaration import declaration, is_plainly_right
from newsgen.theme.schema import Declaration

WRONG: list[Any] = ["", "x", "text", "flag", 1, True, 1.5, [], {}, ["text"], None]
VALUES = st.sampled_from(WRONG)
ABOUT = st.dictionaries(st.sampled_from(["title", "description", "extends", "more"]), VALUES)
OPTION = st.dictionaries(st.sampled_from(["type", "default", "description", "more"]), VALUES)
RIGHT = st.fixed_dictionaries(
    {"type": st.sampled_from(["text", "flag", "number", "colour", "url"]), "default": VALUES},
    optional={"description": st.just("About")},
)
OPTIONS = st.dictionaries(st.sampled_from("ab"), RIGHT | OPTION | VALUES) | VALUES
NUMBERS = st.sampled_from([0, 1, 4.5, 21, 21.1, "3", True, None])
PAIR = st.tuples(st.sampled_from(["a", 1]), st.sampled_from(["b", None]), NUMBERS).map(list)
PAIRS = st.lists(PAIR | VALUES, max_size=2)
CONTRAST = (
    st.fixed_dictionaries({"pairs": PAIRS | VALUES}, optional={"more": VALUES})
    | st.just({"pairs": [["a", "b", 4.5]]})
    | VALUES
)
DATA = st.fixed_dictionaries(
    {},
    optional={
        "theme": st.just({"title": "T"}) | ABOUT | VALUES,
        "options": OPTIONS,
        "contrast": CONTRAST,
        "more": VALUES,
    },
)


@given(DATA)
def test_what_is_plainly_right_is_right(data: dict[str, Any]) -> None:
    try:
        model = Declaration.model_validate(data)
    except ValidationError:
        assert not is_plainly_right(data)
        return
    made = declaration(data, "", "theme.toml")
    assert made.extends == model.theme.extends
    assert made.options == {key: (o.type, o.default) for key, o in model.options.items()}
    assert list(made.pairs) == model.contrast.pairs


def test_every_key_is_plainly_right() -> None:
    option = {"type": "flag", "default": True, "description": "D"}
    about = {"title": "T", "description": "D", "extends": "plain"}
    assert is_plainly_right({"theme": about, "options": {"a": option}})
    assert is_plainly_right({"theme": about, "contrast": {"pairs": [["a", "b", 3]]}})
    assert is_plainly_right({"theme": {"title": "T"}})
