"""A small OpenAI-compatible chat server over real HTTP, whose model name says how it behaves."""

import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def evidence(prompt: str) -> dict[int, str]:
    """The numbered evidence of a prompt."""
    found = re.findall(r'<evidence number="(\d+)"[^>]*>\n(.*?)\n</evidence>', prompt, re.DOTALL)
    return {int(number): text for number, text in found}


def _last_line(prompt: str) -> str:
    return evidence(prompt)[1].splitlines()[-1]


def faithful(prompt: str) -> str:
    """Copies the last line of the first piece of evidence, with its marker."""
    return f"{_last_line(prompt)} [1]"


def mute(prompt: str) -> str:
    """Copies the evidence but leaves the markers out."""
    return _last_line(prompt)


def astray(prompt: str) -> str:
    """Points to evidence that there is not, beside one that there is."""
    return f"{_last_line(prompt)} [1][97]"


def liar(prompt: str) -> str:
    """Changes every digit of the evidence."""
    text = re.sub(r"\d", lambda digit: str((int(digit.group()) + 3) % 10), _last_line(prompt))
    return f"{text} [1]"


def half(prompt: str) -> str:
    """A true sentence and then a false one."""
    return f"{faithful(prompt)} {liar(prompt)}"


def unsure(prompt: str) -> str:
    """Says that the evidence does not answer."""
    return "NOT_FOUND"


def empty(prompt: str) -> str:
    """Says nothing."""
    return ""


REPLIES: dict[str, Callable[[str], str]] = {
    reply.__name__: reply for reply in (faithful, mute, astray, liar, half, unsure, empty)
}
ENDS = {"cut": "length", "filtered": "content_filter"}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test output quiet."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(body)
        model = body["model"]
        prompt = "\n".join(message["content"] for message in body["messages"])
        if model == "broken":
            self._json(500, {"error": {"message": "the model crashed", "type": "server_error"}})
        elif model == "busy":
            self._json(429, {"error": {"message": "too many requests", "type": "rate_limit"}})
        elif model == "page":
            self._body(200, "text/html", b"<html><body>Please log in</body></html>")
        elif model == "other":
            self._json(200, {"answer": "42"})
        elif self.headers.get("Authorization") == "Bearer wrong":
            self._json(
                401, {"error": {"message": "bad key wrong", "type": "invalid_request_error"}}
            )
        else:
            try:
                self._stream(model, prompt)
            except (BrokenPipeError, ConnectionResetError):
                return  # the client has given up, as it should

    def _json(self, status: int, data: dict) -> None:
        self._body(status, "application/json", json.dumps(data).encode())

    def _body(self, status: int, content_type: str, payload: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def _stream(self, model: str, prompt: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        if model == "stalling":
            time.sleep(self.server.stall)
            return
        if model == "garbage":
            self.wfile.write(b'data: {"id": "1", "choices": [{"delta": {"content": "P2 \n\n')
            return
        if model in ("endless", "dripping", "silent"):
            self._without_end(model)
            return
        if model == "huge":
            self._event(model, {"content": "The budget grew. " * 1_000_000}, None)
            return
        reply = self.server.script if model == "scripted" else REPLIES.get(model, faithful)
        text = reply(prompt)
        for start in range(0, len(text), 12):
            self._event(model, {"content": text[start : start + 12]}, None)
            if model == "truncated" and start >= 12:
                return
            if model == "resetting" and start >= 12:
                self._reset()
                return
        self._event(model, {}, ENDS.get(model, "stop"))
        self.wfile.write(b"data: [DONE]\n\n")

    def _without_end(self, model: str) -> None:
        """Words without end, or a word now and then, or keep-alive lines."""
        until = time.monotonic() + self.server.stall
        while time.monotonic() < until:
            if model == "silent":
                self.wfile.write(b": keep-alive\n\n")
                self.wfile.flush()
            else:
                self._event(model, {"content": "and so on "}, None)
            time.sleep(0.0005 if model == "endless" else 0.1)

    def _reset(self) -> None:
        """Break the connection off without a goodbye."""
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.connection.close()

    def _event(self, model: str, delta: dict, finish: str | None) -> None:
        chunk = {
            "id": "1",
            "object": "chat.completion.chunk",
            "created": 0,
            "model": model,
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        }
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that a behaviour has broken off is no error."""


class ModelServer:
    """The server on a free loopback port, as a context manager.

    Attributes:
        url: its base address.
        requests: the bodies it was sent.
        script: what the model called ``scripted`` replies to a prompt.
    """

    def __init__(self, stall: float = 5.0) -> None:
        """``stall``: seconds for which some models say nothing, or say too much."""
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.requests = []
        self._server.stall = stall
        self._server.script = faithful
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    @property
    def requests(self) -> list[dict]:
        return self._server.requests

    @property
    def script(self) -> Callable[[str], str]:
        return self._server.script

    @script.setter
    def script(self, reply: Callable[[str], str]) -> None:
        self._server.script = reply

    def __enter__(self) -> "ModelServer":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
