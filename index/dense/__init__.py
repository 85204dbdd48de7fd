"""Vector search by FAISS, over segments that are written once; only here faiss is imported."""
