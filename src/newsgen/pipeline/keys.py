"""Keys: what a target is made of, as a digest.

A target's key is the digest of its template with all that the template refers to, of the site's
view, and of its own view.
"""

from collections.abc import Sequence
from typing import NamedTuple

from newsgen.digest import SIZE, checksums, digest_fields, encode_fields, field_names, shown_fields
from newsgen.site.frame import Frame
from newsgen.site.target import Target


class TargetKey(NamedTuple):
    """A target's key as a digest, and the checksums of its inputs."""

    digest: bytes
    checksums: bytes


class Keys:
    """Encodes what decides the bytes of targets; the key is the encodings' digest."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._templates = dict(frame.template_digests)

    def of(self, root: str, targets: Sequence[Target]) -> list[TargetKey]:
        """Return the keys of targets of a root. Raises `NewsgenError` as `encodings` does."""
        encodings = [self.encodings(root, target) for target in targets]
        keys = [digest_fields(encoded) for encoded in encodings]
        sums = [checksums(encoded) for encoded in encodings]
        return list(map(TargetKey, keys, sums))

    def encodings(self, root: str, target: Target) -> list[bytes]:
        """Return the encodings of a target's inputs: two digests, then its view's fields.

        Raises:
            NewsgenError: a template is missing or is not valid Jinja.

        """
        template = site = bytes(SIZE)
        if target.template:
            template, site = self._template(target.template), self._frame.site_digests[root]
        return [template, site, *encode_fields(target.view)]

    def _template(self, template: str) -> bytes:
        if template not in self._templates:
            self._templates[template] = self._frame.theme.template_digest(template)
        return self._templates[template]


def inputs(target: Target) -> list[tuple[str, str]]:
    """Return the names of all that decides a target's bytes, and the values of its view's."""
    view = target.view
    return [
        ("template", ""),
        ("site", ""),
        *zip(field_names(view), shown_fields(view), strict=True),
    ]


def changed_inputs(names: list[str], now: bytes, before: bytes) -> list[str]:
    """Name the inputs whose checksums differ; a view of another shape is named as a whole."""
    if not before:
        return ["the version of newsgen"]
    if len(now) != len(before):
        return ["the shape of the view"]
    return [
        name
        for at, name in enumerate(names)
        if now[at * 4 : at * 4 + 4] != before[at * 4 : at * 4 + 4]
    ] or ["an input"]
