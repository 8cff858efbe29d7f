"""All rules over a release: each is in it once."""

from importlib import import_module
from pkgutil import iter_modules

from newsgen import rules
from newsgen.rules.release import RULES


def test_the_rules_of_every_module_are_asked_once() -> None:
    modules = [
        import_module(f"newsgen.rules.{module.name}") for module in iter_modules(rules.__path__)
    ]
    listed = [
        rule
        for module in modules
        if isinstance(of_module := getattr(module, "RULES", None), tuple)
        for rule in of_module
    ]
    assert len(listed) > 20
    assert {id(rule) for rule in RULES.rules} == {id(rule) for rule in listed}
    assert len(RULES.rules) == len(listed)
