"""Where the website is deployed to: the tables `[deploy.NAME]` of newsgen.toml."""

import re
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from newsgen.config import _values as values
from newsgen.config.rows import setting, table
from newsgen.fast.patterns import later
from newsgen.model.declared import (
    choice,
    matching,
    names,
    number,
    one_or_more,
    table_of,
    text,
)
from newsgen.model.refusal import did_you_mean, either, refusal


class TargetKind(NamedTuple):
    """A kind of target: how one is written, what it is called, and what opens it.

    `module` is that of `deployers` with `target_of`, for targets whose files are written one by
    one: they have no folder of which a web server could be given another one.
    """

    example: str
    noun: str
    module: str = ""
    is_here: bool = False
    """Whether its path is that of a folder of this machine."""


KINDS: Final = {
    "file": TargetKind("file:///srv/news", "a folder on this computer", is_here=True),
    "ssh": TargetKind("ssh://www@web1.northshire.example/srv/news", "a folder over SSH"),
    "s3": TargetKind("s3://bucket/prefix", "a bucket of S3", "store"),
    "command": TargetKind("command:COMMAND", "a command that gets the changes", "by_command"),
}
_FORMS: Final = f"Write {either(kind.example for kind in KINDS.values())}."
_STARTS: Final = [
    f"{name}{'://' if '://' in kind.example else ':'}" for name, kind in KINDS.items()
]
_NOUNS: Final = either(kind.noun for kind in KINDS.values())
_BUCKET: Final = r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"
_SERVERS: Final = {
    "none": "No configuration is deployed; the website is in live/site",
    "nginx": "Include live/hosting/newsgen.conf",
    "apache": "Include live/hosting/newsgen.conf",
    "caddy": "Import live/hosting/Caddyfile",
}
_LISTEN: Final = r"(?:(?:[\w.-]+|\*|\[[0-9A-Fa-f:.]+\]):)?\d{1,5}"
_NAME: Final = matching(
    "[a-z][a-z0-9_-]*",
    values.CODE,
    "the name “{}” may hold small letters, digits, - and _, and begins with a letter",
)


def kind_of(url: str) -> TargetKind:
    """Return the kind of a target that was read."""
    return KINDS[url.partition(":")[0]]


def _target(url: str) -> str:
    """Take the URL of a folder on this machine or on a server, of a bucket, or a command."""
    if re.fullmatch(r"command:.*\S.*", url):
        return url
    try:
        parts, port = urlsplit(url), urlsplit(url).port
    except ValueError:
        raise refusal(values.CODE, f"to “{url}” is not a URL", _FORMS) from None
    if parts.scheme not in KINDS or parts.scheme == "command":
        hint = did_you_mean(parts.scheme, KINDS, _FORMS)
        message = f"to “{url}” does not begin with {either(_STARTS)}"
        raise refusal(values.CODE, message, hint)
    if parts.password is not None:
        hint = "Use a key: newsgen takes those of your agent and of your .ssh folder."
        message = f"to “{parts.scheme}://…” has a password, which does not belong in settings"
        raise refusal(values.CODE, message, hint)
    if parts.scheme == "s3" and not (re.fullmatch(_BUCKET, parts.netloc) and port is None):
        raise refusal(values.CODE, f"to “{url}” does not name a bucket", _FORMS)
    is_here = KINDS[parts.scheme].is_here
    if is_here == bool(parts.netloc) or (is_here and port):
        raise refusal(values.CODE, f"to “{url}” {'has' if is_here else 'lacks'} a host", _FORMS)
    steps = parts.path.strip("/").split("/")
    if parts.scheme == "s3" and parts.path in ("", "/"):
        steps, parts = ["bucket"], parts._replace(path="/bucket")
    if parts.query or parts.fragment or not steps[0] or any(s in ("", ".", "..") for s in steps):
        raise refusal(values.CODE, f"to “{url}” should end in the path of a folder", _FORMS)
    if not re.fullmatch(r"[\w./@+-]+", parts.path):
        message = f"to “{url}” names a folder with characters that commands or servers may misread"
        raise refusal(values.CODE, message, "Use letters, digits and . _ - + @ only.")
    return url.rstrip("/")


def can_listen_at(listen: str) -> bool:
    """Return whether a server can listen there; anything else could be configuration syntax."""
    port = listen.rpartition(":")[2]
    return re.fullmatch(_LISTEN, listen, re.ASCII) is not None and values.is_port(port)


def _listen(listen: str) -> str:
    if not can_listen_at(listen):
        hint = "Write 8080, or an address too, such as 127.0.0.1:8080."
        raise refusal(values.CODE, f"listen “{listen}” is not a port", hint)
    return listen


_PURGE_FORMS: Final = (
    "Write purge:http://127.0.0.1:6081, ban:http://127.0.0.1:6081, cloudfront:E2EXAMPLE, "
    "cloudflare:ZONE or command:COMMAND."
)
_PURGES: Final = later(
    r"(?:purge|ban):https?://[^\s/?#@]+/?|cloudfront:[A-Z0-9]+|cloudflare:[0-9a-f]+|command:.*\S.*"
)


