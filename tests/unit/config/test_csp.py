"""What a site may add to its Content-Security-Policy."""

import pytest

from newsgen.config.load import parse
from newsgen.diagnostics import NewsgenError
from newsgen.hosting.headers import content_security_policy, header_settings

HASH = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
LONG_HASH = f"'sha384-{'AbC+' * 16}'"


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
        (f'script-src = ["{HASH}"]', f"script-src 'self' {HASH};"),
        (f'script-src = ["{LONG_HASH}"]', f"script-src 'self' {LONG_HASH};"),
        ('frame-src = ["https://*.police.example"]', "frame-src https://*.police.example;"),
        ('frame-src = ["https://*.police.uk"]', "frame-src https://*.police.uk;"),
        ('frame-src = ["https://*.maps.co.uk"]', "frame-src https://*.maps.co.uk;"),
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
        ('script-src = ["https://x.example/{env.HOME}"]', "is not a source of a policy"),
        ('script-src = ["https://*"]', "is not a source of a policy"),
        ('script-src = [""]', "is not a source of a policy"),
        ('script-src = ["self"]', "“self” is not a source of a policy"),
        ('script-src = ["Self"]', "“Self” is not a source of a policy"),
        ('script-src = ["none"]', "“none” is not a source of a policy"),
        ("script-src = [\"'none'\"]", "“'none'” is not a source of a policy"),
        ('script-src = ["unsafe-inline"]', "unsafe-inline would let a page run or load"),
        ('script-src = ["strict-dynamic"]', "strict-dynamic would let a page run or load"),
        ("script-src = [\"'sha256-abc'\"]", "“'sha256-abc'” is not a source of a policy"),
        ("script-src = [\"'sha256-AbC+/123='\"]", "is not a source of a policy"),
        (f'script-src = ["{HASH.replace("256", "512")}"]', "is not a source of a policy"),
        (f'script-src = ["{HASH[1:-1]}"]', "is not a source of a policy"),
        ('script-src = ["https://x.example:99999"]', "is not a source of a policy"),
        ('script-src = ["https://x.example:0"]', "is not a source of a policy"),
        ('script-src = ["https://x.example:"]', "is not a source of a policy"),
        ('script-src = ["wss:"]', "is not a source of a policy"),
        ('script-src = ["https://x.example:²"]', "is not a source of a policy"),
        ('script-src = ["https://*.com"]', "https://*.com would let a page run or load nearly"),
        ('script-src = ["*.co.uk"]', "*.co.uk would let a page run or load nearly anything"),
        ('script-src = ["https://*.EXAMPLE"]', "would let a page run or load nearly anything"),
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
