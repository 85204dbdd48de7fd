"""When the documents do not answer: what binds an answer, and how sure an answer is."""
