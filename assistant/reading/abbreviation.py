"""What an abbreviation stands for, as a document says where it introduces it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.draft import Draft, Sentence, Support
from assistant.letters import plain
from assistant.question import Question, bare
from assistant.reading.explaining import explaining, to_define
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
        if drafted := _drafted(word, question, hits):
            return drafted
    return None


def defined_word(question: Question) -> str | None:
    """The abbreviation that a question asks the meaning of, and nothing else: "what is TDAG?"."""
    found = [word for word in _WORD.findall(bare(question.text)) if is_acronym(word)]
    if question.kind != "definition" or len(found) != 1:
        return None
    return found[0] if plain(found[0]) == to_define(question) else None


def defining_draft(question: Question, hits: Sequence[Hit]) -> Draft | None:
    """What the letters stand for that a question asks the meaning of, if any passage says it."""
    word = defined_word(question)
    return _drafted(word, question, hits) if word else None


def with_meaning(question: Question, told: Draft, meaning: Draft) -> Draft:
    """An answer to "what is TDAG?", opened by what the letters stand for.

    That comes first unless the sentence found says itself what it is, and is all there is where
    none was found.

    Args:
        question: as understood.
        told: the answer from sentences.
        meaning: what the letters stand for.
    """
    if told.status != "answered":
        return meaning
    if explaining(question, told.sentences[0].text):
        return told
    return replace(told, sentences=(*meaning.sentences, *told.sentences), short=meaning.short)


def _drafted(word: str, question: Question, hits: Sequence[Hit]) -> Draft | None:
    """The long forms of an abbreviation, each with the sentence that introduces it."""
    names = _names(word, question, hits) if is_acronym(word) else []
    words = wording(question.language)
    lines = [
        Sentence(f"{word}{words.colon}**{name}**", (Support(hit, sentence),))
        for name, hit, sentence in names
    ]
    short = words.comma.join(name for name, _, _ in names)
    return Draft("answered", tuple(lines), short, 1.0, "abbreviation") if lines else None


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
