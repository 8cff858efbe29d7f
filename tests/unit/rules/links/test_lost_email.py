"""Email addresses that a copy lost."""

import pytest

from newsgen.rules._links import lost_email
from tests.support.manuscripts import asked, read, said, source

LOST = [
    "[email protected]", "[email\u00a0protected]", "[email protected](/cdn-cgi/l/email-protection)",
    "[Email Protected]", "<[email protected]>", "**[email protected]**", "([email protected])",
    "email: [email protected]", "[email protected](/cdn-cgi/l/email-protection#4a2b)",
    "[EMAIL PROTECTED]", "“[email protected]”", "to [email protected], or", "[email protected]?",
    "* [email protected]", "> [email protected]",
]  # fmt: skip


@pytest.mark.parametrize("text", LOST)
def test_an_address_that_was_lost_is_reported(text: str) -> None:
    (finding,) = asked(lost_email, read(source(f"Write to\n\n{text}")))
    assert finding.code == "NG544"
    assert finding.message.endswith("stands where an email address was")


@pytest.mark.parametrize("kind", ["appeal", "missing", "wanted", "cctv"])
def test_in_an_appeal_it_is_worse(kind: str) -> None:
    (finding,) = asked(lost_email, read(source("Write to [email protected].", kind=kind)))
    assert finding.code == "NG545"


@pytest.mark.parametrize(
    "text",
    [
        "a@northshire.police.example", "[a@b.example](mailto:a@b.example)", "email protected",
        "your email protected by a password", "[email us](mailto:a@b.example)",
        "[protected email]",
        "[email] protected", "[email  protected]", "(email protected)", "email-protected",
        "[emailprotected]", "[email protection]", "[e-mail protected]",
        "[our email protected area]",
        "[email protected",
    ],
)  # fmt: skip
def test_other_words_about_email_are_right(text: str) -> None:
    assert said(lost_email, f"Write to {text}.") == []
