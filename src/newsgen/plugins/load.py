"""Loading plug-ins, and calling them so that each failure is reported with its line."""

import inspect
import os
import re
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import replace
from functools import cache, wraps
from types import FrameType, ModuleType
from typing import Any, Final, NoReturn

from newsgen import plugins as public
from newsgen.diagnostics import Diagnostic, Exit, NewsgenError, Span, fatal
from newsgen.model.fields import to_plain
from newsgen.model.refusal import did_you_mean
from newsgen.model.wellformed import without_forbidden
from newsgen.plugins.find import Plugin, PluginError, Plugins, of_role
from newsgen.plugins.roles import FIELD, FILTER, MARKDOWN, RULE, CheckedRelease, Finding, PluginRole
from newsgen.printing import SafeLines

PluginFunction = Callable[..., Any]


_running: Final[dict[int, tuple[Plugin, PluginFunction, tuple[Any, ...]]]] = {}
"""The plug-ins that are at work, by their threads, and what on."""
_files: Final[dict[str, Plugin]] = {}
"""The plug-ins whose code was loaded, by its file: newsgen does not call all of it itself."""


def functions(plugins: Plugins, role: PluginRole) -> dict[str, PluginFunction]:
    """Load the plug-ins of a role; each raises `PluginError` if it fails.

    Raises:
        NewsgenError: the code of one cannot be loaded, or is not what the role needs.

    """
    return {plugin.name: load(plugin) for plugin in of_role(plugins, role)}


@cache
def load(plugin: Plugin) -> PluginFunction:
    """Load one plug-in. Raises as `functions` does."""
    function = _of_file(plugin) if plugin.source is not None else _of_package(plugin)
    _refuse_signature(plugin, function)
    _files[_file_of(plugin, function)] = plugin

    @wraps(function)
    def guarded(*args: Any, **named: Any) -> Any:
        _running[threading.get_ident()] = plugin, function, args
        if plugin.role == FILTER:  # maps are its own, whatever it does to them
            args, named = _copied(args), _copied(named)
        try:
            with contained():
                return _result(plugin, function(*args, **named), *args)
        except KeyboardInterrupt as stop:
            stop.add_note(_at_work(plugin, function, stop, *args))
            raise
        except (NewsgenError, MemoryError):
            raise
        except ValueError as error:
            if plugin.role == FIELD:
                raise  # what is wrong with the text
            raise _failure(plugin, function, error) from error
        except BaseException as error:  # also one by which it would end newsgen
            raise _failure(plugin, function, error) from error
        finally:
            _running.pop(threading.get_ident(), None)

    return guarded


def failure_in(
    plugins: Plugins, error: BaseException, suspect: PluginFunction | None = None
) -> PluginError | None:
    """Return the error of the plug-in whose code an error went through, if it is one of some.

    If there is none it is that of the `suspect`, one of them that was loaded.
    """
    is_through = [plugin for plugin in plugins if _place_of(plugin, error)]
    for plugin in is_through or [plugin for plugin in plugins if load(plugin) is suspect]:
        return _failure(plugin, load(plugin).__wrapped__, error)  # type: ignore[attr-defined]
    return None


def note_interrupt(plugins: Plugins, stop: BaseException) -> None:
    """Note on an interrupt which of some plug-ins it stopped, whose code newsgen does not call."""
    for plugin in plugins:
        if place := _place_of(plugin, stop):
            stop.add_note(_words_at_work(plugin, replace(place, path=plugin.place)))


def _place_of(plugin: Plugin, error: BaseException) -> Span | None:
    function = load(plugin).__wrapped__  # type: ignore[attr-defined]
    return _place_in(_file_of(plugin, function), error)


def forget_modules() -> None:
    """Have the files of plug-ins run again when they are next needed, and remember nothing."""
    load.cache_clear()
    _files.clear()


def _copied(value: Any) -> Any:
    """Return a value with copies of its maps, which pages that are made later have too."""
    if value.__class__ is dict:
        return {key: _copied(below) for key, below in value.items()}
    return tuple(map(_copied, value)) if value.__class__ is tuple else value


def _result(plugin: Plugin, result: Any, subject: Any, *_: Any) -> Any:
    """Return what a plug-in gives, if its role may: what is worked out late is worked out here."""
    if plugin.role == FIELD:
        to_plain(result)
    if plugin.role == RULE:
        return _findings(result, subject)
    return _legal(tuple(result) if isinstance(result, Iterator) else result)


def _legal(value: Any) -> Any:
    """Return a value without the characters that no page may have, such as half of an emoji."""
    if isinstance(value, str):
        text = without_forbidden(value)
        return text if text is value else value.__class__(text)  # HTML stays HTML
    if value.__class__ is dict:
        return {_legal(key): _legal(below) for key, below in value.items()}
    return value.__class__(map(_legal, value)) if value.__class__ in (list, tuple) else value


