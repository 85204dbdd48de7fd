"""Answers from running text: which sentences say it, and which of their words."""
