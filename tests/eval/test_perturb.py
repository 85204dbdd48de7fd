"""Near misses: questions like one that is answered, which the documents do not answer."""

import random

from eval.perturb import near_misses, untold


def made(text, places=()):
    return dict(near_misses(text, random.Random(1), places))


def test_a_year_gives_way_to_another():
    changed = made("How many courses were held in 2023?")["year"]
    assert "2023" not in changed
    assert changed.startswith("How many courses were held in ")


def test_a_place_gives_way_to_one_that_the_documents_know():
    changed = made("Who runs the lab in Kenya?", ["Kenya", "Malawi", "肯尼亚"])["known place"]
    assert changed == "Who runs the lab in Malawi?"


def test_without_another_place_none_is_made():
    assert "known place" not in made("Who runs the lab in Kenya?", ["Kenya"])


def test_untold_details_are_asked_in_the_language_of_the_question():
    assert all(
        "DT Lab" in text and text.isascii()
        for text in untold("DT Lab", "What is the DT Lab?", random.Random(1))
    )
    assert all("？" in text for text in untold("DT Lab", "DT Lab是什么？", random.Random(1)))
