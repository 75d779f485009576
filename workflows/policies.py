"""Every timeout and retry policy of the workflows, by name."""

from datetime import timedelta
from typing import Final

from temporalio.common import RetryPolicy

RECORD_TIMEOUT: Final = timedelta(seconds=30)
"""How long one attempt to record a batch may take."""

RECORD_RETRIES: Final = RetryPolicy(
    initial_interval=timedelta(milliseconds=200),
    backoff_coefficient=2,
    maximum_interval=timedelta(seconds=10),
)
"""Recording is tried until it succeeds: a database that is down delays the records, nothing else."""

EFFECT_TIMEOUT: Final = timedelta(minutes=5)
"""How long one attempt at an effect may take: a hundred thousand opinions are counted in seconds."""

EFFECT_RETRIES: Final = RetryPolicy(
    initial_interval=timedelta(milliseconds=500),
    backoff_coefficient=2,
    maximum_interval=timedelta(seconds=30),
)
"""An effect is tried until it succeeds: it is the same once as twice."""

SWEEP_TIMEOUT: Final = timedelta(hours=1)
"""How long one attempt at a page of a sweep may take, as long as it heartbeats."""

SWEEP_HEARTBEAT: Final = timedelta(seconds=30)
"""A page that reaches no unit for so long has died with its worker."""

SWEEP_RETRIES: Final = RetryPolicy(
    initial_interval=timedelta(seconds=1),
    backoff_coefficient=2,
    maximum_interval=timedelta(seconds=30),
)
"""A page of a sweep is tried until it succeeds; no unit is reached twice by it."""

DISPATCH_TIMEOUT: Final = timedelta(hours=2)
"""How long one dispatcher may take, as long as it heartbeats; it goes home well before."""

DISPATCH_HEARTBEAT: Final = timedelta(seconds=60)
"""A dispatcher that is silent for so long has died with its worker; the next one takes over."""

DISPATCH_RETRIES: Final = RetryPolicy(
    initial_interval=timedelta(seconds=1),
    backoff_coefficient=2,
    maximum_interval=timedelta(seconds=30),
)
"""There is always a dispatcher: a database that is down delays what is said, and nothing else."""

DISPATCH_PAUSE: Final = timedelta(minutes=1)
"""How long nothing is dispatched after an operator has ended a dispatcher by hand."""

DIGEST_TIMEOUT: Final = timedelta(hours=1)
"""How long one attempt at digests may take, as long as it heartbeats."""

DIGEST_HEARTBEAT: Final = timedelta(seconds=30)
"""Digests that get no further for so long have died with their worker."""

DIGEST_PATIENCE: Final = timedelta(hours=9)
"""A digest is of use on its own day; the next morning has its own."""

DIGEST_RETRIES: Final = RetryPolicy(
    initial_interval=timedelta(seconds=1),
    backoff_coefficient=2,
    maximum_interval=timedelta(minutes=1),
)
"""Digests are tried again until the day is over; none is written twice."""

EXPORT_TIMEOUT: Final = timedelta(hours=2)
"""How long one attempt at a page of dossiers may take, as long as it heartbeats."""

EXPORT_HEARTBEAT: Final = timedelta(seconds=30)
"""Dossiers that get no further for so long have died with their worker."""

EXPORT_RETRIES: Final = RetryPolicy(
    initial_interval=timedelta(seconds=1),
    backoff_coefficient=2,
    maximum_interval=timedelta(minutes=1),
)
"""A page of dossiers is tried until it succeeds; what is exported already is not made again."""
