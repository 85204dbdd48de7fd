"""Showing: the command line, the web page and the HTTP API."""
