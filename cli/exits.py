"""The exit codes of `phaseline`, and what is said and printed when a command fails."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Annotated, Final

from rules.refused import Refused
from schemas.base import LEFT_OUT_IF_NONE, Model
from schemas.refusal import Refusal
from texts.catalogue import Language, say
from texts.cli_errors import CATALOGUE, NAMED
from texts.reasons import say_reason
from texts.refusals import explain


class ExitCode(IntEnum):
    """How a command ends. These numbers are stable.

    `REFUSED`: it was refused, or units were missed, or what was checked has problems. `USAGE`: the
    command line or a setting is wrong. `NO_ANSWER`: a server is not there or gave no outcome; the
    same may be tried again. `UNKNOWN`: there is no such campaign, unit, person or file.
    `INTERRUPTED`: by Ctrl-C. `UNREAD`: whoever read the output left before its end.
    """

    OK = 0
    REFUSED = 1
    USAGE = 2
    NO_ANSWER = 3
    UNKNOWN = 4
    INTERRUPTED = 130
    UNREAD = 141


class Mistake(Exception):
    """A mistake of the user, said by its code in `texts/cli_errors`."""

    def __init__(self, code: str, exit_code: ExitCode = ExitCode.USAGE, **params: object) -> None:
        self.code = code
        self.exit_code = exit_code
        self.params = {name: str(value) for name, value in params.items()}
        super().__init__(code)


class Failure(Model):
    """What `--json` prints under the key `error` when a command fails."""

    code: str
    message: str
    exit_code: ExitCode
    refusal: Annotated[Refusal | None, LEFT_OUT_IF_NONE] = None


KNOWN: Final[Mapping[str, tuple[str, ExitCode]]] = {
    "records.errors.UnknownCampaign": ("unknown_campaign", ExitCode.UNKNOWN),
    "records.errors.UnknownUnit": ("unknown_unit", ExitCode.UNKNOWN),
    "records.errors.UnknownCoordinator": ("unknown_coordinator", ExitCode.UNKNOWN),
    "records.errors.NoUnitsMeant": ("no_units_meant", ExitCode.UNKNOWN),
    "records.errors.UnknownDistrict": ("unknown_district", ExitCode.UNKNOWN),
    "records.errors.CampaignExists": ("campaign_exists", ExitCode.REFUSED),
    "records.errors.NotARehearsal": ("not_a_rehearsal", ExitCode.REFUSED),
    "records.errors.SolicitationShut": ("solicitation_shut", ExitCode.REFUSED),
    "records.errors.IntakeFull": ("intake_full", ExitCode.REFUSED),
    "records.errors.UnknownOpinions": ("unknown_opinions", ExitCode.UNKNOWN),
    "records.errors.MalformedCursor": ("malformed_cursor", ExitCode.USAGE),
    "records.errors.ExportedByAnother": ("exported_by_another", ExitCode.NO_ANSWER),
    "records.errors.DatabaseUnavailable": ("unreachable", ExitCode.NO_ANSWER),
    "records.errors.SchemaMismatch": ("schema_mismatch", ExitCode.NO_ANSWER),
    "records.errors.UnreadableDatabaseUrl": ("wrong_setting", ExitCode.USAGE),
    "temporalio.service.RPCError": ("unreachable", ExitCode.NO_ANSWER),
    "client.errors.CannotConnect": ("unreachable", ExitCode.NO_ANSWER),
    "client.errors.NotAhead": ("not_ahead", ExitCode.REFUSED),
    "client.errors.UnitsAhead": ("units_ahead", ExitCode.REFUSED),
    "client.errors.MovedByAnother": ("moved_by_another", ExitCode.NO_ANSWER),
    "client.errors.NoAnswer": ("no_answer", ExitCode.NO_ANSWER),
    "client.errors.NoOutcome": ("no_outcome", ExitCode.NO_ANSWER),
    "cli.paper.OutputLost": ("output_lost", ExitCode.NO_ANSWER),
    "reports.store.NotKept": ("not_kept", ExitCode.UNKNOWN),
    "reports.store.StoreUnusable": ("store_unusable", ExitCode.NO_ANSWER),
    "intake.channels.ChannelErrors": ("wrong_setting", ExitCode.USAGE),
    "worker.daemon.FolderUnusable": ("folder_unusable", ExitCode.NO_ANSWER),
    "worker.daemon.NotRunning": ("not_running", ExitCode.NO_ANSWER),
    "worker.daemon.ServerFailed": ("server_failed", ExitCode.NO_ANSWER),
    "worker.postgres.NoSystemUser": ("server_failed", ExitCode.NO_ANSWER),
    "worker.serving.TemporalUnreachable": ("unreachable", ExitCode.NO_ANSWER),
    "worker.errors.UnknownNamespace": ("unknown_namespace", ExitCode.USAGE),
    "worker.errors.UnreadableConnection": ("wrong_setting", ExitCode.USAGE),
    "worker.metrics.MetricsUnavailable": ("wrong_setting", ExitCode.USAGE),
}
"""The errors that are no bug of ours: their code, which also names their text, and the exit code.

They are named, not imported: most commands need few of the rooms that they come from.
"""


def failure_of(error: Exception, language: Language) -> Failure | None:
    """What to say of an error; None where it is not a user's or a server's fault but a bug."""
    if isinstance(error, ExceptionGroup):
        return failure_of(error.exceptions[0], language)
    if isinstance(error, Refused):
        return Failure(
            code="refused",
            message=explain_refusal(error.refusal, language),
            exit_code=ExitCode.REFUSED,
            refusal=error.refusal,
        )
    if isinstance(error, Mistake):
        code, exit_code, params = error.code, error.exit_code, dict(error.params)
    elif (name := f"{type(error).__module__}.{type(error).__qualname__}") in KNOWN:
        code, exit_code = KNOWN[name]
        params = {name: _said(value, language) for name, value in vars(error).items()}
    else:
        return None
    if "reason" in params:
        params["reason"] = say_reason(params["reason"], language)
    text = f"{code}_near" if params.get("near") else code
    message = say(CATALOGUE, text, {**params, "error": str(error)}, language)
    return Failure(code=code, message=message, exit_code=exit_code)


def _said(value: object, language: Language) -> str:
    """What an error says of something; of what it is named by, also what that is."""
    if isinstance(value, dict):
        named = (say(NAMED, name, {"code": code}, language) for name, code in value.items())
        return say(NAMED, "and", {}, language).join(named)
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def explain_refusal(refusal: Refusal, language: Language) -> str:
    """Why it was refused, who could do it, and by when."""
    return explain(
        refusal.code,
        refusal.params,
        who=[str(actor) for actor in refusal.who],
        by=None if refusal.by is None else refusal.by.isoformat(),
        language=language,
    )
