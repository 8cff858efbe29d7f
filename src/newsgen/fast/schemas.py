"""pydantic_core without the module that declares schemas, until somebody asks for that.

The package loads it at once, which takes a twelfth of loading newsgen. Newsgen says what its few
schemas are without it.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any, Final

from newsgen import fast

_PACKAGE: Final = "pydantic_core"
_MODULE: Final = f"{_PACKAGE}.core_schema"
_NAMES: Final = ("CoreConfig", "CoreSchema", "CoreSchemaType", "ErrorType")
"""What the package takes from it, for annotations alone."""


def _load() -> None:
    """Load the package with a stand-in for the module, unless this version needs more of it."""
    stand_in = ModuleType(_MODULE)
    vars(stand_in).update(dict.fromkeys(_NAMES, Any))
    sys.modules[_MODULE] = stand_in
    try:
        package = import_module(_PACKAGE)
    except (ImportError, AttributeError, TypeError):
        return  # Python forgets a package that fails: the next to ask for it loads all of it
    finally:
        del sys.modules[_MODULE]
    names, of_package = vars(package), _of_package
    for name in _NAMES:
        names.pop(name, None)
    if names.setdefault("__getattr__", of_package) is not of_package:  # it has a way of its own
        names.update({name: of_package(name) for name in _NAMES})


def _of_package(name: str) -> Any:
    """Return what the package would have from the module."""
    if name in _NAMES:
        return getattr(import_module(_MODULE), name)
    raise AttributeError(f"module {_PACKAGE!r} has no attribute {name!r}")


if fast.is_on("schemas") and _PACKAGE not in sys.modules:
    _load()

from pydantic_core import SchemaSerializer, SchemaValidator, ValidationError, to_json  # noqa: E402

__all__ = ["SchemaSerializer", "SchemaValidator", "ValidationError", "to_json"]
