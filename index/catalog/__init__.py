"""The one truth: collections, documents under their names, blocks, passages, vectors, terms."""
