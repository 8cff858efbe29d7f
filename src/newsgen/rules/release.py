"""Rules that need one release and its places."""

from collections.abc import Callable, Iterator

from newsgen.diagnostics import Diagnostic, Span
from newsgen.model.area import Area
from newsgen.model.release import Release
from newsgen.model.urls import windows_trouble


def check_release(release: Release, area: Area, where: Callable[..., Span]) -> Iterator[Diagnostic]:
    """Yield what is wrong with a release. `where` finds the place of a key's value."""
    if name := windows_trouble(release.path):
        yield Diagnostic(
            "NG405",
            f"a Windows server cannot hold the file name “{name}”",
            where("url"),
            "The URL must stay as it was; host the site on Linux, or redirect this one.",
        )
    if area.hosts and release.host not in area.hosts:
        yield Diagnostic(
            "NG414",
            f"{release.host} is not a host of the area {area.key}",
            where("url"),
            f"The area's hosts are {', '.join(area.hosts)}; newsgen.toml lists them.",
        )
