"""The reader's training: what it learns from, and that what it learns is what the program runs."""

import random

import numpy as np
import pytest
import torch

from assistant.question import subject
from assistant.reading import reader
from assistant.reading.extract import TOLD
from assistant.reading.match import Matcher
from assistant.reading.reader_features import cut
from eval.reader_training.cloze import clozes
from eval.reader_training.examples import Candidates, Vocabulary, example
from eval.reader_training.gloss import gloss
from eval.reader_training.learn import examine, learn, report
from eval.reader_training.network import LONGEST, Network, sentence_scores
from eval.reader_training.packed import Packed, pack
from index.static import shipped_model

QUESTIONS = [
    ("图书馆由谁设计？", "李明华", ["图书馆由李明华设计。", "图书馆每天九点开门。"]),
    ("图书馆几点开门？", "九点", ["图书馆由李明华设计。", "图书馆每天九点开门。"]),
    ("谁设计了车站？", "陈明", ["车站在城南。", "车站由陈明设计，1998年落成。"]),
]
TOLD_OF = np.random.default_rng(0).uniform(0, 1, (4, TOLD))


def examples(held_out=False):
    vectors, vocabulary = shipped_model(), Vocabulary()
    made = []
    for question, answer, texts in QUESTIONS:
        found = candidates(question, answer, texts)
        made.append(example("pair", question, answer, found, vocabulary, vectors, held_out))
    return made, vocabulary.vectors(vectors)


def candidates(question, answer, texts):
    matcher = Matcher(subject(question), shipped_model(), texts)
    right = [answer in text for text in texts]
    return Candidates(texts, TOLD_OF[: len(texts)], right, matcher)


def packed(held_out=False):
    return Packed(pack(*examples(held_out)), LONGEST, "cpu")


def test_the_gold_stretch_is_the_words_of_the_answer():
    made, _ = examples()
    for (_, answer, texts), one in zip(QUESTIONS, made, strict=True):
        place, more = one.gold[0]
        number = one.sentence[place]
        first = int(np.argmax(one.sentence == number))
        words = cut(texts[number]).texts[place - first : place - first + more + 1]
        assert "".join(words) == answer


def test_packed_examples_come_out_as_they_went_in():
    made, vectors = examples()
    batch = packed().batch([1, 2])
    for row, one in enumerate(made[1:]):
        places = len(one.words)
        assert batch.words[row, :places].tolist() == one.words.tolist()
        assert batch.sentence[row].tolist()[:places] == one.sentence.tolist()
        assert not (batch.sentence[row, places:] >= 0).any()
        assert np.abs(batch.numbers[row, :places].numpy() - one.numbers).max() < 0.01
        assert [tuple(place) for place in batch.gold[row].nonzero().tolist()] == [
            tuple(place) for place in one.gold.tolist()
        ]
    assert np.abs(packed().vectors.numpy() - vectors).max() < 0.01


def test_a_question_can_be_shown_without_the_sentences_that_answer():
    batch = packed().batch([0, 1], without=torch.tensor([True, False]))
    assert batch.right.tolist() == [[False, False], [False, True]]
    assert 0 not in batch.sentence[0].tolist()
    assert not batch.gold[0].any()
    assert batch.gold[1].any()


def test_learning_makes_the_answers_and_their_sentences_likelier():
    learned = packed()
    chances = []
    for epochs in (1, 40):
        network = learn(learned, epochs, seed=0, rate=5e-3)
        batch = learned.batch([0, 1, 2])
        with torch.no_grad():
            scores, _ = network(batch)
        gold = scores.masked_fill(~batch.gold, -1e9).flatten(1)
        whole = torch.logsumexp(scores.flatten(1), 1)
        chances.append(float((torch.logsumexp(gold, 1) - whole).mean()))
    assert chances[1] > chances[0] + 1
    best = sentence_scores(scores, batch).argmax(1)
    assert all(batch.right[row, one] for row, one in enumerate(best))


def test_what_is_held_out_is_examined_and_not_learned_from():
    network = learn(packed(), 40, seed=0, rate=5e-3)
    held = examine(network, packed(held_out=True))
    assert len(held) == len(QUESTIONS)
    assert all(one.right_sentence for one in held)
    (line,) = report(held)
    assert line.startswith("pair: 3 held out")
    assert not examine(network, packed())


def test_the_program_scores_as_the_network_does(monkeypatch):
    learned = packed()
    network = learn(learned, 3, seed=0)
    weights = {name: value.astype(np.float32) for name, value in network.exported().items()}
    monkeypatch.setattr(reader, "weights", lambda: weights)
    for number, (question, answer, texts) in enumerate(QUESTIONS):
        found = candidates(question, answer, texts)
        told = found.told.astype(np.float32)
        reading = reader.read(question, texts, told, found.matcher, shipped_model())
        with torch.no_grad():
            scores, none = network(learned.batch([number]))
        possible = scores[0].numpy() > -1e3
        assert ((reading.scores > -1e3) == possible).all()
        # Half precision, and vectors in 255 steps, cost the second decimal.
        assert np.abs(reading.scores - scores[0].numpy())[possible].max() < 0.1
        assert reading.none == pytest.approx(float(none[0]), abs=0.1)


def test_an_untrained_network_has_what_the_program_needs():
    learned = packed()
    sizes = (learned.size("numbers"), learned.size("told"), learned.size("wanted"))
    exported = Network(learned.vectors, *sizes).exported()
    shipped = reader.weights()
    assert {name: value.shape for name, value in exported.items()} == {
        name: value.shape for name, value in shipped.items()
    }


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
