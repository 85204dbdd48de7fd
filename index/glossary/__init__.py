"""The terms of a collection: what else a question's words are called, and what staff enter."""
