"""Views compare, hash and print as the dataclasses that Python generates do."""

from dataclasses import fields, is_dataclass, make_dataclass
from typing import Any

import pytest

from newsgen.pages import views

KINDS = [v for v in vars(views).values() if is_dataclass(v) and v.__module__ == views.__name__]


@pytest.mark.parametrize("kind", KINDS)
def test_a_view_is_as_a_generated_dataclass(kind: Any) -> None:
    names = [field.name for field in fields(kind)]
    generated = make_dataclass(kind.__name__, names, frozen=True, slots=True)
    values = [f"value'{number}" for number in range(len(names))]
    one, same, model = kind(*values), kind(*values), generated(*values)
    assert repr(one) == repr(model)
    assert one == same
    assert hash(one) == hash(same) == hash(model)
    assert one != model
    assert one != tuple(values)
    for at in range(len(values)):
        other = kind(*values[:at], None, *values[at + 1 :])
        assert one != other
        assert repr(one) != repr(other)
    assert not hasattr(one, "__dict__")


def test_a_view_that_cannot_be_hashed_is_refused_as_ever() -> None:
    with pytest.raises(TypeError):
        hash(views.Link([], ""))  # type: ignore[arg-type]


def test_there_are_views() -> None:
    assert len(KINDS) > 20
