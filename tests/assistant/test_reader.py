"""The reader finds the words that answer, and the sentence that they stand in."""

import numpy as np
import pytest

from assistant.question import subject
from assistant.reading.extract import TOLD
from assistant.reading.match import Matcher
from assistant.reading.reader import Needs, needs, read
from assistant.reading.reader_features import MOST_WORDS, cut
from index.static import shipped_model

SENTENCES = [
    "城北图书馆由建筑师李明华设计，1998年落成。",
    "城南图书馆每天早上九点开门。",
    "市政府在2011年为城北图书馆拨款300万元修缮。",
]


def reading(question, sentences):
    vectors = shipped_model()
    told = np.zeros((len(sentences), TOLD), dtype=np.float32)
    return read(question, sentences, told, Matcher(subject(question), vectors, sentences), vectors)


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("城北图书馆是由谁设计的？", 0, "李明华"),
        ("城北图书馆是哪一年落成的？", 0, "1998年"),
        ("城南图书馆几点开门？", 1, "九点"),
        ("市政府拨款多少修缮城北图书馆？", 2, "300万元"),
    ],
)
def test_the_answer_to_a_question_is_found_among_sentences(question, sentence, answer):
    found = reading(question, SENTENCES)
    assert int(np.argmax(found.odds())) == sentence
    best = found.best(sentence, needs(question))
    assert answer in SENTENCES[sentence][best.start : best.end]
    assert best.end - best.start <= len(answer) + 6


def test_sentences_that_do_not_answer_are_told_from_those_that_do():
    asked = "城北图书馆是由谁设计的？"
    answered = reading(asked, SENTENCES).odds().max()
    assert reading(asked, SENTENCES[1:]).odds().max() < answered


def test_a_sentence_is_read_alike_whatever_stands_beside_it():
    alone = reading("城南图书馆几点开门？", SENTENCES[1:2]).best(0, Needs())
    together = reading("城南图书馆几点开门？", SENTENCES).best(1, Needs())
    assert (alone.start, alone.end) == (together.start, together.end)


def test_what_the_question_cannot_do_without_is_insisted_on():
    text = "3. 1998年，李明华、王芳和张强为城北图书馆筹得12万元。"
    found = reading("城北图书馆", [text])
    told = []
    for needed in (Needs(date=True), Needs(number=True), Needs(items=True)):
        best = found.best(0, needed)
        told.append(text[best.start : best.end])
    assert "1998年" in told[0]
    assert any(figure in told[1] for figure in ("1998", "12万"))
    assert "李明华、王芳和张强" in told[2]


def test_very_long_and_empty_sentences_are_no_obstacle():
    long = "图书馆、" * (MOST_WORDS * 2)
    found = reading("城北图书馆是由谁设计的？", [long, "", "。"])
    assert len(found.odds()) == 3
    for number in range(3):
        best = found.best(number, Needs(number=True, items=True))
        assert 0 <= best.start <= best.end <= len(long)


def test_the_words_of_a_sentence_are_all_of_it():
    for text in (*SENTENCES, "Open  9:30–18:45, Mr. Li’s “Lab”\n(2021)"):
        words = cut(text)
        assert "".join(words.texts) == text
        assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == words.texts
