"""What `records.survey` asks of PostgreSQL: the statements on which the secrecy of ballots rests."""

from typing import Final

VOTE: Final = b"""
    WITH spent AS (
        DELETE FROM survey_tokens token USING survey_boxes box, campaigns campaign
        WHERE token.hash = %(hash)s AND box.id = token.box AND campaign.code = box.campaign
          AND box.questions = %(questions)s::jsonb
          AND (%(on_paper)s OR now() + campaign.clock_offset < box.until)
          AND NOT EXISTS (SELECT FROM survey_staging WHERE receipt = %(receipt)s)
          AND NOT EXISTS (SELECT FROM survey_receipts WHERE receipt = %(receipt)s)
        RETURNING box.id, box.kept, box.minimum_group
    ), staged AS (
        INSERT INTO survey_staging (receipt, box, grades)
        SELECT %(receipt)s, id, %(grades)s::jsonb FROM spent
    )
    SELECT id, kept, minimum_group FROM spent
"""

PAPER: Final = b"""
    SELECT box.questions, now() + campaign.clock_offset < box.until
    FROM survey_tokens token
    JOIN survey_boxes box ON box.id = token.box
    JOIN campaigns campaign ON campaign.code = box.campaign
    WHERE token.hash = %s
"""

REWRITE: Final = b"""
    WITH staged AS (
        DELETE FROM survey_staging WHERE box = %(box)s RETURNING grades, receipt
    ), old_ballots AS (
        DELETE FROM survey_ballots WHERE box = %(box)s RETURNING grades
    ), old_receipts AS (
        DELETE FROM survey_receipts WHERE box = %(box)s RETURNING receipt
    ), ballots AS (
        INSERT INTO survey_ballots (id, box, grades)
        SELECT gen_random_uuid(), %(box)s, grades
        FROM (SELECT grades FROM staged UNION ALL SELECT grades FROM old_ballots) every
        ORDER BY gen_random_uuid()
        RETURNING 1
    ), receipts AS (
        INSERT INTO survey_receipts (receipt, box)
        SELECT receipt, %(box)s
        FROM (SELECT receipt FROM staged UNION ALL SELECT receipt FROM old_receipts) every
        ORDER BY gen_random_uuid()
    )
    UPDATE survey_boxes SET kept = (SELECT count(*) FROM ballots) WHERE id = %(box)s
"""

ASKED: Final = b"""
    SELECT campaign, unit, step, round, questions
    FROM survey_tokens token JOIN survey_boxes box ON box.id = token.box
    WHERE token.hash = %s
"""

KNOWN_RECEIPT: Final = b"""
    SELECT EXISTS (SELECT FROM survey_staging WHERE receipt = %(receipt)s)
        OR EXISTS (SELECT FROM survey_receipts WHERE receipt = %(receipt)s)
"""

OF_SURVEY: Final = b"""
    FROM survey_boxes
    WHERE campaign = %(campaign)s AND unit = %(unit)s AND step = %(step)s AND round = %(round)s
"""

ENTER: Final = b"""
    INSERT INTO survey_paper (hash, by, box, grades)
    VALUES (%(hash)s, %(by)s, %(box)s, %(grades)s::jsonb)
    ON CONFLICT (hash, by) DO UPDATE SET grades = excluded.grades
"""

OTHERS: Final = b"""
    SELECT grades = %(grades)s::jsonb FROM survey_paper WHERE hash = %(hash)s AND by <> %(by)s
"""

TURNOUT: Final = (
    b"""
    SELECT issued, CASE WHEN is_sealed THEN kept
                   ELSE (SELECT count(*) FROM survey_ballots WHERE box = survey_boxes.id)
                      + (SELECT count(*) FROM survey_staging WHERE box = survey_boxes.id) END
"""
    + OF_SURVEY
)

NEW_BOX: Final = b"""
    INSERT INTO survey_boxes (id, campaign, unit, step, round, questions, minimum_group, until,
                              ballots, issued, kept, is_sealed)
    VALUES (gen_random_uuid(), %(campaign)s, %(unit)s, %(step)s, %(round)s, %(questions)s::jsonb,
            %(minimum_group)s, %(until)s, %(ballots)s, 0, 0, false)
    ON CONFLICT DO NOTHING
"""

SEAL: Final = b"""
    WITH sealed AS (
        UPDATE survey_boxes
        SET is_sealed = true, minimum_group = greatest(minimum_group, %(minimum_group)s)
        WHERE id = %(box)s
        RETURNING id, kept, minimum_group
    )
    DELETE FROM survey_ballots ballot USING sealed
    WHERE ballot.box = sealed.id AND sealed.kept < sealed.minimum_group
"""

COUNTED: Final = b"""
    SELECT kept, kept >= minimum_group FROM survey_boxes WHERE id = %s
"""

TALLY: Final = b"""
    SELECT answer.key, answer.value, count(*)
    FROM survey_ballots, jsonb_each_text(grades) answer
    WHERE box = %s GROUP BY 1, 2
"""
