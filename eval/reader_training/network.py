"""The network of ``assistant.reading.network`` in torch."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from eval.reader_training.packed import Batch

LONGEST, LAYERS, QUESTION_LAYERS, ATTENDING, POOLING = 30, 3, 2, 0, 1  # as in the program
SCALE, OUT = 8.0, -1e4
HIDDEN, TOPIC = 96, 48
VECTOR, TAG, ENDING, JUDGE = 64, 12, 8, 32
WIDTH, QUESTION_WIDTH = 5, 3
SHARPNESS = 8.0
TAGS, ENDINGS = 80, 4097  # parts of speech and buckets, and what is not filled
HELD = 4


class Network(nn.Module):
    """Scores every stretch of up to ``LONGEST`` words of an example's sentences.

    Args:
        vectors: of the vocabulary (words, d); they are not trained.
        numbers: that are told of each word.
        told: numbers that are known of each sentence before it is read.
        wanted: kinds of what a question may ask for.
        dropout: share of the inputs and of the layers' outputs left out.
    """

    def __init__(
        self, vectors: Tensor, numbers: int, told: int, wanted: int, dropout: float = 0.3
    ) -> None:
        super().__init__()
        size = vectors.shape[1]
        self.table = nn.Embedding.from_pretrained(vectors, freeze=True)
        self.vector = nn.Linear(size, VECTOR)
        self.tags = nn.Embedding(TAGS, TAG, padding_idx=0)
        self.endings = nn.Embedding(ENDINGS, ENDING, padding_idx=0)
        nn.init.normal_(self.tags.weight, 0, 0.3)
        nn.init.normal_(self.endings.weight, 0, 0.1)
        self.align = nn.Linear(size, VECTOR, bias=False)
        nn.init.orthogonal_(self.align.weight)
        self.sharpness = nn.Parameter(torch.tensor(SHARPNESS))
        self.word = nn.Linear(3 * VECTOR + 1 + TAG + ENDING + numbers, HIDDEN)
        self.question_word = nn.Linear(VECTOR + TAG, HIDDEN)
        self.question_conv = _convolutions(QUESTION_LAYERS, QUESTION_WIDTH)
        self.question_topic = nn.Linear(HIDDEN, TOPIC)
        self.around = nn.Linear(3 * size, TOPIC)
        self.wanted = nn.Linear(wanted, TOPIC)
        self.topic = nn.Linear(TOPIC, TOPIC)
        self.film = nn.ModuleList(nn.Linear(TOPIC, 2 * HIDDEN) for _ in range(LAYERS))
        self.conv = _convolutions(LAYERS, WIDTH)
        self.query, self.key, self.value, self.answered = (
            nn.Linear(HIDDEN, HIDDEN) for _ in range(4)
        )
        self.pool = nn.Linear(2 * HIDDEN, HIDDEN)
        for part in ("start", "stop", "inside"):
            self.add_module(part, nn.Linear(HIDDEN, 1))
            self.add_module(f"{part}_topic", nn.Linear(TOPIC, HIDDEN))
        self.length = nn.Linear(TOPIC, LONGEST)
        self.holds = nn.Linear(TOPIC, HELD)
        self.told = nn.Linear(told, 1, bias=False)
        self.judge = nn.Linear(told + 2 * HIDDEN + TOPIC, JUDGE)
        self.judge_out = nn.Linear(JUDGE, 1)
        self.none = nn.Linear(2 * HIDDEN + TOPIC, JUDGE)
        self.none_out = nn.Linear(JUDGE, 1)
        for start_from_nothing in (self.holds, self.judge_out):
            nn.init.zeros_(start_from_nothing.weight)
            nn.init.zeros_(start_from_nothing.bias)
        self.dropout = nn.Dropout(dropout)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Scores of the stretches (examples, places, LONGEST), and of none (examples,)."""
        inside = (batch.sentence >= 0).float()[:, :, None]
        # The same parts of the vectors are left out of all words of an example: much less to draw.
        kept = self.dropout(inside.new_ones(len(inside), 1, self.table.embedding_dim))
        vectors, asked = self.table(batch.words) * kept, self.table(batch.question) * kept
        question = self._question(self.vector(asked), batch)
        topic = self._topic(batch, question)
        state = self._looked_at(batch, vectors, asked) * inside
        for layer, (film, conv) in enumerate(zip(self.film, self.conv, strict=True)):
            gain, shift = film(topic).chunk(2, -1)
            mixed = conv(state.transpose(1, 2)).transpose(1, 2)
            mixed = torch.relu(mixed * (1 + gain[:, None]) + shift[:, None])
            state = (state + self.dropout(mixed)) * inside
            if layer == ATTENDING:
                said = self._attended(state, question, batch)
                state = (state + self.dropout(said)) * inside
            if layer == POOLING:
                whole = torch.relu(self.pool(_pooled(state, batch)))
                state = (state + self.dropout(_of_sentence(whole, batch))) * inside
        scores = self._stretches(batch, state, topic, inside[..., 0])
        scores = scores + _of_sentence(self._known(batch, state, topic), batch)
        ends = _reaching(batch.sentence, -1)
        whole_ones = (ends == batch.sentence[:, :, None]) & (batch.sentence >= 0)[:, :, None]
        return scores.masked_fill(~whole_ones, OUT), self._none(state, topic, inside)

    def _question(self, asked: Tensor, batch: Batch) -> Tensor:
        there = batch.asked.float()[:, :, None]
        state = torch.relu(
            self.question_word(torch.cat([asked, self.tags(batch.question_tags)], -1))
        )
        state = state * there
        for conv in self.question_conv:
            mixed = torch.relu(conv(state.transpose(1, 2)).transpose(1, 2))
            state = (state + self.dropout(mixed)) * there
        return state

    def _topic(self, batch: Batch, question: Tensor) -> Tensor:
        topic = self.around(self.dropout(batch.around.flatten(1))) + self.wanted(batch.wanted)
        highest = question.masked_fill(~batch.asked[:, :, None], OUT).amax(1)
        return torch.tanh(self.topic(torch.tanh(topic + self.question_topic(highest))))

    def _looked_at(self, batch: Batch, vectors: Tensor, asked: Tensor) -> Tensor:
        words = self.vector(vectors)
        ours = functional.normalize(self.align(vectors), dim=-1)
        theirs = functional.normalize(self.align(asked), dim=-1)
        likeness = (ours @ theirs.transpose(1, 2)).masked_fill(~batch.asked[:, None], -1.0)
        weights = (likeness * self.sharpness).masked_fill(~batch.asked[:, None], OUT)
        nearest = torch.softmax(weights, -1) @ self.vector(asked)
        seen = [words, self.tags(batch.tags), self.dropout(self.endings(batch.endings))]
        compared = [nearest, nearest * words, likeness.amax(-1, keepdim=True)]
        return torch.relu(self.word(torch.cat([*seen, batch.numbers, *compared], -1)))

    def _attended(self, state: Tensor, question: Tensor, batch: Batch) -> Tensor:
        likeness = self.query(state) @ self.key(question).transpose(1, 2) / HIDDEN**0.5
        weights = torch.softmax(likeness.masked_fill(~batch.asked[:, None], OUT), -1)
        return torch.relu(self.answered(state * (weights @ self.value(question))))

    def _stretches(self, batch: Batch, state: Tensor, topic: Tensor, inside: Tensor) -> Tensor:
        begins = self._part("start", state, topic)
        ends = self._part("stop", state, topic)
        within = self._part("inside", state, topic) * inside
        scores = begins[:, :, None] + _reaching(ends) + _sums(within)
        scores = scores + self.length(topic)[:, None, :]
        for column, worth in zip(batch.held.unbind(-1), self.holds(topic).unbind(-1), strict=True):
            scores = scores + worth[:, None, None] * (_sums(column) > 0.5)
        whole: Tensor = scores
        return whole

    def _part(self, name: str, state: Tensor, topic: Tensor) -> Tensor:
        fixed: Tensor = getattr(self, name)(state)[..., 0]
        asked: Tensor = getattr(self, f"{name}_topic")(topic)[:, None]
        return fixed + (state * asked).sum(-1) / SCALE

    def _known(self, batch: Batch, state: Tensor, topic: Tensor) -> Tensor:
        topics = topic[:, None].expand(-1, batch.told.shape[1], -1)
        seen = torch.cat([self.dropout(batch.told), _pooled(state, batch), topics], -1)
        judged: Tensor = self.judge_out(self.dropout(torch.relu(self.judge(seen))))
        known: Tensor = self.told(batch.told)
        return known + judged

    def _none(self, state: Tensor, topic: Tensor, inside: Tensor) -> Tensor:
        mean = state.sum(1) / (inside.sum(1) + 1e-6)
        seen = torch.cat([state.amax(1), mean, topic], -1)
        score: Tensor = self.none_out(torch.relu(self.none(seen)))[..., 0]
        return score

    def exported(self) -> dict[str, np.ndarray]:
        """The weights under the program's names, in half precision."""
        kept = {}
        for name, value in self.state_dict().items():
            if not name.startswith("table."):
                name = name if name not in ("tags.weight", "endings.weight") else name[:-7]
                kept[name] = value.cpu().numpy().astype(np.float16)
        return kept


