"""A table of settings is a dataclass, and its fields are rows."""

import json
from dataclasses import FrozenInstanceError, dataclass, fields, is_dataclass
from typing import Any, get_args, get_type_hints
from zoneinfo import ZoneInfo

import pytest

from newsgen.config.load import parse_toml, read_table
from newsgen.config.rows import setting, table
from newsgen.config.settings import CONFIG, Config
from newsgen.diagnostics import NewsgenError
from newsgen.model.declared import Row, ValueReader, list_of, number, table_of, text, walk
from newsgen.theme.declaration import Declaration


@dataclass(frozen=True, slots=True)
class Van:
    plate: str = setting(text(), "Its number plate", "AB12 CDE")
    seats: int = setting(number(1, 9), "How many it seats", 3, default=2)
    colours: tuple[str, ...] = setting(list_of(text()), "All colours", ["red"], default=("blue",))
    drivers: dict[str, int] = setting(
        table_of(number(0, 9)), "Days a week", {"Ann": 2}, factory=dict
    )
    note: str | None = setting(text(), "What else there is to say", "None", default=None)


VAN = table(Van)
ROWS = dict(walk(CONFIG.rows))


def read(toml: str, reader: ValueReader[Any] = VAN) -> Any:
    return read_table(reader, parse_toml(toml, "van.toml"), toml, "van.toml")


def test_a_table_makes_its_dataclass_of_what_is_given_and_of_defaults() -> None:
    assert read('plate = "A"') == Van("A", 2, ("blue",), {}, None)
    toml = 'plate = "A"\nseats = 3\ncolours = []\ndrivers = {Ann = 1}\nnote = "x"'
    assert read(toml) == Van("A", 3, (), {"Ann": 1}, "x")


def test_two_tables_share_no_default() -> None:
    assert read('plate = "A"').drivers is not read('plate = "B"').drivers


def test_a_setting_without_a_default_is_needed() -> None:
    with pytest.raises(NewsgenError) as error:
        read("seats = 0\nseat = 1\n")
    assert [(d.code, d.message, d.span.line) for d in error.value.diagnostics] == [
        ("NG703", "seats should be at least 1", 1),
        ("NG702", "there is no setting seat", 2),
        ("NG703", "plate is missing", 1),
    ]


def test_a_check_looks_at_the_whole_table() -> None:
    def check(van: Van) -> Van:
        return Van(van.plate, van.seats + 1)

    assert read('plate = "A"', table(Van, check)) == Van("A", 3)


def test_people_and_editors_are_told_of_a_default_that_says_something() -> None:
    node = VAN.schema()
    assert node["required"] == ["plate"]
    assert {name: p.get("default") for name, p in node["properties"].items()} == {
        "plate": None,
        "seats": 2,
        "colours": ["blue"],
        "drivers": None,
        "note": None,
    }


def tables(cls: Any) -> list[Any]:
    """Return a table's dataclass, and those of all tables inside."""
    inner = [part for hint in get_type_hints(cls).values() for part in _parts(hint)]
    return [cls, *(actual for part in inner for actual in tables(part))]


def _parts(hint: Any) -> list[Any]:
    if isinstance(hint, type) and is_dataclass(hint):
        return [hint]
    return [part for argument in get_args(hint) for part in _parts(argument)]


@pytest.mark.parametrize("cls", [*tables(Config), *tables(Declaration)])
def test_every_field_of_a_table_is_a_setting(cls: Any) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(object.__new__(cls), fields(cls)[0].name, 1)
    assert [f.name for f in fields(cls) if "row" not in f.metadata] == []
    assert [row.name for row in table(cls).rows] == [f.name for f in fields(cls)]


def needed(reader: ValueReader[Any]) -> list[Row]:
    return [row for _, row in walk(reader.rows) if row.missing and row.missing.hint]


@pytest.mark.parametrize("row", needed(CONFIG) + needed(table(Declaration)), ids=lambda r: r.name)
def test_what_a_hint_says_to_add_is_taken(row: Row) -> None:
    hint = row.missing.hint if row.missing else ""
    toml = hint.removeprefix("Add ").removesuffix(".")
    (value,) = parse_toml(toml, "x.toml").values()
    row.reader.read(value, ZoneInfo("UTC"))


def as_toml(value: object) -> str:
    return json.dumps(value)  # TOML writes texts, numbers, flags and lists of texts the same


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if row.default is not None])
def test_a_default_is_what_the_setting_takes(name: str) -> None:
    row = ROWS[name]
    value = parse_toml(f"x = {as_toml(row.default)}", "x.toml")["x"]
    taken = row.reader.read(value, ZoneInfo("UTC"))
    assert json.loads(json.dumps(taken)) == row.default
