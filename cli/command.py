"""How a command of `phaseline` is declared: the options that commands share, and what they make.

The modules of commands name the gateway for type checkers alone: it is loaded when a call has been
understood and needs it, so that help, completion and the answer to a mistyped call do not wait for it.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Flag, auto
from typing import TYPE_CHECKING, Annotated, Any, Concatenate, Final, ParamSpec, TypeVar, cast
from uuid import uuid4

import typer

from cli import values
from cli.clocks import clock_of
from cli.exits import ExitCode, Failure, Mistake, failure_of
from cli.help import Command
from cli.language import default_language
from cli.loading import loading
from cli.output import Output
from schemas.actor import Actor
from schemas.campaign import CampaignStatus
from schemas.campaign_row import CampaignRow
from texts.catalogue import Language

if TYPE_CHECKING:
    from client.archive import Archive
    from client.gateway import Gateway

_P = ParamSpec("_P")
_T = TypeVar("_T")

_KEYWORD: Final = inspect.Parameter.KEYWORD_ONLY


class Shared(Flag):
    """The shared options of a command, beside `--json` and `--lang`, which every command has."""

    NONE = 0
    CAMPAIGN = auto()
    ACTOR = auto()
    MAYBE_ACTOR = auto()
    ID = auto()
    ACTING = CAMPAIGN | ACTOR | ID


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the command: where it shows things, and what its shared options say."""

    out: Output
    campaign: str | None = None
    actor: Actor | None = None
    command_id: str = ""

    @property
    def by(self) -> Actor:
        """Who acts. Raises LookupError in a command that was not declared with `Shared.ACTOR`."""
        if self.actor is None:
            raise LookupError("the command has no --as")
        return self.actor

    def run(self, work: Callable[[Gateway], Awaitable[_T]]) -> _T:
        """Do `work` with a gateway to the servers that the settings name."""
        with loading():
            from cli.connection import run_connected  # noqa: PLC0415 - a second that not all need
        return run_connected(work)

    def run_on_archive(self, work: Callable[[Archive], Awaitable[_T]]) -> _T:
        """Do `work` with what is kept, whether the Temporal server is there or not."""
        with loading():
            from cli.connection import run_on_archive  # noqa: PLC0415 - the same
        return run_on_archive(work)

    async def campaign_of(self, gateway: Gateway | Archive) -> str:
        """The campaign that was named, or the only one that there is, which people are told of first.

        Whatever a command shows of a campaign is read on its clock: a rehearsal's is said to be one.
        """
        return self.tell_of(await self.row_of(gateway)).campaign

    async def row_of(self, gateway: Gateway | Archive) -> CampaignRow:
        """The same campaign, of which people are not told: stdout is a file's, or it was said before."""
        if self.campaign is not None:
            return await gateway.campaign(self.campaign)
        known = await gateway.campaigns()
        if not known:
            raise Mistake("no_campaigns", ExitCode.UNKNOWN)
        if len(known) > 1:
            raise Mistake("which_campaign", known=", ".join(row.campaign for row in known))
        return known[0]

    def tell_of(self, row: CampaignRow) -> CampaignRow:
        """Say that a campaign is a rehearsal, and what its clock reads; and that all is over."""
        if row.is_rehearsal:
            self.out.say_aside("rehearsal_notice", "magenta", now=clock_of(row))
        if row.status is CampaignStatus.CLOSED:
            self.out.say_aside("closed_notice", "magenta")
        return row


def new_id() -> str:
    """A fresh id for a command."""
    return str(uuid4())


def command(
    app: typer.Typer, name: str, shared: Shared = Shared.NONE
) -> Callable[[Callable[Concatenate[Call, _P], None]], Callable[Concatenate[Call, _P], None]]:
    """Declare a function as the command `name` of `app`; its help is in `texts/cli_help`.

    The function's own parameters, from the second on, are the command's arguments and options.
    """

    def declare(
        function: Callable[Concatenate[Call, _P], None],
    ) -> Callable[Concatenate[Call, _P], None]:
        def called(
            *, context: typer.Context, as_json: bool, language: Language | None, **given: Any
        ) -> None:
            out = Output(language or default_language(), as_json=as_json)
            call = _call(out, given)
            try:
                _do(cast("Callable[..., None]", function), call, given, shared)
            except Exception as error:
                failure = failure_of(error, out.language)
                if failure is None:
                    raise
                out.fail(failure)
                if _is_not_theirs(failure) and _is_from_environment(context):
                    out.advise("actor_from_environment")
                raise typer.Exit(failure.exit_code) from error

        own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
        options = [*own, *_OPTIONS[Shared.NONE], *(p for flag in shared for p in _OPTIONS[flag])]
        options.append(inspect.Parameter("context", _KEYWORD, annotation=typer.Context))
        called.__signature__ = inspect.Signature(options)  # type: ignore[attr-defined]
        called.__annotations__ = {option.name: option.annotation for option in options}
        called.__doc__ = function.__doc__
        app.command(name, cls=Command)(called)
        return function

    return declare


def _do(function: Callable[..., None], call: Call, given: dict[str, Any], shared: Shared) -> None:
    """Call the function of a command; Ctrl-C becomes a failure that says what can be done."""
    try:
        function(call, **given)
    except KeyboardInterrupt:
        code = "command_interrupted" if Shared.ID in shared else "interrupted"
        raise Mistake(code, ExitCode.INTERRUPTED, command=call.command_id) from None


def _is_not_theirs(failure: Failure) -> bool:
    return failure.refusal is not None and failure.refusal.code == "not_allowed"


def _is_from_environment(context: typer.Context) -> bool:
    """Whether who acts was said by the environment, where it is easily forgotten."""
    source = context.get_parameter_source("actor")
    return source is not None and source.name == "ENVIRONMENT"


def _call(out: Output, given: dict[str, Any]) -> Call:
    """Take the shared options out of what was given."""
    return Call(
        out=out,
        campaign=given.pop("campaign_code", None),
        actor=given.pop("actor", None),
        command_id=given.pop("command_id", None) or new_id(),
    )


def _option(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, _KEYWORD, default=default, annotation=annotation)


_JSON = Annotated[bool, typer.Option("--json")]
_LANG = Annotated[Language | None, typer.Option("--lang", envvar="PHASELINE_LANG")]
_CAMPAIGN = Annotated[
    str | None,
    typer.Option("--campaign", envvar="PHASELINE_CAMPAIGN", metavar="CODE", parser=values.code),
]
_AS = Annotated[
    Actor, typer.Option("--as", envvar="PHASELINE_AS", metavar="ROLE:ID", parser=values.actor)
]
_MAYBE_AS = Annotated[
    Actor | None,
    typer.Option("--as", envvar="PHASELINE_AS", metavar="ROLE:ID", parser=values.actor),
]
_ID = Annotated[str | None, typer.Option("--id", metavar="ID")]

_OPTIONS: Final[dict[Shared, tuple[inspect.Parameter, ...]]] = {
    Shared.NONE: (
        _option("as_json", _JSON, default=False),
        _option("language", _LANG, default=None),
    ),
    Shared.CAMPAIGN: (_option("campaign_code", _CAMPAIGN, default=None),),
    Shared.ACTOR: (_option("actor", _AS, default=inspect.Parameter.empty),),
    Shared.MAYBE_ACTOR: (_option("actor", _MAYBE_AS, default=None),),
    Shared.ID: (_option("command_id", _ID, default=None),),
}
