"""What an amendment makes of the rules that a unit carries, and which units it is for."""

import hashlib
import json
from collections.abc import Iterable

from rules.changes import changed, within_window
from rules.memo import once_per_value
from rules.refused import Refused
from rules.soundness import problems_within, require_sound
from schemas.actor import CAMPAIGN_ITSELF
from schemas.amendment import Amendment, CalendarChange, RemindersChange, UnitsMeant
from schemas.base import Model
from schemas.command import CommandId
from schemas.commands import Amend
from schemas.limits import COMMAND_BYTES
from schemas.problem import Problem
from schemas.refusal import Refusal
from schemas.roster import Unit
from schemas.state import UnitState
from schemas.unit_rules import AmendmentId, UnitRules


class Misfit(Refused):
    """An amendment that does not fit the rules.

    `change` is the index of the change that does not; it is None where each of them fits and the
    rules that they make are not sound. `problems` are those of their ladders and tracks then.
    """

    change: int | None
    problems: tuple[Problem, ...]

    @classmethod
    def of(cls, change: int | None, refusal: Refusal, *problems: Problem) -> "Misfit":
        """The misfit of a change, or of all of them together, for a reason."""
        misfit = cls(refusal.code)
        misfit.refusal, misfit.change, misfit.problems = refusal, change, problems
        return misfit


@once_per_value
def id_of(amendment: Amendment) -> AmendmentId:
    """The id of an amendment: the beginning of the SHA-256 of its canonical JSON."""
    text = json.dumps(
        amendment.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def command_id_of(amendment: Amendment) -> CommandId:
    """The id under which every unit takes an amendment, once."""
    return f"campaign:amend-{id_of(amendment)}"


def has_taken(rules: UnitRules, amendment: Amendment) -> bool:
    """Whether rules hold an amendment already."""
    return id_of(amendment) in rules.amendments


def is_for(amendment: Amendment, unit: Unit, track: str) -> bool:
    """Whether an amendment is for a unit that is on that track."""
    meant = amendment.units
    return all(
        not wanted or own in wanted
        for wanted, own in (
            (meant.districts, unit.district),
            (meant.types, unit.type),
            (meant.tracks, track),
            (meant.codes, unit.code),
        )
    )


def amended(rules: UnitRules, amendment: Amendment) -> UnitRules:
    """The rules after an amendment: all of its changes, in their order, unless they hold it already.

    Raises:
        Misfit: a change does not fit these rules, or they would not be sound.
    """
    if has_taken(rules, amendment):
        return rules
    outcome = _outcome(rules, amendment)
    if isinstance(outcome, Misfit):
        raise Misfit.of(outcome.change, outcome.refusal, *outcome.problems)
    return outcome


def amend_command(state: UnitState, amendment: Amendment) -> Amend:
    """What a unit in that state is told, so that it takes an amendment once.

    Raises:
        Refused: it does not fit the unit's rules, or they would become too large to be sent.
    """
    command = Amend(
        id=command_id_of(amendment),
        by=CAMPAIGN_ITSELF,
        kind="amend",
        if_revision=state.revision,
        rules=amended(state.rules, amendment),
        reason=amendment.reason,
    )
    size = _size(command.rules) + len(command.model_dump_json(exclude={"rules"}).encode())
    if size > COMMAND_BYTES:
        raise Refused("too_large", size=size, limit=COMMAND_BYTES)
    return command


def rules_in_force(compiled: UnitRules, unit: Unit, amendments: Iterable[Amendment]) -> UnitRules:
    """The rules with which a unit begins in a campaign that has been amended, oldest first.

    An amendment that does not fit the rules of the unit's type is passed over: those that run
    could not take it either.
    """
    rules = compiled
    for amendment in amendments:
        if is_for(amendment, unit, unit.track or rules.tracks[0].id):
            try:
                rules = amended(rules, amendment)
            except Misfit:
                continue
    return rules


def rules_in_common(launched: UnitRules, amendments: Iterable[Amendment]) -> UnitRules:
    """The rules by which a campaign goes as a whole, whatever some of its units have of their own.

    They are those of its launch with the calendar and the reminders that amendments have given to all
    units since, oldest first; what differs by type stands as it was launched.
    """
    for amendment in amendments:
        if amendment.units == UnitsMeant():
            for change in amendment.changes:
                if isinstance(change, CalendarChange | RemindersChange):
                    launched = changed(launched, change)
    return launched


@once_per_value
def _size(model: Model | None) -> int:
    return 0 if model is None else len(model.model_dump_json().encode())


@once_per_value
def _outcome(rules: UnitRules, amendment: Amendment) -> UnitRules | Misfit:
    for index, change in enumerate(amendment.changes):
        try:
            rules = changed(rules, change)
        except Refused as refused:
            return Misfit.of(index, refused.refusal)
    try:
        require_sound(rules)
        whole = within_window(rules)
    except Refused as refused:
        return Misfit.of(None, refused.refusal, *problems_within(rules))
    taken = (*rules.amendments, id_of(amendment))
    return whole.model_copy(update={"amendments": taken})
