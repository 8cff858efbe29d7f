"""The way to the hosts of a target: it begins before all else that a deployment loads."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsgen.config.deploy import DeploySettings, kind_of
from newsgen.deployers import openssh
from newsgen.deployers.folder import LocalTarget
from newsgen.deployers.scripts import first_look
from newsgen.deployers.shell import ShellTarget
from newsgen.deployers.target import DeployTarget, loaded

if TYPE_CHECKING:
    from newsgen.deployers.ordered_target import AnyTarget


@contextmanager
def opened(
    settings: DeploySettings, site: Path, cache: Path | None = None
) -> Iterator[list["AnyTarget"]]:
    """Reach all hosts of a target, before anything is done to one of them.

    Raises:
        TargetError: one cannot be reached, or is not the one that is known by its name.

    """
    with reaching(settings, site, cache) as reach:
        yield reach()


@contextmanager
def reaching(
    settings: DeploySettings, site: Path, cache: Path | None = None
) -> Iterator[Callable[[], list["AnyTarget"]]]:
    """Begin to reach all hosts of a target; the function that is yielded waits for them."""
    known = site / settings.known_hosts if settings.known_hosts else None
    with ExitStack() as stack:
        connections = {}
        for url in settings.to if openssh.is_usable() else ():
            if url.startswith("ssh:"):
                look = first_look(urlsplit(url).path)
                with suppress(OSError):  # an ssh that cannot be run is as none
                    connections[url] = openssh.OpenSsh(url, known, look)
                    stack.callback(connections[url].close)

        def reach() -> list["AnyTarget"]:
            return [
                loaded(module, url).target_of(url, settings, site, cache or site / ".newsgen")
                if (module := kind_of(url).module)
                else _target(url, connections.get(url), known, stack)
                for url in settings.to
            ]

        yield reach


def _target(
    url: str, connection: openssh.OpenSsh | None, known_hosts: Path | None, stack: ExitStack
) -> DeployTarget:
    path = urlsplit(url).path
    if url.startswith("file:"):
        return LocalTarget(url, path)
    if connection and connection.has_shell():
        return ShellTarget(url, path, connection)
    target: DeployTarget = stack.enter_context(
        loaded("ssh", url).reached(url, known_hosts, with_shell=connection is None)
    )
    return target
