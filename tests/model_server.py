"""A small OpenAI-compatible chat server over real HTTP, whose model name says how it behaves."""

import json
import re
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def _evidence(prompt: str) -> dict[int, str]:
    found = re.findall(r'<evidence number="(\d+)"[^>]*>\n(.*?)\n</evidence>', prompt, re.DOTALL)
    return {int(number): text for number, text in found}


def _last_line(prompt: str) -> str:
    return _evidence(prompt)[1].splitlines()[-1]


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


def unsure(prompt: str) -> str:
    """Says that the evidence does not answer."""
    return "NOT_FOUND"


REPLIES: dict[str, Callable[[str], str]] = {
    reply.__name__: reply for reply in (faithful, mute, astray, liar, unsure)
}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test output quiet."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(body)
        model = body["model"]
        if model == "broken":
            self._json(500, {"error": {"message": "the model crashed", "type": "server_error"}})
        elif self.headers.get("Authorization") == "Bearer wrong":
            self._json(401, {"error": {"message": "bad key", "type": "invalid_request_error"}})
        else:
            self._stream(model, "\n".join(message["content"] for message in body["messages"]))

    def _json(self, status: int, data: dict) -> None:
        payload = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
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
        text = REPLIES.get(model, faithful)(prompt)
        for start in range(0, len(text), 12):
            self._event(model, {"content": text[start : start + 12]}, None)
            if model == "truncated" and start >= 12:
                return
        self._event(model, {}, "stop")
        self.wfile.write(b"data: [DONE]\n\n")

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


class ModelServer:
    """The server on a free loopback port, as a context manager.

    ``url`` is its base address, ``requests`` the bodies it was sent, ``stall`` the seconds for
    which the model called ``stalling`` says nothing.
    """

    def __init__(self, stall: float = 5.0) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._server.requests = []
        self._server.stall = stall
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    @property
    def requests(self) -> list[dict]:
        return self._server.requests

    def __enter__(self) -> "ModelServer":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
