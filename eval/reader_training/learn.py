"""Learn the reader's weights from packed examples.

    python -m eval.reader_training.learn EXAMPLES.npz -o assistant/reading/reader.npz

Needs torch and numpy alone, and uses a GPU where there is one. On the questions held out it tells
EM and F1 of the best stretch's words, how often the best sentence is a right one, and how well
questions are told from the same ones with their right sentences taken out (AUC).
"""

from __future__ import annotations

import argparse
import logging
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from eval.reader_training.network import LONGEST, OUT, Network, sentence_scores
from eval.reader_training.packed import Batch, Packed

log = logging.getLogger("reader")

BATCH = 32
RATE = 2e-3
EPOCHS = 8
WITHOUT = 0.25  # share of the questions whose right sentences are taken out
SENTENCE_WEIGHT = 0.3  # of choosing the sentence, where the words are known too
NONE_WEIGHT = 0.5  # of telling whether any sentence answers,
EACH_WEIGHT = 1.0  # and with it whether each does
# How many times the examples of a source are seen in an epoch; less than one is a chance.
REPEATS = {"collection": 3.0, "cloze": 0.3}


@dataclass(frozen=True, slots=True)
class Held:
    """What the network makes of one question held out."""

    source: str
    words_known: bool
    exact: float
    overlap: float
    right_sentence: bool
    answered: float
    answered_without: float


def main() -> int:
    """Learn from the file that the command line names and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("examples", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="NPZ")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    logging.basicConfig(format="%(message)s", level=logging.INFO)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    packed = Packed.read(arguments.examples, LONGEST, device)
    network = learn(packed, arguments.epochs, arguments.seed)
    for line in report(examine(network, packed)):
        log.info("%s", line)
    np.savez_compressed(arguments.out, allow_pickle=False, **network.exported())
    log.info("weights in %s", arguments.out)
    return 0


def learn(packed: Packed, epochs: int, seed: int, rate: float = RATE) -> Network:
    """Make the answers' stretches, their sentences, or that there is none, the likeliest.

    Args:
        packed: examples; those held out are not learned from.
        epochs: how often each is seen.
        seed: of everything random.
        rate: highest learning rate of AdamW; it rises and falls in one cycle.
    """
    torch.manual_seed(seed)
    draw = random.Random(seed)
    sizes = (packed.size("numbers"), packed.size("told"), packed.size("wanted"))
    network = Network(packed.vectors, *sizes).to(packed.vectors.device)
    trained = [p for p in network.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=rate, weight_decay=1e-2)
    steps = [list(_chunks(packed, draw)) for _ in range(epochs)]
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, rate, total_steps=sum(map(len, steps)) + 1, pct_start=0.1
    )
    for epoch, chunks in enumerate(steps, start=1):
        network.train()
        losses = []
        for chunk in chunks:
            without = torch.rand(len(chunk), device=packed.vectors.device) < WITHOUT
            batch = packed.batch(chunk, without)
            scores, none = network(batch)
            loss = _loss(scores, none, batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(trained, 2.0)
            optimiser.step()
            schedule.step()
            losses.append(loss.detach())
        log.info("epoch %d of %d: loss %.3f", epoch, epochs, float(torch.stack(losses).mean()))
    return network.eval()


def _chunks(packed: Packed, draw: random.Random) -> Iterator[Sequence[int]]:
    """Batches of about equally long examples, in random order."""
    seen: list[int] = []
    for place in np.flatnonzero(~packed.held_out).tolist():
        times = REPEATS.get(str(packed.source[place]), 1.0)
        seen += [place] * (int(times) + (draw.random() < times % 1))
    draw.shuffle(seen)
    chunks = []
    for start in range(0, len(seen), BATCH * 16):
        near = sorted(seen[start : start + BATCH * 16], key=lambda place: packed.lengths[place])
        chunks += [near[i : i + BATCH] for i in range(0, len(near), BATCH)]
    draw.shuffle(chunks)
    yield from chunks


def _loss(scores: Tensor, none: Tensor, batch: Batch) -> Tensor:
    everything = torch.logsumexp(scores.flatten(1), 1)
    gold = torch.logsumexp(scores.masked_fill(~batch.gold, 2 * OUT).flatten(1), 1)
    sentences = sentence_scores(scores, batch)
    right = sentences.masked_fill(~batch.right, 2 * OUT)
    known, answered = batch.gold.flatten(1).any(1), batch.right.any(1)
    words = (everything - gold) * known
    sentence = (everything - torch.logsumexp(right, 1)) * answered
    weight = torch.where(known, SENTENCE_WEIGHT, 1.0)
    return (words + weight * sentence + NONE_WEIGHT * _told(sentences, none, batch)).mean()


def _told(sentences: Tensor, none: Tensor, batch: Batch) -> Tensor:
    """How badly it is told whether each sentence answers, and whether any does (examples,)."""
    tells = functional.binary_cross_entropy_with_logits
    each = tells(sentences - none[:, None], batch.right.float(), reduction="none") * batch.shown
    overall = torch.logsumexp(sentences, 1) - none
    total = tells(overall, batch.right.any(1).float(), reduction="none")
    return total + EACH_WEIGHT * each.sum(1) / batch.shown.sum(1).clamp(min=1)


def examine(network: Network, packed: Packed) -> list[Held]:
    """What the network makes of the questions held out."""
    held = np.flatnonzero(packed.held_out).tolist()
    held.sort(key=lambda place: packed.lengths[place])
    found = []
    for start in range(0, len(held), BATCH):
        chunk = held[start : start + BATCH]
        with torch.no_grad():
            batch = packed.batch(chunk)
            scores, none = network(batch)
            without = torch.ones(len(chunk), dtype=torch.bool, device=scores.device)
            others, no_other = network(packed.batch(chunk, without))
        best = scores.flatten(1).argmax(1).tolist()
        sentence = sentence_scores(scores, batch).argmax(1).tolist()
        answered = (torch.logsumexp(scores.flatten(1), 1) - none).tolist()
        lacking = (torch.logsumexp(others.flatten(1), 1) - no_other).tolist()
        for row, place in enumerate(chunk):
            gold = packed.gold(place)
            stretch = divmod(best[row], LONGEST)
            found.append(
                Held(
                    str(packed.source[place]),
                    bool(gold),
                    float(stretch in gold),
                    max((_overlap(stretch, one) for one in gold), default=0.0),
                    bool(batch.right[row, sentence[row]]),
                    answered[row],
                    lacking[row],
                )
            )
    return found


def report(held: Sequence[Held]) -> Iterator[str]:
    """Figures for each source, as lines to read."""
    for source in dict.fromkeys(one.source for one in held):
        own = [one for one in held if one.source == source]
        known = [one for one in own if one.words_known]
        with_answer = np.array([one.answered for one in own])
        without = np.array([one.answered_without for one in own])
        yield (
            f"{source}: {len(own)} held out: EM {np.mean([one.exact for one in known]):.3f},"
            f" F1 {np.mean([one.overlap for one in known]):.3f}, right sentence first"
            f" {np.mean([one.right_sentence for one in own]):.3f}, AUC of none"
            f" {np.mean(with_answer[:, None] > without[None]):.3f}"
        )


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """F1 of the words of two stretches, each given by its first place and how many more."""
    shared = min(sum(one), sum(other)) - max(one[0], other[0]) + 1
    return 2 * max(0, shared) / (one[1] + other[1] + 2)


if __name__ == "__main__":
    sys.exit(main())
