"""How long each stage of an answer took, for the trace and for telemetry."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Stage:
    """A stage of an answer; one that runs several times adds up.

    Attributes:
        name: ``understand``, ``expand``, ``search``, ``rank``, ``answer``, ``model`` or ``verify``.
        began: nanoseconds since 1970 when it first ran.
        seconds: spent in it.
        attributes: what it found, without any text of questions or documents.
    """

    name: str
    began: int
    seconds: float = 0.0
    attributes: dict[str, int | float | str | bool] = field(default_factory=dict)


class Stages:
    """The stages of one answer, in the order in which they first ran."""

    def __init__(self) -> None:
        self.began = time.time_ns()
        self._clock = time.perf_counter()
        self.found: dict[str, Stage] = {}

    @contextmanager
    def __call__(self, name: str) -> Iterator[Stage]:
        """Count the time of a block to a stage, which the block may give attributes."""
        stage = self.found.setdefault(name, Stage(name, time.time_ns()))
        begun = time.perf_counter()
        try:
            yield stage
        finally:
            stage.seconds += time.perf_counter() - begun

    @property
    def seconds(self) -> float:
        """Seconds since the first stage began."""
        return time.perf_counter() - self._clock

    def milliseconds(self) -> dict[str, float]:
        """Milliseconds of each stage by its name, and of the whole as ``all``."""
        spent = {stage.name: round(stage.seconds * 1000, 2) for stage in self.found.values()}
        return spent | {"all": round(self.seconds * 1000, 2)}
