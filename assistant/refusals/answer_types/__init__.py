"""Typed tests of details: a name is no role, a day is no month, a country no continent.

Each takes the words of a text and the letters of the question (``letters.plain``).
"""
