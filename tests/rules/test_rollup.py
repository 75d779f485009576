"""What figures come to: exact shares, printed ones, places in a league, bands."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.bands import bands
from rules.rollup import league, share_of, standings
from rules.shares import share
from schemas.quantities import Percent
from schemas.rollup import Figures, PhaseFigures, Share

BOUNDS = (Percent.parse("95 %"), Percent.parse("90 %"))


def figures(closed: int, units: int, *, overdue: int = 0) -> Figures:
    """Units of which so many have the one phase behind them."""
    phase = PhaseFigures(track="phased", phase="study", units=units, signed_off=closed)
    return Figures(units=units, at_work=units, overdue=overdue, phases=(phase,))


def printed(of: Share) -> Fraction:
    """A share as it is printed."""
    assert of.percent is not None
    return of.percent.value


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (1, 3, "33.33 %"),
        (2, 3, "66.67 %"),
        (1, 8, "12.5 %"),
        (94995, 100000, "95 %"),
        (94994, 100000, "94.99 %"),
        (0, 7, "0 %"),
        (7, 7, "100 %"),
    ],
)
def test_a_share_is_printed_with_two_decimals_rounded_half_up(
    part: int, whole: int, shown: str
) -> None:
    assert str(share(part, whole)) == shown


def test_a_share_of_nothing_is_none() -> None:
    assert share(0, 0) is None
    assert share_of(0, 0).percent is None


@given(whole=st.integers(1, 10**9), part=st.data())
def test_a_printed_share_is_within_half_a_hundredth(whole: int, part: st.DataObject) -> None:
    count = part.draw(st.integers(0, whole))
    shown = printed(share_of(count, whole))
    off = shown - Fraction(count * 100, whole)
    assert -Fraction(1, 200) < off <= Fraction(1, 200)
    assert (shown * 100).denominator == 1


def test_the_first_batch_gives_its_printed_percentages() -> None:
    """771 units: 639 at 95 and over, 122 from 90 up to 95; together 761, printed as 98.7 %."""
    high, middle, low = bands(BOUNDS, (639, 122, 10))
    assert [str(one.share.percent) for one in (high, middle, low)] == [
        "82.88 %",
        "15.82 %",
        "1.3 %",
    ]
    assert (middle.together.part, middle.together.whole) == (761, 771)
    assert str(middle.together.percent) == "98.7 %"
    # The exact share is a little more; the printed one is its rounding, and also the sum of the
    # two printed ones.
    assert Fraction(761, 771) * 100 > printed(middle.together)
    assert share(761, 771, 1) == share(761, 771, 2) == middle.together.percent
    assert printed(high.share) + printed(middle.share) == printed(middle.together)
    assert low.together.percent == Percent.parse("100 %")


def test_bands_together_are_counted_and_not_added_up() -> None:
    third, two_thirds, whole = bands(BOUNDS, (1, 1, 1))
    assert str(third.share.percent) == "33.33 %"
    assert str(two_thirds.together.percent) == "66.67 %"
    assert str(whole.together.percent) == "100 %"
    assert (third.at_least, third.below) == (BOUNDS[0], None)
    assert (two_thirds.at_least, two_thirds.below) == (BOUNDS[1], BOUNDS[0])
    assert (whole.at_least, whole.below) == (None, BOUNDS[1])


def test_bands_of_nobody_have_no_shares() -> None:
    assert [one.share.percent for one in bands(BOUNDS, (0, 0, 0))] == [None, None, None]
    with pytest.raises(ValueError, match="2 bounds make one band more"):
        bands(BOUNDS, (1, 2))


def test_a_league_is_ordered_by_exact_shares_and_equal_ones_share_a_place() -> None:
    placed = league(
        {
            "a": figures(1, 2),
            "b": figures(2, 4, overdue=1),
            "c": figures(33334, 100000),
            "d": figures(1, 3),
            "e": figures(0, 0),
            "f": figures(5, 5),
        }
    )
    assert [(one.place, one.code) for one in placed] == [
        (1, "f"),
        (2, "a"),
        (2, "b"),
        (4, "c"),
        (5, "d"),
        (6, "e"),
    ]
    assert placed[3].standings.closed.percent == share(1, 3)


def test_what_has_left_counts_for_nothing() -> None:
    told = standings(Figures(units=10, withdrawn=2, finished=6, in_time=4, late=2))
    assert told.finished == share_of(6, 8)
    assert told.in_time == share_of(4, 6)
    assert told.closed.percent is None
