"""What a force is called, by its tags and the ends of its titles."""

import pytest

from newsgen.scaffold.naming import Titled, names_of
from newsgen.scaffold.patterns import Pattern, Sureness


def titles(*forms: str, website: str = "") -> list[Titled]:
    """Return six titles, which have the forms in turn."""
    whole = [forms[n % len(forms)] for n in range(6)]
    return [Titled(form.format(f"Man number {n} held"), website) for n, form in enumerate(whole)]


@pytest.mark.parametrize(
    "form", ["{} | Kent Police", "{} - Kent Police", "Kent Police – {}", "{} ¦ Kent Police"]
)
def test_a_name_stands_at_either_end_beside_a_bar_or_a_dash(form: str) -> None:
    assert names_of("Kent", titles(form)) == (Pattern("Kent Police", Sureness.ALL), ())
    assert names_of("Kent", titles(form, form, "{}")).name.sureness is Sureness.MOST
    assert names_of("Kent", titles(form, "{}")).name == Pattern("Kent", Sureness.GUESSED)


def test_a_website_gives_the_name_too() -> None:
    names = names_of("Kent", titles("{}", website="Heddlu Kent"))
    assert names == (Pattern("Heddlu Kent", Sureness.ALL), ())


def test_a_hyphen_in_a_word_and_a_title_without_a_name_are_left_alone() -> None:
    guess = (Pattern("Dyfed-Powys", Sureness.GUESSED), ())
    assert names_of("Dyfed-Powys", titles("{} in Dyfed-Powys", "Kent: {}")) == guess
    assert names_of("Dyfed-Powys", titles(" - {} | ")) == guess
    assert names_of("Kent", []) == (Pattern("Kent", Sureness.GUESSED), ())


def test_what_stands_beside_nearly_all_titles_is_an_alias() -> None:
    assert names_of("Kent", titles("{} - KTC")).aliases == (Pattern("KTC", Sureness.ALL),)
    assert names_of("Kent", titles("{} - KTC")[:4]).aliases == ()
    assert names_of("Kent", [*titles("Update - {}"), *titles("{}")]).aliases == ()


def test_initials_and_old_names_are_aliases_if_a_few_titles_have_them() -> None:
    police = titles("{} | West Mercia Police") * 3
    short = titles("{} - WMP")
    old = titles("{} – West Mercia Constabulary of Old")
    names = names_of("West Mercia", [*police, *short, *old])
    assert names.name == Pattern("West Mercia Police", Sureness.MOST)
    aliases = [alias.text for alias in names.aliases]
    assert aliases == ["WMP", "West Mercia Constabulary of Old"]
    assert {alias.sureness for alias in names.aliases} == {Sureness.GUESSED}


def test_a_name_that_newsgen_leaves_out_anyway_is_not_an_alias() -> None:
    titled = [*titles("{} | Kent Police"), *titles("{} | Kent Constabulary")[:5]]
    assert names_of("Kent", titled) == (Pattern("Kent Police", Sureness.MOST), ())
