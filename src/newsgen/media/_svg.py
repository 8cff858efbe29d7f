"""SVG: its shapes, texts and animations. Sources: SVG 2, appendix N; SVG 1.1, appendix M."""

import re
from typing import Final

from newsgen.media import cleaned as cleaned_picture
from newsgen.media._unclean import UncleanError
from newsgen.media._xml import Attributes, rewritten, rewritten_base64

_ELEMENTS: Final = """
    a animate animateMotion animateTransform circle clipPath defs desc ellipse feBlend feColorMatrix
    feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
    feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage
    feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile
    feTurbulence filter g image line linearGradient marker mask mpath path pattern polygon polyline
    radialGradient rect set stop style svg switch symbol text textPath title tspan use view
"""
_ATTRIBUTES: Final = """
    accumulate additive alignment-baseline amplitude aria-hidden aria-label aria-labelledby
    aria-describedby attributeName attributeType azimuth baseFrequency baseline-shift begin bias by
    calcMode class clip clip-path clip-rule clipPathUnits color color-interpolation
    color-interpolation-filters cursor cx cy d diffuseConstant direction display divisor
    dominant-baseline dur dx dy edgeMode elevation end exponent fill fill-opacity fill-rule filter
    filterUnits flood-color flood-opacity focusable font font-family font-size font-size-adjust
    font-stretch font-style font-variant font-weight fr from fx fy gradientTransform gradientUnits
    height href id image-rendering in in2 intercept isolation k1 k2 k3 k4 kernelMatrix
    kernelUnitLength keyPoints keySplines keyTimes lang lengthAdjust letter-spacing lighting-color
    limitingConeAngle marker-end marker-mid marker-start markerHeight markerUnits markerWidth mask
    mask-type maskContentUnits maskUnits max media method min mix-blend-mode mode numOctaves offset
    opacity operator order orient origin overflow paint-order path pathLength patternContentUnits
    patternTransform patternUnits pointer-events points pointsAtX pointsAtY pointsAtZ preserveAlpha
    preserveAspectRatio primitiveUnits r radius refX refY repeatCount repeatDur requiredFeatures
    result role rotate rx ry scale seed shape-rendering slope spacing specularConstant
    specularExponent spreadMethod startOffset stdDeviation stitchTiles stop-color stop-opacity
    stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-opacity stroke-width style surfaceScale systemLanguage tabindex tableValues targetX
    targetY text-anchor text-decoration text-rendering textLength to transform transform-origin type
    unicode-bidi values vector-effect version viewBox visibility white-space width word-spacing
    writing-mode x x1 x2 xChannelSelector xlink:href xml:lang xml:space xmlns xmlns:svg xmlns:xlink
    y y1 y2 yChannelSelector z
"""
_PUBLISHED: Final = frozenset(_ELEMENTS.split())
_PUBLISHED_ATTRIBUTES: Final = frozenset(_ATTRIBUTES.split())
_NAMESPACES: Final = {
    "xmlns": "http://www.w3.org/2000/svg",
    "xmlns:svg": "http://www.w3.org/2000/svg",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
}
_ACTIVE: Final = frozenset({
    "script", "foreignobject", "handler", "listener", "iframe", "object", "embed", "audio", "video",
})  # fmt: skip
_LINKS: Final = frozenset({"href", "xlink:href"})
_ANIMATIONS: Final = frozenset({"animate", "animateTransform", "set"})
_TEXT_ALONE: Final = dict.fromkeys(("style", "svg:style"), frozenset[str]())
"""Elements that hold no others: browsers read the text before and behind one as one text."""
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_LOADS: Final = re.compile(
    r"\\|@import|expression\s*\(|javascript:|-moz-binding|behavior\s*:|image(?:-set)?\s*\(|src\s*\("
    r"""|url\((?!\s*+["']?\s*+(?:\#|data:(?:font/|application/(?:x-)?font)))""",
    re.IGNORECASE,
)
_DATA: Final = re.compile(r"data:(image/(?:png|jpe?g|gif|webp|avif));base64,(.*)", re.DOTALL)


def cleaned(data: bytes) -> bytes:
    """Return a drawing without metadata, comments and what only an editor reads.

    Raises:
        UncleanError: it holds a script, or loads something from elsewhere.

    """
    return rewritten(data, _kept, _text, only=_TEXT_ALONE, longest=len(data))


def _kept(name: str, attributes: Attributes) -> Attributes | None:
    prefix, _, local = name.rpartition(":")
    if local.lower() in _ACTIVE:
        raise UncleanError(f"it holds a script or a page (<{name}>)", _EXPORT)
    if prefix not in ("", "svg") or local not in _PUBLISHED:
        return None
    if local in _ANIMATIONS and _is_of_link(attributes.get("attributeName", "")):
        raise UncleanError("it changes where a link leads", _EXPORT)
    values = ((key, _value(local, key, value)) for key, value in attributes.items())
    return {key: value for key, value in values if value is not None}


def _is_of_link(attribute: str) -> bool:
    return attribute.strip().lower().removeprefix("xlink:").startswith(("href", "on"))


def _value(element: str, key: str, value: str) -> str | None:
    """Return what is published of an attribute's value; None if that is nothing."""
    if key.lower().startswith("on"):
        raise UncleanError(f"it holds a script ({key})", _EXPORT)
    if key not in _PUBLISHED_ATTRIBUTES or _NAMESPACES.get(key, value) != value:
        return None
    if key in _LINKS:
        return _link(element, value.strip())
    if key == "style":
        return _style(value)
    _check_style(value)
    return value


def _link(element: str, target: str) -> str | None:
    if target.startswith("#"):
        return target
    if element == "a":
        return None
    picture = _DATA.fullmatch(target)
    if picture is None:
        raise UncleanError("it loads a file from elsewhere", _EMBED)
    return f"data:{picture[1]};base64,{rewritten_base64(picture[2], cleaned_picture)}"


def _text(element: str, text: str) -> str:
    """Return the text of an element; that of a style may load nothing."""
    return _style(text) if element in _TEXT_ALONE else text


def _style(text: str) -> str:
    """Return a style without its comments, as it is published: that may load nothing."""
    text = _COMMENT.sub("", text)
    if "/*" in text:  # two comments in each other, so that the rest of one begins another
        raise UncleanError("its style has comments within comments", _EXPORT)
    _check_style(text)
    return text


def _check_style(text: str) -> None:
    if _LOADS.search(text):
        raise UncleanError("its style loads a file from elsewhere", _EMBED)


_EXPORT: Final = "Export it again as a plain picture, without scripts."
_EMBED: Final = "Embed the pictures and fonts that it uses, and export it again."
