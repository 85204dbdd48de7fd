"""Holding a language model's sentences against the passages that they cite."""
