"""Campaigns side by side by how satisfied people are: band by band, or each by its own bands."""

from cli.comparing import satisfaction_rows
from cli.output import Output
from rules.bands import bands
from schemas.bands import Band
from schemas.quantities import Percent

BOUNDS = (Percent.parse("95 %"), Percent.parse("90 %"))


def rows(*compared: tuple[Band, ...]) -> list[tuple[str, ...]]:
    return list(satisfaction_rows(Output("en"), compared))


def test_the_same_bands_are_put_side_by_side() -> None:
    asked_nobody: tuple[Band, ...] = ()
    assert rows(bands(BOUNDS, (639, 122, 10)), bands(BOUNDS, (0, 0, 0)), asked_nobody) == [
        ("satisfaction 95 % and over", "639 of 771 (82.88 %)", "–", "–"),
        ("satisfaction 90 % up to 95 %", "122 of 771 (15.82 %)", "–", "–"),
        ("satisfaction under 90 %", "10 of 771 (1.3 %)", "–", "–"),
    ]
    assert rows(asked_nobody, asked_nobody) == []


def test_other_bands_are_told_each_by_its_own() -> None:
    assert rows(bands(BOUNDS, (3, 0, 1)), bands(BOUNDS[:1], (1, 3)), ()) == [
        (
            "satisfaction",
            "95 % and over: 3 of 4 (75 %); 90 % up to 95 %: 0 of 4 (0 %); under 90 %: 1 of 4 (25 %)",
            "95 % and over: 1 of 4 (25 %); under 95 %: 3 of 4 (75 %)",
            "–",
        )
    ]
