"""Wording by a language model: numbered evidence in, streamed text with markers out.

The model rewrites what was found; it never adds to it (``assistant.verification.worded`` holds
every sentence against the evidence), and every failure ends in a ``ModelError`` within the
time-out, so that the extractive answer can be given.
"""

from __future__ import annotations

import contextlib
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

    _Received = queue.Queue[BaseMessage | Exception | None]

logger = logging.getLogger(__name__)

LANGUAGE_NAMES = {
    "zh": "中文",
    "en": "English",
    "fr": "français",
    "es": "español",
    "ru": "русский",
    "ar": "العربية",
}
_MARKER = re.compile(r"[\[【](\d{1,3}(?:\s*[,，、]\s*\d{1,3})*)[\]】]")
_DELIMITER = re.compile(r"<\s*/?\s*(?=(?:evidence|draft|question)\b)", re.IGNORECASE)
_END_REASONS = ("finish_reason", "stop_reason", "done_reason", "finishReason", "stopReason")
_CUT_OFF = frozenset({"length", "max_tokens", "MAX_TOKENS", "model_length"})
_REFUSED = frozenset({"content_filter", "SAFETY", "refusal"})
MAX_TEXT = 10_000  # characters; an answer has some hundred


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


def messages(
    question: str, language: str, evidence: Sequence[Evidence], draft: str
) -> tuple[str, str]:
    """What the model is told: the system and the user message.

    Args:
        question: the standalone question.
        language: ISO 639-1 code to answer in.
        evidence: the numbered passages.
        draft: the extractive answer.
    """
    return prompts.load("answer", language).fill(
        {
            "language": LANGUAGE_NAMES.get(language, language),
            "question": _disarmed(question),
            "evidence": "\n".join(map(_delimited, evidence)),
            "draft": _disarmed(draft),
        }
    )


def stream(model: BaseChatModel, system: str, user: str, timeout: float) -> Iterator[str]:
    """Ask the model and yield its text as it comes.

    Args:
        model: any LangChain chat model.
        system: the system message.
        user: the user message.
        timeout: seconds for the whole text; the model's own time-out covers only its silences.

    Raises:
        ModelError: the server refuses, stalls, breaks off, says nothing or does not stop; the
            message is one line.
    """
    from langchain_core.messages import HumanMessage, SystemMessage

    length, reason = 0, ""
    try:
        for chunk in _chunks(model, [SystemMessage(system), HumanMessage(user)], timeout):
            reason = _end_reason(chunk) or reason
            if piece := str(chunk.text):
                length += len(piece)
                if length > MAX_TEXT:
                    raise ModelError(f"it wrote more than {MAX_TEXT:,} characters")
                yield piece
    except ModelError:
        raise
    except Exception as error:  # each provider raises errors of its own kind
        logger.warning("the language model failed: %s", _first_line(error))
        raise ModelError(_first_line(error)) from error
    if fault := _fault(model, length, reason):
        raise ModelError(fault)


def _fault(model: BaseChatModel, length: int, reason: str) -> str:
    """Why a text that has ended cannot be taken for whole, or nothing."""
    if reason in _CUT_OFF:
        return "its text was cut off at the length limit"
    if reason in _REFUSED:
        return f"its server held the text back ({reason})"
    if not reason and model._llm_type == "openai-chat":  # always said there, by the interface
        return "its text broke off" if length else "it sent no text"
    return "" if length else "it sent no text"


def _end_reason(chunk: BaseMessage) -> str:
    """Why the text ends with this chunk, in the provider's word; empty where it goes on."""
    said = chunk.response_metadata
    return next((str(said[name]) for name in _END_REASONS if said.get(name)), "")


def _chunks(model: BaseChatModel, sent: list[BaseMessage], timeout: float) -> Iterator[BaseMessage]:
    """The model's text, read in a thread of its own so that the time-out holds for the whole.

    The client's time-out starts anew at each retry and at each keep-alive line of the server.
    """
    received: _Received = queue.Queue(maxsize=1000)
    abandoned = threading.Event()
    context = contextvars.copy_context()  # LangChain's callbacks travel in it
    reader = threading.Thread(
        target=context.run, args=(_read, model, sent, received, abandoned), daemon=True
    )
    reader.start()
    deadline = time.monotonic() + timeout
    try:
        while True:
            try:
                chunk = received.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise ModelError(f"no complete answer within {timeout:g} s") from None
            if chunk is None:
                return
            if isinstance(chunk, Exception):
                raise chunk
            if time.monotonic() > deadline:
                raise ModelError(f"no complete answer within {timeout:g} s")
            yield chunk
    finally:
        abandoned.set()


def _read(
    model: BaseChatModel, sent: list[BaseMessage], received: _Received, abandoned: threading.Event
) -> None:
    """Put the chunks of a text, then None or what went wrong, until nobody waits for them."""

    def put(item: BaseMessage | Exception | None) -> None:
        while not abandoned.is_set():
            with contextlib.suppress(queue.Full):
                received.put(item, timeout=0.5)
                return

    try:
        for chunk in model.stream(sent):
            if abandoned.is_set():
                return
            put(chunk)
        put(None)
    except Exception as error:  # noqa: BLE001 - raised again in the waiting thread
        put(error)


def _delimited(evidence: Evidence) -> str:
    return (
        f'<evidence number="{evidence.number}" source="{_disarmed(evidence.source)}">\n'
        f"{_disarmed(evidence.text)}\n</evidence>"
    )


def _disarmed(text: str) -> str:
    """Text that cannot close its own delimiter or forge a marker."""
    tame = _DELIMITER.sub("‹", text).replace('"', "'")
    return _MARKER.sub(r"(\1)", tame)


def _first_line(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    text = lines[0] if lines else type(error).__name__
    return "".join(char for char in text if char.isprintable())[:200]
