"""What a site may add to its Content-Security-Policy."""

import pytest

from newsgen.config.load import parse
from newsgen.diagnostics import NewsgenError
from newsgen.hosting.headers import content_security_policy, header_settings


def policy(*lines: str) -> str:
    settings = header_settings(parse("[hosting.csp]\n" + "\n".join(lines)))
    return content_security_policy(settings)


@pytest.mark.parametrize(
    ("line", "part"),
    [
        (
            'script-src = ["https://plausible.example"]',
            "script-src 'self' https://plausible.example;",
        ),
        ('script-src = ["plausible.example"]', "script-src 'self' https://plausible.example;"),
        ('connect-src = ["wss://x.example:8443/a"]', "connect-src 'self' wss://x.example:8443/a;"),
        ('frame-src = ["https://*.maps.example"]', "; frame-src https://*.maps.example"),
        (
            'img-src = ["data:", "https://bücher.example"]',
            "'self' data: https://xn--bcher-kva.example",
        ),
        ("script-src = [\"'sha256-AbC+/123='\"]", "script-src 'self' 'sha256-AbC+/123=';"),
        ('frame-ancestors = ["https://intranet.example"]', "ancestors https://intranet.example"),
        ("form-action = [\"'self'\"]", "form-action 'self';"),
        ("style-src = []", "style-src 'self';"),
    ],
)
def test_sources_are_added_to_those_of_newsgen(line: str, part: str) -> None:
    assert part in policy(line)


def test_what_is_not_named_stays_as_strict_as_it_was() -> None:
    assert (
        policy('script-src = ["https://plausible.example"]').replace(
            " https://plausible.example", ""
        )
        == policy()
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "script-src = [\"'unsafe-inline'\"]",
            "'unsafe-inline' would let a page run or",
        ),
        ("script-src = [\"'UNSAFE-EVAL'\"]", "'UNSAFE-EVAL' would let a page run"),
        ('img-src = ["*"]', "* would let a page run or load nearly anything"),
        ('img-src = ["https:"]', "https: would let a page"),
        ('script-src = ["data:"]', "data: in script-src would let a page run what it makes itself"),
        ('script-src = ["http://x.example"]', "“http://x.example” is not a source"),
        ('script-src = ["x.example; img-src *"]', "is not a source of a policy"),
        ('script-src = ["x.example, y.example"]', "is not a source of a policy"),
        ('script-src = ["x.example\\ny"]', "is not a source of a policy"),
        ('script-src = ["https://x.example/?q"]', "is not a source of a policy"),
        ('script-src = ["https://*"]', "is not a source of a policy"),
        ('script-src = [""]', "is not a source of a policy"),
        ('script-src = "https://x.example"', "should be a list"),
        (
            'script_src = ["https://x.example"]',
            "script_src is not a directive that a site",
        ),
        ('default-src = ["https://x.example"]', "default-src is not a directive"),
        ('base-uri = ["https://x.example"]', "base-uri is not a directive"),
    ],
)
def test_what_is_unsafe_or_no_source_is_refused(line: str, said: str) -> None:
    with pytest.raises(NewsgenError) as caught:
        policy(line)
    [diagnostic] = caught.value.diagnostics
    assert said in diagnostic.message
    assert diagnostic.line == 2
