"""The bench of amendments measures what comes of them."""

from bench.amending import amend_units


def test_units_are_amended_and_previewed_alike() -> None:
    amended, previewed = amend_units(60)
    assert amended.figure == "60 units amended"
    assert previewed.figure == "60 units previewed, with a week's messages"
    assert min(amended.value, previewed.value) > 0
