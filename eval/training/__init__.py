"""What the models learn from, beside the data sets that ``eval/README.md`` names."""
