"""OpenTelemetry spans of answers, where a collector is configured; otherwise nothing is imported.

A span for the question and one under it for each stage, with numbers and short words only: no text
of questions or documents unless ``telemetry_text`` is set.
"""

from __future__ import annotations

import logging
import os
import threading
from typing import TYPE_CHECKING

from assistant.answer import Answer
from assistant.settings import Settings
from assistant.stages import Stages

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

logger = logging.getLogger(__name__)

_VARIABLES = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_PATIENCE = 2.0  # seconds for a collector that does not answer
_providers: dict[str, TracerProvider | None] = {}
_lock = threading.Lock()


def send(settings: Settings, stages: Stages, answer: Answer) -> None:
    """Send the spans of an answer, in the background; a collector that fails is no failure here.

    Args:
        settings: say where to, and whether texts may be sent.
        stages: the answer's.
        answer: as it is given.
    """
    endpoint = settings.telemetry_endpoint
    if not endpoint and not any(os.environ.get(name) for name in _VARIABLES):
        return
    provider = _provider(endpoint)
    if provider is None:
        return
    from opentelemetry.trace import set_span_in_context

    tracer = provider.get_tracer("rapporteur")
    whole = tracer.start_span("ask", start_time=stages.began)
    whole.set_attributes(
        {
            "rapporteur.status": answer.status,
            "rapporteur.method": str(answer.trace.get("method", "")),
            "rapporteur.language": answer.language,
            "rapporteur.citations": len(answer.citations),
            "rapporteur.confidence": answer.confidence,
            "rapporteur.notice": bool(answer.notice),
        }
    )
    if settings.telemetry_text:
        whole.set_attributes(
            {"rapporteur.question": answer.question, "rapporteur.answer": answer.answer}
        )
    context = set_span_in_context(whole)
    for stage in stages.found.values():
        span = tracer.start_span(stage.name, context=context, start_time=stage.began)
        span.set_attributes({f"rapporteur.{k}": value for k, value in stage.attributes.items()})
        span.end(stage.began + int(stage.seconds * 1e9))
    whole.end(stages.began + int(stages.seconds * 1e9))


def flush() -> None:
    """Send what has not been sent yet, for no longer than a moment."""
    for provider in list(_providers.values()):
        if provider is not None:
            provider.force_flush(int(_PATIENCE * 1000))


def _provider(endpoint: str) -> TracerProvider | None:
    """What sends spans to an endpoint, or None where the packages for it are missing."""
    with _lock:
        if endpoint not in _providers:
            _providers[endpoint] = _open(endpoint)
        return _providers[endpoint]


def _open(endpoint: str) -> TracerProvider | None:
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        logger.warning(
            "telemetry is configured but not installed (%s): pip install 'rapporteur[telemetry]'",
            error,
        )
        return None
    address = f"{endpoint.rstrip('/')}/v1/traces" if endpoint else None
    exporter = OTLPSpanExporter(endpoint=address, timeout=_PATIENCE)
    provider = TracerProvider(resource=Resource.create({"service.name": "rapporteur"}))
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider
