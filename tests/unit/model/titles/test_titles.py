"""Titles without the force's name."""

from dataclasses import replace

import pytest

from newsgen.model.area import Area, unconfigured_area
from newsgen.model.titles import may_have_force, without_file_words, without_force

NORTHSHIRE = replace(
    unconfigured_area("Northshire"),
    name="Northshire Police & Crime",
    aliases=("NSP", "North Shire Police"),
)

LONG = "Man jailed for years" + " and years" * 20


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Man jailed | Northshire Police", "Man jailed"),
        ("Man jailed|Northshire Police", "Man jailed"),
        ("Man jailed | NORTHSHIRE  police", "Man jailed"),
        ("Man jailed | Northshire Police &amp; Crime", "Man jailed"),
        ("Man jailed – Northshire Police and Crime", "Man jailed"),
        ("Man jailed - NSP", "Man jailed"),
        ("Man jailed | Northshire", "Man jailed"),
        ("Man jailed | News", "Man jailed"),
        ("Man jailed | Latest news | Northshire Police", "Man jailed"),
        ("Man jailed - Saltmere - Northshire Constabulary", "Man jailed - Saltmere"),
        ("Man jailed — Police Northshire |", "Man jailed"),
        ("Northshire Constabulary - Man jailed", "Man jailed"),
        ("NSP | Man jailed", "Man jailed"),
        ("News | Man jailed", "Man jailed"),
        ("North Shire Police - Man jailed | News", "Man jailed"),
        ("| Man jailed", "Man jailed"),
        ("Burglary |", "Burglary"),
        ("Northshire Police | NSP", "Northshire Police"),
        ("Man jailed - The Newsroom", "Man jailed"),
        ("Man jailed -Northshire Police", "Man jailed"),
        ("Man jailed-- Northshire Police", "Man jailed"),
        ("Man jailed ¦ Northshire Police News", "Man jailed"),
        ("Man jailed | News from Northshire Police", "Man jailed"),
        ("Man jailed | Press release", "Man jailed"),
        ("Man jailed | Home | Northshire Police", "Man jailed"),
        ("Man jailed | Northshire Police | @northshirepolice", "Man jailed"),
        ("Man jailed - The Newsroom News", "Man jailed"),
        ("Man jailed (North Shire Police)", "Man jailed"),
        ("Northshire Constabulary: Man jailed", "Man jailed"),
        ("NSP: 2 jailed", "2 jailed"),
        ("Man jailed -", "Man jailed"),
        ("Man jailed\u00a0– |", "Man jailed"),
        (f"{LONG} &amp; more | NSP", f"{LONG} &amp; more"),
        (f"NSP | {LONG} &amp; more", f"{LONG} &amp; more"),
        ("NSP &amp; others | Man & woman jailed | NSP", "NSP &amp; others | Man & woman jailed"),
    ],
)
def test_names_at_the_ends_are_left_out(title: str, shown: str) -> None:
    assert without_force(title, NORTHSHIRE, "The Newsroom") == shown


@pytest.mark.parametrize(
    "title",
    [
        "Man jailed",
        "Man jailed - Northshire",
        "Northshire - Man jailed",
        "Northshire | Man jailed",
        "Man jailed - News",
        "News - Man jailed",
        "Burglary | Northshire Police",
        "Northshire Police - Burglary",
        "Burglary 2 | Wessex Police",
        "Man jailed | Thank the Northshire Police",
        "Man jailed-Northshire Police",
        "Northshire Police-led raid in Saltmere",
        "Man jailed by Northshire Police",
        "Northshire Police jail man",
        "Saltmere | CCTV appeal",
        "NSP: a day in the life",
        "NSP: Jobs",
        "NSP:",
        "The Newsroom: Man jailed",
        "Man jailed: NSP",
        "Man jailed (Northshire)",
        "Burglary (NSP)",
        "Man jailed-",
        "- -",
        "| |",
        "",
    ],
)
def test_other_titles_stay(title: str) -> None:
    assert without_force(title, NORTHSHIRE, "The Newsroom") == title


def test_a_force_that_is_called_as_its_area_may_be_a_place() -> None:
    durham: Area = unconfigured_area("Durham")
    assert without_force("Burglary appeal - Durham", durham, "Durham") == "Burglary appeal - Durham"
    assert without_force("Burglary appeal - Durham Police", durham) == "Burglary appeal"
    aliased = replace(durham, aliases=("Durham",))
    assert without_force("Burglary appeal - Durham", aliased) == "Burglary appeal"


def test_a_title_without_a_mark_has_no_force() -> None:
    assert may_have_force("Man jailed (NSP)")
    assert may_have_force("NSP: Man jailed")
    assert may_have_force("Man jailed -")
    assert not may_have_force("Drink-drive arrests (two) in Saltmere")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The plan (PDF, 3 MB)", "The plan"),
        ("The plan [pdf 1.2MB, 8 pages] ", "The plan"),
        ("The plan (3.4 MiB)", "The plan"),
        ("The plan (Adobe Acrobat, 900 kB)", "The plan"),
        ("The plan (8 pages)", "The plan"),
        ("The plan (PDF)", "The plan"),
        ("The plan (draft)", "The plan (draft)"),
        ("The plan (2026)", "The plan (2026)"),
        ("The plan (PDFs)", "The plan (PDFs)"),
        ("Form (A4) (PDF)", "Form (A4)"),
        ("PDF, 3 MB: the plan", "PDF, 3 MB: the plan"),
        ("(PDF)", "(PDF)"),
    ],
)
def test_a_file_is_called_what_it_is_without_its_size(name: str, expected: str) -> None:
    assert without_file_words(name, "PDF") == expected


def test_a_long_row_of_blanks_in_a_name_takes_no_longer_than_words() -> None:
    for name in ("x" + " " * 200_000 + "y", "(PDF)" + " " * 200_000 + "y"):
        assert without_file_words(name, "PDF") == name