def _findings(result: Any, release: CheckedRelease) -> tuple[Finding, ...]:
    """Return the findings that a rule gives; one that returns nothing has none."""
    if result is None:
        return ()
    findings = tuple(result) if isinstance(result, Iterable) else (result,)
    for finding in findings:
        if not isinstance(finding, Finding):
            kind = type(finding).__name__
            raise TypeError(f"a rule gives Finding objects, and this is of the type {kind}")
        last = finding.end or finding.start or 0
        if last and last > len(release.body):
            raise ValueError(f"a finding is at {last}, and the body ends at {len(release.body)}")
    return tuple(
        replace(each, message=without_forbidden(each.message), hint=without_forbidden(each.hint))
        for each in findings
    )


def _of_file(plugin: Plugin) -> PluginFunction:
    """Run the file of a plug-in, and return its function of the same name."""
    module = ModuleType(f"newsgen_site_{plugin.name}")
    module.__file__ = plugin.place
    sys.modules[module.__name__] = module  # data classes look for it there
    _files[plugin.place] = plugin
    try:
        code = compile(plugin.source or "", plugin.place, "exec", dont_inherit=True)
        with contained():
            exec(code, module.__dict__)  # noqa: S102 (the site names it, as it names its theme)
    except SyntaxError as error:
        if error.filename != plugin.place:
            raise _unloadable(plugin, error) from error
        place = Span(plugin.place, error.lineno or 1, max(error.offset or 1, 1))
        hint = f"It is read by Python {'.'.join(map(str, sys.version_info[:3]))}."
        raise fatal("NG722", f"the file is not valid Python: {error.msg}", place, hint) from None
    except KeyboardInterrupt as stop:
        place = _place_in(plugin.place, stop) or Span(plugin.place)
        stop.add_note(_words_at_work(plugin, place))
        raise
    except BaseException as error:
        raise _unloadable(plugin, error) from error
    function = getattr(module, plugin.name, None)
    if not callable(function):
        names = [name for name, value in vars(module).items() if inspect.isfunction(value)]
        hint = f"A plug-in is a function that is called like its file: {_shape(plugin)}."
        message = f"there is no function {plugin.name} in the file"
        near = did_you_mean(plugin.name, names, hint)
        raise fatal("NG722", message, plugin.place, near)
    return function  # type: ignore[no-any-return]


def _of_package(plugin: Plugin) -> PluginFunction:
    from importlib.metadata import EntryPoint  # noqa: PLC0415 (slow, and few sites need it)

    try:
        with contained():
            function = EntryPoint(plugin.name, plugin.place, plugin.role.group).load()
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise _unloadable(plugin, error) from error
    if not callable(function):
        raise fatal("NG722", f"{plugin.words} is not a function", plugin.place)
    return function  # type: ignore[no-any-return]


def _unloadable(plugin: Plugin, error: BaseException) -> NewsgenError:
    place = _place_in(plugin.place, error) or Span(plugin.place)
    said = re.sub(r" \([^()]*\)$", "", _reason(error))  # where on this machine a module is
    hint = "Install what it imports beside newsgen." if isinstance(error, ImportError) else ""
    if isinstance(error, ImportError) and error.name == public.__name__:
        hint = f"There are {', '.join(public.__all__)}."
    return fatal("NG722", f"{plugin.words} cannot be loaded: {said}", place, hint)


# What a function takes


def _refuse_signature(plugin: Plugin, function: PluginFunction) -> None:
    """Refuse a function that cannot be called as its role calls it, or is one of another role."""
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return  # one that is written in C says nothing of itself
    if hasattr(function, "jinja_pass_arg"):
        message = f"{plugin.words} should take values, and not Jinja's context or environment"
        hint = "A template is made again when the values that it gives a filter change."
        raise fatal("NG722", message, _definition(plugin, function), hint)
    first, others = (parameters[0] if parameters else None), parameters[1:]
    takes_one = first is not None and first.kind in _POSITIONAL
    more = [p.name for p in others if p.default is p.empty and p.kind in _NEEDED]
    if not takes_one or (more and plugin.role != FILTER):
        message = f"{plugin.words} should take one argument"
        raise fatal("NG722", message, _definition(plugin, function), f"Write {_shape(plugin)}.")
    takes_release = "CheckedRelease" in str(getattr(first, "annotation", ""))
    is_annotated = first is not None and first.annotation is not first.empty
    if takes_release and plugin.role != RULE:
        message = f"{plugin.name} takes a release as a rule does, and is not a {plugin.role.noun}"
        hint = f"Name it under rules, and not under {plugin.role.setting}."
        raise fatal("NG722", message, _definition(plugin, function), hint)
    if plugin.role == RULE and is_annotated and not takes_release:
        message = f"{plugin.words} should take a CheckedRelease"
        hint = "Name it under filters or fields if it is not a rule."
        raise fatal("NG722", message, _definition(plugin, function), hint)


_KINDS: Final = inspect.Parameter
_POSITIONAL: Final = (_KINDS.POSITIONAL_ONLY, _KINDS.POSITIONAL_OR_KEYWORD, _KINDS.VAR_POSITIONAL)
_NEEDED: Final = (*_POSITIONAL[:2], _KINDS.KEYWORD_ONLY)


