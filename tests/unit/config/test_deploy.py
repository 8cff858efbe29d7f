"""Targets of deployments: what a table may hold."""

import pytest

from newsgen.config.load import parse
from newsgen.diagnostics import NewsgenError

ARN = "arn:aws:cloudfront::123456789012:key-value-store/01234567-89ab-cdef-0123-456789abcdef"
RIGHT = (
    "file:///srv/news",
    "ssh://www@web1.northshire.example/srv/news",
    "ssh://web1.northshire.example:2222/srv/news",
    "s3://northshire-news",
    "s3://northshire-news/web/news",
    "command:sh ci/upload.sh --all",
)
WRONG = {
    "/srv/news": "does not begin with file://, ssh://",
    "ftp://web1.northshire.example/srv": "does not begin with file://",
    "s3:///web": "does not name a bucket",
    "s3://Bucket_/web": "does not name a bucket",
    "s3://bucket:80/web": "does not name a bucket",
    "s3://key:secret@bucket/web": "has a password",
    "s3://bucket/web/../..": "the path of a folder",
    "s3://bucket/web?acl": "the path of a folder",
    "command: ": "does not begin with",
    "ssh://www:secret@web1.northshire.example/srv": "has a password",
    "ssh:///srv/news": "lacks a host",
    "file://host/srv/news": "has a host",
    "file:///": "the path of a folder",
    "ssh://web1.northshire.example": "the path of a folder",
    "file:///srv/../etc": "the path of a folder",
    "file:///srv/a b": "may misread",
    "ssh://web1.northshire.example:port/srv": "is not a URL",
}


@pytest.mark.parametrize("url", RIGHT)
def test_target_is_a_folder_here_or_on_a_server(url: str) -> None:
    (target,) = parse(f'[deploy.live]\nto = "{url}"').deploy["live"].to
    assert target == url


@pytest.mark.parametrize(("url", "words"), WRONG.items())
def test_wrong_target_is_refused(url: str, words: str) -> None:
    with pytest.raises(NewsgenError) as refused:
        parse(f'[deploy.live]\nto = "{url}"')
    (diagnostic,) = refused.value.diagnostics
    assert words in diagnostic.message
    assert "secret" not in diagnostic.message + diagnostic.hint


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("to = []", "to is empty"),
        ('to = ["file:///a", "file:///a"]', "the same folder twice"),
        ('to = "file:///a"\nserver = "ngnix"', "ngnix"),
        ('to = "file:///a"\nlisten = "80; rm"', "is not a port"),
        ('to = "file:///a"\nlisten = "99999"', "is not a port"),
        ('to = "file:///a"\nlisten = "127.0.0.1:0"', "is not a port"),
        ('to = "file:///a"\naddress = "www.northshire.example"', "is not that of a website"),
        ('to = "file:///a"\nmost_deletions = 101', "at most 100"),
        ('server = "nginx"', "to"),
        ('to = "s3://bucket"\nserver = "nginx"', "is not for a bucket of S3"),
        ('to = "file:///a"\nkey_value_store = "{ARN}"', "key_value_store is for a bucket"),
        ('to = "s3://bucket"\nkey_value_store = "01234567"', "is not the ARN"),
        ('to = "file:///a"\npurge = "ban:http://127.0.0.1"', "address is missing"),
        ('to = "file:///a"\npurge = "ban:127.0.0.1"', "“ban:…” is not a way to purge"),
        ('to = "file:///a"\npurge = "purge:https://a:secret@b.example"', "“purge:…” is not a way"),
        ('to = "file:///a"\npurge = "cloudflare:secret"', "“cloudflare:…” is not a way"),
        ('to = "file:///a"\npurge = "command:"', "is not a way to purge"),
    ],
)
def test_wrong_setting_is_refused(line: str, words: str) -> None:
    with pytest.raises(NewsgenError) as refused:
        parse(f"[deploy.live]\n{line.replace('{ARN}', ARN)}")
    (diagnostic, *_) = refused.value.diagnostics
    assert words in diagnostic.message
    assert "secret" not in diagnostic.message + diagnostic.hint


def test_caches_and_keys_are_named() -> None:
    text = (
        f'[deploy.live]\nto = "s3://bucket"\nkey_value_store = "{ARN}"\n'
        'address = "https://www.northshire.example"\n'
        'purge = ["purge:https://www.northshire.example/", "cloudfront:E2EXAMPLE"]\n'
    )
    settings = parse(text).deploy["live"]
    assert settings.knows_addresses
    assert settings.purge == ("purge:https://www.northshire.example", "cloudfront:E2EXAMPLE")
    assert not parse('[deploy.live]\nto = "s3://bucket"').deploy["live"].knows_addresses


def test_name_of_a_target_is_a_word() -> None:
    with pytest.raises(NewsgenError):
        parse('[deploy."Live site"]\nto = "file:///a"')
