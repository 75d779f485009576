"""What is wrong with how a command was called: said as every other failure is."""

from collections.abc import Iterable
from difflib import get_close_matches
from enum import Enum
from typing import Any, Final

# Click is a part of Typer, which has no other names for its errors.
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    MissingParameter,
    NoSuchOption,
    UsageError,
)

from cli.exits import ExitCode, Failure
from texts.catalogue import Language, say
from texts.cli_usage import CATALOGUE, EXPECTED

_NEAR: Final = "_near"
"""How the code of a text ends that names what somebody may have meant."""


class Misused(UsageError):
    """A command was called wrongly: `code` names the text in `texts/cli_usage`."""

    def __init__(self, ctx: Any, code: str, **params: str) -> None:
        super().__init__(code, ctx)
        self.code, self.params = code, params


class Unfit(BadParameter):
    """What was given for an argument or option cannot be read; `code` names what was expected."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = {name: str(value) for name, value in params.items()}


def no_such_command(ctx: Any, name: str) -> Misused:
    """A group has no such command, but perhaps one that is spelt much like it."""
    code, params = _near("no_such_command", name, ctx.command.commands)
    # In full: the name alone may be a word that reads as part of the sentence, such as `none`.
    return Misused(ctx, code, **params, path=ctx.command_path)


def written(param: Any, ctx: Any) -> str:
    """An argument or option as people write it: `UNIT`, `--reason TEXT`."""
    if param.param_type_name == "argument":
        return str(param.metavar or param.display_type_rich(ctx))
    return str(param.get_help_record(ctx)[0])


def usage_of(ctx: Any) -> str:
    """How a command is called: with its arguments, and the options that it must be given."""
    params = ctx.command.get_params(ctx)
    arguments = [param for param in params if param.param_type_name == "argument"]
    required = [param for param in params if param.required and param not in arguments]
    pieces = [ctx.command_path]
    for param in (*arguments, *required):
        piece = written(param, ctx)
        pieces.append(piece if param.required or piece.startswith("[") else f"[{piece}]")
    if _is_group(ctx):
        pieces.append("COMMAND …")
    return " ".join([*pieces, "[OPTIONS]"] if len(params) > len(pieces) else pieces)


def usage_failure(error: UsageError, language: Language) -> Failure:
    """What was wrong, and how the command is called."""
    code, params = _found(error, language)
    message = say(CATALOGUE, code, params, language)
    if error.ctx is not None:
        filled = {"what": message, "usage": usage_of(error.ctx)}
        message = say(CATALOGUE, "and_how", filled, language)
    return Failure(code=code.removesuffix(_NEAR), message=message, exit_code=ExitCode.USAGE)


def _found(error: UsageError, language: Language) -> tuple[str, dict[str, str]]:
    match error:
        case Misused():
            return error.code, error.params
        case MissingParameter(param=param) if param is not None:
            return f"{param.param_type_name}_missing", {"name": written(param, error.ctx)}
        case NoSuchOption():
            return _near("no_such_option", error.option_name, error.possibilities or ())
        case BadOptionUsage(option_name=name):
            return f"option_{'with' if _is_flag(name, error.ctx) else 'without'}_value", {
                "name": name
            }
        case BadParameter(param=param) if param is not None:
            expected = _expected(error, language)
            return "wrong_argument", {"name": _named(param, error.ctx), "expected": expected}
        case _ if _is_group(error.ctx):
            return "command_missing", {}
        case _:
            return "misused", {"reason": error.format_message()}


def _near(code: str, name: str, known: Iterable[str]) -> tuple[str, dict[str, str]]:
    near = get_close_matches(name, list(known), n=1)
    return (f"{code}{_NEAR}", {"name": name, "known": near[0]}) if near else (code, {"name": name})


def _named(param: Any, ctx: Any) -> str:
    """What a wrong value was given for: an argument, an option, or the variable in its stead."""
    if ctx.get_parameter_source(param.name).name == "ENVIRONMENT":
        return str(param.envvar)
    return (
        str(param.opts[0]) if param.param_type_name == "option" else written(param, ctx).strip("[]")
    )


def _is_group(ctx: Any) -> bool:
    return hasattr(ctx.command, "commands")


def _is_flag(name: str, ctx: Any) -> bool:
    return any(name in one.opts and one.is_flag for one in ctx.command.get_params(ctx))


def _expected(error: BadParameter, language: Language) -> str:
    if isinstance(error, Unfit):
        return say(EXPECTED, error.code, error.params, language)
    kind: Any = error.param.type_descriptor if error.param is not None else None
    if kind is not None and kind.choices is not None:
        choices = [str(one.value if isinstance(one, Enum) else one) for one in kind.choices]
        return say(EXPECTED, "choice", {"choices": ", ".join(choices)}, language)
    if kind is not None and kind.annotation is int:
        least, most = kind.parameter_info.min, kind.parameter_info.max
        code = "number" if least is None else "number_from" if most is None else "number_between"
        return say(EXPECTED, code, {"least": str(least), "most": str(most)}, language)
    return error.message
