"""Learns the reader's weights (``assistant/reader.npz``); never runs in the program."""
