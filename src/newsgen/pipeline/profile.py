"""What a build says of where its time went."""

from enum import StrEnum
from typing import NamedTuple


class Stage(StrEnum):
    """What the owner of a build is at."""

    OPEN = "open"
    SCAN = "scan"
    READ = "read"
    STORE = "store"
    THEME = "theme"
    MEDIA = "media"
    CHECK = "check"
    PLAN = "plan"
    RENDER = "render"
    PLACE = "place"
    DELETE = "delete"


class Task(StrEnum):
    """What a worker is at."""

    READ = "read"
    PARSE = "parse"
    RULES = "rules"
    INDEX = "index"
    PLAN = "plan"
    RENDER = "render"
    MEDIA = "media"
    WRITE = "write"


class TemplateTime(NamedTuple):
    """How many pages were rendered with a template, and the processor seconds that they took."""

    name: str
    pages: int
    seconds: float


class Slow(NamedTuple):
    """A release's source file, and the processor seconds that it took."""

    path: str
    seconds: float


class Memory(NamedTuple):
    """The most memory in use, in bytes; nothing where the system does not tell.

    `owner` and `worker` are the largest resident sizes of the owner and of the largest worker. They
    share pages, so their sum says too much: `together` is that of proportional sizes, each the
    largest of those looked at about four times a second.
    """

    owner: int | None = None
    worker: int | None = None
    together: int | None = None


class Profile(NamedTuple):
    """Where the time of a build went.

    `stages` are the owner's, in seconds by the clock, and add up to `seconds`. `tasks`, `rules`,
    `templates` and the slowest releases are the workers', in processor seconds. Without `workers`,
    as where there is little to do, the owner does their work in its stages `read` and `render`.
    `rules` are parts of the task `rules`; `templates` make up the task `render`. `start_up` is what
    the processor took before the site was opened, `owner` what it took in all, and `started` what
    it took for the processes that the owner started: workers, and git.
    """

    workers: int
    seconds: float
    start_up: float
    owner: float
    started: float
    stages: dict[Stage, float]
    tasks: dict[Task, float]
    rules: dict[str, float]
    templates: tuple[TemplateTime, ...]
    slowest_read: tuple[Slow, ...]
    slowest_rendered: tuple[Slow, ...]
    memory: Memory
