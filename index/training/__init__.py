"""Training and measuring the built-in bilingual embedding; never imported by the program itself."""
