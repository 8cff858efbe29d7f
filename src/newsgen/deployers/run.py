"""A deployment from beginning to end, on all hosts of a target: all are staged, then all switch."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from newsgen.config.deploy import ORDERED, DeploySettings
from newsgen.deployers import openssh
from newsgen.deployers.deploy import Configuration, Deployment
from newsgen.deployers.folder import LocalTarget
from newsgen.deployers.ordered import OrderedDeployment
from newsgen.deployers.ordered_target import Answers, OrderedTarget
from newsgen.deployers.output import BuiltOutput
from newsgen.deployers.purge import Purging
from newsgen.deployers.scripts import first_look
from newsgen.deployers.shell import ShellTarget
from newsgen.deployers.switch import CommandFailedError
from newsgen.deployers.target import DeployTarget, TargetError, loaded

if TYPE_CHECKING:
    from newsgen.deployers.verify import Asked, Verdict

Step = Callable[[str, int, int], None]
"""Called with the name of a step, how many hosts are done, and how many there are."""


class HostChange(Protocol):
    """What is done to one target, in steps. Each may wait for the next, but for the last."""

    @property
    def target(self) -> "Settling": ...
    def stage(self) -> None: ...
    def test(self) -> None: ...
    def switch(self) -> None: ...
    def fall_back(self) -> None: ...
    def conclude(self, kind: str, seconds: float) -> None: ...


class Settling(Protocol):
    """What has all done that was asked for."""

    def settle(self) -> None: ...


AnyTarget = DeployTarget | OrderedTarget
AnyDeployment = Deployment | OrderedDeployment


@contextmanager
def opened(
    settings: DeploySettings, site: Path, cache: Path | None = None
) -> Iterator[list[AnyTarget]]:
    """Reach all hosts of a target, before anything is done to one of them.

    Raises:
        TargetError: one cannot be reached, or is not the one that is known by its name.

    """
    with reaching(settings, site, cache) as reach:
        yield reach()


@contextmanager
def reaching(
    settings: DeploySettings, site: Path, cache: Path | None = None
) -> Iterator[Callable[[], list[AnyTarget]]]:
    """Begin to reach all hosts of a target; the function that is yielded waits for them."""
    known = site / settings.known_hosts if settings.known_hosts else None
    with ExitStack() as stack:
        connections = {}
        for url in settings.to if openssh.is_usable() else ():
            if url.startswith("ssh:"):
                look = first_look(urlsplit(url).path)
                connections[url] = openssh.OpenSsh(url, known, look)
                stack.callback(connections[url].close)

        def reach() -> list[AnyTarget]:
            return [
                _ordered(url, settings, site, cache)
                if url.startswith(ORDERED)
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


def _ordered(url: str, settings: DeploySettings, site: Path, cache: Path | None) -> OrderedTarget:
    if url.startswith("command:"):
        command: OrderedTarget = loaded("by_command", url).CommandTarget(
            url.partition(":")[2], site, cache or site / ".newsgen"
        )
        return command
    answers: Answers | None = None
    if arn := settings.key_value_store:
        answers = loaded("cloudfront", "key_value_store", "aws").KeyValueStore(arn)
    store: OrderedTarget = loaded("store", url).StoreTarget(url, answers)
    return store


@contextmanager
def plain_errors(name: str = "the target") -> Iterator[None]:
    """Say in plain words why a target cannot be read or written."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        what = f" {error.filename}" if error.filename else ""
        message = f"{name} cannot be read or written:{what} {reason}"
        hint = "Readers have the site as it was. Fix this and deploy again."
        raise TargetError(message, hint) from error


def deployments_of(
    targets: Iterable[AnyTarget], output: BuiltOutput, settings: DeploySettings, **options: bool
) -> list[AnyDeployment]:
    """Plan the deployment of an output folder to each host."""
    configuration = Configuration(output, settings)
    return [
        OrderedDeployment(target, output, settings, **options)
        if isinstance(target, OrderedTarget)
        else Deployment(target, output, settings, configuration, **options)
        for target in targets
    ]


def purging_of(
    settings: DeploySettings, output: BuiltOutput, deployments: Sequence[AnyDeployment]
) -> Purging:
    """Note what caches are to forget; where there is an order, take-downs are purged on the way."""
    purging = Purging(settings, output, deployments[0].target)
    purging.expect(each.plan for each in deployments if each.is_needed)
    for each in deployments:
        if isinstance(each, OrderedDeployment):
            each.purge = purging.purge
    return purging


def carry_out(
    changes: Sequence[HostChange], step: Step, *, settles: bool = True
) -> CommandFailedError | None:
    """Stage, test and switch all hosts; return why all had to stay with the release they had.

    None of several is switched before all are staged. A single one that need not have settled then
    gets all steps with those that conclude it.
    """
    settling = {"stage", "switch"} if changes[1:] else {"switch"} if settles else set()
    for name, act in (("Staging", "stage"), ("Testing", "test"), ("Switching", "switch")):
        for number, change in enumerate(changes, 1):
            try:
                getattr(change, act)()
                if act in settling:
                    change.target.settle()
            except CommandFailedError as error:
                for each in changes:
                    each.fall_back()
                return error
            step(name, number, len(changes))
    return None


def to_verify(
    output: BuiltOutput, settings: DeploySettings, deployments: Collection[AnyDeployment]
) -> Iterator["Asked"]:
    """Yield what to ask the website for after a deployment."""
    from newsgen.deployers.verify import of_files, sample  # noqa: PLC0415 (slow to load)

    groups = [each.plan.groups for each in deployments]
    down = {path for group in groups for path in group["taken_down"]}
    new = {path for g in groups for name in ("new", "changed", "listings") for path in g[name]}
    is_partial = any(each.is_partial for each in deployments)
    others = () if is_partial else [*sorted(new - down), *sample(output, new | down)]
    yield from of_files(output, settings, [*sorted(down), *others], down)


def verify_all(
    output: BuiltOutput,
    settings: DeploySettings,
    deployments: Collection[AnyDeployment],
    purging: Purging,
    started: float,
) -> list["Verdict"]:
    """Ask the website for what a deployment changed, and for what an earlier one left in caches."""
    from newsgen.deployers.verify import of_cached, verify  # noqa: PLC0415 (slow to load)

    asked = [*to_verify(output, settings, deployments)] if deployments else []
    asked += of_cached(output, settings, purging.left_before)
    loads = bool(settings.reload) and not any(each.is_partial for each in deployments)
    return verify(settings.address, asked, started=started, loads=loads, again=purging.again)
