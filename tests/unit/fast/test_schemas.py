"""pydantic_core has all that it should, though the module of its schemas is loaded later."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_IS_LOADED = "print('pydantic_core.core_schema' in __import__('sys').modules)"


def run(code: str, *, plain: str = "", path: Path | None = None) -> list[str]:
    """Run a program, and return what it prints."""
    environment = os.environ | {"NEWSGEN_PLAIN": plain}
    if path:
        environment["PYTHONPATH"] = str(path)
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize(("plain", "is_loaded"), [("", "False"), ("schemas", "True")])
def test_newsgen_needs_no_module_of_schemas(plain: str, is_loaded: str) -> None:
    assert run(f"import newsgen.store; {_IS_LOADED}", plain=plain) == [is_loaded]


@pytest.mark.parametrize(
    "asked",
    [
        "from pydantic_core import core_schema; core_schema.str_schema",
        "import pydantic_core.core_schema; pydantic_core.core_schema.str_schema",
        "from pydantic_core import CoreSchema",
        "import pydantic_core; pydantic_core.CoreConfig",
    ],
)
def test_whoever_asks_for_the_schemas_has_them(asked: str) -> None:
    assert run(f"import newsgen.digest; {asked}; {_IS_LOADED}") == ["True"]


def test_the_names_are_those_of_the_module() -> None:
    code = (
        "import newsgen.digest, pydantic_core\n"
        "from pydantic_core import CoreConfig, CoreSchema, CoreSchemaType, ErrorType, core_schema\n"
        "print(CoreConfig is core_schema.CoreConfig, CoreSchema is core_schema.CoreSchema,\n"
        "    CoreSchemaType is core_schema.CoreSchemaType, ErrorType is core_schema.ErrorType)\n"
        "print(hasattr(pydantic_core, 'other'))\n"
        "import pydantic; print(pydantic.TypeAdapter(list[int]).validate_json('[1]'))"
    )
    assert run(code) == ["True True True True", "False", "[1]"]


def test_a_package_that_was_loaded_before_stays_as_it_is() -> None:
    code = f"import pydantic_core, newsgen.digest; {_IS_LOADED}; print(hasattr(pydantic_core, 'x'))"
    assert run(code) == ["True", "False"]


_TAKEN = "SchemaSerializer = SchemaValidator = ValidationError = to_json = None"
_FOUR = "from .core_schema import CoreConfig, CoreSchema, CoreSchemaType, ErrorType"


@pytest.mark.parametrize(
    ("package", "shown"),
    [
        (f"{_FOUR}, Other", ["True", "1"]),
        (f"{_FOUR}\nOther = ErrorType + 1", ["True", "1"]),
        (f"{_FOUR}\ndef __getattr__(name): return name", ["True", "1"]),
        ("from .core_schema import CoreConfig", ["False", "1"]),
    ],
)
def test_it_stands_aside_for_a_package_that_loads_otherwise(
    package: str, shown: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "pydantic_core"
    folder.mkdir()
    (folder / "__init__.py").write_text(f"{package}\n{_TAKEN}\n")
    (folder / "core_schema.py").write_text(
        "CoreConfig = 1\nCoreSchema = CoreSchemaType = ErrorType = Other = 1\n"
    )
    code = (
        f"import newsgen.fast.schemas, pydantic_core; {_IS_LOADED}; print(pydantic_core.CoreConfig)"
    )
    assert run(code, path=tmp_path) == shown
