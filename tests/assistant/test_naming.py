"""Passages for a question that names something are found by the name."""

from assistant import Assistant
from assistant.settings import Settings

VALLEYS = ("Arden", "Borrow", "Calder", "Deben", "Esk", "Fal", "Gade", "Hamble", "Itchen", "Kennet")


def test_the_passage_with_the_name_is_among_those_that_are_read(tmp_path):
    texts = [
        f"# Mill report {number} of the {name} valley\n\nThe mill of the valley ground {number}00"
        f" tonnes of grain in {2000 + number}. The bakers of the valley bought its flour.\n"
        for number, name in enumerate(VALLEYS * 4, start=1)
    ]
    named = "# Visit\n\nA delegation from Okehaven came in May and stayed nine days.\n"
    for number, text in enumerate([*texts, named]):
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    with Assistant.open(settings=Settings(home=tmp_path / "home")) as assistant:
        assistant.ingest([tmp_path / f"{number}.md" for number in range(len(texts) + 1)])
        question = "How long was the mill of the valley looked at by people from Okehaven?"
        found = assistant.retrieve(assistant.prepare(question))
    assert any("Okehaven" in hit.passage.text for hit in found.parts[0].hits[:30])
