"""Figures that are watched, as Prometheus reads them; nothing in them is about a person."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from telegram.error import Forbidden, TelegramError

from knowledge import Answer, KnowledgeError

STAGES = ("queue", "place", "knowledge", "telegram", "update")
"""Waiting in the chat's lane; waiting for a free thread; the knowledge base; a message sent; all of an update."""
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """Counts and times what the bot does."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._questions = Counter("tanya_questions", "Questions by kind of answer.", ["kind"], registry=registry)
        self._abstained = Counter("tanya_abstentions", "Questions not answered from the documents.", registry=registry)
        self._errors = Counter("tanya_errors", "Updates that failed, by what failed.", ["kind"], registry=registry)
        self._stages = Histogram(
            "tanya_stage_seconds", "Time by stage of the work.", ["stage"], registry=registry, buckets=BUCKETS
        )
        self._queue = Gauge("tanya_queue_depth", "Updates waiting or being handled.", registry=registry)
        self._index = Gauge("tanya_index_version", "The served version of the index.", ["version"], registry=registry)
        for stage in STAGES:
            self._stages.labels(stage)

    def answered(self, answer: Answer) -> None:
        """Counts an answer."""
        self._questions.labels(answer.kind.value).inc()
        if answer.abstained:
            self._abstained.inc()

    def took(self, stage: str, seconds: float) -> None:
        """Notes how long a stage took."""
        self._stages.labels(stage).observe(seconds)

    def timed(self, stage: str) -> AbstractContextManager[object]:
        """Times a block as a stage."""
        return self._stages.labels(stage).time()

    def failed(self, error: BaseException | None) -> None:
        """Counts a failure; a person who has blocked the bot is none."""
        if isinstance(error, Forbidden):
            return
        kinds = {KnowledgeError: "knowledge", TelegramError: "telegram"}
        kind = next((name for kind, name in kinds.items() if isinstance(error, kind)), "other")
        self._errors.labels(kind).inc()

    def watch_queue(self, depth: Callable[[], int]) -> None:
        """Names what tells the depth of the queue."""
        self._queue.set_function(depth)

    def serves(self, version: str) -> None:
        """Notes which version of the index is served."""
        self._index.clear()
        if version:
            self._index.labels(version).set(int(version) if version.isdecimal() else 1)

    def written(self) -> bytes:
        """Returns all figures in Prometheus' text format."""
        return generate_latest(self._registry)
