"""Spans of an answer, sent to a small OTLP collector over real HTTP."""

import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from assistant import Assistant, telemetry
from assistant.settings import Settings

ASKED = "2023年举办了多少期培训班？"


class _Collector(BaseHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Keep the test output quiet."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.bodies.append((self.path, body))
        self.send_response(200)
        self.send_header("Content-Type", "application/x-protobuf")
        self.end_headers()


@pytest.fixture
def collector():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Collector)
    server.bodies = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def no_exporter(monkeypatch):
    """No collector of the environment, and none left over from another test."""
    for name in ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(telemetry, "_providers", {})


def address(server):
    return f"http://127.0.0.1:{server.server_port}"


def spans(server):
    """The spans received, by name, each with its attributes."""
    found = {}
    for path, body in server.bodies:
        assert path == "/v1/traces"
        request = ExportTraceServiceRequest.FromString(body)
        for resource in request.resource_spans:
            for scope in resource.scope_spans:
                for span in scope.spans:
                    found[span.name] = span
    return found


def attributes(span):
    return {
        pair.key.removeprefix("rapporteur."): getattr(pair.value, pair.value.WhichOneof("value"))
        for pair in span.attributes
    }


def test_each_stage_is_a_span_under_that_of_the_answer(paper_home, collector):
    settings = Settings(home=paper_home, telemetry_endpoint=address(collector))
    with Assistant.open(settings=settings) as assistant:
        answer = assistant.ask(ASKED)
    found = spans(collector)
    assert set(found) == {"ask", "understand", "expand", "search", "rank", "answer"}
    whole = found.pop("ask")
    assert attributes(whole)["status"] == answer.status == "answered"
    assert attributes(whole)["citations"] == len(answer.citations)
    assert attributes(found["search"])["passages"] > 0
    assert attributes(found["answer"])["method"] == answer.trace["method"]
    for span in found.values():
        assert span.parent_span_id == whole.span_id
        assert span.trace_id == whole.trace_id
        assert whole.start_time_unix_nano <= span.start_time_unix_nano
        assert span.start_time_unix_nano <= span.end_time_unix_nano


def test_no_text_is_sent_unless_asked_for(paper_home, collector):
    where = {"home": paper_home, "telemetry_endpoint": address(collector)}
    with Assistant.open(settings=Settings(**where)) as assistant:
        assistant.ask(ASKED)
    sent = b"".join(body for _, body in collector.bodies)
    assert "培训班".encode() not in sent
    assert b"plan-2023" not in sent
    with Assistant.open(settings=Settings(telemetry_text=True, **where)) as assistant:
        answer = assistant.ask(ASKED)
    told = attributes(spans(collector)["ask"])
    assert told["question"] == ASKED
    assert told["answer"] == answer.answer


def test_the_usual_variable_names_the_collector_too(paper_home, collector, monkeypatch):
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", address(collector))
    with Assistant.open(settings=Settings(home=paper_home)) as assistant:
        assistant.ask(ASKED)
    assert "search" in spans(collector)


def test_a_collector_that_is_not_there_delays_nobody_and_breaks_nothing(paper_home):
    settings = Settings(home=paper_home, telemetry_endpoint="http://127.0.0.1:9")
    with Assistant.open(settings=settings) as assistant:
        answer = assistant.ask(ASKED)
    assert answer.status == "answered"
    assert answer.seconds < 2


def test_nothing_is_imported_or_sent_without_a_collector(paper_home, collector):
    program = (
        "import sys; from assistant import Assistant; from assistant.settings import Settings\n"
        f"with Assistant.open(settings=Settings(home={str(paper_home)!r})) as a: a.ask({ASKED!r})\n"
        "print([name for name in sys.modules if name.startswith('opentelemetry')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
    assert collector.bodies == []
