"""Figures of running text, worked out: which are asked about, what each is of, and the result."""
