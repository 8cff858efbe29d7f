"""Pictures and films without what their files say beside what they show.

Cameras and programs write into a file where, when and by whom it was made, often with a small copy
of the picture before it was cropped. None of that is published. What a reader sees or hears stays
as it is: nothing is encoded again, colours keep their profile, and a picture that the camera marked
as turned stays so.

A part that its format does not define is left out, and so is all from where a file is damaged.
"""

from typing import Final

from newsgen.media import _bmff, _gif, _jpeg, _png, _webp

_FORMATS: Final = (
    (_jpeg.is_one, _jpeg.cleaned),
    (_png.is_one, _png.cleaned),
    (_gif.is_one, _gif.cleaned),
    (_webp.is_one, _webp.cleaned),
    (_bmff.is_one, _bmff.cleaned),
)


def cleaned(data: bytes) -> bytes:
    """Return the bytes of a file as they may be published; of another format they stay."""
    for is_one, clean in _FORMATS:
        if is_one(data):
            return clean(data)
    return data
