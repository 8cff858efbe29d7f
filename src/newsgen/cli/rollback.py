"""The option --rollback of newsgen deploy."""

from collections.abc import Iterable
from contextlib import ExitStack

from newsgen.cli.deploy_facts import DeployFacts
from newsgen.config.deploy import DeploySettings
from newsgen.deployers.holding import (
    UNTRUSTED,
    EarlierRelease,
    check_place,
    deployed_before,
)
from newsgen.deployers.kept import NothingKeptError, RollBack, manifests_of
from newsgen.deployers.ordered_target import AnyTarget, OrderedTarget, look_at
from newsgen.deployers.output import open_output, shown_pages
from newsgen.deployers.purge import Purging
from newsgen.deployers.reach import opened
from newsgen.deployers.removals import KnownRemovals
from newsgen.deployers.run import carry_out, deployments_of, purging_of
from newsgen.deployers.shown import ShownPages
from newsgen.deployers.target import TargetError
from newsgen.pipeline.ledger import read_tombstones
from newsgen.pipeline.result import Progress, Request


def roll_back(
    facts: DeployFacts, request: Request, settings: DeploySettings, steps: int, progress: Progress
) -> None:
    """Return to a release that all hosts keep, or to what it was made of."""
    with opened(settings, request.site, request.cache) as targets, ExitStack() as locks:
        for target in targets:
            if not isinstance(target, OrderedTarget):
                check_place(target)
            locks.enter_context(target.locked())
        stones = read_tombstones(request.site)
        removals = [KnownRemovals.of(target, stones) for target in targets]
        for refusal in filter(None, (each.refusal for each in removals)):
            raise TargetError(*refusal)
        live = [look_at(target).manifest for target in targets]
        down = {bytes.fromhex(digest) for each in live for digest in each.down}
        shown = shown_pages(request).without(down)
        try:
            changes = [_way_back(target, settings, shown, steps) for target in targets]
        except NothingKeptError as reason:
            before = deployed_before(look_at(targets[0]), steps)
            if before is None:
                raise
            from newsgen.deployers.past import commit_of_today  # noqa: PLC0415 (slow to load)

            today = commit_of_today(request.site, live)
            facts.tell(f"{reason}: commit {before.commit[:12]} is built without what is down now.")
            down |= shown.down([each for target in targets for each in manifests_of(target)])
            _go_further_back(facts, request, settings, before, targets, progress, down, today)
            return
        stale = [path for each in changes for path in each.changed()] if settings.purge else []
        with open_output(request) as output:
            purging = facts.purging = Purging(settings, output, targets[0])
            purging.expect_files(stale)
            for each in removals:
                each.note()
            error = carry_out(changes, progress)
            purging.purge()
            purging.keep_left()
        if error is not None:
            facts.failed = f"{error}. {error.hint}"
            return
        for change in changes:
            change.conclude("rollback", facts.seconds)
    facts.deployed = True
    facts.tell(f"Rolled back to release {changes[0].release} in {facts.seconds:.1f} s.")


def _way_back(
    target: AnyTarget, settings: DeploySettings, shown: ShownPages, steps: int
) -> RollBack:
    if isinstance(target, OrderedTarget):
        raise NothingKeptError(f"{target.name} keeps no release")
    return RollBack(target, settings, shown, steps)


def _go_further_back(
    facts: DeployFacts,
    request: Request,
    settings: DeploySettings,
    before: EarlierRelease,
    targets: Iterable[AnyTarget],
    progress: Progress,
    down: set[bytes],
    today: str,
) -> None:
    """Build what was deployed before, with what was taken down since, and deploy that."""
    from newsgen.deployers.past import older_site  # noqa: PLC0415 (slow to load)

    with (
        older_site(request, before.commit, down) as older,
        open_output(older, today=today) as output,
    ):
        deployments = deployments_of(targets, output, settings)
        for each in deployments:
            if each.holding.trouble:
                raise TargetError(each.holding.trouble, UNTRUSTED.format(facts.name))
        facts.tell_plans(deployments, is_full=False)
        purging = facts.purging = purging_of(settings, output, deployments)
        error = carry_out(deployments, progress)
        purging.purge()
        purging.keep_left()
        if error is not None:
            facts.failed = f"{error}. {error.hint}"
            return
        for each in deployments:
            each.conclude("rollback", facts.seconds, returns_to=before.release)
    facts.deployed = True
    facts.tell(f"Rolled back to what release {before.release} was, in {facts.seconds:.1f} s.")
