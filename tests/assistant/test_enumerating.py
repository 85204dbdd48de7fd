"""An enumeration begins with its first item and ends with its last, whatever stands around them."""

import pytest

from assistant.reading.enumerating import enumeration


@pytest.mark.parametrize(
    ("text", "piece", "whole"),
    [
        (
            "The trainer on fuels, built in a container, will visit Tema, Walvis Bay and Durban in"
            " the spring.",
            "Durban",
            "Tema, Walvis Bay and Durban",
        ),
        (
            "The plan names E1 an open council, E2 branches abroad, and E3 staff skills and ideas.",
            "branches",
            "E1 an open council, E2 branches abroad, and E3 staff skills and ideas",
        ),
        (
            "In 2025, after the flood, the school bought a boat, an engine and four vests.",
            "engine",
            "a boat, an engine and four vests",
        ),
        (
            "It was paid for by the State of Lagos, two banks and the Bay Fund (BF), which is new.",
            "banks",
            "the State of Lagos, two banks and the Bay Fund (BF)",
        ),
        (
            "The grant covers cleaning of tanks, repair of pumps and the training of guards.",
            "repair",
            "cleaning of tanks, repair of pumps and the training of guards",
        ),
    ],
)
def test_it_is_found_from_a_piece(text, piece, whole):
    start = text.index(piece)
    found = enumeration(text, start, start + len(piece))
    assert found is not None
    (begin, end), number = found
    assert (text[begin:end], number) == (whole, 3)


@pytest.mark.parametrize(
    "text",
    [
        "The boat was sold in May, and the engine in June.",
        "It has 1,200 members and 40 boats.",
        "The keeper, who came late, lit the lamp.",
    ],
)
def test_two_things_or_clauses_are_none(text):
    assert enumeration(text, 4, 8) is None
