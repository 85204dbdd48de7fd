"""Answering: a question becomes a verified answer whose every sentence is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.chain import Assistant

__all__ = ["Assistant"]


def __getattr__(name: str) -> Any:
    """``from assistant import Assistant``, loaded when asked for: submodules stay light."""
    if name == "Assistant":
        from assistant.chain import Assistant

        return Assistant
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
