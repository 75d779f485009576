"""Metrics: Temporal's and our own, at one Prometheus address."""

import logging
from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from temporalio.common import MetricMeter
from temporalio.runtime import (
    LogForwardingConfig,
    LoggingConfig,
    PrometheusConfig,
    Runtime,
    TelemetryConfig,
    TelemetryFilter,
)

_LAG: Final = "phaseline_record_lag"
_LAG_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0, 300.0, 3600.0)


class MetricsUnavailable(Exception):
    """The metrics cannot be served at the address that was asked for."""

    def __init__(self, address: str, error: ValueError) -> None:
        super().__init__(
            f"The metrics cannot be served at {address}: {error}. "
            "Name another address with PHASELINE_METRICS, such as 127.0.0.1:9464."
        )


def new_runtime(metrics: str | None) -> Runtime:
    """The runtime of the process, to be handed to `Runtime.set_default` before anything connects.

    What Temporal's core logs goes through `logging`. Where `metrics` names an `ip:port`,
    Prometheus finds the metrics there under `/metrics`, for as long as somebody holds the runtime;
    durations are in seconds.

    Raises:
        MetricsUnavailable: the address is taken or not one of this machine.
    """
    logs = LoggingConfig(
        filter=TelemetryFilter(core_level="WARN", other_level="ERROR"),
        forwarding=LogForwardingConfig(
            logger=logging.getLogger("temporalio.core"),
            append_target_to_name=False,
            prepend_target_on_message=False,
        ),
    )
    if metrics is None:
        return Runtime(telemetry=TelemetryConfig(logging=logs))
    served = PrometheusConfig(
        bind_address=metrics,
        durations_as_seconds=True,
        histogram_bucket_overrides={_LAG: _LAG_BUCKETS},
    )
    try:
        return Runtime(
            telemetry=TelemetryConfig(logging=logs, metrics=served, attach_service_name=False)
        )
    except ValueError as error:
        raise MetricsUnavailable(metrics, error) from error


class Metrics:
    """The figures of a worker, on the meter of a runtime (`runtime.metric_meter`) or on none.

    Commands are counted where they are decided, by the workflows.
    """

    def __init__(self, meter: MetricMeter = MetricMeter.noop) -> None:
        self._lag = meter.create_histogram_float(
            _LAG, "From the instant of an event to its row in the records", "s"
        )
        self._outbox = meter.create_gauge(
            "phaseline_outbox_depth", "Events that this process is carrying to the records"
        )
        self._open_units = meter.create_gauge(
            "phaseline_open_units", "Units of a campaign whose workflow is open"
        )
        self._messages = meter.create_counter(
            "phaseline_messages", "Attempts to send a message, by channel and outcome"
        )
        self._carried = 0

    def dispatched(self, channel: str, outcome: str) -> None:
        """Note what came of one attempt to send a message."""
        self._messages.add(1, {"channel": channel, "outcome": outcome})

    def recorded(self, lag: timedelta) -> None:
        """Note how long an event was on its way to its row."""
        self._lag.record(lag.total_seconds())

    @contextmanager
    def carrying(self, events: int) -> Generator[None]:
        """Count `events` of an outbox as being carried to the records, for as long as it takes."""
        self._carry(events)
        try:
            yield
        finally:
            self._carry(-events)

    def open_units(self, campaign: str, count: int) -> None:
        """Note how many units of a campaign are open."""
        self._open_units.set(count, {"campaign": campaign})

    def _carry(self, events: int) -> None:
        self._carried += events
        self._outbox.set(self._carried)
