"""The command newsgen deploy."""

from collections.abc import Collection
from contextlib import ExitStack
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import click

from newsgen.cli.options import MakeRequest, format_option, makes_request, shared
from newsgen.cli.results import make_report, shown_progress
from newsgen.config.deploy import DeploySettings, kind_of
from newsgen.config.load import FILE, parse, parse_toml, read, require_site
from newsgen.content import parse_site
from newsgen.deployers.reach import reaching
from newsgen.deployers.target import TargetError, plain_errors
from newsgen.diagnostics import NewsgenError
from newsgen.model.refusal import did_you_mean
from newsgen.pipeline.result import Request

_NO_TARGET: Final = (
    'newsgen.toml names no target: add a table such as [deploy.live] with to = "file:///srv/news".'
)


@click.command("deploy")
@click.argument("name", required=False)
@click.argument("addresses", nargs=-1, metavar="[ADDRESS]...")
@click.option(
    "--dry-run", "-n", is_flag=True, help="Show what would be deployed, and change nothing."
)
@click.option(
    "--take-downs-only",
    is_flag=True,
    help="Deploy only what is taken down, even where other changes would be refused.",
)
@click.option(
    "--rollback",
    "steps",
    type=click.IntRange(1),
    is_flag=False,
    flag_value=1,
    metavar="[N]",
    help="Return to the release before the live one, or to the Nth before it.",
)
@click.option(
    "--verify",
    "only_verify",
    is_flag=True,
    help="Compare the website with what was deployed, and each ADDRESS that must be gone.",
)
@click.option("--full", is_flag=True, help="With --verify: compare every file on the hosts too.")
@click.option(
    "--upload-all",
    is_flag=True,
    help="Upload every file, reuse none that the target has, and keep no earlier release.",
)
@format_option("text", "json")
@shared("site", "output", "cache", "as_of", "jobs", "quiet")
@makes_request
def command(
    make_request: MakeRequest,
    name: str | None,
    addresses: tuple[str, ...],
    dry_run: bool,
    take_downs_only: bool,
    steps: int | None,
    only_verify: bool,
    full: bool,
    upload_all: bool,
    form: str,
    quiet: bool,
) -> int:
    """Deploy the built website to the target NAME of newsgen.toml.

    Only what changed is sent. All hosts of the target get a new release beside the live one, and
    then all switch to it. If a deployment is refused, --take-downs-only still deploys what is
    taken down.

    With --verify, newsgen requests each ADDRESS, which must be gone: it has to answer 410 or 404.
    Where the website is served as files only, a withdrawn release may answer with the page that
    says so. If an ADDRESS leads to a page, it is still published, and the exit code is 1.
    """
    _check(steps, dry_run=dry_run, only_verify=only_verify, full=full, upload_all=upload_all)
    if name and "://" in name:
        addresses, name = (name, *addresses), None
    if addresses and not only_verify:
        raise click.UsageError("an ADDRESS needs --verify.")
    with make_report(form).errors(), ExitStack() as stack:
        request = make_request()
        name, settings = _target(request.site, name, take_downs_only=take_downs_only)
        reach = None
        if steps is None and not only_verify:
            reach = stack.enter_context(reaching(settings, request.site, request.cache))
        # Servers are reached while the rest is loaded, which takes as long.
        from newsgen.cli.deploy_facts import DeployFacts  # noqa: PLC0415
        from newsgen.cli.deployment import DeployRun  # noqa: PLC0415

        facts = DeployFacts(name, form, quiet)
        try:
            with shown_progress(quiet=quiet or form == "json") as progress, plain_errors():
                _check_folders(settings, request)
                if reach is not None:
                    run = DeployRun(facts, request, settings, progress, reach)
                    run(dry_run=dry_run, take_downs_only=take_downs_only, upload_all=upload_all)
                elif only_verify:
                    from newsgen.cli.deploy_verify import verify  # noqa: PLC0415 (rare)

                    verify(facts, request, settings, addresses, full=full)
                else:
                    from newsgen.cli.rollback import roll_back  # noqa: PLC0415 (rare)

                    roll_back(facts, request, settings, steps or 1, progress)
        except TargetError as error:
            facts.failed = f"{error}. {error.hint}".strip()
    return facts.conclude()


def _check(
    steps: int | None, *, dry_run: bool, only_verify: bool, full: bool, upload_all: bool
) -> None:
    if steps is not None and (dry_run or only_verify or upload_all):
        raise click.UsageError(
            "--rollback cannot be combined with --dry-run, --verify or --upload-all."
        )
    if full and not only_verify:
        raise click.UsageError("--full needs --verify.")
    if only_verify and (dry_run or upload_all):
        raise click.UsageError("--verify deploys nothing: leave the other options out.")


def _check_folders(settings: DeploySettings, request: Request) -> None:
    """See that no target is in a folder of the site. Raises `TargetError`."""
    site = request.site.resolve()
    ours = [request.output, site / "content", site / "themes", request.cache or site / ".newsgen"]
    for url in settings.to:
        folder = Path(urlsplit(url).path).resolve()
        is_ours = any(folder.is_relative_to(each.resolve()) for each in ours)
        if kind_of(url).is_here and (is_ours or folder == site):
            raise TargetError(
                f"{url} is a folder of the site itself",
                "Nothing was deployed. Choose another folder in newsgen.toml, such as that which "
                "the web server serves.",
            )


def _target(site: Path, name: str | None, *, take_downs_only: bool) -> tuple[str, DeploySettings]:
    """Return a target and its name; other settings with errors hold up no take-down."""
    try:
        text = read(site)
        require_site(site)
        targets = parse_site(text).deploy
    except NewsgenError:
        if not (take_downs_only and site.is_dir()):
            raise
        return _readable_target(site, name)
    name = _chosen(targets, name)
    return name, targets[name]


def _readable_target(site: Path, name: str | None) -> tuple[str, DeploySettings]:
    from newsgen.deployers.readable import read_settings  # noqa: PLC0415 (rare)

    text = read_settings(site)
    targets = parse_toml(text, FILE).get("deploy")
    name = _chosen(targets if isinstance(targets, dict) else (), name)
    return name, parse(text, only=("deploy", name)).deploy[name]


def _chosen(targets: Collection[str], name: str | None) -> str:
    if not targets:
        raise click.UsageError(_NO_TARGET)
    if name is None:
        if len(targets) > 1:
            raise click.UsageError(f"name one of the targets: {', '.join(targets)}.")
        name = next(iter(targets))
    if name not in targets:
        hint = did_you_mean(name, targets, f"It has: {', '.join(targets)}.")
        raise click.UsageError(f"newsgen.toml has no [deploy.{name}]. {hint}")
    return name
