"""Sample documents written for the project, questions over them, the script that makes them."""
