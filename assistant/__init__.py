"""Answering: a question becomes a verified answer whose every sentence is cited."""
