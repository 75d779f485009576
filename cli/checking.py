"""`phaseline dossier verify`: one dossier or many are checked, with nothing at hand but them."""

from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Annotated, Final

import typer
from pydantic import ValidationError
from rich.text import Text

from cli import values
from cli.command import Call
from cli.exits import ExitCode, Mistake
from cli.files import reading
from cli.output import Output, indented, shown_path
from reports.dossier.collection import check_all, check_archive, dossiers_in, is_one_dossier
from reports.dossier.verification import check
from reports.store import Store
from rules.heads import heads_of
from schemas.dossier import CheckedDossiers, DossierCheck, Finding
from schemas.heads import Heads
from texts.dossier_findings import say_finding

_Digest = str | None

_ARCHIVE: Final = ".zip"


def verify(
    call: Call,
    place: Annotated[str, typer.Argument(metavar="FILE|FOLDER|URL")],
    head: Annotated[_Digest, typer.Option("--head", metavar="HEX", parser=values.digest)] = None,
    digest: Annotated[
        _Digest, typer.Option("--digest", metavar="HEX", parser=values.digest)
    ] = None,
    heads: Annotated[Path | None, typer.Option("--heads", metavar="FILE")] = None,
) -> None:
    """Check a dossier, or all dossiers in a folder, with nothing but them at hand."""
    listed = None if heads is None else _read_heads(heads)
    one = _checked_alone(place, head, digest, listed)
    if one is not None:
        has_head = head is not None or listed is not None
        call.out.show(
            one, lambda: show_check(call.out, one, has_head=has_head, has_digest=bool(digest))
        )
        is_sound = not one.findings
    else:
        if head or digest:
            raise Mistake("head_of_many")
        found = _checked_all(call.out, Store(place), listed)
        call.out.show(found, lambda: _show_all(call.out, found, listed))
        is_sound = not (found.unsound or found.missing)
    if not is_sound:
        raise typer.Exit(ExitCode.REFUSED)


def _read_heads(file: Path) -> Heads:
    """A list of heads as `campaign heads --json` prints it.

    Raises:
        Mistake: it cannot be read, or its hash is not that of what it lists.
    """
    with reading(file):
        content = file.read_bytes()
    try:
        heads = Heads.model_validate_json(content)
    except ValidationError:
        raise Mistake("not_heads", file=shown_path(file)) from None
    if heads_of(heads.campaign, heads.units) != heads:
        raise Mistake("heads_changed", file=shown_path(file))
    return heads


def _checked_alone(
    place: str, head: str | None, digest: str | None, heads: Heads | None
) -> DossierCheck | None:
    """What a check of the one dossier finds that a place is; None where it is a place of many."""
    file = Path(place)
    checked = partial(check_archive, head=head, digest=digest, heads=heads)
    if "://" in place and place.endswith(_ARCHIVE):
        folder, _, name = place.rpartition("/")
        return checked(BytesIO(Store(folder).get(name)))
    if "://" not in place:
        with reading(file):
            if not file.is_dir():
                with file.open("rb") as archive:
                    return checked(archive)
    store = Store(place)
    if is_one_dossier(store):
        return check(store, head=head, digest=digest, heads=heads)
    if not dossiers_in(store):
        return DossierCheck(findings=(Finding(code="not_a_dossier"),))
    return None


def _checked_all(out: Output, store: Store, heads: Heads | None) -> CheckedDossiers:
    names = dossiers_in(store)
    with out.progress() as progress:
        bar = progress.add_task(out.text("checking"), total=len(names))
        return check_all(store, names, heads, lambda: progress.advance(bar))


def show_check(out: Output, result: DossierCheck, *, has_head: bool, has_digest: bool) -> None:
    """Say of which unit a dossier is, everything that is wrong with it, and what vouches for it."""
    if result.head is not None:
        out.say("checked", campaign=result.campaign, unit=result.unit, revision=result.revision)
        out.print(indented(Text(out.text("head_is", head=result.head))))
        out.print(indented(Text(out.text("digest_is", digest=result.digest))))
    for finding in result.findings:
        out.print(Text(f"✗ {say_finding(finding.code, finding.params, out.language)}", "red"))
    if result.findings:
        out.say("dossier_unsound", "red", count=len(result.findings))
    elif has_digest:
        out.say("dossier_sound", "green")
    elif has_head:
        out.say("journal_sound", "green")
    else:
        out.say("dossier_consistent", "green")


def _show_all(out: Output, found: CheckedDossiers, heads: Heads | None) -> None:
    """One line for each, what is wrong below it, and what it comes to."""
    for one in found.dossiers:
        result = one.check
        known = {"unit": result.unit or "?", "revision": result.revision or 0}
        if one.is_earlier:
            out.say("one_is_earlier", "cyan", name=one.name, **known)
        elif result.findings:
            out.say("one_is_unsound", "red", name=one.name, **known)
        else:
            out.say("one_is_sound", "green", name=one.name, **known)
        for finding in result.findings:
            said = say_finding(finding.code, finding.params, out.language)
            out.print(indented(Text(said, "red")))
    for unit in found.missing:
        out.say("dossier_missing", "red", unit=unit)
    if found.left_over:
        out.say("left_over", "yellow", count=found.left_over)
    is_sound = not (found.unsound or found.missing)
    out.say(
        "checked_in_all",
        "green" if is_sound else "red",
        count=len(found.dossiers),
        unsound=found.unsound,
        missing=len(found.missing),
    )
    if heads is None:
        out.say("all_consistent")
    else:
        out.say("heads_are", digest=heads.digest)