def sentence_scores(scores: Tensor, batch: Batch) -> Tensor:
    """Logarithms of the sums over each sentence's stretches (examples, sentences)."""
    places = torch.logsumexp(scores, -1)
    return torch.stack(
        [
            torch.logsumexp(places.masked_fill(batch.sentence != number, OUT), 1)
            for number in range(batch.told.shape[1])
        ],
        1,
    )


def _convolutions(count: int, width: int) -> nn.ModuleList:
    return nn.ModuleList(nn.Conv1d(HIDDEN, HIDDEN, width, padding=width // 2) for _ in range(count))


def _pooled(state: Tensor, batch: Batch) -> Tensor:
    """The mean and the highest of each sentence's words (examples, sentences, 2 hidden)."""
    inside = (batch.sentence >= 0).float()[:, :, None]
    number, count = batch.sentence.clamp(min=0), batch.told.shape[1]
    belongs = functional.one_hot(number, count).float() * inside
    mean = belongs.transpose(1, 2) @ state / (belongs.sum(1)[..., None] + 1e-6)
    lowest = state.new_zeros(len(state), count, state.shape[-1])
    places = number[..., None].expand(-1, -1, state.shape[-1])
    return torch.cat([mean, lowest.scatter_reduce(1, places, state * inside, "amax")], -1)


def _of_sentence(values: Tensor, batch: Batch) -> Tensor:
    """The value of each place's sentence (examples, places, ...)."""
    number = batch.sentence.clamp(min=0)
    return torch.gather(values, 1, number[..., None].expand(-1, -1, values.shape[-1]))


def _reaching(values: Tensor, empty: int = 0) -> Tensor:
    """The values at the last places of all stretches (examples, places, LONGEST)."""
    return functional.pad(values, (0, LONGEST - 1), value=empty).unfold(1, LONGEST, 1)


def _sums(values: Tensor) -> Tensor:
    """The values of all places of all stretches added up (examples, places, LONGEST)."""
    sums = torch.cumsum(values, 1)
    return _reaching(sums) - (sums - values)[:, :, None]