def _shape(plugin: Plugin) -> str:
    return f"def {plugin.name}({plugin.role.example})"


# Where something is wrong


def _failure(plugin: Plugin, function: PluginFunction, error: BaseException) -> PluginError:
    message, place = f"{plugin.words} fails: {_reason(error)}", _place(plugin, function, error)
    hint = _meant(error) or _taken(plugin, function, error) or _REPAIR
    if plugin.role == MARKDOWN and not _place_in(_file_of(plugin, function), error):
        hint = _RETURNED
    diagnostic = Diagnostic("NG723", message, place, hint)
    return PluginError(diagnostic, exit_code=Exit.FINDINGS)


def _place(plugin: Plugin, function: PluginFunction, error: BaseException) -> Span:
    """Return the innermost line of a plug-in that an error went through."""
    place = _place_in(_file_of(plugin, function), error) or _definition(plugin, function)
    return replace(place, path=plugin.place) if plugin.source is None else place


def _file_of(plugin: Plugin, function: PluginFunction) -> str:
    code = getattr(function, "__code__", None)
    return code.co_filename if code else plugin.place


def _at_work(
    plugin: Plugin, function: PluginFunction, stop: BaseException, subject: Any, *_: Any
) -> str:
    """Say what a person stopped, who may have waited for it in vain."""
    return _words_at_work(plugin, _place(plugin, function, stop), subject)


def at_work() -> Iterator[str]:
    """Say what each thread's plug-in is at, for a person who waits for it in vain."""
    for thread, frame in sys._current_frames().items():  # noqa: SLF001 (Python documents it)
        step: FrameType | None = frame
        # Where a generator begins, Python 3.11 knows no line.
        while step and not (step.f_lineno and step.f_code.co_filename in _files):
            step = step.f_back
        if running := _running.get(thread):
            plugin, function, (subject, *_) = running
            place = _definition(plugin, function)
            place = replace(place, line=step.f_lineno) if step else place
            yield _words_at_work(plugin, place, subject, verb="is")
        elif step:  # it is being loaded, or is a processor that Python-Markdown calls
            plugin = _files[step.f_code.co_filename]
            yield _words_at_work(plugin, Span(plugin.place, step.f_lineno), verb="is")


def _words_at_work(plugin: Plugin, place: Span, subject: Any = None, *, verb: str = "was") -> str:
    words = f"{place.path}:{place.line}: {plugin.words} {verb} running"
    if isinstance(subject, CheckedRelease):
        return f"{words} on {subject.path}."
    # Whoever calls a filter knows the page.
    has_text = plugin.role == FIELD and subject is not None
    return f"{words} on “{subject:.80}”." if has_text else f"{words}."


_RETURNED: Final = (
    "A processor of it returns what Python-Markdown cannot use: a preprocessor returns the lines, "
    "a postprocessor the text."
)
_REPAIR: Final = "Correct it, or take it out of [plugins] until it works."


def _meant(error: BaseException) -> str:
    """Return a hint: for who would end newsgen, or at the name nearest to a misspelt one."""
    if isinstance(error, SystemExit):
        return "A plug-in returns, and does not end newsgen."
    if not isinstance(error, AttributeError):
        return ""
    return did_you_mean(error.name or "", dir(error.obj))


def _taken(plugin: Plugin, function: PluginFunction, error: BaseException) -> str:
    """Return a hint at what a filter takes, if a template gives it something else."""
    trace = error.__traceback__
    is_of_call = isinstance(error, TypeError) and trace is not None and trace.tb_next is None
    if plugin.role != FILTER or not is_of_call:
        return ""
    takes = str(inspect.signature(function))
    return f"It takes {takes}, the first of which stands before |: change the template, or it."


def _place_in(file: str, error: BaseException) -> Span | None:
    """Return the innermost line of a file that an error went through."""
    import traceback  # noqa: PLC0415 (only a failure needs it)

    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == file]
    return Span(file, lines[-1] or 1) if lines else None


def _definition(plugin: Plugin, function: PluginFunction) -> Span:
    code = getattr(function, "__code__", None)
    is_here = code is not None and code.co_filename == plugin.place
    return Span(plugin.place, code.co_firstlineno if is_here and code else 1)


def _reason(error: BaseException) -> str:
    said = str(error)
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


@contextmanager
def contained() -> Iterator[None]:
    """Refuse `os._exit` in a `with` block, and have what is printed there go to standard error.

    It may print texts of releases: none of its lines is a command for a runner.
    """
    with refused_exit(), closing(SafeLines()) as out, redirect_stdout(out), redirect_stderr(out):
        yield


@contextmanager
def refused_exit() -> Iterator[None]:
    """Let `os._exit` raise `SystemExit` in a `with` block.

    Other threads, and processes that are forked in the block, end by it as ever.
    """
    end, here = os._exit, (os.getpid(), threading.get_ident())

    def refuse(status: int) -> NoReturn:
        if here == (os.getpid(), threading.get_ident()):
            raise SystemExit(f"os._exit({status})")
        end(status)

    os._exit = refuse
    try:
        yield
    finally:
        os._exit = end
