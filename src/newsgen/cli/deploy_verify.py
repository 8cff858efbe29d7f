"""The option --verify of newsgen deploy."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

import click

from newsgen.cli.deploy_facts import DeployFacts
from newsgen.config.deploy import DeploySettings
from newsgen.deployers.asked import (
    Asked,
    LiveWebsite,
    of_address,
    of_files,
    of_gone,
    sample,
)
from newsgen.deployers.holding import UNTRUSTED, Holding, own_tree, read_tree
from newsgen.deployers.manifest import FileKind, HeldFile, path_digest
from newsgen.deployers.ordered_target import IN_FLUX, AnyTarget, OrderedTarget, look_at
from newsgen.deployers.output import BuiltOutput, open_output
from newsgen.deployers.plan import refusals_of_output
from newsgen.deployers.reach import opened
from newsgen.deployers.target import TargetError
from newsgen.deployers.verify import verify as ask_for
from newsgen.digest import digest_bytes
from newsgen.model.urls import URLError
from newsgen.pipeline.result import Request
from newsgen.report import text


def verify(
    facts: DeployFacts,
    request: Request,
    settings: DeploySettings,
    addresses: Collection[str],
    *,
    full: bool,
) -> None:
    """Compare the website with what was deployed, and with `full` every file of all hosts too."""
    if not (settings.address or full):
        message = f"[deploy.{facts.name}] lacks an address, so newsgen cannot ask the website"
        raise TargetError(message, "Add address, such as https://www.northshire.example.")
    with (
        open_output(request) as output,
        opened(settings, request.site, request.cache) as targets,
    ):
        holdings = [(target, look_at(target)) for target in targets]
        held = _deployed(facts, holdings)
        _tell_newer(facts, output, held)
        for target, holding in holdings if full else ():
            _compare(facts, target, holding, output)
        if settings.address:
            website = LiveWebsite(output, settings, held)
            asked = [*_to_ask(website, addresses)]
            if unknown := website.unknown:
                pages = text.count(unknown, "page")
                why = "cannot be compared until the next deployment"
                facts.warn(f"{pages} of what is gone or has moved {why}")
            facts.verdicts = ask_for(settings.address, asked, started=facts.started, patience=0)


def _deployed(
    facts: DeployFacts, holdings: Iterable[tuple[AnyTarget, Holding]]
) -> dict[bytes, HeldFile]:
    """Return what all hosts have, as their manifests say; it is wrong if they differ."""
    files: dict[bytes, HeldFile] = {}
    for target, holding in holdings:
        if not (holding.live or holding.trouble):
            raise TargetError(f"{target.name} has no release yet", "Deploy first.")
        known = holding.manifest.files.items()
        held = {digest: file for digest, file in known if file.content != IN_FLUX}
        if holding.trouble:
            _tell_altered(facts, target, holding.trouble)
        elif files and _lasting(files) != _lasting(held):
            facts.failed = f"{target.name} has another release than other hosts. Deploy again."
        files |= held
    return files


def _lasting(files: Mapping[bytes, HeldFile]) -> dict[bytes, bytes]:
    """Return the bytes of files, but of those that stay for a while only."""
    return {d: file.content for d, file in files.items() if file.kind is not FileKind.LEFT}


def _tell_newer(facts: DeployFacts, output: BuiltOutput, held: Mapping[bytes, HeldFile]) -> None:
    """Say where the output folder is not what was deployed, which is nothing wrong."""
    if not output.files:
        facts.failed = "The cache has no built page to verify. Run newsgen build, then this again."
        return
    for refusal in refusals_of_output(output):
        facts.warn(refusal.reason)
    built = {digest: file.held.content for digest, file in output.files.items()}
    if differing := built.items() ^ _lasting(held).items():
        files = text.count(len({digest for digest, _ in differing}), "file")
        facts.warn(
            f"the output folder is newer than the live release, or another one: {files} of it "
            "differ, and the website is compared with what was deployed"
        )


def _tell_altered(facts: DeployFacts, target: AnyTarget, why: str) -> None:
    hint = UNTRUSTED.format(facts.name)
    facts.failed = f"{target.name} is not as the last deployment left it: {why}. {hint}"


def _to_ask(website: LiveWebsite, addresses: Iterable[str]) -> Iterator[Asked]:
    """Yield what to ask a website for: addresses that are given, all that are gone, and others."""
    others = of_files(website, sample(website, ()))
    known = set()
    for each in chain(_named(website, addresses), of_gone(website), others):
        if (each.host, each.path) not in known:
            known.add((each.host, each.path))
            yield each


def _named(website: LiveWebsite, addresses: Iterable[str]) -> Iterator[Asked]:
    for address in addresses:
        try:
            yield of_address(website, address)
        except URLError as error:
            raise click.BadParameter(f"{error}. {error.hint}", param_hint="ADDRESS") from None


def _compare(facts: DeployFacts, target: AnyTarget, holding: Holding, output: BuiltOutput) -> None:
    """Compare every file of a host with what the last deployment left there."""
    if isinstance(target, OrderedTarget):
        if not target.can_be_read:
            raise TargetError(f"{target.name} cannot be read", "Leave out --full.")
        names = target.paths()
        now = {path_digest(path): digest_bytes(data) for path, data in target.fetch(names)}
    else:
        tree = own_tree(target, holding.live) if holding.live else ""
        files = read_tree(target, tree, holding.manifest, output).files if tree else {}
        now = {digest: file.content for digest, file in files.items()}
        names = target.paths(tree) if tree else []
    left = holding.manifest.files
    differing = [digest for digest, file in left.items() if now.get(digest) != file.content]
    known = {path_digest(path): path for path in names}
    known |= {digest: output.files[digest].path for digest in differing if digest in output.files}
    changed = sorted(known[digest] for digest in differing if digest in known)
    of_others = sorted(path for digest, path in known.items() if digest not in left)
    other, unknown = len(differing), len(of_others)
    facts.targets.append(
        {
            "target": target.name,
            "files": len(left),
            "other": other,
            "unknown": unknown,
            "paths": {"other": changed, "unknown": of_others},
        }
    )
    facts.tell(f"{target.name}: {text.count(len(left), 'file')} compared.")
    facts.tell_paths("Missing or changed", changed)
    facts.tell_paths("Of others", of_others)
    if holding.trouble or other or unknown:
        count = f"{text.count(other, 'file')} missing or changed, {unknown:,} of others"
        _tell_altered(facts, target, holding.trouble or count)
