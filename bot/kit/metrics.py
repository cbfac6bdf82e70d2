"""What is counted and timed while the assistant runs, for Prometheus. Nothing here knows a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, Info, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.kit.reception import Reception
from bot.kit.version import own_version

TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300)


@dataclass(frozen=True, slots=True)
class Gauge:
    """A figure as it is at this moment, with a value for each `label`, or one without."""

    name: str
    text: str
    label: str
    values: tuple[tuple[str, float], ...]


class Metrics:
    """The counters of one assistant; an assistant in a test has its own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        Info("ocop_build", "Which version runs.", registry=self._registry).info({"version": own_version()})
        self._turns = Histogram(
            "ocop_turn_seconds", "Turns by outcome.", ("channel", "outcome"), buckets=_SECONDS, registry=self._registry
        )
        self._sends = Counter(
            "ocop_sends", "What became of messages.", ("channel", "lane", "outcome"), registry=self._registry
        )
        self._waits = Histogram(
            "ocop_delivery_seconds",
            "From being written to having been delivered.",
            ("channel", "lane"),
            buckets=_SECONDS,
            registry=self._registry,
        )

    def follow(self, receptions: Mapping[str, Reception]) -> None:
        """From now on what these channels know of themselves is told too."""
        self._registry.register(_Channels(receptions))

    def turn(self, channel: str, outcome: str, seconds: float) -> None:
        """One update was answered, or was not."""
        self._turns.labels(channel, outcome).observe(seconds)

    def sent(self, channel: str, lane: str, outcome: str, seconds: float | None) -> None:
        """One try to deliver has ended; `seconds` since the message was written, when it has arrived."""
        self._sends.labels(channel, lane, outcome).inc()
        if outcome == "sent" and seconds is not None:
            self._waits.labels(channel, lane).observe(seconds)

    def text(self, queues: Iterable[tuple[str, str, str, int, float]], gauges: Iterable[Gauge] = ()) -> bytes:
        """Everything, with the queues as they are: channel, lane, state, rows, seconds that the oldest waits."""
        now: list[Collector] = [_Queues(list(queues)), _Gauges(list(gauges))]
        return generate_latest(self._registry) + b"".join(generate_latest(_once(collector)) for collector in now)


def _once(collector: Collector) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(collector)
    return registry


class _Gauges(Collector):
    def __init__(self, gauges: list[Gauge]) -> None:
        self._gauges = gauges

    def collect(self) -> Iterable[GaugeMetricFamily]:
        for gauge in self._gauges:
            family = GaugeMetricFamily(gauge.name, gauge.text, labels=[gauge.label] if gauge.label else [])
            for of, value in gauge.values:
                family.add_metric([of] if gauge.label else [], value)
            yield family


class _Channels(Collector):
    """Whether each channel hears and speaks, looked at when somebody asks."""

    def __init__(self, receptions: Mapping[str, Reception]) -> None:
        self._receptions = receptions

    def collect(self) -> Iterable[Metric]:
        hears = GaugeMetricFamily("ocop_channel_hears", "1 while what people write comes in.", labels=("channel",))
        speaks = GaugeMetricFamily("ocop_channel_speaks", "1 while messages are taken.", labels=("channel",))
        since = GaugeMetricFamily(
            "ocop_channel_last_seconds",
            "Seconds since the platform answered (asked), a person was heard, a message was taken (sent).",
            labels=("channel", "what"),
        )
        failures = CounterMetricFamily("ocop_channel_failures", "Tries in vain.", labels=("channel", "part"))
        for name, reception in self._receptions.items():
            hears.add_metric((name,), not reception.trouble)
            speaks.add_metric((name,), reception.speaks)
            moments: dict[str, datetime | None] = {
                "asked": reception.asked_at,
                "heard": reception.heard_at,
                "sent": reception.sent_at,
            }
            for what, at in moments.items():
                if at:
                    since.add_metric((name, what), max(0.0, (reception.clock() - at).total_seconds()))
            for part, times in reception.failures.items():
                failures.add_metric((name, part), times)
        return hears, speaks, since, failures


class _Queues(Collector):
    def __init__(self, queues: list[tuple[str, str, str, int, float]]) -> None:
        self._queues = queues

    def collect(self) -> Iterable[GaugeMetricFamily]:
        labels = ("channel", "lane", "state")
        depth = GaugeMetricFamily("ocop_queue_rows", "Messages that wait.", labels=labels)
        age = GaugeMetricFamily("ocop_queue_age_seconds", "How long the oldest waits.", labels=labels)
        for channel, lane, state, rows, seconds in self._queues:
            depth.add_metric((channel, lane, state), rows)
            age.add_metric((channel, lane, state), seconds)
        return depth, age
