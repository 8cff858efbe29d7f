"""A deployment from beginning to end, on all hosts of a target: all are staged, then all switch."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from newsgen.config.deploy import DeploySettings
from newsgen.deployers.deploy import Configuration, Deployment
from newsgen.deployers.ordered import OrderedDeployment
from newsgen.deployers.ordered_target import AnyTarget, OrderedTarget
from newsgen.deployers.output import BuiltOutput
from newsgen.deployers.purge import Purging
from newsgen.deployers.switch import CommandFailedError, load_again
from newsgen.deployers.unverified import NotedAddress, Unverified, most_of

if TYPE_CHECKING:
    from newsgen.deployers.asked import Asked, LiveWebsite
    from newsgen.deployers.verify import Verdict

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


AnyDeployment = Deployment | OrderedDeployment


def deployments_of(
    targets: Iterable[AnyTarget],
    output: BuiltOutput,
    settings: DeploySettings,
    *,
    upload_all: bool = False,
    take_downs_only: bool = False,
) -> list[AnyDeployment]:
    """Plan the deployment of an output folder to each host."""
    configuration = Configuration(output, settings)
    return [
        OrderedDeployment(
            target, output, settings, upload_all=upload_all, take_downs_only=take_downs_only
        )
        if isinstance(target, OrderedTarget)
        else Deployment(
            target,
            output,
            settings,
            configuration,
            upload_all=upload_all,
            take_downs_only=take_downs_only,
        )
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
            except OSError as error:
                return _give_up(changes, change, error)
            step(name, number, len(changes))
    return None


def to_ask_again(deployments: Iterable[AnyDeployment]) -> Unverified:
    """Return what earlier deployments left to verify; with take-downs alone, only those."""
    each_noted = ((each, noted) for each in deployments for noted in each.unverified.addresses)
    addresses = (noted for each, noted in each_noted if noted.take_down or not each.is_partial)
    files = (file for each in deployments for file in each.unverified.files)
    return Unverified((*dict.fromkeys(addresses),), files=(*dict.fromkeys(files),))


def load_all_again(
    deployments: Iterable[AnyDeployment], settings: DeploySettings
) -> CommandFailedError | None:
    """Have servers load again what they may not have; return why one could not."""
    for each in deployments:
        if isinstance(each, Deployment) and each.unverified.loads and not each.is_partial:
            try:
                load_again(each.target, settings)
            except CommandFailedError as error:
                return error
    return None


def keep_unverified(
    deployments: Collection[AnyDeployment], verdicts: Iterable["Verdict"], *, has_failed: bool
) -> None:
    """Note on each target what is wrong after a deployment, or that nothing is."""
    asked = {(each.asked.host, each.asked.path) for each in verdicts}
    wrong = [
        NotedAddress(each.asked.host, each.asked.path, each.asked.take_down)
        for each in verdicts
        if each.wrong
    ]
    for each in deployments:
        before = each.unverified
        waiting = [noted for noted in before.addresses if noted[:2] not in asked]
        left = most_of([*wrong, *waiting])
        has_waited = before.loads and each.is_partial
        loads = bool(each.settings.reload) and (has_failed or has_waited or bool(left))
        with suppress(OSError):  # of a host without room, which is wrong in any case
            before.keep(each.target, Unverified(left, loads, each.runs))
            each.target.settle()


def _give_up(
    changes: Sequence[HostChange], failing: HostChange, reason: OSError
) -> CommandFailedError:
    """Take down on all hosts what is to be, as one of them cannot be written to; say which."""
    message, hint = "", ""
    for each in changes:
        why: OSError | None = reason if each is failing else None
        if why is None:
            try:
                each.fall_back()
                continue
            except OSError as error:
                why = error
        if not isinstance(each, Deployment):
            raise why
        done = each.rescue(why)
        message = message or f"{each.target.name} cannot be written to: {why.strerror or why}"
        hint = f"{hint} {done}".strip()
    return CommandFailedError(message, f"{hint} Fix this, and deploy again.")


def to_verify(website: "LiveWebsite", deployments: Collection[AnyDeployment]) -> Iterator["Asked"]:
    """Yield what to ask the website for after a deployment."""
    from newsgen.deployers.asked import of_files, sample  # noqa: PLC0415 (slow to load)

    groups = [each.plan.groups for each in deployments]
    down = {path for group in groups for path in group["taken_down"]}
    new = {path for g in groups for name in ("new", "changed", "listings") for path in g[name]}
    is_partial = any(each.is_partial for each in deployments)
    others = () if is_partial else [*sorted(new - down), *sample(website, new | down)]
    yield from of_files(website, [*sorted(down), *others], down)


def verify_all(
    output: BuiltOutput,
    settings: DeploySettings,
    deployments: Collection[AnyDeployment],
    purging: Purging,
    started: float,
    noted: Unverified,
) -> list["Verdict"]:
    """Ask the website for what a deployment changed, and for what an earlier one left in caches.

    So for what an earlier one has `noted`.
    """
    from newsgen.deployers.asked import (  # noqa: PLC0415 (slow to load)
        LiveWebsite,
        of_cached,
        of_files,
        of_noted,
    )
    from newsgen.deployers.verify import verify  # noqa: PLC0415

    website = LiveWebsite.of(output, settings)
    asked = [*to_verify(website, deployments)] if deployments else []
    asked += of_cached(website, purging.left_before)
    down = [path for path in noted.files if not website.shows(path)]
    known = {(each.host, each.path) for each in asked}
    asked += (
        each
        for each in (*of_noted(website, noted.addresses), *of_files(website, down, down))
        if (each.host, each.path) not in known
    )
    loads = bool(settings.reload) and not any(each.is_partial for each in deployments)
    return verify(settings.address, asked, started=started, loads=loads, again=purging.again)
