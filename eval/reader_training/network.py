"""The network of ``assistant.reading.reader`` in torch, and its training."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from assistant.reading.extract import TOLD, ranker
from assistant.reading.reader import GAP, LAYERS, LONGEST
from assistant.reading.reader_features import ASKED, ENDINGS, NUMBERS, TAGS, contents
from eval.reader_training.examples import Example, Floats

log = logging.getLogger(__name__)

HIDDEN = 64
TOPIC = 32
WIDTH = 5
BATCH = 16
_SCALE = 8.0
_OUT = -1e4


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples side by side, filled up with gaps; the first axis is that of the examples."""

    words: Tensor
    numbers: Tensor
    tags: Tensor
    endings: Tensor
    sentence: Tensor
    held: Tensor
    told: Tensor
    wanted: Tensor
    around: Tensor


class Network(nn.Module):
    """Scores every stretch of up to ``LONGEST`` words of an example's sentences.

    Besides what the reader keeps, it weighs what the ranker knew of the sentences, so that the
    words only have to tell what that does not; these weights start as the ranker's and are dropped.

    Args:
        vectors: of the vocabulary (words, d); they are not trained.
        dropout: share of the inputs and of the layers' outputs left out.
    """

    def __init__(self, vectors: Floats, dropout: float = 0.3) -> None:
        super().__init__()
        size = vectors.shape[1]
        self.table = nn.Embedding.from_pretrained(torch.from_numpy(vectors), freeze=True)
        self.vector = nn.Linear(size, 40)
        self.tags = nn.Embedding(len(TAGS) + 2, 12, padding_idx=0)
        self.endings = nn.Embedding(ENDINGS + 1, 8, padding_idx=0)
        nn.init.normal_(self.tags.weight, 0, 0.3)
        nn.init.normal_(self.endings.weight, 0, 0.1)
        self.word = nn.Linear(40 + 12 + 8 + NUMBERS, HIDDEN)
        self.around = nn.Linear(3 * size, TOPIC)
        self.wanted = nn.Linear(len(ASKED), TOPIC)
        self.topic = nn.Linear(TOPIC, TOPIC)
        self.film = nn.ModuleList(nn.Linear(TOPIC, 2 * HIDDEN) for _ in range(LAYERS))
        self.conv = nn.ModuleList(
            nn.Conv1d(HIDDEN, HIDDEN, WIDTH, padding=WIDTH // 2) for _ in range(LAYERS)
        )
        for part in ("start", "stop", "inside"):
            self.add_module(part, nn.Linear(HIDDEN, 1))
            self.add_module(f"{part}_topic", nn.Linear(TOPIC, HIDDEN))
        self.length = nn.Linear(TOPIC, LONGEST)
        self.holds = nn.Linear(TOPIC, 4)
        nn.init.zeros_(self.holds.weight)
        nn.init.zeros_(self.holds.bias)
        self.told = nn.Linear(TOLD, 1, bias=False)
        known = torch.tensor(ranker()[:TOLD], dtype=torch.float32)
        self.told.weight.data.copy_(known[None])
        self.dropout = nn.Dropout(dropout)

    def forward(self, batch: Batch) -> Tensor:
        """Scores (examples, places, LONGEST)."""
        inside = (batch.sentence >= 0).float()
        topic = self.around(self.dropout(batch.around.flatten(1))) + self.wanted(batch.wanted)
        topic = torch.tanh(self.topic(torch.tanh(topic)))
        state = self._state(batch, topic, inside[:, :, None])
        begins = self._part("start", state, topic)
        ends = self._part("stop", state, topic)
        within = self._part("inside", state, topic) * inside
        scores = begins[:, :, None] + _reaching(ends) + _sums(within)
        scores = scores + self.length(topic)[:, None, :]
        for column, worth in zip(batch.held.unbind(-1), self.holds(topic).unbind(-1), strict=True):
            scores = scores + worth[:, None, None] * (_sums(column) > 0.5)
        told = self.told(batch.told)[..., 0]
        scores = scores + torch.gather(told, 1, batch.sentence.clamp(min=0))[:, :, None]
        whole = _reaching(batch.sentence, -1) == batch.sentence[:, :, None]
        scored: Tensor = scores.masked_fill(~(whole & (batch.sentence >= 0)[:, :, None]), _OUT)
        return scored

    def _state(self, batch: Batch, topic: Tensor, inside: Tensor) -> Tensor:
        # The same parts of the vectors are left out of all words of an example: much less to draw.
        kept = self.dropout(torch.ones(len(inside), 1, self.table.embedding_dim))
        looked = torch.cat(
            [
                self.vector(self.table(batch.words) * kept),
                self.tags(batch.tags),
                self.dropout(self.endings(batch.endings)),
                batch.numbers,
            ],
            -1,
        )
        state = torch.relu(self.word(looked)) * inside
        for film, conv in zip(self.film, self.conv, strict=True):
            gain, shift = film(topic).chunk(2, -1)
            mixed = conv(state.transpose(1, 2)).transpose(1, 2)
            mixed = torch.relu(mixed * (1 + gain[:, None]) + shift[:, None])
            state = (state + self.dropout(mixed)) * inside
        return state

    def _part(self, name: str, state: Tensor, topic: Tensor) -> Tensor:
        fixed: Tensor = getattr(self, name)(state)[..., 0]
        asked: Tensor = getattr(self, f"{name}_topic")(topic)[:, None]
        return fixed + (state * asked).sum(-1) / _SCALE

    def exported(self) -> dict[str, np.ndarray]:
        """The weights under the reader's names, in half precision."""
        names = {f"film.{n}": f"film{n}" for n in range(LAYERS)}
        names |= {f"conv.{n}": f"conv{n}" for n in range(LAYERS)}
        kept = {}
        for key, value in self.state_dict().items():
            owner, _, kind = key.rpartition(".")
            if owner in ("table", "told"):
                continue
            name = names.get(owner, owner)
            name = name if name in ("tags", "endings") else f"{name}.{kind}"
            kept[name] = value.numpy().astype(np.float16)
        return kept


def _reaching(values: Tensor, empty: int = 0) -> Tensor:
    """The values at the last places of all stretches (examples, places, LONGEST)."""
    return functional.pad(values, (0, LONGEST - 1), value=empty).unfold(1, LONGEST, 1)


def _sums(values: Tensor) -> Tensor:
    """The values of all places of all stretches added up (examples, places, LONGEST)."""
    sums = torch.cumsum(values, 1)
    return _reaching(sums) - (sums - values)[:, :, None]


def train(
    examples: Sequence[Example], vectors: Floats, epochs: int, seed: int, rate: float = 2e-3
) -> Network:
    """Maximise the chance of the answers' stretches among all stretches of an example.

    Args:
        examples: those without an answer that can be told are left out.
        vectors: of the vocabulary.
        epochs: how often each is seen.
        seed: of everything random.
        rate: highest learning rate of AdamW; it rises and falls in one cycle.
    """
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # several wait for each other longer than they work
    draw = random.Random(seed)
    network = Network(vectors)
    kept = [example for example in examples if len(example.gold)]
    trained = [p for p in network.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=rate, weight_decay=1e-2)
    steps = epochs * (len(kept) // BATCH + 2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, rate, total_steps=steps, pct_start=0.1
    )
    for epoch in range(epochs):
        network.train()
        losses = []
        for chunk in _chunks(kept, draw):
            loss = _loss(network(batch(chunk)), chunk)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(trained, 2.0)
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
        log.info("epoch %d of %d: loss %.3f", epoch + 1, epochs, np.mean(losses))
    return network.eval()


def batch(chunk: Sequence[Example]) -> Batch:
    """Examples side by side."""
    places = max(len(example.words) for example in chunk)
    sentences = max(len(example.told) for example in chunk)

    def side_by_side(arrays: Sequence[np.ndarray], length: int, empty: float = 0) -> Tensor:
        whole = np.full((len(arrays), length, *arrays[0].shape[1:]), empty, arrays[0].dtype)
        for row, array in zip(whole, arrays, strict=True):
            row[: len(array)] = array
        return torch.from_numpy(whole)

    return Batch(
        words=side_by_side([e.words for e in chunk], places),
        numbers=side_by_side([e.numbers for e in chunk], places),
        tags=side_by_side([e.tags for e in chunk], places),
        endings=side_by_side([e.endings for e in chunk], places),
        sentence=side_by_side([e.sentence for e in chunk], places, -1),
        held=side_by_side([contents(e.numbers) for e in chunk], places),
        told=side_by_side([e.told for e in chunk], sentences),
        wanted=torch.from_numpy(np.stack([e.asked.wanted for e in chunk])),
        around=torch.from_numpy(np.stack([e.asked.around for e in chunk])),
    )


def _chunks(examples: list[Example], draw: random.Random) -> Iterator[list[Example]]:
    """Batches of about equally long examples, in random order."""
    draw.shuffle(examples)
    chunks = []
    for start in range(0, len(examples), BATCH * 16):
        near = sorted(examples[start : start + BATCH * 16], key=lambda e: len(e.words))
        chunks += [near[i : i + BATCH] for i in range(0, len(near), BATCH)]
    draw.shuffle(chunks)
    yield from chunks


def _loss(scores: Tensor, chunk: Sequence[Example]) -> Tensor:
    everything = torch.logsumexp(scores.flatten(1), 1)
    losses = []
    for row, total, example in zip(scores, everything, chunk, strict=True):
        gold = torch.from_numpy(example.gold)
        losses.append(total - torch.logsumexp(row[gold[:, 0], gold[:, 1]], 0))
    return torch.stack(losses).mean()


assert GAP > WIDTH // 2  # or a sentence would see into the next
