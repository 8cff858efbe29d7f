"""What newsgen deploy does, once the way to the hosts has begun."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, nullcontext, suppress
from functools import cache
from typing import Final

from newsgen.cli.deploy_facts import DeployFacts
from newsgen.cli.results import show_findings
from newsgen.config.deploy import DeploySettings
from newsgen.deployers.deploy import resume
from newsgen.deployers.holding import UNTRUSTED, check_place
from newsgen.deployers.ordered import OrderedDeployment
from newsgen.deployers.ordered_target import AnyTarget, OrderedTarget, look_at
from newsgen.deployers.output import BuiltOutput, open_output
from newsgen.deployers.plan import (
    SAY_WHAT_BECAME,
    TAKE_DOWNS,
    DeployRefusal,
    refusals_of_commit,
    refusals_of_output,
    refusals_of_plan,
)
from newsgen.deployers.run import (
    AnyDeployment,
    carry_out,
    deployments_of,
    keep_unverified,
    load_all_again,
    purging_of,
    to_ask_again,
    verify_all,
)
from newsgen.deployers.switch import CommandFailedError
from newsgen.deployers.target import TargetError
from newsgen.diagnostics import Diagnostic, NewsgenError, errors_in
from newsgen.pipeline.central import build
from newsgen.pipeline.result import CONTENT, Progress, Request
from newsgen.report import text

_BUILDS: Final = 3
"""So often a site is built for a deployment, if files are saved meanwhile."""


class DeployRun:
    """A deployment: the output folder is looked at, compared, and taken to all hosts."""

    def __init__(
        self,
        facts: DeployFacts,
        request: Request,
        settings: DeploySettings,
        progress: Progress,
        reach: Callable[[], list[AnyTarget]],
    ) -> None:
        self._facts, self._request, self._settings = facts, request, settings
        self._progress, self._reach = progress, cache(reach)

    def __call__(self, *, dry_run: bool, take_downs_only: bool, upload_all: bool) -> None:
        facts = self._facts
        with ExitStack() as stack:
            output = self._output(stack, dry_run=dry_run, is_stale=take_downs_only)
            if output is None:
                return
            facts.refused += refusals_of_output(output)
            if not output.built.current:
                return
            targets = self._reach()
            for target in targets:
                self._look_at(target, asks_for_lock=not dry_run)
            if output.due:
                due = text.count(output.due, "page")
                facts.warn(f"{due} came due since the build; build again")
            held = [dry_run or self._take_hold(target, output, stack) for target in targets]
            take_downs_only = take_downs_only or not all(held)
            options = {"upload_all": upload_all, "take_downs_only": take_downs_only}
            deployments = deployments_of(targets, output, self._settings, **options)
            self._judge(deployments, **options)
            facts.tell_plans(deployments, is_full=dry_run)
            if not (dry_run or facts.refused):
                self._deploy(deployments, output)

    def _output(self, stack: ExitStack, *, dry_run: bool, is_stale: bool) -> BuiltOutput | None:
        """Return what to deploy, by the settings that are live if it `is_stale` and these fail."""
        try:
            return self._built(stack, self._request, dry_run=dry_run, is_stale=is_stale)
        except NewsgenError as error:  # such as a theme that cannot be rendered
            if is_stale and (output := self._by_live_settings(stack, error)):
                return output
            raise

    def _built(
        self, stack: ExitStack, request: Request, *, dry_run: bool, is_stale: bool
    ) -> BuiltOutput | None:
        """Return what to deploy; what has expired since the build is built without it first.

        So is an output folder that would be refused, if it `is_stale` then, and again if files were
        saved meanwhile.
        """
        for builds in range(_BUILDS + 1):
            with ExitStack() as opened:
                output = opened.enter_context(open_output(request))
                has_expired = output.built.has_expired
                if has_expired:
                    self._facts.warn(
                        "releases have expired since the build, so the site is built again"
                    )
                if dry_run or not (has_expired or (is_stale and any(refusals_of_output(output)))):
                    stack.enter_context(opened.pop_all())
                    return output
            if builds == _BUILDS:
                message = f"files of the site were saved while it was built, {_BUILDS} times"
                hint = "Nothing was deployed. Save none for a moment, and try again."
                raise TargetError(message, hint)
            result = build(request)
            if result.refused:
                break
        show_findings(result.diagnostics, quiet=True)
        errors = errors_in(result.diagnostics)
        if is_stale and (readable := self._readable(stack, request, errors)):
            return readable
        way_out = "" if is_stale else f" {TAKE_DOWNS.format(self._facts.name)}"
        self._facts.fail(f"The site cannot be built, so nothing was deployed.{way_out}")
        return None

    def _readable(
        self, stack: ExitStack, request: Request, errors: Sequence[Diagnostic]
    ) -> BuiltOutput | None:
        """Return what take-downs are deployed from while the site has errors, if that can be."""
        from newsgen.deployers.readable import readable_site  # noqa: PLC0415 (rare)

        def commits() -> Iterable[str]:
            return (look_at(target).manifest.commit for target in self._reach())

        readable = stack.enter_context(readable_site(request, errors, commits))
        if readable is None:
            return None
        first, *others = readable.wrong
        more = f" and {text.count(len(others), 'other file')}" * bool(others)
        have = "have" if others else "has"
        self._facts.warn(f"{first}{more} {have} errors, so only take-downs are deployed")
        if as_before := readable.as_before:
            self._facts.warn(
                f"{CONTENT}{as_before[0]}{text.and_more(as_before)}: as deployed before; to take "
                "down what it says, correct it and deploy again"
            )
        if left_up := readable.not_known:
            self._facts.fail(
                f"{CONTENT}{left_up[0]}{text.and_more(left_up)}: not taken down, as the file has "
                "errors and git has none that was deployed. Correct it, then deploy again."
            )
        return stack.enter_context(
            open_output(readable.request, readable.withheld, is_whole=readable.is_whole)
        )

    def _by_live_settings(self, stack: ExitStack, error: NewsgenError) -> BuiltOutput | None:
        """Return the site as built by settings, theme and plug-ins of the commit that is live."""
        from newsgen.deployers.readable import with_settings_of  # noqa: PLC0415 (rare)

        if not (commit := look_at(self._reach()[0]).manifest.commit):
            return None
        try:
            request = stack.enter_context(with_settings_of(self._request, commit))
            output = self._built(stack, request, dry_run=False, is_stale=True)
        except (TargetError, NewsgenError, OSError):
            return None
        if output:
            show_findings(error.diagnostics, quiet=True)
            what = f"with theme and settings of commit {commit[:12]}, which is live"
            self._facts.warn(f"the site cannot be built; take-downs are deployed {what}")
        return output

    def _look_at(self, target: AnyTarget, *, asks_for_lock: bool) -> None:
        if target.remark:
            self._facts.warn(target.remark)
        if isinstance(target, OrderedTarget):
            return
        check_place(target)
        if asks_for_lock:
            target.ask_for_lock()

    def _take_hold(self, target: AnyTarget, output: BuiltOutput, locks: ExitStack) -> bool:
        """Lock a target, and finish what was stopped there; return whether that could be done."""
        locks.enter_context(target.locked())
        if isinstance(target, OrderedTarget) or self._facts.refused:
            return True  # what was stopped is part of an ordered plan
        try:
            if resume(target, self._settings, output):
                self._facts.tell(f"{target.name}: finished the deployment that was stopped.")
        except CommandFailedError as error:
            self._facts.fail(f"{error}. {error.hint}")
            return False
        return True

    def _judge(
        self, deployments: Sequence[AnyDeployment], *, upload_all: bool, take_downs_only: bool
    ) -> None:
        if take_downs_only:
            self._tell_left_up(deployments)
            self._tell_older(deployments)
            self._tell_still_naming(deployments)
            return
        refused = self._facts.refused
        for each in deployments:
            if each.removals.refusal:
                refused.append(each.removals.refusal)
            elif each.holding.trouble and not upload_all:
                reason = f"{each.target.name}: {each.holding.trouble}"
                refused.append(DeployRefusal(reason, UNTRUSTED.format(self._facts.name)))
            else:
                refused += refusals_of_plan(
                    each.plan, self._settings, self._facts.name, each.output
                )
                live = each.holding.manifest
                refused += refusals_of_commit(each.plan, each.output, live, each.target.name)
        refused[:] = dict.fromkeys(refused)
        restored = dict.fromkeys(path for each in deployments for path in each.plan.restored)
        for path in restored:
            url = deployments[0].output.url_of(path)
            self._facts.warn(f"{url} was taken down and is about to be published again")

    def _tell_left_up(self, deployments: Sequence[AnyDeployment]) -> None:
        """Say what is not taken down as nobody has said that it is; if it is all, that is wrong."""
        plans = [each.plan for each in deployments]
        stay = [*dict.fromkeys(path for plan in plans for path in plan.left_up)]
        if not stay:
            return
        first, more = deployments[0].output.url_of(stay[0]), text.and_more(stay)
        if not deployments[0].output.is_whole:
            why = "the content has no release for it that can be read"
            self._facts.warn(f"{first}{more}: not taken down, as {why}")
            return
        message = (
            f"{first}{more}: not taken down, as the content has no release for it any more, "
            f"which may be an accident. {SAY_WHAT_BECAME}"
        )
        if all(plan.is_empty for plan in plans):
            self._facts.fail(message)
        else:
            self._facts.warn(message.removesuffix("."))

    def _tell_older(self, deployments: Iterable[AnyDeployment]) -> None:
        """Say why a site folder that is older than the website only has something deleted."""
        for refusal in filter(None, (each.removals.refusal for each in deployments)):
            self._facts.fail(
                f"{refusal.reason}. Of what this folder takes down, pages and pictures are "
                f"deleted; all other files stay as they are. {refusal.way_out}"
            )

    def _tell_still_naming(self, deployments: Iterable[AnyDeployment]) -> None:
        """Say which pages mention what is taken down, as their releases cannot be read."""
        every = (path for each in deployments for path in each.plan.still_naming)
        if paths := [*dict.fromkeys(every)]:
            why = "its release cannot be read here. Fix the errors, then build and deploy."
            pages = f"{paths[0]}{text.and_more(paths)}"
            self._facts.fail(f"{pages}: still mentions what was taken down, as {why}")

    def _tell_left_out(self, deployment: AnyDeployment) -> None:
        if left := deployment.left_out:
            more = text.and_more(left)
            self._facts.warn(
                f"{deployment.target.name} cannot hold a file of this name: {left[0]!a}{more}"
            )

    def _tell_last_word(self, deployments: Iterable[AnyDeployment], seconds: float) -> None:
        """Say when all was gone that is taken down, where not all goes at one instant."""
        are_ordered = (isinstance(each, OrderedDeployment) for each in deployments)
        facts, plans = self._facts, [each.plan for each in deployments]
        if any(are_ordered) and any(plan.takes_down for plan in plans) and not facts.cached:
            facts.last_word = seconds
            facts.tell(f"All that was taken down was gone from every host after {seconds:.1f} s.")

    def _tell_dropped(self, deployments: Iterable[AnyDeployment]) -> None:
        """Say which hosts keep no release any more, as its files may be those that were changed."""
        for each in deployments:
            if each.dropped:
                releases = text.count(each.dropped, "earlier release")
                why = "whose files may have been changed too; --rollback builds the older commit"
                self._facts.tell(f"{each.target.name}: deleted {releases}, {why}.")

    def _tell_nothing(self, deployments: Sequence[AnyDeployment], *, is_asked: bool) -> None:
        are_partial = all(each.is_partial for each in deployments)
        what = "No take-downs to deploy" if are_partial else "Nothing to deploy"
        more = " What was wrong after the last deployment is verified again." if is_asked else ""
        self._facts.tell(f"{what}: all hosts have it already.{more}")

    def _deploy(self, deployments: list[AnyDeployment], output: BuiltOutput) -> None:
        facts = self._facts
        needed = [each for each in deployments if each.is_needed]
        others = [each for each in deployments if each not in needed]
        for each in others:
            each.forget()
        purging = facts.purging = purging_of(self._settings, output, deployments)
        noted = to_ask_again(deployments if self._settings.address else ())
        if not needed and not facts.failed:
            self._tell_nothing(deployments, is_asked=noted.is_left)
        for each in needed:
            self._tell_left_out(each)
        is_asked = bool(self._settings.address and (needed or purging.left_before or noted.is_left))
        takes_down = any(each.plan.takes_down for each in needed)
        settles = bool(is_asked or takes_down or self._settings.purge)
        error = carry_out(needed, self._progress, settles=settles)
        error = error or load_all_again([] if needed else deployments, self._settings)
        purging.purge()
        switched = facts.seconds
        if is_asked:
            facts.verdicts = verify_all(
                output, self._settings, needed, purging, facts.started, noted
            )
        elif any(each.plan.groups["taken_down"] for each in needed if each.is_done):
            facts.tell(f"Taken down after {switched:.1f} s.")
        self._tell_last_word([each for each in needed if each.is_done], switched)
        purging.keep_left()
        for each in others:
            if not each.is_partial:
                each.removals.note()
        keep_unverified(deployments, facts.verdicts or (), has_failed=error is not None)
        if error is not None:
            facts.fail(f"{error}. {error.hint}")
        if needed:
            self._conclude(needed, is_whole=error is None)

    def _conclude(self, needed: Sequence[AnyDeployment], *, is_whole: bool) -> None:
        facts = self._facts
        more = {"gone": gone} if (gone := facts.gone) else {}
        for each in needed:
            with nullcontext() if is_whole else suppress(OSError):  # of one that lacks room
                each.conclude("take-downs" if each.is_partial else "deploy", facts.seconds, **more)
        facts.deployed = is_whole
        if is_whole:
            hosts = text.count(len(needed), "host")
            what = " the take-downs only" if all(each.is_partial for each in needed) else ""
            facts.tell(f"Deployed{what} to {hosts} in {facts.seconds:.1f} s.")
        self._tell_dropped(needed)
