"""Learns the reader's weights (``assistant/reading/reader.npz``); never runs in the program."""
