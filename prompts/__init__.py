"""The instructions given to a language model: one readable file per prompt and language."""
