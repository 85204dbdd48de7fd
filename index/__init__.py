"""Finding: the catalogue, the keyword and vector indexes, and the search that fuses them."""
