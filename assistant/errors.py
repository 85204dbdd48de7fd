"""Errors of answering."""

from __future__ import annotations

from ingest.errors import RapporteurError


class HistoryError(RapporteurError):
    """A conversation that is not in the contract's form."""


class QuestionError(RapporteurError):
    """A question that cannot be asked: empty, or far too long."""


class ModelError(RapporteurError):
    """A language model cannot be set up or does not answer; the extractive answer stands in."""
