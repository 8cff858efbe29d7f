"""What a plan says of the parts of releases."""

import pytest

from newsgen.diagnostics import NewsgenError
from newsgen.importers.plan import parse


@pytest.mark.parametrize(
    ("selector", "message"),
    [
        ("div[", "“div[” is not a CSS selector"),
        ("time @", "“time @” has no name of an attribute behind @"),
        ("time @a b", "“time @a b” has no name of an attribute behind @"),
    ],
)
def test_a_selector_is_checked(selector: str, message: str) -> None:
    with pytest.raises(NewsgenError) as caught:
        parse(f'[page]\nremove = ["{selector}"]\n')
    assert message in str(caught.value)
    assert parse('[page]\ndate = ["time @datetime"]\n').page.date == ("time @datetime",)
