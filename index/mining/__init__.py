"""Terms that documents state themselves: abbreviations beside their names, names of codes."""
