"""Views compare, hash and print as the dataclasses that Python generates do."""

from dataclasses import fields, is_dataclass, make_dataclass
from typing import Any

import pytest

from newsgen.site import views

KINDS = [v for v in vars(views).values() if is_dataclass(v) and v.__module__ == views.__name__]


@pytest.mark.parametrize("kind", KINDS)
def test_a_view_is_as_a_generated_dataclass(kind: Any) -> None:
    names = [field.name for field in fields(kind)]
    generated = make_dataclass(kind.__name__, names, frozen=True, slots=True)
    values = [f"value'{number}" for number in range(len(names))]
    first, same, model = kind(*values), kind(*values), generated(*values)
    assert repr(first) == repr(model)
    assert first == same
    assert hash(first) == hash(same) == hash(model)
    assert first != model
    assert first != tuple(values)
    for at in range(len(values)):
        other = kind(*values[:at], None, *values[at + 1 :])
        assert first != other
        assert repr(first) != repr(other)
    assert not hasattr(first, "__dict__")


def test_a_view_that_cannot_be_hashed_is_refused_as_ever() -> None:
    with pytest.raises(TypeError):
        hash(views.Link([], ""))  # type: ignore[arg-type]


def test_there_are_views() -> None:
    assert len(KINDS) > 20
