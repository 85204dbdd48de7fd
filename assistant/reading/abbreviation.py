"""What an abbreviation stands for, as a document says where it introduces it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.draft import Draft, Sentence, Support
from assistant.question import Question, bare
from assistant.reading.match import script
from assistant.wording import wording
from index.acronyms import is_acronym
from index.hits import Hit
from index.mining.abbreviations import abbreviations_in
from index.mining.pairs import Pair
from ingest.sentences import sentences

_ASKS = re.compile(
    r"\bstands? for\b|\babbreviat\w+|\bacronym\b|\bfull (?:name|form)\b|\bspelled out\b"
    r"|缩写|简称|全称|缩略|代表什么"
    r"|\bsigle\b|\bsignifie\b|\bsignifica\b|\bsiglas?\b|расшифров|что означает|اختصار",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-/&.][A-Za-z0-9]+)*(?:实验室)?")


def meaning_draft(question: Question, hits: Sequence[Hit]) -> Draft | None:
    """The long forms of the abbreviation that a question asks about.

    Args:
        question: as understood.
        hits: passages in search order.

    Returns:
        its name in the script of the question, then in another, each with the sentence that says
        so; None where the question asks for something else or no passage found introduces it.
    """
    if not _ASKS.search(bare(question.text)):
        return None
    for word in _WORD.findall(question.text):
        if is_acronym(word) and (names := _names(word, question, hits)):
            words = wording(question.language)
            lines = [
                Sentence(f"{word}{words.colon}**{name}**", (Support(hit, sentence),))
                for name, hit, sentence in names
            ]
            short = words.comma.join(name for name, _, _ in names)
            return Draft("answered", tuple(lines), short, 1.0, "abbreviation")
    return None


def _names(word: str, question: Question, hits: Sequence[Hit]) -> list[tuple[str, Hit, str]]:
    """The names that most passages give it, one for each script, the question's script first."""
    said: dict[str, list[tuple[Hit, Pair]]] = {}
    for hit in hits:
        if word in hit.passage.text:
            for mined in abbreviations_in([hit.passage]):
                if mined.pair.short == word and word not in mined.pair.name:
                    said.setdefault(mined.pair.name, []).append((hit, mined.pair))
    chosen: dict[str, tuple[str, Hit, str]] = {}
    for name in sorted(said, key=lambda name: -len(said[name])):
        hit, pair = said[name][0]
        chosen.setdefault(script(name), (name, hit, _sentence(hit.passage.text, pair)))
    asked = "han" if question.language == "zh" else "latin"
    return sorted(chosen.values(), key=lambda found: script(found[0]) != asked)


def _sentence(text: str, pair: Pair) -> str:
    """The sentence that holds both forms; the whole passage where line ends cut it."""
    stating = (part for part in sentences(text) if pair.name in part and pair.short in part)
    return next(stating, text)
