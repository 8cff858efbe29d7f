"""Links through filters for mail: the address that is meant."""

import pytest

from newsgen.rules._links import filtered_link
from tests.support.manuscripts import read, source

OUTLOOK = "https://eur01.safelinks.protection.outlook.com/?url="
PROOFPOINT = "https://urldefense.proofpoint.com/v2/url?u="


def fixes(body: str) -> list[str | None]:
    return [d.fix.text if d.fix else None for d in filtered_link(read(source(body)))]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (
            f"{OUTLOOK}https%3A%2F%2Fhelp.example%2Fa%3Fb%3Dc&amp;data=05%7C01",
            "https://help.example/a?b=c",
        ),
        (f"{OUTLOOK}https%3A%2F%2Fhelp.example%2Fa%2520b&data=05", "https://help.example/a%20b"),
        (
            "https://urldefense.com/v3/__https://help.example/a_b__;!!AbC!dEf$",
            "https://help.example/a_b",
        ),
        (f"{PROOFPOINT}https-3A__www.help.example_a-2Db&d=DwI", "https://www.help.example/a-b"),
        (
            "https://protect-eu.mimecast.com/s/x?url=https%3A%2F%2Fhelp.example",
            "https://help.example",
        ),
    ],
)
def test_the_address_that_is_meant_is_in_the_query(written: str, meant: str) -> None:
    assert fixes(f"See [help]({written}) now.") == [meant]


@pytest.mark.parametrize(
    "written",
    [
        "https://protect-eu.mimecast.com/s/AbC?domain=help.example",
        f"{OUTLOOK}mailto%3Aa%40b.example",
        f"{OUTLOOK}https%3A%2F%2Fhelp.example%2Fa%20b",
        f"{OUTLOOK}https%3A%2F%2Fhelp.example%2Fa%29b",
        f"{OUTLOOK}https%3A%2F%2F%5Bhelp",
        f"{OUTLOOK}https%3A%2F%2Fhelp",
        f"{OUTLOOK}https%3A%2F%2Furldefense.com%2Fv3%2Fx",
        "https://urldefense.com/v3/__https://help.example/*a__;Iw!!x!y",
    ],
)
def test_an_address_that_is_not_certain_has_no_fix(written: str) -> None:
    assert fixes(f"See [help]({written}) now.") == [None]


@pytest.mark.parametrize("text", ["[a](https://help.example/?url=x)", "Write to a@mimecast.com."])
def test_other_addresses_are_nothing_to_say(text: str) -> None:
    assert fixes(text) == []
