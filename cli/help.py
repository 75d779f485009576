"""The commands of `phaseline` as they introduce themselves, in the words of `texts/cli_help`.

What arguments and options are for says `texts/cli_parameters`. A command is imported when it is
called, from the module that its group names: what all of them need together takes seconds to load.
"""

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Any, ClassVar, Final, NoReturn

import typer
from rich.text import Text
from typer._click.exceptions import NoArgsIsHelpError, UsageError
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from cli.language import language_of
from cli.loading import loading
from cli.output import Output
from cli.table import Column, print_table
from cli.usage import Misused, no_such_command, usage_failure, usage_of, written
from texts.catalogue import Language, say
from texts.cli_help import COMMANDS
from texts.cli_parameters import PARAMETERS

ROOT: Final = "phaseline"
"""The command without any subcommand, as the catalogue names it."""

_NOWHERE: Final[Mapping[str, str]] = MappingProxyType({})


class Command(TyperCommand):
    """A command whose help is said in the language of the call."""

    allow_extra_args = True  # as far as Click is concerned, which would say so in English

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        """Put the texts in before anything asks for them: help, usage errors, completion."""
        _introduce(self, _path(parent, info_name), language_of(args))
        return super().make_context(info_name, args, parent, **extra)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments. Raises Misused where there are too many."""
        try:
            left = super().parse_args(ctx, args)
        except UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if left and not ctx.resilient_parsing:
            raise Misused(ctx, "too_many_arguments", extra=" ".join(left))
        return left

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help."""
        del formatter
        show_help(self, ctx)


class Group(TyperGroup):
    """A group of commands whose help is said in the language of the call.

    A stand-in is in the place of those that are elsewhere, until they are called.
    """

    commands_elsewhere: ClassVar[Mapping[str, str]] = _NOWHERE
    groups_elsewhere: ClassVar[Mapping[str, str]] = _NOWHERE

    def member(self, name: str) -> Any:
        """The command or group of that name, from its module. Raises KeyError where there is none."""
        if name in self.groups_elsewhere:
            group = _load(self.groups_elsewhere[name])
            group.name = name
            return group
        if name in self.commands_elsewhere:
            return _load(self.commands_elsewhere[name]).commands[name]
        return self.commands[name]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is called."""
        name, *rest = args
        if name in self.commands:
            return name, self.member(name), rest
        if ctx.resilient_parsing:  # for completion
            return None, None, rest
        raise no_such_command(ctx, name)

    def main(self, args: Sequence[str] | None = None, *given: Any, **options: Any) -> NoReturn:
        """Run a command to its end; one that was called wrongly is told so as all failures are."""
        words = sys.argv[1:] if args is None else list(args)
        options["standalone_mode"] = False
        try:
            code = super().main(words, *given, **options)
        except NoArgsIsHelpError as shown:
            code = shown.exit_code
        except UsageError as error:
            out = Output(language_of(words), as_json="--json" in words)
            failure = usage_failure(error, out.language)
            out.fail(failure)
            code = failure.exit_code
        raise SystemExit(code or 0)

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        """Put the texts in before anything asks for them, those of the subcommands too."""
        path, language = _path(parent, info_name), language_of(args)
        _introduce(self, path, language)
        for name, command in self.commands.items():
            _introduce(command, (*path, name), language)
        return super().make_context(info_name, args, parent, **extra)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help."""
        del formatter
        show_help(self, ctx)


def new_app(
    *, commands: Mapping[str, str] = _NOWHERE, groups: Mapping[str, str] = _NOWHERE
) -> typer.Typer:
    """A group of commands: those that are elsewhere, by the modules whose `app` they are in or are."""
    elsewhere = {"commands_elsewhere": commands, "groups_elsewhere": groups}
    group = type("Group", (Group,), elsewhere)
    app = typer.Typer(cls=group, no_args_is_help=True, pretty_exceptions_enable=False)
    for name in (*commands, *groups):
        app.command(name, cls=Command)(lambda: None)
    return app


def _load(module: str) -> TyperGroup:
    with loading():
        return get_group(import_module(module).app)


def command_key(path: Sequence[str]) -> str:
    """Under what the catalogue has the command that is reached by these names."""
    return " ".join(path) or ROOT


def parameter_key(path: Sequence[str], name: str) -> str:
    """Under what the catalogue has a command's parameter: its own text, or that of all of the name."""
    own = f"{command_key(path)}:{name}"
    return own if own in PARAMETERS else name


def show_help(command: Any, ctx: Any) -> None:
    """Print how a command is used: what it is for, then arguments, options and subcommands."""
    path = _path(ctx.parent, ctx.info_name)
    language: Language = command.language
    out = Output(language)
    out.say("usage", usage=usage_of(ctx))
    out.heading(command.help)
    arguments: list[tuple[Text, str]] = []
    options: list[tuple[Text, str]] = []
    for parameter in command.get_params(ctx):
        text = say(PARAMETERS, parameter_key(path, parameter.name), {}, language)
        names = written(parameter, ctx)
        row = (Text(names, "cyan"), f"{text}{_remarks(out, parameter)}")
        (options if names.startswith("-") else arguments).append(row)
    commands = [
        (Text(name, "cyan"), one.help) for name, one in getattr(command, "commands", {}).items()
    ]
    for code, rows in (("arguments", arguments), ("options", options), ("commands", commands)):
        if rows:
            out.heading(out.text(code))
            print_table(out.paper, (Column(""), Column("", prose=True)), rows, has_headings=False)


def _remarks(out: Output, parameter: Any) -> str:
    remarks = []
    if parameter.required:
        remarks.append(out.text("required"))
    if parameter.envvar:
        remarks.append(out.text("or_variable", name=parameter.envvar))
    if parameter.default is not None and not isinstance(parameter.default, bool):
        remarks.append(out.text("by_default", value=parameter.default))
    return f" [{' · '.join(remarks)}]" if remarks else ""


def _introduce(command: Any, path: Sequence[str], language: Language) -> None:
    command.language = language
    command.help = say(COMMANDS, command_key(path), {}, language)
    for parameter in command.params:
        parameter.help = say(PARAMETERS, parameter_key(path, parameter.name), {}, language)


def _path(parent: Any, name: str | None) -> tuple[str, ...]:
    """The names that lead to a command, without that of the program."""
    return () if parent is None else (*_path(parent.parent, parent.info_name), name or "")
