"""How the values of arguments and options are read; what is wrong is said with what was expected."""

from datetime import date

import typer

from schemas.actor import Actor
from schemas.target import Target


def day(text: str) -> date:
    """A date as ISO 8601 has it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("expected a date such as 2026-07-01") from None


def actor(text: str) -> Actor:
    """Who acts, as `role:id`."""
    try:
        return Actor.parse(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def target(text: str) -> Target:
    """What has a deadline: `step:ID`, `phase:ID` or `unit`."""
    try:
        return Target.parse(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
