"""What a question names that passages say word for word, but not those that an answer is from.

"How much of the fisheries budget paid for the Coral Desk?" is not answered by the budget of
fisheries: the Coral Desk is told of elsewhere, under that very name, and neither the row nor
anything over its table says it. A row is asked for in other words than its own, but hardly in
those of another passage. Nor is it answered where the desk is only one of many things that a
long cell of the row lists.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.draft import Draft, Sentence
from assistant.letters import plain
from assistant.question import Question, bare, question_codes, row_subject
from assistant.reading.framing import frame, whole
from assistant.reading.match import Matcher, script
from assistant.refusals.contrast import contrary
from assistant.refusals.counted_nouns import counted_noun
from assistant.refusals.months import months_of
from assistant.tables.rows import CODE_NAME, Row, label_codes, row_name
from assistant.tables.wording import table_wording
from assistant.tables.words import concepts, phrase
from assistant.wording import wording
from index.hits import Hit
from index.segment import tagged_words
from ingest.document import RowCell

FROM_CELLS = frozenset({"table", "cell", "left"})  # methods of answers that are cells as they stand
AS_IT_STANDS = "text"  # of answers that are quoted, be they sentences or rows
STRANGE = 1.2  # words of it that a row does not say, from which a phrase is about something else
UNCOUNTED = 0.5  # the same of a phrase that "how many" counts
SAID, UNSAID = 0.8, 0.4  # share of a part of a label that is asked for, and that is not
SHORTEST = 2  # words of a phrase
MAX_NAME = 60  # characters of a cell that may name its row; a longer one lists or describes
_SMALL_TAGS = ("u", "c", "p", "r", "f", "d", "y", "q")  # jieba's: of words that name nothing
_SMALL = frozenset(
    "the a an of and or in on to for from by with as at is was were are be been its their our this"
    " that these those it how what which who did does do has have had not no all each s"
    " year years fiscal financial ended ending month months quarter quarters period periods".split()
)  # of English, those of time among them: a row has its times in columns
_SEAM = re.compile(r"[、,，;；/]|\band\b|&|和|与|及", re.IGNORECASE)
_ITEMS = re.compile(r"\n|[;；].*[;；]")
_WORD = re.compile(r"\w")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SPACED_WORD = re.compile(r"[^\W\u3400-\u9fff]+")


def of_another_thing(
    question: Question, draft: Draft, others: Sequence[Hit], matcher: Matcher
) -> Draft | None:
    """That a row is not of what a question names, with the row; None where it may well be.

    It is one whose cells were taken, or that stands as it is.

    Args:
        question: as understood.
        draft: an answer.
        others: passages found for the question.
        matcher: the question, ready to be matched.
    """
    if draft.status != "answered" or draft.method not in (*FROM_CELLS, AS_IT_STANDS):
        return None
    read = draft.sentences[:1] if draft.method == AS_IT_STANDS else draft.sentences
    supports = [support for sentence in read for support in sentence.supports]
    rows = [support.hit for support in supports if support.hit.passage.kind == "row"]
    said = "\n".join(sentence.text for sentence in read)
    if not rows or (draft.method == AS_IT_STANDS and supports[0].hit is not rows[0]):
        return None
    strange = strange_names(question, rows, said, others, matcher)
    if draft.method == AS_IT_STANDS:  # its places were looked for already
        places = {c.text for c in question.constraints if c.kind == "place"}
        strange = [name for name in strange if name not in places]
    names = [
        *_codes_lacking(question, draft, rows),
        *_months_lacking(question, rows),
        *strange,
        *_contraries(question, rows, said),
    ]
    words = wording(question.language)
    if names:
        reason = words.unmentioned.format(names=words.list_comma.join(dict.fromkeys(names)))
    elif part := _part_alone(question, rows[0].passage.label.rpartition(" / ")[2], matcher):
        reason = table_wording(question.language).shared.format(code=part[0], codes=part[1])
    else:
        return None
    nearest = next(sentence for sentence in draft.sentences if sentence.supports)
    told = replace(nearest, text=f"{words.nearest} {nearest.text}")
    return Draft("not_found", (Sentence(f"{words.not_found} {reason}"), told), None, 0.0, "another")


def _codes_lacking(question: Question, draft: Draft, hits: Sequence[Hit]) -> list[str]:
    """The codes of parts of a plan (P2, E3) that are asked for, where rows have none of them."""
    asked = [code for code in question.codes if "-" not in code]
    if "comparison" in question.wants:  # of two, one may have none
        return []
    rows = [row for row in draft.candidates if isinstance(row, Row)]
    used = {hit.passage_id for hit in hits}
    own = [row for row in rows if row.hit.passage_id in used]
    if any(row.named >= SAID for row in own):
        return []  # its group may have the code
    known = {code for row in own for code in (*row.codes, *row.within, *label_codes(row.name))}
    around = "\n".join([*(sentence.text for sentence in draft.sentences), *map(whole, hits)])
    known |= {*question_codes(around), *(c for hit in hits for c in label_codes(hit.passage.label))}
    return asked if not known & set(asked) else []


def _contraries(question: Question, hits: Sequence[Hit], said: str) -> list[str]:
    """The word of a question whose contrary a cell is of: what was spent, where it is a budget."""
    near = "\n".join([said, *(f"{hit.passage.label}\n{hit.passage.caption}" for hit in hits)])
    columns = "\n".join(cell.column for hit in hits for cell in hit.passage.cells)
    wider = "\n".join([near, columns, *map(whole, hits)])
    word = contrary(question.text, near, wider, of_cells=True)
    return [word] if word else []


def _months_lacking(question: Question, hits: Sequence[Hit]) -> list[str]:
    """The months of a question, where rows and what names their table say others."""
    # The date of a document is not that of its figures.
    near = "\n".join(_named_by(hit).replace(hit.document.date or "\0", " ") for hit in hits)
    own = bare(question.text)
    asked = [c for c in question.constraints if c.kind == "month" and c.text in own]
    return [c.text for c in asked if not c.met(near)] if months_of(near) else []


def _part_alone(question: Question, label: str, matcher: Matcher) -> tuple[str, str] | None:
    """What a question asks for alone and a label names with others, and the label; else None."""
    parts = [part for part in _SEAM.split(CODE_NAME.sub("", row_name(label))) if part.strip()]
    if len(parts) < 2 or not phrase("alone").search(question.text):
        return None
    named = matcher.for_words(row_subject(question.text)).named(parts)
    said = [part for part, share in zip(parts, named, strict=True) if share >= SAID]
    unsaid = [part for part, share in zip(parts, named, strict=True) if share < UNSAID]
    return (said[0].strip(), row_name(label)) if len(said) == 1 and unsaid else None


def strange_names(
    question: Question, hits: Sequence[Hit], said: str, others: Sequence[Hit], matcher: Matcher
) -> list[str]:
    """The phrases of a question that are told of elsewhere, the most telling first.

    Args:
        question: as understood.
        hits: rows that an answer is from.
        said: the answer.
        others: passages found for the question.
        matcher: the question, ready to be matched.
    """
    asked_for = _asked_for(question, hits)
    own = "\n".join([said, *asked_for, *map(_named_by, hits), *_above(hits, others)])
    letters = plain(own)
    known = _forms(question)
    # A question that was translated has them in the place of its term, one beside the other.
    alike = known | {form: forms for forms in known.values() for form in forms}
    used = {hit.passage_id for hit in hits}
    elsewhere = [plain(hit.passage.text) for hit in others if hit.passage_id not in used]
    elsewhere += [plain(cell.text) for hit in hits for cell in hit.passage.cells if _lists(cell)]
    counted = counted_noun(question)
    strange: list[tuple[float, str]] = []
    for name, words in _phrases(question, elsewhere, known):
        forms = [name, *alike.get(name, ())]
        if any(plain(form) in letters for form in forms):
            continue
        if len(forms) == 1 and script(name) != script(hits[0].passage.text):
            continue  # nobody knows what a row in another language would call it
        asked = matcher.for_words(name)
        met = float(asked.covered(asked.met([own]))[0])
        unsaid = words * (1.0 - met)
        if unsaid >= (UNCOUNTED if name == counted else STRANGE):
            strange.append((unsaid, name))
    return [name for _, name in sorted(strange, key=lambda pair: -pair[0])]


def _named_by(hit: Hit) -> str:
    """What names a row: its label and short cells, the columns, and all that stands over it."""
    passage = hit.passage
    short = [cell.text for cell in passage.cells if not _lists(cell)]
    columns = [cell.column for cell in passage.cells]
    return "\n".join([passage.label, *short, *columns, frame(hit)])


def _asked_for(question: Question, hits: Sequence[Hit]) -> list[str]:
    """The words of a question that ask for a column which rows have: "owe", for "Unpaid"."""
    columns = "\n".join(cell.column for hit in hits for cell in hit.passage.cells)
    found = (words for words, header in concepts() if header.search(columns))
    return [match.group() for words in found for match in words.finditer(question.text)]


def _above(hits: Sequence[Hit], others: Sequence[Hit]) -> list[str]:
    """The short lines that stand as titles just above the tables of rows."""
    begins = {(hit.document.id, hit.passage.first_block) for hit in hits}
    lines = (
        other.passage.text.rstrip().rpartition("\n")[2]
        for other in others
        if other.passage.kind == "text"
        and (other.document.id, other.passage.last_block + 1) in begins
    )
    return [line for line in lines if len(line) <= MAX_NAME]


def _lists(cell: RowCell) -> bool:
    """Whether a cell says several things, or a long one, of which none is its row's name."""
    return len(cell.text) > MAX_NAME or _ITEMS.search(cell.text.strip()) is not None


