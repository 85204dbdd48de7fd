"""Measuring: question sets, metrics, runs, reports and comparisons."""
