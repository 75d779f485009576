"""Percentiles of samples."""

from collections.abc import Sequence
from statistics import median, quantiles


def p50(samples: Sequence[float]) -> float:
    """The median."""
    return median(samples)


def p99(samples: Sequence[float]) -> float:
    """What one sample in a hundred exceeds."""
    return quantiles(samples, n=100, method="inclusive")[-1]


def middle_p50(blocks: Sequence[Sequence[float]]) -> float:
    """The median of the blocks' medians: a block that something disturbed does not count."""
    return median(map(median, blocks))


def pooled_p99(blocks: Sequence[Sequence[float]]) -> float:
    """The 99th percentile over all blocks: what disturbed one of them does count."""
    return p99([sample for block in blocks for sample in block])
