"""What administrators and meters see of the assistant: counts and times, and never who or what."""

from __future__ import annotations

import io
import json
import sys

import pytest
import structlog
from prometheus_client.parser import text_string_to_metric_families

from bot.kit.logs import log_to
from bot.kit.metrics import Metrics


def numbers(text: bytes) -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


def test_turns_sends_and_queues_are_counted() -> None:
    metrics = Metrics()
    metrics.turn("web", "answered", 0.02)
    metrics.turn("web", "failed", 0.5)
    metrics.sent("telegram", "bulk", "sent", 1.5)
    metrics.sent("telegram", "bulk", "sent", 2.5)
    metrics.sent("telegram", "bulk", "unknown", 3.0)
    found = numbers(metrics.text([("telegram", "bulk", "waiting", 40, 12.5)]))
    assert found["ocop_turn_seconds_count", "web", "answered"] == 1
    assert found["ocop_turn_seconds_sum", "web", "failed"] == 0.5
    assert found["ocop_sends_total", "telegram", "bulk", "sent"] == 2
    assert found["ocop_sends_total", "telegram", "bulk", "unknown"] == 1
    assert found["ocop_delivery_seconds_sum", "telegram", "bulk"] == 4.0, "what did not arrive took no time"
    assert found["ocop_queue_rows", "telegram", "bulk", "waiting"] == 40
    assert found["ocop_queue_age_seconds", "telegram", "bulk", "waiting"] == 12.5


def test_two_assistants_count_apart() -> None:
    one, other = Metrics(), Metrics()
    one.turn("web", "answered", 1)
    assert ("ocop_turn_seconds_count", "web", "answered") not in numbers(other.text([]))


@pytest.fixture
def logged() -> io.StringIO:
    return io.StringIO()


@pytest.mark.parametrize("level", ["info", "debug"])
def test_a_fault_is_logged_with_its_place_and_without_its_words(logged: io.StringIO, level: str) -> None:
    before = structlog.get_config()
    log_to(logged, level)
    try:
        try:
            raise ValueError("+84912345678 is not a number of Bà con")
        except ValueError as error:
            try:
                raise RuntimeError("again +84912345678") from error
            except RuntimeError:
                structlog.get_logger().exception("turn failed", channel="web")
    finally:
        structlog.configure(**before)
    line = json.loads(logged.getvalue())
    assert line["event"] == "turn failed"
    if level == "debug":
        assert "+84912345678" in line["exception"], "who asks for everything gets everything"
        return
    assert (line["fault"], line["because"]) == ("RuntimeError", "ValueError")
    assert "test_metrics.py:" in line["where"][-1]
    assert "+84912345678" not in logged.getvalue()
    assert sys.exc_info() == (None, None, None)