def _purge(text: str) -> str:
    if not _PURGES.fullmatch(text):
        kind = text.partition(":")[0]  # what is behind it may be a secret
        raise refusal(values.CODE, f"purge “{kind}:…” is not a way to purge a cache", _PURGE_FORMS)
    return text.rstrip("/")


def _address(url: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#@]+/?", url):
        message = f"address “{url}” is not that of a website: http:// or https:// and a host"
        raise refusal(values.CODE, message, "Write https://www.northshire.police.example")
    return url.rstrip("/")


@dataclass(frozen=True, slots=True)
class DeploySettings:
    """One place that the website is deployed to, on one host or several."""

    to: tuple[str, ...] = setting(
        one_or_more(text(_target, pattern=f"^({'|'.join(_STARTS)})"), 'Write to = "{}"'),
        f"{_NOUNS[0].upper()}{_NOUNS[1:]}; a list if there are several hosts",
        "ssh://www@web1.northshire.example/srv/news",
        [
            "ssh://www@web1.northshire.example/srv/news",
            "ssh://www@web2.northshire.example/srv/news",
        ],
    )
    server: str = setting(
        choice(_SERVERS),
        "The web server whose configuration, as newsgen hosting writes it, is deployed beside the "
        "website",
        "nginx",
        default="none",
    )
    listen: str = setting(
        text(_listen, pattern=f"^{_LISTEN}$"),
        "The port that the web server listens on",
        "8080",
        default="80",
    )
    test: str = setting(
        text(),
        "The command that tests the web server's configuration on the host, before it is used",
        "sudo nginx -t",
        default="",
    )
    reload: str = setting(
        text(),
        "The command that makes the web server load its configuration",
        "sudo systemctl reload nginx",
        default="",
    )
    keep: int = setting(
        number(0, 100),
        "How many earlier releases of the website each host keeps, for newsgen deploy --rollback",
        10,
        default=5,
    )
    most_deletions: int = setting(
        number(0, 100),
        "The percentage of all files there that a deployment may delete; files of take-downs do "
        "not count",
        20,
        default=5,
    )
    address: str = setting(
        text(_address, pattern="^https?://"),
        "Where readers reach the website, to verify each deployment. Without it nothing is "
        "verified over HTTP",
        "https://www.northshire.police.example",
        default="",
    )
    key_value_store: str = setting(
        matching(
            r"arn:aws[\w-]*:cloudfront::\d{12}:key-value-store/[\w-]+",
            values.CODE,
            "key_value_store “{}” is not the ARN of a key value store of CloudFront",
            "Write arn:aws:cloudfront::123456789012:key-value-store/… as Amazon shows it.",
        ),
        "The key value store of the CloudFront function: newsgen writes moved and gone addresses "
        "to it; only with a bucket",
        "arn:aws:cloudfront::123456789012:key-value-store/01234567-89ab-cdef-0123-456789abcdef",
        default="",
    )
    purge: tuple[str, ...] = setting(
        one_or_more(
            text(_purge, pattern="^(purge|ban|cloudfront|cloudflare|command):"),
            'Write purge = "{}"',
        ),
        "The caches to purge of what a deployment changes: over HTTP, at CloudFront or Cloudflare, "
        "or by a command. Needs address",
        "ban:http://127.0.0.1:6081",
        ["purge:http://cache1.northshire.example", "cloudflare:0123456789abcdef"],
        default=(),
    )
    known_hosts: str = setting(
        text(),
        "A file of the site with the SSH host keys of these hosts, as ssh-keyscan writes it. "
        "Default: ~/.ssh/known_hosts",
        "deploy/known_hosts",
        default="",
    )

    @property
    def knows_addresses(self) -> bool:
        """Return whether more than files is answered: redirects, and pages that are gone."""
        return self.server != "none" or bool(self.key_value_store)


def _agreeing(settings: DeploySettings) -> DeploySettings:
    if not settings.to:
        raise refusal(values.CODE, "to is empty", _FORMS).below("to")
    if len(set(settings.to)) < len(settings.to):
        raise refusal(values.CODE, "to has the same folder twice", "Keep one of them.").below("to")
    ordered = [kind.noun for kind in map(kind_of, settings.to) if kind.module]
    if ordered and settings.server != "none":
        message = f"server = “{settings.server}” is not for {ordered[0]}"
        hint = "Leave out server, or make a target of its own for it."
        raise refusal(values.CODE, message, hint)
    if settings.key_value_store and not all(url.startswith("s3:") for url in settings.to):
        message = "key_value_store is for a bucket"
        raise refusal(values.CODE, message, 'Write to = "s3://bucket/prefix".')
    if settings.purge and not settings.address:
        message = "purge does not know the addresses, as address is missing"
        raise refusal(values.CODE, message, "Add address, such as https://www.northshire.example.")
    return settings


TARGET_TABLES: Final = table_of(table(DeploySettings, _agreeing), names(_NAME))
