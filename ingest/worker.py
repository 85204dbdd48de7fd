"""Reading in separate processes, so that a file that hangs or crashes its reader costs only itself.

A worker is ``python -m ingest.worker``: it takes pickled requests on standard input and answers on
standard output. The standard library's process pool cannot stop one task, and when one worker dies
it fails every task; and its spawned children run the caller's main script again.
"""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import queue
import signal
import struct
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, BinaryIO

from ingest.document import Document
from ingest.errors import ReadError

logger = logging.getLogger(__name__)

_LENGTH = struct.Struct("!Q")


def read_document(data: bytes, name: str) -> Document:
    """Read one file and describe it.

    Args:
        data: the file's bytes.
        name: the name that the document will carry.

    Raises:
        ReadError: the file cannot be read, or holds no text.
    """
    from ingest.metadata import describe
    from ingest.readers import read
    from ingest.table_notes import notes_apart

    if not data:
        raise ReadError(name, "is empty")
    try:
        document = read(data, name)
        document.blocks = list(notes_apart(document.blocks))
        document = describe(document)
    except ReadError:
        raise
    except RecursionError as error:
        raise ReadError(name, "is nested too deeply to be read") from error
    except MemoryError as error:
        raise ReadError(name, "needs more memory than there is") from error
    except Exception as error:  # parsers meet damaged files with any error there is
        logger.warning("reading %s failed", name, exc_info=True)
        message = " ".join(str(error).split())[:200]
        reason = f"is damaged or of a kind that its reader does not know ({message or error!r})"
        raise ReadError(name, reason) from error
    if not document.blocks:
        raise ReadError(name, "holds no text")
    return document


class WorkerPool:
    """Processes that read files, with a time limit for each file."""

    def __init__(self, workers: int, time_limit: float) -> None:
        """Make the pool; processes start when there is work for them.

        Args:
            workers: how many processes.
            time_limit: seconds a file may take.
        """
        self._limit = time_limit
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        self._workers = [_Worker() for _ in range(workers)]
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="reading")

    def submit(self, data: bytes, name: str) -> Future[Document]:
        """Start reading a file; the future holds the document or raises ReadError."""
        return self._threads.submit(self._read, data, name)

    def close(self) -> None:
        """Stop all processes, at work or not."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.close()

    def _read(self, data: bytes, name: str) -> Document:
        worker = self._idle.get()
        try:
            return worker.read(data, name, self._limit)
        finally:
            self._idle.put(worker)


class _Worker:
    """One process, started when first used and again after it had to be stopped."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._lock = threading.Lock()  # a thread may be about to start it while the pool closes

    def read(self, data: bytes, name: str, limit: float) -> Document:
        process = self._started(name)
        expired = threading.Event()

        def stop() -> None:
            expired.set()
            process.kill()

        timer = threading.Timer(limit, stop)
        timer.start()
        try:
            document, reason = self._exchange(process, data, name)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            with self._lock:
                self._stop()
            reason = "made its reader crash: the file is probably damaged"
            if expired.is_set():
                reason = f"took longer than {limit:g} seconds to read and was given up"
            raise ReadError(name, reason) from error
        finally:
            timer.cancel()
        if document is None:
            raise ReadError(name, reason)
        return document

    def close(self) -> None:
        """Stop the process and start none again."""
        with self._lock:
            self._closed = True
            self._stop()

    def _stop(self) -> None:
        if self._process is not None:
            stop_process(self._process)
            self._process = None

    def _started(self, name: str) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise ReadError(name, "was not read: reading was stopped")
            if self._process is None or self._process.poll() is not None:
                self._stop()
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "ingest.worker"],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=None if logger.isEnabledFor(logging.DEBUG) else subprocess.DEVNULL,
                    env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                )
            return self._process

    @staticmethod
    def _exchange(
        process: subprocess.Popen[bytes], data: bytes, name: str
    ) -> tuple[Document | None, str]:
        if process.stdin is None or process.stdout is None:
            raise EOFError
        send(process.stdin, (data, name))
        reply: tuple[Document | None, str] = receive(process.stdout)
        return reply


def stop_process(process: subprocess.Popen[bytes]) -> None:
    """End a worker, at work or not."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):  # what was still buffered has no reader any more
                pipe.close()


def ignore_interrupts() -> None:
    """In a worker: the calling process decides what an interrupt means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def send(pipe: Any, message: object) -> None:
    """Write one message, to be read by ``receive`` at the other end of a pipe.

    Raises:
        OSError: the other end is closed.
    """
    payload = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(payload)))
    pipe.write(payload)
    pipe.flush()


def receive(pipe: Any) -> Any:
    """Read one message.

    Raises:
        EOFError: the other end is closed.
    """
    header = pipe.read(_LENGTH.size)
    if len(header) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(header)
    payload = pipe.read(length)
    if len(payload) < length:
        raise EOFError
    return pickle.loads(payload)


def main() -> None:
    """Answer requests until standard input ends."""
    ignore_interrupts()
    replies: BinaryIO = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the replies
    while True:
        try:
            data, name = receive(sys.stdin.buffer)
        except EOFError:
            return
        try:
            reply: tuple[Document | None, str] = (read_document(data, name), "")
        except ReadError as error:
            reply = (None, error.reason)
        send(replies, reply)


if __name__ == "__main__":
    main()
