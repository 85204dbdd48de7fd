"""Passages for a question that names something are found by the name."""

VALLEYS = ("Arden", "Borrow", "Calder", "Deben", "Esk", "Fal", "Gade", "Hamble", "Itchen", "Kennet")


def test_the_passage_with_the_name_is_among_those_that_are_read(over):
    texts = {
        f"{number}.md": f"# Mill report {number} of the {name} valley\n\nThe mill of the valley"
        f" ground {number}00 tonnes of grain in {2000 + number}. The bakers of the valley bought"
        " its flour.\n"
        for number, name in enumerate(VALLEYS * 4, start=1)
    }
    named = "# Visit\n\nA delegation from Okehaven came in May and stayed nine days.\n"
    assistant = over({**texts, "visit.md": named})
    question = "How long was the mill of the valley looked at by people from Okehaven?"
    found = assistant.retrieve(assistant.prepare(question))
    assert any("Okehaven" in hit.passage.text for hit in found.parts[0].hits[:30])
