"""Reading: files become documents of addressed blocks, blocks become passages."""
