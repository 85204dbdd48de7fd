"""The reader's training: what it learns from, and that what it learns is what the program runs."""

import random

import numpy as np
import pytest
import torch

from assistant.question import subject
from assistant.reading import reader
from assistant.reading.extract import TOLD
from assistant.reading.match import Matcher
from eval.reader_training.cloze import clozes
from eval.reader_training.examples import Candidates, Vocabulary, example
from eval.reader_training.gloss import gloss
from eval.reader_training.network import Network, batch, train
from index.static import shipped_model

QUESTIONS = [
    ("图书馆由谁设计？", "李明华", ["图书馆由李明华设计。", "图书馆每天九点开门。"]),
    ("图书馆几点开门？", "九点", ["图书馆由李明华设计。", "图书馆每天九点开门。"]),
    ("谁设计了车站？", "陈明", ["车站在城南。", "车站由陈明设计，1998年落成。"]),
]


def examples():
    vectors, vocabulary = shipped_model(), Vocabulary()
    made = []
    for question, answer, texts in QUESTIONS:
        matcher = Matcher(subject(question), vectors, texts)
        right = [answer in text for text in texts]
        found = Candidates(texts, np.zeros((len(texts), TOLD)), right, matcher)
        made.append(example(question, answer, "p", found, vocabulary, vectors))
    return made, vocabulary.vectors(vectors)


def test_the_gold_stretch_is_the_words_of_the_answer():
    made, _ = examples()
    for (_, answer, _), one in zip(QUESTIONS, made, strict=True):
        place, more = one.gold[0]
        number = one.sentence[place]
        first = int(np.argmax(one.sentence == number))
        words = one.sentences[number].texts[place - first : place - first + more + 1]
        assert "".join(words) == answer


def test_training_makes_the_answers_likelier():
    made, vectors = examples()
    chances = []
    for epochs in (1, 30):
        network = train(made, vectors, epochs=epochs, seed=0, rate=5e-3)
        with torch.no_grad():
            scores = network(batch(made))
        gold = [row[tuple(one.gold[0])] for row, one in zip(scores, made, strict=True)]
        chances.append(float((torch.stack(gold) - torch.logsumexp(scores.flatten(1), 1)).mean()))
    assert chances[1] > chances[0] + 1


def test_the_program_scores_as_the_network_does(monkeypatch):
    made, vectors = examples()
    network = train(made, vectors, epochs=3, seed=0)
    weights = {name: value.astype(np.float32) for name, value in network.exported().items()}
    monkeypatch.setattr(reader, "weights", lambda: weights)
    for (question, _, texts), one in zip(QUESTIONS, made, strict=True):
        matcher = Matcher(subject(question), shipped_model(), texts)
        told = reader.read(question, texts, matcher, shipped_model()).scores
        with torch.no_grad():
            network.told.weight.zero_()
            scored = network(batch([one]))[0].numpy()
        possible = scored > -1e3
        assert ((told > -1e3) == possible).all()
        # The network's scores have a constant more; half precision costs the third decimal.
        apart = (told - scored)[possible]
        assert apart.max() - apart.min() < 0.05


def test_an_untrained_network_has_what_the_program_needs():
    vectors = shipped_model().embed(["", "一"])
    assert set(Network(vectors).exported()) == set(reader.weights())


def test_a_made_question_lacks_its_answer_and_its_sentences_hold_it():
    pairs = [
        ("They met in Geneva because the hall was closed.", "因为大厅关闭，他们在日内瓦开会。"),
        ("She borrowed twelve books from the library in 2019.", "2019年她从图书馆借了12本书。"),
        ("Tom wrote a letter to the director on Monday.", "汤姆星期一给主任写了一封信。"),
        ("The museum is a large building near the river.", "博物馆是河边的一座大楼。"),
    ]  # fmt: skip
    made = list(clozes(pairs, 4, shipped_model(), random.Random(0)))
    assert made
    for one in made:
        held = [one.answer in text for text in one.found.texts]
        assert any(a and b for a, b in zip(held, one.found.right, strict=True))
        assert one.answer not in one.question


@pytest.mark.parametrize(
    ("question", "asked", "word"),
    [("谁设计了这座图书馆？", "who", "librar"), ("会议在哪一年举行？", "which year", "meeting")],
)
def test_a_chinese_question_is_asked_in_english_words(question, asked, word):
    glosses = [gloss(question, shipped_model(), random.Random(seed)) for seed in range(8)]
    assert all(asked in one for one in glosses)
    assert any(word in one for one in glosses)
    assert not any("\u3400" <= char <= "\u9fff" for one in glosses for char in one)
