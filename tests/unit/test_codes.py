"""The table of codes: stable, in groups by their first digit, and selected by code or name."""

import pytest

from newsgen.codes import _CODES_BY_HARM, CODES, STAGES, Harm, Severity, code_of, select, site_rule


def test_each_code_stands_under_its_number_and_in_the_stage_of_its_first_digit() -> None:
    assert all(id_ == code.id for id_, code in CODES.items())
    assert {code.stage for code in CODES.values()} == set(STAGES)
    assert list(CODES) == sorted(CODES)


def test_no_name_is_given_twice_or_looks_like_a_code() -> None:
    names = [code.name for code in CODES.values()]
    assert len(set(names)) == len(names)
    assert not any(name.upper().startswith("NG") and name[2:].isdigit() for name in names)
    assert all(name == name.lower() and " " not in name for name in names)


def test_a_finding_is_never_milder_in_a_new_release() -> None:
    for code in CODES.values():
        assert code.strict is Severity.ERROR or code.severity is Severity.WARNING
        assert code.is_essential is (code.severity is Severity.ERROR)


@pytest.mark.parametrize(
    "text", ["NG601", "ng601", CODES["NG601"].name, CODES["NG601"].name.upper()]
)
def test_a_code_is_selected_by_itself_or_by_its_name(text: str) -> None:
    assert select(text) == {"NG601"}


def test_the_beginning_of_codes_selects_them_all() -> None:
    assert select("NG5") == {id_ for id_ in CODES if id_.startswith("NG5")}
    assert select("ng41") == {id_ for id_ in CODES if id_.startswith("NG41")}


@pytest.mark.parametrize("text", ["", "N", "NG", "5", "NG999", "telephone!", "title"])
def test_nothing_else_selects(text: str) -> None:
    assert select(text) == frozenset()


def test_a_rule_of_the_site_has_its_code_from_its_name() -> None:
    code = code_of(site_rule("house_style"))
    assert (code.id, code.name) == ("SITE-house-style", "house-style")
    assert code.strict is code.severity is Severity.WARNING
    assert code_of("NG601") is CODES["NG601"]


@pytest.mark.parametrize("text", ["SITE-house-style", "site-House-Style"])
def test_a_rule_of_the_site_is_selected_by_its_code(text: str) -> None:
    assert select(text) == {"SITE-house-style"}


@pytest.mark.parametrize("text", ["SITE", "SITE-", "SITE-5", "SITE-a_b", "house-style"])
def test_nothing_else_selects_a_rule_of_the_site(text: str) -> None:
    assert select(text) == frozenset()


def test_what_harms_people_contact_or_only_the_source_is_listed_among_the_codes() -> None:
    listed = [id_ for ids in _CODES_BY_HARM.values() for id_ in ids.split()]
    assert len(listed) == len({*listed} & CODES.keys())
    assert [CODES[id_].harm for id_ in ("NG548", "NG511", "NG527", "NG213")] == list(Harm)
