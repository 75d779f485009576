"""A figure is never rounded into reach, and a bar without its yardstick is not reached."""

import pytest

from bench.report import Bar, Line, at_least, at_most, shown


@pytest.mark.parametrize(
    ("figure", "bar", "text"),
    [
        (1.2004, at_most(1.2), "1.2004"),
        (1.19, at_most(1.2), "1.19"),
        (0.79999, at_least(0.8), "0.79999"),
        (0.8, at_least(0.8), "0.80"),
        (11.04, at_most(11), "11.04"),
        (60.0001, at_most(60), "60.0001"),
        (1234.5, None, "1,234"),
        (0.0, at_most(0), "0.00"),
    ],
)
def test_what_is_shown_is_on_the_side_of_the_bar_that_the_figure_is_on(
    figure: float, bar: Bar | None, text: str
) -> None:
    assert shown(figure, bar) == text


def line(value: float, yardstick: float | None, bar: Bar) -> Line:
    return Line(subject="x", figure="y", unit="ms", value=value, yardstick=yardstick, bar=bar)


def test_a_ratio_is_held_against_its_bar() -> None:
    assert line(12, 10, at_most(1.2, of="ratio")).verdict == "reached"
    assert line(12.01, 10, at_most(1.2, of="ratio")).verdict == "missed"
    assert line(12, 10, at_most(11)).verdict == "missed"


@pytest.mark.parametrize("yardstick", [None, 0.0, -3.0])
def test_without_a_yardstick_no_ratio_is_reached(yardstick: float | None) -> None:
    judged = line(12, yardstick, at_most(1.2, of="ratio"))
    assert judged.ratio is None
    assert judged.verdict == "missed"
