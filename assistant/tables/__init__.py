"""Answers from table cells and from figures in text: found, computed, compared, cited."""