def _forms(question: Question) -> dict[str, list[str]]:
    """The terms of a question with what they are called in other languages."""
    known: dict[str, list[str]] = defaultdict(list)
    for term, form in question.forms:
        known[term].append(form)
    return known


def _phrases(
    question: Question, texts: Sequence[str], known: dict[str, list[str]]
) -> Iterator[tuple[str, float]]:
    """The phrases of a question that some text says, each with how many words it counts for."""
    subject = row_subject(bare(question.text))
    bound = {c.text for c in question.constraints if c.kind in ("month", "year", "number", "code")}
    for term, forms in known.items():
        if term.isupper() or term in bound or term not in subject:
            continue  # "ITU" is of the whole collection
        if any(plain(form) in text for form in (term, *forms) for text in texts):
            yield term, max(SHORTEST, _size(term))
    for words in _runs(subject):
        yield from _said_together(words, texts)


def _words(text: str) -> list[tuple[str, str]]:
    return [(word, tag) for word, tag in tagged_words(text) if not word.isspace()]


def _runs(text: str) -> Iterator[list[tuple[str, str]]]:
    """The words between marks of punctuation, with their tags."""
    run: list[tuple[str, str]] = []
    for word, tag in _words(text):
        if _WORD.search(word):
            run.append((word, tag))
        else:
            yield run
            run = []
    yield run


def _said_together(
    words: Sequence[tuple[str, str]], texts: Sequence[str]
) -> Iterator[tuple[str, float]]:
    """The longest stretches of words that a text says word for word, with how long they are."""
    begin = 0
    while begin < len(words) - 1:
        for end in range(len(words), begin + SHORTEST - 1, -1):
            stretch = words[begin:end]
            phrase = _joined(stretch)
            if _is_small(stretch[0]) or _is_small(stretch[-1]) or months_of(phrase):
                continue
            if any(plain(phrase) in text for text in texts):
                yield phrase, _size(phrase)
                begin = end - 1
                break
        begin += 1


def _is_small(word: tuple[str, str]) -> bool:
    text, tag = word
    return text.lower() in _SMALL or (tag.startswith(_SMALL_TAGS) and script(text) == "han")


def _joined(words: Sequence[tuple[str, str]]) -> str:
    spaced = " ".join(word for word, _ in words)
    return re.sub(r"(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])", "", spaced)


def _size(phrase: str) -> float:
    """How many words a phrase counts for; two Chinese characters are one."""
    return len(_HAN.findall(phrase)) / 2 + len(_SPACED_WORD.findall(phrase))
