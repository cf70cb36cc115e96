"""`headscope`: commands, their help in two languages, and errors as one line.

Exit status: 0 done, 2 bad input or a model that cannot be observed, 130 interrupted.
"""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any

import typer

from headscope.base.messages import LANGUAGES, catalogue, say
from headscope.cli import alignment, demo, doctor, instrument, options, reading
from headscope.cli import roles as on_roles
from headscope.cli import view as on_view
from headscope.errors import HeadscopeError

_COMMANDS = (
    instrument.look, instrument.observe, reading.read, reading.head, reading.matrix, doctor.doctor,
    reading.export, on_view.view, on_roles.roles, on_roles.sentence, alignment.align, demo.demo,
)  # fmt: skip
_CHOICES = {
    "lang": options.Language, "reading": options.ReadingName, "keep": options.Keep, "dtype": options.Dtype,
    "what": options.Demo, "view": options.FigureView, "scale": options.FigureScale, "channel": options.FigureChannel,
    "sinks": options.FigureSinks, "theme": options.FigureTheme,
}  # fmt: skip
_EXTRAS = {
    "torch": "models", "transformers": "models", "tokenizers": "models", "safetensors": "models",
    "gguf": "samples", "accelerate": "samples", "starlette": "view", "uvicorn": "view",
    "matplotlib": "figures", "fontTools": "figures",
}  # fmt: skip
_HEADINGS = (
    "Usage:",
    "Options:",
    "Arguments:",
    "Commands:",
    "[OPTIONS]",
    "[default: ",
    "[required]",
    "[env var: ",
    "default: ",
    "Show this message and exit.",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; never returns."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    language = spoken_language(given)
    try:
        status = build(language).main(given, prog_name="headscope", standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except HeadscopeError as error:
        _stop(error, error.text(language), given, language)
    except typer.TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            sys.stdout.write(f"{_message(error)}\n")
            sys.exit(0)
        _stop(error, usage_message(error, language), given, language)
    except (KeyboardInterrupt, typer.Abort, _InterruptedError) as error:
        sys.stderr.write(interrupted_message(error, language) + "\n")
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except ModuleNotFoundError as error:
        extra = _EXTRAS.get((error.name or "").partition(".")[0])
        if extra is None:
            raise
        _stop(error, say("errors.extra_missing", language, value=error.name, extra=extra), given, language)
    except OSError as error:
        place = error.filename or ""
        _stop(error, say("errors.os_error", language, path=place, reason=error.strerror or error), given, language)


def build(language: str) -> Any:
    """The command tree with its help in one language."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

    def start(version: bool = typer.Option(False, "--version", is_eager=True, callback=_print_version)) -> None:
        """Placeholder: the help text comes from the catalogue."""

    app.callback()(start)
    for command in _COMMANDS:
        app.command(command.__name__)(_telling(command))
    tree = typer.main.get_command(app)
    tree.help = say("cli.help", language)
    _translate(tree, "", language)
    for name, command in getattr(tree, "commands", {}).items():
        command.help = say(f"cli.help_{name}", language)
        command.short_help = say(f"cli.short_{name}", language)
        _translate(command, name, language)
    return tree


def spoken_language(arguments: Sequence[str]) -> str:
    """The language named by `--lang` (or `HEADSCOPE_LANG`), before anything is parsed; English else.

    >>> spoken_language(["read", "RUN", "--lang", "zh"]), spoken_language(["--lang=zh"]), spoken_language([])
    ('zh', 'zh', 'en')
    """
    named = os.environ.get("HEADSCOPE_LANG", "en")
    for place, word in enumerate(arguments):
        if word.startswith("--lang="):
            named = word.removeprefix("--lang=")
        elif word == "--lang" and place + 1 < len(arguments):
            named = arguments[place + 1]
    return named if named in LANGUAGES else "en"


def usage_message(error: typer.TyperException, language: str) -> str:
    """What is wrong with the words of a command line, in the house's form."""
    context, parameter = getattr(error, "ctx", None), getattr(error, "param", None)
    command = getattr(context, "command_path", "headscope")
    kind, name = type(error).__name__, _name(parameter)
    if kind == "MissingParameter":
        return say("errors.argument_missing", language, name=name, command=command)
    if kind == "NoSuchOption":
        return say("errors.option_unknown", language, value=getattr(error, "option_name", ""), command=command)
    choices = _CHOICES.get(getattr(parameter, "name", ""))
    if kind == "BadParameter" and choices is not None:
        return say("errors.choice_unknown", language, name=name, choices=", ".join(choices), command=command)
    strange = re.search(r"No such command '(.+)'", _message(error))
    if strange is not None:
        names = ", ".join(one.__name__ for one in _COMMANDS)
        return say("errors.command_unknown", language, value=strange[1], choices=names)
    return say("errors.usage", language, reason=_message(error).rstrip("."), command=command)


class _InterruptedError(Exception):
    """Ctrl-C in a command, as an exception that typer lets through: of its own accord it would exit without a word."""


def _telling(command: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(command)
    def told(*given: Any, **options: Any) -> None:
        try:
            command(*given, **options)
        except KeyboardInterrupt as interrupt:
            raise _InterruptedError from interrupt

    return told


def interrupted_message(error: BaseException, language: str) -> str:
    """What Ctrl-C left behind: nothing, or the run of what was observed until then."""
    run = getattr(error.__cause__, "run", None)
    if run is None or run.path is None:
        return say("cli.interrupted", language)
    values = {"sites": len(run.sites), "all_sites": run.manifest.asked.sites}
    values |= {"texts": run.texts, "all_texts": run.manifest.asked.texts}
    return say("cli.interrupted_partial", language, path=run.path, **values)


def _name(parameter: Any) -> str:
    """How a parameter is written on the command line."""
    if parameter is None:
        return ""
    if parameter.param_type_name == "option":
        return "/".join(parameter.opts)
    return str(parameter.metavar or parameter.name).strip("[]")


def _message(error: typer.TyperException) -> str:
    tell = getattr(error, "format_message", None)
    return str(tell() if tell else error)


def _translate(command: Any, name: str, language: str) -> None:
    """Help texts of a command's options from the catalogue, and its headings in the language."""
    known = catalogue(language)
    for parameter in command.params:
        own, shared = f"cli.option_{name}_{parameter.name}", f"cli.option_{parameter.name}"
        parameter.help = known.get(own, known.get(shared, parameter.help))
    plain = command.get_help

    def translated(context: Any) -> str:
        text = str(plain(context))
        for heading in _HEADINGS:
            text = text.replace(heading, say(f"cli.heading_{_HEADINGS.index(heading)}", language))
        return text

    command.get_help = translated


def _print_version(value: bool) -> None:
    if value:
        from headscope import __version__

        sys.stdout.write(f"headscope {__version__}\n")
        raise typer.Exit


def _stop(error: BaseException, message: str, arguments: Sequence[str], language: str) -> Any:
    """One line on stderr and exit status 2; `--debug` shows where it came from."""
    if "--debug" in arguments:
        import traceback

        traceback.print_exception(error)
    prefix = say("cli.error_prefix", language)
    sys.stderr.write(f"{prefix}{' '.join(message.split())}\n")
    sys.exit(2)


if __name__ == "__main__":
    main()
