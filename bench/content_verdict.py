"""What people were told of a unit's content, held against what is kept of it."""

from collections import Counter
from collections.abc import Iterator

from bench.content_kept import Kept
from bench.content_said import Said
from rules.survey_check import faults_of


def judge_content(said: Said, kept: Kept) -> Iterator[str]:
    """What was found wrong, each in a sentence.

    What people know to be there is there once, what had no answer once or not at all, and nothing
    else is. The tables have the rows that the journal leaves, and no others.
    """
    yield from _of_votes(said, kept)
    yield from _of_opinions(said, kept)
    yield from _of_files(said, kept)
    yield from _of_rows(kept)


def _of_votes(said: Said, kept: Kept) -> Iterator[str]:
    survey = kept.survey
    for fault in faults_of(survey):
        yield f"the published survey does not hold: {fault}"
    receipts = Counter(survey.receipts)
    for receipt in sorted(said.votes.keys() - receipts.keys()):
        yield f"the ballot of receipt {receipt} is LOST"
    for receipt in sorted(receipts.keys() & said.refused_votes):
        yield f"the ballot of receipt {receipt} was refused, and counts"
    for receipt, times in sorted(receipts.items()):
        if receipt not in said.votes and receipt not in said.unsure_votes:
            yield f"receipt {receipt} is nobody's"
        elif times > 1:
            yield f"the ballot of receipt {receipt} counts {times} times"
    ballots = said.unsure_votes | said.votes
    cast = Counter(
        frozenset(ballots[receipt].items()) for receipt in receipts if receipt in ballots
    )
    if cast != Counter(frozenset(ballot.items()) for ballot in survey.ballots):
        yield "the ballots are not those that were cast"
    for table, count in kept.left_behind.items():
        if count:
            yield f"{count} rows are left in {table}"


def _of_opinions(said: Said, kept: Kept) -> Iterator[str]:
    for text in sorted(said.opinions - kept.opinions.keys()):
        yield f"'{text}' is LOST"
    for text, times in sorted(kept.opinions.items()):
        if text not in said.opinions and text not in said.unsure_opinions:
            yield f"'{text}' is nobody's"
        if times > 1:
            yield f"'{text}' is there {times} times"
    if kept.solicited != kept.opinions.total():
        yield f"{kept.solicited} opinions are counted, and {kept.opinions.total()} are there"


def _of_files(said: Said, kept: Kept) -> Iterator[str]:
    noted = set(kept.files)
    for digest in sorted(said.files ^ noted):
        yield f"the file {digest} is " + ("LOST" if digest in said.files else "nobody's")
    for digest in sorted(noted - kept.stored):
        yield f"the file {digest} is noted, and not in the store"
    for digest in sorted(kept.minutes - noted):
        yield f"the minutes {digest} are no file of the unit"


def _of_rows(kept: Kept) -> Iterator[str]:
    for table in sorted(kept.told.keys() | kept.rows.keys()):
        told, there = kept.told.get(table, {}), kept.rows.get(table, {})
        for key in sorted(told.keys() | there.keys()):
            row = there.get(key)
            if row is None:
                yield f"{table} lacks the row {key}, of which the journal tells"
            elif key not in told:
                yield f"{table} has the row {key}, of which the journal does not tell"
            elif any(row[name] != value for name, value in told[key].items()):
                yield f"{table} has another row {key} than the journal tells of"
