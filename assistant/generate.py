"""Wording by a language model: numbered evidence in, streamed text with markers out.

The model rewrites what was found; it never adds to it. Markers that point nowhere are removed,
a text without any marker is refused, and every failure ends in the extractive answer.
"""

from __future__ import annotations

import contextvars
import logging
import queue
import re
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import prompts
from assistant.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

logger = logging.getLogger(__name__)

NOT_FOUND = "NOT_FOUND"
LANGUAGE_NAMES = {
    "zh": "中文",
    "en": "English",
    "fr": "français",
    "es": "español",
    "ru": "русский",
    "ar": "العربية",
}
_NUMBERS = r"[\[【]\d{1,3}(?:\s*[,，、]\s*\d{1,3})*[\]】]"
_MARKER = re.compile(rf"\s?{_NUMBERS}")
_SENTENCE_END = re.compile(
    rf"(?:[。！？；]|[.!?](?=\s|[\[【]|$)|\n)[”’\"』」）)]*(?:\s?{_NUMBERS})*\s*"
)
_DELIMITER = re.compile(r"<\s*/?\s*(?=(?:evidence|draft)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A numbered piece of evidence as the model sees it."""

    number: int
    source: str
    text: str


def open_model(
    name: str, base_url: str, api_key: str, timeout: float, temperature: float
) -> BaseChatModel:
    """The chat model that the settings name.

    Args:
        name: ``provider:model`` as ``init_chat_model`` takes it, such as ``openai:gpt-4o-mini``.
        base_url: address of an OpenAI-compatible server, or empty for the provider's own.
        api_key: the key; empty uses the provider's environment variable or a keyless server.
        timeout: seconds to wait for the server.
        temperature: sampling temperature.

    Raises:
        ModelError: the name or its provider package is unknown; the message says what to install.
    """
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {"timeout": timeout, "temperature": temperature, "max_retries": 1}
    if base_url:
        options["base_url"] = base_url
    if api_key or base_url:
        options["api_key"] = api_key or "none"
    try:
        model: BaseChatModel = init_chat_model(name, **options)
    except ImportError as error:
        raise ModelError(f"llm {name!r}: {error}") from error
    except Exception as error:  # each provider raises errors of its own kind
        raise ModelError(f"llm {name!r} cannot be set up: {_first_line(error)}") from error
    return model


def stream(
    model: BaseChatModel,
    question: str,
    language: str,
    evidence: Sequence[Evidence],
    draft: str,
    timeout: float,
) -> Iterator[str]:
    """Ask the model and yield its text as it comes.

    Args:
        model: any LangChain chat model.
        question: the standalone question.
        language: ISO 639-1 code to answer in.
        evidence: the numbered passages.
        draft: the extractive answer.
        timeout: seconds for the whole text; the model's own time-out covers only its silences.

    Raises:
        ModelError: the server refuses, stalls, or breaks off; the message is one line.
    """
    from langchain_core.messages import HumanMessage, SystemMessage

    system, user = prompts.load("answer", language).fill(
        {
            "language": LANGUAGE_NAMES.get(language, language),
            "question": question,
            "evidence": "\n".join(map(_delimited, evidence)),
            "draft": _disarmed(draft),
        }
    )
    try:
        yield from _pieces(model, [SystemMessage(system), HumanMessage(user)], timeout)
    except Exception as error:  # each provider raises errors of its own kind
        logger.warning("the language model failed: %s", error)
        raise ModelError(_first_line(error)) from error


def _pieces(model: BaseChatModel, messages: list[BaseMessage], timeout: float) -> Iterator[str]:
    """The model's text, read in a thread of its own so that the time-out holds for the whole.

    The client's time-out starts anew at each retry and at each keep-alive line of the server.
    """
    received: queue.Queue[str | Exception | None] = queue.Queue()
    abandoned = threading.Event()

    def read() -> None:
        try:
            for chunk in model.stream(messages):
                if abandoned.is_set():
                    return
                received.put(str(chunk.text))
            received.put(None)
        except Exception as error:  # noqa: BLE001 - raised again below, in the waiting thread
            received.put(error)

    context = contextvars.copy_context()  # LangChain's callbacks travel in it
    threading.Thread(target=context.run, args=(read,), daemon=True).start()
    deadline = time.monotonic() + timeout
    try:
        while True:
            try:
                piece = received.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise TimeoutError(f"no complete answer within {timeout:g} s") from None
            if piece is None:
                return
            if isinstance(piece, Exception):
                raise piece
            if piece:
                yield piece
    finally:
        abandoned.set()


def marked_sentences(text: str, count: int) -> list[tuple[str, tuple[int, ...]]]:
    """The sentences of a model's text, each with the evidence numbers it points to.

    Args:
        text: what the model wrote.
        count: how many pieces of evidence there were; markers beyond it are dropped.

    Returns:
        sentences without their markers, with the numbers in order of appearance.
    """
    sentences: list[tuple[str, tuple[int, ...]]] = []
    for piece in _split_marked(text):
        markers = " ".join(match.group() for match in _MARKER.finditer(piece))
        numbers = map(int, re.findall(r"\d+", markers))
        kept = tuple(dict.fromkeys(number for number in numbers if 1 <= number <= count))
        words = _MARKER.sub("", piece).strip()
        if words and any(char.isalnum() for char in words):
            sentences.append((words, kept))
    return sentences


def _split_marked(text: str) -> list[str]:
    """Cut after each sentence end and the markers that follow it."""
    pieces, begin = [], 0
    for match in _SENTENCE_END.finditer(text):
        pieces.append(text[begin : match.end()])
        begin = match.end()
    pieces.append(text[begin:])
    return [piece for piece in pieces if piece.strip()]


def _delimited(evidence: Evidence) -> str:
    return (
        f'<evidence number="{evidence.number}" source="{_disarmed(evidence.source)}">\n'
        f"{_disarmed(evidence.text)}\n</evidence>"
    )


def _disarmed(text: str) -> str:
    """Text that cannot close its own delimiter or forge a marker."""
    tame = _DELIMITER.sub("‹", text).replace('"', "'")
    return re.sub(_NUMBERS, lambda match: f"({match.group()[1:-1]})", tame)


def _first_line(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[0] if lines else type(error).__name__)[:200]
